"""How dates, counts, lists and what was understood are said in words: for cards, in Discord and in the terminal alike.

`name` makes a stranger's words fit to be shown; everything that is not the project's own passes through it.
"""

from __future__ import annotations

import calendar
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from datetime import date as Day  # noqa: N812 - `date` is the word for it here
from typing import TypeVar

import regex

from knowledge.model import (
    Answer,
    Citation,
    Dated,
    Evidence,
    Filters,
    Period,
    Statistics,
    Strength,
    Suggestion,
    Understood,
)

UNKNOWN_DATE = "date unknown"
MOST = 3
"""Of one kind, how many are named: a question of 10,000 characters may have thousands of each."""

MOST_CARRIED = 8
"""Words of an earlier question are all named: whoever asks on has to see what was added to the question."""

_SEEN = regex.compile(r"[^\p{Default_Ignorable_Code_Point}\p{C}\s]")

Name = Callable[[str], str]
H = TypeVar("H", bound=Hashable)


def date(published: str | None) -> str:
    """An ISO 8601 date in words, as precise as it is: 17 November 2016, November 2016 or 2016."""
    year, month, day = (*(published or "").partition("T")[0].split("-"), "", "")[:3]
    if not year:
        return UNKNOWN_DATE
    name = calendar.month_name[int(month)] if month and 1 <= int(month) <= 12 else ""  # noqa: PLR2004
    return " ".join(filter(None, (day.lstrip("0") if name else "", name, year)))


def published(citation: Citation) -> str:
    """When an article was published, as far as it states that; otherwise what its date may be, said as such."""
    perhaps = f", perhaps {date(citation.inferred)}" if citation.inferred and not citation.published else ""
    return f"{date(citation.published)}{perhaps}"


def moment(iso: str | None) -> str:
    """A moment in UTC as lists have it: 2016-11-17 09:30."""
    return (iso or "unknown").replace("T", " ")[:16]


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
    outlets = listed([name(outlet) for outlet in covers.outlet_names], 5)
    held = [count(covers.articles, "article"), f"from {outlets}" if outlets else ""]
    held += [f"dated {period(covers)}" if covers.earliest else ""]
    return f"The archive holds {', '.join(filter(None, held))}."


def days(period: Period) -> str:
    """A period in words: November 2016, 17 to 20 November 2016, until 7 November 2016, from 8 November 2016 on; empty
    for one without any end.
    """
    if period.first is None or period.last is None:
        return _open(period)
    first, last = map(date, _rounded(period.first, period.last))
    return last if first == last else f"{_without_shared_end(first, last)} to {last}"


def understood(understood: Understood, name: Name = str) -> list[str]:
    """How a question was understood, in sentences, what should be put right first; none when it is as it reads."""
    preferred = _preferred(understood, name)
    said = [
        *complaints(understood.complaints, name),
        *(_suggestion(suggestion, name) for suggestion in _once(understood.suggestions)[:MOST]),
        carried(understood.carried, name),
        restriction(understood.filters, understood.dates, name),
        _undated(understood.undated),
        _demanded(understood.phrases, name),
        f"Only articles without {_quoted(_once(understood.excluded), name)}." if understood.excluded else "",
        f"Preferred: {', '.join(preferred)}." if preferred else "",
    ]
    return list(filter(None, said))


def complaints(sentences: Sequence[str], name: Name = str) -> list[str]:
    """What could not be used: the first few sentences, and how many more there are."""
    more = len(sentences) - MOST
    return [*map(name, sentences[:MOST]), *([f"{more:,} more could not be used."] if more > 0 else [])]


def carried(words: Sequence[str], name: Name = str) -> str:
    """Which words of an earlier question were looked for too; empty when none."""
    return f"Carried over: {_quoted(_once(words), name, MOST_CARRIED)}." if words else ""


def restriction(filters: Filters, dates: Sequence[Dated] = (), name: Name = str) -> str:
    """Which articles were asked and no others; empty when all were.

    What words ask for is told by those words, and not again as the filter that they became; it is not told where
    another filter came over it.
    """
    asked = [dated for dated in dates if dated.is_filter and _is_held(dated.period, filters)]
    periods = _once([_of(dated, name) for dated in asked])
    rest = _without_periods(filters, [dated.period for dated in asked])
    limits = [*_limits(rest, name), *([listed(periods, MOST)] if periods else [])]
    return f"Only articles {', '.join(limits)}." if limits else ""


def outlet(citation: Citation) -> str:
    """Where an article was printed, or if that is not known, what it is called."""
    return citation.source or citation.title or "an untitled article"


