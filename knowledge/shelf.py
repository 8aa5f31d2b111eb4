"""An article's passages go into the index and come out of it; the article itself may stay."""

from __future__ import annotations

import sqlite3

from knowledge.addresses import digest
from knowledge.errors import UnknownArticle
from knowledge.model import Article, Passage
from knowledge.passages import headline_terms, slices, terms_of
from knowledge.sketches import telling
from knowledge.store import articles, indexing, sketches, versions


def own(connection: sqlite3.Connection, article_id: int) -> Article:
    """The article of that number. Raises UnknownArticle, also for a teaser that a page prints: it is its page's."""
    article = articles.get(connection, article_id)
    if article.is_teaser and articles.is_printed(connection, article_id):
        raise UnknownArticle(article_id)
    return article


def index(connection: sqlite3.Connection, article_id: int) -> None:
    """Make the article findable."""
    cuts = tuple(slices(articles.get(connection, article_id)))
    first = indexing.add(connection, [cut.terms for cut in cuts])
    articles.add_passages(connection, first, [Passage(article_id, cut.start, cut.end) for cut in cuts])


def unindex(connection: sqlite3.Connection, article_id: int, article: Article) -> None:
    """Take the article out of the index. `article` must be as it was when it went in."""
    headline = headline_terms(article)
    passages = articles.passages_of(connection, article_id)
    indexing.remove(
        connection, {number: [*headline, *terms_of(article, start, end)] for number, start, end in passages}
    )
    articles.drop_passages(connection, article_id)


def delete(connection: sqlite3.Connection, article_id: int) -> None:
    """Remove the article, its text, its postings and all by which it is known again."""
    article = articles.get(connection, article_id)
    unindex(connection, article_id, article)
    sketch = sketches.sketches(connection, [article_id]).get(article_id, b"")
    versions.unliken(connection, article_id, telling(sketch))
    versions.unaddress(connection, article_id, digest(article.citation.url))
    articles.delete(connection, article_id)


def delete_teasers(connection: sqlite3.Connection, teasers: list[int]) -> int:
    """Remove those of the teasers that no page of the archive prints any more; how many."""
    gone = [teaser for teaser in teasers if not articles.is_printed(connection, teaser)]
    for teaser in gone:
        delete(connection, teaser)
    return len(gone)
