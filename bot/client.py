"""The Discord client: intents, commands, buttons, and the order in which things open and close."""

from __future__ import annotations

import hashlib
import json
import logging
from contextlib import AsyncExitStack
from functools import partial
from typing import TYPE_CHECKING

import discord
from discord.ext import commands

from bot import errors
from bot.archives import Archives
from bot.articles import Articles, ListButton
from bot.batches import UndoButton
from bot.cards import AloneButton, CardButton
from bot.conversations import Conversations
from bot.questions import Questions
from bot.reader import ReaderButton
from bot.records import Records
from bot.removals import RemovalButton
from bot.schedule import Schedule
from bot.work import Work
from knowledge import Turns, fetched

if TYPE_CHECKING:
    from bot.settings import Settings

log = logging.getLogger(__name__)

SCOPES = ("bot", "applications.commands")
PERMISSIONS = discord.Permissions(
    view_channel=True, send_messages=True, send_messages_in_threads=True, read_message_history=True
)


class Client(commands.AutoShardedBot):
    """Knows the archives and the records; what it says is in the cogs."""

    def __init__(self, settings: Settings) -> None:
        super().__init__(
            commands.when_mentioned,
            help_command=None,
            # Without the message_content intent: Discord sends the text of messages that mention the bot all the same.
            intents=discord.Intents(guilds=True, guild_messages=True, dm_messages=True),
            allowed_mentions=discord.AllowedMentions.none(),
            max_messages=None,
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
        )
        self.settings = settings
        self.work = Work(settings.bot)
        self.archives = Archives(settings)
        self.conversations = Conversations()
        self.fetched = partial(fetched, settings=settings.archive, turns=Turns())
        self.records = Records(settings.bot.folder / "records.sqlite", settings.bot.card_days)
        self.schedule = Schedule(self)
        self.tree.on_error = errors.report  # type: ignore[method-assign]
        self._opened = AsyncExitStack()

    async def setup_hook(self) -> None:
        await self._opened.enter_async_context(self.records)
        self._opened.push_async_callback(self.archives.close)
        self.add_dynamic_items(CardButton, AloneButton, ReaderButton, ListButton, RemovalButton, UndoButton)
        await self.add_cog(Questions(self))
        await self.add_cog(Articles(self))
        await self._sync_commands()
        self.schedule.start()
        self._opened.push_async_callback(self.schedule.stop)
        log.info("invite: %s", self.invite())

    async def on_message(self, message: discord.Message, /) -> None:
        """Nothing: there are no prefix commands. Mentions are heard by Questions."""

    async def close(self) -> None:
        await super().close()
        await self._opened.aclose()

    def invite(self) -> str:
        """The link with which this bot is added to a server."""
        return discord.utils.oauth_url(self.application_id or 0, permissions=PERMISSIONS, scopes=SCOPES)

    async def _sync_commands(self) -> None:
        """Tell Discord the commands when they have changed since it was told last."""
        commands = sorted(
            (command.to_dict(self.tree) for command in self.tree.get_commands()), key=lambda it: it["name"]
        )
        digest = hashlib.sha256(json.dumps([self.application_id, commands], sort_keys=True).encode()).hexdigest()
        if await self.records.note("commands") != digest:
            await self.tree.sync()
            await self.records.set_note("commands", digest)
            log.info("synced %d commands", len(commands))


def create(settings: Settings) -> Client:
    """The bot, not yet connected."""
    return Client(settings)
