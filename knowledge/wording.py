"""How dates, counts and lists are said in words: for cards, in Discord and in the terminal alike."""

from __future__ import annotations

import calendar
from collections.abc import Callable, Sequence

from knowledge.model import Statistics

UNKNOWN_DATE = "date unknown"


def date(published: str | None) -> str:
    """An ISO 8601 date in words, as precise as it is: 17 November 2016, November 2016 or 2016."""
    year, month, day = (*(published or "").partition("T")[0].split("-"), "", "")[:3]
    if not year:
        return UNKNOWN_DATE
    name = calendar.month_name[int(month)] if month and 1 <= int(month) <= 12 else ""  # noqa: PLR2004
    return " ".join(filter(None, (day.lstrip("0") if name else "", name, year)))


def count(number: int, noun: str) -> str:
    """The number and its noun: 1 article, 2 articles."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def listed(names: Sequence[str], most: int) -> str:
    """The first `most` names, and how many more there are."""
    more = len(names) - most
    return ", ".join(names[:most]) + (f" and {more:,} more" if more > 0 else "")


def period(covers: Statistics) -> str:
    """From when to when the dated articles are; empty when none is."""
    return " to ".join(dict.fromkeys(date(day) for day in (covers.earliest, covers.latest) if day))


def coverage(covers: Statistics, name: Callable[[str], str] = str) -> str:
    """What the archive holds, in a sentence. `name` makes an outlet's name fit to be shown."""
    outlets = listed([name(outlet) for outlet, _ in covers.outlets], 5)
    held = [count(covers.articles, "article"), f"from {outlets}" if outlets else ""]
    held += [f"dated {period(covers)}" if covers.earliest else ""]
    return f"The archive holds {', '.join(filter(None, held))}."
