"""What an answer looks like: excerpts, answers and articles -> the parts of a Discord message. Pure.

Every word of an article or a user passes through `escaping`, every length through `limits`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from discord import ui

from bot import limits
from bot.escaping import beginning, ending, fitted, isolated, link, plain, quotation, visible
from knowledge import Answer, Article, Citation, Evidence, Excerpt, Label, Strength, wording

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from bot.escaping import Piece
    from bot.limits import Item, Row
    from knowledge import Span

PREAMBLE_ID = 1000
"""The component that holds the question; the card's other pages take it over from the message."""
COLOURS = {Strength.STRONG: 0x2F855A, Strength.PARTIAL: 0xB7791F, Strength.NONE: 0x718096}
SAYS_NOTHING = "The archive does not say."
GONE = "### No longer in the archive\nThe article quoted here has been removed or changed."
EMPTY = "The archive is empty."
HOW_TO_LOAD = "Somebody who may manage this server can fill it with `/archive load`."
HOW_TO_FILL_SHARED = "It is shared by several servers: whoever runs the bot has to fill it."


@dataclass(frozen=True, slots=True)
class Card:
    """One excerpt of an answer as it is shown."""

    excerpt: Excerpt
    strength: Strength
    number: int
    """Which of the answer's excerpts this is, from 1."""
    of: int
    context: tuple[str, str] = ("", "")
    """The words before and after the quote, when more context was asked for."""


