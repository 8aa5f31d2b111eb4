"""Whether what was found answers the question, told in three words: strong, partial, none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean

from knowledge.excerpts import Choice
from knowledge.model import Evidence, Strength
from knowledge.rarity import Rarity
from knowledge.weights import Weights

BACKGROUND = slice(5, 20)
"""The articles, by rank, whose scores say how well any article of the archive matches such a question."""


def weigh(first: Choice | None, shares: Sequence[float], rarity: Rarity, weights: Weights) -> Evidence:
    """What the first excerpt proves, about 0 to 2.

    `shares`: the best passage's score of each article found, best first, as a share of the most that could be.
    """
    covered = first.window.covered if first else frozenset[int]()
    score = parts(first, shares, rarity, weights).score if first else 0.0
    words = [word.text for word in rarity.query.words]
    is_timely = first is None or not rarity.query.asks_for_time(first.candidate.stated)
    return Evidence(
        strength=_strength(score, weights, is_timely=is_timely),
        covered=tuple(word for position, word in enumerate(words) if position in covered),
        missing=tuple(word for position, word in enumerate(words) if position not in covered),
        score=score,
    )


@dataclass(frozen=True, slots=True)
class Parts:
    """What evidence is made of, each a share of the question's rarity or of the most that a passage could score."""

    covered: float
    """By the first excerpt, its headline and its citation."""
    passage: float
    """Of the best passage of the first excerpt's article."""
    background: float
    """Of other articles' best passages, on average: how well any article matches such a question."""
    names: float
    """Of the names and figures that are missing, as they count."""
    level: float
    """Above 1 for a question so long that no excerpt could cover it."""

    @property
    def score(self) -> float:
        return self.level * (self.covered + self.passage - self.background - self.names)


def parts(first: Choice, shares: Sequence[float], rarity: Rarity, weights: Weights) -> Parts:
    """Why the evidence of the first excerpt is what it is; arguments as `weigh` takes them."""
    covered = first.window.covered
    names = {position for position, word in enumerate(rarity.query.words) if word.is_name}
    return Parts(
        covered=rarity.share(covered),
        passage=first.candidate.share,
        background=fmean(shares[BACKGROUND] or [0.0]),
        names=weights.missing_name * rarity.share(names - covered),
        level=rarity.total / rarity.enough,
    )


def _strength(score: float, weights: Weights, *, is_timely: bool) -> Strength:
    """What was asked of last week is never wholly told by what was printed in another."""
    if score >= weights.strong and is_timely:
        return Strength.STRONG
    return Strength.PARTIAL if score >= weights.partial else Strength.NONE
