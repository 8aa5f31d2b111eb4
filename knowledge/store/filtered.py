"""The articles and passages that the filters of a question allow."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence

from knowledge.model import Citation, Filters
from knowledge.phrases import holds
from knowledge.store.articles import CITATION, cited


def allowed(connection: sqlite3.Connection, filters: Filters, sources: Sequence[str] | None) -> list[int]:
    """The numbers of the passages of articles that the filters allow; `sources` are the outlets that they mean."""
    return [number for (number,) in connection.execute(
        f"SELECT number FROM passage WHERE article IN (SELECT id FROM article WHERE {_FILTERED} AND {_DATED})",  # noqa: S608
        _conditions(connection, filters, sources),
    )]  # fmt: skip


def matching(connection: sqlite3.Connection, filters: Filters, sources: Sequence[str] | None) -> list[int]:
    """The numbers of the articles that the filters allow, in order: no teasers, no older versions, nothing hidden."""
    return [number for (number,) in connection.execute(
        f"SELECT id FROM article WHERE {_FILTERED} AND {_DATED} AND NOT is_teaser AND is_listed ORDER BY id",  # noqa: S608
        _conditions(connection, filters, sources),
    )]  # fmt: skip


def newest(
    connection: sqlite3.Connection, filters: Filters, sources: Sequence[str] | None, most: int
) -> list[Citation]:
    """The newest articles that the filters allow; what has no date comes last."""
    rows = connection.execute(
        f"""
        SELECT {CITATION} FROM article WHERE {_FILTERED} AND {_DATED} AND NOT is_teaser AND is_listed
        ORDER BY published DESC NULLS LAST, id DESC LIMIT :most
        """,  # noqa: S608
        _conditions(connection, filters, sources) | {"most": most},
    )
    return list(map(cited, rows))


def undated(connection: sqlite3.Connection, filters: Filters, sources: Sequence[str] | None) -> int:
    """How many articles only lack a date to be allowed by the filters."""
    (count,) = connection.execute(
        f"SELECT count(*) FROM article WHERE {_FILTERED} AND published IS NULL AND NOT is_teaser AND is_listed",  # noqa: S608
        _conditions(connection, filters, sources),
    ).fetchone()
    return int(count)


_FILTERED = """
    (:title IS NULL OR holds(title, :title)) AND (:author IS NULL OR holds(byline, :author))
    AND (:language IS NULL OR language = :language)
    AND (:sources IS NULL OR source IN (SELECT value FROM json_each(:sources)))
"""
_DATED = """
    (:after IS NULL OR published >= substr(:after, 1, min(10, length(published))))
    AND (:before IS NULL OR substr(published || '-01-01', 1, 10) < substr(:before || '-01-01', 1, 10))
"""
"""What is dated 2016 may be of November 2016, so it is not left out after that; but it began before it."""


def _conditions(
    connection: sqlite3.Connection, filters: Filters, sources: Sequence[str] | None
) -> dict[str, str | None]:
    connection.create_function("holds", 2, holds, deterministic=True)
    return filters.model_dump() | {"sources": None if sources is None else json.dumps(sources)}
