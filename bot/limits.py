"""Discord's limits and how they are shared out: the one place that budgets what a message may hold."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from discord import ui

if TYPE_CHECKING:
    from collections.abc import Iterable

CHARACTERS = 4000  # over all text displays of a message
COMPONENTS = 40  # of a message, nested ones included
CHOICES = 25  # of an autocomplete
CHOICE = 100  # characters of a choice's name
SENTENCE = 1900  # characters of a plain message, of the 2,000 allowed
QUESTION = 1000  # characters of a question that are read

# A card's share of CHARACTERS; together they stay 200 below it, which is room for the fixed words.
PREAMBLE = 640
QUESTION_SHOWN = 180  # of the preamble; what was understood has what the question and the evidence leave
STRENGTH = 160  # as above
HEADLINE = 220
LINK = 400
PART = 200
QUOTE = 1050
CONTEXT = 220  # on each side, beside what the quote leaves free
MEANINGS = 180  # of three relative dates
SOURCE = 250
ALSO = 400  # other outlets of the story, with their links

PAGE = 3000  # characters of a page of an article or of a list, beside its headline and its foot
NAME = 80  # characters of a headline or a file's name inside a list


Item = ui.Item[Any]
Row = ui.ActionRow[Any]


def length(text: str) -> int:
    """How much of a budget `text` takes: UTF-16 units, the larger of the two ways characters are counted."""
    return len(text) + sum(character > "\uffff" for character in text)


def view(items: Iterable[Item]) -> ui.LayoutView:
    """A message of `items` that never times out. Raises ValueError when Discord would refuse its size."""
    message = ui.LayoutView(timeout=None)
    for item in items:
        message.add_item(item)
    texts = [item.content for item in message.walk_children() if isinstance(item, ui.TextDisplay)]
    if sum(map(length, texts)) > CHARACTERS or message.total_children_count > COMPONENTS or not all(texts):
        raise ValueError(f"{sum(map(length, texts))} characters, {message.total_children_count} components")
    return message
