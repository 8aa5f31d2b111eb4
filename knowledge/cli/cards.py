"""Answers and articles as they look in a terminal. Pure; archive text is never read as markup.

What comes from outside is put into `Text`, which has no markup, after `shown` has taken out what a terminal would obey.
"""

from __future__ import annotations

from collections.abc import Iterator

from rich.box import ROUNDED
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.panel import Panel
from rich.text import Text

from knowledge import wording
from knowledge.characters import OBEYED, clean
from knowledge.model import Answer, Article, Citation, Excerpt, Label, Strength

COLOURS = {Strength.STRONG: "green", Strength.PARTIAL: "yellow", Strength.NONE: "bright_black"}


def shown(text: str) -> str:
    """`text` without control and direction characters, but for line ends and the joiners that scripts need."""
    return OBEYED.sub("", clean(text).replace("\t", " "))


def answer_card(answer: Answer) -> RenderableType:
    """The excerpts, each in a frame; or that the archive does not say, with what it covers and where to look."""
    colour = COLOURS[answer.evidence.strength]
    if not answer.covers.articles:
        return Panel(Text("The archive is empty. Load something first: backissue load PATH"), box=ROUNDED, style=colour)
    if answer.evidence.strength is Strength.NONE:
        return Panel(Group(*_no_answer(answer)), title="The archive does not say", title_align="left", style=colour)
    said = Text(" ".join(filter(None, (wording.verdict(answer.evidence), _missing(answer)))), style=colour)
    of = len(answer.excerpts)
    cards = [_excerpt_card(excerpt, f"{number} of {of}", colour) for number, excerpt in enumerate(answer.excerpts, 1)]
    return Group(said, *_understood(answer), *cards)


def _understood(answer: Answer) -> list[Text]:
    return [_dim(sentence) for sentence in wording.understood(answer.understood, shown)]


def _excerpt_card(excerpt: Excerpt, position: str, colour: str) -> RenderableType:
    kind, also = _kind(excerpt), filter(None, [wording.also(excerpt.also)])
    foot = " · ".join([*kind, *origin(excerpt.citation, excerpt.part), *also, f"excerpt {position}"])
    quote = Padding(_quote(excerpt), (1, 2))
    card = Group(_headline(excerpt.citation), quote, *_meanings(excerpt), _dim(foot))
    return Panel(card, box=ROUNDED, border_style=colour)


def _meanings(excerpt: Excerpt) -> Iterator[Text]:
    """The dates that words of the quotation are relative to, beside it and not in it."""
    for one in excerpt.resolved:
        yield _dim(wording.meaning(excerpt.quote[one.start : one.end], one.iso))


def _dim(text: str) -> Text:
    return Text(shown(text), style="dim")


def _headline(citation: Citation) -> Text:
    url = citation.url or ""
    link = f" link {url}" if url.startswith(("http://", "https://")) and url.isprintable() and " " not in url else ""
    return Text(shown(citation.title or "Untitled"), style=f"bold{link}")


def _quote(excerpt: Excerpt) -> Text:
    """The words, the sentence that answers in bold, the words that matched underlined; a cut is marked outside."""
    text = Text(excerpt.quote)
    text.stylize("bold", *excerpt.reference.sentence)
    for span in excerpt.highlights:
        text.stylize("underline", *span)
    text = _without_obeyed(text)
    before, after = excerpt.reference.is_cut_before, excerpt.reference.is_cut_after
    return Text.assemble("… " if before else "", "“", text, "”", " …" if after else "")


def _without_obeyed(text: Text) -> Text:
    """As `shown`, with the styles kept where they were."""
    lines = [text[start:end] for start, end in _kept(text.plain)]
    return Text("").join(lines)


def _kept(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for match in OBEYED.finditer(text):
        yield start, match.start()
        start = match.end()
    yield start, len(text)


def _kind(excerpt: Excerpt) -> list[str]:
    match excerpt.part:
        case Label.CAPTION:
            return ["photo caption"]
        case Label.TEASER:
            beside = wording.listed([f"“{headline}”" for headline in excerpt.beside], 1)
            return [f"teaser printed beside {beside}" if beside else "teaser of another story"]
        case _:
            return []


def origin(citation: Citation, part: Label = Label.BODY) -> list[str]:
    by = "credit:" if part is Label.CAPTION else "By"
    byline = [f"{by} {citation.byline}"] if citation.byline else []
    versions = [wording.version(citation), "hidden" if citation.is_hidden else ""]
    return [*byline, *filter(None, [citation.source]), wording.published(citation), *filter(None, versions)]


def _missing(answer: Answer) -> str:
    return wording.missing(answer, 5, shown)


def _no_answer(answer: Answer) -> Iterator[RenderableType]:
    if missing := _missing(answer):
        yield Text(missing)
    yield from _understood(answer)
    yield _dim(wording.coverage(answer.covers))
    if answer.leads:
        yield Text("\nNearest headlines, not answers:")
        for lead in answer.leads:
            yield Text(f"  {lead.article_id}  {shown(_line(lead))}")


def _line(citation: Citation) -> str:
    return " · ".join([citation.title or "Untitled", *origin(citation)])


def article_card(article: Article) -> RenderableType:
    """The page as it was read: its own words, and what else stood on it, each labelled."""
    parts = []
    for part in article.parts:
        if part.label is not Label.HEADLINE:
            text = Text(shown(part.of(article.text)))
            parts.append(text if part.label is Label.BODY else Text.assemble((f"[{part.label}] ", "dim"), text))
    section = [f"section {article.citation.section}"] if article.citation.section else []
    foot = _dim(" · ".join([*origin(article.citation), *section]))
    spaced = [Padding(text, (1, 0, 0, 0)) for text in parts]
    return Group(_headline(article.citation), foot, *spaced)
