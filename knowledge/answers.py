"""Question to answer: retrieval, excerpts and evidence in one reading of the archive. Writes no word itself."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass

import regex

from knowledge import relative_dates
from knowledge.candidates import Candidate, by_article, candidates, read
from knowledge.errors import UnknownArticle
from knowledge.evidence import weigh
from knowledge.excerpts import Choice, choose, refer
from knowledge.model import (
    Answer,
    Article,
    Citation,
    Evidence,
    Excerpt,
    Hit,
    Label,
    Question,
    Reference,
    Statistics,
    Strength,
    Understood,
)
from knowledge.passages import sections
from knowledge.phrases import holds
from knowledge.query import Query
from knowledge.ranking import Scored
from knowledge.rarity import Rarity
from knowledge.retriever import search
from knowledge.selection import READ_FOR_PHRASE, Selection, newest, select, verified
from knowledge.store import articles, postings
from knowledge.suggestions import suggest
from knowledge.understanding import understand
from knowledge.weights import CALIBRATED, Weights
from knowledge.windows import Judged, judge

PASSAGES = 200
"""How many passages are looked through for the best articles: enough for twenty of ten passages each."""

ARTICLES = 5
"""How many articles are read for something to quote. Ten find no more, and reading is what takes the time."""

_CREDIT_LABEL = regex.compile(r"^(?:photo(?:graph)?s?|image|picture|foto|bild)\s*(?:by\b|[:/])\s*", regex.IGNORECASE)

CONTEXT = 3
"""How many sentences more on each side "more context" shows."""


@dataclass(frozen=True, slots=True)
class Search:
    """A question, and the passages that retrieval found for it, best first."""

    query: Query
    selection: Selection
    rarity: Rarity
    best: Sequence[Scored]


@dataclass(frozen=True, slots=True)
class Inquiry:
    """A question as far as it was followed: all that its answer says, and `explain` beside it."""

    search: Search
    covers: Statistics
    candidates: Sequence[Candidate]
    judged: Sequence[Judged]
    choices: Sequence[Choice]
    found: Mapping[int, float]
    """Every article, best first, with its best passage's score as a share of the most that could be."""
    shares: Sequence[float]
    """The same of every story."""
    evidence: Evidence


def find(connection: sqlite3.Connection, text: str, limit: int, weights: Weights = CALIBRATED) -> list[Hit]:
    """The best passages for a question, best first; ties by passage number."""
    found = _search(connection, Question(text=text), articles.statistics(connection), weights, limit)
    held = articles.passages(connection, [number for number, _ in found.best])
    return [Hit(held[number], number, score) for number, score in found.best]


def inquire(connection: sqlite3.Connection, question: Question, weights: Weights) -> Inquiry:
    """Everything that an answer needs, from one moment of the archive."""
    covers = articles.statistics(connection)
    found = _search(connection, question, covers, weights, PASSAGES)
    hits = by_article(connection, found.best)
    ranked = candidates(connection, found.query, hits, found.rarity, weights)
    near = ranked[:ARTICLES]
    texts = [read(connection, one.citation.article_id or 0, one.spans) for one in near]
    judged = judge(near, texts, found.rarity, weights)
    choices = choose(judged, found.rarity, weights, question.limit)
    shares = {article_id: score / found.rarity.most for article_id, (score, _) in hits.items()}
    again = {other.article_id for one in ranked for other in one.also}
    once = [share for article_id, share in shares.items() if article_id not in again]
    evidence = weigh(choices[0] if choices else None, once, found.rarity, weights)
    return Inquiry(found, covers, ranked, judged, choices, shares, once, evidence)


def answer(connection: sqlite3.Connection, question: Question, weights: Weights) -> Answer:
    """What the archive says: excerpts when there is evidence, else the nearest articles as leads."""
    return told(connection, question, inquire(connection, question, weights))


def told(connection: sqlite3.Connection, question: Question, inquiry: Inquiry) -> Answer:
    """The answer that an inquiry came to."""
    is_none = inquiry.evidence.strength is Strength.NONE
    return Answer(
        question,
        inquiry.evidence,
        excerpts=() if is_none else quoted(connection, inquiry),
        leads=tuple(_leads(connection, question, inquiry)) if is_none else (),
        understood=_understood(connection, question, inquiry),
        covers=inquiry.covers,
    )


def _leads(connection: sqlite3.Connection, question: Question, inquiry: Inquiry) -> Sequence[Citation]:
    """The nearest articles; of a question without a word, the newest that its filters allow."""
    if inquiry.search.query.words:
        return [one.candidate.citation for one in inquiry.judged[: question.limit]]
    return newest(connection, inquiry.search.query, inquiry.covers, question.limit)


def quoted(connection: sqlite3.Connection, inquiry: Inquiry) -> tuple[Excerpt, ...]:
    """What an inquiry found to quote, whatever the evidence."""
    return tuple(
        _excerpt(connection, choice.article, refer(choice, inquiry.search.rarity), choice.value)
        for choice in inquiry.choices
    )


