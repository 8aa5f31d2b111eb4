"""Documents: files, one at a time, read into articles, or refused with the reason, item by item."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, BinaryIO

from knowledge.errors import Unreadable
from knowledge.model import Label
from knowledge.readers.dates import is_future
from knowledge.readers.encodings import byte_order, decoded, decoded_html
from knowledge.readers.formats import Format, format_of
from knowledge.readers.html_pages import read_html_page, without_data_addresses
from knowledge.readers.items import Item, Read, Refused
from knowledge.readers.json_articles import listed, parsed, read_fields
from knowledge.readers.plain_pages import read_plain_page

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date

    from knowledge.model import Article, Document

_MEBIBYTE = 1_048_576
_HEAD = 65_536
_LONGEST_FILE = 16 * _MEBIBYTE
_LONGEST_LINE = 16 * _MEBIBYTE
_LONGEST_PAGE = 5 * _MEBIBYTE
"""Of mark-up without the pictures inside it: larger pages are not articles, and extraction takes minutes of them."""


def read(document: Document) -> Iterator[Item]:
    """The articles of a file, and the reason for each item of it that cannot become one. Raises nothing."""
    today = datetime.now(UTC).date()
    try:
        with _opened(document) as file:
            yield from (_without_future(item, today) for item in _items(file, document.name))
    except Unreadable as error:
        yield Refused(document.name, str(error))
    except OSError as error:
        yield Refused(document.name, f"could not be opened: {error.strerror or error}")
    except (RecursionError, MemoryError):
        yield Refused(document.name, "is too large or too deeply nested to be read")


def _opened(document: Document) -> BinaryIO:
    """The file; a pipe or a device, which may have no end, is none."""
    if document.path.exists() and not (document.path.is_file() or document.path.is_dir()):
        raise Unreadable("is not a file")
    return document.path.open("rb")


def _items(file: BinaryIO, name: str) -> Iterator[Item]:
    head = file.read(_HEAD)
    form = format_of(head, name)
    if form is Format.JSON_LINES:
        if byte_order(head) not in {None, ("utf-8", 3)}:
            raise Unreadable("is not UTF-8 text; save it as UTF-8 and load it again")
        file.seek(0)
        yield from _read_lines(file, name)
        return
    data = head + file.read(_LONGEST_FILE - len(head) + 1)
    if len(data) > _LONGEST_FILE:
        raise Unreadable(f"is larger than {_LONGEST_FILE // _MEBIBYTE} MiB; split it, or load it as JSON Lines")
    if form is Format.JSON:
        yield from _read_json(decoded(data), name)
    elif form is Format.HTML:
        yield Read(name, _read_page(decoded_html(data)))
    else:
        yield Read(name, _with_words(read_plain_page(decoded(data))))


def _read_lines(file: BinaryIO, name: str) -> Iterator[Item]:
    """One article a line; a bad line is refused by its number, and reading goes on."""
    for number, line in enumerate(_lines(file), 1):
        label = f"{name}, line {number}"
        if line is None:
            yield Refused(label, f"is longer than {_LONGEST_LINE // _MEBIBYTE} MiB")
        elif line.strip():
            yield _item(label, partial(_article_of_line, line))


def _article_of_line(line: bytes) -> Article:
    return read_fields(parsed(decoded(line)))


def _lines(file: BinaryIO) -> Iterator[bytes | None]:
    """The file's lines, None for one that is too long to hold."""
    while line := file.readline(_LONGEST_LINE):
        is_whole = len(line) < _LONGEST_LINE or line.endswith(b"\n")
        while not is_whole and line and not line.endswith(b"\n"):
            line = file.readline(_LONGEST_LINE)
        yield line if is_whole else None


def _read_json(source: str, name: str) -> Iterator[Item]:
    value = parsed(source)
    values = listed(value)
    if values is None:
        yield _item(name, lambda: read_fields(value))
        return
    if not values:
        raise Unreadable("is a list without articles")
    for number, fields in enumerate(values, 1):
        yield _item(f"{name}, item {number}", partial(read_fields, fields))


def _item(name: str, read_article: Callable[[], Article]) -> Item:
    try:
        return Read(name, read_article())
    except Unreadable as error:
        return Refused(name, str(error))


def _read_page(markup: str) -> Article:
    markup = without_data_addresses(markup)
    if len(markup) > _LONGEST_PAGE:
        raise Unreadable(f"is an HTML page of more than {_LONGEST_PAGE // _MEBIBYTE} MiB without its pictures")
    try:
        return _with_words(read_html_page(markup))
    except Unreadable:
        raise
    except Exception as error:
        raise Unreadable(f"is an HTML page that could not be parsed ({type(error).__name__})") from error


def _with_words(article: Article) -> Article:
    if all(part.label is Label.HEADLINE for part in article.parts):
        raise Unreadable("holds no text of an article")
    return article


def _without_future(item: Item, today: date) -> Item:
    """A date that has not come yet is a mistake: when the article was published is then unknown."""
    if isinstance(item, Refused) or not is_future(item.article.citation.published or "", today):
        return item
    citation = item.article.citation.model_copy(update={"published": None})
    return Read(item.name, item.article.model_copy(update={"citation": citation}))
