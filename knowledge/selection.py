"""Which passages may answer: of articles that the filters allow, with the exact phrases, without excluded words."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import islice

import numpy as np
import numpy.typing as npt

from knowledge import outlets, wording
from knowledge.model import Citation, Filters, Statistics
from knowledge.query import Query
from knowledge.retriever import Mask
from knowledge.store import articles, filtered, postings
from knowledge.words import PAIR_WEIGHT, Reading, readings, words

READ_FOR_PHRASE = 2_000
"""Passages with all words of a phrase that are looked through for the phrase itself: 1,000 take about 10 ms."""

Numbers = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Selection:
    """What the operators of a question leave. `mask` is None when they leave everything."""

    mask: Mask | None = None
    undated: int = 0
    """Articles that only lack a date to be allowed."""
    excluded: tuple[str, ...] = ()
    """The exclusions that could be used."""
    complaints: tuple[str, ...] = ()


def select(connection: sqlite3.Connection, query: Query, covers: Statistics) -> Selection:
    """The passages that may answer, in an archive that covers so much."""
    if query.filters == Filters() and not query.phrases and not query.excluded:
        return Selection()
    size = postings.next_number(connection)
    languages, sources = covers.language_names, covers.outlet_names
    meant = outlets.called(query.filters.source, sources) if query.filters.source else None
    lone = [word for word in query.excluded if all(map(_is_lone, readings(word, languages)))]
    excluded = tuple(word for word in query.excluded if word not in lone)
    masks = [
        *_of_filters(connection, query.filters, meant, size),
        *(_of_phrase(connection, phrase, languages, size) for phrase in query.phrases),
        *(~_of_word(connection, word, languages, size) for word in excluded),
    ]
    return Selection(
        reduce(np.logical_and, masks) if masks else None,
        filtered.undated(connection, query.filters, meant) if query.filters.after or query.filters.before else 0,
        excluded,
        (*_complaints(query.filters.source, meant, sources), *map(_unused, dict.fromkeys(lone))),
    )


def newest(connection: sqlite3.Connection, query: Query, covers: Statistics, most: int) -> list[Citation]:
    """The newest articles that the filters allow: for a question without a word to look for."""
    meant = outlets.called(query.filters.source, covers.outlet_names) if query.filters.source else None
    return filtered.newest(connection, query.filters, meant, most)


def verified(connection: sqlite3.Connection, query: Query, numbers: Sequence[int], most: int) -> frozenset[int]:
    """The first `most` of the passages that hold one phrase of each of the query's, or whose headline does."""
    return frozenset(islice(_holding(connection, query, numbers) if query.phrases else numbers, most))


def _holding(connection: sqlite3.Connection, query: Query, numbers: Sequence[int], step: int = 200) -> Iterator[int]:
    for start in range(0, len(numbers), step):
        some = numbers[start : start + step]
        texts = articles.texts(connection, some)
        yield from (number for number in some if query.is_phrased_in(texts[number]))


def _of_filters(
    connection: sqlite3.Connection, filters: Filters, sources: Sequence[str] | None, size: int
) -> Iterator[Mask]:
    if filters != Filters():
        yield _mask(filtered.allowed(connection, filters, sources), size)


def _of_phrase(connection: sqlite3.Connection, either: Sequence[str], languages: Sequence[str], size: int) -> Mask:
    """Passages with all the words of one of these phrases, in whatever order."""
    return _mask(np.concatenate([_with_words(connection, phrase, languages) for phrase in either]), size)


def _of_word(connection: sqlite3.Connection, word: str, languages: Sequence[str], size: int) -> Mask:
    """All passages of articles that hold the word, or the exact phrase; past so many that are read, its words."""
    numbers: list[int] = _with_words(connection, word, languages).tolist()
    if len(list(readings(word, languages))) > 1:
        some, unread = numbers[:READ_FOR_PHRASE], numbers[READ_FOR_PHRASE:]
        numbers = [*verified(connection, Query((), phrases=((word,),)), some, len(some)), *unread]
    return _mask(articles.passages_beside(connection, numbers), size)


def _with_words(connection: sqlite3.Connection, phrase: str, languages: Sequence[str]) -> Numbers:
    """The passages that hold every word of the phrase, by number."""
    read = [word for word in readings(phrase, languages) if word.terms]
    told = [word for word in read if not _is_lone(word)] or read
    found = (postings.numbers(connection, (*word.terms, *word.folded)) for word in told)
    first = next(found, np.empty(0, np.int64))
    return reduce(lambda one, other: np.intersect1d(one, other, assume_unique=True), found, first)


def _is_lone(word: Reading) -> bool:
    """Whether it is one character of a script whose pairs are indexed: 国 of 27国 stands there as a pair, 国家."""
    return len(word.text) == 1 and words(word.text)[0].weight == PAIR_WEIGHT


def _mask(numbers: Iterable[int] | Numbers, size: int) -> Mask:
    mask = np.zeros(size, np.bool_)
    mask[np.fromiter(numbers, np.int64)] = True
    return mask


def _complaints(typed: str | None, meant: Sequence[str] | None, sources: Sequence[str]) -> Iterator[str]:
    if typed and meant is not None and not meant:
        known = f"Its outlets are {wording.listed(sources, 5)}." if sources else "None of its articles names one."
        yield f"The archive has no outlet called “{typed}”. {known}"


def _unused(word: str) -> str:
    said = "a single character, which is" if len(word) == 1 else "nothing but single characters, which are"
    return f"“{word}” is {said} not looked for alone."
