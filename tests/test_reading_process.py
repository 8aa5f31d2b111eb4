"""The reading process and containers: what breaks it is named, reading goes on behind it, memory stays bounded."""

from __future__ import annotations

import io
import os
import tarfile
import zipfile
from contextlib import aclosing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from readings import reasons

from knowledge import Archive, ArchiveSettings, Document, Status
from knowledge.readers import Item, Read, Worker
from knowledge.readers.documents import steps
from knowledge.readers.items import At

if TYPE_CHECKING:
    from collections.abc import Iterable

STORY = "Harbour lights\n\nThe harbour lights of Kettlesund were lit again on Monday, number {}.\n"
HANGS = f"<html><body><div {' '.join(f'a{i}=1' for i in range(200_000))}>x</div></body></html>"
"""A page on which every parser spends minutes."""
GIVEN_UP = "took longer than 1.5 seconds to read and was given up"


def zipped(path: Path, members: Iterable[tuple[str, str]]) -> Document:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return Document(path.name, path)


def stories(count: int) -> list[tuple[str, str]]:
    return [(f"{number}.txt", STORY.format(number)) for number in range(count)]


async def through(worker: Worker, asked: Document) -> list[Item]:
    async with aclosing(worker.read(asked)) as found:
        return [item async for item in found]


async def test_an_entry_that_hangs_is_named_and_those_behind_it_are_read(tmp_path: Path) -> None:
    members = [
        *stories(2),
        ("hangs.html", HANGS),
        ("empty.txt", ""),
        ("again.html", HANGS),
        ("last.txt", STORY.format(9)),
    ]
    async with Worker(seconds=1.5) as worker:
        found = await through(worker, zipped(tmp_path / "a.zip", members))
        assert [item.name for item in found] == [f"a.zip: {name}" for name, _ in members]
        assert reasons(found) == [
            ("a.zip: hangs.html", GIVEN_UP),
            ("a.zip: empty.txt", "is empty"),
            ("a.zip: again.html", GIVEN_UP),
        ]
        assert len(await through(worker, zipped(tmp_path / "b.zip", stories(3)))) == 3


async def test_the_same_holds_within_a_compressed_archive(tmp_path: Path) -> None:
    path = tmp_path / "a.tar.gz"
    members = [*stories(2), ("hangs.html", HANGS), ("last.txt", STORY.format(9))]
    with tarfile.open(path, "w:gz") as archive:
        for name, content in members:
            header = tarfile.TarInfo(name)
            header.size = len(content)
            archive.addfile(header, io.BytesIO(content.encode()))
    async with Worker(seconds=1.5) as worker:
        found = await through(worker, Document("a.tar.gz", path))
    assert [item.name for item in found] == [f"a.tar.gz: {name}" for name, _ in members]
    assert reasons(found) == [("a.tar.gz: hangs.html", GIVEN_UP)]


async def test_a_killed_reader_names_where_it_was_and_another_goes_on(tmp_path: Path) -> None:
    async with Worker() as worker:
        found: list[Item] = []
        async with aclosing(worker.read(zipped(tmp_path / "a.zip", stories(2_000)))) as reading:
            async for item in reading:
                found.append(item)
                if len(found) == 3:
                    assert worker.process_id is not None
                    os.kill(worker.process_id, 9)
    ((name, reason),) = reasons(found)
    assert name.startswith("a.zip")
    assert reason.startswith("could not be read: reading it broke the reader")
    assert sorted({item.name for item in found if isinstance(item, Read)} | {name}) == sorted(
        {f"a.zip: {number}.txt" for number in range(2_000)} | {name}
    )


async def test_a_process_that_does_not_start_is_not_the_documents_fault(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONHOME", str(tmp_path / "nowhere"))
    async with Worker() as worker:
        found = await through(worker, zipped(tmp_path / "a.zip", stories(1)))
        assert reasons(found) == [
            ("a.zip", "was not read, for the process that reads documents did not start; load it again")
        ]
        monkeypatch.delenv("PYTHONHOME")
        assert len(await through(worker, zipped(tmp_path / "a.zip", stories(1)))) == 1


async def test_every_entry_has_the_time_of_one_item(tmp_path: Path) -> None:
    async with Worker(seconds=2) as worker:
        found = await through(worker, zipped(tmp_path / "a.zip", stories(3_000)))
    assert len(found) == 3_000
    assert all(isinstance(item, Read) for item in found)


async def test_what_breaks_in_the_middle_of_a_load_costs_its_entry(tmp_path: Path) -> None:
    members = [("hangs.html", HANGS), *stories(2)]
    async with Archive(tmp_path / "a.sqlite", ArchiveSettings(reading_seconds=1.5)) as archive:
        asked = [zipped(tmp_path / "a.zip", members), zipped(tmp_path / "b.zip", [("c.txt", STORY.format("seven"))])]
        outcomes = [outcome async for outcome in archive.load(asked)]
        assert [(outcome.name, outcome.status) for outcome in outcomes] == [
            ("a.zip: hangs.html", Status.REFUSED),
            ("a.zip: 0.txt", Status.LOADED),
            ("a.zip: 1.txt", Status.LOADED),
            ("b.zip: c.txt", Status.LOADED),
        ]


def test_entries_that_were_passed_are_not_read_again(tmp_path: Path) -> None:
    asked = zipped(tmp_path / "a.zip", [*stories(2), ("empty.txt", ""), *stories(4)[2:]])
    names = [step.name for step in steps(asked, 3) if not isinstance(step, At)]
    assert names == ["a.zip: 2.txt", "a.zip: 3.txt"]
    assert sum(isinstance(step, At) for step in steps(asked, 3)) == 5
