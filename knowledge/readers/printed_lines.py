"""Lines where they stand on printed pages: which run along on every page, and in what order one reads the rest."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import accumulate, groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence


@dataclass(frozen=True, slots=True)
class Line:
    """A stretch of text on one line and where it stands, in points from the lower left corner of its page."""

    text: str
    left: float
    right: float
    bottom: float
    top: float

    @property
    def height(self) -> float:
        return self.top - self.bottom

    def is_beside(self, other: Line) -> bool:
        """Whether they share half of the lower one's height."""
        common = min(self.top, other.top) - max(self.bottom, other.bottom)
        return common > min(self.height, other.height) / 2


@dataclass(slots=True)
class Begun:
    """A line while its characters come in."""

    text: str = ""
    left: float = 0.0
    right: float = 0.0
    bottom: float = 0.0
    top: float = 0.0

    def is_far_from(self, character: str, left: float, right: float, bottom: float, top: float) -> bool:
        """Whether a character belongs to another line, or to another column."""
        if not self.text or character.isspace():
            return False
        height = max(self.top - self.bottom, top - bottom)
        is_beside = min(self.top, top) - max(self.bottom, bottom) > min(self.top - self.bottom, top - bottom) / 2
        return not is_beside or not -height < left - self.right < _FAR * height or right < self.left

    def add(self, character: str, left: float, right: float, bottom: float, top: float) -> None:
        self.text += " " if character.isspace() else character
        if character.isspace():
            return
        if self.top == self.bottom:
            self.left, self.bottom, self.top = left, bottom, top
        self.right = max(self.right, right)
        self.bottom, self.top = min(self.bottom, bottom), max(self.top, top)

    def line(self) -> Iterator[Line]:
        """The line, if there is anything on it."""
        if text := self.text.strip():
            yield Line(text, self.left, self.right, self.bottom, self.top)


Column = list[Line]

_FAR = 1.2
"""Heights of a character between two of one line from which they belong to two columns."""
_DIGITS = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(
    r"[\W_]*(?:(?:page|seite|side|sida|página|pagina|p\.|s\.)\s*)?#(?:\s*(?:of|von|de|av|/)\s*#)?[\W_]*"
)
_EDGE_ROWS = 2
"""How many rows at the head and at the foot of a page may run along."""
_RUNS_ALONG = 0.4
"""The share of pages: heads differ on left and right ones, and the first has none."""
_LEAST_GUTTER = 7
"""Points: columns of newspapers are 8 to 14 apart, words 2 to 5."""
_WIDEST = 20_000
"""Points of a page that are looked at: 7 metres."""
_LEAST_ROWS = 4
_MOST_CROSSING = 0.34
_MIDDLE = 0.12, 0.88
"""Where, within the width of the text, a gutter may lie."""


def without_running(pages: Sequence[Sequence[Line]]) -> list[list[Line]]:
    """The pages without heads, feet and page numbers."""
    edges = [_edges(page) for page in pages]
    counts = Counter(shape for page in edges for shape in {_shape(line) for line in page})
    least = max(2, _RUNS_ALONG * len(pages))
    running = {shape for shape, count in counts.items() if count >= least or _PAGE_NUMBER.fullmatch(shape[0])}
    return [
        [line for line in page if line not in edge or _shape(line) not in running]
        for page, edge in zip(pages, edges, strict=True)
    ]


def _edges(page: Sequence[Line]) -> set[Line]:
    rows = list(_rows(page))
    return {line for row in (*rows[:_EDGE_ROWS], *rows[-_EDGE_ROWS:]) for line in row}


def _shape(line: Line) -> tuple[str, int]:
    """What two lines that run along have in common: a title is larger than the head that repeats it."""
    return _DIGITS.sub("#", " ".join(line.text.split())).casefold(), round(line.height)


def columns(lines: Sequence[Line]) -> Iterator[Column]:
    """The lines in the order of reading: column by column between what runs across them, each from top to bottom."""
    gutter = _gutter(lines)
    if gutter is None:
        if lines:
            yield [_whole(row) for row in _rows(lines)]
        return
    crossing = sorted((line for line in lines if line.left < gutter < line.right), key=lambda line: -line.top)
    rest = [line for line in lines if not line.left < gutter < line.right]
    for band, across in _bands(rest, crossing):
        yield from columns([line for line in band if line.right <= gutter])
        yield from columns([line for line in band if line.left >= gutter])
        yield from columns(across)


def _bands(lines: list[Line], crossing: list[Line]) -> Iterator[tuple[list[Line], list[Line]]]:
    """What stands above each group of crossing lines, and the group; at last what stands below all of them."""
    group: list[Line] = []
    for line in crossing:
        above = [other for other in lines if other.bottom + other.top > line.bottom + line.top]
        if above:
            if group:
                yield [], group
            yield above, []
            lines = [other for other in lines if other not in above]
            group = []
        group.append(line)
    yield [], group
    yield lines, []


def _gutter(lines: Sequence[Line]) -> float | None:
    """Where two columns part: the middle of the widest strip of white, or none."""
    if len(lines) < 2 * _LEAST_ROWS:
        return None
    left, right = min(line.left for line in lines), max(line.right for line in lines)
    first, last = (left + share * (right - left) for share in _MIDDLE)
    strips = [strip for strip in _strips(lines, left, right) if first < sum(strip) / 2 < last]
    middles = (sum(strip) / 2 for strip in sorted(strips, key=lambda strip: strip[0] - strip[1]))
    return next((middle for middle in middles if _parts(lines, middle)), None)


def _strips(lines: Sequence[Line], left: float, right: float) -> Iterator[tuple[float, float]]:
    """Strips that few enough lines cross, in whole points."""
    start, width = int(left), min(int(right - left) + 2, _WIDEST)
    steps = [0] * (width + 1)
    for line in lines:
        steps[min(int(line.left) - start, width)] += 1
        steps[min(int(line.right) + 1 - start, width)] -= 1
    is_white = (covering <= len(lines) * _MOST_CROSSING / 2 for covering in accumulate(steps))
    at = start
    for white, points in groupby(is_white):
        length = sum(1 for _ in points)
        if white and length >= _LEAST_GUTTER:
            yield at, at + length
        at += length


def _parts(lines: Sequence[Line], gutter: float) -> bool:
    """Whether there are columns on both sides, one beside the other."""
    sides = [line for line in lines if line.right <= gutter], [line for line in lines if line.left >= gutter]
    if min(map(len, sides)) < _LEAST_ROWS or len(lines) - sum(map(len, sides)) > _MOST_CROSSING * len(lines):
        return False
    lowest = max(min(line.bottom for line in side) for side in sides)
    highest = min(max(line.top for line in side) for side in sides)
    return all(sum(lowest <= line.bottom and line.top <= highest for line in side) >= _LEAST_ROWS - 1 for side in sides)


def _rows(lines: Iterable[Line]) -> Iterator[list[Line]]:
    """Lines beside each other, from left to right; the rows from top to bottom."""
    row: list[Line] = []
    for line in sorted(lines, key=lambda line: (-line.top, line.left)):
        if row and not line.is_beside(row[-1]):
            yield sorted(row, key=lambda line: line.left)
            row = []
        row.append(line)
    if row:
        yield sorted(row, key=lambda line: line.left)


def _whole(row: list[Line]) -> Line:
    return Line(
        " ".join(line.text for line in row),
        min(line.left for line in row),
        max(line.right for line in row),
        min(line.bottom for line in row),
        max(line.top for line in row),
    )