def version(citation: Citation) -> str:
    """Which version of an article this is, where there are several: corrected on 18 November 2016, was article 12."""
    if citation.replaced_by is not None:
        return f"an older version, replaced by article {citation.replaced_by}"
    if citation.replaces is None:
        return ""
    is_stated = citation.updated and citation.updated != citation.published  # many pages repeat the one as the other
    since = f"corrected {_on(citation.updated or '')}" if is_stated else f"new version since {date(citation.loaded)}"
    return f"{since}, was article {citation.replaces}"


def also(others: Sequence[Citation], name: Callable[[Citation], str] = outlet) -> str:
    """Where else a story was printed: also in The Herald (17 November 2016), The Post and 2 more; empty if nowhere."""
    named = [name(other) + (f" ({date(other.published)})" if other.published else "") for other in others]
    return f"also in {listed(named, MOST)}" if named else ""


def meaning(words: str, iso: str, name: Name = str) -> str:
    """Words that are relative to the day of publication, and what they mean: “yesterday” = 16 November 2016."""
    return f"“{name(words)}” = {date(iso)}"


def verdict(evidence: Evidence) -> str:
    """Whether the archive has what was asked, in a sentence; of a part only where what is missing can be named."""
    if evidence.strength is Strength.NONE:
        return "The archive does not say."
    if evidence.strength is Strength.STRONG:
        return "The archive has this."
    return "The archive has part of this." if _visible(evidence.missing) else "The archive may have this."


def missing(answer: Answer, most: int, name: Name = str) -> str:
    """The words of the question that were not found, and where not; empty when none that can be seen is missing."""
    words, understood = _visible(answer.evidence.missing), answer.understood
    if not words:
        return ""
    is_narrowed = understood.filters != Filters() or understood.phrases or understood.excluded
    where = "Not found in those articles" if is_narrowed else "Not found"
    return f"{'Not in the first excerpt' if len(answer.excerpts) > 1 else where}: {_quoted(words, name, most)}."


def _visible(words: Sequence[str]) -> list[str]:
    """Those of the words that are seen at all: a joiner left over from an emoji is not."""
    return [word for word in words if _SEEN.search(word)]


def _on(iso: str) -> str:
    """A date behind its preposition: on 18 November 2016, in November 2016."""
    return f"{'on' if iso.count('-') > 1 else 'in'} {date(iso)}"


def _open(period: Period) -> str:
    if period.first:
        return f"from {date(str(period.first))} on"
    return f"until {date(str(period.last))}" if period.last else ""


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


def _is_held(period: Period, filters: Filters) -> bool:
    """Whether the filters hold to both ends of a period that has one."""
    after, before = period.after, period.before
    return bool(after or before) and after in {None, filters.after} and before in {None, filters.before}


def _without_periods(filters: Filters, periods: Sequence[Period]) -> Filters:
    """The filters without an end that is that of a period."""
    firsts = {period.after for period in periods}
    nexts = {period.before for period in periods}
    told = {"after": filters.after in firsts, "before": filters.before in nexts}
    return filters.model_copy(update={end: None for end, is_told in told.items() if is_told})


def _of(dated: Dated, name: Name) -> str:
    """The period, and what was typed where that says it otherwise."""
    when = days(dated.period)
    typed = "" if when.casefold() in dated.text.casefold() else f" (“{name(dated.text)}”)"
    return ("of " if dated.period.first and dated.period.last else "") + when + typed


def _undated(number: int) -> str:
    return f"{count(number, 'undated article')} {'was' if number == 1 else 'were'} left out." if number else ""


def _demanded(phrases: Sequence[Sequence[str]], name: Name) -> str:
    """What must stand in a passage."""
    quoted = _once([" or ".join(f"“{name(words)}”" for words in _once(either)) for either in phrases])
    return f"Only passages {listed([f'with {words}' for words in quoted], MOST)}." if quoted else ""


def _preferred(understood: Understood, name: Name) -> list[str]:
    preferred = [one for one in understood.dates if not one.is_filter and (one.period.first or one.period.last)]
    periods = _once([_of(dated, name) for dated in preferred])
    dates = [f"articles {listed(periods, MOST)}"] if periods else []
    named = _once(understood.outlets)
    outlets = [f"articles from {listed([name(it) for it in named], MOST)}"] if named else []
    return [*dates, *outlets, *(["the newest"] if understood.wants_newest else [])]


def _once(items: Iterable[H]) -> list[H]:
    """Each of these once, in order."""
    return list(dict.fromkeys(items))
