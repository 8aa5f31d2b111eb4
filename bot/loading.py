"""Attachments and links -> articles: what may be fetched, fetching it into a folder, telling how far it is."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import aiohttp
import discord

from bot import limits, replies, reports
from bot.reports import Tally
from knowledge import Document, Origin, Outcome, Status, wording

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterable, Sequence

    from bot.client import Client
    from bot.settings import BotSettings
    from knowledge import Archive

PAUSE = 2.0  # seconds between two edits that tell how far a load is


def refusal(attachment: discord.Attachment, settings: BotSettings) -> str | None:
    """Why an attachment is not even fetched, or None."""
    if Path(attachment.filename).suffix.lower() not in settings.attachment_types:
        return f"its name must end in one of {', '.join(sorted(settings.attachment_types))}"
    if attachment.size > settings.attachment_bytes:
        return f"it has {_megabytes(attachment.size)} MB; at most {_megabytes(settings.attachment_bytes)} MB are read"
    return None


def sorted_out(
    attachments: Iterable[discord.Attachment], settings: BotSettings
) -> tuple[list[discord.Attachment], Tally]:
    """The attachments that may be fetched, and a tally of the refused ones."""
    accepted, tally = [], Tally()
    for attachment in attachments:
        if reason := refusal(attachment, settings):
            tally.add(Outcome(attachment.filename, Status.REFUSED, reason=reason))
        else:
            accepted.append(attachment)
    return accepted, tally


async def load(
    interaction: discord.Interaction[Client],
    archive: Archive,
    attachments: Sequence[discord.Attachment],
    links: Sequence[str],
    tally: Tally,
) -> None:
    """Fetch and add the attachments and links, counting into `tally` and editing the reply as it goes."""
    async with _documents(interaction.client, attachments, links) as documents:
        told = 0.0
        origin = Origin(who(interaction), f"Discord: {wording.listed([one.name for one in documents], 5)}")
        async for outcome in archive.load(documents, origin):
            tally.add(outcome)
            if (now := asyncio.get_running_loop().time()) - told > PAUSE:
                told = now
                await replies.show(interaction, limits.view(reports.progress(tally, len(attachments) + len(links))))


def who(interaction: discord.Interaction[Client]) -> str:
    """Whoever acts, by name and number: names change."""
    return f"{interaction.user.name} ({interaction.user.id})"


@asynccontextmanager
async def _documents(
    client: Client, attachments: Sequence[discord.Attachment], links: Sequence[str]
) -> AsyncIterator[list[Document | Outcome]]:
    """What could be fetched, as files that go when this is left, and a refusal of each that could not."""
    with TemporaryDirectory(prefix="backissue-") as folder:
        documents = [await _fetched(attachment, Path(folder), number) for number, attachment in enumerate(attachments)]
        async with client.fetched(links) as found:
            documents += [one async for one in found]
            yield documents


async def _fetched(attachment: discord.Attachment, folder: Path, number: int) -> Document | Outcome:
    """The attachment as a file. Its own name is a label only: it chooses neither folder nor file."""
    path = folder / f"{number}{Path(attachment.filename).suffix.lower()}"
    try:
        await replies.persistently(lambda: attachment.save(path))
    except (discord.HTTPException, aiohttp.ClientError, OSError):
        return Outcome(attachment.filename, Status.REFUSED, reason="Discord did not hand it over; try again")
    return Document(attachment.filename, path)


def _megabytes(size: int) -> str:
    return f"{size / 1_048_576:,.1f}"
