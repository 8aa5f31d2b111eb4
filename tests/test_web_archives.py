"""Web archives: the pages that were fetched, each under its address; a broken record costs itself."""

from __future__ import annotations

import gzip
import io
import sys
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import brotli
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from readings import articles, reasons

from knowledge.model import Citation, Document
from knowledge.readers.documents import read, steps
from knowledge.readers.items import At, Read

if TYPE_CHECKING:
    from knowledge.readers.items import Item

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

WORDS = "The ferry from Kettlesund sails at noon, and in summer it sails again at four, said the harbour master."
PAGE = f"<html><h1>The ferry</h1><p>{WORDS}</p><p>It has sailed at noon for a hundred years, she said.</p></html>"
BROKEN = "is a broken record of the web archive"


def answer(body: bytes, status: str = "200 OK", **headers: str) -> bytes:
    stated = {"Content-Type": "text/html", **{name.replace("_", "-"): value for name, value in headers.items()}}
    lines = [f"HTTP/1.1 {status}", *(f"{name}: {value}" for name, value in stated.items())]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def record(
    content: bytes,
    address: str = "https://kettlesund.example/ferry",
    kind: str = "response",
    length: object = None,
    content_type: str = "",
) -> bytes:
    lines = (
        "WARC/1.0",
        f"WARC-Type: {kind}",
        f"WARC-Target-URI: {address}",
        "WARC-Date: 2024-05-06T07:08:09Z",
        f"Content-Type: {content_type or f'application/http; msgtype={kind}'}",
        f"Content-Length: {len(content) if length is None else length}",
    )
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + content + b"\r\n\r\n"


def page(number: int) -> bytes:
    return record(answer(PAGE.encode()), f"https://kettlesund.example/{number}")


def items(folder: Path, content: bytes, name: str = "a.warc") -> list[Item]:
    path = folder / "file"
    path.write_bytes(content)
    return list(read(Document(name, path)))


def numbers(found: list[Item]) -> list[int]:
    return [int(item.name.rpartition("/")[2]) for item in found if isinstance(item, Read)]


def test_a_page_is_read_under_its_address_and_not_dated_by_its_fetching(tmp_path: Path) -> None:
    (item,) = items(tmp_path, record(answer(PAGE.encode())))
    assert isinstance(item, Read)
    assert item.name == "https://kettlesund.example/ferry"
    assert item.article.citation == Citation(
        title="The ferry",
        url="https://kettlesund.example/ferry",
    )
    assert WORDS in item.article.text


def test_the_address_that_a_page_states_wins(tmp_path: Path) -> None:
    stated = PAGE.replace("<h1>", '<link rel="canonical" href="https://kettlesund.example/news/7"><h1>')
    (article,) = articles(items(tmp_path, record(answer(stated.encode()), "https://m.kettlesund.example/7?from=x")))
    assert article.citation.url == "https://kettlesund.example/news/7"


@pytest.mark.parametrize("address", ["<https://kettlesund.example/ferry>", "urn:x:y", "https://x/" + "y" * 9_000, ""])
def test_addresses_are_labels_even_where_they_are_no_links(tmp_path: Path, address: str) -> None:
    (item,) = items(tmp_path, record(answer(PAGE.encode()), address))
    assert 0 < len(item.name) <= 2_000
    assert isinstance(item, Read)
    assert item.article.citation.url in {None, "https://kettlesund.example/ferry"}


@pytest.mark.parametrize(
    "content",
    [
        answer(gzip.compress(PAGE.encode()), Content_Encoding="gzip"),
        answer(brotli.compress(PAGE.encode()), Content_Encoding="br"),
        answer(PAGE.encode(), Content_Encoding="gzip"),
        answer(f"{len(PAGE):x}\r\n{PAGE}\r\n0\r\n\r\n".encode(), Transfer_Encoding="chunked"),
        answer(PAGE.replace("said the", "säid the").encode("latin-1"), Content_Type="text/html; charset=iso-8859-1"),
        answer(PAGE.encode(), Content_Type="TEXT/HTML"),
        answer(PAGE.encode("utf-16"), Content_Type="application/xhtml+xml"),
    ],
    ids=["gzip", "brotli", "said to be gzip", "chunked", "latin-1", "capitals", "utf-16"],
)
def test_what_a_server_did_to_a_page_is_undone(tmp_path: Path, content: bytes) -> None:
    (article,) = articles(items(tmp_path, record(content)))
    assert WORDS in article.text.replace("ä", "a")


