"""Question to answer: retrieval, excerpts and evidence in one reading of the archive. Writes no word itself."""

from __future__ import annotations

import sqlite3
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import islice

import regex

from knowledge.errors import UnknownArticle
from knowledge.evidence import weigh
from knowledge.excerpts import choose, refer
from knowledge.model import Answer, Article, Citation, Excerpt, Hit, Label, Question, Reference, Span, Strength
from knowledge.passages import near, sections
from knowledge.query import Query, understand
from knowledge.rarity import Rarity
from knowledge.retriever import Found, search
from knowledge.store import articles, postings
from knowledge.windows import judge

PASSAGES = 200
"""How many passages are looked through for the best articles: enough for twenty of ten passages each."""

ARTICLES = 5
"""How many articles are read for something to quote. Ten find no more, and reading is what takes the time."""

LONG = 50_000
"""Characters from which on an article is read only around what was found in it, a passage on either side. Nine in ten
articles have less than a fifth of it; reading a book's length takes seconds."""

_CREDIT_LABEL = regex.compile(r"^(?:photo(?:graph)?s?|image|picture|foto|bild)\s*(?:by\b|[:/])\s*", regex.IGNORECASE)

CONTEXT = 3
"""How many sentences more on each side "more context" shows."""


def find(connection: sqlite3.Connection, text: str, limit: int) -> list[Hit]:
    """The best passages for a question, best first; ties by passage number."""
    _, found = _search(connection, text, limit)
    held = articles.passages(connection, [number for number, _ in found.best])
    return [Hit(held[number], number, score) for number, score in found.best]


def answer(connection: sqlite3.Connection, question: Question, *, must_quote: bool = False) -> Answer:
    """What the archive says: excerpts when there is evidence, or when it `must_quote`; else the nearest as leads."""
    query, found = _search(connection, question.text, PASSAGES)
    rarity = Rarity.of(query, found.idf, found.passages)
    hits = _by_article(connection, found)
    read = [_read(connection, article_id, spans) for article_id, (_, spans) in islice(hits.items(), ARTICLES)]
    judged = judge(read, rarity)
    shares = [score / rarity.most for score, _ in hits.values()]
    choices = choose(list(zip(shares, judged, strict=False)), rarity, question.limit)
    evidence = weigh(choices[0] if choices else None, shares, rarity)
    covers = articles.statistics(connection)
    if evidence.strength is Strength.NONE and not must_quote:
        leads = tuple(of.article.citation for of in judged)
        return Answer(question, evidence, leads=leads[: question.limit], covers=covers)
    excerpts = (_excerpt(connection, choice.article, refer(choice, rarity), choice.value) for choice in choices)
    return Answer(question, evidence, tuple(excerpts), covers=covers)


def nearest(connection: sqlite3.Connection, question: Question) -> tuple[Excerpt, ...]:
    """What would be quoted if the evidence were enough: for whoever measures, not for showing."""
    return answer(connection, question, must_quote=True).excerpts


def recall(connection: sqlite3.Connection, reference: Reference) -> Excerpt:
    """The excerpt that a reference stands for, read anew. Raises UnknownArticle, also for a place outside its text."""
    article = articles.get(connection, reference.article_id)
    if not 0 <= reference.start < reference.end <= len(article.text):
        raise UnknownArticle(reference.article_id)
    return _excerpt(connection, article, reference)


def context(connection: sqlite3.Connection, reference: Reference) -> tuple[str, str]:
    """What stands just before and just after a quotation, in whole sentences of the same label; else empty.

    Both are verbatim and join on to it, with the white space between. Raises UnknownArticle.
    """
    article = _read(connection, reference.article_id, [(reference.start, reference.end)])
    for section in sections(article):
        if section.sentences[0].start <= reference.start < section.sentences[-1].end:
            before = [one for one in section.sentences if one.end <= reference.start][-CONTEXT:]
            after = [one for one in section.sentences if one.start >= reference.end][:CONTEXT]
            start = before[0].start if before else reference.start
            end = after[-1].end if after else reference.end
            return article.text[start : reference.start], article.text[reference.end : end]
    return "", ""


def _search(connection: sqlite3.Connection, text: str, limit: int) -> tuple[Query, Found]:
    query = understand(text, articles.languages(connection))
    if query.in_doubt:
        query = query.settled(postings.held(connection, query.in_doubt))
    return query, search(connection, query.terms, limit)


def _by_article(connection: sqlite3.Connection, found: Found) -> dict[int, tuple[float, list[Span]]]:
    """The articles found, best first: each with its best passage's score and where all of its passages found are."""
    held = articles.passages(connection, [number for number, _ in found.best])
    hits: dict[int, tuple[float, list[Span]]] = {}
    for number, score in found.best:
        passage = held[number]
        _, spans = hits.setdefault(passage.article_id, (score, []))
        spans.append((passage.start, passage.end))
    return hits


def _read(connection: sqlite3.Connection, article_id: int, spans: Sequence[Span]) -> Article:
    """The article; of a long one, to quote from, only what is around `spans`."""
    article = articles.get(connection, article_id)
    if len(article.text) <= LONG or article.is_teaser:
        return article
    passages = [(start, end) for _, start, end in articles.passages_of(connection, article_id)]
    starts, ends = [start for start, _ in passages], [end for _, end in passages]
    around = {at for first, last in spans for at in range(bisect_right(ends, first) - 1, bisect_left(starts, last) + 1)}
    return near(article, [passages[at] for at in sorted(around) if 0 <= at < len(passages)])


def _excerpt(connection: sqlite3.Connection, article: Article, reference: Reference, score: float = 0.0) -> Excerpt:
    is_teaser = reference.label is Label.TEASER
    return Excerpt(
        reference=reference,
        citation=_credited(article, reference),
        quote=article.text[reference.start : reference.end],
        score=score,
        beside=articles.beside(connection, reference.article_id) if is_teaser else (),
    )


def _credited(article: Article, reference: Reference) -> Citation:
    """The article's citation; of a caption, whose words are not the byline's, with its own credit or none."""
    if reference.label is not Label.CAPTION:
        return article.citation
    credits_within = (
        _CREDIT_LABEL.sub("", part.of(article.text))
        for part in article.labelled(Label.CREDIT)
        if reference.start <= part.start and part.end <= reference.end
    )
    return article.citation.model_copy(update={"byline": next(credits_within, None)})
