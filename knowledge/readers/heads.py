"""What stands between an HTML page's heading and its story, where the byline and the date are printed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from knowledge.characters import one_line
from knowledge.readers.bylines import names_of
from knowledge.readers.dates import StatedDate, dates_after, iso_date, stated_dates

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

_LONGEST_LINE = 160
_RECOGNISED = 40
_SHORTEST_BEGINNING = 20
_NOT_LINES = frozenset({"a", "b", "button", "em", "i", "img", "script", "strong", "style", "svg"})


@dataclass(frozen=True, slots=True)
class Printed:
    authors: list[str]
    published: str | None
    updated: str | None


def printed_in(tree: LexborHTMLParser, first_paragraph: str) -> Printed:
    """The authors of the first byline, and the first dates, of publication and update, alone or behind a byline."""
    nodes = _nodes_of_head(tree, first_paragraph[:_RECOGNISED])
    texts = [_text(node) for node in nodes]
    authors = next(filter(None, map(names_of, texts)), [])
    updates = (date.iso for text in texts for date in _dates(text) if date.is_update and date.iso)
    return Printed(authors, next(filter(None, map(_date, nodes, texts)), None), next(updates, None))


def _nodes_of_head(tree: LexborHTMLParser, beginning: str) -> list[LexborNode]:
    """The elements with a line of text between the heading and the first paragraph, outer ones first."""
    nodes: list[LexborNode] = []
    has_begun = False
    for node in tree.body.traverse() if tree.body and len(beginning) >= _SHORTEST_BEGINNING else ():
        if node.tag == "h1":
            nodes, has_begun = [], True
        elif has_begun and node.tag not in _NOT_LINES:
            text = _text(node)
            if text.startswith(beginning):
                return nodes
            if text and len(text) <= _LONGEST_LINE:
                nodes.append(node)
    return []


def _text(node: LexborNode) -> str:
    return one_line(node.text(separator=" "))


def _dates(text: str) -> list[StatedDate]:
    return stated_dates(text) or (dates_after(text) if names_of(text) else [])


def _date(node: LexborNode, text: str) -> str | None:
    dates = _dates(text)
    stated = next((date.iso for date in dates if not date.is_update), None)
    return stated or (iso_date(node.attributes.get("datetime")) if node.tag == "time" and not dates else None)
