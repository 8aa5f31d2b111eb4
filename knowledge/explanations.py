"""Why an answer is what it is: its words, what each article was valued for, and what the evidence is made of."""

from __future__ import annotations

import math
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from knowledge.answers import Inquiry, inquire, quoted, told
from knowledge.evidence import Parts, parts
from knowledge.model import Answer, Citation, Excerpt, Question
from knowledge.rarity import UNSEEN
from knowledge.weights import Weights
from knowledge.windows import Judged


@dataclass(frozen=True, slots=True)
class Term:
    """What a word of the question stands under in the index."""

    text: str
    passages: int
    """Its document frequency."""
    idf: float
    """log((N + 1) / passages); that of a term in no passage is the most there is."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word that was looked for."""

    text: str
    terms: tuple[Term, ...]
    share: float
    """Of the question's rarity, 0 to 1."""
    is_covered: bool
    """Whether the first excerpt, its headline or its citation holds it."""
    is_name: bool


@dataclass(frozen=True, slots=True)
class Contribution:
    """An article that was read, and what made it worth quoting. All but the counts are parts of `value`."""

    citation: Citation
    passage: float
    """Of its best passage."""
    preferred: float
    """For being of an outlet or a time that the question names."""
    whole: float
    """Of the article as a whole."""
    window: float
    """Of its best window."""
    value: float
    excerpts: tuple[int, ...]
    """Which of the answer's excerpts are its, from 1."""
    also: int
    """Other articles that print the same story."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """An answer, and why it is so."""

    answer: Answer
    words: tuple[Word, ...]
    passages: int
    """How many the archive holds."""
    articles: tuple[Contribution, ...]
    """Those that were read, the best first."""
    ranking: tuple[int, ...]
    """Every article that was found, by number, the best first."""
    excerpts: tuple[Excerpt, ...]
    """What is quoted, or would be if the evidence were enough."""
    evidence: Parts | None
    """None when nothing was found."""
    weights: Weights


def explain(connection: sqlite3.Connection, question: Question, weights: Weights) -> Explanation:
    """Everything that the answer to a question rests on."""
    inquiry = inquire(connection, question, weights)
    first = inquiry.choices[0] if inquiry.choices else None
    rarity = inquiry.search.rarity
    contributions = (_contribution(judged, inquiry, weights) for judged in inquiry.judged)
    read = sorted(contributions, key=lambda one: -one.value)
    return Explanation(
        answer=told(connection, question, inquiry),
        words=tuple(_words(inquiry)),
        passages=inquiry.covers.passages,
        articles=tuple(read),
        ranking=tuple(dict.fromkeys(_ranked(read, inquiry))),
        excerpts=quoted(connection, inquiry),
        evidence=parts(first, inquiry.shares, rarity, weights) if first else None,
        weights=weights,
    )


def _ranked(read: Sequence[Contribution], inquiry: Inquiry) -> Iterator[int]:
    """The articles that were read, then those that were only looked at, each with its story's others, then the rest."""
    also = {one.citation.article_id: one.also for one in inquiry.candidates}
    for citation in (*(one.citation for one in read), *(one.citation for one in inquiry.candidates)):
        yield from (one.article_id or 0 for one in (citation, *also[citation.article_id]))
    yield from inquiry.found


def _words(inquiry: Inquiry) -> Iterator[Word]:
    """The words, the rarest first."""
    rarity, passages = inquiry.search.rarity, inquiry.covers.passages
    covered = inquiry.choices[0].window.covered if inquiry.choices else frozenset[int]()
    for position in sorted(range(len(rarity.weights)), key=lambda at: -rarity.weights[at]):
        word = rarity.query.words[position]
        terms = tuple(_term(term, rarity.idf.get(term), passages) for term in word.terms)
        yield Word(word.text, terms, rarity.share((position,)), position in covered, word.is_name)


def _term(text: str, idf: float | None, passages: int) -> Term:
    if idf is None:
        return Term(text, 0, math.log((passages + 1) / UNSEEN))
    return Term(text, round((passages + 1) / math.exp(idf)), idf)


def _contribution(judged: Judged, inquiry: Inquiry, weights: Weights) -> Contribution:
    window = weights.best_window * judged.best.worth if judged.best else 0.0
    candidate, whole = judged.candidate, weights.whole * judged.score
    return Contribution(
        citation=candidate.citation,
        passage=candidate.share,
        preferred=candidate.bonus,
        whole=whole,
        window=window,
        value=candidate.value + whole + window,
        excerpts=tuple(at for at, choice in enumerate(inquiry.choices, 1) if choice.candidate is candidate),
        also=len(candidate.also),
    )
