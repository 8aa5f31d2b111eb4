"""The foot of a page, where titles and blurbs of other stories stand without a list or a heading to mark them."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

from knowledge.readers.lists import is_record
from knowledge.readers.prose import ends_sentence, is_cut, is_prose, repeated_words, shared, telling_words, weight
from knowledge.readers.teasers import is_about_page, is_short, is_title

if TYPE_CHECKING:
    from collections.abc import Sequence

    from knowledge.readers.lines import Chunk, Line

_FEWEST_CARDS, _MOST_CARDS = 2, 24
_SHORTEST_STORY = 2
"""Paragraphs that a story has; with fewer there is no vocabulary to judge by."""
_USUAL_SHARE, _USUAL_WEIGHT = 0.35, 3
_LONGEST_SENTENCE, _LONGEST_BLURB = 25, 80
_MOST_WORDS = 350
"""Words that cards may have however short the story is; where it is longer, they have no more than it."""

_STRANGER, _FALLING, _LEAST = 3.3, 7.0, -3.0
"""The logarithm of how much likelier a card is another story's than the story's own section, by the share of its words
that the story uses, relative to the share that its paragraphs have: over 644 last paragraphs and 1,288 strangers."""
_TELLING, _TELLING_AGAINST = 15, 5
"""Words from which that share is believed whole: for another story's, and for the story's own."""
_OF_PAIR, _OF_TITLE, _OF_RECORD = 2.4, 1.0, -2.0
"""Evidence added for a title with one paragraph below it, for a bare one, for a bare entry of a table."""
_OF_SENTENCE, _OF_CUT = -3.0, 1.0
"""Evidence added for a title that is a sentence, for a paragraph that is cut off."""
_ENOUGH = 2.5
_ENOUGH_ABOVE_OTHERS = 6.0
"""Evidence from which the cards are cut: when they are the last on the page, and when something stands below them."""
_LINES_BELOW, _LOOKED_THROUGH = 6, 600
"""Chunks that may stand below the cards; chunks at the end of a page among which they are looked for."""
_KEY = re.compile(r"\w{1,2}\s?[:：]")
"""What a question and its answer open with in an interview."""


@dataclass(frozen=True, slots=True)
class Card:
    """A title, and the blurb below it where there is one."""

    title: Line
    blurb: Line | None
    chunk: int
    """Number of the chunk in which the title stands."""

    @property
    def last(self) -> Line:
        return self.blurb or self.title

    @property
    def weight(self) -> int:
        return weight(self.title.text) + (weight(self.blurb.text) if self.blurb else 0)

    @property
    def is_doubtful(self) -> bool:
        """Whether its title is a sentence, and so may be a paragraph."""
        return ends_sentence(self.title.text) and not is_title(self.title.text)

    def evidence(self, story: set[str], usual: float) -> float:
        """What speaks for its being about another story: the logarithm of how much likelier that is."""
        words = telling_words(self.title.text, self.blurb.text if self.blurb else "")
        by_words = max(_LEAST, _STRANGER - _FALLING * shared(words, story) / usual)
        by_words *= min(1, len(words) / (_TELLING if by_words > 0 else _TELLING_AGAINST))
        by_shape = _OF_SENTENCE if self.is_doubtful else 0.0
        if not self.blurb:
            of_title = _OF_RECORD if is_record(self.title.text) else _OF_TITLE * min(1, len(words) / _TELLING_AGAINST)
            return by_words + by_shape + of_title
        return by_words + by_shape + _OF_PAIR + (_OF_CUT if is_cut(self.blurb.text) else 0.0)


@dataclass(frozen=True, slots=True)
class Foot:
    """The chunks that are cards, as the number of the first and of the one behind the last, and the cards."""

    start: int
    end: int
    cards: Sequence[Card] = ()


def foot_of(chunks: Sequence[Chunk], prose: Sequence[str | None]) -> Foot:
    """The unmarked cards behind a story; those that speak of what it speaks of are its own sections. A few lines may
    stand below them: a notice, a word on the author.
    """
    above = max(len(chunks) - _LOOKED_THROUGH, 0)
    chunks, prose = chunks[above:], prose[above:]
    for end in range(len(chunks), max(len(chunks) - _LINES_BELOW, 0) - 1, -1):
        cards = _in_bounds(_cards_from_last(chunks[:end]), prose)
        if len(cards) >= _FEWEST_CARDS:
            count = _strangers(cards, prose, _ENOUGH if end == len(chunks) else _ENOUGH_ABOVE_OTHERS)
            if count:
                return Foot(above + cards[count - 1].chunk, above + end, cards[:count])
    return Foot(above + len(chunks), above + len(chunks))


def _strangers(cards: Sequence[Card], prose: Sequence[str | None], enough: float) -> int:
    """How many of the cards, from the last one up, are about other stories."""
    evidence = _evidence(cards, [telling_words(text or "") for text in prose])
    sums = list(accumulate(evidence))
    most = max(range(_FEWEST_CARDS - 1, len(cards)), key=sums.__getitem__)
    if sums[most] < enough or _goes_on_below(cards[: most + 1], evidence):
        return 0
    return most + 1


def _goes_on_below(cards: Sequence[Card], evidence: Sequence[float]) -> bool:
    """Whether the last blurb is a paragraph of the story: the titles above have none, or its title is one too."""
    last, *others = cards
    if last.is_doubtful:
        return evidence[0] <= 0
    return last.blurb is not None and len(others) > 1 and not any(card.blurb for card in others)


def _in_bounds(cards: Sequence[Card], prose: Sequence[str | None]) -> Sequence[Card]:
    """The last cards, as many as the story above them outweighs; it has paragraphs enough to tell them from it."""
    weights = [weight(text) if text else 0 for text in prose]
    words = accumulate(card.weight for card in cards)
    return [
        card
        for card, below in zip(cards, words, strict=True)
        if below <= max(_MOST_WORDS, sum(weights[: card.chunk]))
        and len(list(filter(None, prose[: card.chunk]))) >= _SHORTEST_STORY
    ]


def _evidence(cards: Sequence[Card], prose: Sequence[set[str]]) -> list[float]:
    """Of each card, what speaks for its being about another story than what stands above it."""
    first = cards[-1].chunk
    story: set[str] = set().union(*prose[:first])
    usual = _usual_share(prose[:first])
    evidence = []
    alike = repeated_words(card.title.text for card in cards if not card.blurb)
    for card in reversed(cards):
        story = story.union(*prose[first : card.chunk])
        evidence.append(card.evidence(story if card.blurb else story | alike, usual))
        first = card.chunk
    return evidence[::-1]


def _usual_share(paragraphs: Sequence[set[str]]) -> float:
    """The share of a paragraph's words that others of the story use too, on average."""
    times = Counter(word for words in paragraphs for word in words)
    shares = [sum(times[word] > 1 for word in words) / len(words) for words in paragraphs if words]
    return (sum(shares) + _USUAL_SHARE * _USUAL_WEIGHT) / (len(shares) + _USUAL_WEIGHT)


