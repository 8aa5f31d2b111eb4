"""Items of feeds as articles, whatever the feed's format; one that only advertises its story becomes a teaser.

A feed that holds a summary of a story does not hold the story. The summary is the outlet's own, and whether the author
of the story wrote it is not known: it is kept under its title, with its outlet, link and date, and without a byline.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from knowledge.characters import clean
from knowledge.errors import Unreadable
from knowledge.model import Article, Citation
from knowledge.readers.bylines import joined
from knowledge.readers.dates import iso_date
from knowledge.readers.fields import language_of, names_in, web_address, words_of
from knowledge.readers.markup import text_of
from knowledge.readers.prose import weight
from knowledge.readers.summaries import goes_on_elsewhere, teaser_of

_LEAST_WORDS = 100
"""Words from which what a feed calls a description may be the story: those of WordPress are cut at 55, and most are one
sentence.
"""
_FOOTER = re.compile(r"(?i)the (?:post|article) .{1,500}(?:appeared first|first appeared) on .+")


@dataclass(frozen=True, slots=True)
class FeedItem:
    """What an item of a feed states, as it states it."""

    title: object = None
    content: str = ""
    """The story itself, which may hold mark-up."""
    summary: str = ""
    """What may be the story or only tell of it."""
    is_abstract: bool = False
    """Whether the format says that the summary is never the story."""
    authors: object = None
    date: object = None
    updated: object = None
    link: object = None
    outlet: object = None
    language: object = None
    identifier: str | None = None


def article_of(found: FeedItem) -> Article:
    """The item as an article, or as a teaser; Unreadable when it is a headline alone."""
    content, summary = _text(found.content), _text(found.summary)
    body = content or summary
    if not any(map(str.isalnum, body)):
        raise Unreadable("is a headline without text" if words_of(found.title) else "holds no text")
    citation = _citation(found)
    if goes_on_elsewhere(body) or (body == summary and (found.is_abstract or weight(body) < _LEAST_WORDS)):
        return teaser_of(citation, body)
    return Article.compose(body, citation)


def _text(markup: str) -> str:
    """Without mark-up and the line by which blogs sign what they send out."""
    text = clean(text_of(clean(markup))).strip()
    above, _, last = text.rpartition("\n")
    return above.rstrip() if _FOOTER.fullmatch(last[:1_000]) else text


def _citation(found: FeedItem) -> Citation:
    outlet = words_of(found.outlet)
    authors = [name for name in names_in(found.authors) if name.casefold() != (outlet or "").casefold()]
    return Citation(
        external_id=found.identifier,
        title=words_of(found.title),
        byline=joined(authors),
        source=outlet,
        published=iso_date(found.date),
        updated=iso_date(found.updated),
        url=web_address(found.link),
        language=language_of(found.language),
    )
