"""Loads and what became of each item of theirs, as rows."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import Any

from knowledge.characters import clean
from knowledge.errors import UnknownBatch
from knowledge.loads import Batch, Origin
from knowledge.model import Outcome, Status
from knowledge.store.articles import LARGEST

_BATCH = "id, who, origin, begun, ended, undone, loaded, versions, duplicates, alike, refused, teasers"


def begin(connection: sqlite3.Connection, origin: Origin, moment: str) -> int:
    """The number of a load that begins now. Names of files and users may hold what is no text."""
    (batch_id,) = connection.execute(
        "INSERT INTO batch (who, origin, begun) VALUES (?, ?, ?) RETURNING id",
        (clean(origin.who), clean(origin.source), moment),
    ).fetchone()
    return int(batch_id)


def end(connection: sqlite3.Connection, batch_id: int, moment: str) -> None:
    connection.execute("UPDATE batch SET ended = ? WHERE id = ?", (moment, batch_id))


def undo(connection: sqlite3.Connection, batch_id: int, moment: str) -> None:
    """Note that nothing is left of what the load brought in."""
    connection.execute("UPDATE batch SET undone = ? WHERE id = ?", (moment, batch_id))


def add(connection: sqlite3.Connection, batch_id: int, outcomes: Sequence[Outcome]) -> None:
    """Record the next items of a load."""
    (first,) = connection.execute(
        "SELECT coalesce(max(place), -1) + 1 FROM item WHERE batch = ?", (batch_id,)
    ).fetchone()
    connection.executemany(
        "INSERT INTO item VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            (
                batch_id,
                place,
                clean(one.name),
                one.status,
                one.article_id,
                one.other,
                one.passages,
                one.teasers,
                one.reason and clean(one.reason),
            )
            for place, one in enumerate(outcomes, first)
        ),
    )
    connection.execute(
        """
        UPDATE batch SET loaded = loaded + ?, versions = versions + ?, duplicates = duplicates + ?,
            refused = refused + ?, alike = alike + ?, teasers = teasers + ? WHERE id = ?
        """,
        (
            *(sum(one.status is status for one in outcomes) for status in Status),
            sum(one.status is Status.LOADED and one.other is not None for one in outcomes),
            sum(one.teasers for one in outcomes),
            batch_id,
        ),
    )


def get(connection: sqlite3.Connection, batch_id: int) -> Batch:
    """Raises UnknownBatch."""
    row = None
    if abs(batch_id) <= LARGEST:
        row = connection.execute(f"SELECT {_BATCH} FROM batch WHERE id = ?", (batch_id,)).fetchone()  # noqa: S608
    if row is None:
        raise UnknownBatch(batch_id)
    return Batch(*row)


def listed(connection: sqlite3.Connection, limit: int) -> list[Batch]:
    """The last loads, the newest first."""
    rows = connection.execute(f"SELECT {_BATCH} FROM batch ORDER BY id DESC LIMIT ?", (min(limit, LARGEST),))  # noqa: S608
    return [Batch(*row) for row in rows]


def items(connection: sqlite3.Connection, batch_id: int, after: int, limit: int) -> list[Outcome]:
    """What became of the items of a load, in order, without the first `after`."""
    rows = connection.execute(
        """
        SELECT name, status, article, title, passages, teasers, reason, other
        FROM item LEFT JOIN article ON article.id = item.article
        WHERE item.batch = ? AND place >= ? ORDER BY place LIMIT ?
        """,
        (batch_id, min(after, LARGEST), min(limit, LARGEST)),
    )
    return [_outcome(row, batch_id) for row in rows]


def brought(connection: sqlite3.Connection, batch_id: int, before: int, limit: int) -> list[tuple[int, int]]:
    """Place and number of articles that the load brought in and that are still here: the last ones before a place."""
    return connection.execute(
        """
        SELECT place, article.id FROM item JOIN article ON article.id = item.article
        WHERE item.batch = ? AND place < ? AND status IN ('loaded', 'version') ORDER BY place DESC LIMIT ?
        """,
        (batch_id, before, limit),
    ).fetchall()


def _outcome(row: Sequence[Any], batch_id: int) -> Outcome:
    name, status, article_id, title, passages, teasers, reason, other = row
    return Outcome(name, Status(status), article_id, title, passages, teasers, reason, other, batch_id)
