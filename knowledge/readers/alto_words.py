"""The words of a block of ALTO as a paragraph: what belongs to one word, and words divided at the end of a line."""

from __future__ import annotations

import re
from math import nan
from typing import TYPE_CHECKING

from knowledge.characters import one_line
from knowledge.readers.xml_trees import attribute, below, local

if TYPE_CHECKING:
    from collections.abc import Iterator

    from knowledge.readers.xml_trees import Element

_HYPHEN = "\u2029"  # stands where a word is divided: no text that was recognised holds a PARAGRAPH SEPARATOR
_SOFT_HYPHEN = "\xad"
_DIVIDED = re.compile(rf"{_HYPHEN}+ ")
_OPEN = re.compile(f"{_HYPHEN}+")
_WORD = re.compile(r"\w")
_LETTERS_APART = 0.5
_SIGNS_APART = 0.25
"""Heights of a line from which two pieces of it are apart: where the file marks its spaces, and where it does not."""


def text_of(block: Element) -> str:
    """The block's lines as one paragraph, words that were divided at the end of a line made whole."""
    pieces: list[str] = []
    is_whole = False
    for piece, space in _pieces(block):
        if local(piece) == "HYP":
            pieces.append("" if is_whole else _HYPHEN)
        elif whole := attribute(piece, "SUBS_CONTENT"):
            is_whole = True
            pieces.append("" if piece.get("SUBS_TYPE") == "HypPart2" else f"{space}{one_line(whole)}")
        else:
            is_whole = False
            pieces.append(f"{space}{_content(piece)}")
    return one_line(_OPEN.sub("-", _DIVIDED.sub("", "".join(pieces))))


def _pieces(block: Element) -> Iterator[tuple[Element, str]]:
    """What was recognised, each with what stands before it: a space or nothing."""
    for line in below(block, "TextLine"):
        marks_spaces = next(below(line, "SP"), None) is not None
        before: Element | None = None
        for piece in below(line, "String", "HYP", "SP"):
            if local(piece) != "SP":
                yield piece, "" if before is not None and _belong_together(before, piece, marks_spaces) else " "
            before = piece if local(piece) == "String" else None


def _belong_together(one: Element, other: Element, marks_spaces: bool) -> bool:  # noqa: FBT001 - a fact of their line
    """Whether two pieces of a line with no space marked between them are one word, a raised letter of it for one, or a
    word and a sign.
    """
    is_sign = not all(_WORD.search(_content(piece)) for piece in (one, other))
    if not marks_spaces and not is_sign:
        return False
    height = max(_number(one, "HEIGHT"), _number(other, "HEIGHT"))
    gap = _number(other, "HPOS") - _number(one, "HPOS") - _number(one, "WIDTH")
    return -_LETTERS_APART * height <= gap <= (_LETTERS_APART if marks_spaces else _SIGNS_APART) * height


def _number(piece: Element, name: str) -> float:
    """A measure of a piece; where there is none, not a number, with which nothing compares."""
    try:
        return float(piece.get(name) or "nan")
    except ValueError:
        return nan


def _content(string: Element) -> str:
    content = one_line(attribute(string, "CONTENT") or "")
    is_divided = content.endswith(_SOFT_HYPHEN) or string.get("SUBS_TYPE") == "HypPart1"
    return f"{content.rstrip(f'-{_SOFT_HYPHEN}')}{_HYPHEN}" if is_divided else content
