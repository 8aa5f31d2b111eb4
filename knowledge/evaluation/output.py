"""Measurements as JSON: the shapes that other programs may rely on. Pure.

A figure is null when the set of questions says nothing about it.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from knowledge.evaluation.measurement import Measurement
from knowledge.evaluation.summary import Compared

Json = dict[str, Any]


def measurement_json(measured: Measurement, compared: Sequence[Compared] = ()) -> Json:
    answerable = sum(question.answerable for question in measured.questions)
    return {
        "questions": len(measured.questions),
        "answerable": answerable,
        "unanswerable": len(measured.questions) - answerable,
        "figures": _figures_json(measured),
        "compared": [_compared_json(one) for one in compared],
    }


def _compared_json(compared: Compared) -> Json:
    """The peer's figures, and by how much those measured are above them, in 95 of 100 such sets of questions."""
    differences = {
        name: {"by": _number(one.by), "low": _number(one.low), "high": _number(one.high)}
        for name, one in compared.differences.items()
    }
    return {"with": compared.name, "figures": _figures_json(compared.peer), "differences": differences}


def _figures_json(measured: Measurement) -> Json:
    return {name: _number(value) for name, value in measured.figures.items()}


def _number(value: float) -> float | None:
    return None if math.isnan(value) else round(value, 6)
