"""Processes of our own beside this one, spoken to through their standard input and output."""

from __future__ import annotations

import asyncio
import sys
from contextlib import suppress

Process = asyncio.subprocess.Process


async def start(module: str, buffer: int) -> Process:
    """Run a module as a process; `buffer` are the bytes of its answers that may wait to be read."""
    return await asyncio.create_subprocess_exec(
        sys.executable,
        "-P",  # the current folder may hold a stranger's json.py beside the articles
        "-m",
        module,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
        limit=buffer,
        start_new_session=True,  # an interrupt from the terminal is the parent's to handle
    )


async def stop(process: Process | None) -> None:
    """End a process, if there is one, and wait until it is gone."""
    if process:
        with suppress(ProcessLookupError):
            process.kill()
        await process.communicate()
