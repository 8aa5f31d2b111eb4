"""Dates that a page or a field states, as ISO 8601 and no more precise than they were written. Nothing is guessed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime
from operator import itemgetter

_LONGEST_LINE = 120
_FIRST_NEWSPAPER = 1605
"""An earlier year is a default value of some database, not a date of publication."""

_MONTH_NAMES = (
    "january february march april may june july august september october november december",
    "januar februar märz _ mai juni juli _ _ oktober _ dezember",
    "janvier février mars avril _ juin juillet août septembre octobre novembre décembre",
    "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "jan feb mar apr _ jun jul aug sep oct nov dec",
    "jän févr mär avr _ _ juil aoû sept okt _ dez",
    "ene _ _ abr _ _ _ ago _ _ _ dic",
)
_MONTHS = {name: i for row in _MONTH_NAMES for i, name in enumerate(row.split(), 1) if name != "_"}
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))

_STAMP = re.compile(
    r"""(?xa) (?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)
    (?: [T\ ] (?P<clock>\d\d:\d\d(?::\d\d)?) (?:[.,]\d+)? \s? (?P<zone>Z|[+-]\d\d:?\d\d)? )?"""
)
_DATES = (
    _STAMP,
    re.compile(r"(?P<year>\d{4})\s?[年/.]\s?(?P<month>\d{1,2})\s?[月/.]\s?(?P<day>\d{1,2})日?"),
    re.compile(rf"(?i)\b(?P<name>{_MONTH})\.?\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}})"),
    re.compile(
        rf"(?i)(?P<day>\d{{1,2}})(?:\.|st|nd|rd|th|er)?\s+(?:de\s)?(?P<name>{_MONTH})\.?,?\s+(?:de\s)?(?P<year>\d{{4}})"
    ),
    re.compile(r"(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>\d{4})"),
    re.compile(r"(?P<either>\d{1,2})/(?P<other>\d{1,2})/(?P<year>\d{4})"),
)
_MONTH_OF_YEAR = re.compile(rf"(?i)\b(?P<name>{_MONTH})\.?,?\s+(?:de\s)?(?P<year>\d{{4}})\b")
_PARTIAL = re.compile(r"(?P<year>\d{4})(?:-?(?P<month>\d\d)(?:-?(?P<day>\d\d))?)?", flags=re.ASCII)

_MAIL = re.compile(r"(?a)(?:[A-Za-z]{3},\s*)?\d{1,2} [A-Za-z]{3} \d{4} \d\d:\d\d")

_LABEL = re.compile(
    r"""(?ix)\b(?: (?:first|last|originally)\s | first|last|originally
    | published|posted|updated?|modified|created|date|on|at|am|um|uhr|publi[ée]e?|le|à|mis\sà\sjour|aktualisiert
    | veröffentlicht|stand|erstellt|publicado|actualizado|el|atualizado|pubblicato|aggiornato|gepubliceerd|geupdatet
    | opublikowano|aktualizacja|发布|發布|更新|時間|时间|日期 )\b[:.：]?"""
)
_WEEKDAY = re.compile(
    r"""(?ix)\b(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b[.,]{0,2}
    | \b(?:montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|lundi|mardi|mercredi|jeudi|vendredi|samedi
    |dimanche|lunes|martes|mi[ée]rcoles|jueves|viernes|s[áa]bado|domingo)\b,? | 星期. | 周."""
)
_CLOCK = re.compile(
    r"""(?ix)\b\d{1,2}[:.h]\d{2}(?::\d{2})?\s*(?:[ap]\.?\s?m\b\.?)?
    (?:\s*(?:[ECMP][SD]?T|GMT|UTC|BST|IST|CES?T|Z|Uhr)\b)?(?:\s?[+-]\d\d:?\d\d)? | \b\d{1,2}\s*[ap]\.?m\b\.?"""
)
_FILLER = re.compile(r"(?i)\b(?:[ap]\.?m\.?|[ECMP][SD]?T|GMT|UTC|BST|ago|min(?:ute)?s? read|read)\b")
_LETTERS = re.compile(r"[^\W\d_]{2,}")
_IS_UPDATE = re.compile(r"(?i)updat|modif|aktual|mis à jour|更新|actualiz|atualiz|aggiorn|geupdatet")
_IS_PUBLICATION = re.compile(r"(?i)publi|posted|veröff|发布|發布|opublikowano|pubblicato|gepubliceerd")
_LABEL_REACH = 25
"""How far before a date its label is looked for, in characters."""


@dataclass(frozen=True, slots=True)
class StatedDate:
    """A date in a line of dates: `iso` is None when it could be day/month as well as month/day."""

    iso: str | None
    is_update: bool
    is_labelled: bool


def stated_dates(line: str) -> list[StatedDate]:
    """The dates of a line of nothing but dates, their labels, weekdays and clock times; none of any other line."""
    if len(line) > _LONGEST_LINE or not any(map(str.isdigit, line)):
        return []
    found, rest = _take_dates(line, _DATES)
    if not found and _IS_PUBLICATION.search(line):
        found, rest = _take_dates(line, (_MONTH_OF_YEAR,))
    for pattern in (_CLOCK, _WEEKDAY, _LABEL, _FILLER):
        rest = pattern.sub(" ", rest)
    is_alone = len(_LETTERS.findall(rest)) <= 1
    return [_judged(line, start, iso) for start, iso in found] if is_alone else []


def dates_after(line: str) -> list[StatedDate]:
    """The dates at the end of a line that opens with something else, as "By Jane Doe | 17 November 2016" does."""
    starts = [found.start() for pattern in _DATES if (found := pattern.search(line))]
    return stated_dates(line[min(starts) :]) if starts else []


def before_date(line: str) -> str:
    """`line` up to its first date."""
    for pattern in _DATES:
        line = pattern.split(line)[0]
    return line


def iso_date(value: object) -> str | None:
    """A field's date as ISO 8601 with the precision it has, or None when it is not plainly a date."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return _from_number(value)
    return _from_text(value.strip()) if isinstance(value, str) and len(value) <= _LONGEST_LINE else None


def is_future(iso: str, today: date) -> bool:
    """Whether a date lies later than tomorrow; tomorrow has begun somewhere."""
    return iso[:10] > (today + timedelta(days=1)).isoformat()[: len(iso)]


def _take_dates(line: str, patterns: tuple[re.Pattern[str], ...]) -> tuple[list[tuple[int, str | None]], str]:
    """Where in the line which dates stand, in order, and the line with them blanked out."""
    found: list[tuple[int, str | None]] = []
    for pattern in patterns:
        found += [(match.start(), _iso(match)) for match in pattern.finditer(line)]
        line = pattern.sub(lambda match: " " * len(match[0]), line)
    return sorted(found, key=itemgetter(0)), line


def _judged(line: str, start: int, iso: str | None) -> StatedDate:
    label = line[max(0, start - _LABEL_REACH) : start]
    is_update = bool(_IS_UPDATE.search(label))
    return StatedDate(iso, is_update, is_update or bool(_IS_PUBLICATION.search(label)))


def _iso(match: re.Match[str]) -> str | None:
    parts = match.groupdict()
    month, day = _month_and_day(parts)
    if month is None:
        return None
    iso = _whole(int(parts["year"]), month, day)
    return iso and iso + _time(parts.get("clock"), parts.get("zone"))


def _month_and_day(parts: dict[str, str | None]) -> tuple[int | None, int | None]:
    if either := parts.get("either"):
        return _resolved(int(either), int(parts["other"] or 0))
    named = parts.get("name")
    month = _MONTHS[named.lower()] if named else parts.get("month")
    day = parts.get("day")
    return int(month or 0), int(day) if day else None


def _resolved(either: int, other: int) -> tuple[int | None, int | None]:
    """Month and day of a/b/2016, when only one order is possible."""
    if either > 12 or either == other:  # noqa: PLR2004  the months of a year
        return other, either
    return (either, other) if other > 12 else (None, None)  # noqa: PLR2004


def _whole(year: int, month: int | None, day: int | None) -> str | None:
    try:
        date(year, month or 1, day or 1)
    except ValueError:
        return None
    if year < _FIRST_NEWSPAPER:
        return None
    return "-".join([f"{year:04}"] + [f"{part:02}" for part in (month, day) if part is not None])


def _time(clock: str | None, zone: str | None) -> str:
    """The time of day as ISO 8601 has it behind a date, or nothing when it is none."""
    if zone and len(zone) == len("+0100"):
        zone = f"{zone[:3]}:{zone[3:]}"
    time = f"T{clock}{zone or ''}"
    try:
        datetime.fromisoformat(f"2000-01-01{time}")
    except ValueError:
        return ""
    return time


def _from_text(text: str) -> str | None:
    if match := _PARTIAL.fullmatch(text):
        return _whole(*(int(part) if part else None for part in match.groups()))  # type: ignore[arg-type]
    if match := _STAMP.match(text):
        return _iso(match)
    if _MAIL.match(text):
        return _from_mail(text)
    return next((stated.iso for stated in stated_dates(text) if not stated.is_update), None)


def _from_mail(text: str) -> str | None:
    """The date of a feed or a mail: "Thu, 17 Nov 2016 09:30:00 GMT"."""
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return _whole(moment.year, moment.month, moment.day) and moment.isoformat(timespec="seconds").replace("+00:00", "Z")


_FIRST_SECOND, _FIRST_MILLISECOND, _LAST_MILLISECOND = 10**8, 10**11, 10**13
"""Numbers between are seconds (1973 to 5138) and milliseconds since 1970; smaller ones are years or nothing."""


def _from_number(value: float) -> str | None:
    if _FIRST_NEWSPAPER <= value <= 9999 and value == int(value):  # noqa: PLR2004  the last year of ISO 8601
        return f"{int(value)}"
    if not _FIRST_SECOND <= value < _LAST_MILLISECOND:
        return None
    seconds = value / 1000 if value >= _FIRST_MILLISECOND else value
    return datetime.fromtimestamp(int(seconds), UTC).isoformat().replace("+00:00", "Z")
