"""Which archive a server has, and the archives that are open. The only place that turns a server into a file."""

from __future__ import annotations

import asyncio
import logging
from collections import Counter, OrderedDict
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from knowledge import Archive

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from bot.settings import Settings

log = logging.getLogger(__name__)


class Bindings:
    """Server -> archive file, as the settings have it. Pure."""

    def __init__(self, settings: Settings) -> None:
        self._folder = settings.bot.folder.resolve()
        self._default = settings.bot.default_archive and settings.bot.default_archive.resolve()
        self._named = {guild_id: path.resolve() for guild_id, path in settings.servers.items()}

    def path(self, guild_id: int) -> Path:
        """The named archive, else the default one, else the server's own."""
        return self._named.get(guild_id) or self._default or self._own(guild_id)

    def is_shared(self, guild_id: int) -> bool:
        """Whether another server has the same archive: then nobody may change it from Discord."""
        path = self.path(guild_id)
        others = [named for other, named in self._named.items() if other != guild_id]
        return path == self._default or path in others or self._is_own_of_another(path, guild_id)

    def _own(self, guild_id: int) -> Path:
        return self._folder / f"{guild_id}.sqlite"

    def _is_own_of_another(self, path: Path, guild_id: int) -> bool:
        return path.parent == self._folder and path.stem.isdecimal() and path != self._own(guild_id)


class Archives:
    """Opens a server's archive when it is first needed and keeps it open; closes all on the way out."""

    def __init__(self, settings: Settings) -> None:
        self.bindings = Bindings(settings)
        self._settings = settings.archive
        self._most = settings.bot.open_archives
        self._open: OrderedDict[Path, Archive] = OrderedDict()
        self._users: Counter[Path] = Counter()
        self._opening = asyncio.Lock()

    @asynccontextmanager
    async def of(self, guild_id: int) -> AsyncIterator[Archive]:
        """The archive of a server; it is not closed while it is in use."""
        path = self.bindings.path(guild_id)
        self._users[path] += 1
        try:
            yield await self._opened(path)
        finally:
            self._users[path] -= 1
            await self._close_unused()

    async def close(self) -> None:
        while self._open:
            _, archive = self._open.popitem()
            await archive.__aexit__(None, None, None)

    async def _opened(self, path: Path) -> Archive:
        async with self._opening:
            if path not in self._open:
                self._open[path] = await Archive(path, self._settings).__aenter__()
                log.info("opened %s", path)
            self._open.move_to_end(path)
            return self._open[path]

    async def _close_unused(self) -> None:
        """Close the archives unused for longest, down to the number that may stay open."""
        async with self._opening:
            unused = [path for path in self._open if not self._users[path]]
            for path in unused[: max(0, len(self._open) - self._most)]:
                await self._open.pop(path).__aexit__(None, None, None)
            self._users = +self._users
