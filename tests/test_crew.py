"""Several processes read, and what they read comes out in order."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Iterable
from contextlib import aclosing
from pathlib import Path

import pytest

from knowledge import Document
from knowledge.readers import Item, Read
from knowledge.readers.crew import AHEAD, Crew

SECONDS = 20.0


def written(folder: Path, name: str, articles: int) -> Document:
    lines = (f'{{"title": "{name} {number}", "body": "Nothing happened in Ollery."}}\n' for number in range(articles))
    path = folder / f"{name}.jsonl"
    path.write_text("".join(lines), "utf-8")
    return Document(name, path)


async def titles(documents: Iterable[Document | int], processes: int = 2) -> list[str | int | None]:
    async with Crew(processes, SECONDS) as crew, aclosing(crew.read(documents)) as items:
        return [told(item) async for item in items]


def told(item: Item | int) -> str | int | None:
    if isinstance(item, int):
        return item
    return item.article.citation.title if isinstance(item, Read) else item.name


@pytest.mark.parametrize("processes", [1, 2, 3])
async def test_items_come_in_the_order_of_the_documents(tmp_path: Path, processes: int) -> None:
    sizes = [700, 1, 3, 0, 250, 2, 1, 1, 400, 1, 1, 1]
    documents = [written(tmp_path, f"d{at}", size) for at, size in enumerate(sizes)]
    expected = [f"d{at} {number}" if size else f"d{at}" for at, size in enumerate(sizes) for number in range(size or 1)]
    assert await titles(documents, processes) == expected


async def test_what_is_no_document_keeps_its_place(tmp_path: Path) -> None:
    documents = [1, written(tmp_path, "a", 1), 2, 3, written(tmp_path, "b", 1), 4]
    assert await titles(documents) == [1, "a 0", 2, 3, "b 0", 4]


async def test_no_documents_are_no_items() -> None:
    assert await titles([]) == []


async def test_one_document_takes_one_process(tmp_path: Path) -> None:
    async with Crew(2, SECONDS) as crew:
        async with aclosing(crew.read([written(tmp_path, "a", 3)])) as items:
            assert len([item async for item in items]) == 3
        assert len(crew.process_ids) == 1


async def test_who_stops_early_leaves_no_process_and_no_task(tmp_path: Path) -> None:
    documents = [written(tmp_path, f"d{at}", 2000) for at in range(6)]
    async with Crew(2, SECONDS) as crew:
        async with aclosing(crew.read(documents)) as items:
            assert told(await anext(items)) == "d0 0"
            started = crew.process_ids
        assert asyncio.all_tasks() == {asyncio.current_task()}
    assert started
    for process in started:
        with pytest.raises(ProcessLookupError):
            os.kill(process, 0)


async def test_a_process_reads_on_while_nothing_is_taken_but_not_without_end(tmp_path: Path) -> None:
    begun: list[Document] = []
    is_ahead = asyncio.Event()

    def documents() -> Iterable[Document]:
        for at in range(4 * AHEAD):
            begun.append(written(tmp_path, f"d{at}", 1))
            if at == AHEAD:
                is_ahead.set()
            yield begun[-1]

    async with asyncio.timeout(30), Crew(1, SECONDS) as crew, aclosing(crew.read(documents())) as items:
        await anext(items)
        await is_ahead.wait()
        await asyncio.sleep(0.2)
    assert len(begun) <= AHEAD + 2  # the one that was taken, and the one that waits for a place


async def test_who_stops_early_need_not_take_what_is_read_ahead(tmp_path: Path) -> None:
    documents = [written(tmp_path, f"d{at}", 2000) for at in range(4)]
    async with asyncio.timeout(30), Crew(2, SECONDS) as crew, aclosing(crew.read(documents)) as items:
        await anext(items)
        await asyncio.sleep(1)  # until the rows of both processes are full


async def test_what_the_list_of_documents_raises_reaches_whoever_reads(tmp_path: Path) -> None:
    def listed() -> Iterable[Document]:
        yield written(tmp_path, "a", 1)
        raise RuntimeError("the folder is gone")

    with pytest.raises(RuntimeError, match="the folder is gone"):
        await titles(listed())
