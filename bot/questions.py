"""Questions: /ask, a mention of the bot, the message menu "Ask the archive". Discord -> Question."""

from __future__ import annotations

import logging
import re
from contextlib import suppress
from itertools import islice
from typing import TYPE_CHECKING

import discord
from discord import app_commands, ui
from discord.ext import commands

from bot import cards, errors, limits, replies
from bot.conversations import Asked, Asker
from bot.errors import Refused, answered
from bot.escaping import beginning, visible
from knowledge import Filters, Question, read_options

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from bot.client import Client

log = logging.getLogger(__name__)

Typed = app_commands.Range[str, 1, limits.CHOICE]
"""An option that says which articles are asked."""

MENU = "Ask the archive"
NO_WORDS = "There are no words in that message to look for."
DIRECT = "I answer in servers only: ask there with `/ask`, or mention me with your question."
EXPLANATION = (
    "I answer questions from this server's archive of news by quoting it, word for word, with the source. "
    "Ask with `/ask`, mention me with your question, or open a message's menu and choose Apps, then “Ask the archive”."
)
_MARKS = re.compile(r"<(?:[@#][!&]?\d+|a?:\w+:\d+|t:-?\d+(?::\w)?|/[^:<>]+:\d+)>")  # mentions, emoji, times, commands


class Questions(commands.Cog):
    def __init__(self, client: Client) -> None:
        self.client = client
        self.menu = app_commands.ContextMenu(name=MENU, callback=self.ask_about)

    async def cog_load(self) -> None:
        self.client.tree.add_command(self.menu)

    @app_commands.command(description="Ask the archive; it answers by quoting articles word for word")
    @app_commands.describe(
        question="What you want to know",
        private="Show the answer to you only",
        title="Only articles with these words in the headline",
        source="Only articles of this outlet",
        author="Only articles with this name in the byline",
        after="Only articles published from then on: 2016, 2016-11 or 2016-11-17",
        before="Only articles published before then: 2016, 2016-11 or 2016-11-17",
        language="Only articles in this language: en, no, norsk",
    )
    @app_commands.guild_only()
    async def ask(  # noqa: PLR0913, PLR0917 - options of the command
        self,
        interaction: discord.Interaction[Client],
        question: app_commands.Range[str, 1, limits.QUESTION],
        private: bool = False,  # noqa: FBT001, FBT002 - as above
        title: Typed | None = None,
        source: Typed | None = None,
        author: Typed | None = None,
        after: Typed | None = None,
        before: Typed | None = None,
        language: Typed | None = None,
    ) -> None:
        typed = {"title": title, "source": source, "author": author}
        typed |= {"after": after, "before": before, "lang": language}
        await self._answer_interaction(interaction, question, typed, is_private=private)

    @ask.autocomplete("source")
    async def outlets(self, interaction: discord.Interaction[Client], current: str) -> list[app_commands.Choice[str]]:
        """The archive's outlets whose name holds what is typed, those with most articles first."""
        if interaction.guild_id is None:
            return []
        async with self.client.archives.of(interaction.guild_id) as archive:
            covers = await archive.statistics()
        names = (beginning(visible(name), limits.CHOICE) for name in covers.outlet_names)
        fitting = (name for name in names if name and visible(current).casefold() in name.casefold())
        return [app_commands.Choice(name=name, value=name) for name in islice(dict.fromkeys(fitting), limits.CHOICES)]

    @app_commands.guild_only()
    async def ask_about(self, interaction: discord.Interaction[Client], message: discord.Message) -> None:
        """Privately, whoever wrote the message did not ask for it; and as it stands, it follows up nothing."""
        await self._answer_interaction(interaction, _question_in(message), {}, is_private=True, is_alone=True)

    @commands.Cog.listener()
    async def on_message(self, message: discord.Message) -> None:
        user = self.client.user
        if message.author.bot or user is None:
            return
        if message.guild is None:
            await self._answer_message(message, None)
        elif f"<@{user.id}>" in message.content or f"<@!{user.id}>" in message.content:
            await self._answer_message(message, message.guild.id)

    @answered
    async def _answer_interaction(
        self,
        interaction: discord.Interaction[Client],
        text: str,
        typed: Mapping[str, str | None],
        *,
        is_private: bool,
        is_alone: bool = False,
    ) -> None:
        guild_id = errors.server(interaction)
        if not visible(text):
            raise Refused(NO_WORDS)
        question = self._question(text, _filters(typed), interaction.created_at)
        asker = Asker(guild_id, interaction.channel_id or 0, interaction.user.id, is_private)
        asked = Asked(question, asker, interaction.id, interaction.created_at)
        self.client.work.admit(interaction.user.id, interaction.created_at)
        await replies.defer(interaction, ephemeral=is_private, thinking=True)
        await replies.show(interaction, await cards.answer(self.client, asked, shown=text, is_alone=is_alone))

    async def _answer_message(self, message: discord.Message, guild_id: int | None) -> None:
        """As a reply. Never raises: nobody but the log could be told."""
        try:
            with self.client.work.under_way():
                await replies.reply(message, view=await self._reply(message, guild_id))
        except (discord.HTTPException, Refused) as error:
            log.info("could not reply in channel %s: %s", message.channel.id, error)
        except Exception:
            log.warning("could not reply in channel %s", message.channel.id, exc_info=True)

    async def _reply(self, message: discord.Message, guild_id: int | None) -> ui.LayoutView:
        text = _question_in(message)
        try:
            self.client.work.admit(message.author.id, message.created_at)
            if guild_id is None:
                return _sentence(DIRECT)
            if not visible(text):
                return _sentence(EXPLANATION)
            with suppress(discord.HTTPException):
                await message.channel.typing()
            asker = Asker(guild_id, message.channel.id, message.author.id, is_private=False)
            asked = Asked(self._question(text, Filters(), message.created_at), asker, message.id, message.created_at)
            return await cards.answer(self.client, asked, shown=None)
        except Exception as error:  # noqa: BLE001 - the last place that can answer
            return _sentence(errors.explained(error))

    def _question(self, text: str, filters: Filters, moment: datetime) -> Question:
        return Question(text=text, limit=self.client.settings.bot.excerpts, filters=filters, as_of=moment.date())


def _filters(typed: Mapping[str, str | None]) -> Filters:
    """What the options of the command mean. Raises UnusableFilter when one cannot be used."""
    return read_options(typed, lambda name: "language" if name == "lang" else name)


def _question_in(message: discord.Message) -> str:
    """The words of a message, without the marks that Discord puts for mentions."""
    return beginning(_MARKS.sub(" ", message.content), limits.QUESTION)


def _sentence(words: str) -> ui.LayoutView:
    return limits.view([ui.TextDisplay(words)])
