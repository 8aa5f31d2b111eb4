"""Advertisements of other stories on a story's page: lists of them, cards under a heading, cards without any sign."""

from __future__ import annotations

from enum import Enum, auto
from itertools import takewhile
from typing import TYPE_CHECKING

from knowledge.readers.bylines import names_of
from knowledge.readers.captions import credit_of
from knowledge.readers.dates import stated_dates
from knowledge.readers.furniture import is_furniture, starts_other_stories
from knowledge.readers.prose import ends_sentence, is_prose, shared, vocabulary, weight

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from knowledge.readers.lines import Item, Line
    from knowledge.readers.page import Block

_LONGEST_LIST_HEADING = 10
_TITLE = range(4, 26)
"""Words of a title."""
_LABEL_WORDS = 3
_STRANGE_ITEM = 0.34
"""A list's item is strange to the story when the story uses less than this share of its words."""
_STRANGE_CARD = 0.16
"""As above for a title and a paragraph with no mark at all. A story's own last paragraph shares .40 of its words with
the rest (lowest tenth .18), a stranger's .08 (highest tenth .21), on 380 articles."""
_STRANGE_CARDS = 0.12
"""As above, for several of them on the average."""
_FEWEST_CARDS = 2
_SHORTEST_STORY = 4
"""Blocks that a story keeps: with fewer there is no vocabulary to judge by."""
_REMEMBERED, _LOOKAHEAD, _LONGEST_RUN = 60, 60, 4
"""Blocks of the story that what follows is compared with; chunks looked through for it; paragraphs of it compared."""
_LESS_THAN_STRANGE, _SURELY_OF_STORY = 0.08, 0.25
"""As above for two paragraphs right behind a heading, which no cards have, and for one alone."""
_COMMON = frozenset(
    {
        "about", "after", "also", "because", "been", "before", "being", "between", "could", "during", "even", "from",
        "have", "into", "just", "like", "made", "make", "many", "more", "most", "much", "only", "other", "over", "said",
        "some", "such", "than", "that", "their", "them", "then", "there", "these", "they", "this", "under", "very",
        "were", "what", "when", "where", "which", "while", "will", "with", "would", "your",
    }
)  # fmt: skip


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
    if _is_navigation(texts):
        return Fate.FURNITURE
    if starts_other_stories(lead, _LONGEST_LIST_HEADING):
        return Fate.TEASERS
    are_cards = _most(item.is_card for item in items)
    are_strange = _most(shared(vocabulary(text), story) < _STRANGE_ITEM for text in texts)
    if goes_on or lead.endswith((":", "：")):
        return Fate.TEASERS if are_cards and are_strange else Fate.BODY
    if not are_cards and _most(map(is_prose, texts)):
        are_strange = _is_strange(vocabulary(*texts), story)
    return Fate.TEASERS if are_cards or are_strange else Fate.BODY


def _is_navigation(texts: Sequence[str]) -> bool:
    if len(texts) == 1 and "reached at" in texts[0]:
        return True
    return all(weight(text) <= _LABEL_WORDS for text in texts) or sum(map(is_furniture, texts)) * 2 > len(texts)


def _most(answers: Iterable[bool]) -> bool:
    listed = list(answers)
    return sum(listed) * 2 >= len(listed)


def length_of_tail(prose: Sequence[str | None], before: Sequence[Block]) -> int:
    """How many of the chunks behind a heading or a list of other stories are theirs: all, unless the story goes on.

    It goes on with two paragraphs in a row that speak of the same as it did, since a card has one blurb; or with one
    right away: then the other stories were a box in its middle. `prose` holds the text of chunks that are paragraphs.
    """
    known = _vocabulary_of(before[:_REMEMBERED]) if len(before) >= _SHORTEST_STORY else None
    for at in range(min(len(prose), _LOOKAHEAD)):
        if prose[at] and not (at and prose[at - 1]):
            run = [text for text in takewhile(bool, prose[at : at + _LONGEST_RUN]) if text]
            if _is_of_story(run, known, is_next=at == 0):
                return at
    return len(prose)


def goes_on_behind(prose: Sequence[str | None], before: Sequence[Block]) -> bool:
    """Whether the first paragraphs behind a list, one after another or not, speak of the same as the story."""
    texts = [text for text in prose[:_LOOKAHEAD] if text][:_LONGEST_RUN]
    if len(texts) < _FEWEST_CARDS:
        return False
    return len(before) < _SHORTEST_STORY or not _is_strange(vocabulary(*texts), _vocabulary_of(before[:_REMEMBERED]))


def _is_of_story(run: Sequence[str], known: set[str] | None, *, is_next: bool) -> bool:
    """Whether paragraphs behind other stories are the story's; a short one leaves nothing to compare them with."""
    share = 1.0 if known is None else shared(vocabulary(*run) - _COMMON, known)
    if len(run) > 1:
        return share >= (_LESS_THAN_STRANGE if is_next else _STRANGE_CARD)
    return is_next and share >= _SURELY_OF_STORY


def cards_in(lines: Iterable[Line]) -> Iterator[tuple[Line, Line]]:
    """First and last line of each advertisement among the lines behind a story: a title, or a title and its blurb."""
    title = last = None
    for line in lines:
        if _is_between_cards(line.text):
            continue
        if _is_title(line.text):
            if title and last:
                yield title, last
            title = last = line
        elif title is last:
            last = line
    if title and last:
        yield title, last


def _is_between_cards(text: str) -> bool:
    return bool(
        is_furniture(text) or starts_other_stories(text) or names_of(text) or stated_dates(text) or credit_of(text)
    ) or weight(text) < _TITLE.start  # fmt: skip


def _is_title(text: str) -> bool:
    return weight(text) in _TITLE and (not ends_sentence(text) or text.endswith(("?", "!", "？", "！")))


def first_strange_card(blocks: Sequence[Block]) -> int | None:
    """Where unmarked cards begin at a story's foot: two titles or more, a paragraph each at most, on other subjects."""
    cards = _trailing_cards(blocks)
    if not cards:
        return None
    story = _vocabulary_of(blocks[: cards[-1][0]])
    shares = [shared(_vocabulary_of(blocks[start:end]) - _COMMON, story) for start, end in cards]
    found, total = None, 0.0
    for count, ((start, _), share) in enumerate(zip(cards, shares, strict=True), 1):
        total += share
        if count >= _FEWEST_CARDS and share < _STRANGE_CARD and total / count < _STRANGE_CARDS:
            found = start
    return found


def _trailing_cards(blocks: Sequence[Block]) -> list[tuple[int, int]]:
    """Start and end of each title with at most one paragraph, from the last one up."""
    cards: list[tuple[int, int]] = []
    end = len(blocks)
    while end > _SHORTEST_STORY:
        start = end - 1 if blocks[end - 1].is_subhead else end - 2
        if start < _SHORTEST_STORY or not blocks[start].is_subhead:
            break
        cards.append((start, end))
        end = start
    return cards


def _vocabulary_of(blocks: Sequence[Block]) -> set[str]:
    return vocabulary(*(block.line.text for block in blocks))


def _is_strange(words: set[str], story: set[str]) -> bool:
    return shared(words - _COMMON, story) < _STRANGE_CARD
