"""News pages saved as plain text: what is the article, and what merely stood on its page.

Nothing is guessed into an attribution: the byline comes from a line that says so, the date from a line that holds
nothing but dates, a caption belongs to its credit and an advertisement of another story to nobody. What is in doubt
stays unlabelled.
"""

from __future__ import annotations

from functools import partial
from itertools import chain, zip_longest
from typing import TYPE_CHECKING

from knowledge.characters import clean
from knowledge.readers.bylines import names_of
from knowledge.readers.captions import credit_of, is_labelled_picture, printed_twice
from knowledge.readers.dates import dates_after, stated_dates
from knowledge.readers.furniture import is_furniture, is_promotion, starts_other_stories
from knowledge.readers.headlines import opening_of
from knowledge.readers.lines import Chunk, chunks_of
from knowledge.readers.lists import are_records
from knowledge.readers.page import Page
from knowledge.readers.prose import ends_sentence, is_prose, vocabulary, weight
from knowledge.readers.story import read_story

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from knowledge.model import Article
    from knowledge.readers.lines import Line

_SHORTEST_STANDFIRST = 6
_SHORTEST_SENTENCE = 3
_SHORTEST_TITLE = 4
_LONGEST_SUBHEAD = 25
_LONGEST_HEADING = 6
_KEY_POINT = 8
_FEWEST_RECORDS = 3
"""Lines without a sentence that are the story's when most hold figures: dates, results, quantities."""


def read_plain_page(text: str) -> Article:
    """The article on a page of plain text, as it is stored: every part a slice of the cleaned text."""
    page = Page(clean(text))
    chunks, has_prose = _chunks_and_prose(page.text)
    pictured = printed_twice(line.text for chunk in chunks for line in chunk.lines)
    is_told = [has and not _is_picture(chunk, pictured) for chunk, has in zip(chunks, has_prose, strict=True)]
    has_prose, pictured = (is_told, pictured) if any(is_told) else (has_prose, set())
    with_prose = [i for i, is_story in enumerate(has_prose) if is_story]
    story = vocabulary(*(line.text for i in with_prose for line in chunks[i].lines))
    opening = opening_of(chunks, with_prose, story)
    page.headline = opening.headline
    _read_head(page, chunks[: opening.first])
    prose = [_only_text(chunk) if is_story else None for chunk, is_story in zip(chunks, has_prose, strict=True)]
    last = chunks[with_prose[-1]].lines[0].start if with_prose else 0
    read_story(page, chunks[opening.first :], prose[opening.first :], story, partial(_read_block, page, last, pictured))
    if not page.body and not page.others:
        page.add_body(line for chunk in chunks for line in chunk.lines if line is not page.headline)
    return page.article()


def _only_text(chunk: Chunk) -> str | None:
    return chunk.only_line.text if chunk.only_line else None


def _chunks_and_prose(text: str) -> tuple[list[Chunk], list[bool]]:
    """The page's chunks, and which of them hold prose. On a page of nothing longer, any sentence is prose."""
    chunks = chunks_of(text)
    reads_like_prose = is_prose if any(_has_prose(chunk, is_prose) for chunk in chunks) else ends_sentence
    has_prose = [_has_prose(chunk, reads_like_prose) for chunk in chunks]
    if not any(is_story and chunk.only_line for chunk, is_story in zip(chunks, has_prose, strict=True)):
        chunks = _each_line_alone(chunks)
        has_prose = [_has_prose(chunk, reads_like_prose) for chunk in chunks]
    return chunks, has_prose


def _has_prose(chunk: Chunk, reads_like_prose: Callable[[str], bool]) -> bool:
    return not chunk.items and any(
        reads_like_prose(line.text) and not is_promotion(line.text) and not credit_of(line.text) for line in chunk.lines
    )


def _each_line_alone(chunks: Sequence[Chunk]) -> list[Chunk]:
    """For pages without blank lines between their paragraphs."""
    alone = ([chunk] if chunk.items else [Chunk((line,)) for line in chunk.lines] for chunk in chunks)
    return list(chain.from_iterable(alone))


def _read_head(page: Page, chunks: Sequence[Chunk]) -> None:
    """Everything above the first paragraph: byline, dates, captions, a standfirst, key points."""
    for chunk in chunks:
        is_below = page.headline is not None and chunk.lines[-1].start >= page.headline.start
        if chunk.items:
            page.add_body(chunk.lines if is_below and _are_key_points(chunk) else ())
            continue
        loose = _stated_in_head(page, chunk)
        if loose and len(chunk.lines) > 1 and ends_sentence(loose[-1].text):
            page.add_caption(loose[-1], alt=loose[-2] if len(loose) > 1 else None)
        elif is_below and len(loose) == 1 and not page.body and _is_standfirst(loose[0].text):
            page.add_body(loose)


