"""A page of plain text as chunks: paragraphs, blocks of lines, and lists with their items.

The layout is that of Resiliparse's `extract_plain_text`, which many archives of web text are made with: paragraphs
stand a blank line apart; alt texts, captions and other boxes stand on lines of their own without one; list items open
with "  • " and their further paragraphs are indented by four. Other scrapers' pages differ less than that allows for.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import groupby, pairwise

from knowledge.readers.prose import ends_sentence

_BULLET = re.compile(r"^(?P<indent>[ \t]{0,12})(?P<mark>[•‣◦▪●∙■□–*+-]|\d{1,3}[.)])[ \t\xa0]+(?=\S)")
_PLAIN_BULLETS = frozenset("•‣◦▪●∙■□*+")
_BLANK = " \t\xa0\u200b\ufeff\u3000"
_LEAST_BULLETS = 2
"""Dashes and numbers at the margin make a list from two on; one may be dialogue or a date."""
_BLANK_LINES_IN_LIST = 3
_WRAP_COLUMN = 100
_LEAST_WRAPPED_LINES = 12
_LEAST_WRAPPED_LENGTH = 50
_WRAPPED_SHARE = 0.4
"""Text is taken as hard-wrapped when this share of its lines runs on into the next and none is long."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the page without the white space and the bullet around it: `page[start:end] == text`."""

    start: int
    text: str
    indent: int = 0
    column: int = 0
    """Where the text behind a bullet begins; 0 for a line without one."""

    @property
    def end(self) -> int:
        return self.start + len(self.text)

    @property
    def has_bullet(self) -> bool:
        return self.column > 0


@dataclass(frozen=True, slots=True)
class Item:
    """An item of a list: its paragraphs, each of one line or more."""

    paragraphs: tuple[tuple[Line, ...], ...]

    @property
    def lines(self) -> tuple[Line, ...]:
        return tuple(line for paragraph in self.paragraphs for line in paragraph)

    @property
    def text(self) -> str:
        return " ".join(line.text for line in self.lines)

    @property
    def is_card(self) -> bool:
        """Whether it is a title and, on lines of its own, a blurb."""
        return len(self.lines) > 1 and not ends_sentence(self.paragraphs[0][0].text)


@dataclass(frozen=True, slots=True)
class Chunk:
    """Lines without a blank line between them, or, when it has items, one list."""

    lines: tuple[Line, ...]
    items: tuple[Item, ...] = ()

    @property
    def only_line(self) -> Line | None:
        return self.lines[0] if len(self.lines) == 1 and not self.items else None


def chunks_of(text: str) -> list[Chunk]:
    lines = _lines(text)
    is_wrapped = _is_wrapped(lines)
    chunks: list[Chunk] = []
    at = 0
    while at < len(lines):
        line = lines[at]
        end = at + 1
        if line and line.has_bullet:
            end = _list_end(lines, at)
            chunks.append(_list(lines[at:end]))
        elif line:
            end = _block_end(lines, at)
            block = [line for line in lines[at:end] if line]
            chunks.append(Chunk((_unwrapped(block, text),) if is_wrapped else tuple(block)))
        at = end
    return chunks


def _lines(text: str) -> list[Line | None]:
    """The page's lines, None for a blank one."""
    raws = text.split("\n")
    weak = Counter(mark[-1] for raw in raws if (mark := _mark(raw)) and not ends_sentence(raw))
    repeated = {mark for mark, times in weak.items() if times >= _LEAST_BULLETS}
    lines: list[Line | None] = []
    start = 0
    for raw in raws:
        lines.append(_line(raw, start, repeated))
        start += len(raw) + 1
    return lines


def _mark(raw: str) -> str | None:
    match = _BULLET.match(raw)
    return match["mark"] if match else None


def _line(raw: str, start: int, repeated: set[str]) -> Line | None:
    match = _BULLET.match(raw)
    if match and (match["mark"] in _PLAIN_BULLETS or len(match["indent"]) > 1 or match["mark"][-1] in repeated):
        column = match.end()
    else:
        column = 0
    body = raw[column:]
    text = body.strip(_BLANK)
    if not text:
        return None
    return Line(start + column + body.index(text), text, len(raw) - len(raw.lstrip(" \t")), column)


def _is_wrapped(lines: list[Line | None]) -> bool:
    """Whether the text is broken into lines of a fixed width, as mail and old wires are."""
    full = [line for line in lines if line and not line.has_bullet]
    if len(full) < _LEAST_WRAPPED_LINES or max(len(line.text) for line in full) > _WRAP_COLUMN:
        return False
    runs_on = sum(
        1
        for line, following in pairwise(lines)
        if line and following and not following.has_bullet
        and len(line.text) >= _LEAST_WRAPPED_LENGTH and not ends_sentence(line.text)
    )  # fmt: skip
    return runs_on > len(full) * _WRAPPED_SHARE


def _unwrapped(block: list[Line], text: str) -> Line:
    start, end = block[0].start, block[-1].end
    return Line(start, text[start:end], block[0].indent)


def _block_end(lines: list[Line | None], start: int) -> int:
    return next((i for i in range(start, len(lines)) if (line := lines[i]) is None or line.has_bullet), len(lines))


def _list_end(lines: list[Line | None], start: int) -> int:
    """One past the list's last line: blank lines belong to it when an item or an indented paragraph follows."""
    first = lines[start]
    least = min(first.column, 3) if first else 0
    end = at = start + 1
    while at < len(lines) and at - end <= _BLANK_LINES_IN_LIST:
        line = lines[at]
        at += 1
        if line and not line.has_bullet and line.indent < least:
            break
        if line:
            end = at
    return end


def _list(lines: list[Line | None]) -> Chunk:
    opened = 0

    def item_number(line: Line | None) -> int:
        nonlocal opened
        opened += line is not None and line.has_bullet
        return opened

    items = tuple(_item(list(group)) for _, group in groupby(lines, key=item_number))
    return Chunk(tuple(line for item in items for line in item.lines), items)


def _item(lines: list[Line | None]) -> Item:
    groups = (tuple(line for line in group if line) for _, group in groupby(lines, key=lambda line: line is None))
    return Item(tuple(filter(None, groups)))
