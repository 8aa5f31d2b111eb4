"""Which line of a page is its headline: the first one above the story that speaks of what the story speaks of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from knowledge.readers.bylines import names_of
from knowledge.readers.captions import credit_of
from knowledge.readers.dates import stated_dates
from knowledge.readers.furniture import is_furniture, is_promotion
from knowledge.readers.prose import is_prose, shared, vocabulary, weight

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from knowledge.readers.lines import Chunk, Line

_FEWEST_WORDS, _MOST_WORDS = 3, 45
_LONGEST = 300
_MOST_WORDS_BEFORE_FULL_STOP = 18
_TIERS = ((0.5, True), (0.5, False), (0.3, True), (0.3, False))
"""Least share of the line's words that the story uses, and whether the line must stand alone: a line among alt texts
and captions is believed later. Right when the headline is in the text: .83 of 199 pages of 212 sites."""
_DEEPEST = 300
"""A headline stands within so many chunks of the page's top."""
_BELOW_STANDFIRST = range(1, 5)
"""One standfirst or caption that reads like prose may stand above the headline, so many chunks; of two paragraphs the
line below them is a subhead."""
_LEAST_BELOW = 0.6
_FEWEST_WORDS_BELOW = 5


@dataclass(frozen=True, slots=True)
class Opening:
    """Where a page's story begins: its first chunk, and the headline above it, when there is one."""

    first: int
    headline: Line | None


def opening_of(chunks: Sequence[Chunk], prose: Sequence[int], story: set[str]) -> Opening:
    first = _first_paragraph(chunks, prose)
    above = list(_title_like(chunks[: min(first, _DEEPEST)], story))
    for least, must_stand_alone in _TIERS:
        for share, line, is_alone in above:
            if share >= least and (is_alone or (not must_stand_alone and weight(line.text) > _FEWEST_WORDS)):
                return Opening(first, line)
    below = _opening_below_standfirst(chunks, prose, first, story)
    return below or Opening(first, _only_line_above(chunks[:first]) if prose else None)


def _only_line_above(chunks: Sequence[Chunk]) -> Line | None:
    """The page's first line, when no other above the story could be a headline: then it need not share its words."""
    loose = [line for chunk in chunks[:_DEEPEST] for line in chunk.lines if not _is_about_the_page(line.text)]
    is_alone = len(loose) == 1 and chunks[0].only_line is loose[0]
    return loose[0] if is_alone and weight(loose[0].text) <= _MOST_WORDS else None


def _first_paragraph(chunks: Sequence[Chunk], prose: Sequence[int]) -> int:
    alone = (i for i in prose if (line := chunks[i].only_line) and not is_furniture(line.text))
    return next(alone, prose[0] if prose else len(chunks))


def _title_like(chunks: Sequence[Chunk], story: set[str]) -> Iterator[tuple[float, Line, bool]]:
    """Lines that could be a headline, the share of their words that the story uses, and whether each stands alone."""
    for chunk in chunks:
        for line in () if chunk.items else chunk.lines:
            if _could_be_headline(line.text):
                yield shared(vocabulary(line.text), story), line, chunk.only_line is not None


def _could_be_headline(text: str) -> bool:
    words = weight(text)
    if not _FEWEST_WORDS <= words <= _MOST_WORDS or len(text) > _LONGEST or text.endswith((":", ",", ";")):
        return False
    if text.endswith((".", "。")) and words > _MOST_WORDS_BEFORE_FULL_STOP:
        return False
    return not _is_about_the_page(text)


def _is_about_the_page(text: str) -> bool:
    """Whether a line is furniture, a byline, a date or a caption with its credit."""
    return bool(is_furniture(text) or is_promotion(text) or names_of(text) or stated_dates(text) or credit_of(text))


def _opening_below_standfirst(
    chunks: Sequence[Chunk], prose: Sequence[int], first: int, story: set[str]
) -> Opening | None:
    if first >= _BELOW_STANDFIRST.stop - 1:
        return None
    second = prose[1] if len(prose) > 1 else len(chunks)
    for i in (first + step for step in _BELOW_STANDFIRST if first + step < min(second, len(chunks))):
        line = chunks[i].only_line
        story_begins = next((p for p in prose if p > i), None)
        if line and story_begins and _is_headline_below(line.text, story):
            return Opening(story_begins, line)
    return None


def _is_headline_below(text: str, story: set[str]) -> bool:
    if is_prose(text) or weight(text) < _FEWEST_WORDS_BELOW or not _could_be_headline(text):
        return False
    return shared(vocabulary(text), story) >= _LEAST_BELOW
