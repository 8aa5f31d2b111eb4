"""An article is taken out of a server's archive, by those who may manage it, when they have said so twice."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any, Self

import discord
from discord import app_commands, ui

from bot import limits, loading, replies, reports
from bot.batches import changeable, settle
from bot.errors import Refused, answered
from bot.escaping import shorten, visible

if TYPE_CHECKING:
    import re

    from bot.client import Client
    from bot.limits import Item, Row

    Interaction = discord.Interaction[Client]

log = logging.getLogger(__name__)

CHOOSE = "Choose an article from those offered, or give its number."
NOT_YOURS = "Only the one who asked to remove it may answer that."
LABELS = {"yes": "Remove", "no": "Keep"}


class RemovalButton(
    ui.DynamicItem[ui.Button[Any]],
    template=r"remove:(?P<kind>yes|no):(?P<article>\d{1,18}):(?P<user>\d{1,20})",
):
    """Removes or keeps an article of the server it is pressed in, for the one who asked, if they still may."""

    def __init__(self, kind: str, article_id: int, user_id: int) -> None:
        style = discord.ButtonStyle.danger if kind == "yes" else discord.ButtonStyle.secondary
        custom_id = f"remove:{kind}:{article_id}:{user_id}"
        super().__init__(ui.Button(label=LABELS[kind], custom_id=custom_id, style=style))
        self.kind, self.article_id, self.user_id = kind, article_id, user_id

    @classmethod
    async def from_custom_id(cls, _: Interaction, __: Item, match: re.Match[str], /) -> Self:  # type: ignore[override]
        return cls(match["kind"], int(match["article"]), int(match["user"]))

    @answered
    async def callback(self, interaction: Interaction) -> None:  # type: ignore[override]
        await settle(interaction, self.user_id, NOT_YOURS, self._settled)

    async def _settled(self, interaction: Interaction, guild_id: int) -> list[Item]:
        if self.kind == "no":
            return [ui.TextDisplay("Nothing was removed.")]
        async with interaction.client.archives.of(guild_id) as archive:
            removed = await archive.remove(self.article_id, loading.who(interaction))
        log.info("guild %s: user %s removed article %s", guild_id, self.user_id, self.article_id)
        return reports.removed(removed)


async def ask(interaction: Interaction, article: str) -> None:
    """Whether to remove the article of that number."""
    guild_id = changeable(interaction)
    if not (article.isascii() and article.isdecimal()) or len(article) > 18:  # noqa: PLR2004 - fits in SQLite
        raise Refused(CHOOSE)
    await replies.defer(interaction, ephemeral=True, thinking=True)
    async with interaction.client.archives.of(guild_id) as archive:
        citation = (await archive.article(int(article))).citation
    row: Row = ui.ActionRow(*(RemovalButton(kind, int(article), interaction.user.id) for kind in LABELS))
    await replies.show(interaction, limits.view(reports.removal(citation, row)))


async def choices(interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
    """Recent articles, by headline."""
    if interaction.guild_id is None or not interaction.permissions.manage_guild:
        return []
    async with interaction.client.archives.of(interaction.guild_id) as archive:
        found = await archive.headlines(typed, limit=limits.CHOICES)
    return [
        app_commands.Choice(
            name=shorten(visible(citation.title or "") or "Untitled", limits.CHOICE), value=str(citation.article_id)
        )
        for citation in found
    ]
