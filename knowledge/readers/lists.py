"""Whose words a list is: the story's, other stories' that it advertises, or nobody's."""

from __future__ import annotations

import re
from enum import Enum, auto
from typing import TYPE_CHECKING

from knowledge.readers.comments import belongs_to_comment
from knowledge.readers.furniture import is_furniture, starts_other_stories
from knowledge.readers.prose import is_prose, repeated_words, shared, telling_words, weight

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from knowledge.readers.lines import Item

_LONGEST_HEADING = 10
_LABEL_WORDS = 3
_STRANGE_ITEM = 0.34
"""An item is strange to the story when the story, and the list's other items, use less than this share of its words."""
_STRANGE_TITLE = 0.12
_SHORTEST_TITLE, _FEWEST_TITLES = 6, 3
"""As above for titles of so many words amid a story: of 100 lists there, 97 were the story's."""
_STRANGE_PROSE = 0.2
"""As above for paragraphs: all their words together."""
_OF_STORY = 0.5
_FIGURE = re.compile(r"\b\d")
_RECORD = re.compile(r"^(?:[-–—•*#@|\d]|\w{1,2}[:)])|\b\d\S*\s(?:.*\s)?\S*?\b\d")
_WITH_FIGURE = 0.8
_WORDS_OF_ENTRY = 8
_LOOKED_AT = 200
"""Characters of a line that tell whether it is an entry of a table."""


class Fate(Enum):
    """What becomes of a list."""

    BODY = auto()
    TEASERS = auto()
    FURNITURE = auto()


def fate_of_list(items: Sequence[Item], lead: str, story: set[str], *, goes_on: bool) -> Fate:
    """Whose words a list is, by the line before it, whether the story goes on behind it, and what it speaks of.

    Unsure at the foot of a page, it is nobody's. Of 41 real pages with a list there, on 31 it was comments, references,
    rankings or promotions.
    """
    texts = [item.text for item in items]
    is_announced = lead.endswith((":", "："))
    if starts_other_stories(lead, _LONGEST_HEADING):
        return Fate.FURNITURE if _are_labels(texts) else Fate.TEASERS
    if _is_navigation(texts, story, is_announced=is_announced) or (not goes_on and any(map(_is_comment, items))):
        return Fate.FURNITURE
    are_cards = _most(item.is_card for item in items)
    known = story | repeated_words(texts)
    are_strange = _most(shared(telling_words(text), known) < _STRANGE_ITEM for text in texts)
    if goes_on or is_announced:
        are_teasers = are_strange and (are_cards or (not is_announced and _are_strange_titles(texts, known)))
    elif not are_cards and _most(map(is_prose, texts)):
        are_teasers = shared(telling_words(*texts), story) < _STRANGE_PROSE
    else:
        are_teasers = are_cards or (are_strange and not (_are_brief(texts) and are_records(texts)))
    return Fate.TEASERS if are_teasers else Fate.BODY


def are_records(texts: Sequence[str]) -> bool:
    """Whether most lines are entries of a table, or nearly all hold a figure, as quantities and dates do."""
    with_figure = sum(bool(_FIGURE.search(text[:_LOOKED_AT])) for text in texts)
    return sum(map(is_record, texts)) * 2 > len(texts) or with_figure >= _WITH_FIGURE * len(texts)


def is_record(line: str) -> bool:
    """Whether a line may be the entry of a table: it opens with a number, a dash or a key, or holds two numbers."""
    return bool(_RECORD.search(line[:_LOOKED_AT]))


def _is_navigation(texts: Sequence[str], story: set[str], *, is_announced: bool) -> bool:
    if len(texts) == 1 and "reached at" in texts[0]:
        return True
    if sum(is_furniture(text) or "://" in text for text in texts) * 2 > len(texts):
        return True
    return _are_labels(texts) and not is_announced and shared(telling_words(*texts), story) < _OF_STORY


def _are_labels(texts: Sequence[str]) -> bool:
    return all(weight(text) <= _LABEL_WORDS for text in texts)


def _are_brief(texts: Sequence[str]) -> bool:
    """Whether they are shorter than titles are, on average."""
    return sum(map(weight, texts)) <= _WORDS_OF_ENTRY * len(texts)


def _is_comment(item: Item) -> bool:
    return any(belongs_to_comment(line.text) for line in item.lines)


def _are_strange_titles(texts: Sequence[str], known: set[str]) -> bool:
    """Whether all items could be titles, and speak of nothing that the story speaks of."""
    if len(texts) < _FEWEST_TITLES or any(map(is_prose, texts)) or min(map(weight, texts)) < _SHORTEST_TITLE:
        return False
    return sum(shared(telling_words(text), known) for text in texts) < _STRANGE_TITLE * len(texts)


def _most(answers: Iterable[bool]) -> bool:
    listed = list(answers)
    return sum(listed) * 2 >= len(listed)
