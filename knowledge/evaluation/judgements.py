"""Judgements as TREC has them: which articles answer a question and how well, and nothing of the words that do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from knowledge.errors import UnusableQuestions
from knowledge.evaluation.questions import Known, Relevant, Topic, lines, some

Judgements = Mapping[str, Mapping[str, int]]
"""The grade of each article that was judged, by question."""


def judgements(path: Path) -> Judgements:
    """Those of a file of TREC's qrels: lines of qid, 0, article and grade. Raises UnusableQuestions."""
    found: dict[str, dict[str, int]] = {}
    for number, line in lines(path):
        try:
            qid, _, article, grade = line.split()
            found.setdefault(qid, {})[article] = int(grade)
        except ValueError:
            raise UnusableQuestions(
                f"Line {number} of {path} is not a judgement: it must be a qid, 0, an article and a whole number."
            ) from None
    return found


def judged(topics: Sequence[Topic], qrels: Judgements) -> list[Known]:
    """The questions with the articles of a grade above 0. Raises UnusableQuestions when one of them has none."""
    _must_be_the_same([one.qid for one in topics], list(qrels))
    empty = [one.qid for one in topics if max(qrels[one.qid].values()) <= 0]
    if empty:
        raise UnusableQuestions(
            f"{len(empty):,} of {len(topics):,} questions have no article of a grade above 0 ({some(empty)}): "
            "leave them out of both files."
        )
    return [_known(one, qrels[one.qid]) for one in topics]


def _known(topic: Topic, grades: Mapping[str, int]) -> Known:
    relevant = tuple(Relevant(article_id=article, grade=grade) for article, grade in grades.items() if grade > 0)
    return Known(qid=topic.qid, question=topic.question, as_of=topic.as_of, answerable=True, relevant=relevant)


def _must_be_the_same(asked: Sequence[str], judged: Sequence[str]) -> None:
    unjudged, unasked = sorted(set(asked) - set(judged)), sorted(set(judged) - set(asked))
    said = []
    if unjudged:
        said.append(f"{len(unjudged):,} of {len(asked):,} questions are not judged ({some(unjudged)})")
    if unasked:
        said.append(f"{len(unasked):,} of {len(judged):,} judged are not asked ({some(unasked)})")
    if said:
        raise UnusableQuestions(f"The questions and the judgements are not of the same set: {'; '.join(said)}.")
