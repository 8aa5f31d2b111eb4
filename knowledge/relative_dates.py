"""The dates that "yesterday" and "last month" mean in a quote whose day of publication is known. Pure.

Only words of the quote's own language whose meaning is certain: "hier" is here in German, "mañana" may be the morning.
Weekdays are left alone, as whether "on Monday" is the one before or after is not; so are names (USA Today). Nor is
anything certain in a sentence that names a date of its own: "We will win this year," he said in 1941.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import islice

import regex

from knowledge.model import Resolved, Span
from knowledge.times.grammar import AGO
from knowledge.times.phrases import LANGUAGES, Meaning, Phrase, Token, Unit, fold, phrases, tokens
from knowledge.times.points import Point
from knowledge.times.signs import Sign, signs

MOST = 12
"""Of a quote; the longest that is quoted has a hundred words."""

_ALIKE = {"nb": "no", "nn": "no"}

_SENTENCE_END = regex.compile(r"(?<!\b(?:\p{Lu}|\d\d?))[.!?…؟]\s+(?![\p{Ll}\p{Nd}])|[。！？](?![”’」』])")
"""Not within quotation marks, as who said it when may follow."""

_OF_A_DAY = regex.compile(r"X|x|M\.?D|D\.?[oAIE]{0,2}[Mm]")
"""The signs that name a day of a month, and those of years that have a month."""

_BESIDE = regex.compile(r"i[BvbFf][oAOIE]{0,2}\Z")
"""The signs of "the year before", which "last year" then only counts from."""

_COMMAS = frozenset(",，、،")
_ARTICLES = frozenset(
    [
        "a",
        "an",
        "the",
        "en",
        "et",
        "ett",
        "ein",
        "eine",
        "der",
        "die",
        "das",
        "un",
        "une",
        "le",
        "la",
        "l",
        "una",
        "el",
        "uno",
        "il",
        "o",
        "um",
        "uma",
        "een",
        "het",
    ]
)
"""What follows "today" where it means nowadays: the castle, today a museum."""


def resolve(quote: str, published: str | None, language: str | None) -> tuple[Resolved, ...]:
    """The relative dates of a quote in order, at most 12, each with the day, month or year that it means."""
    day, spoken = _day(published), _spoken(language)
    return tuple(islice(_resolved(quote, day, spoken), MOST)) if day and spoken else ()


def _resolved(quote: str, day: date, language: str) -> Iterator[Resolved]:
    read = tokens(quote)
    found = [(phrase, iso) for phrase in phrases(read, (language,)) if (iso := _iso(phrase.meaning, day))]
    unsure = tuple(_unsure(quote, day)) if found else ()
    for phrase, iso in found:
        start, end = read[phrase.first].start, read[phrase.last - 1].end
        is_sure = not any(first < end and start < last for first, last in unsure)
        if is_sure and not _is_nowadays(read, phrase):
            yield Resolved(start, end, iso)


def _unsure(quote: str, day: date) -> Iterator[Span]:
    """The stretches of a quote in which relative dates count from another day than that of publication."""
    read = signs(quote)
    start = 0
    for end in (*(match.end() for match in _SENTENCE_END.finditer(quote)), len(quote)):
        sentence = [sign for sign in read if start <= sign.start < end]
        if _is_dated(sentence, day.year):
            yield start, end
        else:
            yield from _counted(sentence)
        start = end


def _is_dated(sentence: Sequence[Sign], year: int) -> bool:
    """Whether a sentence names a day of a month, or another year than this."""
    years = (sign.says.years for sign in sentence if isinstance(sign.says, Point))
    return any(named and named != (year, year) for named in years) or bool(_OF_A_DAY.search(_written(sentence)))


def _counted(sentence: Sequence[Sign]) -> Iterator[Span]:
    """The signs on both sides of "two years ago", and what follows "the year before"."""
    kinds = _written(sentence)
    for match in AGO.finditer(kinds):
        around = sentence[max(match.start() - 1, 0) : match.end() + 1]
        yield around[0].start, around[-1].end
    for at, sign in enumerate(sentence):
        if _BESIDE.search(kinds[max(at - 4, 0) : at]):
            yield sign.start, sign.end


def _written(sentence: Sequence[Sign]) -> str:
    return "".join(sign.kind for sign in sentence)


def _is_nowadays(read: Sequence[Token], phrase: Phrase) -> bool:
    """Whether "today" is an aside, between commas or before an article."""
    if phrase.meaning != Meaning(Unit.DAY) or not phrase.first or read[phrase.first - 1].text not in _COMMAS:
        return False
    after = fold(read[phrase.last].text) if phrase.last < len(read) else ""
    return after in _COMMAS or after in _ARTICLES


def _iso(meaning: Meaning, day: date) -> str | None:
    """The date, as precise as the words are; None for words that are not certain and for dates beyond the calendar."""
    if not meaning.is_certain:
        return None
    try:
        return _shifted(meaning, day)
    except (OverflowError, ValueError):
        return None


def _shifted(meaning: Meaning, day: date) -> str | None:
    if meaning.unit is Unit.DAY:
        return (day + timedelta(days=meaning.offset)).isoformat()
    if meaning.unit is Unit.MONTH:
        years, month = divmod(day.month - 1 + meaning.offset, 12)
        return date(day.year + years, month + 1, 1).isoformat()[:7]
    return date(day.year + meaning.offset, 1, 1).isoformat()[:4] if meaning.unit is Unit.YEAR else None


def _day(published: str | None) -> date | None:
    try:
        return date.fromisoformat((published or "").partition("T")[0])
    except ValueError:
        return None


def _spoken(language: str | None) -> str | None:
    code = (language or "").partition("-")[0].casefold()
    code = _ALIKE.get(code, code)
    return code if code in LANGUAGES else None
