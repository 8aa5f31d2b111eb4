"""Tables, CSV and TSV: a header that names the columns, then an article a row, read as a stream of any length.

A quotation mark out of place ends a table: where the next article begins cannot be told, and a guess would put one
article's words under another's name.
"""

from __future__ import annotations

import csv
import io
import re
from functools import partial
from typing import TYPE_CHECKING

from knowledge.errors import Unreadable
from knowledge.readers.encodings import byte_order, text_in
from knowledge.readers.items import Refused, item
from knowledge.readers.json_articles import NAMES, names_of, read_fields, require

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import TextIO

    from knowledge.model import Article, Columns
    from knowledge.readers.entries import Entry
    from knowledge.readers.items import Item

_DELIMITERS = ",;\t|"
_LONGEST_ROW = 16 * 1_048_576
"""Characters. The csv module's own limit for a cell, 131,072, is less than some articles have."""
_LONGEST_NAME = 40
"""Characters of the name of a column, in a file that nothing else shows to be a table."""
_MOST_NAMES = 20
"""The most columns that a refusal lists."""
_LEAST_KNOWN = 2
_SIGNS = re.compile(r"[\W_]+")


def _plain(name: str) -> str:
    return _SIGNS.sub("", name).casefold()


_USUAL = {_plain(name): name for names in NAMES.values() for name in names}


def is_table(text: str) -> bool:
    """Whether text opens with a row of columns' names, the text's and another's among them, and goes on below."""
    header = _header(text, _delimiter(text, ()), ())
    is_short = all(len(name) <= _LONGEST_NAME for name in header)
    is_named = len(_known(header, ())) >= _LEAST_KNOWN and not set(NAMES["body"]).isdisjoint(header)
    return is_short and is_named and bool(text.partition("\n")[2].strip())


def read_table(entry: Entry) -> Iterator[Item]:
    """An article a row; the header is row 1, as in a spreadsheet. Unreadable when it names no column for the text."""
    encoding, start, note = _encoding(entry.head)
    entry.file.read(start)
    delimiter = _delimiter(entry.head.decode(encoding, errors="ignore"), entry.columns)
    with io.TextIOWrapper(entry.file, encoding, newline="") as file:
        yield from _items(entry, _rows(_Lines(file), delimiter), note)


def _items(entry: Entry, rows: Iterator[list[str] | str], note: str | None) -> Iterator[Item]:
    header = next(rows, [])
    if isinstance(header, str):
        raise Unreadable(header)
    names = _named(header, entry.columns)
    _check(names, [name.strip() for name in header], entry.columns)
    for number, row in enumerate(rows, 2):
        label = f"{entry.name}, row {number}"
        if isinstance(row, str):
            yield Refused(label, f"{row}; it and what follows it were not read")
        elif any(map(str.strip, row)):
            yield item(label, partial(_article, names, row, entry.columns), note)


class _Lines:
    """The lines of a text, at most as many characters in a row as may be held."""

    def __init__(self, file: TextIO) -> None:
        self._file = file
        self.held = 0

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._file.readline(_LONGEST_ROW - self.held + 1)
        self.held += len(line)
        if self.held > _LONGEST_ROW:
            raise Unreadable(f"is longer than {_LONGEST_ROW // 1_048_576} MiB, or opens a quotation that never ends")
        if not line:
            raise StopIteration
        return line


def _rows(lines: _Lines, delimiter: str) -> Iterator[list[str] | str]:
    """The cells of each row; last, where a row cannot be told from the next, a sentence about it."""
    csv.field_size_limit(_LONGEST_ROW)
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    try:
        for row in reader:
            yield row
            lines.held = 0
    except Unreadable as error:
        yield str(error)
    except UnicodeDecodeError:
        yield "is not in the encoding of the rows before it"
    except csv.Error:
        yield "has a quotation mark out of place"


def _encoding(head: bytes) -> tuple[str, int, str | None]:
    """The encoding of a table that begins with `head`, the length of its mark, and what is not certain about it."""
    if mark := byte_order(head):
        return *mark, None
    text = text_in(head[: head.rfind(b"\n") + 1] or head)
    return text.encoding, 0, text.note


def _delimiter(text: str, columns: Columns) -> str:
    """What stands between the cells: what gives the header the most names that are known, then the most cells."""

    def worth(delimiter: str) -> tuple[int, int]:
        header = _header(text, delimiter, columns)
        return len(_known(header, columns)), len(header)

    return max(_DELIMITERS, key=worth)


def _header(text: str, delimiter: str, columns: Columns) -> list[str]:
    first = next(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), [])
    return _named(first, columns)


def _named(header: Sequence[str], columns: Columns) -> list[str]:
    """The names of the columns, those that are usual as the fields of JSON have them: "Pub Date" is pub_date."""
    said = {column for _, column in columns}
    names = [name.strip() for name in header]
    return [name if name in said else _USUAL.get(_plain(name), name) for name in names]


def _known(header: Sequence[str], columns: Columns) -> set[str]:
    return set(header) & {*_USUAL.values(), *(column for _, column in columns)}


def _check(names: Sequence[str], header: Sequence[str], columns: Columns) -> None:
    shown = ", ".join(f"“{name[:_LONGEST_NAME]}”" for name in header[:_MOST_NAMES])
    require(columns, names, f"column among {shown} named")
    if set(names).isdisjoint(names_of("body", columns)):
        wanted = ", ".join(NAMES["body"])
        raise Unreadable(f"has no column for the text ({wanted}, or what --field body=COLUMN says) among {shown}")


def _article(names: Sequence[str], row: Sequence[str], columns: Columns) -> Article:
    if len(row) != len(names):
        raise Unreadable(f"has {len(row)} cells where the first row names {len(names)} columns")
    return read_fields(dict(zip(reversed(names), reversed(row), strict=True)), columns)
