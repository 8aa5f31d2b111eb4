"""What to quote: the windows of the best articles, chosen so that each adds something to what is already shown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from knowledge.model import Article, Label, Reference, Span
from knowledge.rarity import Rarity
from knowledge.sentences import Sentence
from knowledge.windows import Judged, Window

WHOLE, BEST_WINDOW = 0.2, 0.15
"""Of an article's value: what its score as a whole and its best window add to its best passage's score. Without them
the right article is first in 0.2 to 1.1 points fewer questions."""

SECOND = 0.5
"""Another excerpt of an article is worth as much as the article, less this share of what its window lacks. Allowed so,
the answer is among three excerpts in 2 to 6.7 points more questions."""

IN_PASSING = 0.8
"""What a teaser or a caption counts for beside a story, unless it is a picture that is asked for: a short line that
names a thing scores well and says little of it."""

MOST_OF_ARTICLE = 2

WORTH_SHOWING = 0.5
"""A further excerpt is shown when it is worth this share of the first. Up to here no set loses more than 0.2 points of
answers among three excerpts, and one in five excerpts is left out where articles are few."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A window to quote, and what it is worth beside those of other articles."""

    article: Article
    window: Window
    passage_score: float
    """Of the article's best passage, as a share of the most that could be."""
    value: float


def choose(candidates: Sequence[tuple[float, Judged]], rarity: Rarity, limit: int) -> list[Choice]:
    """At most `limit` windows, the best first, at most two of an article and none that overlap.

    A candidate is an article with its best passage's score as a share of the most that could be.
    """
    counts = {Label.TEASER: IN_PASSING} | ({} if rarity.query.pictured else {Label.CAPTION: IN_PASSING})
    offers = [offer for score, judged in candidates for offer in _offers(score, judged, counts)]
    chosen: list[Choice] = []
    for offer in sorted(offers, key=lambda offer: -offer.value):
        same = [other for other in chosen if other.article is offer.article]
        if len(same) < MOST_OF_ARTICLE and not any(_overlap(offer.window, other.window) for other in same):
            chosen.append(offer)
    return [offer for offer in chosen[:limit] if offer.value >= WORTH_SHOWING * chosen[0].value]


def _offers(score: float, judged: Judged, counts: Mapping[Label, float]) -> Iterator[Choice]:
    """What the article has to quote, each at the article's value less half of what it lacks of the best."""
    if not judged.windows:
        return
    best = judged.windows[0].worth
    value = score + WHOLE * judged.score + BEST_WINDOW * best
    for window in judged.windows:
        worth = value - SECOND * (best - window.worth)
        yield Choice(judged.article, window, score, worth * counts.get(window.label, 1))


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
        highlights=tuple(_highlights(sentences, start, rarity)),
        is_cut_before=sentences[0].is_cut_before,
        is_cut_after=sentences[-1].is_cut_after,
    )


def _highlights(sentences: Sequence[Sentence], start: int, rarity: Rarity) -> Iterator[Span]:
    """The words that the question asks for, relative to `start`; pairs that touch are marked as one."""
    open_span: Span | None = None
    for word in (word for sentence in sentences for word in sentence.words if rarity.covered(word.terms)):
        if open_span and word.start <= open_span[1]:
            open_span = open_span[0], max(open_span[1], word.end)
            continue
        if open_span:
            yield open_span[0] - start, open_span[1] - start
        open_span = word.start, word.end
    if open_span:
        yield open_span[0] - start, open_span[1] - start
