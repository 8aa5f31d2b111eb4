"""What stands between an HTML page's heading and its story, where the byline and the date are printed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from knowledge.characters import one_line
from knowledge.readers.bylines import names_of
from knowledge.readers.dates import StatedDate, dates_after, iso_date, stated_dates
from knowledge.readers.prose import is_prose, letters

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from selectolax.lexbor import LexborHTMLParser, LexborNode

_LONGEST_LINE = 160
_RECOGNISED = 30
"""So many letters of a paragraph tell whether an element begins with it: mark-up within it adds white space."""
_SHORTEST_BEGINNING = 12
_LONGEST_REST = 12
"""Lines of the head behind a standfirst."""
_NOT_LINES = frozenset({"a", "b", "button", "em", "i", "img", "script", "strong", "style", "svg"})
_PRECISIONS = tuple(map(len, ("2016-11-17", "2016-11", "2016")))


@dataclass(frozen=True, slots=True)
class Printed:
    authors: list[str]
    published: str | None
    updated: str | None


def printed_in(tree: LexborHTMLParser, first_paragraph: str) -> Printed:
    """The authors of the first byline, and the first dates, of publication and update, alone or behind a byline."""
    above, below = _head(tree, letters(first_paragraph, _RECOGNISED))
    dates = [stated for node in (*above, *below) for stated in _dates(node, _text(node)) if stated.iso]
    updates = [stated.iso for stated in dates if stated.is_update]
    authors = next(filter(None, (names_of(_text(node)) for node in above)), [])
    return Printed(authors, _publication(dates, updates), next(iter(updates), None))


def agreed(described: str | None, printed: str | None) -> str | None:
    """The date of publication as far as a page's description and its print agree on it.

    Descriptions are often in UTC: of two days in a row the printed one is the outlet's own. Where they are further
    apart, "published" is the day of an older text at the same address, or the print that of an update (8 of 199 pages;
    those who read such a page take the printed day for its date).
    """
    if not described or not printed or described[: len(printed)] == printed[: len(described)]:
        return max(described or "", printed or "", key=len) or None
    distance = abs(_day(described) - _day(printed))
    if distance <= 1:
        return printed if distance else described
    return next((described[:size] for size in _PRECISIONS if described[:size] == printed[:size]), None)


def _day(iso: str) -> int:
    return date.fromisoformat((iso + "-01-01")[:10]).toordinal()


def _head(tree: LexborHTMLParser, beginning: str) -> tuple[list[LexborNode], list[LexborNode]]:
    """The elements with a line of text between the heading and the first paragraph, outer ones first; and, where no
    date is among them and that paragraph may be a standfirst, those before the next one.
    """
    above: list[LexborNode] = []
    below: list[LexborNode] | None = None
    for node, text in _lines_from_heading(tree) if len(beginning) >= _SHORTEST_BEGINNING else ():
        if below is None and node.tag == "h1":
            above = []
        elif letters(text, _RECOGNISED).startswith(beginning):
            if any(_dates(of_head, _text(of_head)) for of_head in above):
                return above, []
            below = below or []
        elif below is not None and (len(below) >= _LONGEST_REST or (node.tag == "p" and is_prose(text))):
            break
        elif text and len(text) <= _LONGEST_LINE:
            (above if below is None else below).append(node)
    return ([], []) if below is None else (above, below)


def _lines_from_heading(tree: LexborHTMLParser) -> Iterator[tuple[LexborNode, str]]:
    """The elements from the first heading on that may be a line, with their text."""
    has_begun = False
    for node in tree.body.traverse() if tree.body else ():
        has_begun = has_begun or node.tag == "h1"
        if has_begun and node.tag not in _NOT_LINES:
            yield node, _text(node)


def _text(node: LexborNode) -> str:
    """Its text, or more of its words than a line has letters: one that holds the story is not read to the end."""
    return one_line(" ".join(node.text(separator=" ").split(maxsplit=_LONGEST_LINE)[:_LONGEST_LINE]))


def _dates(node: LexborNode, text: str) -> list[StatedDate]:
    """The dates of a line of nothing else, or behind a byline; else the one that a <time> element states."""
    dates = stated_dates(text) or (dates_after(text) if names_of(text) else [])
    if dates or node.tag != "time":
        return dates
    iso = iso_date(node.attributes.get("datetime"))
    return [StatedDate(iso, is_update=False, is_labelled=False)] if iso else []


def _publication(dates: Sequence[StatedDate], updates: Sequence[str | None]) -> str | None:
    """The first date labelled so, else the first that is no update's: the label of one may stand in a box around it."""
    published = [stated for stated in dates if not stated.is_update]
    labelled = next((stated.iso for stated in published if stated.is_labelled), None)
    return labelled or next((stated.iso for stated in published if stated.iso not in updates), None)
