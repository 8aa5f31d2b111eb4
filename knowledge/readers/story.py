"""The page below its opening: which chunks are the story, and from where on it is about other stories."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from knowledge.readers.comments import start_of_comments
from knowledge.readers.foot import foot_of
from knowledge.readers.furniture import closes_story, is_promotion, starts_other_stories
from knowledge.readers.lists import Fate, fate_of_list
from knowledge.readers.teasers import cards_in, goes_on_behind, length_of_tail

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from knowledge.readers.lines import Chunk
    from knowledge.readers.page import Page

    ReadBlock = Callable[[Chunk], None]
    """Takes a chunk that is no list and adds what it holds to the page."""

_CLOSING_BLOCKS = 6
"""Of the story's last blocks, so many may have been added by its publisher."""


def read_story(
    page: Page, chunks: Sequence[Chunk], prose: Sequence[str | None], story: set[str], read: ReadBlock
) -> None:
    """Add the story's blocks and the advertisements among and behind them to the page.

    `prose` holds the text of the chunks that are a paragraph of prose, `story` the words of all of them.
    """
    end = start_of_comments(chunks, prose)
    foot = foot_of(chunks[:end], prose[:end])
    rest = _Rest(
        [*chunks[: foot.start], *chunks[foot.end : end]], [*prose[: foot.start], *prose[foot.end : end]], story
    )
    at = 0
    while at < len(rest.chunks):
        chunk = rest.chunks[at]
        at += 1
        if chunk.items or _is_heading(chunk):
            at += _read_others(page, rest, at, foot.start)
        else:
            read(chunk)
    for card in foot.cards:
        page.add_teaser(card.title, card.last)
    _close(page)


@dataclass(frozen=True, slots=True)
class _Rest:
    """What is left of the page without comments and unmarked cards."""

    chunks: Sequence[Chunk]
    prose: Sequence[str | None]
    story: set[str]


def _read_others(page: Page, rest: _Rest, after: int, gap: int) -> int:
    """Settle the list or the heading before chunk `after`. Returns how many of the next chunks belong to it. At `gap`
    cards were taken out: what stands above and below them is not one card.
    """
    tail = length_of_tail(rest.prose[after:], page.body)
    goes_on = after + tail < len(rest.chunks) or goes_on_behind(rest.prose[after:], page.body)
    fate = _fate(rest.chunks, after - 1, rest.story, goes_on=goes_on)
    _settle(page, rest.chunks[after - 1], fate)
    if fate is not Fate.TEASERS:
        return 0
    middle = min(max(after, gap), after + tail)
    _read_tail(page, rest.chunks[after:middle])
    _read_tail(page, rest.chunks[middle : after + tail])
    return tail


def _fate(chunks: Sequence[Chunk], at: int, story: set[str], *, goes_on: bool) -> Fate:
    if not chunks[at].items:
        return Fate.TEASERS
    return fate_of_list(chunks[at].items, _line_before(chunks, at), story, goes_on=goes_on)


def _line_before(chunks: Sequence[Chunk], i: int) -> str:
    return chunks[i - 1].lines[-1].text if i else ""


def _is_heading(chunk: Chunk) -> bool:
    line = chunk.only_line
    return line is not None and starts_other_stories(line.text) and not is_promotion(line.text)


def _settle(page: Page, chunk: Chunk, fate: Fate) -> None:
    if fate is Fate.BODY:
        page.add_body(chunk.lines)
    elif fate is Fate.TEASERS:
        for item in chunk.items:
            page.add_teaser(item.lines[0], item.lines[-1])


def _read_tail(page: Page, chunks: Sequence[Chunk]) -> None:
    """Behind the story, lists and cards advertise other stories; the rest is nobody's."""
    for is_list, group in groupby(chunks, key=lambda chunk: bool(chunk.items)):
        if is_list:
            for chunk in group:
                _settle(page, chunk, Fate.TEASERS)
        else:
            for title, last in cards_in(line for chunk in group for line in chunk.lines):
                page.add_teaser(title, last)


def _close(page: Page) -> None:
    """Take away what was added below the story, and subheads with nothing below them."""
    at = max(len(page.body) - _CLOSING_BLOCKS, 1)
    page.body[at:] = [block for block in page.body[at:] if not closes_story(block.line.text)]
    while page.body and page.body[-1].is_subhead:
        page.body.pop()
