"""The dates that "yesterday" and "last month" mean in a quote whose day of publication is known. Pure.

Only words of the quote's own language whose meaning is certain: "hier" is here in German, "mañana" may be the morning.
Weekdays are left alone, as whether "on Monday" is the one before or after is not; so are names (USA Today).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import islice

from knowledge.model import Resolved
from knowledge.times.phrases import LANGUAGES, Meaning, Unit, phrases, tokens

MOST = 12
"""Of a quote; the longest that is quoted has a hundred words."""

_ALIKE = {"nb": "no", "nn": "no"}


def resolve(quote: str, published: str | None, language: str | None) -> tuple[Resolved, ...]:
    """The relative dates of a quote in order, at most 12, each with the day, month or year that it means."""
    day, spoken = _day(published), _spoken(language)
    return tuple(islice(_resolved(quote, day, spoken), MOST)) if day and spoken else ()


def _resolved(quote: str, day: date, language: str) -> Iterator[Resolved]:
    read = tokens(quote)
    for first, last, meaning in phrases(read, (language,)):
        if iso := _iso(meaning, day):
            yield Resolved(read[first].start, read[last - 1].end, iso)


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