def recall(connection: sqlite3.Connection, reference: Reference) -> Excerpt:
    """The excerpt that a reference stands for, read anew.

    Raises UnknownArticle, also for a place outside its text and for an article that is hidden.
    """
    article = articles.get(connection, reference.article_id)
    if article.citation.is_hidden or not 0 <= reference.start < reference.end <= len(article.text):
        raise UnknownArticle(reference.article_id)
    return _excerpt(connection, article, reference)


def context(connection: sqlite3.Connection, reference: Reference) -> tuple[str, str]:
    """What stands just before and just after a quotation, in whole sentences of the same label; else empty.

    Both are verbatim and join on to it, with the white space between. Raises UnknownArticle.
    """
    article = read(connection, reference.article_id, [(reference.start, reference.end)])
    for section in sections(article):
        if section.sentences[0].start <= reference.start < section.sentences[-1].end:
            before = [one for one in section.sentences if one.end <= reference.start][-CONTEXT:]
            after = [one for one in section.sentences if one.start >= reference.end][:CONTEXT]
            start = before[0].start if before else reference.start
            end = after[-1].end if after else reference.end
            return article.text[start : reference.start], article.text[reference.end : end]
    return "", ""


def _search(
    connection: sqlite3.Connection, question: Question, covers: Statistics, weights: Weights, limit: int
) -> Search:
    """The best passages of those that the question's operators leave; without its phrases where none is anywhere."""
    query = understand(question, covers.language_names, covers.outlet_names)
    if query.in_doubt:
        query = query.settled(postings.held(connection, query.in_doubt))
    found = _found(connection, query, covers, weights, limit)
    if found.best or not query.phrases:
        return found
    return _found(connection, query.without_phrases(), covers, weights, limit)


def _found(connection: sqlite3.Connection, query: Query, covers: Statistics, weights: Weights, limit: int) -> Search:
    selection = select(connection, query, covers)
    found = search(connection, query.terms, max(limit, READ_FOR_PHRASE * bool(query.phrases)), weights, selection.mask)
    kept = verified(connection, query, [number for number, _ in found.best], limit)
    best = [one for one in found.best if one[0] in kept]
    return Search(query, selection, Rarity.of(query, found.idf, found.passages, weights.enough), best)


def _understood(connection: sqlite3.Connection, question: Question, inquiry: Inquiry) -> Understood:
    query, selection, rarity = inquiry.search.query, inquiry.search.selection, inquiry.search.rarity
    by_rarity = sorted(zip(rarity.weights, query.words, strict=True), key=lambda one: -one[0])
    unseen = [word.text for word in query.words if not any(term in rarity.idf for term in word.terms)]
    return Understood(
        words=tuple(word.text for _, word in by_rarity),
        phrases=query.phrases,
        excluded=selection.excluded,
        filters=query.filters,
        dates=tuple(dated for dated, _ in query.dates),
        outlets=tuple(name for name, _ in query.outlets),
        wants_newest=query.wants_newest,
        carried=question.carried,
        undated=selection.undated,
        complaints=(*query.complaints, *selection.complaints, *_untimely(inquiry), *_wordless(query)),
        suggestions=suggest(connection, unseen, inquiry.covers.language_names),
    )


def _untimely(inquiry: Inquiry) -> Iterator[str]:
    """That nothing quoted is of the time that was asked for in words."""
    query, quoted_from = inquiry.search.query, [one.candidate.stated for one in inquiry.choices]
    if quoted_from and all(query.asks_for_time(stated) for stated in quoted_from):
        said = ", ".join(f"“{dated.text}”" for dated, positions in query.dates if not positions)
        yield f"No article of that time ({said}) is quoted."


def _wordless(query: Query) -> Iterator[str]:
    if not query.words:
        yield "There is no word in it to look for."


def _excerpt(connection: sqlite3.Connection, article: Article, reference: Reference, score: float = 0.0) -> Excerpt:
    is_teaser = reference.label is Label.TEASER
    quote, citation = article.text[reference.start : reference.end], _credited(article, reference)
    first, last = reference.sentence
    return Excerpt(
        reference=reference,
        citation=citation,
        quote=quote,
        score=score,
        beside=articles.beside(connection, reference.article_id) if is_teaser else (),
        also=tuple(_also(connection, reference, quote[first:last])),
        resolved=relative_dates.resolve(quote, citation.published, citation.language),
    )


def _also(connection: sqlite3.Connection, reference: Reference, sentence: str) -> Iterator[Citation]:
    """Those of the other articles of the story that are still found and hold the very sentence that answers."""
    for article_id in reference.also:
        with suppress(UnknownArticle):
            other = articles.get(connection, article_id)
            if other.citation.replaced_by is None and not other.citation.is_hidden and holds(other.text, sentence):
                yield other.citation


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
