"""What an HTML page states about its article: JSON-LD, then meta tags and the visible heading. Guesses nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from knowledge.readers.dates import iso_date
from knowledge.readers.fields import language_of, names_in, web_address, words_of
from knowledge.readers.structured_data import described_article

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from selectolax.lexbor import LexborHTMLParser

    from knowledge.readers.structured_data import Thing

_TITLES = ("og:title", "twitter:title", "dc.title", "citation_title")
_AUTHORS = (
    "author", "parsely-author", "sailthru.author", "dc.creator", "byl", "article:author", "dcterms.creator",
    "citation_author",
)  # fmt: skip
_MOST_META_AUTHORS = 3
_DATES = (
    "article:published_time", "og:article:published_time", "parsely-pub-date", "sailthru.date", "datepublished",
    "publish-date", "pubdate", "publication_date", "dc.date.issued", "dcterms.date", "date", "dc.date",
    "citation_publication_date",
)  # fmt: skip
_UPDATES = (
    "article:modified_time", "og:article:modified_time", "og:updated_time", "datemodified", "dcterms.modified",
    "dc.date.modified", "lastmod",
)  # fmt: skip
_SECTIONS = ("article:section", "og:article:section", "parsely-section", "sailthru.section", "section")
_OUTLETS = ("og:site_name", "dc.publisher", "dcterms.publisher", "application-name")
_SAVED_FROM = re.compile(r"<!--\s*(?:saved from url=\(\d+\)|Page saved with SingleFile\s+url:\s*)(https?://\S+)")
_HEAD_OF_FILE = 2_000

Tags = dict[str, list[str]]


@dataclass(frozen=True, slots=True)
class Stated:
    title: str | None
    authors: list[str]
    published: str | None
    updated: str | None
    source: str | None
    section: str | None
    url: str | None
    language: str | None
    body: str | None
    """The article's text, which some pages repeat in their description."""


def stated_in(tree: LexborHTMLParser, markup: str) -> Stated:
    thing, tags = described_article(tree), _meta_tags(tree)
    return Stated(
        title=words_of(thing.get("headline")) or _only_heading(tree) or _first(tags, _TITLES),
        authors=names_in(thing.get("author")) or _tagged_authors(tags),
        published=iso_date(words_of(thing.get("datePublished"))) or _first_date(tags, _DATES),
        updated=iso_date(words_of(thing.get("dateModified"))) or _first_date(tags, _UPDATES),
        source=words_of(thing.get("publisher")) or _first(tags, _OUTLETS),
        section=words_of(thing.get("articleSection")) or _first(tags, _SECTIONS),
        url=_address(tree, thing, tags, markup),
        language=_attribute(tree, "html[lang]", "lang", language_of),
        body=thing["articleBody"] if isinstance(thing.get("articleBody"), str) else None,
    )


def _meta_tags(tree: LexborHTMLParser) -> Tags:
    tags: Tags = {}
    for node in tree.css("meta[content]"):
        attributes = node.attributes
        name = attributes.get("property") or attributes.get("name") or attributes.get("itemprop")
        content = attributes.get("content")
        if name and content and content.strip():
            tags.setdefault(name.lower(), []).append(content)
    return tags


def _values(tags: Tags, names: tuple[str, ...]) -> Iterator[str]:
    for name in names:
        yield from tags.get(name, ())


def _first(tags: Tags, names: tuple[str, ...]) -> str | None:
    return next(filter(None, map(words_of, _values(tags, names))), None)


def _first_date(tags: Tags, names: tuple[str, ...]) -> str | None:
    return next(filter(None, map(iso_date, _values(tags, names))), None)


def _tagged_authors(tags: Tags) -> list[str]:
    return names_in(list(_values(tags, _AUTHORS)))[:_MOST_META_AUTHORS]


def _only_heading(tree: LexborHTMLParser) -> str | None:
    """The page's <h1>, when there is one only: of several, one is the site's own name."""
    headings = tree.css("h1")
    return words_of(headings[0].text(separator=" ")) if len(headings) == 1 else None


def _address(tree: LexborHTMLParser, thing: Thing, tags: Tags, markup: str) -> str | None:
    saved = _SAVED_FROM.search(markup[:_HEAD_OF_FILE])
    canonical = _attribute(tree, "link[rel=canonical]", "href", web_address)
    candidates = [*_values(tags, ("og:url",)), thing.get("url"), thing.get("mainEntityOfPage"), saved and saved[1]]
    return canonical or next(filter(None, map(web_address, candidates)), None)


def _attribute(
    tree: LexborHTMLParser, selector: str, attribute: str, read: Callable[[object], str | None]
) -> str | None:
    node = tree.css_first(selector)
    return read(node.attributes.get(attribute)) if node else None
