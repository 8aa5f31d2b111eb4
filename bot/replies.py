"""Sending: a cut connection and a 503 are tried again, because discord.py gives up on them at once."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING, Any, TypeVar

import aiohttp
import discord
from discord import ui

from bot import limits

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

log = logging.getLogger(__name__)

T = TypeVar("T")

PAUSES = (0.5, 2.0)  # seconds before the second and the third try
LOST = (aiohttp.ClientConnectionError, OSError, discord.DiscordServerError)
ACKNOWLEDGED = 40060  # Discord's code for an interaction that was answered before


async def persistently(send: Callable[[], Awaitable[T]]) -> T:
    """What `send` returns, tried up to three times while it does not get through. `send` may safely happen twice."""
    for pause in PAUSES:
        try:
            return await send()
        except LOST as error:
            log.info("it did not get through (%s), trying again", type(error).__name__)
            await asyncio.sleep(pause)
    return await send()


async def defer(interaction: discord.Interaction, **options: bool) -> None:
    """Tell Discord that the answer will come; it asks for that within three seconds."""
    try:
        await persistently(lambda: interaction.response.defer(**options))
    except discord.HTTPException as error:
        if error.code != ACKNOWLEDGED:  # the first try got through, only its reply was lost
            raise


async def show(interaction: discord.Interaction, view: ui.LayoutView) -> None:
    """Put `view` where the deferred answer is awaited, or in place of the message whose button was pressed."""
    await persistently(lambda: interaction.edit_original_response(view=view))


async def say(interaction: discord.Interaction, words: str) -> None:
    """One sentence: at once if nothing was answered yet, else in place of the answer that is awaited."""
    if not interaction.response.is_done():
        await interaction.response.send_message(words, ephemeral=True)
    elif interaction.message is None:
        await show(interaction, limits.view([ui.TextDisplay(words)]))
    else:
        await interaction.followup.send(words, ephemeral=True)


async def reply(message: discord.Message, **parts: Any) -> None:  # noqa: ANN401 - whatever discord.py sends
    """Answer a message; the nonce makes Discord drop the second copy when it is sent twice."""
    await persistently(lambda: message.reply(nonce=message.id, mention_author=False, **parts))
