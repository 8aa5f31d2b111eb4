"""Which articles are versions of one another, by their address, and which print the same story, as rows."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence

from knowledge import addresses
from knowledge.model import Citation
from knowledge.store import articles

CANDIDATES = 8
"""Articles that are looked at for printing the same story, those that share most first."""


def bring_up_to_date(connection: sqlite3.Connection) -> None:
    """Digest every address by the rules of this program, if that was done by others or not at all."""
    (version,) = connection.execute("SELECT addresses_version FROM collection").fetchone()
    if version == addresses.VERSION:
        return
    connection.create_function("digest", 1, addresses.digest, deterministic=True)
    connection.execute("DELETE FROM address")
    connection.execute(
        """
        INSERT INTO address SELECT digest, id FROM
            (SELECT digest(url) AS digest, id FROM article WHERE url IS NOT NULL AND NOT is_teaser)
        WHERE digest IS NOT NULL
        """
    )
    connection.execute("UPDATE collection SET addresses_version = ?", (addresses.VERSION,))


def address(connection: sqlite3.Connection, article_id: int, digest: int | None) -> None:
    """Note an article's address."""
    if digest is not None:
        connection.execute("INSERT INTO address (digest, article) VALUES (?, ?)", (digest, article_id))


def unaddress(connection: sqlite3.Connection, article_id: int, digest: int | None) -> None:
    connection.execute("DELETE FROM address WHERE digest = ? AND article = ?", (digest, article_id))


def at(connection: sqlite3.Connection, digest: int | None) -> list[Citation]:
    """The articles of this address, older versions and hidden ones too, the last loaded first."""
    if digest is None:
        return []
    rows = connection.execute("SELECT article FROM address WHERE digest = ? ORDER BY article DESC", (digest,))
    numbers = [number for (number,) in rows]
    found = articles.citations(connection, numbers) if numbers else {}
    return [found[number] for number in numbers]


def older(connection: sqlite3.Connection, article_id: int) -> list[int]:
    """The versions that this one took the place of."""
    rows = connection.execute("SELECT id FROM article WHERE replaced_by = ? ORDER BY id", (article_id,))
    return [number for (number,) in rows]


def replace(connection: sqlite3.Connection, article_ids: Sequence[int], newer: int | None) -> None:
    """Note which version took the place of these, or that none does any more."""
    connection.execute(
        "UPDATE article SET replaced_by = ? WHERE id IN (SELECT value FROM json_each(?))",
        (newer, json.dumps(article_ids)),
    )


def liken(connection: sqlite3.Connection, article_id: int, hashes: Sequence[int]) -> None:
    """Note by what an article is known again."""
    connection.executemany("INSERT INTO likeness (hash, article) VALUES (?, ?)", ((one, article_id) for one in hashes))


def unliken(connection: sqlite3.Connection, article_id: int, hashes: Sequence[int]) -> None:
    connection.executemany("DELETE FROM likeness WHERE hash = ? AND article = ?", ((one, article_id) for one in hashes))


def alike(connection: sqlite3.Connection, hashes: Sequence[int]) -> list[int]:
    """Articles that share one of these hashes, those that share most first."""
    rows = connection.execute(
        """
        SELECT article FROM likeness WHERE hash IN (SELECT value FROM json_each(?))
        GROUP BY article ORDER BY count(*) DESC, article LIMIT ?
        """,
        (json.dumps(hashes), CANDIDATES),
    )
    return [number for (number,) in rows]
