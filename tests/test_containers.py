"""Compressed files, zip and tar: what is in them is read as if it lay beside them, and bombs are put down."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
import sys
import tarfile
import tracemalloc
import zipfile
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from readings import reasons

from knowledge.model import Document
from knowledge.readers.documents import read, steps
from knowledge.readers.items import At, Read

if TYPE_CHECKING:
    from collections.abc import Callable

    from knowledge.readers.items import Item

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

STORY = b"Harbour lights\n\nBy Ines Falk\n\nThe harbour lights of Kettlesund were lit again on Monday, after a year.\n"
LINE = b'{"title": "The ferry", "body": "The ferry from Kettlesund sails at noon."}\n'
HTML = b"<html><h1>The ferry</h1><p>The ferry from Kettlesund sails at noon, and again at four in summer.</p></html>"

PACKERS: dict[str, Callable[[bytes], bytes]] = {
    "gz": gzip.compress,
    "bz2": partial(bz2.compress, compresslevel=1),  # blocks of 100 kB
    "xz": lzma.compress,
    "zst": zstd.compress,
}


def zipped(members: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return file.getvalue()


def tarred(members: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w") as archive:
        for name, content in members.items():
            header = tarfile.TarInfo(name)
            header.size = len(content)
            archive.addfile(header, io.BytesIO(content))
    return file.getvalue()


def written(folder: Path, content: bytes, name: str) -> Document:
    path = folder / "file"
    path.write_bytes(content)
    return Document(name, path)


def items(folder: Path, content: bytes, name: str) -> list[Item]:
    return list(read(written(folder, content, name)))


def titles(found: list[Item]) -> list[tuple[str, str | None]]:
    return [(item.name, item.article.citation.title) for item in found if isinstance(item, Read)]


BUNDLERS = {"zip": zipped, "tar": tarred}


@pytest.mark.parametrize("kind", PACKERS)
@pytest.mark.parametrize(
    ("content", "name", "titled"),
    [
        (STORY, "story.txt", [("story.txt.{}", "Harbour lights")]),
        (HTML, "page.html", [("page.html.{}", "The ferry")]),
        (LINE, "one.jsonl", [("one.jsonl.{}, line 1", "The ferry")]),
        (LINE * 3, "dump.jsonl", [(f"dump.jsonl.{{}}, line {n}", "The ferry") for n in (1, 2, 3)]),
        (b"title,body\nThe ferry,It sails at noon.\n", "t.csv", [("t.csv.{}, row 2", "The ferry")]),
    ],
)
def test_a_compressed_file_is_read_as_what_is_in_it(
    tmp_path: Path, kind: str, content: bytes, name: str, titled: list[tuple[str, str]]
) -> None:
    found = items(tmp_path, PACKERS[kind](content), f"{name}.{kind}")
    assert reasons(found) == []
    assert [title for _, title in titles(found)] == [title for _, title in titled]
    assert [name for name, _ in titles(found)] == [name.format(kind) for name, _ in titled]


@pytest.mark.parametrize("kind", BUNDLERS)
def test_the_files_of_an_archive_are_read_by_their_content(tmp_path: Path, kind: str) -> None:
    found = items(tmp_path, BUNDLERS[kind]({"a/story.txt": STORY, "page": HTML, "dump.jsonl": LINE * 2}), "all")
    assert titles(found) == [
        ("all: a/story.txt", "Harbour lights"),
        ("all: page", "The ferry"),
        ("all: dump.jsonl, line 1", "The ferry"),
        ("all: dump.jsonl, line 2", "The ferry"),
    ]


@pytest.mark.parametrize("packer", PACKERS)
@pytest.mark.parametrize("kind", BUNDLERS)
def test_a_compressed_archive_is_read(tmp_path: Path, kind: str, packer: str) -> None:
    found = items(tmp_path, PACKERS[packer](BUNDLERS[kind]({"story.txt": STORY, "page.html": HTML})), "all.packed")
    assert titles(found) == [("all.packed: story.txt", "Harbour lights"), ("all.packed: page.html", "The ferry")]


@pytest.mark.parametrize("kind", BUNDLERS)
def test_compressed_files_in_an_archive_are_read(tmp_path: Path, kind: str) -> None:
    found = items(
        tmp_path, BUNDLERS[kind]({"story.txt.gz": gzip.compress(STORY), "x.jsonl.zst": zstd.compress(LINE)}), "all"
    )
    assert titles(found) == [("all: story.txt.gz", "Harbour lights"), ("all: x.jsonl.zst, line 1", "The ferry")]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (zipped({"in.zip": zipped({"a.txt": STORY})}), "is an archive within an archive; unpack it first"),
        (tarred({"in.zip": tarred({"a.txt": STORY})}), "is an archive within an archive; unpack it first"),
        (
            zipped({"in.zip": gzip.compress(tarred({"a.txt": STORY}))}),
            "is an archive within an archive; unpack it first",
        ),
        (gzip.compress(zipped({"in.zip": gzip.compress(STORY)})), "is compressed twice; unpack it first"),
    ],
)
def test_archives_within_archives_are_refused_by_name(tmp_path: Path, content: bytes, reason: str) -> None:
    assert reasons(items(tmp_path, content, "all")) == [("all: in.zip", reason)]


def test_what_is_compressed_twice_is_refused(tmp_path: Path) -> None:
    found = items(tmp_path, gzip.compress(gzip.compress(STORY)), "a.gz.gz")
    assert reasons(found) == [("a.gz.gz", "is compressed twice; unpack it first")]


@pytest.mark.parametrize("kind", BUNDLERS)
def test_hidden_files_and_those_about_the_archive_are_left_out(tmp_path: Path, kind: str) -> None:
    left_out = (".hidden", "a/.git/x.txt", "__MACOSX/._story.txt", "README.md", "LICENSE", "a/Readme.txt")
    found = items(tmp_path, BUNDLERS[kind]({**dict.fromkeys(left_out, STORY), "story.txt": STORY}), "all")
    assert [item.name for item in found] == ["all: story.txt"]


@pytest.mark.parametrize("kind", BUNDLERS)
@pytest.mark.parametrize(
    "name", ["../../story.txt", "/etc/story.txt", "a\\..\\story.txt", "C:\\story.txt", "x" * 5_000]
)
def test_names_are_only_labels(tmp_path: Path, kind: str, name: str) -> None:
    (item,) = items(tmp_path, BUNDLERS[kind]({name: STORY}), "all")
    assert isinstance(item, Read)
    assert len(item.name) <= 400
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file"]


def test_control_characters_in_names_are_not_passed_on(tmp_path: Path) -> None:
    (item,) = items(tmp_path, tarred({"a\x1b[2J\nb\udcff.txt": STORY}), "all")
    assert item.name == "all: a[2J b.txt"


def test_a_member_that_cannot_be_read_costs_itself_only(tmp_path: Path) -> None:
    found = items(tmp_path, zipped({"empty.txt": b"", "picture.png": b"\x89PNG\r\n", "story.txt": STORY}), "all.zip")
    assert titles(found) == [("all.zip: story.txt", "Harbour lights")]
    assert [name for name, _ in reasons(found)] == ["all.zip: empty.txt", "all.zip: picture.png"]


def test_a_damaged_member_of_a_zip_costs_itself_only(tmp_path: Path) -> None:
    content = bytearray(zipped({"bad.txt": bytes(range(256)) * 8, "story.txt": STORY}))
    content[60] ^= 0xFF
    found = items(tmp_path, bytes(content), "all.zip")
    assert titles(found) == [("all.zip: story.txt", "Harbour lights")]
    assert reasons(found) == [("all.zip: bad.txt", "is damaged or cut short; what stands before that is read")]


def test_an_encrypted_member_is_refused_by_name(tmp_path: Path) -> None:
    content = bytearray(zipped({"secret.txt": STORY, "story.txt": STORY}))
    for signature, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.find(signature) + flags] |= 1
    found = items(tmp_path, bytes(content), "all.zip")
    assert titles(found) == [("all.zip: story.txt", "Harbour lights")]
    assert reasons(found) == [
        ("all.zip: secret.txt", "is encrypted; unpack it with its password, and load what is in it")
    ]


def test_office_documents_are_refused_as_what_they_are(tmp_path: Path) -> None:
    for name in ("[Content_Types].xml", "META-INF/manifest.xml"):
        ((_, reason),) = reasons(items(tmp_path, zipped({name: b"<x/>", "word/document.xml": b"<x/>"}), "letter.docx"))
        assert reason == "is an office document; save it as text, HTML or PDF"


@pytest.mark.parametrize(("content", "name"), [(b"PK\x03\x04", "a.zip"), (b"PK\x05\x06", "a.zip")])
def test_a_zip_without_a_list_of_contents_is_refused(tmp_path: Path, content: bytes, name: str) -> None:
    assert reasons(items(tmp_path, content, name)) == [(name, "is a damaged zip archive; pack it anew")]


@pytest.mark.parametrize("kind", PACKERS)
def test_what_stands_before_damage_is_read_and_the_rest_told(tmp_path: Path, kind: str) -> None:
    lines = b"".join(
        json.dumps({"title": f"No {n}", "body": f"Story {n * n} of the day."}).encode() + b"\n" for n in range(20_000)
    )
    packed = PACKERS[kind](lines)
    found = items(tmp_path, packed[: len(packed) * 3 // 4], f"dump.jsonl.{kind}")
    assert reasons(found) == [(f"dump.jsonl.{kind}", "is damaged or cut short; what stands before that is read")]
    assert titles(found[:2]) == [(f"dump.jsonl.{kind}, line 1", "No 0"), (f"dump.jsonl.{kind}, line 2", "No 1")]
    assert len(found) > 3_000


def test_not_even_the_first_lines_are_lost_with_damage(tmp_path: Path) -> None:
    lines = b"".join(
        json.dumps({"title": f"No {n}", "body": f"Story {n * n} of the day."}).encode() + b"\n" for n in range(99)
    )
    found = items(tmp_path, gzip.compress(lines)[:-200], "dump.jsonl.gz")
    assert titles(found[:1]) == [("dump.jsonl.gz, line 1", "No 0")]


def test_a_tar_cut_short_tells_so_and_keeps_what_came_before(tmp_path: Path) -> None:
    found = items(tmp_path, tarred({"a.txt": STORY, "b.txt": STORY * 100})[:4_000], "all.tar")
    assert titles(found) == [("all.tar: a.txt", "Harbour lights")]
    assert next(iter(reasons(found)))[0] == "all.tar: b.txt"


def test_a_tar_with_a_broken_header_goes_on_behind_it(tmp_path: Path) -> None:
    content = bytearray(tarred({"a.txt": STORY, "b.txt": STORY, "c.txt": STORY}))
    content[1_024 + 100] ^= 0xFF
    assert titles(items(tmp_path, bytes(content), "all.tar")) == [
        ("all.tar: a.txt", "Harbour lights"),
        ("all.tar: c.txt", "Harbour lights"),
    ]


def test_links_and_devices_in_a_tar_are_no_files(tmp_path: Path) -> None:
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w") as archive:
        for kind in (tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.FIFOTYPE, tarfile.DIRTYPE):
            header = tarfile.TarInfo("link.txt")
            header.type, header.linkname = kind, "/etc/passwd"
            archive.addfile(header)
    assert items(tmp_path, file.getvalue(), "all.tar") == []


def test_a_file_of_holes_in_a_tar_is_not_filled(tmp_path: Path) -> None:
    content = bytearray(tarred({"holes.txt": STORY}))
    content[156:157] = tarfile.GNUTYPE_SPARSE
    content[148:156] = b" " * 8
    content[148:156] = b"%06o\0 " % sum(content[:512])
    assert items(tmp_path, bytes(content), "all.tar") == []


# Bombs


@pytest.mark.parametrize("kind", PACKERS)
def test_a_bomb_is_put_down_while_it_goes_off(tmp_path: Path, kind: str) -> None:
    zeros = b" " * 80_000_000
    found = items(tmp_path, PACKERS[kind](LINE + zeros), f"bomb.jsonl.{kind}")
    assert reasons(found) == [(f"bomb.jsonl.{kind}", "unpacks to more than 250 times its size; it is not read on")]


def test_a_zip_of_many_bombs_ends_at_the_first(tmp_path: Path) -> None:
    bomb = gzip.compress(LINE + b" " * 80_000_000)
    found = items(tmp_path, zipped({f"{n}.jsonl": LINE + b" " * 40_000_000 for n in range(3)}), "bomb.zip")
    assert reasons(found) == [("bomb.zip", "unpacks to more than 250 times its size; it is not read on")]
    found = items(tmp_path, zipped({"a.jsonl.gz": bomb, "story.txt": STORY}), "bomb.zip")
    assert reasons(found) == [("bomb.zip: a.jsonl.gz", "unpacks to more than 250 times its size; it is not read on")]
    assert titles(found)[-1] == ("bomb.zip: story.txt", "Harbour lights")


def test_members_that_share_their_bytes_are_a_bomb_too(tmp_path: Path) -> None:
    """As in the zip bombs whose list of contents names one member thousands of times."""
    plain = bytearray(zipped({"a.jsonl": LINE + b" " * 2_000_000}))
    start = plain.find(b"PK\x01\x02")
    listed, end = plain[start : plain.find(b"PK\x05\x06")], bytearray(plain[plain.find(b"PK\x05\x06") :])
    names = [listed.replace(b"a.jsonl", f"{n:07}".encode()) for n in range(400)]
    for at, value in ((8, 400), (10, 400), (12, len(listed) * 400 & 0xFFFF), (14, len(listed) * 400 >> 16)):
        end[at : at + 2] = value.to_bytes(2, "little")
    found = items(tmp_path, bytes(plain[:start]) + b"".join(names) + bytes(end), "bomb.zip")
    assert any("cannot be unpacked" in reason or "250 times" in reason for _, reason in reasons(found))


def test_a_size_that_lies_is_not_believed(tmp_path: Path) -> None:
    content = bytearray(zipped({"long.txt": b"word " * 6_000_000}))
    listed = content.find(b"PK\x01\x02")
    for at in (22, listed + 24):
        content[at : at + 4] = (100).to_bytes(4, "little")
    ((name, _),) = reasons(items(tmp_path, bytes(content), "all.zip"))
    assert name.startswith("all.zip")


def test_an_archive_of_many_files_is_read_in_little_memory(tmp_path: Path) -> None:
    path = tmp_path / "many.tar.gz"
    with tarfile.open(path, "w:gz", compresslevel=1) as archive:
        for number in range(4_000):
            header = tarfile.TarInfo(f"{number}.jsonl")
            header.size = len(LINE)
            archive.addfile(header, io.BytesIO(LINE))
    (tmp_path / "one.jsonl").write_bytes(LINE)
    assert len(list(steps(Document("one.jsonl", tmp_path / "one.jsonl")))) > 0  # what the first one loads stays
    tracemalloc.start()
    counts = {At: 0, Read: 0}
    for step in steps(Document("many.tar.gz", path)):
        counts[type(step)] += 1
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert counts == {At: 4_001, Read: 4_000}
    assert peak < 8_000_000  # kept, they are 13 MB


@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    st.sampled_from([*PACKERS, *BUNDLERS]),
    st.lists(st.tuples(st.integers(0, 10_000), st.integers(0, 255)), max_size=6),
    st.integers(0, 4_000),
)
def test_whatever_is_wrong_with_a_container_nothing_is_raised(
    tmp_path: Path, kind: str, changes: list[tuple[int, int]], end: int
) -> None:
    members = {"a.txt": STORY, "b.jsonl": LINE * 5, "c.html": HTML}
    content = bytearray(BUNDLERS[kind](members) if kind in BUNDLERS else PACKERS[kind](tarred(members)))
    for at, value in changes:
        content[at % len(content)] = value
    for item in items(tmp_path, bytes(content[: end or None]), "all"):
        assert isinstance(item, Read) or item.reason