def preamble(question: str | None, evidence: Evidence) -> list[Item]:
    """What was asked (None when the message replied to shows it) and how far the archive answers."""
    asked = [f"-# {isolated(fitted(question, limits.PREAMBLE // 2))}"] if question and question.strip() else []
    text = "\n".join([*asked, *_strength(evidence, limits.PREAMBLE // 2)])
    return [ui.TextDisplay(text, id=PREAMBLE_ID)] if text else []


def card(shown: Card, rows: Sequence[Row] = ()) -> Item:
    """The excerpt: headline, what part of the page it is, the quote, where it is from, the buttons."""
    texts = (_headline(shown.excerpt.citation), _part(shown), _quote(shown), _source(shown))
    items = (_text(text) for text in texts if text)
    return ui.Container(*items, *rows, accent_colour=COLOURS[shown.strength])


def gone(number: int, of: int, rows: Sequence[Row] = ()) -> Item:
    """In place of an excerpt whose words are no longer in the archive."""
    foot = f"\n-# excerpt {number} of {of}" if of > 1 else ""
    return ui.Container(ui.TextDisplay(GONE + foot), *rows, accent_colour=COLOURS[Strength.NONE])


def no_answer(answer: Answer, *, is_shared: bool) -> Item:
    """The archive does not say: the words it misses, what it covers, and the nearest headlines as leads."""
    if not answer.covers.articles:
        text = f"### {EMPTY}\n{HOW_TO_FILL_SHARED if is_shared else HOW_TO_LOAD}"
        return ui.Container(ui.TextDisplay(text), accent_colour=COLOURS[Strength.NONE])
    texts = filter(
        None, (f"### {SAYS_NOTHING}", _missing(answer.evidence), f"-# {wording.coverage(answer.covers, _name)}")
    )
    items: list[Item] = [ui.TextDisplay("\n".join(texts))]
    if answer.leads:
        lines = [f"- {entry(citation, is_linked=True)}" for citation in answer.leads[:5]]
        items += [ui.Separator(), ui.TextDisplay("\n".join(["**Nearest headlines, not answers**", *lines]))]
    return ui.Container(*items, accent_colour=COLOURS[Strength.NONE])


def entry(citation: Citation, *, is_linked: bool = False) -> str:
    """An article in one line of a list: headline, outlet, date."""
    title = _name(citation.title or "Untitled")
    url = link(citation.url, limits.LINK // 2) if is_linked else None
    source = [_name(citation.source)] if citation.source else []
    return " · ".join([f"[{title}](<{url}>)" if url else title, *source, wording.date(citation.published)])


def article_pages(article: Article) -> list[str]:
    """The words of an article itself, ready to show, in pages: its body and labelled captions, no teasers."""
    pages = [""]
    for paragraph in _paragraphs(article):
        longer = "\n\n".join(filter(None, (pages[-1], paragraph)))
        if limits.length(longer) <= limits.PAGE:
            pages[-1] = longer
        else:
            pages.append(paragraph)
    return [page for page in pages if page] or ["-# The page has no text of its own."]


def article_page(citation: Citation, pages: Sequence[str], number: int, rows: Sequence[Row] = ()) -> Item:
    """Page `number`, from 1, of an article's `article_pages`, under its headline."""
    page = pages[min(number, len(pages)) - 1]
    foot = [*_origin(citation), *([f"page {number} of {len(pages)}"] if len(pages) > 1 else [])]
    texts = (_headline(citation), page, f"-# {' · '.join(foot)}")
    return ui.Container(*(_text(text) for text in texts), *rows)


def _name(text: str) -> str:
    return isolated(fitted(text, limits.NAME))


def _text(text: str) -> Item:
    return ui.TextDisplay(text)


def _strength(evidence: Evidence, room: int) -> list[str]:
    match evidence.strength:
        case Strength.STRONG:
            return ["**The archive has this.**"]
        case Strength.PARTIAL:
            said = "**The archive has part of this.**"
            longer = f"{said} {_missing(evidence)}".strip()
            return [longer if limits.length(longer) <= room else said]
        case _:
            return []


def _missing(evidence: Evidence) -> str:
    words = [f"“{isolated(fitted(word, 40))}”" for word in evidence.missing]
    return f"Not found: {wording.listed(words, 4)}." if words else ""


def _headline(citation: Citation) -> str:
    title = isolated(fitted(citation.title or "Untitled", limits.HEADLINE))
    url = link(citation.url, limits.LINK)
    return f"### [{title}](<{url}>)" if url else f"### {title}"


def _part(shown: Card) -> str:
    credit = shown.excerpt.citation.byline
    match shown.excerpt.part:
        case Label.CAPTION if credit:
            return f"**Photo caption** · credit: {isolated(fitted(credit, limits.PART))}"
        case Label.CAPTION:
            return "**Photo caption**"
        case Label.TEASER:
            return f"**Teaser**{_beside(shown.excerpt.beside)}"
        case Label.HEADLINE:
            return "**Headline**"
        case _:
            return ""


def _beside(headlines: tuple[str, ...]) -> str:
    if not headlines:
        return " of another story, author unknown"
    more = f" and {len(headlines) - 1:,} more" if len(headlines) > 1 else ""
    return f" printed beside “{isolated(fitted(headlines[0], limits.PART - 32))}”{more}"


def _source(shown: Card) -> str:
    is_by_the_author = shown.excerpt.part not in {Label.TEASER, Label.CAPTION}
    foot = _origin(shown.excerpt.citation, has_byline=is_by_the_author)
    foot += [f"excerpt {shown.number} of {shown.of}"] if shown.of > 1 else []
    return f"-# {' · '.join(foot)}"


def _origin(citation: Citation, *, has_byline: bool = True) -> list[str]:
    byline = [f"By {isolated(fitted(citation.byline, limits.SOURCE // 2))}"] if citation.byline and has_byline else []
    source = [isolated(fitted(citation.source, limits.SOURCE // 3))] if citation.source else []
    return [*byline, *source, wording.date(citation.published)]


def _quote(shown: Card) -> str:
    """The quote behind its bar, the sentence that answers in bold; where it was cut is marked outside it."""
    reference, quote = shown.excerpt.reference, shown.excerpt.quote
    start, end = _window(quote, reference.sentence)
    before, after = shown.context[0] * (start == 0), shown.context[1] * (end == len(quote))
    room = limits.CONTEXT + (limits.QUOTE - _takes(quote[start:end])) // 2
    near, far = _cut(before, room, ending), _cut(after, room, beginning)
    pieces = [(near, False), *_sentence_in(quote, reference.sentence, start, end), (far, False)]
    is_cut_before = start > 0 or near != before or (reference.is_cut_before and not before)
    is_cut_after = end < len(quote) or far != after or (reference.is_cut_after and not after)
    return "\n".join([*["…"] * is_cut_before, quotation(pieces), *["…"] * is_cut_after])


def _window(quote: str, sentence: Span) -> Span:
    """The part of a quote that fits: from its start, or from the sentence that answers when that lies too far."""
    is_far = _takes(quote[: sentence[1]]) > limits.QUOTE
    start = sentence[0] if is_far and visible(quote[sentence[0] :]) else 0
    return start, start + len(_cut(quote[start:], limits.QUOTE, beginning))


def _cut(text: str, room: int, cut: Callable[[str, int], str]) -> str:
    limit = room
    while (taken := _takes(text)) > room:
        text = cut(text, limit)
        limit = min(limit - 1, limit * room // taken)
    return text


def _takes(text: str) -> int:
    """The most that `text` takes in a quotation, whichever part of it is emphasised."""
    return limits.length(quotation([(text, True)])) + 2


def _sentence_in(quote: str, sentence: Span, start: int, end: int) -> list[Piece]:
    first, last = (min(max(offset, start), end) for offset in sentence)
    return [(quote[start:first], False), (quote[first:last], True), (quote[last:end], False)]


def _paragraphs(article: Article) -> Iterator[str]:
    names = {Label.BODY: "", Label.CAPTION: "-# Photo caption: ", Label.CREDIT: "-# Photo credit: "}
    for part in article.parts:
        if part.label in names:
            for paragraph in part.of(article.text).split("\n\n"):
                yield from _pieces(paragraph, names[part.label])


def _pieces(paragraph: str, name: str) -> Iterator[str]:
    """A paragraph in pieces that fit on a page, each escaped and labelled."""
    at = 0
    while at < len(paragraph):
        rest, limit = paragraph[at : at + limits.PAGE + 1], limits.PAGE
        while limits.length(shown := name + isolated(plain(piece := beginning(rest, limit)))) > limits.PAGE:
            limit = limit * 3 // 4
        if piece.strip():
            yield shown
        at += len(piece)
