"""ALTO, versions 2 to 4: the words that were recognised on a page of an old newspaper. A page is an article.

Where one story of the page ends and the next begins ALTO does not say, nor who wrote it: nothing is guessed.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from knowledge.errors import Unreadable
from knowledge.model import Citation
from knowledge.readers.alto_words import text_of
from knowledge.readers.encodings import markup_in
from knowledge.readers.items import items_of
from knowledge.readers.mets import issue_beside
from knowledge.readers.page import Page
from knowledge.readers.sheet import Sheet
from knowledge.readers.xml_trees import attribute, below, first, tree_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from knowledge.model import Article
    from knowledge.readers.entries import Entry
    from knowledge.readers.items import Item
    from knowledge.readers.mets import Issue
    from knowledge.readers.xml_trees import Element


def read_alto(entry: Entry) -> Iterator[Item]:
    """A page, or each page of a file of several; the METS file beside it says what it is a page of."""
    text = markup_in(entry.data())
    pages = list(below(tree_of(text.content), "Page"))
    if not pages:
        raise Unreadable("is ALTO without a page")
    issue = issue_beside(entry.path) if entry.path else None
    yield from items_of(pages, entry.name, partial(article_of, issue=issue), text.note, kind="page")


def article_of(page: Element, issue: Issue | None = None) -> Article:
    """The article that a <Page> is; Unreadable when no word was recognised on it."""
    sheet, laid_out = Sheet(), Page("")
    laid_out.add_body(sheet.paragraph(text) for text in map(text_of, _in_order(page)) if text)
    if not laid_out.body:
        raise Unreadable("holds no words")
    laid_out.text = sheet.text
    return laid_out.article(_citation(page, issue))


def _citation(page: Element, issue: Issue | None) -> Citation:
    number = issue and issue.number
    number = number or attribute(page, "PRINTED_IMG_NR")
    title = ", ".join(filter(None, (issue.title if issue else None, f"page {number}" if number else None)))
    return Citation(
        title=title[:1].upper() + title[1:],
        source=issue and issue.source,
        published=issue and issue.published,
        language=issue and issue.language,
    )


def _in_order(page: Element) -> list[Element]:
    """The blocks of the page without its margins, where page numbers and running heads stand, as they are read."""
    space = next(below(page, "PrintSpace"), page)
    blocks = list(below(space, "TextBlock"))
    order = first(page.getroottree().getroot(), "ReadingOrder")
    places = {} if order is None else {ref.get("REF"): at for at, ref in enumerate(below(order, "ElementRef"))}
    return sorted(blocks, key=lambda block: places.get(block.get("ID"), len(places)))
