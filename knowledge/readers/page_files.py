"""Files of one page, plain text or HTML, and the checks that every page has to pass."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowledge.errors import Unreadable
from knowledge.model import Label
from knowledge.readers.encodings import markup_in, text_in
from knowledge.readers.entries import MEBIBYTE, parsing
from knowledge.readers.html_pages import read_html_page, without_data_addresses
from knowledge.readers.items import Read
from knowledge.readers.plain_pages import read_plain_page

if TYPE_CHECKING:
    from collections.abc import Iterator

    from knowledge.model import Article
    from knowledge.readers.entries import Entry
    from knowledge.readers.items import Item

_LONGEST_PAGE = 5 * MEBIBYTE
"""Of mark-up without the pictures inside it: larger pages are not articles, and extraction takes minutes of them."""


def read_plain(entry: Entry) -> Iterator[Item]:
    """The article of a page saved as plain text."""
    text = text_in(entry.data())
    yield Read(entry.name, with_words(read_plain_page(text.content)), text.note)


def read_html(entry: Entry) -> Iterator[Item]:
    """The article of a page saved as HTML."""
    text = markup_in(entry.data(), entry.sent_as)
    yield Read(entry.name, article_of_html(text.content), text.note)


def article_of_html(markup: str, title: str | None = None) -> Article:
    """The article of an HTML page; Unreadable when there is none, or the page is too large or breaks the parser."""
    markup = without_data_addresses(markup)
    if len(markup) > _LONGEST_PAGE:
        raise Unreadable(f"is an HTML page of more than {_LONGEST_PAGE // MEBIBYTE} MiB without its pictures")
    with parsing("an HTML page"):
        return with_words(read_html_page(markup, title))


def addressed(article: Article, address: str | None) -> Article:
    """The article with the address that it was found under, where it states none."""
    if article.citation.url:
        return article
    return article.model_copy(update={"citation": article.citation.model_copy(update={"url": address})})


def with_words(article: Article) -> Article:
    """The article; Unreadable when it is nothing but a headline."""
    if all(part.label is Label.HEADLINE for part in article.parts):
        raise Unreadable("holds no text of an article")
    return article
