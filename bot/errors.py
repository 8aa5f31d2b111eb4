"""Exceptions -> one sentence for the person who asked; the unforeseen gets a number that the log has too.

Refused                   our own: what cannot be done now, and why
BackissueError            the archive's, whose sentence is passed on
anything else             "Something went wrong (reference AB12CD)."
"""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable, Coroutine
from functools import wraps
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeVar

import aiohttp
import discord
from discord import app_commands

from bot import limits, replies
from bot.escaping import fitted
from knowledge import ArchiveError, BackissueError

if TYPE_CHECKING:
    from bot.client import Client

    Interaction = discord.Interaction[Client]

log = logging.getLogger(__name__)

P = ParamSpec("P")
S = TypeVar("S")
Handler = Callable[Concatenate[S, "Interaction", P], Coroutine[Any, Any, None]]

SERVERS_ONLY = "This works in a server only."
ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"  # nothing that is misread when it is read out
FORESEEN: tuple[tuple[type[Exception], str], ...] = (
    (app_commands.MissingPermissions, "You need the permission “Manage Server” for this."),
    (app_commands.NoPrivateMessage, SERVERS_ONLY),
    (app_commands.TransformerError, "One of the values given cannot be used. Choose from what is offered."),
    (app_commands.CommandSignatureMismatch, "This command has just changed. Try again in a few minutes."),
    (aiohttp.ClientConnectionError, "The connection to Discord broke. Try again."),
    (app_commands.CommandNotFound, "This command is gone. Try again in a few minutes."),
)


class Refused(Exception):
    """Something that cannot be done now. `str(error)` is one sentence, ready to show."""


def server(interaction: discord.Interaction) -> int:
    """The server an interaction comes from. Raises Refused when it comes from none."""
    if interaction.guild_id is None:
        raise Refused(SERVERS_ONLY)
    return interaction.guild_id


def sentence(error: Exception) -> str | None:
    """What to tell the person who asked, or None for what nobody foresaw."""
    if isinstance(error, Refused):
        return str(error)
    if isinstance(error, BackissueError) and not isinstance(error, ArchiveError):
        return fitted(str(error), limits.SENTENCE)
    return next((words for kind, words in FORESEEN if isinstance(error, kind)), None)


def explained(error: Exception) -> str:
    """As `sentence`; the unforeseen is logged under a number, and the sentence has that number and nothing else."""
    if words := sentence(error):
        return words
    reference = "".join(secrets.choice(ALPHABET) for _ in range(6))
    log.error("reference %s", reference, exc_info=error)
    return f"Something went wrong (reference {reference}). Whoever runs the bot finds the cause under that number."


def answered(handler: Handler[S, P]) -> Handler[S, P]:
    """What answers an interaction, so that a shutdown waits for it and whatever it raises is told to who asked."""

    @wraps(handler)
    async def answering(subject: S, interaction: Interaction, /, *args: P.args, **kwargs: P.kwargs) -> None:
        try:
            with interaction.client.work.under_way():
                await handler(subject, interaction, *args, **kwargs)
        except Exception as error:  # noqa: BLE001 - the last place that can answer
            await report(interaction, error)

    return answering


async def report(interaction: discord.Interaction, error: Exception) -> None:
    """Tell the person who asked what went wrong. Never raises: the interaction itself may be what is gone."""
    cause = error.original if isinstance(error, app_commands.CommandInvokeError) else error
    if isinstance(cause, discord.NotFound):  # answered too late, or the message is deleted: nobody is left to tell
        log.info("interaction %s is gone: %s", interaction.id, cause)
        return
    try:
        await replies.say(interaction, explained(cause))
    except Exception:
        log.warning("could not answer interaction %s", interaction.id, exc_info=True)
