"""What is under way: who may ask now, how many searches and loads run at once, and what a shutdown waits for."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager, contextmanager
from typing import TYPE_CHECKING
from weakref import WeakValueDictionary

from discord.app_commands import Cooldown
from discord.ext.commands import CooldownMapping

from bot.errors import Refused

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator
    from datetime import datetime

    from bot.settings import BotSettings

BUSY = "The archive is busy: nothing was found in time. Ask again in a minute."
STOPPING = "The bot is restarting. Ask again in a minute."


class Work:
    """Counts, waits and refuses. Created inside the running event loop."""

    def __init__(self, settings: BotSettings) -> None:
        self._cooldowns = CooldownMapping[int](
            Cooldown(settings.cooldown_asks, settings.cooldown_seconds), lambda user_id: user_id
        )
        self._searches = asyncio.Semaphore(settings.concurrent_searches)
        self._loads = asyncio.Semaphore(settings.concurrent_loads)
        self._servers: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()
        self._following: set[int] = set()
        self._answer_seconds = settings.answer_seconds
        self._tasks: set[asyncio.Task[object]] = set()
        self._is_stopping = False

    def admit(self, user_id: int, moment: datetime) -> None:
        """Counts a question of that user. Raises Refused when there were too many of late."""
        seconds = self._cooldowns.update_rate_limit(user_id, moment.timestamp())
        if seconds:
            raise Refused(f"You have asked a lot of late. Ask again in {max(1, round(seconds))} s.")

    @contextmanager
    def under_way(self) -> Iterator[None]:
        """What a shutdown waits for. Raises Refused when one has begun."""
        if self._is_stopping:
            raise Refused(STOPPING)
        task = asyncio.current_task()
        if task is None or task in self._tasks:
            yield
            return
        self._tasks.add(task)
        try:
            yield
        finally:
            self._tasks.discard(task)

    @asynccontextmanager
    async def search(self) -> AsyncIterator[None]:
        """A place among the searches. Raises Refused when the wait and the search take too long."""
        try:
            async with asyncio.timeout(self._answer_seconds), self._searches:
                yield
        except TimeoutError:
            raise Refused(BUSY) from None

    @asynccontextmanager
    async def load(self, guild_id: int, *, waits: bool = False) -> AsyncIterator[None]:
        """A place among the loads. Raises Refused when that server is loading already, unless it `waits`."""
        server = self._servers.setdefault(guild_id, asyncio.Lock())
        if server.locked() and not waits:
            raise Refused("Another load is under way in this server. Try again when it is done.")
        async with server, self._loads:
            yield

    @contextmanager
    def follow(self, guild_id: int) -> Iterator[None]:
        """What a server does for one new feed at a time. Raises Refused when it does so already."""
        if guild_id in self._following:
            raise Refused("Another feed is being followed in this server just now. Try again when that is done.")
        self._following.add(guild_id)
        try:
            yield
        finally:
            self._following.discard(guild_id)

    async def drain(self, seconds: float) -> int:
        """Refuse what is new, wait for what is under way; how many were not done in time."""
        self._is_stopping = True
        if not self._tasks:
            return 0
        _, late = await asyncio.wait(self._tasks, timeout=seconds)
        return len(late)
