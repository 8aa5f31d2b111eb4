"""Figures of quality: from questions and what was replied to them, to numbers. Pure.

A question that a figure says nothing about is not a number in its column, and left out of it.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

import numpy as np
from numpy.typing import NDArray

from knowledge.evaluation.observations import Observation
from knowledge.evaluation.questions import Judged
from knowledge.evaluation.wordings import is_shown
from knowledge.model import Strength
from knowledge.words import words

Column = NDArray[np.float64]
"""A number a question, in their order; NaN where it does not count."""

Table = Mapping[str, Column]

DEPTH = 10
"""How far down a ranking is looked at."""

REFUSED = 0.1
"""The share of answerable questions that "false@10" lets be refused."""


class Unit(Enum):
    """What a figure counts, and how it is written."""

    SHARE = (100, ".1f", " %")
    SCORE = (1, ".3f", "")
    WORDS = (1, ".0f", "")
    MILLISECONDS = (1, ".1f", "")

    def told(self, value: float, *, is_difference: bool = False) -> str:
        """The value in words; a dash for what is not known."""
        factor, precision, after = self.value
        sign, after = ("+", "") if is_difference else ("", after)
        return "–" if math.isnan(value) else f"{value * factor:{sign}z{precision}}{after}"


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that sums up a set of replies."""

    name: str
    means: str
    of: Callable[[Table], float]
    """NaN when the set says nothing about it."""
    unit: Unit = Unit.SHARE
    is_loss: bool = False
    """Whether less is better."""


def columns(questions: Sequence[Judged], observations: Sequence[Observation]) -> Table:
    """What each question contributes to each figure."""
    rows = [_row(question, observed) for question, observed in zip(questions, observations, strict=True)]
    names = dict.fromkeys(name for row in rows for name in row)
    return {name: np.array([row.get(name, math.nan) for row in rows]) for name in names}


def _row(question: Judged, observed: Observation) -> dict[str, float]:
    row = {"answerable": float(question.answerable), "score": observed.score, "ms": observed.took_ms}
    strength = observed.evidence and observed.evidence.strength
    if not question.answerable:
        told = {"false answers": strength is not Strength.NONE, "strong": strength is Strength.STRONG}
        return row | ({name: float(is_so) for name, is_so in told.items()} if strength else {})
    row |= _retrieved(question, [one for one in observed.ranking if one not in question.doubtful])
    if question.has_words:
        row |= {f"shown@{most}": float(shown_at(question, observed, most)) for most in (1, 3)}
    row |= {"hit@1": first_is_right(question, observed), "words": _quoted_words(observed)}
    return row | ({"wrongly silent": float(strength is Strength.NONE)} if strength else {})


def _retrieved(question: Judged, ranking: Sequence[int]) -> dict[str, float]:
    """nDCG: Järvelin and Kekäläinen, ACM TOIS 20 (2002), with log2(rank + 1) and the grade as gain, as in trec_eval."""
    right = question.right
    ranks = [rank for rank, article in enumerate(ranking[:DEPTH], 1) if article in right]
    gained = [question.grades.get(article, 1) if article in right else 0 for article in ranking[:DEPTH]]
    ideal = sorted((question.grades.get(article, 1) for article in right), reverse=True)[:DEPTH]
    found = {f"R@{most}": sum(rank <= most for rank in ranks) / len(right) for most in (1, 5, DEPTH)}
    return {"nDCG@10": _discounted(gained) / _discounted(ideal), "RR@10": 1 / ranks[0] if ranks else 0.0} | found


def _discounted(gained: Sequence[int]) -> float:
    return sum(gain / math.log2(rank + 1) for rank, gain in enumerate(gained, 1))


def shown_at(question: Judged, observed: Observation, most: int) -> bool:
    """Whether the answer stands in one of the first `most` excerpts, whosever they are."""
    return any(is_shown(question, quoted.text) for quoted in observed.quotes[:most])


def first_is_right(question: Judged, observed: Observation) -> float:
    """1 when the first excerpt is of a right article, else 0; NaN when all are of articles that count neither way."""
    counted = [quoted for quoted in observed.quotes if quoted.article_id not in question.doubtful]
    if observed.quotes and not counted:
        return math.nan
    return float(bool(counted) and counted[0].article_id in question.right)


