"""How much of a question something covers: each of its words counts by how rare it is in the archive."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from knowledge.query import Query

UNSEEN = 0.5
"""The document frequency of a word that no passage holds: rarer than any that one does."""

MOST_GAIN = 2.2
"""The most that BM25 with k1 1.2 gives a term, in units of its idf: scores of every k1 are told as shares of that."""


@dataclass(frozen=True, slots=True)
class Rarity:
    """A question's words, weighed. A word's weight is the idf of the most frequent term that it stands under."""

    query: Query
    idf: Mapping[str, float]
    """log((N + 1) / df) of every term of the question that the archive holds."""
    weights: tuple[float, ...]
    total: float
    enough: float
    """The rarity that is as much as an excerpt need cover: the total, or that of some unseen words."""
    asked_by: Mapping[str, tuple[int, ...]] = field(repr=False)
    """The positions of the words that ask for a term."""

    @classmethod
    def of(cls, query: Query, idf: Mapping[str, float], passages: int, enough: float) -> Rarity:
        """`passages`: how many the archive holds. `enough`: how many unseen words are as much as need be covered."""
        unseen = math.log((passages + 1) / UNSEEN)
        weights = tuple(min((idf[term] for term in word.terms if term in idf), default=unseen) for word in query.words)
        asked_by: dict[str, tuple[int, ...]] = {}
        for position, word in enumerate(query.words):
            for term in word.terms:
                asked_by[term] = (*asked_by.get(term, ()), position)
        total = sum(weights)
        return cls(query, idf, weights, total, min(total, enough * unseen), asked_by)

    @property
    def most(self) -> float:
        """The score of a passage that could not match better."""
        return MOST_GAIN * self.total

    def covered(self, terms: Iterable[str]) -> frozenset[int]:
        """The positions of the question's words that stand under any of `terms`."""
        return frozenset(position for term in terms for position in self.asked_by.get(term, ()))

    def share(self, positions: Iterable[int]) -> float:
        """The words at these positions as a share of the question, 0 to 1."""
        return sum(self.weights[position] for position in positions) / self.total if self.total else 0.0