def test_other_records_are_passed_over(tmp_path: Path) -> None:
    others = (
        record(b"software: x", kind="warcinfo"),
        record(b"GET / HTTP/1.1\r\n\r\n", kind="request"),
        record(answer(PAGE.encode(), "404 Not Found")),
        record(answer(PAGE.encode(), "301 Moved", Location="/x")),
        record(answer(b"\x89PNG", Content_Type="image/png")),
        record(answer(b"{}", Content_Type="application/json")),
        record(PAGE.encode(), kind="resource"),
        record(b"not an answer"),
        record(b"", kind="revisit"),
    )
    assert len(items(tmp_path, b"".join((*others, page(1), *others)))) == 1
    ((name, reason),) = reasons(items(tmp_path, b"".join(others)))
    assert name == "a.warc"
    assert reason.startswith("holds no page that was fetched, only other records (5 response, ")


@pytest.mark.parametrize(
    "archive",
    [
        record(answer(PAGE.encode())),
        record(answer(PAGE.encode()).replace(b"\r\n", b"\n")),
        record(answer(PAGE.encode(), Content_Encoding="gzip").replace(b"\r\n", b"\n")),
        record(PAGE.encode(), kind="resource", content_type="text/html; charset=utf-8"),
        record(f"The ferry\n\n{WORDS}\n\n{WORDS}\n".encode(), kind="conversion", content_type="text/plain"),
    ],
    ids=["answer", "lines without returns", "unpacked", "without an answer", "plain text"],
)
@pytest.mark.parametrize("version", [b"0.17", b"0.18", b"1.0", b"1.1"])
def test_what_other_crawlers_keep_of_a_page_is_read_under_its_address(
    tmp_path: Path, archive: bytes, version: bytes
) -> None:
    archive = (record(b"software: x", kind="warcinfo") + archive).replace(b"WARC/1.0", b"WARC/" + version)
    (article,) = articles(items(tmp_path, archive))
    assert article.citation.url == "https://kettlesund.example/ferry"
    assert article.citation.title == "The ferry"
    assert WORDS in article.text


@pytest.mark.parametrize(
    ("start", "kind"), [(b"filedesc://a.arc 0.0.0.0", "the old format ARC"), (b"\x04\x22\x4d\x18\0", "LZ4")]
)
def test_other_archives_are_refused_by_what_they_are(tmp_path: Path, start: bytes, kind: str) -> None:
    ((_, reason),) = reasons(items(tmp_path, start + page(1)))
    assert kind in reason


def test_a_page_that_is_no_article_is_refused_with_the_reason(tmp_path: Path) -> None:
    found = items(tmp_path, record(answer(b"<html><title>Ferries</title><nav>Home</nav></html>")) + page(2))
    assert [name for name, _ in reasons(found)] == ["https://kettlesund.example/ferry"]
    assert numbers(found) == [2]


@pytest.mark.parametrize(
    ("broken", "refused"),
    [
        (page(2)[:-200], 1),
        (page(2).replace(b"Content-Length: ", b"Content-Length: x"), 1),
        (page(2).replace(b"Content-Length: ", b"Content-Length: 9"), 1),
        (page(2).replace(b"WARC/1.0", b"\0\xff\0"), 0),
        (b"garbage\r\n" * 5_000, 0),
        (b"WARC/1.0\r\n" + b"X: y\r\n" * 5_000, 1),
    ],
    ids=["cut short", "no length", "too long", "no start", "garbage", "endless headers"],
)
def test_a_broken_record_costs_itself_only(tmp_path: Path, broken: bytes, refused: int) -> None:
    found = items(tmp_path, page(1) + broken + page(3) + page(4))
    assert numbers(found) == [1, 3, 4]
    assert [reason for _, reason in reasons(found)] == [BROKEN] * refused


