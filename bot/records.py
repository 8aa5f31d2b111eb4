"""What the bot itself remembers, in SQLite: answer cards as ids and offsets, and a few notes. Never any text."""

from __future__ import annotations

import hashlib
import time
from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING, Self

from pydantic import TypeAdapter

from knowledge import Database, Excerpt, Reference, Strength

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence
    from pathlib import Path

DAY = 86_400


@dataclass(frozen=True, slots=True)
class Remembered:
    """An excerpt of a card: where its words are, and a digest that tells whether they still are."""

    reference: Reference
    digest: str

    @classmethod
    def of(cls, excerpt: Excerpt) -> Self:
        return cls(excerpt.reference, _digest(excerpt.quote))

    def is_still(self, excerpt: Excerpt) -> bool:
        """Whether `excerpt`, read again, has the words that were quoted."""
        return excerpt.reference == self.reference and _digest(excerpt.quote) == self.digest


_EXCERPTS = TypeAdapter(tuple[Remembered, ...])


@dataclass(frozen=True, slots=True)
class AnswerCard:
    """What stands behind the buttons of an answer."""

    card_id: int
    guild_id: int
    strength: Strength
    excerpts: tuple[Remembered, ...]


class Records:
    """The bot's own file. Opened by `async with`."""

    def __init__(self, path: Path, card_days: int) -> None:
        self._database = Database(path, files("bot") / "migrations")
        self._card_days = card_days

    async def __aenter__(self) -> Self:
        await self._database.__aenter__()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._database.__aexit__(*_)

    async def add_card(self, guild_id: int, strength: Strength, excerpts: Sequence[Excerpt]) -> AnswerCard:
        """The card, remembered; those older than card_days are forgotten."""
        kept = tuple(map(Remembered.of, excerpts))
        now = int(time.time())
        row = (guild_id, now, strength.value, _EXCERPTS.dump_json(kept).decode())
        card_id = await self._database.write(_add_card, row, now - self._card_days * DAY)
        return AnswerCard(card_id, guild_id, strength, kept)

    async def card(self, card_id: int, guild_id: int) -> AnswerCard | None:
        """The card of that number if it is of that server."""
        return await self._database.read(_card, card_id, guild_id)

    async def note(self, name: str) -> str | None:
        return await self._database.read(_note, name)

    async def set_note(self, name: str, text: str) -> None:
        await self._database.write(_set_note, name, text)


def _add_card(connection: sqlite3.Connection, row: tuple[int, int, str, str], oldest: int) -> int:
    connection.execute("DELETE FROM card WHERE created_at < ?", (oldest,))
    inserted = connection.execute(
        "INSERT INTO card (guild_id, created_at, strength, excerpts) VALUES (?, ?, ?, ?) RETURNING card_id", row
    ).fetchone()
    return int(inserted[0])


def _card(connection: sqlite3.Connection, card_id: int, guild_id: int) -> AnswerCard | None:
    row = connection.execute(
        "SELECT strength, excerpts FROM card WHERE card_id = ? AND guild_id = ?", (card_id, guild_id)
    ).fetchone()
    return AnswerCard(card_id, guild_id, Strength(row[0]), _EXCERPTS.validate_json(row[1])) if row else None


def _note(connection: sqlite3.Connection, name: str) -> str | None:
    row = connection.execute("SELECT text FROM note WHERE name = ?", (name,)).fetchone()
    return str(row[0]) if row else None


def _set_note(connection: sqlite3.Connection, name: str, text: str) -> None:
    connection.execute(
        "INSERT INTO note (name, text) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET text = excluded.text",
        (name, text),
    )


def _digest(quote: str) -> str:
    return hashlib.blake2b(quote.encode(), digest_size=8).hexdigest()
