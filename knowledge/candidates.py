"""The articles that may answer, best first: what was found in each, what its citation says, and who else prints it."""

from __future__ import annotations

import sqlite3
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from knowledge.model import Article, Citation, Span
from knowledge.passages import near
from knowledge.query import Query, Stated
from knowledge.ranking import Scored
from knowledge.rarity import Rarity
from knowledge.sketches import same_stories
from knowledge.store import articles
from knowledge.store import sketches as shelf
from knowledge.weights import Weights

CANDIDATES = 20
"""How many articles are looked at for what their citations say and for printing the same story."""

LONG = 3_000
"""Characters from which on an article is read only at its beginning and around what was found in it, a passage on
either side: splitting and stemming is what takes an answer its time."""


PLACES = 4
"""Passages of an article around which it is read, the best ones."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """An article as retrieval sees it."""

    citation: Citation
    share: float
    """Its best passage's score, as a share of the most that could be."""
    spans: tuple[Span, ...]
    """Where the best of its passages are that were found, the best first."""
    stated: Stated
    bonus: float
    """What being of an outlet or a time that the question names adds to it."""
    also: tuple[Citation, ...] = ()
    """Other articles that print the same story."""

    @property
    def value(self) -> float:
        return self.share + self.bonus


Hits = Mapping[int, tuple[float, Sequence[Span]]]
"""By article, best first: its best passage's score, and where all of its passages are that were found."""


def by_article(connection: sqlite3.Connection, best: Sequence[Scored]) -> Hits:
    """The articles that these passages are of."""
    held = articles.passages(connection, [number for number, _ in best])
    hits: dict[int, tuple[float, list[Span]]] = {}
    for number, score in best:
        passage = held[number]
        _, spans = hits.setdefault(passage.article_id, (score, []))
        spans.append((passage.start, passage.end))
    return hits


def candidates(
    connection: sqlite3.Connection, query: Query, found: Hits, rarity: Rarity, weights: Weights
) -> list[Candidate]:
    """The best of the articles found, the same story once, best first."""
    hits = dict(islice(found.items(), CANDIDATES))
    citations = articles.citations(connection, list(hits))
    newness = _newness(citations, hits) if query.wants_newest and hits else {}
    ranked = []
    for story in same_stories(list(hits), shelf.sketches(connection, list(hits))):
        first, *others = _newest_first([citations[article_id] for article_id in story])
        score, spans = hits[first.article_id or 0]
        stated = query.stated_by(first)
        bonus = weights.outlet * stated.is_of_outlet + weights.day * stated.is_of_time
        bonus += weights.newest * newness.get(first.article_id or 0, 0)
        ranked.append(Candidate(first, score / rarity.most, tuple(spans[:PLACES]), stated, bonus, tuple(others)))
    return sorted(ranked, key=lambda one: -one.value)


def _newest_first(story: Sequence[Citation]) -> list[Citation]:
    """The story with the newest revision of the first before the others: what was corrected is not quoted."""
    revisions = (one for one in story if _name(one) == _name(story[0]))
    newest = max(revisions, key=lambda one: (one.published or "", one.article_id or 0))
    return [newest, *(one for one in story if one is not newest)]


def _name(citation: Citation) -> tuple[str | None, str]:
    """What stays the same when an article is revised: its outlet with its address, else with its headline."""
    return citation.source, citation.url or (citation.title or "").casefold()


def _newness(citations: Mapping[int, Citation], hits: Hits) -> dict[int, float]:
    """1 for the newest of those that are found half as well as the best, less for each older one by its rank."""
    enough = max(score for score, _ in hits.values()) / 2
    meant = {article_id: one.published for article_id, one in citations.items() if hits[article_id][0] >= enough}
    dated = sorted((published, article_id) for article_id, published in meant.items() if published)
    return {article_id: (rank + 1) / len(dated) for rank, (_, article_id) in enumerate(dated)}


def read(connection: sqlite3.Connection, article_id: int, spans: Sequence[Span]) -> Article:
    """The article; of a long one, to quote from, only its beginning and what is around `spans`."""
    article = articles.get(connection, article_id)
    if len(article.text) <= LONG or article.is_teaser:
        return article
    passages = [(start, end) for _, start, end in articles.passages_of(connection, article_id)]
    starts, ends = [start for start, _ in passages], [end for _, end in passages]
    around = {at for first, last in spans for at in range(bisect_right(ends, first) - 1, bisect_left(starts, last) + 1)}
    return near(article, [passages[at] for at in sorted(around | {0}) if 0 <= at < len(passages)])
