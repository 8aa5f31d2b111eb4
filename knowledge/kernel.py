"""`knowledge.ranking.rank` compiled by numba, the extra `[fast]`: the same results, bit for bit."""

from __future__ import annotations

import numba
import numpy as np

from knowledge.ranking import Batch, Codes, Floats, Scored, Whole, scratch
from knowledge.store.postings import SEGMENT


def rank(batch: Batch, gain: Floats, limit: int) -> list[Scored]:
    """The best passages of a batch, best first, ties by number."""
    numbers, scores = np.zeros(limit, np.int64), np.zeros(limit)
    _rank((batch.passages, batch.codes, batch.ends, batch.segments, batch.weights), gain, scratch.sums, numbers, scores)
    return [(number, score) for number, score in zip(numbers.tolist(), scores.tolist(), strict=True) if score > 0]


@numba.njit(cache=True, nogil=True)
def _rank(
    batch: tuple[Codes, Codes, Whole, Whole, Floats], gain: Floats, sums: Floats, numbers: Whole, scores: Floats
) -> None:
    """Fills `numbers` and `scores`; leaves `sums` all zeros, as it must be."""
    passages, codes, ends, segments, weights = batch
    start, first = 0, 0
    for row in range(len(ends)):
        for at in range(start, ends[row]):
            sums[passages[at]] += gain[codes[at]] * weights[row]
        start = ends[row]
        if row + 1 == len(ends) or segments[row + 1] != segments[row]:
            for at in range(first, start):  # a sum of 0 was read already, through another term of the passage
                score, sums[passages[at]] = sums[passages[at]], 0.0
                if score > 0 and score >= scores[-1]:  # asked here: nine tenths of the time went into calls in vain
                    _place(segments[row] * SEGMENT + passages[at], score, numbers, scores)
            first = start


@numba.njit(cache=True, nogil=True)
def _place(number: int, score: float, numbers: Whole, scores: Floats) -> None:
    """Put a passage where it belongs among the best, if it does."""
    at = len(scores)
    while at > 0 and (scores[at - 1] < score or (scores[at - 1] == score and numbers[at - 1] > number)):
        at -= 1
    if at < len(scores):
        numbers[at + 1 :], scores[at + 1 :] = numbers[at:-1].copy(), scores[at:-1].copy()
        numbers[at], scores[at] = number, score
