"""Articles made ready to be stored in a process beside this one, as soon as there are more than a few.

Splitting and stemming takes most of the time of a load, and storing needs this process for itself. Run as a module it
is that process: batches come in on its standard input and go out, prepared, on its standard output.
"""

from __future__ import annotations

import asyncio
import gc
import os
import pickle
import sys
from collections import deque
from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing, suppress
from typing import TYPE_CHECKING, BinaryIO, Self

from knowledge import accession, processes
from knowledge.accession import Entry
from knowledge.model import Outcome, Status
from knowledge.readers import Item, Read

if TYPE_CHECKING:
    from types import TracebackType

    from knowledge.processes import Process

FEW = 1
"""Batches that are prepared here: another process takes half a second to start."""

AHEAD = 3
"""Batches that are under way while one is stored."""

LENGTH = 4
"""Bytes of a message's length, the greatest first."""

BUFFER = 2**30
"""More than the answers that may wait to be read: a process that could not send them would not take the next batch."""

Batch = Sequence[Item | Outcome]
Ready = list[Entry | Outcome]


class Preparation:
    """Prepares batches of items, in order. Used with `async with`."""

    def __init__(self) -> None:
        self._process: Process | None = None

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        process, self._process = self._process, None
        await processes.stop(process)

    @property
    def process_id(self) -> int | None:
        """The number of the process beside this one, None while there is none."""
        return self._process.pid if self._process else None

    async def of(self, batches: AsyncGenerator[Batch]) -> AsyncGenerator[Ready]:
        """The batches, ready to be stored, in order. Close it (`aclosing`) to stop."""
        sent: deque[Batch] = deque()
        async with aclosing(batches):
            number = 0
            async for batch in batches:
                number += 1
                if number <= FEW:
                    yield await asyncio.to_thread(ready, batch)
                    continue
                await self._send(batch)
                sent.append(batch)
                if len(sent) > AHEAD:
                    yield await self._received(sent.popleft())
        while sent:
            yield await self._received(sent.popleft())

    async def _send(self, batch: Batch) -> None:
        if self._process is None:
            self._process = await processes.start("knowledge.preparation", BUFFER)
        with suppress(OSError):
            if self._process.stdin and not self._process.stdin.is_closing():
                self._process.stdin.write(_message(batch))
                await self._process.stdin.drain()

    async def _received(self, batch: Batch) -> Ready:
        """The oldest batch that was sent, prepared: here, where the process is gone."""
        try:
            if self._process and self._process.stdout:
                size = int.from_bytes(await self._process.stdout.readexactly(LENGTH))
                prepared: Ready = pickle.loads(await self._process.stdout.readexactly(size))  # noqa: S301 - our own
                return prepared
        except EOFError:
            pass
        return await asyncio.to_thread(ready, batch)


def ready(batch: Batch) -> Ready:
    """The items as they are stored."""
    return [_entry(item) for item in batch]


def _entry(item: Item | Outcome) -> Entry | Outcome:
    """What is read as an entry to be stored; a refusal as the outcome that it is."""
    if isinstance(item, Outcome):
        return item
    if isinstance(item, Read):
        return accession.prepare(item.name, item.article, item.note)
    return Outcome(item.name, Status.REFUSED, reason=item.reason)


def _message(content: object) -> bytes:
    told = pickle.dumps(content, pickle.HIGHEST_PROTOCOL)
    return len(told).to_bytes(LENGTH) + told


def _serve(batches: BinaryIO, answers: BinaryIO) -> None:
    gc.freeze()  # what was imported stays; without this, looking through it takes a twentieth of the time
    while size := batches.read(LENGTH):
        batch: Batch = pickle.loads(batches.read(int.from_bytes(size)))  # noqa: S301 - from our own parent
        answers.write(_message(ready(batch)))
        answers.flush()


if __name__ == "__main__":
    told = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # whatever a library prints must not get between the answers
    _serve(sys.stdin.buffer, told)
