"""Answer cards and the article reader: the views, and the buttons that outlive a restart.

A button carries the number of its card; what stands behind it is a row of the records, and the words themselves are
read from the archive again each time, so that a card never shows what the archive does not hold.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any, Self

import discord
from discord import ui

from bot import errors, formatter, limits, replies
from bot.errors import Refused, answered
from knowledge import Label, UnknownArticle

if TYPE_CHECKING:
    import re
    from collections.abc import Sequence

    from bot.client import Client
    from bot.limits import Item, Row
    from bot.records import AnswerCard
    from knowledge import Archive, Excerpt

    Interaction = discord.Interaction[Client]

LABELS = {
    "previous": "Previous",
    "next": "Next",
    "more": "More context",
    "less": "Less context",
    "article": "Full article",
}
TOO_OLD = "This answer is too old for its buttons. Ask again with /ask."


class CardButton(
    ui.DynamicItem[ui.Button[Any]],
    template=r"card:(?P<kind>previous|next|more|less|article):(?P<card>\d{1,18}):(?P<page>\d{1,3})",
):
    """A button of a card. `page` is the excerpt that the button is about, or leads to."""

    def __init__(self, kind: str, card_id: int, page: int, *, is_disabled: bool = False) -> None:
        custom_id = f"card:{kind}:{card_id}:{page}"
        super().__init__(ui.Button(label=LABELS[kind], custom_id=custom_id, disabled=is_disabled))
        self.kind, self.card_id, self.page = kind, card_id, page

    @classmethod
    async def from_custom_id(cls, _: Interaction, __: Item, match: re.Match[str], /) -> Self:  # type: ignore[override]
        return cls(match["kind"], int(match["card"]), int(match["page"]))

    @answered
    async def callback(self, interaction: Interaction) -> None:  # type: ignore[override]
        await replies.defer(interaction)
        card = await _card(interaction, self.card_id)
        async with interaction.client.archives.of(card.guild_id) as archive:
            if self.kind == "article" and (excerpt := await _recalled(archive, card, self.page)):
                items = await reader(archive, excerpt.reference.article_id, 1)
                await interaction.followup.send(view=limits.view(items), ephemeral=True)
            else:
                items = await page(archive, card, self.page, has_context=self.kind == "more")
                await replies.show(interaction, limits.view([*_preamble(interaction.message), *items]))


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
            items = await reader(archive, self.article_id, self.page)
        await replies.show(interaction, limits.view(items))


async def page(archive: Archive, card: AnswerCard, number: int, *, has_context: bool = False) -> list[Item]:
    """Excerpt `number`, from 1, of a card, its words read from the archive now; or that they are gone."""
    of = len(card.excerpts)
    excerpt = await _recalled(archive, card, number)
    if excerpt is None:
        return [formatter.gone(number, of, _turning(card, number))]
    shown = formatter.Card(
        excerpt,
        card.strength,
        number,
        of,
        context=await archive.context(excerpt.reference) if has_context else ("", ""),
    )
    rows = [*_turning(card, number), _looking(card, number, excerpt, has_context=has_context)]
    return [formatter.card(shown, rows)]


async def reader(archive: Archive, article_id: int, number: int) -> list[Item]:
    """Page `number`, from 1, of the whole article. Raises UnknownArticle."""
    article = await archive.article(article_id)
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


async def _card(interaction: Interaction, card_id: int) -> AnswerCard:
    card = await interaction.client.records.card(card_id, errors.server(interaction))
    if card is None:
        raise Refused(TOO_OLD)
    return card


async def _recalled(archive: Archive, card: AnswerCard, number: int) -> Excerpt | None:
    """The excerpt as the archive has it now, or None when those words are not there any more."""
    remembered = card.excerpts[min(number, len(card.excerpts)) - 1]
    try:
        excerpt = await archive.recall(remembered.reference)
    except UnknownArticle:
        return None
    return excerpt if remembered.is_still(excerpt) else None


def _turning(card: AnswerCard, number: int) -> list[Row]:
    last = len(card.excerpts)
    if last < 2:  # noqa: PLR2004 - one page is not turned
        return []
    previous = CardButton("previous", card.card_id, max(1, number - 1), is_disabled=number == 1)
    following = CardButton("next", card.card_id, min(last, number + 1), is_disabled=number == last)
    return [ui.ActionRow(previous, following)]


def _looking(card: AnswerCard, number: int, excerpt: Excerpt, *, has_context: bool) -> Row:
    row: Row = ui.ActionRow(CardButton("less" if has_context else "more", card.card_id, number))
    if excerpt.part is not Label.TEASER:  # the story that a teaser advertises is not in the archive
        row.add_item(CardButton("article", card.card_id, number))
    return row


def _preamble(message: discord.Message | None) -> Sequence[Item]:
    """The question and the evidence, as the message itself has them: they are kept nowhere else."""
    components = message.components if message else []
    kept = (part for part in components if isinstance(part, discord.TextDisplay) and part.id == formatter.PREAMBLE_ID)
    return [ui.TextDisplay(part.content, id=part.id) for part in kept]
