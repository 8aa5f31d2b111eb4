"""The story's own text within an HTML page, as trafilatura finds it, in blocks."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, auto
from functools import partial
from typing import TYPE_CHECKING

from lxml import etree
from trafilatura import bare_extraction
from trafilatura.settings import MANUALLY_CLEANED, Document, Extractor

from knowledge.characters import one_line
from knowledge.readers.markup import page_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from knowledge.readers.markup import Element

_UNREAD = tuple(name for name in MANUALLY_CLEANED if name not in {"figure", "form", "math", "noscript"})
"""What trafilatura drops, whatever it holds: more than half of a page's elements, and each of its searches would walk
them all."""
_BOXES = ("div", "section")
_MARKS = ("b", "em", "q", "span", "strong")
_EMPTY = ("img", "wbr")
_CONSENT = re.compile(r"onetrust|ot-sdk|cookie[-_]|Cookie|consent|privacy-modal|gdpr")
_TITLES = ("h2", "h3", "h4", "h5")
_CARDS, _BLURBS = frozenset({"div", "section", "article", "li"}), frozenset({"p", "div"})
_BREAKS = frozenset({"p", "lb", "head", "item", "list", "quote", "row", "table", "div", "code"})
_BREAK = "\u2029"  # PARAGRAPH SEPARATOR: what it means, if a page should hold one
_CELL_BREAK = " | "

_extractor = partial(
    Extractor,
    precision=True,  # body F1 .965 on 181 pages and .929 on 421, against .961 and .918 without
    comments=False,
    output_format="xml",  # the tree alone: "python" would write it out as text, too
)
_ALONE, _WITH_OTHERS = _extractor(fast=True), _extractor()

_SHORTEST_STORY = 250
"""Characters of a text that trafilatura does not doubt for its length."""
_MUCH_MORE = 2
"""How often as long as its own a text of theirs must be for it to be taken. It cannot be longer than the page."""


class Kind(Enum):
    PARAGRAPH = auto()
    SUBHEAD = auto()
    LIST = auto()


@dataclass(frozen=True, slots=True)
class Found:
    """A block of the story: its paragraphs, or a list's items with their paragraphs."""

    kind: Kind
    items: tuple[tuple[str, ...], ...]


def extract(source: bytes) -> list[Found]:
    """The story's blocks; none when nothing on the page looks like one. Readers' comments are never among them."""
    page = page_of(source)
    if page is None:
        return []
    _drop_unread(page)
    _unlink_titles(page)
    found = _found(page, _ALONE)
    if found is None or _may_be_too_little(found, page):
        found = _found(page, _WITH_OTHERS)
    return list(_blocks(_marked(found.body))) if found else []


def _drop_unread(page: Element) -> None:
    """Take out what is dropped in any case, and what asks for consent."""
    etree.strip_elements(page, *_UNREAD, with_tail=False)
    boxes = [box for box in page.iter(*_BOXES) if _CONSENT.search(f"{box.get('id', '')} {box.get('class', '')}")]
    pictures = [figure for figure in page.iter("figure") if figure.find(".//table") is None]
    for element in (*boxes, *pictures):
        element.drop_tree()
    _drop_empty(page)


def _drop_empty(page: Element) -> None:
    """Take out what holds nothing, but not the words behind it: trafilatura drops them with an empty element, from the
    middle of sentences too (of 380 pages on nine).
    """
    etree.strip_tags(page, *_EMPTY)
    boxes = [box for box in reversed(list(page.iter(*_BOXES))) if not (box.text or "").strip()]
    marks = [mark for mark in page.iter(*_MARKS) if not mark.text and mark.getparent().tag == "p"]
    for element in (*boxes, *marks):
        if len(element) == 0:  # which a box may have become
            element.drop_tree()


def _unlink_titles(page: Element) -> None:
    """Make the titles of teasers mere text, headings or what stands in a box above a blurb: trafilatura drops them for
    being links, and the blurb would be left as a paragraph of the story.
    """
    for link in [link for link in page.iter("a") if _is_above_blurb(link)]:
        link.tag = _TITLES[-1]
    for title in page.iter(*_TITLES):
        for link in list(title.iter("a")):
            link.drop_tag()


def _is_above_blurb(link: Element) -> bool:
    """Whether a link is all that stands in a box before a paragraph."""
    box, blurb = link.getparent(), link.getnext()
    if blurb is None or blurb.tag not in _BLURBS or box.tag not in _CARDS or link.getprevious() is not None:
        return False
    return not one_line(f"{box.text or ''}{link.tail or ''}") and bool(one_line(link.text_content()))


def _found(page: Element, options: Extractor) -> Document | None:
    """What trafilatura makes of the page, which stays as it is."""
    found = bare_extraction(page, options=options)
    return found if isinstance(found, Document) else None


def _may_be_too_little(found: Document, page: Element) -> bool:
    """Whether trafilatura could take another extractor's text: its own is short, has no paragraphs, or is less than
    half of what is not a link. The others take as long as all the rest: of 380 pages they are asked for 38, and change
    10.
    """
    text, paragraphs = found.raw_text or "", found.body.findall(".//p")
    if len(text) < _SHORTEST_STORY or len(paragraphs) <= len(found.body.findall(".//table")):
        return True
    spare = _length(page) - _MUCH_MORE * len(text)
    return spare > 0 and spare > sum(map(_length, page.iter("a")))


def _length(element: Element) -> int:
    return len(" ".join(element.text_content().split()))


def _marked(body: Element) -> Element:
    """The body with a mark where text breaks, so that the text between marks is a paragraph."""
    for element in body.iter(*_BREAKS, "cell"):
        if element.tag == "cell":
            element.tail = _CELL_BREAK + (element.tail or "")
        else:
            element.text, element.tail = _BREAK + (element.text or ""), _BREAK + (element.tail or "")
    return body


def _blocks(parent: Element) -> Iterator[Found]:
    yield from _each(Kind.PARAGRAPH, parent.text)
    for element in parent:
        match element.tag:
            case "list":
                if items := tuple(_items(element)):
                    yield Found(Kind.LIST, items)
            case "head":
                yield from _each(Kind.SUBHEAD, "".join(element.itertext()))
            case "div" | "quote":
                yield from _blocks(element)
            case _:
                yield from _each(Kind.PARAGRAPH, "".join(element.itertext()))
        yield from _each(Kind.PARAGRAPH, element.tail)


def _each(kind: Kind, text: str | None) -> Iterator[Found]:
    for paragraph in _paragraphs(text or ""):
        yield Found(kind, ((paragraph,),))


def _items(parent: Element) -> Iterator[tuple[str, ...]]:
    """The paragraphs of each item; the items of a list within stand beside those around it."""
    items = list(parent.iter("item"))
    for inner in list(parent.iterdescendants("list")):
        inner.clear(keep_tail=True)
    for item in items:
        if paragraphs := tuple(_paragraphs("".join(item.itertext()))):
            yield paragraphs


def _paragraphs(text: str) -> Iterator[str]:
    """The lines of marked text; cells of a table's row are joined by bars."""
    for paragraph in text.split(_BREAK):
        if words := one_line(paragraph).strip(_CELL_BREAK):
            yield words
