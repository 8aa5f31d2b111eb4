"""Files of JSON and of JSON Lines: each object an item of its own."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from knowledge.errors import Unreadable
from knowledge.readers.encodings import byte_order, decoded, text_in
from knowledge.readers.entries import MEBIBYTE
from knowledge.readers.items import Refused, item
from knowledge.readers.json_articles import listed, parsed, read_fields, require
from knowledge.readers.json_feeds import is_feed, read_feed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import BinaryIO

    from knowledge.model import Article, Columns
    from knowledge.readers.entries import Entry
    from knowledge.readers.items import Item

_LONGEST_LINE = 16 * MEBIBYTE


def read_json(entry: Entry) -> Iterator[Item]:
    """The article of a JSON file, those that it lists, or those of a feed."""
    text = text_in(entry.data())
    value = parsed(text.content)
    if is_feed(value):
        yield from read_feed(value, entry.name, text.note)
        return
    values = listed(value, entry.columns)
    if values == []:
        raise Unreadable("is a list without articles")
    require(entry.columns, _fields_of([value] if values is None else values), "field")
    if values is None:
        yield item(entry.name, partial(read_fields, value, entry.columns), text.note)
    for number, fields in enumerate(values or (), 1):
        yield item(f"{entry.name}, item {number}", partial(read_fields, fields, entry.columns), text.note)


def _fields_of(values: Iterable[object]) -> set[str]:
    return {name for value in values if isinstance(value, dict) for name in value}


def read_lines(entry: Entry) -> Iterator[Item]:
    """One article a line; a bad line is refused by its number, and reading goes on."""
    if byte_order(entry.head) not in {None, ("utf-8", 3)}:
        raise Unreadable("is not UTF-8 text; save it as UTF-8 and load it again")
    _require_near_the_top(entry)
    for number, line in enumerate(_lines(entry.file), 1):
        label = f"{entry.name}, line {number}"
        if line is None:
            yield Refused(label, f"is longer than {_LONGEST_LINE // MEBIBYTE} MiB")
        elif line.strip():
            yield item(label, partial(_article_of_line, line, entry.columns))


def _require_near_the_top(entry: Entry) -> None:
    """Unreadable when none of the first lines has a field that one was told to read. The rest is not yet there."""
    lines = entry.head.split(b"\n")[:-1] if entry.columns else ()
    if known := _fields_of(filter(None, map(_value, lines))):
        require(entry.columns, known, "field in its first lines")


def _value(line: bytes) -> object:
    try:
        return parsed(decoded(line))
    except Unreadable:
        return None


def _article_of_line(line: bytes, columns: Columns) -> Article:
    return read_fields(parsed(decoded(line)), columns)


def _lines(file: BinaryIO) -> Iterator[bytes | None]:
    """The file's lines, None for one that is too long to hold."""
    while line := file.readline(_LONGEST_LINE):
        is_whole = len(line) < _LONGEST_LINE or line.endswith(b"\n")
        while not is_whole and line and not line.endswith(b"\n"):
            line = file.readline(_LONGEST_LINE)
        yield line if is_whole else None
