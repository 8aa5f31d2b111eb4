"""What was changed by hand, as rows, and the columns that may be."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping

from knowledge.loads import Change
from knowledge.store.articles import LARGEST


def correct(connection: sqlite3.Connection, article_id: int, values: Mapping[str, str | None]) -> None:
    """Write other values into an article's citation; the names are those of a Correction."""
    columns = ", ".join(f"{column} = ?" for column in values)
    connection.execute(f"UPDATE article SET {columns} WHERE id = ?", (*values.values(), article_id))  # noqa: S608


def hide(connection: sqlite3.Connection, article_id: int, *, is_hidden: bool) -> None:
    connection.execute("UPDATE article SET is_hidden = ? WHERE id = ?", (is_hidden, article_id))


def add(connection: sqlite3.Connection, changes: Iterable[Change]) -> None:
    """Record changes."""
    connection.executemany(
        "INSERT INTO change (article, moment, who, field, before, after) VALUES (?, ?, ?, ?, ?, ?)",
        ((one.article_id, one.moment, one.who, one.field, one.before, one.after) for one in changes),
    )


def of(connection: sqlite3.Connection, article_id: int) -> tuple[Change, ...]:
    """The changes of an article, in order."""
    if abs(article_id) > LARGEST:
        return ()
    rows = connection.execute(
        "SELECT article, moment, who, field, before, after FROM change WHERE article = ? ORDER BY id", (article_id,)
    )
    return tuple(Change(*row) for row in rows)


def forget_values(connection: sqlite3.Connection, article_id: int) -> None:
    """Keep that an article was changed, by whom and when, but not from what to what."""
    connection.execute("UPDATE change SET before = NULL, after = NULL WHERE article = ?", (article_id,))


def batch_of(connection: sqlite3.Connection, article_id: int) -> int | None:
    """The load that brought the article in; None for what came in by itself or is not here."""
    if abs(article_id) > LARGEST:
        return None
    row = connection.execute("SELECT batch FROM article WHERE id = ?", (article_id,)).fetchone()
    return row[0] if row else None
