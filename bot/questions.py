"""Questions: /ask, a mention of the bot, the message menu "Ask the archive". Discord -> Question, Answer -> card."""

from __future__ import annotations

import logging
import re
from contextlib import suppress
from typing import TYPE_CHECKING

import discord
from discord import app_commands, ui
from discord.ext import commands

from bot import cards, errors, formatter, limits, replies
from bot.errors import Refused, answered
from bot.escaping import beginning, visible
from knowledge import Question

if TYPE_CHECKING:
    from bot.client import Client

log = logging.getLogger(__name__)

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
    @app_commands.describe(question="What you want to know", private="Show the answer to you only")
    @app_commands.guild_only()
    async def ask(
        self,
        interaction: discord.Interaction[Client],
        question: app_commands.Range[str, 1, limits.QUESTION],
        private: bool = False,  # noqa: FBT001, FBT002 - an option of the command
    ) -> None:
        await self._answer_interaction(interaction, question, is_private=private)

    @app_commands.guild_only()
    async def ask_about(self, interaction: discord.Interaction[Client], message: discord.Message) -> None:
        """Privately: whoever wrote the message did not ask for it."""
        await self._answer_interaction(interaction, _question_in(message), is_private=True)

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
        self, interaction: discord.Interaction[Client], question: str, *, is_private: bool
    ) -> None:
        guild_id = errors.server(interaction)
        if not visible(question):
            raise Refused(NO_WORDS)
        self.client.work.admit(interaction.user.id, interaction.created_at)
        await replies.defer(interaction, ephemeral=is_private, thinking=True)
        view = await self._answer(guild_id, question, shown_question=question)
        await replies.show(interaction, view)

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
        question = _question_in(message)
        try:
            self.client.work.admit(message.author.id, message.created_at)
            if guild_id is None:
                return _sentence(DIRECT)
            if not visible(question):
                return _sentence(EXPLANATION)
            with suppress(discord.HTTPException):
                await message.channel.typing()
            return await self._answer(guild_id, question, shown_question=None)
        except Exception as error:  # noqa: BLE001 - the last place that can answer
            return _sentence(errors.explained(error))

    async def _answer(self, guild_id: int, text: str, *, shown_question: str | None) -> ui.LayoutView:
        """The card of the first excerpt, or that the archive does not say."""
        client = self.client
        async with client.work.search(), client.archives.of(guild_id) as archive:
            answer = await archive.answer(Question(text=text, limit=client.settings.bot.excerpts))
            log.info("guild %s: %s, %.0f ms", guild_id, answer.evidence.strength, answer.took_ms)
            preamble = formatter.preamble(shown_question, answer.evidence)
            if not answer.excerpts:
                is_shared = client.archives.bindings.is_shared(guild_id)
                return limits.view([*preamble, formatter.no_answer(answer, is_shared=is_shared)])
            card = await client.records.add_card(guild_id, answer.evidence.strength, answer.excerpts)
            return limits.view([*preamble, *await cards.page(archive, card, 1)])


def _question_in(message: discord.Message) -> str:
    """The words of a message, without the marks that Discord puts for mentions."""
    return beginning(_MARKS.sub(" ", message.content), limits.QUESTION)


def _sentence(words: str) -> ui.LayoutView:
    return limits.view([ui.TextDisplay(words)])
