"""What to quote: the windows of the best articles, chosen so that each adds something to what is already shown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from knowledge.candidates import Candidate
from knowledge.model import Article, Label, Reference, Span
from knowledge.rarity import Rarity
from knowledge.weights import Weights
from knowledge.windows import Judged, Window
from knowledge.words import words

MOST_OF_ARTICLE = 2


@dataclass(frozen=True, slots=True)
class Choice:
    """A window to quote, and what it is worth beside those of other articles."""

    candidate: Candidate
    article: Article
    window: Window
    value: float


def choose(judged: Sequence[Judged], rarity: Rarity, weights: Weights, limit: int) -> list[Choice]:
    """At most `limit` windows, the best first, at most two of an article and none that overlap."""
    offers = [offer for one in judged for offer in _offers(one, rarity, weights)]
    offers.sort(key=lambda offer: -offer.value)
    chosen: list[Choice] = []
    while len(chosen) < limit and (best := next((offer for offer in offers if _adds(offer, chosen)), None)):
        chosen.append(best)
    return [offer for offer in chosen if offer.value >= weights.worth_showing * chosen[0].value]


def _adds(offer: Choice, chosen: Sequence[Choice]) -> bool:
    same = [other for other in chosen if other.article is offer.article]
    if not same:
        return not offer.window.is_end
    return len(same) < MOST_OF_ARTICLE and not any(_overlap(offer.window, other.window) for other in same)


def _offers(judged: Judged, rarity: Rarity, weights: Weights) -> Iterator[Choice]:
    """What the article has to quote, each at the article's value less half of what it lacks of the best."""
    if judged.best is None:
        return
    best = judged.best.worth
    value = judged.candidate.value + weights.whole * judged.score + weights.best_window * best
    for window in judged.windows:
        worth = value - weights.second * (best - window.worth)
        in_passing = window.label is Label.TEASER or (window.label is Label.CAPTION and not rarity.query.pictured)
        yield Choice(judged.candidate, judged.article, window, worth * (weights.in_passing if in_passing else 1))


def _overlap(one: Window, other: Window) -> bool:
    return one.sentences[0].start < other.sentences[-1].end and other.sentences[0].start < one.sentences[-1].end


def refer(choice: Choice, rarity: Rarity) -> Reference:
    """Where the chosen window stands, what in it answers best, and which of its words matched."""
    sentences = choice.window.sentences
    start, end = sentences[0].start, sentences[-1].end
    best = max(sentences, key=lambda sentence: rarity.share(rarity.covered(sentence.terms)))
    return Reference(
        article_id=choice.article.citation.article_id or 0,
        label=choice.window.label,
        start=start,
        end=end,
        sentence=(best.start - start, best.end - start),
        highlights=tuple(_highlights(choice.article, (start, end), rarity)),
        is_cut_before=sentences[0].is_cut_before,
        is_cut_after=sentences[-1].is_cut_after,
        also=tuple(one.article_id or 0 for one in choice.candidate.also),
    )


def _highlights(article: Article, span: Span, rarity: Rarity) -> Iterator[Span]:
    """The words that the question asks for, relative to the span; pairs that touch are marked as one."""
    start, end = span
    open_span: Span | None = None
    for word in words(article.text, article.citation.language, start, end):
        if not rarity.covered(word.terms):
            continue
        if open_span and word.start <= open_span[1]:
            open_span = open_span[0], max(open_span[1], word.end)
            continue
        if open_span:
            yield open_span[0] - start, open_span[1] - start
        open_span = word.start, word.end
    if open_span:
        yield open_span[0] - start, open_span[1] - start
