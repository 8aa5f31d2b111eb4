"""The figures of a measurement in words, row by row: for the terminal and the page alike. Pure."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from knowledge import wording
from knowledge.evaluation.comparison import Difference
from knowledge.evaluation.figures import FIGURES, Figure
from knowledge.evaluation.measurement import Measurement


@dataclass(frozen=True)
class Compared:
    """A peer, and by how much the figures of `measured` are above its."""

    name: str
    peer: Measurement
    measured: Measurement

    @cached_property
    def differences(self) -> dict[str, Difference]:
        return self.measured.less(self.peer)


@dataclass(frozen=True, slots=True)
class Against:
    """A peer's figure in words. `verdict` is better or worse when more than chance parts the two, else empty."""

    theirs: str
    by: str
    between: str
    """The interval of the difference."""
    verdict: str


@dataclass(frozen=True, slots=True)
class Row:
    """A figure in words, and beside those of the peers, in their order."""

    name: str
    value: str
    means: str
    against: tuple[Against, ...]


def counts(measured: Measurement) -> str:
    """How many questions there were, in a sentence."""
    answerable = sum(question.answerable for question in measured.questions)
    return f"{wording.count(len(measured.questions), 'question')}; the archive answers {answerable:,} of them."


def rows(measured: Measurement, compared: Sequence[Compared] = ()) -> list[Row]:
    """The figures that the questions say anything about."""
    told = [figure for figure in FIGURES if not math.isnan(measured.figures[figure.name])]
    return [_row(figure, measured, compared) for figure in told]


def _row(figure: Figure, measured: Measurement, compared: Sequence[Compared]) -> Row:
    value = figure.unit.told(measured.figures[figure.name])
    return Row(figure.name, value, figure.means, tuple(_against(figure, one) for one in compared))


def _against(figure: Figure, peer: Compared) -> Against:
    one = peer.differences[figure.name]
    theirs = figure.unit.told(peer.peer.figures[figure.name])
    by, low, high = (figure.unit.told(bound, is_difference=True) for bound in (one.by, one.low, one.high))
    return Against(theirs, by, f"{low} to {high}" if one.is_known else low, _verdict(figure, one))


def _verdict(figure: Figure, one: Difference) -> str:
    if not one.is_significant:
        return ""
    return "better" if (one.by > 0) is not figure.is_loss else "worse"
