"""Printed lines as paragraphs again: where one ends and the next begins, and words that were broken at a line's end."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from knowledge.readers.printed_lines import Column, Line

_WORD = re.compile(r"[^\W\d_]+")
_BROKEN = re.compile(r"([^\W\d_]{2,})([-\u2010\u00ad])$")
_GOES_ON = re.compile(r"[^\W\d_]+")
_ENDS_SENTENCE = re.compile(r"[.!?…:。！？][\"'”’»)\]]*$")
_SOFT = "\u00ad"
_WIDER = 1.35
"""Times the usual distance of lines at which a paragraph ends."""
_OTHER_SIZE = 0.15
_LARGER = 1.15
"""Times the usual height of lines from which they are a heading's."""
_INDENT = 0.7, 4.0
"""Heights of a line by which the first of a paragraph may be indented."""
_SHORT = 0.8
"""Share of the column's width from which a last line is not told from any other."""


def paragraphs(columns: Sequence[Column]) -> Iterator[str]:
    """The paragraphs of columns that are read one after the other, none of them empty."""
    known = {word.casefold() for column in columns for line in column for word in _WORD.findall(line.text)}
    return filter(None, (_joined(lines, known) for lines in _groups(columns)))


def _groups(columns: Sequence[Column]) -> Iterator[list[str]]:
    """The lines of each paragraph."""
    usual, large = _usual_distance(columns), _LARGER * _usual_height(columns)
    begun: list[str] = []
    before: Line | None = None
    for column in columns:
        for number, line in enumerate(column):
            is_heading = before is not None and before.height > large and not _differs(before, line)
            ends = _is_apart if is_heading and number else _ends
            if before and (ends(before, line, column, usual) if number else not _goes_on(before, line)):
                yield begun
                begun = []
            begun.append(line.text)
            before = line
    if begun:
        yield begun


def _usual_distance(columns: Sequence[Column]) -> float:
    """From one line to the next, for lines of the same height; in heights. Most pairs are within a paragraph, but in a
    list of short ones: so not the median.
    """
    distances = sorted(
        (above.bottom - below.bottom) / above.height
        for column in columns
        for above, below in pairwise(column)
        if above.height and not _differs(above, below)
    )
    return distances[len(distances) // 4] if distances else 1.0


def _usual_height(columns: Sequence[Column]) -> float:
    """Of the lines that most characters stand on."""
    sizes: Counter[int] = Counter()
    for column in columns:
        for line in column:
            sizes[round(line.height)] += len(line.text)
    return float(max(sizes, key=sizes.__getitem__, default=1))


def _differs(one: Line, other: Line) -> bool:
    return abs(one.height - other.height) > _OTHER_SIZE * max(one.height, other.height)


def _ends(above: Line, below: Line, column: Column, usual: float) -> bool:
    """Whether a paragraph ends between two lines of a column."""
    height = above.height or 1.0
    left, right = min(line.left for line in column), max(line.right for line in column)
    indent, before = (below.left - left) / height, (above.left - left) / height
    is_short = above.right - left < _SHORT * (right - left)
    is_indented = _INDENT[0] < indent < _INDENT[1] and (before < _INDENT[0] or is_short)
    is_last = is_short and bool(_ENDS_SENTENCE.search(above.text))
    return _is_apart(above, below, column, usual) or _differs(above, below) or is_indented or is_last


def _is_apart(above: Line, below: Line, _column: Column, usual: float) -> bool:
    """Whether there is more than the usual white between two lines. Of a heading, whose lines are centred and of any
    length, nothing else tells the end.
    """
    return (above.bottom - below.bottom) / (above.height or 1.0) > _WIDER * usual


def _goes_on(last: Line, first: Line) -> bool:
    """Whether a paragraph goes on from the foot of a column to the head of the next."""
    return not _differs(last, first) and not _ENDS_SENTENCE.search(last.text) and not first.text[:1].isdigit()


def _joined(lines: list[str], known: set[str]) -> str:
    text = lines[0]
    for line in lines[1:]:
        text = _with(text, line, known)
    return text.replace(_SOFT, "")


def _with(text: str, line: str, known: set[str]) -> str:
    """`text` with the next line. A broken word is mended where that is certain: printed whole elsewhere, or softly
    hyphenated; else its hyphen stays, as in half-yearly.
    """
    broken, rest = _BROKEN.search(text), _GOES_ON.match(line)
    if not broken or not rest or not rest[0][0].islower():
        return f"{text} {line}"
    whole = (broken[1] + rest[0]).casefold()
    return (text[:-1] if broken[2] == _SOFT or whole in known else text) + line
