"""Feeds that a server follows: what is new in them, loaded at once and then whenever their time has come."""

from __future__ import annotations

import asyncio
import hashlib
import logging
import random
from contextlib import AsyncExitStack, suppress
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from bot import errors
from bot.records import DAY, Memory
from bot.reports import Tally
from knowledge import NO_LINKS, Document, Origin, Outcome, Status, is_feed, linked, wording

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.client import Client
    from bot.records import Feed

log = logging.getLogger(__name__)

MOST_FAILURES = 10
"""In a row, after which a feed is paused: with an hour between its loads that is five days."""
TRIES = 3
"""How often a page is asked for that cannot be fetched."""
PAGES_SECONDS = 180.0
"""What fetching the pages of one load may take; those that are left are fetched with the next."""
SPREAD = 0.05
"""Share of a pause by which it is longer or shorter: feeds that came due together while the bot was off move apart."""
NO_FEED = "is no feed: neither RSS nor Atom nor JSON"


class Failed(Exception):
    """Why a feed could not be loaded; goes on where its address ends, without a full stop."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a load of a feed did, and what it leaves for the next."""

    tally: Tally
    memory: Memory


@dataclass(frozen=True, slots=True)
class _Contents:
    """What is to be loaded of a feed."""

    documents: Sequence[Document | Outcome]
    known: int = 0
    """Pages that are not asked for again."""
    tries: dict[str, int] = field(default_factory=dict)

    @property
    def is_whole(self) -> bool:
        """Whether nothing of it is to be tried again."""
        return all(tries >= TRIES for tries in self.tries.values())


async def load(client: Client, feed: Feed) -> Loaded:
    """Add what is new in a feed, after what else is being loaded in its server. Raises Failed."""
    seen = {feed.url: feed.memory.validators} if feed.memory.validators else {}
    async with AsyncExitStack() as kept:
        (document,) = [one async for one in await kept.enter_async_context(client.fetched([feed.url], seen=seen))]
        if isinstance(document, Outcome):
            if document.status is Status.DUPLICATE:
                return Loaded(Tally(), feed.memory)
            raise Failed(document.reason)
        if not is_feed(document):
            raise Failed(NO_FEED)
        contents = await _pages(client, feed, document, kept) if feed.pages else _Contents([document])
        tally = await _add(client, feed, contents)
    return Loaded(tally, Memory(seen.get(feed.url) if contents.is_whole else None, contents.tries))


async def load_in_time(client: Client, feed: Feed, now: int) -> Feed:
    """The feed after a load of it, whatever that raises."""
    try:
        loaded = await load(client, feed)
    except Exception as error:  # noqa: BLE001 - one feed must not keep the others from being loaded
        feed = failed(feed, str(error) if isinstance(error, Failed) else errors.explained(error), now)
        log.warning("guild %s: feed %s failed (%s): %r", feed.guild_id, feed.feed_id, feed.failures, feed.reason)
        return feed
    log.info("guild %s: feed %s brought %s", feed.guild_id, feed.feed_id, wording.count(loaded.tally.loaded, "article"))
    return done(feed, loaded, now)


def done(feed: Feed, loaded: Loaded, now: int) -> Feed:
    """The feed after a load that went well."""
    return replace(
        feed,
        next_at=now + _spread(feed.every),
        tried_at=now,
        news=loaded.tally.loaded,
        failures=0,
        reason=None,
        memory=loaded.memory,
    )


def failed(feed: Feed, reason: str, now: int) -> Feed:
    """The feed after a load that failed: each pause is twice the one before, up to a day, and the last has no end."""
    failures = feed.failures + 1
    pause = min(feed.every << feed.failures, DAY)
    next_at = now + _spread(pause) if failures < MOST_FAILURES else None
    return replace(feed, next_at=next_at, tried_at=now, news=0, failures=failures, reason=reason)


async def _pages(client: Client, feed: Feed, document: Document, kept: AsyncExitStack) -> _Contents:
    """The first pages that a feed links to, without those that were loaded from it or tried often enough."""
    (links,) = await linked([document], feed.pages, client.settings.archive.reading_seconds)
    if not links:
        raise Failed(NO_LINKS)
    tries = {link: feed.memory.tries.get(_digest(link), 0) for link in links}
    wanted = [link for link, times in tries.items() if times < TRIES]
    found: list[Document | Outcome] = []
    with suppress(TimeoutError):
        async with asyncio.timeout(PAGES_SECONDS):
            async for one in await kept.enter_async_context(client.fetched(wanted)):
                found.append(one)  # noqa: PERF401 - what came in time is kept
    for link, one in zip(wanted, found, strict=False):
        tries[link] = tries[link] + 1 if isinstance(one, Outcome) else TRIES
    return _Contents(found, len(links) - len(wanted), {_digest(link): times for link, times in tries.items()})


async def _add(client: Client, feed: Feed, contents: _Contents) -> Tally:
    """What became of it. Raises Failed when nothing of it could be read."""
    tally, reason = Tally(duplicates=contents.known), None
    async with client.work.load(feed.guild_id, waits=True), client.archives.of(feed.guild_id) as archive:
        async for outcome in archive.load(contents.documents, Origin(feed.who, feed.url), quietly=True):
            tally.add(outcome)
            reason = reason or outcome.reason
    if tally.refused and not tally.loaded and not tally.duplicates:
        items = wording.count(tally.refused, "item")
        raise Failed(reason if tally.refused == 1 else f"holds {items}, and none could be read; the first {reason}")
    return tally


def _spread(seconds: int) -> int:
    return round(seconds * random.uniform(1 - SPREAD, 1 + SPREAD))  # noqa: S311 - no secret


def _digest(link: str) -> str:
    return hashlib.blake2b(link.encode("utf-8", "replace"), digest_size=8).hexdigest()
