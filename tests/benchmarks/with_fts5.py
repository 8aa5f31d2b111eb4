"""Passages in SQLite's own full-text search, given as terms and without the text."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from pathlib import Path

from nouns import Asked, Piece


class Engine:
    def __init__(self, folder: Path) -> None:
        # Another thread than the one that opened it asks, one at a time.
        self._connection = sqlite3.connect(folder / "fts5.sqlite", isolation_level=None, check_same_thread=False)
        self._connection.execute("PRAGMA journal_mode = WAL")
        self._connection.execute("PRAGMA synchronous = NORMAL")

    @staticmethod
    def build(folder: Path, pieces: Iterable[Piece]) -> None:
        engine = Engine(folder)
        engine._connection.execute("CREATE VIRTUAL TABLE passage USING fts5 (terms, content = '')")
        engine.add(pieces, 0)
        engine._connection.execute("INSERT INTO passage (passage) VALUES ('optimize')")
        engine._connection.close()

    def search(self, asked: Asked, limit: int) -> list[int]:
        match = " OR ".join(f'"{term}"' for term in asked.terms)
        rows = self._connection.execute(
            "SELECT rowid FROM passage WHERE passage MATCH ? ORDER BY rank LIMIT ?", (match, limit)
        )
        return [number for (number,) in rows]

    def add(self, pieces: Iterable[Piece], first: int) -> None:
        rows = ((number, " ".join(piece.terms)) for number, piece in enumerate(pieces, first))
        self._connection.execute("BEGIN IMMEDIATE")
        self._connection.executemany("INSERT INTO passage (rowid, terms) VALUES (?, ?)", rows)
        self._connection.execute("COMMIT")
