"""A load that is broken off: what was told is there, whole and findable, and loading again finishes it."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sqlite3
import sys
from contextlib import closing
from pathlib import Path
from random import Random

import pytest
from test_archive import assert_whole

from knowledge import Archive, ArchiveError, Document, Origin, Outcome, Question, Status

KILLS = 10
ARTICLES = 600

LOADS = """
import asyncio, sys
from pathlib import Path
from knowledge import Archive, Document, Origin
from knowledge.store import indexing
indexing.MERGED, indexing.MOVED = 2, 100

async def main():
    path = Path(sys.argv[2])
    async with Archive(sys.argv[1]) as archive:
        async for one in archive.load([Document(path.name, path)], Origin("ada", path.name)):
            print(one.article_id, one.status.value, one.batch, one.title, sep="\\t", flush=True)

asyncio.run(main())
"""

pytestmark = pytest.mark.skipif(os.name == "nt", reason="there is no SIGKILL")


def dump(path: Path, *, versions: bool = False) -> Path:
    """Articles that each have a word of their own; every third is another version of the one before."""
    with path.open("w") as file:
        for number in range(ARTICLES):
            address = number - 1 if versions and number % 3 == 2 else number
            text = f"Keeper{number}x saw the gate. " * 12
            fields = {"title": f"Story {number}", "text": text, "url": f"https://courant.example/{address}"}
            file.write(json.dumps(fields | {"language": "en"}) + "\n")
    return path


async def killed(archive: Path, source: Path, after: float) -> list[tuple[int, str]]:
    """Number and title of what a loading process told before it was killed."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", LOADS, str(archive), str(source), stdout=asyncio.subprocess.PIPE
    )
    assert process.stdout
    told = [await process.stdout.readline()]
    try:
        async with asyncio.timeout(after):
            while line := await process.stdout.readline():
                told.append(line)
    except TimeoutError:
        process.send_signal(signal.SIGKILL)
    rest, _ = await process.communicate()
    lines = (b"".join(told) + rest).decode().split("\n")[:-1]
    fields = (line.split("\t") for line in lines if line.count("\t") == 3)
    return [(int(number), title) for number, _, _, title in fields]


async def test_a_load_that_is_killed_at_any_point_leaves_what_it_told_and_is_finished_by_loading_again(
    tmp_path: Path,
) -> None:
    path, source = tmp_path / "archive.sqlite", dump(tmp_path / "dump.jsonl", versions=True)
    random = Random(4)
    for _ in range(KILLS):
        told = await killed(path, source, random.uniform(0, 0.25))
        await assert_whole(path)
        async with Archive(path) as archive:
            for number, title in random.sample(told, min(20, len(told))):
                citation = (await archive.article(number)).citation
                assert citation.title == title
                if citation.replaced_by is None:
                    word = f"keeper{title.split()[1]}x"
                    assert number in {hit.passage.article_id for hit in await archive.search(word)}
    document = Document(source.name, source)
    async with Archive(path) as archive:
        outcomes = [one async for one in archive.load([document])]
        assert {one.status for one in outcomes} <= {Status.LOADED, Status.VERSION, Status.DUPLICATE}
        assert [one async for one in archive.load([document]) if one.status is not Status.DUPLICATE] == []
        assert (await archive.statistics()).articles == ARTICLES * 2 // 3
        recorded = {batch.batch_id for batch in await archive.batches(100) if batch.ended is None}
        assert len(recorded) >= 1
    await assert_whole(path)


async def test_the_items_on_record_are_those_whose_articles_are_there(tmp_path: Path) -> None:
    path, source = tmp_path / "archive.sqlite", dump(tmp_path / "dump.jsonl")
    told = await killed(path, source, 0.1)
    async with Archive(path) as archive:
        items = await archive.items(1, limit=ARTICLES)
        assert [(one.article_id, one.title) for one in items][: len(told)] == told
        batch = await archive.batch(1)
        assert batch.loaded == len(items) == (await archive.statistics()).articles


UNDOES = """
import asyncio, sys
from knowledge import Archive

async def main():
    async with Archive(sys.argv[1]) as archive:
        print(flush=True)
        await archive.undo(1)
        print(flush=True)

asyncio.run(main())
"""


async def test_an_undo_that_is_killed_is_finished_by_undoing_again(tmp_path: Path) -> None:
    path, source = tmp_path / "archive.sqlite", dump(tmp_path / "dump.jsonl", versions=True)
    async with Archive(path) as archive:
        assert len([one async for one in archive.load([Document(source.name, source)], Origin())]) == ARTICLES
    for after in (0.01, 0.05):
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-c", UNDOES, str(path), stdout=asyncio.subprocess.PIPE
        )
        assert process.stdout
        await process.stdout.readline()
        await asyncio.sleep(after)
        process.send_signal(signal.SIGKILL)
        await process.communicate()
        await assert_whole(path)
    async with Archive(path) as archive:
        if not (await archive.batch(1)).undone:
            await archive.undo(1)
        assert (await archive.statistics()).articles == 0
        assert await archive.search("gate") == []
    await assert_whole(path)
    with closing(sqlite3.connect(path)) as connection:
        for table in ("article", "passage", "posting", "gathering", "removed", "address", "likeness", "sketch", "part"):
            assert connection.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,)


async def load_onto_full_disk(path: Path, source: Path, told: list[Outcome]) -> None:
    async with Archive(path) as archive:
        await archive._database.write(fill)  # noqa: SLF001 - there is no other way to fill a disk without root
        async for one in archive.load([Document(source.name, source)]):
            told.append(one)  # noqa: PERF401 - what was told counts


def fill(connection: sqlite3.Connection) -> None:
    (pages,) = connection.execute("PRAGMA page_count").fetchone()
    connection.execute(f"PRAGMA max_page_count = {pages + 6}")


async def test_a_full_disk_ends_the_load_with_a_sentence_and_keeps_what_was_told(tmp_path: Path) -> None:
    path, source = tmp_path / "archive.sqlite", dump(tmp_path / "dump.jsonl")
    told: list[Outcome] = []
    with pytest.raises(ArchiveError, match="the disk is full"):
        await load_onto_full_disk(path, source, told)
    assert 0 < len(told) < ARTICLES
    await assert_whole(path)
    async with Archive(path) as archive:
        assert (await archive.statistics()).articles == len(told)
        again = [one async for one in archive.load([Document(source.name, source)])]
        assert [one.status for one in again[: len(told)]] == [Status.DUPLICATE] * len(told)
        assert (await archive.statistics()).articles == ARTICLES
        (excerpt, *_) = (await archive.answer(Question(text="Keeper599x"))).excerpts
        assert excerpt.citation.title == "Story 599"


async def test_input_that_breaks_off_costs_what_is_broken_only(tmp_path: Path) -> None:
    source = dump(tmp_path / "dump.jsonl")
    content = source.read_bytes()
    source.write_bytes(content[: len(content) // 2] + b"\xff\xfe{]\n" + content[-2000:])
    async with Archive(tmp_path / "archive.sqlite") as archive:
        outcomes = [one async for one in archive.load([Document("dump.jsonl", source)])]
        loaded = [one for one in outcomes if one.status is Status.LOADED]
        assert len(loaded) >= ARTICLES // 2 - 1
        assert [one for one in outcomes if one.status is Status.REFUSED]
        assert (await archive.statistics()).articles == len(loaded)
    await assert_whole(tmp_path / "archive.sqlite")
