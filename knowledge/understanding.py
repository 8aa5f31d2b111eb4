"""Question to query: which of its words say what it is about, and which name times, outlets and what to leave out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

import regex

from knowledge import courtesies, outlets, periods, syntax
from knowledge.filters import agreeing
from knowledge.model import Dated, Filters, Question, Span
from knowledge.periods import Mention
from knowledge.query import Asked, Query
from knowledge.stopwords import QUESTION_CHARACTERS, STOP_WORDS, spoken_by
from knowledge.words import Reading, is_shouted, plain, readings

_OR = " OR "

MOST_WORDS = 64
"""Of a question: the longest of 3,000 real ones has 41. What follows is not looked for."""

_WORD = regex.compile(r"[\p{L}\p{M}\p{N}]+")
_ASKING = regex.compile("|".join(sorted(QUESTION_CHARACTERS, key=len, reverse=True)))


def understand(question: Question, languages: Sequence[str] = (), sources: Iterable[str] = ()) -> Query:
    """The query that a question makes of an archive in these languages, most frequent first, of these outlets."""
    parsed = syntax.parse(question.text)
    carried = [words for words in question.carried if _OR not in words]
    groups = [*parsed.alternatives, *(words.split(_OR) for words in question.carried if _OR in words)]
    text = " ".join((courtesies.without(parsed.text), *carried))
    mentions = periods.mentions(text, languages, question.as_of)
    gathered = _Gathered()
    gathered.place(_either(groups, languages))
    dates = tuple(_placed(text, mentions, languages, gathered))
    if not gathered.words:
        gathered.place(_all_words(_bare(text, mentions), languages))
    typed, unusable = agreeing(parsed.filters.over(question.filters))
    filters, ignored = _narrowed(typed, (dated for dated, _ in dates))
    return Query(
        words=tuple(gathered.words),
        phrases=parsed.phrases,
        excluded=parsed.excluded,
        filters=filters,
        outlets=tuple((name, gathered.among(_name_words(name, languages))) for name in outlets.named(text, sources)),
        dates=tuple((replace(dated, is_filter=False) if dated in ignored else dated, at) for dated, at in dates),
        wants_newest=periods.wants_newest(text),
        complaints=(*parsed.complaints, *unusable, *map(_not_kept_to, ignored), *gathered.complaints),
    )


class _Gathered:
    """The words of a question, each once, and where they are."""

    def __init__(self) -> None:
        self.words: list[Asked] = []
        self.complaints: tuple[str, ...] = ()
        self._places: dict[tuple[tuple[str, ...], tuple[str, ...]], int] = {}

    def place(self, words: Iterable[Asked]) -> frozenset[int]:
        """The positions of the words; new ones are put at the end while there is room."""
        asked = list(words)
        for word in asked:
            key = (word.terms, word.folded)
            if key in self._places:
                continue
            if len(self.words) < MOST_WORDS:
                self._places[key] = len(self.words)
                self.words.append(word)
            else:
                self.complaints = (f"Only the first {MOST_WORDS} words of the question are looked for.",)
        return self.among(asked)

    def among(self, words: Iterable[Asked]) -> frozenset[int]:
        """The positions of those of the words that are here."""
        keys = ((word.terms, word.folded) for word in words)
        return frozenset(self._places[key] for key in keys if key in self._places)


def _placed(
    text: str, mentions: Sequence[Mention], languages: Sequence[str], gathered: _Gathered
) -> Iterator[tuple[Dated, frozenset[int]]]:
    """Gathers the telling words of `text` and the parts of its dates, in order; the dates, with their positions."""
    bare = _split(_blanked(text, _said_of_time(text, mentions)))
    stop = spoken_by((plain(word.text) for word in readings(bare, languages)), languages)
    at = 0
    for mention in mentions:
        gathered.place(_telling_words(bare, (at, mention.start), languages, stop))
        yield mention.dated, gathered.place(_date_words(mention, languages))
        at = mention.end
    gathered.place(_telling_words(bare, (at, len(bare)), languages, stop))


def _said_of_time(text: str, mentions: Iterable[Mention]) -> Iterator[Span]:
    """The stretches that say nothing of the subject."""
    yield from periods.relative_words(text)
    for mention in mentions:
        yield from mention.also


def _bare(text: str, mentions: Iterable[Mention]) -> str:
    spans = ((mention.start, mention.end) for mention in mentions)
    return _blanked(text, [*_said_of_time(text, mentions), *spans])


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
    if not any(map(str.isalnum, word.text)):  # the mark that makes an emoji of a heart
        terms, folded = (), ()
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
    read = (word for word in readings(_split(text), languages) if any(map(str.isalnum, word.text)))
    return (Asked(*word) for word in read if word.terms or word.folded)


def _split(text: str) -> str:
    """`text` with a space for each character that only asks: the pairs across these say nothing."""
    return _ASKING.sub(lambda found: " " * len(found[0]), text)


def _either(alternatives: Iterable[Sequence[str]], languages: Sequence[str]) -> Iterator[Asked]:
    """Each group of alternatives as one word, which stands under the terms of all."""
    return (_joined(" OR ".join(words), words, languages) for words in alternatives)


def _date_words(mention: Mention, languages: Sequence[str]) -> Iterator[Asked]:
    """The parts of a date, day, month and year, each under every way that an article may write it; none of one that
    filters or has no beginning or no end: of what was printed since 2021 few articles say 2021.
    """
    period = mention.dated.period
    if mention.dated.is_filter or (period.first is None) != (period.last is None):
        return
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


def _narrowed(filters: Filters, dates: Iterable[Dated]) -> tuple[Filters, list[Dated]]:
    """The filters within the times of publication that words ask for, and the times that would leave no day."""
    ignored = []
    for dated in (dated for dated in dates if dated.is_filter):
        both, unusable = agreeing(filters.within(dated.period.after, dated.period.before))
        if unusable:
            ignored.append(dated)
        else:
            filters = both
    return filters, ignored


def _not_kept_to(dated: Dated) -> str:
    return f"“{dated.text}” is not kept to: no day is in it and in the filters too."
