"""Text to sentences with their words: what a quotation is made of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

import regex
import sentencex

from knowledge.model import Span
from knowledge.words import Word, weighed, words

MOST_WORDS = 100
"""A longer sentence is cut at a word: a hundred words are the most that one quotation holds."""

MOST_CHARACTERS = 1_500
"""As MOST_WORDS, for text that is hardly words: twice what a hundred English words take."""

EDGE = 100
"""Characters before a sentence's first word, and after its last, that are quoted with it: it may be a page of dots."""

MOST_TERMS = 200
"""As MOST_WORDS, for text whose words have several terms each: what a posting can say of a passage ends at 255."""

STRETCH = 10_000
"""Characters that are parted at once: sentencex takes 0.02 seconds for as many quotation marks, and a hundred times
that for ten times as many. No paragraph of news is as long."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A stretch that is quoted whole, without the white space around it. Offsets are code points."""

    start: int
    end: int
    terms: tuple[str, ...]
    """Of all its words, in order; it has at least one."""
    weight: float
    """Length in words."""
    ends_paragraph: bool = False
    is_cut_before: bool = False
    is_cut_after: bool = False
    """Whether the author's sentence, too long to quote whole, goes on there."""


def sentences(text: str, span: Span, language: str | None) -> Iterator[Sentence]:
    """The sentences of a stretch of `text`, in order; stretches without a word are left out."""
    for paragraph in paragraphs(text, span):
        yield from sentences_of(text, paragraph, language)


def paragraphs(text: str, span: Span) -> Iterator[Span]:
    """The paragraphs of a stretch of `text`, without the white space behind them."""
    for start, end in _paragraphs(text, span):
        yield start, start + len(text[start:end].rstrip())


def sentences_of(text: str, paragraph: Span, language: str | None) -> Iterator[Sentence]:
    """The sentences of a paragraph."""
    begin = None
    for start, end in _boundaries(text, paragraph, language):
        begin = start if begin is None else begin
        if not _is_within_word(text, (begin, paragraph[1]), end, language):
            yield from _pieces(text, (begin, end), language, ends_paragraph=end == paragraph[1])
            begin = None


def _is_within_word(text: str, span: Span, at: int, language: str | None) -> bool:
    """Whether a boundary is none, because a word goes on across it, as in A.B; most have white space behind them."""
    if at >= span[1] or not _GOES_ON.match(text, at):
        return False
    return any(word.start < at < word.end for word in words(text, language, span[0], min(at + EDGE, span[1])))


def whole(text: str, span: Span, language: str | None) -> Iterator[Sentence]:
    """A stretch as one sentence, whatever stands in it: for a caption, which is nothing without its credit."""
    return _pieces(text, span, language, ends_paragraph=True)


def as_one(text: str, span: Span, language: str | None, *, ends_paragraph: bool = True) -> Sentence | None:
    """A stretch as one sentence, however many it holds; None where it is too long, or begins or ends with no word."""
    terms, weight = weighed(text, language, *span)
    is_short = weight <= MOST_WORDS and len(terms) <= MOST_TERMS and span[1] - span[0] <= MOST_CHARACTERS
    if weight and is_short and not text[span[1] - 1].isspace() and _has_no_margin(text, span):
        return Sentence(*span, terms, weight, ends_paragraph)
    return None


def _pieces(text: str, span: Span, language: str | None, *, ends_paragraph: bool) -> Iterator[Sentence]:
    """The sentence, or the pieces it is cut into because it is too long; nothing where it holds no word."""
    if one := as_one(text, span, language, ends_paragraph=ends_paragraph):
        yield one
    else:
        yield from _cut(text, span, words(text, language, *span), ends_paragraph=ends_paragraph)


def _has_no_margin(text: str, span: Span) -> bool:
    """Whether a word stands near either end."""
    first, last = text[span[0] : span[0] + EDGE], text[max(span[0], span[1] - EDGE) : span[1]]
    return any(map(str.isalnum, first)) and any(map(str.isalnum, last))


