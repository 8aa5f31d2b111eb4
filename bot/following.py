"""What a server follows is named, shown and ended, by those who may manage it."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from discord import app_commands

from bot import feeds, limits, loading, replies, reports
from bot.batches import changeable
from bot.errors import Refused
from bot.escaping import fitted, shorten, visible
from bot.records import Feed

if TYPE_CHECKING:
    import discord

    from bot.client import Client

    Interaction = discord.Interaction[Client]

log = logging.getLogger(__name__)

MOST = 25
"""Feeds of a server: as many as Discord offers to choose from."""
MOST_PAGES = 50
"""Of each load of a feed: with a second between two requests to its host, about a minute."""
TOO_MANY = f"At most {MOST} feeds are followed in a server. `/archive unfollow` ends one."
UNKNOWN = "This server follows no such feed. Choose one from those offered."


async def follow(interaction: Interaction, url: str, every: int, pages: int) -> None:
    """Load a feed, and keep it if that goes well."""
    guild_id, client = changeable(interaction), interaction.client
    if not client.settings.archive.fetch:
        raise Refused(reports.NOT_FETCHED)
    feed = Feed(guild_id, url.strip(), visible(loading.who(interaction)), every, pages)
    others = {held.url for held in await client.records.feeds(guild_id)} - {feed.url}
    if len(others) >= MOST:
        raise Refused(TOO_MANY)
    try:
        with client.work.follow(guild_id):
            await replies.defer(interaction, ephemeral=True, thinking=True)
            loaded = await feeds.load(client, feed)
    except feeds.Failed as error:
        told = f"{fitted(feed.url, limits.LINK)} {fitted(str(error), limits.PART)}"
        raise Refused(f"{told}. No feed was added or changed.") from None
    kept = await client.records.keep_feed(feeds.done(feed, loaded, int(interaction.created_at.timestamp())), MOST)
    if kept is None:
        raise Refused(TOO_MANY)
    log.info("guild %s: user %s follows feed %s", guild_id, interaction.user.id, kept.feed_id)
    await replies.show(interaction, limits.view(reports.followed(kept, loaded.tally)))


async def show(interaction: Interaction) -> None:
    """The feeds of the server; more than fit into one message in further ones."""
    guild_id, client = changeable(interaction), interaction.client
    await replies.defer(interaction, ephemeral=True, thinking=True)
    first, *others = reports.feeds(await client.records.feeds(guild_id), is_fetched=client.settings.archive.fetch)
    await replies.show(interaction, limits.view(first))
    for other in others:
        await interaction.followup.send(view=limits.view(other), ephemeral=True)


async def unfollow(interaction: Interaction, feed_id: int) -> None:
    guild_id = changeable(interaction)
    url = await interaction.client.records.forget_feed(feed_id, guild_id)
    if url is None:
        raise Refused(UNKNOWN)
    log.info("guild %s: user %s ended feed %s", guild_id, interaction.user.id, feed_id)
    await interaction.response.send_message(view=limits.view(reports.unfollowed(url)), ephemeral=True)


async def choices(interaction: Interaction, typed: str) -> list[app_commands.Choice[int]]:
    """The feeds of the server, by address."""
    if interaction.guild_id is None or not interaction.permissions.manage_guild:
        return []
    return [
        app_commands.Choice(name=shorten(visible(feed.url), limits.CHOICE), value=feed.feed_id)
        for feed in await interaction.client.records.feeds(interaction.guild_id)
        if typed.casefold() in feed.url.casefold()
    ][: limits.CHOICES]