def _cards_from_last(chunks: Sequence[Chunk]) -> list[Card]:
    """Titles with a blurb each at most, from the page's last one up to where two paragraphs stand in a row."""
    cards: list[Card] = []
    blurb: Line | None = None
    for number in range(len(chunks) - 1, -1, -1):
        if chunks[number].items or len(cards) >= _MOST_CARDS:
            break
        read = _cards_in(chunks[number].lines, number, blurb)
        if read is None:
            break
        found, blurb = read
        cards += found
    return cards


def _cards_in(lines: Sequence[Line], number: int, blurb: Line | None) -> tuple[list[Card], Line | None] | None:
    """The cards of a chunk above `blurb`, the last first, and the blurb whose title stands further up; None when two
    paragraphs stand in a row.
    """
    cards: list[Card] = []
    for line in reversed(lines):
        if _is_title(line.text) or (blurb and _may_be_title(line.text)):
            cards.append(Card(line, blurb, number))
            blurb = None
        elif is_prose(line.text) or not (is_about_page(line.text) or is_short(line.text)):
            if (blurb and not is_about_page(blurb.text)) or weight(line.text) > _LONGEST_BLURB:
                return None
            blurb = line
    return cards, blurb


def _is_title(text: str) -> bool:
    return is_title(text) and not _KEY.match(text)


def _may_be_title(text: str) -> bool:
    """Whether a line above a blurb may be its title: a label, or a sentence."""
    has_words = any(map(str.isalnum, text)) and not _KEY.match(text)
    return has_words and not is_about_page(text) and (is_short(text) or weight(text) <= _LONGEST_SENTENCE)
