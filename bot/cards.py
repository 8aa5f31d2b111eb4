"""Answer cards: a question becomes one, and its buttons, which outlive a restart, turn it.

A button carries the number of its card; what stands behind it is a row of the records, and the words themselves are
read from the archive again each time, so that a card never shows what the archive does not hold.
"""

from __future__ import annotations

import logging
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Self

import discord
from discord import ui

from bot import errors, formatter, limits, reader, replies
from bot.errors import Refused, answered
from knowledge import Label, UnknownArticle

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

    from bot.client import Client
    from bot.conversations import Asked
    from bot.limits import Item, Row
    from bot.records import AnswerCard
    from knowledge import Archive, Excerpt

    Interaction = discord.Interaction[Client]

log = logging.getLogger(__name__)

LABELS = {
    "previous": "Previous",
    "next": "Next",
    "more": "More context",
    "less": "Less context",
    "article": "Full article",
}
ALONE = "Ask without it"
ALONE_ID = 1001
"""The row of that button; the card's other pages take it over from the message."""
NOT_YOURS = "Only the one who asked may ask again without it."
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
                items = await reader.read(archive, excerpt.reference.article_id, 1)
                await interaction.followup.send(view=limits.view(items), ephemeral=True)
            else:
                items = await page(archive, card, self.page, has_context=self.kind == "more")
                await replies.show(interaction, limits.view([*_preamble(interaction.message), *items]))


class AloneButton(ui.DynamicItem[ui.Button[Any]], template=r"alone:(?P<asked>\d{1,20})"):
    """Asks a question again without what it carried on, for the one who asked it."""

    def __init__(self, number: int) -> None:
        super().__init__(ui.Button(label=ALONE, custom_id=f"alone:{number}"))
        self.number = number

    @classmethod
    async def from_custom_id(cls, _: Interaction, __: Item, match: re.Match[str], /) -> Self:  # type: ignore[override]
        return cls(int(match["asked"]))

    @answered
    async def callback(self, interaction: Interaction) -> None:  # type: ignore[override]
        client, moment = interaction.client, interaction.created_at
        asked = client.conversations.alone(self.number, moment)
        if asked is None or asked.asker.guild_id != errors.server(interaction):
            raise Refused(TOO_OLD)
        if asked.asker.user_id != interaction.user.id:
            raise Refused(NOT_YOURS)
        client.work.admit(interaction.user.id, moment)
        await replies.defer(interaction)
        again = replace(asked, moment=moment)
        await replies.show(interaction, await answer(client, again, shown=asked.question.text, is_alone=True))


async def answer(client: Client, asked: Asked, *, shown: str | None, is_alone: bool = False) -> ui.LayoutView:
    """The card of the first excerpt, or that the archive does not say; `shown` is the question as the card has it.

    A question that `is_alone` carries on none.
    """
    guild_id = asked.asker.guild_id
    question = asked.question if is_alone else client.conversations.continued(asked)
    async with client.work.search(), client.archives.of(guild_id) as archive:
        said = await archive.answer(question)
        log.info("guild %s: %s, %.0f ms", guild_id, said.evidence.strength, said.took_ms)
        client.conversations.heard(asked, said.understood)
        items = formatter.preamble(shown, said)
        items += [_alone(asked.number)] if question != asked.question else []
        if not said.excerpts:
            is_shared = client.archives.bindings.is_shared(guild_id)
            return limits.view([*items, formatter.no_answer(said, is_shared=is_shared)])
        card = await client.records.add_card(guild_id, said.evidence.strength, said.excerpts)
        return limits.view([*items, *await page(archive, card, 1)])


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


def _alone(number: int) -> Row:
    return ui.ActionRow(AloneButton(number), id=ALONE_ID)


def _preamble(message: discord.Message | None) -> Iterator[Item]:
    """What stands above the card, as the message itself has it: it is kept nowhere else."""
    for part in message.components if message else []:
        if isinstance(part, discord.TextDisplay) and part.id == formatter.PREAMBLE_ID:
            yield ui.TextDisplay(part.content, id=part.id)
        elif isinstance(part, discord.ActionRow) and part.id == ALONE_ID:
            custom_ids = (getattr(button, "custom_id", None) or "" for button in part.children)
            yield from (_alone(int(custom_id.rpartition(":")[2])) for custom_id in custom_ids)
