"""The numbers that judgement rests on, with how they were chosen. The section [archive.weights] may say others."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field


class Weights(BaseModel):
    """What is found, quoted and believed. Scores are shares of the most that a text could reach."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    calibration: str = "chosen on the dev halves of five question sets in four languages, see docs/quality.md"
    """On what these weights were chosen: `backissue explain` shows it beside them."""

    passage_k1: float = Field(default=0.9, ge=0, le=10)
    passage_b: float = Field(default=0.5, ge=0, le=1)
    """BM25 of passages. Chosen over k1 .6-2 and b .1-.75: within a point of the best on each set."""
    article_k1: float = Field(default=1.2, ge=0, le=10)
    article_b: float = Field(default=0.5, ge=0, le=1)
    window_k1: float = Field(default=1.2, ge=0, le=10)
    window_b: float = Field(default=0.3, ge=0, le=1)

    whole: float = Field(default=0.2, ge=0, le=10)
    best_window: float = Field(default=0.15, ge=0, le=10)
    """What an article's score as a whole and its best window add to its best passage's score. Without them the right
    article is first in 0.2 to 1.1 points fewer questions."""
    outlet: float = Field(default=0.1, ge=0, le=10)
    day: float = Field(default=0.1, ge=0, le=10)
    """What being of an outlet, or of a time, that the question names adds to an article."""
    newest: float = Field(default=0.3, ge=0, le=10)
    """What being the newest adds to an article, where the question asks for the latest; older ones less by rank, and
    those that are found less than half as well as the best get nothing."""
    lead: float = Field(default=0.02, ge=0, le=10)
    """What standing first adds to a window. At .1 the answer is shown first in 1.4 points more of the questions of one
    set (quizzes about the week's news) and in 1.0 fewer of another."""
    second: float = Field(default=0.5, ge=0, le=10)
    """Another excerpt of an article is worth as much as the article, less this share of what its window lacks. Allowed
    so, the answer is among three excerpts in 2 to 6.7 points more questions."""
    in_passing: float = Field(default=0.8, ge=0, le=1)
    """What a teaser or a caption counts for beside a story, unless it is a picture that is asked for: a short line that
    names a thing scores well and says little of it."""
    worth_showing: float = Field(default=0.5, ge=0, le=1)
    """A further excerpt is shown when it is worth this share of the first. Up to here no set loses more than 0.2 points
    of answers among three excerpts, and one in five excerpts is left out where articles are few."""

    enough: float = Field(default=5, gt=0, le=100)
    """Unseen words whose rarity together is as much as any excerpt need cover: a question of twenty-four words is never
    covered by a hundred. Of 3 to 6 tried, the least that answers and misses long and short questions alike."""
    missing_name: float = Field(default=0.2, ge=0, le=10)
    """What a name or a figure that is missing counts beside its rarity: with it one more in a hundred Norwegian
    questions is told right, and none of the other sets is told worse."""
    partial: float = Field(default=0.77, ge=0, le=10)
    strong: float = Field(default=1.15, ge=0, le=10)
    """The least evidence that is called so: one setting for all, chosen on three sets of questions with known answers,
    English and Norwegian, short and long."""


CALIBRATED = Weights()
"""The weights that everything uses where no config file says others."""
