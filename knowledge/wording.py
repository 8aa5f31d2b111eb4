"""How dates, counts, lists and what was understood are said in words: for cards, in Discord and in the terminal alike.

`name` makes a stranger's words fit to be shown; everything that is not the project's own passes through it.
"""

from __future__ import annotations

import calendar
from collections.abc import Callable, Iterator, Sequence
from datetime import date as Day  # noqa: N812 - `date` is the word for it here
from datetime import timedelta

from knowledge.model import Citation, Dated, Filters, Period, Statistics, Suggestion, Understood

UNKNOWN_DATE = "date unknown"
MOST = 3
"""Of one kind, how many are named: a question of 10,000 characters may have thousands of each."""

MOST_CARRIED = 8
"""Words of an earlier question are all named: whoever asks on has to see what was added to the question."""

Name = Callable[[str], str]


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


def coverage(covers: Statistics, name: Name = str) -> str:
    """What the archive holds, in a sentence."""
    outlets = listed([name(outlet) for outlet, _ in covers.outlets], 5)
    held = [count(covers.articles, "article"), f"from {outlets}" if outlets else ""]
    held += [f"dated {period(covers)}" if covers.earliest else ""]
    return f"The archive holds {', '.join(filter(None, held))}."


def days(period: Period) -> str:
    """A period in words: November 2016, 17 to 20 November 2016, until 7 November 2016, from 8 November 2016 on."""
    if period.first is None or period.last is None:
        return _open(period)
    first, last = map(date, _rounded(period.first, period.last))
    return last if first == last else f"{_without_shared_end(first, last)} to {last}"


def understood(understood: Understood, name: Name = str) -> list[str]:
    """How a question was understood, in sentences, what should be put right first; none when it is as it reads."""
    preferred = _preferred(understood, name)
    said = [
        *complaints(understood.complaints, name),
        *(_suggestion(suggestion, name) for suggestion in understood.suggestions[:MOST]),
        carried(understood.carried, name),
        restriction(understood.filters, understood.dates, name),
        _undated(understood.undated),
        _demanded(understood, name),
        f"Preferred: {', '.join(preferred)}." if preferred else "",
    ]
    return list(filter(None, said))


def complaints(sentences: Sequence[str], name: Name = str) -> list[str]:
    """What could not be used: the first few sentences, and how many more there are."""
    more = len(sentences) - MOST
    return [*map(name, sentences[:MOST]), *([f"{more:,} more could not be used."] if more > 0 else [])]


def carried(words: Sequence[str], name: Name = str) -> str:
    """Which words of an earlier question were looked for too; empty when none."""
    return f"Carried over: {_quoted(words, name, MOST_CARRIED)}." if words else ""


def restriction(filters: Filters, dates: Sequence[Dated] = (), name: Name = str) -> str:
    """Which articles were asked and no others; empty when all were.

    What words ask for is told by those words, and not again as the filter that they became.
    """
    asked = [dated for dated in dates if dated.is_filter]
    periods = [_of(dated, name) for dated in asked]
    rest = _without_periods(filters, [dated.period for dated in asked])
    limits = [*_limits(rest, name), *([listed(periods, MOST)] if periods else [])]
    return f"Only articles {', '.join(limits)}." if limits else ""


def outlet(citation: Citation) -> str:
    """Where an article was printed, or if that is not known, what it is called."""
    return citation.source or citation.title or "an untitled article"


def also(others: Sequence[Citation], name: Callable[[Citation], str] = outlet) -> str:
    """Where else a story was printed: also in The Herald (17 November 2016), The Post and 2 more; empty if nowhere."""
    named = [name(other) + (f" ({date(other.published)})" if other.published else "") for other in others]
    return f"also in {listed(named, MOST)}" if named else ""


def meaning(words: str, iso: str, name: Name = str) -> str:
    """Words that are relative to the day of publication, and what they mean: “yesterday” = 16 November 2016."""
    return f"“{name(words)}” = {date(iso)}"


def _open(period: Period) -> str:
    if period.first:
        return f"from {date(str(period.first))} on"
    return f"until {date(str(period.last))}" if period.last else "of any day"


def _rounded(first: Day, last: Day) -> tuple[str, str]:
    """Both ends as ISO 8601, as years or months when that says the same."""
    is_whole_months = first.day == 1 and last.day == calendar.monthrange(last.year, last.month)[1]
    is_whole_years = is_whole_months and (first.month, last.month) == (1, 12)
    kept = 4 if is_whole_years else 7 if is_whole_months else 10
    return str(first)[:kept], str(last)[:kept]


def _without_shared_end(first: str, last: str) -> str:
    """What `first` says that `last` does not say again: June of June 2016 and August 2016."""
    words, others = first.split(), last.split()
    while len(words) > 1 and words[-1] == others[-1]:
        del words[-1], others[-1]
    return " ".join(words)


def _quoted(words: Sequence[str], name: Name, most: int = MOST) -> str:
    return listed([f"“{name(word)}”" for word in words], most)


def _suggestion(suggestion: Suggestion, name: Name) -> str:
    return f"“{name(suggestion.word)}” is in no article: did you mean “{name(suggestion.meant)}”?"


def _limits(filters: Filters, name: Name) -> Iterator[str]:
    told = {
        "whose headline has": filters.title,
        "from": filters.source,
        "by": filters.author,
        "in the language": filters.language,
    }
    yield from (f"{limit} “{name(value)}”" for limit, value in told.items() if value)
    ends = [f"from {date(filters.after)}"] if filters.after else []
    ends += [f"before {date(filters.before)}"] if filters.before else []
    if ends:
        yield f"published {' and '.join(ends)}"


def _without_periods(filters: Filters, periods: Sequence[Period]) -> Filters:
    """The filters without an end that is that of a period."""
    firsts = {str(period.first) for period in periods}
    nexts = {str(period.last + timedelta(days=1)) for period in periods if period.last and period.last != Day.max}
    told = {"after": filters.after in firsts, "before": filters.before in nexts}
    return filters.model_copy(update={end: None for end, is_told in told.items() if is_told})


def _of(dated: Dated, name: Name) -> str:
    """The period, and what was typed where that says it otherwise."""
    when = days(dated.period)
    typed = "" if when.casefold() in dated.text.casefold() else f" (“{name(dated.text)}”)"
    return ("of " if dated.period.first and dated.period.last else "") + when + typed


def _undated(number: int) -> str:
    return f"{count(number, 'undated article')} {'was' if number == 1 else 'were'} left out." if number else ""


def _demanded(understood: Understood, name: Name) -> str:
    """What must and what must not stand in a passage."""
    quoted = [[f"“{name(words)}”" for words in alternatives] for alternatives in understood.phrases]
    demands = [listed([f"with {' or '.join(words)}" for words in quoted], MOST)] if quoted else []
    demands += [f"without {_quoted(understood.excluded, name)}"] if understood.excluded else []
    return f"Only passages {', '.join(demands)}." if demands else ""


def _preferred(understood: Understood, name: Name) -> list[str]:
    periods = [_of(dated, name) for dated in understood.dates if not dated.is_filter]
    dates = [f"articles {listed(periods, MOST)}"] if periods else []
    outlets = [f"articles from {listed([name(it) for it in understood.outlets], MOST)}"] if understood.outlets else []
    return [*dates, *outlets, *(["the newest"] if understood.wants_newest else [])]
