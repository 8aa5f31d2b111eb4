"""What an archive replies to a question, as far as it is measured."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.archive import Archive
from knowledge.model import Evidence, Excerpt, Question, Span, Strength

PASSAGES = 200
"""How many passages are looked at for the ranking of articles: as many as an answer is made from."""

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


async def observe(archive: Archive, text: str) -> Observation:
    """What `archive` replies to `text`. The time is that of the answer as people get it."""
    question = Question(text=text, limit=EXCERPTS)
    answer = await archive.answer(question)
    excerpts: Sequence[Excerpt] = answer.excerpts
    if answer.evidence.strength is Strength.NONE:
        excerpts = await archive.nearest(question)
    hits = await archive.search(text, PASSAGES)
    return Observation(
        ranking=tuple(dict.fromkeys(hit.passage.article_id for hit in hits)),
        quotes=tuple(map(Quoted.of, excerpts)),
        score=answer.evidence.score,
        took_ms=answer.took_ms,
        evidence=answer.evidence,
    )
