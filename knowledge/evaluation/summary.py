"""The figures of a measurement in words, row by row: for the terminal and the page alike. Pure."""

from __future__ import annotations

from collections.abc import Iterator
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
class Row:
    """A figure in words. `verdict` is better or worse when more than chance parts it from the peer, else empty."""

    cells: tuple[str, ...]
    means: str
    verdict: str = ""


def counts(measured: Measurement) -> str:
    """How many questions there were, in a sentence."""
    answerable = sum(question.answerable for question in measured.questions)
    return f"{wording.count(len(measured.questions), 'question')}; the archive answers {answerable:,} of them."


def heads(compared: Compared | None) -> tuple[str, ...]:
    return ("Figure", "This version", *((compared.name, "Difference", "95 % interval") if compared else ()))


def rows(measured: Measurement, compared: Compared | None = None) -> Iterator[Row]:
    for figure in FIGURES:
        value = figure.unit.told(measured.figures[figure.name])
        if not compared:
            yield Row((figure.name, value), figure.means)
            continue
        one = compared.differences[figure.name]
        theirs = figure.unit.told(compared.peer.figures[figure.name])
        by, low, high = (figure.unit.told(bound, is_difference=True) for bound in (one.by, one.low, one.high))
        between = f"{low} to {high}" if one.is_known else low
        yield Row((figure.name, value, theirs, by, between), figure.means, _verdict(figure, one))


def _verdict(figure: Figure, one: Difference) -> str:
    if not one.is_significant:
        return ""
    return "better" if (one.by > 0) is not figure.is_loss else "worse"
