"""/archive: load, follow, list, remove and count the articles of a server, for those who may manage it."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any, Self

import discord
from discord import app_commands, ui
from discord.ext import commands

from bot import batches, errors, following, limits, loading, removals, replies, reports
from bot.batches import changeable
from bot.errors import Refused, answered

if TYPE_CHECKING:
    import re
    from collections.abc import Sequence

    from bot.client import Client
    from bot.limits import Item, Row
    from bot.settings import Settings

    Interaction = discord.Interaction[Client]

log = logging.getLogger(__name__)

PER_PAGE = 10
LONGEST_ADDRESS = 2_000  # characters; the archive keeps no longer ones
LARGEST_NUMBER = 2**53 - 1  # that Discord takes
NOTHING_GIVEN = "Attach a file, or give the address of a page."
LABELS = {"first": "From the start", "next": "Next"}


@app_commands.guild_only()
@app_commands.default_permissions(manage_guild=True)
class Articles(commands.GroupCog, group_name="archive", group_description="The articles that answers quote"):
    def __init__(self, client: Client) -> None:
        self.client = client

    @app_commands.command(description="Add articles: text, HTML, JSON or JSONL files")
    @app_commands.describe(
        **dict.fromkeys(("file", *(f"file{n}" for n in range(2, 11))), "A file of articles"),
        url="The address of a page or a feed: https://...",
    )
    async def load(  # noqa: PLR0913, PLR0917 - Discord has no option that takes several files
        self,
        interaction: Interaction,
        file: discord.Attachment | None = None,
        url: app_commands.Range[str, 1, LONGEST_ADDRESS] | None = None,
        file2: discord.Attachment | None = None,
        file3: discord.Attachment | None = None,
        file4: discord.Attachment | None = None,
        file5: discord.Attachment | None = None,
        file6: discord.Attachment | None = None,
        file7: discord.Attachment | None = None,
        file8: discord.Attachment | None = None,
        file9: discord.Attachment | None = None,
        file10: discord.Attachment | None = None,
    ) -> None:
        files = [file, file2, file3, file4, file5, file6, file7, file8, file9, file10]
        await self._load(interaction, [given for given in files if given is not None], [url] if url else [])

    @app_commands.command(name="list", description="The articles in the archive")
    @answered
    async def list_(self, interaction: Interaction) -> None:
        await replies.defer(interaction, ephemeral=True, thinking=True)
        await replies.show(interaction, limits.view(await _list(interaction, 0)))

    @app_commands.command(description="What the archive holds, in figures")
    @answered
    async def stats(self, interaction: Interaction) -> None:
        await replies.defer(interaction, ephemeral=True, thinking=True)
        guild_id = errors.server(interaction)
        async with self.client.archives.of(guild_id) as archive:
            covers = await archive.statistics()
        is_shared = self.client.archives.bindings.is_shared(guild_id)
        await replies.show(interaction, limits.view(reports.statistics(covers, is_shared=is_shared)))

    @app_commands.command(description="Whether the archive has the article of a link")
    @app_commands.describe(url="The address of a page: https://...")
    async def have(self, interaction: Interaction, url: app_commands.Range[str, 1, LONGEST_ADDRESS]) -> None:
        await self._have(interaction, url)

    @app_commands.command(description="Take back what a load brought in")
    @app_commands.describe(batch="The load; without it the last one")
    async def undo(
        self, interaction: Interaction, batch: app_commands.Range[int, 1, LARGEST_NUMBER] | None = None
    ) -> None:
        await self._undo(interaction, batch)

    @undo.autocomplete("batch")
    async def suggest_batch(self, interaction: Interaction, current: str) -> list[app_commands.Choice[int]]:
        return await batches.choices(interaction, current)

    @app_commands.command(description="Take an article out of the archive")
    @app_commands.describe(article="The article: type words of its headline")
    async def remove(self, interaction: Interaction, article: app_commands.Range[str, 1, limits.CHOICE]) -> None:
        await self._ask_to_remove(interaction, article)

    @remove.autocomplete("article")
    async def suggest(self, interaction: Interaction, current: str) -> list[app_commands.Choice[str]]:
        return await removals.choices(interaction, current)

    @app_commands.command(description="Load a feed again and again, as long as it is followed")
    @app_commands.describe(
        url="The address of the feed: https://...",
        every="How often it is loaded",
        pages="How many of the pages that it links to are loaded, in place of its summaries",
    )
    @app_commands.choices(every=[app_commands.Choice(name=name, value=it) for name, it in reports.EVERY.items()])
    async def follow(
        self,
        interaction: Interaction,
        url: app_commands.Range[str, 1, LONGEST_ADDRESS],
        every: int,
        pages: app_commands.Range[int, 0, following.MOST_PAGES] = 0,
    ) -> None:
        await self._follow(interaction, url, every, pages)

    @app_commands.command(name="feeds", description="The feeds that are followed, and what became of their last loads")
    @answered
    async def feeds(self, interaction: Interaction) -> None:
        await following.show(interaction)

    @app_commands.command(description="Load a feed no longer; its articles stay")
    @app_commands.describe(feed="The feed: type a part of its address")
    async def unfollow(self, interaction: Interaction, feed: app_commands.Range[int, 1, LARGEST_NUMBER]) -> None:
        await self._unfollow(interaction, feed)

    @unfollow.autocomplete("feed")
    async def suggest_feed(self, interaction: Interaction, current: str) -> list[app_commands.Choice[int]]:
        return await following.choices(interaction, current)

    @answered
    async def _load(self, interaction: Interaction, files: list[discord.Attachment], links: list[str]) -> None:
        guild_id, settings = changeable(interaction), self.client.settings
        _check(files, links, settings)
        accepted, tally = loading.sorted_out(files, settings.bot)
        if not accepted and not links:
            await interaction.response.send_message(view=limits.view(reports.loaded(tally)), ephemeral=True)
            return
        await replies.defer(interaction, ephemeral=True, thinking=True)
        await replies.show(interaction, limits.view(reports.progress(tally, len(accepted) + len(links))))
        async with self.client.work.load(guild_id), self.client.archives.of(guild_id) as archive:
            await loading.load(interaction, archive, accepted, links, tally)
        log.info("guild %s: user %s loaded %s articles", guild_id, interaction.user.id, tally.loaded)
        await replies.show(interaction, limits.view(reports.loaded(tally)))

    @answered
    async def _have(self, interaction: Interaction, url: str) -> None:
        guild_id = errors.server(interaction)
        await replies.defer(interaction, ephemeral=True, thinking=True)
        async with self.client.archives.of(guild_id) as archive:
            found = await archive.have(url)
        await replies.show(interaction, limits.view(reports.had(found)))

    @answered
    async def _undo(self, interaction: Interaction, batch: int | None) -> None:
        await batches.ask(interaction, batch)

    @answered
    async def _ask_to_remove(self, interaction: Interaction, article: str) -> None:
        await removals.ask(interaction, article)

    @answered
    async def _follow(self, interaction: Interaction, url: str, every: int, pages: int) -> None:
        await following.follow(interaction, url, every, pages)

    @answered
    async def _unfollow(self, interaction: Interaction, feed_id: int) -> None:
        await following.unfollow(interaction, feed_id)


class ListButton(ui.DynamicItem[ui.Button[Any]], template=r"list:(?P<kind>first|next):(?P<after>\d{1,18})"):
    """Shows the articles after the one of that number."""

    def __init__(self, kind: str, after: int, *, is_disabled: bool = False) -> None:
        super().__init__(ui.Button(label=LABELS[kind], custom_id=f"list:{kind}:{after}", disabled=is_disabled))
        self.after = after

    @classmethod
    async def from_custom_id(cls, _: Interaction, __: Item, match: re.Match[str], /) -> Self:  # type: ignore[override]
        return cls(match["kind"], int(match["after"]))

    @answered
    async def callback(self, interaction: Interaction) -> None:  # type: ignore[override]
        await replies.defer(interaction)
        await replies.show(interaction, limits.view(await _list(interaction, self.after)))


async def _list(interaction: Interaction, after: int) -> list[Item]:
    guild_id, client = errors.server(interaction), interaction.client
    async with client.archives.of(guild_id) as archive:
        found = await archive.articles(after=after, limit=PER_PAGE + 1)
    page, has_more = found[:PER_PAGE], len(found) > PER_PAGE
    last = (page[-1].article_id if page else None) or 0
    row: Row = ui.ActionRow(
        ListButton("first", 0, is_disabled=after == 0), ListButton("next", last, is_disabled=not has_more)
    )
    rows = [row] if after or has_more else []
    return reports.articles(page, rows, is_shared=client.archives.bindings.is_shared(guild_id))


def _check(files: Sequence[discord.Attachment], links: Sequence[str], settings: Settings) -> None:
    """Raises Refused when that cannot be loaded, before anything is fetched."""
    if links and not settings.archive.fetch:
        raise Refused(reports.NOT_FETCHED)
    if not files and not links:
        raise Refused(NOTHING_GIVEN)
    if len(files) > settings.bot.attachments:
        raise Refused(f"At most {settings.bot.attachments} files are read at a time.")
