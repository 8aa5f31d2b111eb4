"""Paragraphs of the story that extraction missed: those that stand in boxes of the same make as the ones it found."""

from __future__ import annotations

from collections import Counter
from itertools import chain
from typing import TYPE_CHECKING

from knowledge.characters import one_line
from knowledge.readers.extraction import Found, Kind
from knowledge.readers.fields import web_address
from knowledge.readers.furniture import is_furniture, is_promotion
from knowledge.readers.prose import is_prose, letters, weight

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from selectolax.lexbor import LexborHTMLParser, LexborNode

_FOREIGN = frozenset({"aside", "blockquote", "figure", "footer", "form", "header", "li", "nav"})
_RECOGNISED = 40
"""So many letters tell which paragraph an element is: mark-up within it adds white space."""
_LEAST = 0.5
"""Less than this share of what was found may have been left out on purpose. Of 380 pages, 2 lack more, and get it."""


def with_missed(blocks: Sequence[Found], tree: LexborHTMLParser) -> list[Found]:
    """The blocks, and the paragraphs that belong among and behind them; none when the blocks are mere notices
    and addresses.
    """
    if all(is_furniture(text) or web_address(text) for block in blocks for item in block.items for text in item):
        return []
    places = {letters(block.items[0][0], _RECOGNISED): i for i, block in enumerate(blocks)}
    paragraphs = [(node, text) for node in tree.css("p") if is_prose(text := one_line(node.text(separator=" ")))]
    makes = Counter(make for node, text in paragraphs if letters(text, _RECOGNISED) in places and (make := _make(node)))
    missed: dict[int, list[Found]] = {}
    at = -1
    for node, text in paragraphs:
        found = letters(text, _RECOGNISED)
        if found in places:
            at = places[found]
        elif at >= 0 and makes[_make(node)] and not (is_furniture(text) or is_promotion(text)):
            missed.setdefault(at, []).append(Found(Kind.PARAGRAPH, ((text,),)))
            places[found] = at
    if _words(chain.from_iterable(missed.values())) < _LEAST * _words(blocks):
        return list(blocks)
    return [each for i, block in enumerate(blocks) for each in (block, *missed.get(i, ()))]


def _make(node: LexborNode) -> tuple[str, ...]:
    """The boxes around an element, by name and class; nothing inside one that is not the story's."""
    make: list[str] = []
    parent = node.parent
    while parent is not None and parent.tag != "body":
        if parent.tag in _FOREIGN:
            return ()
        make.append(f"{parent.tag}.{parent.attributes.get('class') or ''}")
        parent = parent.parent
    return tuple(make)


def _words(blocks: Iterable[Found]) -> int:
    return sum(weight(text) for block in blocks for item in block.items for text in item)
