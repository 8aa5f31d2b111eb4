"""What is to be said of one reply. Pure."""

from __future__ import annotations

from enum import StrEnum

from knowledge.evaluation.figures import shown_at
from knowledge.evaluation.observations import EXCERPTS, Observation
from knowledge.evaluation.questions import Judged
from knowledge.model import Strength


class Verdict(StrEnum):
    """From the worst to the best."""

    FALSE = "false answer"
    SILENT = "wrongly silent"
    WRONG = "answer not shown"
    LATER = "shown, not first"
    SILENT_RIGHTLY = "rightly silent"
    FIRST = "shown first"


def verdict(question: Judged, observed: Observation) -> Verdict:
    is_silent = observed.evidence is not None and observed.evidence.strength is Strength.NONE
    if not question.answerable:
        return Verdict.SILENT_RIGHTLY if is_silent else Verdict.FALSE
    if is_silent:
        return Verdict.SILENT
    if _is_right(question, observed, 1):
        return Verdict.FIRST
    return Verdict.LATER if _is_right(question, observed, EXCERPTS) else Verdict.WRONG


def _is_right(question: Judged, observed: Observation, most: int) -> bool:
    """Whether the answer is shown; where its words are not known, whether a right article is."""
    if question.has_words:
        return shown_at(question, observed, most)
    return any(quoted.article_id in question.right for quoted in observed.quotes[:most])


def rank(question: Judged, observed: Observation) -> int | None:
    """Where the first right article stands among those that count; None when it was not found."""
    counted = (one for one in observed.ranking if one not in question.doubtful)
    return next((at for at, article in enumerate(counted, 1) if article in question.right), None)
