"""What the command line prints as JSON: the shapes that other programs may rely on. Pure."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from knowledge.characters import OBEYED
from knowledge.explanations import Contribution, Explanation
from knowledge.loads import History, Removed
from knowledge.model import Answer, Article, Citation, Dated, Excerpt, Outcome, Statistics, Status, Understood

Json = dict[str, Any]


def dumped(content: object) -> str:
    """One line of JSON; what a terminal would obey in it is escaped, so that no character is lost."""
    return OBEYED.sub(lambda found: json.dumps(found[0])[1:-1], json.dumps(content, ensure_ascii=False))


def answer_json(answer: Answer) -> Json:
    return {
        "question": answer.question.text,
        "evidence": answer.evidence.strength,
        "missing": list(answer.evidence.missing),
        "understood": understood_json(answer.understood),
        "excerpts": [_excerpt_json(excerpt) for excerpt in answer.excerpts],
        "leads": [citation_json(citation) for citation in answer.leads],
        "took_ms": round(answer.took_ms, 3),
    }


def understood_json(understood: Understood) -> Json:
    """How a question was looked for; the first and the last day of a date are null where it is open."""
    return {
        "words": list(understood.words),
        "phrases": [list(alternatives) for alternatives in understood.phrases],
        "excluded": list(understood.excluded),
        "filters": understood.filters.model_dump(),
        "dates": [_dated_json(dated) for dated in understood.dates],
        "outlets": list(understood.outlets),
        "wants_newest": understood.wants_newest,
        "carried": list(understood.carried),
        "undated": understood.undated,
        "complaints": list(understood.complaints),
        "suggestions": [asdict(suggestion) for suggestion in understood.suggestions],
    }


def _dated_json(dated: Dated) -> Json:
    first, last = (end and end.isoformat() for end in (dated.period.first, dated.period.last))
    return {"text": dated.text, "first": first, "last": last, "is_filter": dated.is_filter}


def _excerpt_json(excerpt: Excerpt) -> Json:
    return {
        "quote": excerpt.quote,
        "part": excerpt.part,
        "highlights": [list(span) for span in excerpt.highlights],
        "citation": citation_json(excerpt.citation),
        "also": [citation_json(citation) for citation in excerpt.also],
        "resolved": [asdict(resolved) for resolved in excerpt.resolved],
        "start": excerpt.start,
        "end": excerpt.end,
        "score": round(excerpt.score, 6),
    }


def explanation_json(explained: Explanation) -> Json:
    """The answer, and what it rests on; evidence has no parts when nothing was found."""
    evidence = explained.answer.evidence
    parts = asdict(explained.evidence) if explained.evidence else None
    answer = answer_json(explained.answer)
    del answer["took_ms"]  # an explanation is not timed
    return {
        "answer": answer,
        "passages": explained.passages,
        "words": [asdict(word) | {"terms": [asdict(term) for term in word.terms]} for word in explained.words],
        "articles": [_contribution_json(one) for one in explained.articles],
        "evidence": {"strength": evidence.strength, "score": evidence.score, "parts": parts},
        "weights": explained.weights.model_dump(),
    }


def _contribution_json(one: Contribution) -> Json:
    parts = {name: getattr(one, name) for name in ("passage", "preferred", "whole", "window", "value", "also")}
    return {"citation": citation_json(one.citation), **parts, "excerpts": list(one.excerpts)}


def citation_json(citation: Citation) -> Json:
    return citation.model_dump()


def article_json(article: Article) -> Json:
    parts = [
        {"part": one.label, "start": one.start, "end": one.end, "text": one.of(article.text)} for one in article.parts
    ]
    return {"citation": citation_json(article.citation), "text": article.text, "parts": parts}


def outcome_json(outcome: Outcome) -> Json:
    """What became of an item, in the list of what became of it."""
    return {name: getattr(outcome, name) for name in _TOLD[outcome.status]}


LISTS = {
    Status.LOADED: "loaded",
    Status.VERSION: "versions",
    Status.DUPLICATE: "duplicates",
    Status.REFUSED: "refused",
}
"""The lists of what a load did."""


_TOLD = {
    Status.LOADED: ("article_id", "title", "passages", "teasers", "other", "reason"),
    Status.VERSION: ("article_id", "title", "passages", "teasers", "other", "reason"),
    Status.DUPLICATE: ("article_id", "title", "reason"),
    Status.REFUSED: ("name", "reason"),
}


def item_json(outcome: Outcome) -> Json:
    """What became of one item, with its name."""
    return {name: value for name, value in asdict(outcome).items() if name != "batch"}


def removed_json(removed: Removed) -> Json:
    return {
        "removed": citation_json(removed.citation),
        "versions": list(removed.versions),
        "teasers": removed.teasers,
    }


def history_json(history: History) -> Json:
    citation = history.citation and citation_json(history.citation)
    changes = [asdict(one) for one in history.changes]
    return {"article_id": history.article_id, "citation": citation, "batch": history.batch, "changes": changes}


def statistics_json(statistics: Statistics) -> Json:
    told = asdict(statistics)
    return told | {"outlets": dict(statistics.outlets), "languages": dict(statistics.languages)}