def test_what_was_passed_is_not_said_again(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(page(1)[:-200] + page(2) + page(3) + page(4))
    found = [step for step in steps(Document("a.warc", tmp_path / "file"), 2) if not isinstance(step, At)]
    assert [item.name for item in found] == ["https://kettlesund.example/4"]


def test_an_archive_cut_short_loses_its_last_record(tmp_path: Path) -> None:
    found = items(tmp_path, (page(1) + page(2))[:-300])
    assert numbers(found) == [1]
    assert reasons(found) == [("https://kettlesund.example/2", BROKEN)]


def test_a_record_too_large_is_refused_and_the_next_one_read(tmp_path: Path) -> None:
    large = record(answer(b"<p>" + b"word " * 4_000_000), "https://kettlesund.example/large")
    found = items(tmp_path, large + page(2))
    assert reasons(found) == [("https://kettlesund.example/large", "is larger than 16 MiB")]
    assert numbers(found) == [2]


def test_a_page_that_unpacks_to_too_much_is_refused(tmp_path: Path) -> None:
    bomb = record(answer(gzip.compress(b" " * 100_000_000), Content_Encoding="gzip"), "https://kettlesund.example/bomb")
    found = items(tmp_path, bomb + page(2))
    assert [name for name, _ in reasons(found)] == ["https://kettlesund.example/bomb"]
    assert numbers(found) == [2]


@pytest.mark.parametrize("compress", [gzip.compress, zstd.compress])
def test_archives_are_read_compressed_record_by_record(tmp_path: Path, compress: object) -> None:
    assert callable(compress)
    assert numbers(items(tmp_path, b"".join(compress(page(n)) for n in range(5)), "a.warc.gz")) == [0, 1, 2, 3, 4]


@pytest.mark.parametrize("at", [3, 12, 60, -5], ids=["its header", "its start", "its middle", "its check"])
def test_damage_within_a_compressed_archive_costs_one_record(tmp_path: Path, at: int) -> None:
    packed = [gzip.compress(page(number)) for number in range(4)]
    packed[1] = packed[1][:at] + bytes(byte ^ 0xFF for byte in packed[1][at : at + 4 or None]) + packed[1][at:][4:]
    found = items(tmp_path, b"".join(packed), "a.warc.gz")
    assert set(numbers(found)) >= {0, 2, 3}
    assert reasons(found)[-1] == ("a.warc.gz", "is damaged in 1 places; what stood there is lost")


def test_a_compressed_archive_cut_short_tells_so(tmp_path: Path) -> None:
    found = items(tmp_path, b"".join(gzip.compress(page(number)) for number in range(3))[:-60], "a.warc.gz")
    assert numbers(found) == [0, 1]
    assert reasons(found)[-1] == ("a.warc.gz", "is damaged or cut short; what stands before that is read")


def test_a_collection_is_its_archives_without_what_is_about_them(tmp_path: Path) -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("datapackage.json", "{}")
        archive.writestr("pages/pages.jsonl", '{"title": "The ferry", "text": "The ferry from Kettlesund sails."}\n')
        archive.writestr("indexes/index.cdx.gz", gzip.compress(b"x"))
        archive.writestr("archive/data.warc.gz", b"".join(gzip.compress(page(n)) for n in range(3)))
    assert numbers(items(tmp_path, file.getvalue(), "crawl.wacz")) == [0, 1, 2]


@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(st.tuples(st.integers(0, 3_000), st.integers(0, 255)), max_size=8), st.integers(0, 3_000))
def test_whatever_is_wrong_with_an_archive_nothing_is_raised(
    tmp_path: Path, changes: list[tuple[int, int]], end: int
) -> None:
    content = bytearray(page(1) + record(answer(gzip.compress(PAGE.encode()), Content_Encoding="gzip")) + page(3))
    for at, value in changes:
        content[at % len(content)] = value
    for item in items(tmp_path, bytes(content[: end or None])):
        assert isinstance(item, Read) or item.reason
