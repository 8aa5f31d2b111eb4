"""The times that a question names in words, "last summer" or "before the election of 2016". Pure: rules, no clock.

The question becomes a row of signs, a character for the kind of each token, and one pattern reads the row. A date
that is missed costs little, one that is invented hides the answer: so in doubt there is none. A month alone counts
after a preposition of its own language only, and in English with its capital; a number alone counts as a year only
where its neighbours say so. A date without a year is the most recent that has begun by the day of asking; when that
is not known the period is open at both ends, and only `named` says something.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import islice

import regex

from knowledge.model import Dated, Period, Span
from knowledge.times import cues
from knowledge.times.cues import Kind
from knowledge.times.grammar import AFTER, BEFORE, FROM, RELATIVE, TIMES, UP_TO
from knowledge.times.phrases import Meaning, Unit
from knowledge.times.points import Point, days, joined, parts
from knowledge.times.signs import Sign, signs, spoken_month

MOST = 8
"""Dates of a question that are understood."""

LONGEST = 10_000
"""Characters of a question that are read."""

_Named = tuple[tuple[str, ...], ...]

_OPEN = Period(None, None)
_LENGTHS = {Unit.DAY: 1, Unit.WEEK: 7, Unit.MONTH: 31, Unit.YEAR: 366}
"""The most days that each has."""

_NAMES = frozenset(("April", "June", "May"))
_BESIDE_NAMES = frozenset((Kind.BEFORE, Kind.AFTER, Kind.BY))
"""What is said of people as of months: after May, by April."""

_WORDS = frozenset(("מאי", "מרץ"))
"""With the prefix they have without a day or a year: a director, and eagerly."""

_OF_A_SUBJECT = frozenset(("of", "on"))
"""News of a year and articles on it: about it, not printed then."""

_COMPARED = regex.compile(r"\b(?:(?:articles?|coverage|reports?|story|stories)(?:\s+reported)?|reported)\b")


@dataclass(frozen=True, slots=True)
class Mention:
    """A time that a question names.

    `start` and `end` are what only says the time, its preposition included. They are of `dated.text`, but where a date
    is reached through words of the subject: of "before the election of 2016" they are "of 2016"; and "articles
    published" before "in 2016" is of them too. Where such words lie between the two, that is of `also`.
    """

    start: int
    end: int
    dated: Dated
    named: _Named = ()
    """What an article that names this date may say of each part of it that was typed, day, month and year: any of a
    tuple. Empty for relative dates.
    """
    also: tuple[Span, ...] = ()
    """What else says nothing of the subject, in order and before `start`."""


def mentions(text: str, languages: Sequence[str], as_of: date | None) -> tuple[Mention, ...]:
    """The times that `text` names, in order and apart, at most 8; `named` in the languages of the archive.

    A question that names two dates or compares articles ("the report published in May and the story of ...") is not
    narrowed to one of them: none of its times is a filter.
    """
    row = _Row(text[:LONGEST], as_of, tuple(languages))
    found = tuple(islice(row.mentions(), MOST))
    if len(found) > 1 or len(_COMPARED.findall(text)) > 1:
        return tuple(replace(one, dated=replace(one.dated, is_filter=False)) for one in found)
    return found


def relative_words(text: str) -> tuple[Span, ...]:
    """Where `text` says "this week", "recently" or "the latest": words of no subject, whenever it is asked."""
    read = signs(text[:LONGEST])
    found = (read[match.start() : match.end()] for match in RELATIVE.finditer(_written(read)))
    return tuple((said[0].start, said[-1].end) for said in found if _is_relative(said))


def wants_newest(text: str) -> bool:
    """Whether `text` asks for the latest, the newest or the most recent."""
    return any(isinstance(sign.says, Meaning) and sign.says.unit is Unit.NEWEST for sign in signs(text[:LONGEST]))


def _written(read: Sequence[Sign]) -> str:
    return "".join(sign.kind for sign in read)


class _Row:
    """A question as signs, and who asks it when."""

    def __init__(self, text: str, as_of: date | None, languages: tuple[str, ...]) -> None:
        self._text = text
        self._as_of = as_of
        self._languages = languages
        self._signs = signs(text)
        self._kinds = _written(self._signs)

    def mentions(self) -> Iterator[Mention]:
        for match in TIMES.finditer(self._kinds):
            try:
                mention = self._mention(match)
            except (ValueError, OverflowError):  # 31 February, a day before the first
                continue
            if mention:
                yield mention

    def _mention(self, match: regex.Match[str]) -> Mention | None:
        found = self._relative(match) if match["relative"] else self._dated(match)
        if found is None:
            return None
        period, named = self._bounded(found[0], match), found[1]
        if not named and self._is_until_now(period):
            return None
        start = self._signs[match.end("news") if match["news"] else match.start()].start
        end = self._signs[match.end() - 1].end
        dated = Dated(self._text[start:end], period, self._is_filter(match))
        only = self._signs[match.start("reach") if match["reach"] else match.start()].start
        return Mention(only, end, dated, named, self._also(match))

    def _also(self, match: regex.Match[str]) -> tuple[Span, ...]:
        """What says of articles that they were printed, where words of the subject follow it."""
        if not (match["news"] and match["reach"]):
            return ()
        return ((self._signs[match.start("news")].start, self._signs[match.end("news") - 1].end),)

    def _is_until_now(self, period: Period) -> bool:
        """Whether it is all the time up to the asking, which says nothing of what was printed."""
        return period.first is None and period.last is not None and period.last >= (self._as_of or date.max)

    def _relative(self, match: regex.Match[str]) -> tuple[Period, _Named] | None:
        if self._as_of is None:
            return None
        return days(_meaning(self._of(match, "relative")), self._as_of), ()

    def _dated(self, match: regex.Match[str]) -> tuple[Period, _Named] | None:
        if not self._is_meant(match):
            return None
        one = _point(self._of(match, "one"))
        one, other = joined(one, _point(self._of(match, "other"))) if match["other"] else (one, one)
        if not (one.is_possible and other.is_possible):
            return None
        return self._days(one, other, self._year(match)), parts(one, other, self._languages)

    def _days(self, one: Point, other: Point, year: int | None) -> Period:
        """From one point to the other, of this year or, when none was said, of the most recent."""
        if one.years is None and self._as_of is None:
            return _OPEN
        if one.years is None:
            one, other = self._recent(one, other, year)
        if one.first > other.last:
            raise ValueError("a time that ends before it begins")
        return Period(one.first, other.last)

    def _recent(self, one: Point, other: Point, year: int | None) -> tuple[Point, Point]:
        if year is not None:
            return replace(one, years=(year, year)), replace(other, years=(year, year))
        begun = one.begun_by(self._as_of or date.max)
        return begun, joined(begun, other)[1]

    def _year(self, match: regex.Match[str]) -> int | None:
        """The year of "in November last year"."""
        said = (sign.says for sign in self._of(match, "one"))
        offset = next((one.offset for one in said if isinstance(one, Meaning)), None)
        return None if offset is None or self._as_of is None else self._as_of.year + offset

    def _of(self, match: regex.Match[str], group: str) -> Sequence[Sign]:
        start, end = match.span(group)
        return self._signs[start:end]

    def _bounded(self, period: Period, match: regex.Match[str]) -> Period:
        """What the preposition makes of a period: all before, all after or the period itself."""
        bound = match["tail"] or match["head"] or ""
        if period == _OPEN or match["other"] or not (bound and bound in UP_TO + FROM):
            return period
        is_within = bool(match["reach"]) or self._is_of_a_thing(match)
        if bound in UP_TO:
            return Period(None, _before(period.first) if bound in BEFORE and not is_within else period.last)
        return Period(_after(period.last) if bound in AFTER and not is_within else period.first, None)

    def _is_of_a_thing(self, match: regex.Match[str]) -> bool:
        """Whether the date only says which thing is meant, "before the 2016 election", and lies somewhere within."""
        start = match.start("one")
        return start > 0 and self._kinds[start - 1] == Kind.ARTICLE and Kind.DAY not in match["one"]

    def _is_filter(self, match: regex.Match[str]) -> bool:
        """Whether the words before say that it is about when articles were published."""
        if not match["news"]:
            return False
        return Kind.PRINTED in match["news"] or self._signs[match.start("head")].text not in _OF_A_SUBJECT

    def _is_meant(self, match: regex.Match[str]) -> bool:
        """Whether months that stand alone are months: in May, but neither "after May" nor "on Mars"."""
        points = [self._of(match, group) for group in ("one", "other") if match[group]]
        if any(len(point) > 1 or point[0].kind not in {Kind.MONTH, Kind.OTHER_MONTH} for point in points):
            return True
        head = self._of(match, "head") if match["head"] else ()
        is_led = bool(match["other"]) or match["head"] not in {Kind.ON, Kind.OF} or Kind.PART in match.group()
        return is_led and all(_is_month(point[0], head) for point in points)


def _is_month(sign: Sign, head: Sequence[Sign]) -> bool:
    found = spoken_month(sign)
    if found is None or sign.text in _WORDS or (head and head[0].kind in _BESIDE_NAMES and sign.text in _NAMES):
        return False
    spoken = found.languages - ({"en"} if sign.text.islower() else set())
    return bool(spoken & cues.languages_of(head[0].text.casefold()) if head else spoken)


def _point(said: Sequence[Sign]) -> Point:
    """What the signs of a date say together."""
    found = Point()
    for point in (sign.says for sign in said):
        if isinstance(point, Point):
            found = Point(point.years or found.years, point.months or found.months, point.day or found.day)
    if said[0].kind is Kind.SEASON:
        return found.in_season(cues.unit(said[0].text))
    return found


def _meaning(said: Sequence[Sign]) -> Meaning:
    """What a phrase means, or a count of days, weeks, months or years."""
    if isinstance(said[0].says, Meaning):
        return said[0].says
    kinds = [sign.kind for sign in said]
    number, unit = _counted(said)
    if Kind.LAST in kinds:
        return Meaning(Unit.PAST, number * _LENGTHS[unit])
    return Meaning(unit, -number)


def _is_relative(said: Sequence[Sign]) -> bool:
    if any(sign.kind is Kind.NUMBER for sign in said):
        return True
    try:
        return bool(_meaning(said))
    except ValueError:
        return False


def _counted(said: Sequence[Sign]) -> tuple[int, Unit]:
    """How many of what: three days. Raises ValueError when the signs do not say it."""
    at = next((position for position, sign in enumerate(said) if position and cues.is_unit(sign.text)), 0)
    if not at:
        raise ValueError("no unit of time")
    number = said[at - 1] if said[at - 1].kind is not Kind.LAST else said[at - 2]
    return cues.count(number.text), cues.unit(said[at].text)


def _before(day: date | None) -> date | None:
    return day - timedelta(days=1) if day else None


def _after(day: date | None) -> date | None:
    return day + timedelta(days=1) if day else None
