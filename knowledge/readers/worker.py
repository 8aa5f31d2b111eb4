"""Reading in a process of its own, so that a page that hangs or breaks its parser costs that page and nothing else."""

from __future__ import annotations

import asyncio
from contextlib import aclosing
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from knowledge import processes
from knowledge.readers.frames import LENGTH, LONGEST_FRAME, request, step_of
from knowledge.readers.items import At, Item, Refused, Step

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator
    from types import TracebackType

    from knowledge.model import Document
    from knowledge.processes import Process

_BUFFER = 1_048_576
_START = 60.0
"""Seconds for the process to start and import; they are not the page's."""
_MOST_TRIES = 20
"""How often a document may break the reader; each costs the seconds of an item and those of a new process."""
_BROKE = "could not be read: reading it broke the reader"
_NOT_STARTED = "was not read, for the process that reads documents did not start; load it again"


@dataclass(slots=True)
class Course:
    """How far the reading of a document has come."""

    entries: int
    """How many entries of a container have been begun."""
    at: str | None = None
    """The entry that is being read."""
    last: str | None = None
    """The item that was read last."""
    reason: str | None = None
    """Why it came no further."""

    def take(self, step: Step) -> None:
        if isinstance(step, At):
            self.entries += 1
            self.at = step.name
        else:
            self.last = step.name

    def refusal(self, document: str) -> Refused:
        """What is to blame: the entry that was being read, or what came after it when it had been read whole."""
        reason = self.reason or _BROKE
        if self.at is not None and self.at == self.last and self.at != document:
            return Refused(document, f"{reason}, after {self.last}")
        return Refused(self.at or document, reason)


class Worker:
    """Reads documents one after another, `seconds` an item at most. The process starts with the first one."""

    def __init__(self, seconds: float = 20) -> None:
        self._seconds = seconds
        self._process: Process | None = None
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
        """The document's items. An entry that breaks the reader is named, and reading goes on behind it.

        Leaving in the middle, or being cancelled, ends the process; the next document gets another.
        """
        async with self._turn:
            passed = 0
            for _ in range(_MOST_TRIES):
                course = Course(passed)
                async with aclosing(self._attempt(document, course)) as items:
                    async for item in items:
                        yield item
                if not course.reason:
                    return
                yield course.refusal(document.name)
                if course.entries <= passed:
                    return
                passed = course.entries
            yield Refused(document.name, f"broke the reader {_MOST_TRIES} times; the rest of it is not read")

    async def _attempt(self, document: Document, course: Course) -> AsyncGenerator[Item, None]:
        """The items of the entries behind those that the course has passed; why there are no more is noted in it."""
        course.reason = _NOT_STARTED
        try:
            async with asyncio.timeout(_START):
                process = await self._started()
                course.reason = _BROKE
                await _send(process, request(document, course.entries))
            course.entries = 0
            while (step := await self._next(process)) is not None:
                course.take(step)
                if not isinstance(step, At):
                    yield step
            course.reason = None
        except TimeoutError:
            if course.reason != _NOT_STARTED:
                course.reason = f"took longer than {self._seconds:g} seconds to read and was given up"
        except (OSError, EOFError, ValueError):
            pass
        finally:
            if course.reason:
                await self._stop()

    async def _next(self, process: Process) -> Step | None:
        async with asyncio.timeout(self._seconds):
            return step_of(await _receive(process))

    async def _started(self) -> Process:
        if self._process is None:
            self._process = await processes.start("knowledge.readers", _BUFFER)
            await _receive(self._process)
        return self._process

    async def _stop(self) -> None:
        process, self._process = self._process, None
        await processes.stop(process)


async def _send(process: Process, line: bytes) -> None:
    if process.stdin:
        process.stdin.write(line)
        await process.stdin.drain()


async def _receive(process: Process) -> bytes:
    """The content of the next frame; EOFError when the process is gone, ValueError when it is no frame."""
    if not process.stdout:
        raise EOFError
    length = int.from_bytes(await process.stdout.readexactly(LENGTH))
    if length > LONGEST_FRAME:
        raise ValueError(length)
    return await process.stdout.readexactly(length)
