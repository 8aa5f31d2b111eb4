"""Reading in a process of its own, so that a page that hangs or breaks its parser costs that page and nothing else."""

from __future__ import annotations

import asyncio
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, Self

from knowledge.readers.frames import LENGTH, LONGEST_FRAME, item_of, request
from knowledge.readers.items import Item, Refused

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator
    from types import TracebackType

    from knowledge.model import Document

_READER = (sys.executable, "-P", "-m", "knowledge.readers")
"""-P, because the current folder may hold a stranger's json.py beside the articles."""
_BUFFER = 1_048_576
_START = 60.0
"""Seconds for the process to start and import; they are not the page's."""


class Worker:
    """Reads documents one after another, `seconds` an item at most. The process starts with the first one."""

    def __init__(self, seconds: float = 20) -> None:
        self._seconds = seconds
        self._process: asyncio.subprocess.Process | None = None
        self._turn = asyncio.Lock()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._stop()

    @property
    def process_id(self) -> int | None:
        """The reading process's number, None while there is none."""
        return self._process.pid if self._process else None

    async def read(self, document: Document) -> AsyncGenerator[Item, None]:
        """The document's items. Leaving in the middle, or being cancelled, ends the process; the next gets another."""
        async with self._turn:
            reason = "could not be read: reading it broke the reader"
            try:
                async with asyncio.timeout(_START):
                    process = await self._started()
                    await _send(process, request(document))
                while (item := await self._next(process)) is not None:
                    yield item
                reason = ""
            except TimeoutError:
                reason = f"took longer than {self._seconds:g} seconds to read and was given up"
            except (OSError, EOFError, ValueError):
                pass
            finally:
                if reason:
                    await self._stop()
            if reason:
                yield Refused(document.name, reason)

    async def _next(self, process: asyncio.subprocess.Process) -> Item | None:
        async with asyncio.timeout(self._seconds):
            return item_of(await _receive(process))

    async def _started(self) -> asyncio.subprocess.Process:
        if self._process is None:
            self._process = await asyncio.create_subprocess_exec(
                *_READER,
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.DEVNULL,
                limit=_BUFFER,
                start_new_session=True,  # an interrupt from the terminal is the parent's to handle
            )
            await _receive(self._process)
        return self._process

    async def _stop(self) -> None:
        process, self._process = self._process, None
        if process:
            with suppress(ProcessLookupError):
                process.kill()
            await process.communicate()


async def _send(process: asyncio.subprocess.Process, line: bytes) -> None:
    if process.stdin:
        process.stdin.write(line)
        await process.stdin.drain()


async def _receive(process: asyncio.subprocess.Process) -> bytes:
    """The content of the next frame; EOFError when the process is gone, ValueError when it is no frame."""
    if not process.stdout:
        raise EOFError
    length = int.from_bytes(await process.stdout.readexactly(LENGTH))
    if length > LONGEST_FRAME:
        raise ValueError(length)
    return await process.stdout.readexactly(length)
