"""The sketches of articles, as rows."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence


def add(connection: sqlite3.Connection, article_id: int, sketch: bytes) -> None:
    """Store the sketch of an article; it goes with its article."""
    connection.execute("INSERT INTO sketch (article, hashes) VALUES (?, ?)", (article_id, sketch))


def sketches(connection: sqlite3.Connection, article_ids: Sequence[int]) -> dict[int, bytes]:
    """The sketches of these articles; articles stored before there were any have none."""
    rows = connection.execute(
        "SELECT article, hashes FROM sketch WHERE article IN (SELECT value FROM json_each(?))",
        (json.dumps(article_ids),),
    )
    return dict(rows.fetchall())