def _is_standfirst(text: str) -> bool:
    """Whether a line below the headline belongs to the story: of those that end no sentence, 32 of 42 did not."""
    return ends_sentence(text) and weight(text) >= _SHORTEST_STANDFIRST


def _are_key_points(chunk: Chunk) -> bool:
    return sum(is_prose(line.text) or weight(line.text) > _KEY_POINT for line in chunk.lines) * 2 >= len(chunk.lines)


def _stated_in_head(page: Page, chunk: Chunk) -> list[Line]:
    """Take a block's bylines, dates and credited captions; what is left are its other captions or its standfirst."""
    loose: list[Line] = []
    for i, line in enumerate(chunk.lines):
        if line is page.headline or is_furniture(line.text):
            continue
        if dates := stated_dates(line.text):
            belongs_to_photo = loose and any(credit_of(later.text) for later in chunk.lines[i:])
            page.add_dates(
                date for date in dates if date.is_labelled or (_is_below_headline(page, line) and not belongs_to_photo)
            )
        elif names := names_of(line.text):
            page.add_authors(names)
            page.add_dates(dates_after(line.text))
        elif credit_of(line.text):
            loose = _take_caption(page, loose, line)
        elif not starts_other_stories(line.text, _LONGEST_HEADING):
            loose.append(line)
    return loose


def _is_below_headline(page: Page, line: Line) -> bool:
    """Above it, a date without a label is the masthead's: the day on which the page was saved (two of 44 lines)."""
    return page.headline is not None and line.start > page.headline.start


def _is_picture(chunk: Chunk, pictured: set[str]) -> bool:
    """Whether all sentences of a chunk are written about a picture: `pictured`, or labelled so."""
    sentences = [line.text for line in chunk.lines if is_prose(line.text)]
    return bool(sentences) and all(text in pictured or is_labelled_picture(text) for text in sentences)


def _read_block(page: Page, last_prose: int, pictured: set[str], chunk: Chunk) -> None:
    """Add a block of the story: paragraphs, a subhead, captions. `last_prose` is where the last paragraph starts,
    `pictured` are captions without a credit.
    """
    loose: list[Line] = []
    for line in chunk.lines:
        if is_furniture(line.text) or is_promotion(line.text):
            continue
        if line.text in pictured or is_labelled_picture(line.text):
            page.add_caption(line)
        elif _closes_caption(line.text, is_alone=len(chunk.lines) == 1):
            loose = _take_caption(page, loose, line)
        else:
            loose.append(line)
    if chunk.only_line:
        _add_paragraph(page, loose, has_prose_after=chunk.lines[0].start < last_prose)
    elif any(is_prose(line.text) for line in loose):
        _add_lines(page, loose)
    elif len(loose) >= _FEWEST_RECORDS and are_records([line.text for line in loose]):
        page.add_body(loose)


def _add_lines(page: Page, lines: Sequence[Line]) -> None:
    """Add the sentences of a block of lines, and a short line before one as a subhead; the rest is of the layout."""
    for line, following in zip_longest(lines, lines[1:]):
        if ends_sentence(line.text) or is_prose(line.text):
            page.add_body([line])
        elif following and is_prose(following.text) and _SHORTEST_TITLE <= weight(line.text) <= _LONGEST_SUBHEAD:
            page.add_body([line], are_subheads=True)


def _closes_caption(text: str, *, is_alone: bool) -> bool:
    credit = credit_of(text)
    if not credit:
        return False
    if credit.caption_end == 0:
        return not is_prose(text)
    return not (is_alone and is_prose(text)) or "/" in text[credit.start : credit.end]


def _take_caption(page: Page, loose: list[Line], line: Line) -> list[Line]:
    """Add the caption that a credit closes, with the alt text before it. Returns the lines that are neither."""
    credit = credit_of(line.text)
    if not credit:
        return loose
    rest = list(loose)
    caption = line if credit.caption_end else rest.pop() if rest else None
    alt = rest.pop() if rest and not is_prose(rest[-1].text) else None
    if caption is line:
        page.add_caption(line, credit, alt)
    elif caption:
        page.add_caption(caption, alt=alt)
        page.add_credit(line, credit)
    return rest


def _add_paragraph(page: Page, lines: Sequence[Line], *, has_prose_after: bool) -> None:
    for line in lines:
        words = weight(line.text)
        if is_prose(line.text) or (ends_sentence(line.text) and words >= _SHORTEST_SENTENCE):
            page.add_body([line])
        elif has_prose_after:
            page.add_body([line], are_subheads=words <= _LONGEST_SUBHEAD)
