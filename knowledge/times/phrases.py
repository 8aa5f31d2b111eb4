"""Words that place a time beside the day they are said on, "yesterday" or "last month": a table, and where they stand.

Only words whose meaning is certain. Weekdays are left out: "on Monday" may be the one before or the one after.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import StrEnum
from functools import cache
from typing import NamedTuple

import regex

from knowledge.times.phrasebook import TABLE


class Unit(StrEnum):
    """What a phrase counts from the day it is said on."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"
    SPRING = "spring"
    SUMMER = "summer"
    AUTUMN = "autumn"
    WINTER = "winter"
    PAST = "past"
    """The days before, up to the day itself; the offset says how many."""
    LATELY = "lately"
    NEWEST = "newest"
    ORDINARY = "ordinary"
    """Words that only look like a phrase of the table: "hoy en día" is nowadays, 如今年轻人 holds no 今年."""


class Meaning(NamedTuple):
    unit: Unit
    offset: int = 0
    """-1 is the one before: yesterday, last month."""
    is_certain: bool = True
    """Whether an article, too, can only mean this; a question mark in the table says that it may not."""


class Token(NamedTuple):
    """A word, a number or a sign. Offsets are code points."""

    start: int
    end: int
    text: str


class Phrase(NamedTuple):
    """Tokens `first` up to `last`, and what they mean."""

    first: int
    last: int
    meaning: Meaning


LANGUAGES = tuple(TABLE)

_ENDS = frozenset(".!?…。！？؟")


class Written(NamedTuple):
    """A phrase of the table: its tokens as they are looked up, and which of them have a capital."""

    folded: tuple[str, ...]
    capitals: tuple[bool, ...]
    meaning: Meaning


_Lexicon = dict[str, tuple[Written, ...]]
"""By the first token; the longest phrase first."""

_TOKEN = regex.compile(r"\p{Han}|[\p{L}\p{M}\p{N}--\p{Han}]+|\S", flags=regex.V1)
_ENTRY = regex.compile(
    r"(?P<unit>\w+)(?: (?P<offset>-?\d+))?(?P<doubt>\?)?: (?P<phrases>[^:]+?)\s*(?=\Z|\n\s*\w+(?: -?\d+)?\??:)"
)


def tokens(text: str) -> list[Token]:
    """The words, numbers and signs of `text`; of Chinese, every character."""
    return [Token(*match.span(), match.group()) for match in _TOKEN.finditer(text)]


def phrases(read: Sequence[Token], languages: tuple[str, ...]) -> Iterator[Phrase]:
    """The phrases of these languages among the tokens of a text, in order and apart. Ordinary words are none.

    A capital makes a phrase a name (USA Today), unless it begins a sentence.
    """
    lexicon = _lexicon(languages)
    folded = [fold(token.text) for token in read]
    passed = 0
    for at in (at for at, word in enumerate(folded) if word in lexicon):
        fitting = (one for one in lexicon[folded[at]] if tuple(folded[at : at + len(one.folded)]) == one.folded)
        written = next((one for one in fitting if _is_written_so(one, read, at)), None) if at >= passed else None
        passed = at + len(written.folded) if written else passed
        if written and written.meaning.unit is not Unit.ORDINARY:
            yield Phrase(at, passed, written.meaning)


def fold(word: str) -> str:
    """A word as it is looked up."""
    return word.casefold().replace("’", "'")


def begins_sentence(read: Sequence[Token], at: int) -> bool:
    """Whether a sentence begins with this token; after "U.S." none does."""
    if at == 0 or read[at - 1].text not in _ENDS:
        return at == 0
    return at == 1 or not (len(read[at - 2].text) == 1 and read[at - 2].text.isupper())


def _is_written_so(written: Written, read: Sequence[Token], at: int) -> bool:
    """Whether capitals stand only where the phrase has them, or where a sentence begins."""
    typed = (token.text for token in read[at : at + len(written.folded)])
    is_first = begins_sentence(read, at)
    for position, (word, capital) in enumerate(zip(typed, written.capitals, strict=True)):
        rises = capital or (is_first and position == 0)
        if not _is_lower(word[1:] if rises else word):
            return False
    return True


def _is_lower(word: str) -> bool:
    return word == word.lower()


@cache
def _lexicon(languages: tuple[str, ...]) -> _Lexicon:
    lexicon: dict[str, list[Written]] = {}
    for language in languages:
        for written in entries(language):
            lexicon.setdefault(written.folded[0], []).append(written)
    return {first: tuple(sorted(found, key=lambda one: -len(one.folded))) for first, found in lexicon.items()}


def entries(language: str) -> Iterator[Written]:
    """The phrases of a language."""
    for entry in _ENTRY.finditer(TABLE[language]):
        meaning = Meaning(Unit(entry["unit"]), int(entry["offset"] or 0), not entry["doubt"])
        for phrase in entry["phrases"].split(","):
            words = [token.text for token in tokens(phrase)]
            yield Written(tuple(map(fold, words)), tuple(not _is_lower(word) for word in words), meaning)
