"""Two sets of replies to the same questions, and whether what parts them is more than chance. Pure."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from knowledge.evaluation.figures import FIGURES, Table

RESAMPLES = 2000
SEED = 1
INTERVAL = (2.5, 97.5)


@dataclass(frozen=True, slots=True)
class Difference:
    """A figure less the peer's, and its 95 % interval. NaN where one of the two has none."""

    by: float
    low: float
    high: float

    @property
    def is_known(self) -> bool:
        return not math.isnan(self.by)

    @property
    def is_significant(self) -> bool:
        return self.low > 0 or self.high < 0


def differences(ours: Table, theirs: Table, resamples: int = RESAMPLES) -> dict[str, Difference]:
    """By figure. Paired percentile bootstrap over the questions (Efron and Tibshirani 1993, chapter 13), seeded."""
    drawn = list(_resampled(ours, theirs, resamples))
    return {
        figure.name: _difference(
            figure.of(ours) - figure.of(theirs), [figure.of(one) - figure.of(other) for one, other in drawn]
        )
        for figure in FIGURES
    }


def _resampled(ours: Table, theirs: Table, resamples: int) -> Iterator[tuple[Table, Table]]:
    random = np.random.default_rng(SEED)
    count = len(ours["answerable"])
    for _ in range(resamples):
        drawn = random.integers(count, size=count)
        yield (
            {name: column[drawn] for name, column in ours.items()},
            {name: column[drawn] for name, column in theirs.items()},
        )


def _difference(by: float, drawn: list[float]) -> Difference:
    told = [one for one in drawn if not math.isnan(one)]
    if math.isnan(by) or not told:
        return Difference(math.nan, math.nan, math.nan)
    low, high = np.percentile(told, INTERVAL).tolist()
    return Difference(by, low, high)
