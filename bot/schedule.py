"""Loads feeds when their time has come, a few at the same time. Does nothing where links are not fetched."""

from __future__ import annotations

import asyncio
import logging
import time
from typing import TYPE_CHECKING

from bot import feeds
from bot.errors import Refused

if TYPE_CHECKING:
    from bot.client import Client
    from bot.records import Feed

log = logging.getLogger(__name__)

AT_ONCE = 4
"""Feeds that are loaded at the same time: most of that is waiting for their servers."""
PAUSE = 60.0
"""Seconds between two looks at what has come due."""


class Schedule:
    """Looks for feeds that have come due from `start` to `stop`."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self._task: asyncio.Future[list[None]] | None = None

    def start(self) -> None:
        if self._client.settings.archive.fetch:
            self._task = asyncio.gather(*(self._work() for _ in range(AT_ONCE)))

    async def stop(self) -> None:
        """What is being loaded is broken off: what is stored stays, and the rest comes at the feed's next time."""
        if self._task:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    async def load_due(self, now: int) -> None:
        """Load the feeds whose time has come, one after another. Raises Refused when the bot is stopping."""
        while await asyncio.create_task(self._load_next(now)):  # a task a feed, because a shutdown waits for tasks
            pass

    async def _work(self) -> None:
        await self._client.wait_until_ready()
        while True:
            try:
                await self.load_due(int(time.time()))
            except Refused:
                return
            except Exception:
                log.exception("the feeds that have come due cannot be found")
            await asyncio.sleep(PAUSE)

    async def _load_next(self, now: int) -> bool:
        """Whether the time of any feed had come."""
        with self._client.work.under_way():
            feed = await self._client.records.claim_feed(now)
            if feed and self._may_load(feed):
                await self._client.records.update_feed(await feeds.load_in_time(self._client, feed, now))
            return feed is not None

    def _may_load(self, feed: Feed) -> bool:
        """Whether the bot is still in that server, and the archive is still its own, and links are fetched at all."""
        client = self._client
        is_there = client.get_guild(feed.guild_id) is not None
        return client.settings.archive.fetch and is_there and not client.archives.bindings.is_shared(feed.guild_id)
