"""Advertisements of other stories on a story's page: lists of them, cards under a heading, cards without any sign."""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING

from knowledge.readers.bylines import names_of
from knowledge.readers.captions import credit_of
from knowledge.readers.dates import stated_dates
from knowledge.readers.furniture import is_furniture, starts_other_stories
from knowledge.readers.prose import ends_sentence, shared, telling_words, vocabulary, weight

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from knowledge.readers.lines import Line
    from knowledge.readers.page import Block

_TITLE = range(4, 26)
"""Words of a title."""
_STRANGE_CARD = 0.16
"""Paragraphs are strange to the story when it uses less than this share of their words. A story's own last paragraph
shares .40 of its words with the rest (lowest tenth .18), a stranger's .08 (highest tenth .21), on 380 articles."""
_FEWEST_CARDS = 2
_SHORTEST_STORY = 4
"""Paragraphs of a story: with fewer there is no vocabulary to judge by."""
_REMEMBERED, _LOOKAHEAD, _LONGEST_RUN = 60, 60, 4
"""Blocks of the story that what follows is compared with; chunks looked through for it; paragraphs of it compared."""
_LESS_THAN_STRANGE, _SURELY_OF_STORY = 0.08, 0.25
"""As above for two paragraphs right behind a heading, which no cards have, and for one alone."""


def length_of_tail(prose: Sequence[str | None], before: Sequence[Block]) -> int:
    """How many of the chunks behind a heading or a list of other stories are theirs: all, unless the story goes on.

    It goes on with two paragraphs in a row that speak of the same as it did, since a card has one blurb; or with one
    right away: then the other stories were a box in its middle. `prose` holds the text of chunks that are paragraphs.
    """
    known = _vocabulary_of(before[:_REMEMBERED]) if _is_long_enough(before) else None
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
    return not _is_long_enough(before) or not _is_strange(telling_words(*texts), _vocabulary_of(before[:_REMEMBERED]))


def _is_of_story(run: Sequence[str], known: set[str] | None, *, is_next: bool) -> bool:
    """Whether paragraphs behind other stories are the story's; a short one leaves nothing to compare them with."""
    share = 1.0 if known is None else shared(telling_words(*run), known)
    if len(run) > 1:
        return share >= (_LESS_THAN_STRANGE if is_next else _STRANGE_CARD)
    return is_next and share >= _SURELY_OF_STORY


def cards_in(lines: Iterable[Line]) -> Iterator[tuple[Line, Line]]:
    """First and last line of each advertisement among the lines behind a story: a title, or a title and its blurb."""
    title = last = None
    for line in lines:
        if is_about_page(line.text) or is_short(line.text):
            continue
        if is_title(line.text):
            if title and last:
                yield title, last
            title = last = line
        elif title is last:
            last = line
    if title and last:
        yield title, last


def is_about_page(text: str) -> bool:
    """Whether a line is furniture, a heading over other stories, a byline, a date or a credit."""
    return bool(
        is_furniture(text) or starts_other_stories(text) or names_of(text) or stated_dates(text) or credit_of(text)
    )


def is_short(text: str) -> bool:
    """Whether a line is too short for a title: a label."""
    return weight(text) < _TITLE.start


def is_title(text: str) -> bool:
    """Whether a line has the shape of a title: some words, without a full stop but that of "L.A."."""
    if weight(text) not in _TITLE:
        return False
    return not ends_sentence(text) or text.endswith(("?", "!", "？", "！")) or text[-2:-1].isupper()


def _is_long_enough(blocks: Sequence[Block]) -> bool:
    return sum(not block.is_subhead for block in blocks) >= _SHORTEST_STORY


def _vocabulary_of(blocks: Sequence[Block]) -> set[str]:
    return vocabulary(*(block.line.text for block in blocks))


def _is_strange(words: set[str], story: set[str]) -> bool:
    return shared(words, story) < _STRANGE_CARD
