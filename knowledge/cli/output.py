"""What the command line prints as JSON: the shapes that other programs may rely on. Pure."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from knowledge.characters import OBEYED
from knowledge.model import Answer, Article, Citation, Excerpt, Outcome, Statistics, Status

Json = dict[str, Any]


def dumped(content: object) -> str:
    """One line of JSON; what a terminal would obey in it is escaped, so that no character is lost."""
    return OBEYED.sub(lambda found: json.dumps(found[0])[1:-1], json.dumps(content, ensure_ascii=False))


def answer_json(answer: Answer) -> Json:
    return {
        "question": answer.question.text,
        "evidence": answer.evidence.strength,
        "missing": list(answer.evidence.missing),
        "excerpts": [_excerpt_json(excerpt) for excerpt in answer.excerpts],
        "leads": [citation_json(citation) for citation in answer.leads],
        "took_ms": round(answer.took_ms, 3),
    }


def _excerpt_json(excerpt: Excerpt) -> Json:
    return {
        "quote": excerpt.quote,
        "part": excerpt.part,
        "highlights": [list(span) for span in excerpt.highlights],
        "citation": citation_json(excerpt.citation),
        "start": excerpt.start,
        "end": excerpt.end,
        "score": round(excerpt.score, 6),
    }


def citation_json(citation: Citation) -> Json:
    return citation.model_dump()


def article_json(article: Article) -> Json:
    parts = [
        {"part": one.label, "start": one.start, "end": one.end, "text": one.of(article.text)} for one in article.parts
    ]
    return {"citation": citation_json(article.citation), "text": article.text, "parts": parts}


def outcomes_json(outcomes: Iterable[Outcome]) -> Json:
    """What a load did, by what became of each item."""
    sorted_out: dict[Status, list[Json]] = {status: [] for status in Status}
    for outcome in outcomes:
        sorted_out[outcome.status].append({name: getattr(outcome, name) for name in _TOLD[outcome.status]})
    return {
        "loaded": sorted_out[Status.LOADED],
        "duplicates": sorted_out[Status.DUPLICATE],
        "refused": sorted_out[Status.REFUSED],
    }


_TOLD = {
    Status.LOADED: ("article_id", "title", "passages", "teasers"),
    Status.DUPLICATE: ("article_id", "title"),
    Status.REFUSED: ("name", "reason"),
}


def statistics_json(statistics: Statistics) -> Json:
    told = asdict(statistics)
    return told | {"outlets": dict(statistics.outlets), "languages": dict(statistics.languages)}