def _cut(text: str, span: Span, held: list[Word], *, ends_paragraph: bool) -> Iterator[Sentence]:
    groups = list(_groups(held))
    limits = [group[0].start for group in groups[1:]] + [span[1]] * bool(groups)
    begin = span[0]
    for group, limit in zip(groups, limits, strict=True):
        start = max(begin, group[0].start - EDGE)
        end = min(begin + len(text[begin:limit].rstrip()), group[-1].end + EDGE)
        kept = [word for word in group if word.end <= end]  # a pair may lie across the cut
        yield Sentence(
            start,
            end,
            tuple(term for word in kept for term in word.terms),
            sum(word.weight for word in kept),
            ends_paragraph and limit == span[1],
            is_cut_before=start > span[0],
            is_cut_after=end < span[1],
        )
        begin = limit


def _groups(held: list[Word]) -> Iterator[list[Word]]:
    group: list[Word] = []
    weight, terms = 0.0, 0
    for word in held:
        weight, terms = weight + word.weight, terms + len(word.terms)
        is_long = bool(group) and word.end - group[0].start > MOST_CHARACTERS
        if group and (is_long or weight > MOST_WORDS or terms > MOST_TERMS):
            yield group
            group, weight, terms = [], word.weight, len(word.terms)
        group.append(word)
    if group:
        yield group


_GOES_ON = regex.compile(r"[\p{L}\p{M}\p{N}'’.,״׳\"]")


def _boundaries(text: str, paragraph: Span, language: str | None) -> Iterator[Span]:
    """Start and end of each sentence, without the white space around it."""
    begin, finish = paragraph
    for first, last in _split(text[begin:finish], language or "en"):
        start, end = begin + first, begin + last
        start, end = end - len(text[start:end].lstrip()), start + len(text[start:end].rstrip())
        if start < end:
            yield start, end


def _split(paragraph: str, language: str) -> Iterator[Span]:
    """The sentences of a paragraph, with the white space around them. An ordinal number ends none: "den 3. august"
    is taken for two by sentencex, one boundary in eighteen of Norwegian news.
    """
    start = 0
    for end in _ends(paragraph, language):
        if not (paragraph[end : end + 1].islower() and _ORDINAL.search(paragraph, max(start, end - 6), end)):
            yield start, end
            start = end
    if start < len(paragraph):
        yield start, len(paragraph)


def _ends(paragraph: str, language: str) -> Iterator[int]:
    """Where sentencex ends sentences. It sees a stretch at a time, from the last end that is certain on."""
    begin = 0
    while begin < len(paragraph):
        stretch = paragraph[begin : begin + STRETCH]
        found = [begin + each["end_index"] for each in sentencex.get_sentence_boundaries(language, stretch)]
        begin += STRETCH
        if begin < len(paragraph):
            *found, _ = found or [begin]
            begin = found[-1] if found else begin
        yield from found


_ORDINAL = regex.compile(r"\b\d{1,2}\.\s*\Z")
_BLANK_LINE = regex.compile(r"\n\s*\n\s*")
_LINE_END = regex.compile(r"\n\s*")
_SENTENCE_END = frozenset(".!?”\"'")
_FULL_LINE = range(40, 101)  # characters: between a teletype's 69 and a mail's 78, with room on both sides


def _paragraphs(text: str, span: Span) -> Iterator[Span]:
    start, end = span
    separator = _BLANK_LINE if _is_wrapped(text[start:end].split("\n")) else _LINE_END
    for match in separator.finditer(text, start, end):
        yield start, match.start()
        start = match.end()
    yield start, end


def _is_wrapped(lines: Iterable[str]) -> bool:
    """Whether lines end where they were full, as in old wires and mail, instead of where paragraphs do."""
    written = [line.rstrip() for line in lines]
    full = sum(
        len(line) in _FULL_LINE and after != "" and line[-1] not in _SENTENCE_END for line, after in pairwise(written)
    )
    return full * 2 > sum(map(bool, written))
