"""The best passages of a batch of postings: the arithmetic of retrieval in numpy, without a word of SQL."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

import numpy as np
import numpy.typing as npt

from knowledge.store.postings import SEGMENT

Floats = npt.NDArray[np.float64]
Codes = npt.NDArray[np.uint16]
Whole = npt.NDArray[np.int64]
Positions = npt.NDArray[np.intp]
Scored = tuple[int, float]
"""A passage's number and its score."""


@dataclass(frozen=True, slots=True)
class Batch:
    """The rows of one question end to end, by segment and then in the question's order of terms.

    `passages` and `codes`: uint16, an entry a posting. `ends`, `segments` and `weights`: an entry a row; the first
    says where the row's entries end.
    """

    passages: Codes
    codes: Codes
    ends: Whole
    segments: Whole
    weights: Floats


def rank(batch: Batch, gain: Floats, limit: int) -> list[Scored]:
    """The best passages of a batch; scores are added up in the order of the rows, as the oracle adds them."""
    sizes = np.diff(batch.ends, prepend=0)
    scores = gain.take(batch.codes)
    scores *= np.repeat(batch.weights, sizes)
    passages = batch.passages.astype(np.intp)
    best: list[Scored] = []
    start = 0
    for segment, rows in _runs(batch.segments):
        end = int(batch.ends[rows.stop - 1])
        floor = best[-1][1] if len(best) == limit else 0.0
        found = _best_of_segment(passages[start:end], scores[start:end], limit * len(rows), floor)
        numbered = [(segment * SEGMENT + within, score) for within, score in found]
        best = sorted([*best, *numbered], key=_best_first)[:limit]
        start = end
    return best


class _Scratch(threading.local):
    """A thread's accumulator, all zeros between questions: it stays in the processor's cache."""

    def __init__(self) -> None:
        self.sums = np.zeros(SEGMENT)


scratch = _Scratch()


def _best_of_segment(passages: Positions, scores: Floats, most: int, floor: float) -> Iterator[Scored]:
    """Each passage with its sum, if that is above `floor` and may be among the `most` best entries."""
    sums = scratch.sums
    np.add.at(sums, passages, scores)
    totals = sums.take(passages)
    sums[passages] = 0
    if len(totals) > most:
        floor = max(floor, np.nextafter(np.partition(totals, -most)[-most], 0))
    hits = np.flatnonzero(totals > floor)
    return iter(dict(zip(passages[hits].tolist(), totals[hits].tolist(), strict=True)).items())


def _runs(segments: Whole) -> Iterator[tuple[int, range]]:
    """Each segment with the range of its rows."""
    for segment, rows in groupby(range(len(segments)), key=segments.tolist().__getitem__):
        first, *others = rows
        yield segment, range(first, first + len(others) + 1)


def _best_first(scored: Scored) -> tuple[float, int]:
    number, score = scored
    return -score, number
