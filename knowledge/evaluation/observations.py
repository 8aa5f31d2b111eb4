"""What an archive replies to a question, as far as it is measured."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from knowledge.archive import Archive
from knowledge.evaluation.questions import Judged
from knowledge.model import Evidence, Excerpt, Question, Span

EXCERPTS = 3


@dataclass(frozen=True, slots=True)
class Quoted:
    """Words that were quoted, and the sentence of them that answers best."""

    article_id: int
    title: str
    text: str
    sentence: Span

    @classmethod
    def of(cls, excerpt: Excerpt) -> Quoted:
        title = excerpt.citation.title or "Untitled"
        return cls(excerpt.reference.article_id, title, excerpt.quote, excerpt.reference.sentence)


@dataclass(frozen=True, slots=True)
class Observation:
    """A reply. `quotes` is what would be shown, whatever the evidence."""

    ranking: tuple[int, ...]
    """Articles by number, the best first."""
    quotes: tuple[Quoted, ...]
    score: float
    """How sure it is; comparable between questions."""
    took_ms: float
    evidence: Evidence | None = None
    """None of what has no words for being unsure."""


async def observe(archive: Archive, text: str, as_of: date | None = None) -> Observation:
    """What `archive` replies to `text`. The time is that of the answer as people get it."""
    question = Question(text=text, limit=EXCERPTS, as_of=as_of)
    answer = await archive.answer(question)
    explained = await archive.explain(question)
    return Observation(
        ranking=explained.ranking,
        quotes=tuple(map(Quoted.of, explained.excerpts)),
        score=answer.evidence.score,
        took_ms=answer.took_ms,
        evidence=answer.evidence,
    )


async def observed(archive: Archive, questions: Iterable[Judged]) -> list[Observation]:
    """What it replies to each, in order."""
    return [await observe(archive, one.text, one.as_of) for one in questions]
