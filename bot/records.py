"""What the bot itself remembers, in SQLite: answer cards as ids and offsets, feeds, notes. Never an article's words."""

from __future__ import annotations

import hashlib
import time
from dataclasses import asdict, dataclass, field, replace
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Self

from pydantic import TypeAdapter

from knowledge import Database, Excerpt, Reference, Strength, Validators

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


@dataclass(frozen=True, slots=True)
class Memory:
    """What the last load of a feed leaves for the next."""

    validators: Validators | None = None
    tries: dict[str, int] = field(default_factory=dict)
    """Digests of the pages that the feed links to, and how often each was tried."""


_MEMORY = TypeAdapter(Memory)


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed that a server follows. Moments are seconds since 1970."""

    guild_id: int
    url: str
    who: str
    every: int
    """Seconds."""
    pages: int = 0
    """How many of those that it links to are loaded in place of its summaries."""
    next_at: int | None = None
    """When it is loaded next; None when it is paused."""
    tried_at: int = 0
    news: int = 0
    """Articles that its last load brought in."""
    failures: int = 0
    """In a row."""
    reason: str | None = None
    """Why its last load failed; goes on where its address ends."""
    memory: Memory = field(default_factory=Memory)
    feed_id: int = 0
    """0 until it is kept."""


_FEED = "guild_id, url, who, every, pages, next_at, tried_at, news, failures, reason, memory"
"""The columns of a feed but its number."""


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

    async def keep_feed(self, feed: Feed, most: int) -> Feed | None:
        """The feed, kept in place of one of that server and address; None when the server has `most` others."""
        return await self._database.write(_keep_feed, feed, most)

    async def feeds(self, guild_id: int) -> list[Feed]:
        """The feeds of a server, the first followed first."""
        return await self._database.read(_feeds, guild_id)

    async def forget_feed(self, feed_id: int, guild_id: int) -> str | None:
        """The address of the feed that is gone now; None when the server has none of that number."""
        return await self._database.write(_forget_feed, feed_id, guild_id)

    async def claim_feed(self, now: int) -> Feed | None:
        """The feed whose time came first, if any has come. Its next time is set, so that nobody else claims it."""
        return await self._database.write(_claim_feed, now)

    async def update_feed(self, feed: Feed) -> None:
        """Keep what became of a load, unless the feed is gone."""
        await self._database.write(_update_feed, feed)


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


def _keep_feed(connection: sqlite3.Connection, feed: Feed, most: int) -> Feed | None:
    connection.execute("DELETE FROM feed WHERE guild_id = ? AND url = ?", (feed.guild_id, feed.url))
    (others,) = connection.execute("SELECT count(*) FROM feed WHERE guild_id = ?", (feed.guild_id,)).fetchone()
    if others >= most:
        return None
    (feed_id,) = connection.execute(
        f"""
        INSERT INTO feed ({_FEED}) VALUES (:guild_id, :url, :who, :every, :pages, :next_at, :tried_at, :news, :failures,
            :reason, :memory)
        RETURNING feed_id
        """,  # noqa: S608 - a text of ours
        _feed_row(feed),
    ).fetchone()
    return replace(feed, feed_id=feed_id)


def _feeds(connection: sqlite3.Connection, guild_id: int) -> list[Feed]:
    rows = connection.execute(f"SELECT {_FEED}, feed_id FROM feed WHERE guild_id = ? ORDER BY feed_id", (guild_id,))  # noqa: S608
    return [_feed(row) for row in rows]


def _forget_feed(connection: sqlite3.Connection, feed_id: int, guild_id: int) -> str | None:
    row = connection.execute(
        "DELETE FROM feed WHERE feed_id = ? AND guild_id = ? RETURNING url", (feed_id, guild_id)
    ).fetchone()
    return str(row[0]) if row else None


def _claim_feed(connection: sqlite3.Connection, now: int) -> Feed | None:
    row = connection.execute(
        f"""
        UPDATE feed SET next_at = ? + every
        WHERE feed_id = (SELECT feed_id FROM feed WHERE next_at <= ? ORDER BY next_at LIMIT 1)
        RETURNING {_FEED}, feed_id
        """,  # noqa: S608
        (now, now),
    ).fetchone()
    return _feed(row) if row else None


def _update_feed(connection: sqlite3.Connection, feed: Feed) -> None:
    connection.execute(
        """
        UPDATE feed SET next_at = :next_at, tried_at = :tried_at, news = :news, failures = :failures, reason = :reason,
            memory = :memory
        WHERE feed_id = :feed_id
        """,
        _feed_row(feed),
    )


def _feed_row(feed: Feed) -> dict[str, object]:
    """The values of a row, by column."""
    return asdict(feed) | {"memory": _MEMORY.dump_json(feed.memory).decode()}


def _feed(row: Sequence[Any]) -> Feed:
    told: dict[str, Any] = dict(zip([*_FEED.split(", "), "feed_id"], row, strict=True))
    return Feed(**told | {"memory": _MEMORY.validate_json(told["memory"])})


def _digest(quote: str) -> str:
    return hashlib.blake2b(quote.encode(), digest_size=8).hexdigest()
