"""The page below its opening: which chunks are the story, and from where on it is about other stories."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from knowledge.readers.furniture import is_promotion, starts_other_stories
from knowledge.readers.teasers import Fate, cards_in, fate_of_list, first_strange_card, goes_on_behind, length_of_tail

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from knowledge.readers.lines import Chunk
    from knowledge.readers.page import Page

    ReadBlock = Callable[[Chunk], None]
    """Takes a chunk that is no list and adds what it holds to the page."""


def read_story(
    page: Page, chunks: Sequence[Chunk], prose: Sequence[str | None], story: set[str], read: ReadBlock
) -> None:
    """Add the story's blocks and the advertisements among and behind them to the page.

    `prose` holds the text of the chunks that are a paragraph of prose, `story` the words of all of them.
    """
    at = 0
    while at < len(chunks):
        chunk, after = chunks[at], at + 1
        if not chunk.items and not _is_heading(chunk):
            read(chunk)
        else:
            tail = length_of_tail(prose[after:], page.body)
            goes_on = after + tail < len(chunks) or goes_on_behind(prose[after:], page.body)
            fate = _fate(chunks, at, story, goes_on=goes_on)
            _settle(page, chunk, fate)
            if fate is Fate.TEASERS:
                _read_tail(page, chunks[after : after + tail])
                after += tail
        at = after
    _cut_foot(page)


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


def _cut_foot(page: Page) -> None:
    at = first_strange_card(page.body)
    if at is not None:
        page.cut_cards(at)
    while page.body and page.body[-1].is_subhead:
        page.body.pop()
