"""Runs of neighbouring sentences that fit in one quotation, and how well each answers, by rank-bm25."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
from rank_bm25 import BM25Plus

from knowledge.candidates import Candidate
from knowledge.model import Article, Label
from knowledge.passages import MOST_WORDS, Section, headline_terms, sections
from knowledge.rarity import Rarity
from knowledge.sentences import MOST_CHARACTERS, Sentence
from knowledge.weights import Weights


@dataclass(frozen=True, slots=True)
class Read:
    """A stretch of an article as a question sees it."""

    matched: tuple[str, ...]
    """The terms that the question asks for, one entry a mention."""
    length: int
    """In terms."""


@dataclass(frozen=True, slots=True)
class Window:
    """Sentences that may be quoted together, and what they are worth as an answer."""

    label: Label
    sentences: Sequence[Sentence]
    covered: frozenset[int]
    """The positions of the question's words that these sentences or the headline hold."""
    worth: float
    """About 0 to 2."""
    is_end: bool = False
    """Whether it is only the end of a longer one: to be quoted where that one's beginning is quoted already."""


@dataclass(frozen=True, slots=True)
class Judged:
    """An article, and how well it answers."""

    candidate: Candidate
    article: Article
    score: float
    """BM25 of the whole as a share of the most that it could be."""
    windows: Sequence[Window]
    """The best first; ties in the order of the article."""

    @property
    def best(self) -> Window | None:
        """The one to quote, if there is one: the end of another alone is none."""
        return next((window for window in self.windows if not window.is_end), None)


@dataclass(frozen=True, slots=True)
class _Draft:
    label: Label
    sentences: Sequence[Sentence]
    number: int
    """Of the first sentence, in the article."""
    read: Read
    is_end: bool


_Told = tuple[Section, Sequence[Read]]
"""A section, and how the question sees each of its sentences."""


def judge(
    candidates: Sequence[Candidate], articles: Sequence[Article], rarity: Rarity, weights: Weights
) -> list[Judged]:
    """The candidates' articles with their windows. Rarities are the archive's; lengths are compared among these."""
    told = [[_told(section, rarity) for section in sections(article)] for article in articles]
    drafts = [list(_drafts(parts)) for parts in told]
    reads = [draft.read for draft in chain.from_iterable(drafts)]
    worths = iter(_bm25(reads, rarity, weights.window_k1, weights.window_b))
    whole = [_whole(article, parts, rarity) for article, parts in zip(articles, told, strict=True)]
    wholes = _bm25(whole, rarity, weights.article_k1, weights.article_b)
    judged = []
    for candidate, article, score, drafted in zip(candidates, articles, wholes, drafts, strict=True):
        given = rarity.covered(headline_terms(article)) | candidate.stated.positions
        found = [_window(draft, next(worths), given, rarity, weights) for draft in drafted]
        best_first = sorted(_with_phrases(article, found, rarity), key=lambda window: -window.worth)
        judged.append(Judged(candidate, article, score, best_first))
    return judged


def _window(draft: _Draft, score: float, given: frozenset[int], rarity: Rarity, weights: Weights) -> Window:
    """`given`: what the headline and the citation answer already."""
    covered = given | rarity.covered(draft.read.matched)
    if draft.label is Label.CAPTION:
        covered |= rarity.query.pictured
    worth = score + rarity.share(covered) + weights.lead / (1 + draft.number)
    return Window(draft.label, draft.sentences, covered, worth, draft.is_end)


def _with_phrases(article: Article, found: Sequence[Window], rarity: Rarity) -> Sequence[Window]:
    """The windows with the exact phrases that were asked for; all where they stand in the headline alone."""
    texts = (article.text[one.sentences[0].start : one.sentences[-1].end] for one in found)
    return [one for one, text in zip(found, texts, strict=True) if rarity.query.is_phrased_in(text)] or found


def _told(section: Section, rarity: Rarity) -> _Told:
    return section, [_read(sentence.terms, rarity) for sentence in section.sentences]


def _drafts(told: Sequence[_Told]) -> Iterator[_Draft]:
    """Every window that holds a word of the question."""
    number = 0
    for section, read in told:
        for first, last, is_end in _fitting(section.sentences):
            joined = _joined(read[first:last])
            if joined.matched:
                yield _Draft(section.label, section.sentences[first:last], number + first, joined, is_end=is_end)
        number += len(section.sentences)


def _fitting(sentences: Sequence[Sentence]) -> Iterator[tuple[int, int, bool]]:
    """From each sentence, the longest run that is no longer than a passage may be, and whether it is only the end of
    another; a sentence alone always is short enough.

    Shorter runs score higher and answer less: with them the answer is shown first in 3 points fewer questions.
    """
    weights = [sentence.weight for sentence in sentences]
    last, told, total = 0, 0, 0.0
    for first, sentence in enumerate(sentences):
        most = sentence.start + MOST_CHARACTERS
        while last < len(sentences) and (
            last <= first or (total + weights[last] <= MOST_WORDS and sentences[last].end <= most)
        ):
            total += weights[last]
            last += 1
        yield first, last, last == told
        told = last
        total -= weights[first]


def _whole(article: Article, told: Sequence[_Told], rarity: Rarity) -> Read:
    return _joined([_read(headline_terms(article), rarity), *chain.from_iterable(read for _, read in told)])


def _read(terms: Sequence[str], rarity: Rarity) -> Read:
    return Read(tuple(term for term in terms if term in rarity.asked_by), len(terms))


def _joined(parts: Sequence[Read]) -> Read:
    return Read(tuple(chain.from_iterable(part.matched for part in parts)), sum(part.length for part in parts))


def _bm25(texts: Sequence[Read], rarity: Rarity, k1: float, b: float) -> list[float]:
    """BM25 of each text, with the archive's idf, as a share of the most that it could be.

    rank-bm25 is given only the words that the question asks for and told the true lengths: counting the others is what
    takes it its time.
    """
    if not any(text.matched for text in texts):
        return [0.0] * len(texts)
    ranker = BM25Plus([text.matched for text in texts], k1=k1, b=b, delta=0)
    ranker.idf = rarity.idf
    ranker.doc_len = [text.length for text in texts]
    ranker.avgdl = float(np.mean(ranker.doc_len))
    scores: list[float] = (ranker.get_scores(rarity.query.terms) / rarity.most).tolist()
    return scores
