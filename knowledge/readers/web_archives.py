"""Web archives, WARC and WACZ: of all that was fetched, the pages, each under the address it was fetched from."""

from __future__ import annotations

from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from fastwarc.warc import WarcRecord

from knowledge.characters import one_line
from knowledge.errors import Unreadable
from knowledge.readers.encodings import markup_in
from knowledge.readers.entries import LONGEST_FILE, MEBIBYTE, Entry, in_memory
from knowledge.readers.fields import web_address
from knowledge.readers.items import Read, Refused
from knowledge.readers.page_files import addressed, article_of_html, read_plain
from knowledge.readers.records import Record, records

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import PurePosixPath

    from knowledge.readers.entries import Found
    from knowledge.readers.items import Item
    from knowledge.readers.zips import Zip

_FETCHED = 200
_PAGE_TYPES = ("text/html", "application/xhtml+xml")
_PAGES = {"response": ("application/http",), "resource": _PAGE_TYPES, "conversion": ("text/plain",)}
"""The kinds of records that may hold a page: a server's answer, a page by itself, and a page's plain text, as crawls of
the whole web hand it on."""
_LONGEST_LABEL = 2_000
_MOST_KINDS = 5
_BEFORE = (
    b"WARC/1.0\r\nWARC-Type: response\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: %d\r\n\r\n"
)
_TOO_LONG = f"is larger than {LONGEST_FILE // MEBIBYTE} MiB"


@dataclass(frozen=True, slots=True)
class Fetched:
    data: bytes
    encoding: str | None


def is_collection(archive: Zip) -> bool:
    """Whether a zip is a WACZ."""
    return "datapackage.json" in archive and any(name.startswith("archive/") for name in archive.names)


def is_web_archive(name: PurePosixPath) -> bool:
    """Whether a file of a WACZ holds what was fetched; all others are about it."""
    return name.parts[0] == "archive" and ".warc" in name.suffixes


def read_warc(entry: Entry) -> Iterator[Found]:
    """The pages that were fetched. What else there is, pictures and requests and errors, is passed over."""
    others: Counter[str] = Counter()
    is_empty = True
    for record in records(entry.file, _may_be_page):
        found = _found(record)
        if found:
            is_empty = False
            yield found
        else:
            others[record.kind] += 1
    if is_empty:
        counts = ", ".join(f"{count:,} {kind}" for kind, count in others.most_common(_MOST_KINDS))
        raise Unreadable(f"holds no page that was fetched, only other records ({counts})")


def _may_be_page(record: Record) -> bool:
    kind = record.headers.get("content-type", "").lower()
    return any(record.kind == one and kind.startswith(types) for one, types in _PAGES.items())


def _found(record: Record) -> Found | None:
    """A page as an entry, or why it is none that can be read; None for all else that was fetched."""
    name = one_line(record.address[:_LONGEST_LABEL]) or "a record without an address"
    if record.is_broken:
        return Refused(name, "is a broken record of the web archive")
    if not _may_be_page(record):
        return None
    if record.is_too_long:
        return Refused(name, _TOO_LONG)
    if record.kind != "response":
        read = _read_text if record.kind == "conversion" else partial(_read_page, encoding=None)
        return Entry(name, in_memory(record.content), partial(read, record.address))
    if page := _fetched(record.content):
        return Entry(name, in_memory(page.data), partial(_read_page, record.address, encoding=page.encoding))
    return None


def _fetched(content: bytes) -> Fetched | None:
    """The page that a server's answer brought, unpacked; None when it brought none.

    Some crawlers store a page unpacked beside the header that says it is packed.
    """
    content = _with_whole_line_ends(content)
    for decode in ("all", "none"):
        record = WarcRecord.from_bytes(_BEFORE % len(content) + content)
        with suppress(OSError):
            record.parse_http(auto_decode=decode, strict_mode=False)
            kind = (record.http_content_type or "").lower()
            is_page = record.http_headers.status_code == _FETCHED and kind in _PAGE_TYPES
            return Fetched(record.reader.read(LONGEST_FILE + 1), record.http_charset) if is_page else None
    return None


def _with_whole_line_ends(content: bytes) -> bytes:
    """An answer whose header's lines end with carriage returns too, which some crawlers dropped."""
    header, gap, body = content.partition(b"\n\n")
    return header.replace(b"\n", b"\r\n") + b"\r\n\r\n" + body if gap and b"\r" not in header else content


def _read_page(address: str, entry: Entry, encoding: str | None) -> Iterator[Item]:
    text = markup_in(entry.data(), encoding)
    yield Read(entry.name, addressed(article_of_html(text.content), web_address(address)), text.note)


def _read_text(address: str, entry: Entry) -> Iterator[Item]:
    for found in read_plain(entry):
        if isinstance(found, Read):
            yield replace(found, article=addressed(found.article, web_address(address)))
        else:
            yield found