def _quoted_words(observed: Observation) -> float:
    return sum(word.weight for quoted in observed.quotes for word in words(quoted.text))


def _mean(name: str) -> Callable[[Table], float]:
    return lambda table: _over(table, name, np.mean)


def _percentile(name: str, percent: float) -> Callable[[Table], float]:
    return lambda table: _over(table, name, lambda values: np.percentile(values, percent))


def _over(table: Table, name: str, summed_up: Callable[[Column], np.floating]) -> float:
    column = table.get(name, np.empty(0))
    counted = column[~np.isnan(column)]
    return float(summed_up(counted)) if counted.size else math.nan


def _scores(table: Table) -> tuple[Column, Column]:
    """The evidence of the answerable questions, and of the others."""
    return table["score"][table["answerable"] == 1], table["score"][table["answerable"] == 0]


def auroc(table: Table) -> float:
    """The chance that an answerable question scores above an unanswerable one, ties half: Mann and Whitney's U / mn."""
    answerable, unanswerable = _scores(table)
    if not answerable.size or not unanswerable.size:
        return math.nan
    ordered = np.sort(unanswerable)
    below = np.searchsorted(ordered, answerable, "left") + np.searchsorted(ordered, answerable, "right")
    return float(below.mean() / 2 / unanswerable.size)


def false_at_10(table: Table) -> float:
    """The share of unanswerable questions answered by whoever refuses the tenth of the answerable that scores least."""
    answerable, unanswerable = _scores(table)
    if not answerable.size or not unanswerable.size:
        return math.nan
    threshold = np.sort(answerable)[int(REFUSED * answerable.size)]
    return float((unanswerable >= threshold).mean())


def trade(table: Table) -> list[tuple[float, float]]:
    """Wrongly silent and false answers, as shares, for every threshold of the evidence from the lowest up."""
    return priced(table, [*np.unique(table["score"]), math.inf])


def priced(table: Table, thresholds: Sequence[float]) -> list[tuple[float, float]]:
    """Wrongly silent and false answers, as shares, for each of these thresholds of the evidence."""
    answerable, unanswerable = map(np.sort, _scores(table))
    if not answerable.size or not unanswerable.size:
        return []
    silent = np.searchsorted(answerable, thresholds) / answerable.size
    false = 1 - np.searchsorted(unanswerable, thresholds) / unanswerable.size
    return list(zip(silent.tolist(), false.tolist(), strict=True))


FIGURES = (
    Figure("hit@1", "the first excerpt is of a right article", _mean("hit@1")),
    Figure("shown@1", "the answer stands in the first excerpt", _mean("shown@1")),
    Figure("shown@3", "the answer stands in one of three excerpts", _mean("shown@3")),
    Figure("nDCG@10", "of articles by their best passage", _mean("nDCG@10"), Unit.SCORE),
    Figure("RR@10", "1 / rank of the first right article (MRR)", _mean("RR@10"), Unit.SCORE),
    Figure("R@1", "right articles that are first", _mean("R@1")),
    Figure("R@5", "right articles among five", _mean("R@5")),
    Figure("R@10", "right articles among ten", _mean("R@10")),
    Figure("false answers", "unanswerable, but answered", _mean("false answers"), is_loss=True),
    Figure("strong", "unanswerable, but called strong", _mean("strong"), is_loss=True),
    Figure("wrongly silent", "answerable, but not answered", _mean("wrongly silent"), is_loss=True),
    Figure("AUROC", "how well evidence tells the two apart", auroc, Unit.SCORE),
    Figure("false@10", "false answers if a tenth of the answerable were refused", false_at_10, is_loss=True),
    Figure("words", "quoted in an answer", _mean("words"), Unit.WORDS, is_loss=True),
    Figure("ms p50", "a question, the median", _percentile("ms", 50), Unit.MILLISECONDS, is_loss=True),
    Figure("ms p95", "a question, 95 in 100 take less", _percentile("ms", 95), Unit.MILLISECONDS, is_loss=True),
)


def summed(table: Table) -> dict[str, float]:
    """Every figure of a set of replies."""
    return {figure.name: figure.of(table) for figure in FIGURES}
