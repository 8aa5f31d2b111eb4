"""Others to be compared with: plain BM25, as Lucene has it, on the archive's own passages."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from time import perf_counter

import numpy as np
from numpy.typing import NDArray

from knowledge.errors import SettingsError
from knowledge.evaluation.observations import EXCERPTS, PASSAGES, Observation, Quoted
from knowledge.model import Article
from knowledge.passages import Slice, slices
from knowledge.query import understand

K1, B = 1.2, 0.75
"""Lucene's own."""


class Peer(StrEnum):
    LUCENE = "lucene"


class Lucene:
    """BM25 of bm25s, method lucene, over the passages of `articles` and the same words: it quotes the best ones.

    It answers whatever it finds, so it has a score and no evidence. Raises SettingsError when bm25s is not installed.
    """

    def __init__(self, articles: Sequence[Article], languages: Sequence[str]) -> None:
        try:
            from bm25s import BM25  # noqa: PLC0415 - of use to whoever compares, and to nobody else
        except ImportError:
            raise SettingsError("To compare with lucene, install bm25s: pip install bm25s") from None
        cut = [(article, one) for article in articles for one in slices(article)]
        self._passages = [_quoted(article, one) for article, one in cut]
        self._languages = languages
        self._index = BM25(method="lucene", k1=K1, b=B)
        self._index.index([list(one.terms) for _, one in cut], show_progress=False)

    def observe(self, text: str) -> Observation:
        started = perf_counter()
        scores = self._scores(text)
        best = np.argsort(-scores, kind="stable")[:PASSAGES]
        found = [self._passages[at] for at in best if scores[at] > 0]
        took_ms = (perf_counter() - started) * 1000
        of_articles = {quoted.article_id: quoted for quoted in reversed(found)}
        ranking = tuple(dict.fromkeys(quoted.article_id for quoted in found))
        return Observation(
            ranking=ranking,
            quotes=tuple(of_articles[article_id] for article_id in ranking[:EXCERPTS]),
            score=float(scores.max(initial=0)),
            took_ms=took_ms,
        )

    def _scores(self, text: str) -> NDArray[np.float32]:
        known = self._index.get_tokens_ids(list(understand(text, self._languages).terms))
        if not known:
            return np.zeros(len(self._passages), np.float32)
        scores: NDArray[np.float32] = self._index.get_scores_from_ids(known)
        return scores


def _quoted(article: Article, one: Slice) -> Quoted:
    words = article.text[one.start : one.end]
    return Quoted(article.citation.article_id or 0, article.citation.title or "Untitled", words, (0, len(words)))
