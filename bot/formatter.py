"""What an answer looks like: excerpts, answers and articles -> the parts of a Discord message. Pure.

Every word of an article or a user passes through `escaping`, every length through `limits`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from discord import ui

from bot import limits, quotes
from bot.escaping import beginning, fitted, isolated, link, plain
from knowledge import Answer, Article, Citation, Excerpt, Label, Strength, Understood, wording

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.limits import Item, Row

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


def preamble(question: str | None, answer: Answer) -> list[Item]:
    """What was asked (None when the message replied to shows it), how far the archive answers, what was understood."""
    asked = [f"-# {isolated(fitted(question, limits.QUESTION_SHOWN))}"] if question and question.strip() else []
    said = [*asked, *_strength(answer, limits.STRENGTH)]
    room = limits.PREAMBLE - sum(limits.length(line) + 1 for line in said)
    text = "\n".join(filter(None, [*said, _understood(answer.understood, room)]))
    return [ui.TextDisplay(text, id=PREAMBLE_ID)] if text else []


def card(shown: Card, rows: Sequence[Row] = ()) -> Item:
    """The excerpt: headline, what part of the page it is, the quote, where it is from, the buttons."""
    excerpt = shown.excerpt
    quote = quotes.block(excerpt, shown.context)
    texts = (_headline(excerpt.citation), _part(shown), quote, quotes.meanings(excerpt), _source(shown))
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
    texts = filter(None, (f"### {SAYS_NOTHING}", _missing(answer), f"-# {wording.coverage(answer.covers, _name)}"))
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
    return " · ".join([f"[{title}](<{url}>)" if url else title, *source, wording.published(citation)])


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


def _strength(answer: Answer, room: int) -> list[str]:
    said = f"**{wording.verdict(answer.evidence)}**"
    match answer.evidence.strength:
        case Strength.STRONG:
            return [said]
        case Strength.PARTIAL:
            longer = f"{said} {_missing(answer)}".strip()
            return [longer if limits.length(longer) <= room else said]
        case _:
            return []


def _understood(understood: Understood, room: int) -> str:
    """How the question was understood, on one line; words that are long are shortened until all of it has room."""
    for most in (60, 30, 16):
        sentences = _sentences(understood, most)
        if limits.length(line := f"-# {' '.join(sentences)}") <= room:
            return line if sentences else ""
    while sentences and limits.length(line := f"-# {' '.join(sentences)} …") > room:
        sentences.pop()
    return line if sentences else ""


def _sentences(understood: Understood, most: int) -> list[str]:
    """`most` characters of each word typed; of a complaint, which has words of our own, four times as many."""
    complaints = wording.complaints(understood.complaints, lambda text: isolated(fitted(text, 4 * most)))
    others = wording.understood(replace(understood, complaints=()), lambda text: isolated(fitted(text, most)))
    return [*complaints, *others]


def _missing(answer: Answer) -> str:
    return wording.missing(answer, 4, lambda word: isolated(fitted(word, 40)))


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
    return "\n".join([f"-# {' · '.join(foot)}", *_also(shown.excerpt.also)])


def _also(others: Sequence[Citation]) -> Iterator[str]:
    """Where else the story was printed, as many of them linked as there is room for."""
    for linked in range(wording.MOST, -1, -1) if others else ():
        said = wording.also(others, partial(_outlet, linked=others[:linked]))
        if limits.length(said) <= limits.ALSO:
            yield f"-# {said}"
            return


def _outlet(citation: Citation, linked: Sequence[Citation]) -> str:
    name = isolated(fitted(wording.outlet(citation), limits.ALSO // 8))
    url = link(citation.url, limits.ALSO) if citation in linked else None
    return f"[{name}](<{url}>)" if url else name


def _origin(citation: Citation, *, has_byline: bool = True) -> list[str]:
    byline = [f"By {isolated(fitted(citation.byline, limits.SOURCE // 2))}"] if citation.byline and has_byline else []
    source = [isolated(fitted(citation.source, limits.SOURCE // 3))] if citation.source else []
    return [*byline, *source, wording.published(citation), *filter(None, [wording.version(citation)])]


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
