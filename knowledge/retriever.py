"""BM25 over the postings in the store: exact, over all passages, at the moment of the transaction.

The scores are those of `rank_bm25.BM25Plus(corpus, delta=0)`, bit for bit: idf log((N + 1) / df), which is never
negative, even in an archive of one article. What is left out of a segment's rows scores nothing.
"""

from __future__ import annotations

import math
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

import numpy as np
import numpy.typing as npt

from knowledge.ranking import Batch, Floats, Scored, rank
from knowledge.store import postings
from knowledge.store.postings import SEGMENT, UINT16, Row
from knowledge.weights import CALIBRATED, Weights

Mask = npt.NDArray[np.bool_]
"""An entry a passage, by number: whether it may be found."""

Ranking = Callable[[Batch, Floats, int], list[Scored]]
"""From a batch, the gain of every code and how many are wanted, to the best passages."""


@dataclass(frozen=True, slots=True)
class Found:
    """The best passages, and how rare each of the question's terms is in the archive."""

    best: tuple[Scored, ...]
    idf: dict[str, float]
    """log((N + 1) / df) of every term asked for that the archive holds."""
    passages: int
    """N."""


def search(
    connection: sqlite3.Connection,
    terms: Sequence[str],
    limit: int,
    weights: Weights = CALIBRATED,
    allowed: Mask | None = None,
) -> Found:
    """The `limit` best passages for `terms` (each counted once), best first; ties by passage number.

    Where only some are `allowed`, the scores are those that they have among all.
    """
    asked = tuple(dict.fromkeys(terms))
    collection = postings.collection(connection)
    rows = postings.fetch(connection, asked) if asked else []
    idf = _idf(rows, collection.passages)
    if not rows or limit < 1:
        return Found((), idf, collection.passages)
    gain = _gain(collection.terms / collection.passages, weights.passage_k1, weights.passage_b)
    if allowed is not None:
        rows = list(_only(rows, allowed))
    best = fastest()(_batch(rows, asked, idf), gain, limit) if rows else []
    return Found(tuple(best), idf, collection.passages)


def _idf(rows: Iterable[Row], passages: int) -> dict[str, float]:
    frequency: defaultdict[str, int] = defaultdict(int)
    for row in rows:
        frequency[row.term] += len(row.passages) // UINT16.itemsize
    return {term: math.log((passages + 1) / count) for term, count in frequency.items()}


def _only(rows: Iterable[Row], allowed: Mask) -> Iterator[Row]:
    for row in rows:
        numbers = np.frombuffer(row.passages, UINT16)
        kept = allowed[row.segment * SEGMENT + numbers.astype(np.int64)]
        if kept.any():
            codes = np.frombuffer(row.codes, UINT16)
            yield row._replace(passages=numbers[kept].tobytes(), codes=codes[kept].tobytes())


@lru_cache(maxsize=8)
def _gain(mean_length: float, k1: float, b: float) -> Floats:
    """BM25 without the idf, of every code that a posting can hold: (65,536,), indexed by frequency << 8 | length."""
    frequency, length = np.divmod(np.arange(SEGMENT), 256)
    return frequency * (k1 + 1) / (k1 * (1 - b + b * length / mean_length) + frequency)


def _batch(rows: Iterable[Row], asked: Sequence[str], idf: Mapping[str, float]) -> Batch:
    order = {term: at for at, term in enumerate(asked)}
    rows = sorted(rows, key=lambda row: (row.segment, order[row.term]))
    return Batch(
        passages=np.frombuffer(b"".join([row.passages for row in rows]), UINT16),
        codes=np.frombuffer(b"".join([row.codes for row in rows]), UINT16),
        ends=np.cumsum([len(row.passages) // UINT16.itemsize for row in rows]),
        segments=np.array([row.segment for row in rows]),
        weights=np.array([idf[row.term] for row in rows]),
    )


@cache
def fastest() -> Ranking:
    """The ranking, as machine code when the extra `fast` is installed."""
    try:
        from knowledge.kernel import rank as compiled  # noqa: PLC0415 - numba is optional, and takes half a second
    except ImportError:
        return rank
    return compiled
