"""Times as they are said, by year, month and day, and the days that they mean."""

from __future__ import annotations

import calendar
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from knowledge.model import Period
from knowledge.times.months import names
from knowledge.times.phrases import Meaning, Unit

Range = tuple[int, int]
"""The first and the last."""

SEASONS: dict[Unit, int] = {Unit.SPRING: 3, Unit.SUMMER: 6, Unit.AUTUMN: 9, Unit.WINTER: 12}
"""The month that each begins with, in the north; each lasts three."""

_MOST_YEARS = 100
"""That are each looked for in articles: of a longer time only its ends."""

_LEAP = 8  # years that may lie between two days of 29 February


@dataclass(frozen=True, slots=True)
class Point:
    """A time as precise as it was said; what was not said is None. Years and months may be several: the 1990s."""

    years: Range | None = None
    months: Range | None = None
    day: int | None = None
    is_season: bool = False

    @property
    def first(self) -> date:
        """Its first day. Raises ValueError where the calendar has no such day or the year is not known."""
        (year, _), (month, _) = self._years, self.months or (1, 12)
        return date(year, month, self.day or 1)

    @property
    def last(self) -> date:
        """Its last day. Raises as `first` does."""
        (_, year), (_, month) = self._years, self.months or (1, 12)
        return date(year, month, self.day or calendar.monthrange(year, month)[1])

    @property
    def _years(self) -> Range:
        if self.years is None:
            raise ValueError("a day of no year")
        return self.years

    @property
    def is_possible(self) -> bool:
        """Whether any calendar has it: none has 31 February."""
        try:
            _ = replace(self, years=self.years or (2000, 2000)).first
        except ValueError:
            return False
        return True

    def in_season(self, season: Unit) -> Point:
        """The season of its year."""
        first = SEASONS[season]
        return replace(self, months=(first, first + 2), is_season=True)

    def begun_by(self, day: date) -> Point:
        """The same of the most recent year in which it has begun by then, when no year was said."""
        years = () if self.years else range(day.year, max(day.year - _LEAP, 1) - 1, -1)
        dated = (replace(self, years=(year, year)) for year in years)
        return next((one for one in dated if one.is_possible and one.first <= day), self)


def joined(one: Point, other: Point) -> tuple[Point, Point]:
    """The ends of "from March to May 2016": each takes from the other what only the other says."""
    one = replace(one, months=one.months or (other.months if one.day else None))
    other = replace(other, months=other.months or (one.months if other.day else None))
    wraps = _order(one) > _order(other)
    if one.years is None and other.years:
        one = replace(one, years=(other.years[0] - wraps,) * 2)
    elif other.years is None and one.years:
        other = replace(other, years=(one.years[1] + wraps,) * 2)
    return one, other


def _order(point: Point) -> tuple[int, int]:
    return (point.months or (1, 12))[0], point.day or 1


def parts(one: Point, other: Point, languages: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    """What a text may say of the day, the month and the year of a time between two points."""
    days = tuple(dict.fromkeys(str(point.day) for point in (one, other) if point.day))
    months = () if one.is_season or not (one.months and other.months) else names(_months(one, other), languages)
    return tuple(filter(None, (days, months, _years(one, other))))


def _months(one: Point, other: Point) -> list[int]:
    (first, _), (_, last) = one.months or (1, 12), other.months or (1, 12)
    years = other.years[1] - one.years[0] if one.years and other.years else int(first > last)
    count = min(max(last - first + 12 * years, 0), 11)
    return [(first - 1 + later) % 12 + 1 for later in range(count + 1)]


def _years(one: Point, other: Point) -> tuple[str, ...]:
    if not (one.years and other.years):
        return ()
    first, last = one.years[0], other.years[1]
    every = range(first, last + 1) if last - first < _MOST_YEARS else (first, last)
    return tuple(map(str, every))


def days(meaning: Meaning, as_of: date) -> Period:
    """The days that a phrase means on the day it is said. Raises ValueError or OverflowError beyond the calendar.

    "This week" is the news of the last days: those seven and, for clocks elsewhere, the next. "Last summer" is the
    most recent one that was over; seasons are those of the north.
    """
    if meaning.unit is Unit.DAY:
        return _lasting(as_of + timedelta(days=meaning.offset), 1)
    if meaning.unit is Unit.PAST:
        return Period(as_of - timedelta(days=meaning.offset), as_of)
    if meaning.unit is Unit.WEEK:
        return _week(meaning.offset, as_of)
    if meaning.unit in SEASONS:
        return _season(meaning, as_of)
    months = 12 if meaning.unit is Unit.YEAR else 1
    first = as_of.replace(day=1, month=1 if months == 12 else as_of.month)  # noqa: PLR2004 - months of a year
    return _of_months(first, meaning.offset * months, months)


def _lasting(first: date, length: int) -> Period:
    return Period(first, first + timedelta(days=length - 1))


def _week(offset: int, as_of: date) -> Period:
    if offset == 0:
        return Period(as_of - timedelta(days=7), as_of + timedelta(days=1))
    return _lasting(as_of - timedelta(days=as_of.weekday()) + timedelta(weeks=offset), 7)


def _of_months(first: date, later: int, length: int) -> Period:
    """So many months, so many months later."""
    begin, end = (divmod(first.month - 1 + months, 12) for months in (later, later + length - 1))
    last = first.year + end[0], end[1] + 1
    return Period(date(first.year + begin[0], begin[1] + 1, 1), date(*last, calendar.monthrange(*last)[1]))


def _season(meaning: Meaning, as_of: date) -> Period:
    months = SEASONS[meaning.unit]
    if meaning.offset == 0:
        in_winter_of_last_year = months == SEASONS[Unit.WINTER] and as_of.month < SEASONS[Unit.SUMMER]
        return _of_months(date(as_of.year - in_winter_of_last_year, months, 1), 0, 3)
    latest = (_of_months(date(as_of.year - before, months, 1), 0, 3) for before in range(3))
    if found := next((season for season in latest if season.last and season.last < as_of), None):
        return found
    raise ValueError("no such season yet")
