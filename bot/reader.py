"""The article reader: the whole of an article, page by page, shown to whoever asks for it."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any, Self

import discord
from discord import ui

from bot import errors, formatter, limits, replies
from bot.errors import answered
from knowledge import UnknownArticle

if TYPE_CHECKING:
    import re

    from bot.client import Client
    from bot.limits import Item, Row
    from knowledge import Archive

    Interaction = discord.Interaction[Client]

LABELS = {"previous": "Previous", "next": "Next"}


class ReaderButton(
    ui.DynamicItem[ui.Button[Any]],
    template=r"read:(?P<kind>previous|next):(?P<article>\d{1,18}):(?P<page>\d{1,5})",
):
    """Turns the pages of an article. The number means an article of the archive of the server it is pressed in."""

    def __init__(self, kind: str, article_id: int, page: int, *, is_disabled: bool = False) -> None:
        custom_id = f"read:{kind}:{article_id}:{page}"
        super().__init__(ui.Button(label=LABELS[kind], custom_id=custom_id, disabled=is_disabled))
        self.article_id, self.page = article_id, page

    @classmethod
    async def from_custom_id(cls, _: Interaction, __: Item, match: re.Match[str], /) -> Self:  # type: ignore[override]
        return cls(match["kind"], int(match["article"]), int(match["page"]))

    @answered
    async def callback(self, interaction: Interaction) -> None:  # type: ignore[override]
        await replies.defer(interaction)
        async with interaction.client.archives.of(errors.server(interaction)) as archive:
            items = await read(archive, self.article_id, self.page)
        await replies.show(interaction, limits.view(items))


async def read(archive: Archive, article_id: int, number: int) -> list[Item]:
    """Page `number`, from 1, of the whole article. Raises UnknownArticle."""
    article = await archive.article(article_id)
    if article.citation.is_hidden:
        raise UnknownArticle(article_id)
    pages = await asyncio.to_thread(formatter.article_pages, article)  # a book takes seconds
    last = len(pages)
    number = min(number, last)
    rows: list[Row] = [
        ui.ActionRow(
            ReaderButton("previous", article_id, max(1, number - 1), is_disabled=number == 1),
            ReaderButton("next", article_id, number + 1, is_disabled=number == last),
        )
    ]
    return [formatter.article_page(article.citation, pages, number, rows if last > 1 else [])]
