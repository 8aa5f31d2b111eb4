"""How articles enter the archive and leave it: each whole, with its parts, teasers, sketch, passages and postings."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b

from knowledge.errors import UnknownArticle
from knowledge.languages import language_of
from knowledge.model import Article, Citation, Label, Outcome, Passage, Status
from knowledge.passages import Slice, headline_terms, slices, terms_of
from knowledge.sketches import sketch
from knowledge.store import articles, postings, sketches


@dataclass(frozen=True, slots=True)
class Entry:
    """An article made ready to be stored: all that needs no database."""

    name: str
    article: Article
    identity: bytes
    slices: tuple[Slice, ...]
    sketch: bytes
    teasers: tuple[Entry, ...] = ()


def prepare(name: str, article: Article) -> Entry:
    """Find out the language where it is not stated, and cut the article and its teasers into passages."""
    language = article.citation.language or language_of(_own_words(article))
    article = _in_language(article, language)
    teasers = {part.of(article.text) for part in article.labelled(Label.TEASER)} if not article.is_teaser else set()
    return Entry(
        name,
        article,
        _identity(article),
        tuple(slices(article)),
        sketch(article),
        tuple(
            prepare(name, _in_language(Article.teaser(text), language_of(text) or language)) for text in sorted(teasers)
        ),
    )


def accept(connection: sqlite3.Connection, entries: Sequence[Entry]) -> list[Outcome]:
    """Store what is new. An outcome an entry, in order."""
    held: list[Passage] = []
    terms: list[tuple[str, ...]] = []
    outcomes = [_accept(connection, entry, held, terms) for entry in entries]
    articles.add_passages(connection, postings.add(connection, terms), held)
    return outcomes


def _accept(connection: sqlite3.Connection, entry: Entry, held: list[Passage], terms: list[tuple[str, ...]]) -> Outcome:
    title = entry.article.citation.title
    if not entry.slices:
        return Outcome(entry.name, Status.REFUSED, title=title, reason="holds no text to quote")
    article_id, is_new = _shelve(connection, entry, held, terms)
    if not is_new:
        return Outcome(entry.name, Status.DUPLICATE, article_id, title)
    for teaser in entry.teasers:
        teaser_id, _ = _shelve(connection, teaser, held, terms)
        articles.print_beside(connection, teaser_id, article_id)
    return Outcome(entry.name, Status.LOADED, article_id, title, len(entry.slices), len(entry.teasers))


def _shelve(
    connection: sqlite3.Connection, entry: Entry, held: list[Passage], terms: list[tuple[str, ...]]
) -> tuple[int, bool]:
    """The article's number, and whether it is new; if so its passages are added to `held` and `terms`."""
    if known := articles.find(connection, entry.identity):
        return known, False
    article_id = articles.insert(connection, entry.article, entry.identity)
    sketches.add(connection, article_id, entry.sketch)
    held += [Passage(article_id, cut.start, cut.end) for cut in entry.slices]
    terms += [cut.terms for cut in entry.slices]
    return article_id, True


def withdraw(connection: sqlite3.Connection, article_id: int) -> Citation:
    """Remove an article and every teaser that only its page printed. Raises UnknownArticle, also for a teaser."""
    article = articles.get(connection, article_id)
    if article.is_teaser:
        raise UnknownArticle(article_id)
    teasers = articles.teasers_beside(connection, article_id)
    _unshelve(connection, article_id, article)
    for teaser in teasers:
        if not articles.is_printed(connection, teaser):
            _unshelve(connection, teaser, articles.get(connection, teaser))
    return article.citation


def _unshelve(connection: sqlite3.Connection, article_id: int, article: Article) -> None:
    headline = headline_terms(article)
    passages = articles.passages_of(connection, article_id)
    postings.remove(
        connection, {number: [*headline, *terms_of(article, start, end)] for number, start, end in passages}
    )
    articles.delete(connection, article_id)


def _own_words(article: Article) -> str:
    """The text without the teasers of other stories and the page's furniture."""
    is_teaser = article.is_teaser
    return "\n".join(part.of(article.text) for part in article.parts if is_teaser or part.label is not Label.TEASER)


def _in_language(article: Article, language: str | None) -> Article:
    citation = article.citation.model_copy(update={"language": language})
    return article.model_copy(update={"citation": citation})


def _identity(article: Article) -> bytes:
    """The same for the same words with the same citation, whatever else stood on the page."""
    citation = article.citation.model_dump(exclude={"article_id", "language"})
    content = [_own_words(article), article.is_teaser, citation]
    return blake2b(json.dumps(content, sort_keys=True).encode(), digest_size=16).digest()
