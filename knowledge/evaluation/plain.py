"""Plain BM25, as two libraries have it, over the archive's own passages: what others would build first."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import chain
from time import perf_counter
from typing import Any

import numpy as np
from numpy.typing import NDArray
from rank_bm25 import BM25Okapi

from knowledge.answers import PASSAGES
from knowledge.errors import SettingsError
from knowledge.evaluation.observations import EXCERPTS, Observation, Quoted
from knowledge.model import Article, Question
from knowledge.passages import Slice, slices
from knowledge.understanding import understand

K1, B = 1.2, 0.75
"""Lucene's own."""

Terms = Sequence[str]
Score = Callable[[Terms], NDArray[Any]]
"""The score of every passage for the terms of a question."""

Index = Callable[[Sequence[Terms]], Score]


def lucene() -> Index:
    """BM25 of bm25s, method lucene. Raises SettingsError when bm25s is not installed."""
    try:
        from bm25s import BM25  # noqa: PLC0415 - of use to whoever compares, and to nobody else
    except ImportError:
        raise SettingsError("To compare with lucene, install bm25s: pip install bm25s") from None

    def index(passages: Sequence[Terms]) -> Score:
        built = BM25(method="lucene", k1=K1, b=B)
        built.index([list(one) for one in passages], show_progress=False)

        def score(terms: Terms) -> NDArray[Any]:
            known = built.get_tokens_ids(list(terms))
            scores: NDArray[Any] = built.get_scores_from_ids(known) if known else np.zeros(len(passages))
            return scores

        return score

    return index


def rank_bm25() -> Index:
    """BM25Okapi of rank-bm25, with the settings that it comes with."""

    def index(passages: Sequence[Terms]) -> Score:
        score: Score = BM25Okapi(passages).get_scores
        return score

    return index


@dataclass(frozen=True, slots=True)
class Corpus:
    """The archive's passages: what would be quoted of each, and its words."""

    quotes: Sequence[Quoted]
    terms: Sequence[Terms]
    languages: Sequence[str]

    @classmethod
    def of(cls, articles: Iterable[Article], languages: Sequence[str]) -> Corpus:
        cut = [(_quoted(article, one), one.terms) for article in articles for one in slices(article)]
        return cls([quoted for quoted, _ in cut], [terms for _, terms in cut], languages)


def _quoted(article: Article, one: Slice) -> Quoted:
    words = article.text[one.start : one.end]
    return Quoted(article.citation.article_id or 0, article.citation.title or "Untitled", words, (0, len(words)))


def _none(_: Terms) -> NDArray[Any]:
    """Neither library can be given nothing."""
    return np.zeros(0)


class Plain:
    """Plain BM25 over the archive's passages and the same words: it quotes the best passages of the best articles.

    It answers whatever it finds, so it has a score and no evidence.
    """

    def __init__(self, corpus: Corpus, index: Index) -> None:
        self._corpus = corpus
        self._score = index(corpus.terms) if corpus.terms else _none
        self._vocabulary = frozenset(chain.from_iterable(corpus.terms))

    def observe(self, text: str) -> Observation:
        started = perf_counter()
        query = understand(Question(text=text), self._corpus.languages)
        scores = self._score(query.settled(self._vocabulary).terms)
        best = np.argsort(-scores, kind="stable")[:PASSAGES]
        found = [self._corpus.quotes[at] for at in best if scores[at] > 0]
        took_ms = (perf_counter() - started) * 1000
        of_articles = {quoted.article_id: quoted for quoted in reversed(found)}
        ranking = tuple(dict.fromkeys(quoted.article_id for quoted in found))
        return Observation(
            ranking=ranking,
            quotes=tuple(of_articles[article_id] for article_id in ranking[:EXCERPTS]),
            score=float(scores.max(initial=0)),
            took_ms=took_ms,
        )
