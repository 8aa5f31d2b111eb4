"""What an article's citation says wrong is put right, and every change is kept with who made it."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from knowledge import outlets, shelf
from knowledge.addresses import digest
from knowledge.errors import UnknownArticle
from knowledge.loads import Change, Correction, History
from knowledge.model import Filters
from knowledge.store import articles, changes, filtered, versions

_INDEXED = {"title", "language"}
"""What each passage is indexed with."""


def correct(connection: sqlite3.Connection, article_id: int, correction: Correction, who: str, moment: str) -> bool:
    """Put an article's citation right; whether that changed anything. Raises UnknownArticle, for a teaser too."""
    article = shelf.own(connection, article_id)
    citation = article.citation
    wanted = correction.model_dump(exclude_unset=True)
    values = {field: value for field, value in wanted.items() if getattr(citation, field) != value}
    if not values:
        return False
    is_found = citation.replaced_by is None and not citation.is_hidden and bool(_INDEXED & values.keys())
    if is_found:
        shelf.unindex(connection, article_id, article)
    changes.correct(connection, article_id, values)
    changes.add(
        connection,
        [Change(article_id, moment, who, field, getattr(citation, field), value) for field, value in values.items()],
    )
    if "url" in values:
        versions.unaddress(connection, article_id, digest(citation.url))
        versions.address(connection, article_id, digest(values["url"]))
    if is_found:
        shelf.index(connection, article_id)
    return True


def correct_all(
    connection: sqlite3.Connection, article_ids: Sequence[int], correction: Correction, who: str, moment: str
) -> int:
    """Put the citations of several articles right; how many were changed."""
    return sum(correct(connection, article_id, correction, who, moment) for article_id in article_ids)


def meant(connection: sqlite3.Connection, filters: Filters) -> list[int]:
    """The articles that filters allow, by number."""
    names = [name for name, _ in articles.statistics(connection).outlets]
    sources = outlets.called(filters.source, names) if filters.source else None
    return filtered.matching(connection, filters, sources)


def history(connection: sqlite3.Connection, article_id: int) -> History:
    """How an article came in, and what was changed by hand, also when it is removed. Raises UnknownArticle."""
    made = changes.of(connection, article_id)
    try:
        citation = articles.citation(connection, article_id)
    except UnknownArticle:
        if not made:
            raise
        citation = None
    return History(article_id, citation, changes.batch_of(connection, article_id), made)
