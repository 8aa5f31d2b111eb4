"""Whose turn it is: one request at a time for a host, and a pause before the next."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

PAUSE = 1.0
"""Seconds that a host is left alone between two requests."""


@dataclass(slots=True)
class _Host:
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    users: int = 0
    free_at: float = 0.0


class Turns:
    """Shared by all that fetch at the same time; remembers no host for longer than its pause."""

    def __init__(self, pause: float = PAUSE) -> None:
        self._pause = pause
        self._hosts: dict[str, _Host] = {}

    @asynccontextmanager
    async def at(self, host: str, pause: float = 0.0) -> AsyncIterator[None]:
        """Waits until the host may be asked, and holds it until left; then it is left alone for `pause`, if longer."""
        self._forget()
        place = self._hosts.setdefault(host, _Host())
        place.users += 1
        try:
            async with place.lock:
                await asyncio.sleep(place.free_at - time.monotonic())
                try:
                    yield
                finally:
                    place.free_at = time.monotonic() + max(self._pause, pause)
        finally:
            place.users -= 1

    def _forget(self) -> None:
        now = time.monotonic()
        self._hosts = {name: host for name, host in self._hosts.items() if host.users or host.free_at > now}
