"""Several reading processes for many documents: what they hold comes out in the order of the documents all the same."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Iterable, Iterator
from contextlib import AsyncExitStack, aclosing
from typing import TYPE_CHECKING, Generic, Self, TypeVar

from knowledge.model import Document
from knowledge.readers.items import Item
from knowledge.readers.worker import Worker

if TYPE_CHECKING:
    from types import TracebackType

WAITING = 100
"""Items of a document that wait to be taken before its process waits itself."""

AHEAD = 25
"""Documents for each process that are read before the first of them is taken: while a batch is stored none is, and with
four a twelfth of the time of loading pages was spent waiting for that.
"""

T = TypeVar("T")


class Crew:
    """`processes` workers, of which the second and further ones start only where there is a document for them."""

    def __init__(self, processes: int, seconds: float) -> None:
        self._workers = [Worker(seconds) for _ in range(processes)]
        self._opened = AsyncExitStack()

    async def __aenter__(self) -> Self:
        for worker in self._workers:
            await self._opened.enter_async_context(worker)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._opened.aclose()

    @property
    def process_ids(self) -> list[int]:
        """The numbers of the reading processes that run."""
        return [worker.process_id for worker in self._workers if worker.process_id]

    async def read(self, documents: Iterable[Document | T]) -> AsyncGenerator[Item | T]:
        """The documents' items, in order; what is no document comes out as it is. Close it (`aclosing`) to stop."""
        rows = _Rows(iter(documents), AHEAD * len(self._workers))
        tasks = [asyncio.create_task(rows.fill(worker)) for worker in self._workers]
        end = asyncio.create_task(rows.close(tasks))
        try:
            while (row := await rows.ready.get()) is not None:
                while (item := await row.get()) is not None:
                    yield item
            await end
        finally:
            for task in (end, *tasks):
                task.cancel()
            await asyncio.gather(end, *tasks, return_exceptions=True)


class _Rows(Generic[T]):
    """What each document holds, as far as it is read, in a row of its own that ends with None."""

    def __init__(self, documents: Iterator[Document | T], most: int) -> None:
        self.ready: asyncio.Queue[asyncio.Queue[Item | T | None] | None] = asyncio.Queue(most)
        """The rows in the order of the documents; None behind the last."""
        self._documents = documents
        self._turn = asyncio.Lock()

    async def fill(self, worker: Worker) -> None:
        """Read one document after another, each into the next row, until there is none."""
        while begun := await self._begin():
            document, row = begun
            try:
                await _read(worker, document, row)
            except Exception:
                await row.put(None)
                raise
            await row.put(None)  # not when it is cancelled: nobody takes from the row any more, and it may be full

    async def close(self, tasks: Iterable[asyncio.Task[None]]) -> None:
        """When all are done, say so. Raises what any of them raised."""
        done = await asyncio.gather(*tasks, return_exceptions=True)
        await self.ready.put(None)
        for error in filter(None, done):
            raise error

    async def _begin(self) -> tuple[Document | T, asyncio.Queue[Item | T | None]] | None:
        async with self._turn:
            try:
                document = next(self._documents)
            except StopIteration:
                return None
            row: asyncio.Queue[Item | T | None] = asyncio.Queue(WAITING)
            await self.ready.put(row)
            return document, row


async def _read(worker: Worker, document: Document | T, row: asyncio.Queue[Item | T | None]) -> None:
    if not isinstance(document, Document):
        await row.put(document)
        return
    async with aclosing(worker.read(document)) as items:
        async for item in items:
            await row.put(item)
