"""What a load brought into a server's archive is taken back, for those who may manage it."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any, Self

import discord
from discord import app_commands, ui

from bot import errors, limits, replies, reports
from bot.errors import Refused, answered
from bot.escaping import shorten, visible
from knowledge import AlreadyUndone, wording

if TYPE_CHECKING:
    import re
    from collections.abc import Awaitable, Callable

    from bot.client import Client
    from bot.limits import Item, Row

    Interaction = discord.Interaction[Client]

log = logging.getLogger(__name__)

SHARED = "This archive is shared by several servers and cannot be changed from Discord."
NO_BATCH = "Nothing was loaded yet that could be taken back."
NOT_YOURS = "Only the one who asked to take it back may answer that."
LABELS = {"yes": "Take back", "no": "Keep"}


class UndoButton(
    ui.DynamicItem[ui.Button[Any]],
    template=r"undo:(?P<kind>yes|no):(?P<batch>\d{1,18}):(?P<user>\d{1,20})",
):
    """Takes back or keeps a load of the server it is pressed in, for the one who asked, if they still may."""

    def __init__(self, kind: str, batch_id: int, user_id: int) -> None:
        style = discord.ButtonStyle.danger if kind == "yes" else discord.ButtonStyle.secondary
        super().__init__(ui.Button(label=LABELS[kind], custom_id=f"undo:{kind}:{batch_id}:{user_id}", style=style))
        self.kind, self.batch_id, self.user_id = kind, batch_id, user_id

    @classmethod
    async def from_custom_id(cls, _: Interaction, __: Item, match: re.Match[str], /) -> Self:  # type: ignore[override]
        return cls(match["kind"], int(match["batch"]), int(match["user"]))

    @answered
    async def callback(self, interaction: Interaction) -> None:  # type: ignore[override]
        await settle(interaction, self.user_id, NOT_YOURS, self._settled)

    async def _settled(self, interaction: Interaction, guild_id: int) -> list[Item]:
        if self.kind == "no":
            return [ui.TextDisplay("Nothing was taken back.")]
        client = interaction.client
        async with client.work.load(guild_id), client.archives.of(guild_id) as archive:
            undone = await archive.undo(self.batch_id)
        log.info("guild %s: user %s undid batch %s", guild_id, self.user_id, self.batch_id)
        return reports.undone(self.batch_id, undone)


async def ask(interaction: Interaction, batch_id: int | None) -> None:
    """Whether to take back that load, or the last one that is left."""
    guild_id = changeable(interaction)
    await replies.defer(interaction, ephemeral=True, thinking=True)
    async with interaction.client.archives.of(guild_id) as archive:
        left = [one for one in await archive.batches(limits.CHOICES) if not one.undone] if batch_id is None else []
        if batch_id is None and not left:
            raise Refused(NO_BATCH)
        batch = left[0] if left else await archive.batch(batch_id or 0)
    if batch.undone:
        raise AlreadyUndone(batch.batch_id, batch.undone)
    row: Row = ui.ActionRow(*(UndoButton(kind, batch.batch_id, interaction.user.id) for kind in LABELS))
    await replies.show(interaction, limits.view(reports.undoing(batch, row)))


async def choices(interaction: Interaction, typed: str) -> list[app_commands.Choice[int]]:
    """The last loads that are left, told by when, by whom and from what."""
    if interaction.guild_id is None or not interaction.permissions.manage_guild:
        return []
    async with interaction.client.archives.of(interaction.guild_id) as archive:
        found = [one for one in await archive.batches(4 * limits.CHOICES) if not one.undone]
    named = {one.batch_id: f"{one.batch_id} · {wording.moment(one.begun)} · {one.who} · {one.origin}" for one in found}
    return [
        app_commands.Choice(name=shorten(visible(name), limits.CHOICE), value=number)
        for number, name in named.items()
        if typed.casefold() in name.casefold()
    ][: limits.CHOICES]


async def settle(
    interaction: Interaction, asker: int, not_yours: str, settled: Callable[[Interaction, int], Awaitable[list[Item]]]
) -> None:
    """Show what came of a change that `asker` was asked about, who alone may answer, and only if they still may."""
    if interaction.user.id != asker:
        raise Refused(not_yours)
    guild_id = changeable(interaction)
    await replies.defer(interaction)
    await replies.show(interaction, limits.view(await settled(interaction, guild_id)))


def changeable(interaction: Interaction) -> int:
    """The server whose archive this user may change now. Raises when they may not, or nobody may."""
    if not interaction.permissions.manage_guild:
        raise app_commands.MissingPermissions(["manage_guild"])
    guild_id = errors.server(interaction)
    if interaction.client.archives.bindings.is_shared(guild_id):
        raise Refused(SHARED)
    return guild_id
