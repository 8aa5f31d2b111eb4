"""Question to query: which of its words say what it is about, and which name times, outlets and what to leave out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta

import regex

from knowledge import courtesies, outlets, periods, syntax
from knowledge.filters import agreeing
from knowledge.model import Dated, Filters, Question, Span
from knowledge.periods import Mention
from knowledge.query import Asked, Query
from knowledge.stopwords import QUESTION_CHARACTERS, STOP_WORDS, spoken_by
from knowledge.words import Reading, is_shouted, plain, readings

MOST_WORDS = 64
"""Of a question: the longest of 3,000 real ones has 41. What follows is not looked for."""

_WORD = regex.compile(r"[\p{L}\p{M}\p{N}]+")
_ASKING = regex.compile("|".join(sorted(QUESTION_CHARACTERS, key=len, reverse=True)))


def understand(question: Question, languages: Sequence[str] = (), sources: Iterable[str] = ()) -> Query:
    """The query that a question makes of an archive in these languages, most frequent first, of these outlets."""
    parsed = syntax.parse(question.text)
    text = " ".join((courtesies.without(parsed.text), *question.carried))
    mentions = periods.mentions(text, languages, question.as_of)
    gathered = _Gathered()
    dates = tuple(_placed(text, mentions, languages, gathered))
    gathered.place(_either(parsed.alternatives, languages))
    if not gathered.words:
        gathered.place(_all_words(text, languages))
    filters, unusable = agreeing(_narrowed(parsed.filters.over(question.filters), (dated for dated, _ in dates)))
    return Query(
        words=tuple(gathered.words),
        phrases=parsed.phrases,
        excluded=parsed.excluded,
        filters=filters,
        outlets=tuple((name, gathered.among(_name_words(name, languages))) for name in outlets.named(text, sources)),
        dates=dates,
        wants_newest=periods.wants_newest(text),
        complaints=(*parsed.complaints, *unusable),
    )


class _Gathered:
    """The words of a question, each once, and where they are."""

    def __init__(self) -> None:
        self.words: list[Asked] = []
        self._places: dict[tuple[tuple[str, ...], tuple[str, ...]], int] = {}

    def place(self, words: Iterable[Asked]) -> frozenset[int]:
        """The positions of the words; new ones are put at the end while there is room."""
        asked = list(words)
        for word in asked:
            key = (word.terms, word.folded)
            if key not in self._places and len(self.words) < MOST_WORDS:
                self._places[key] = len(self.words)
                self.words.append(word)
        return self.among(asked)

    def among(self, words: Iterable[Asked]) -> frozenset[int]:
        """The positions of those of the words that are here."""
        keys = ((word.terms, word.folded) for word in words)
        return frozenset(self._places[key] for key in keys if key in self._places)


def _placed(
    text: str, mentions: Sequence[Mention], languages: Sequence[str], gathered: _Gathered
) -> Iterator[tuple[Dated, frozenset[int]]]:
    """Gathers the telling words of `text` and the parts of its dates, in order; the dates, with their positions."""
    bare = _split(_blanked(text, periods.relative_words(text)))
    stop = spoken_by((plain(word.text) for word in readings(bare, languages)), languages)
    at = 0
    for mention in mentions:
        gathered.place(_telling_words(bare, (at, mention.start), languages, stop))
        yield mention.dated, gathered.place(_date_words(mention, languages))
        at = mention.end
    gathered.place(_telling_words(bare, (at, len(bare)), languages, stop))


def _blanked(text: str, spans: Iterable[Span]) -> str:
    for start, end in spans:
        text = text[:start] + " " * (end - start) + text[end:]
    return text


def _telling_words(text: str, span: Span, languages: Sequence[str], stop: frozenset[str]) -> Iterator[Asked]:
    """The words of a stretch of `text` that say what it is about."""
    is_first, is_loud = not text[: span[0]].strip(), is_shouted(text)
    for word in readings(text, languages, *span):
        if (asked := _asked(word, stop, capitals_tell=not (is_first or is_loud))).terms:
            yield asked
        is_first = False


def _asked(word: Reading, stop: frozenset[str], *, capitals_tell: bool) -> Asked:
    """The word with the terms that say something: all, or none of a stop word; of US and IT only the acronym."""
    terms, folded = word.terms, word.folded
    if plain(word.text) in stop:
        terms, folded = tuple(term for term in terms if term != term.casefold()), ()
    return Asked(word.text, terms, folded, is_name=_is_name(word.text, stop, capitals_tell=capitals_tell))


def _is_name(word: str, stop: frozenset[str], *, capitals_tell: bool) -> bool:
    """A capital tells a name, but at the start of a question, in one all in capitals, and in German, where every noun
    has one.
    """
    has_capital = word[0].isupper() and capitals_tell and stop is not STOP_WORDS["de"]
    return has_capital or any(map(str.isdecimal, word))


def _all_words(text: str, languages: Sequence[str]) -> Iterator[Asked]:
    """Every word, for a question of nothing but words that ask: "Who is who?"."""
    return (Asked(*word) for word in readings(_split(text), languages) if word.terms or word.folded)


def _split(text: str) -> str:
    """`text` with a space for each character that only asks: the pairs across these say nothing."""
    return _ASKING.sub(lambda found: " " * len(found[0]), text)


def _either(alternatives: Iterable[Sequence[str]], languages: Sequence[str]) -> Iterator[Asked]:
    """Each group of alternatives as one word, which stands under the terms of all."""
    return (_joined(" OR ".join(words), words, languages) for words in alternatives)


def _date_words(mention: Mention, languages: Sequence[str]) -> Iterator[Asked]:
    """The parts of a date, day, month and year, each under every way that an article may write it."""
    typed = {word.casefold(): word for word in _WORD.findall(mention.dated.text)}
    for forms in mention.named:
        said = next((typed[form] for form in forms if form in typed), forms[0])
        yield _joined(said, forms, languages)


def _name_words(outlet: str, languages: Sequence[str]) -> Iterator[Asked]:
    return (Asked(*word) for word in readings(outlets.name_of(outlet), languages))


def _joined(said: str, forms: Iterable[str], languages: Sequence[str]) -> Asked:
    read = [reading for form in forms for reading in readings(form, languages)]
    under = dict.fromkeys(term for one in read for term in one.terms)
    folded = dict.fromkeys(term for one in read for term in one.folded)
    return Asked(said, tuple(under), tuple(folded), is_name=any(map(str.isdecimal, said)))


def _narrowed(filters: Filters, dates: Iterable[Dated]) -> Filters:
    """The filters, and the time of publication that the words of the question ask for."""
    for period in (dated.period for dated in dates if dated.is_filter):
        after = period.first and period.first.isoformat()
        before = _day_after(period.last)
        filters = filters.over(Filters(after=after, before=before))
    return filters


def _day_after(day: date | None) -> str | None:
    return None if day in {None, date.max} else (day + timedelta(days=1)).isoformat()
