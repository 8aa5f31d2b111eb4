"""What /archive shows: lists, figures, what a load has done so far. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from discord import ui

from bot import limits
from bot.escaping import fitted, isolated
from bot.formatter import EMPTY, HOW_TO_FILL_SHARED, HOW_TO_LOAD, entry
from knowledge import Citation, Outcome, Statistics, Status, wording

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.limits import Item, Row

TITLES = 12  # loaded articles named in a report
REASONS = 10  # refused documents named in a report
REASON = 160  # characters of one reason


@dataclass(slots=True)
class Tally:
    """What became of the documents so far. Holds no more than it shows, however many articles a file has."""

    loaded: int = 0
    duplicates: int = 0
    refused: int = 0
    titles: list[str] = field(default_factory=list)
    reasons: list[str] = field(default_factory=list)

    def add(self, outcome: Outcome) -> None:
        match outcome.status:
            case Status.LOADED:
                self.loaded += 1
                self.titles += [_loaded(outcome)] * (len(self.titles) < TITLES)
            case Status.DUPLICATE:
                self.duplicates += 1
            case Status.REFUSED:
                self.refused += 1
                self.reasons += [_refused(outcome)] * (len(self.reasons) < REASONS)


def progress(tally: Tally, documents: int) -> list[Item]:
    done = f"{tally.loaded:,} loaded, {tally.duplicates:,} already there, {tally.refused:,} refused"
    return [ui.TextDisplay(f"Reading {wording.count(documents, 'file')} … {done}.")]


def loaded(tally: Tally) -> list[Item]:
    """The closing table: loaded, already there, refused with the reason for each."""
    texts = [
        "\n".join([f"### {wording.count(tally.loaded, 'article')} loaded", *_more(tally.titles, tally.loaded)]),
        *([f"**{wording.count(tally.duplicates, 'article')} already in the archive**"] if tally.duplicates else []),
        *(
            ["\n".join([f"**{tally.refused:,} refused**", *_more(tally.reasons, tally.refused)])]
            if tally.refused
            else []
        ),
    ]
    return [ui.Container(*map(ui.TextDisplay[Any], texts))]


def articles(citations: Sequence[Citation], rows: Sequence[Row], *, is_shared: bool) -> list[Item]:
    """A page of the list of articles, each with its number."""
    if not citations:
        return empty(is_shared=is_shared)
    lines = [f"`{citation.article_id}` {entry(citation)}" for citation in citations]
    return [ui.Container(ui.TextDisplay("\n".join(["### Articles", *lines])), *rows)]


def statistics(covers: Statistics, *, is_shared: bool) -> list[Item]:
    if not covers.articles:
        return empty(is_shared=is_shared)
    dates = wording.period(covers)
    held = (
        wording.count(covers.articles, "article"),
        f"{wording.count(covers.teasers, 'teaser')} of other stories",
        wording.count(covers.passages, "passage"),
    )
    lines = [
        "### The archive",
        ", ".join(held),
        *([f"**Outlets** {_numbered(covers.outlets)}"] if covers.outlets else []),
        *([f"**Languages** {_numbered(covers.languages)}"] if covers.languages else []),
        *([f"**Dates** {dates}"] if dates else []),
        *([f"**Undated** {wording.count(covers.undated, 'article')}"] if covers.undated else []),
        *(["-# Shared by several servers: it cannot be changed from Discord."] if is_shared else []),
    ]
    return [ui.Container(ui.TextDisplay("\n".join(lines)))]


def empty(*, is_shared: bool) -> list[Item]:
    return [ui.TextDisplay(f"{EMPTY} {HOW_TO_FILL_SHARED if is_shared else HOW_TO_LOAD}")]


def removal(citation: Citation, row: Row) -> list[Item]:
    """Whether to remove it."""
    return [ui.Container(ui.TextDisplay(f"### Remove this article?\n{entry(citation)}\nThis cannot be undone."), row)]


def removed(citation: Citation) -> list[Item]:
    return [ui.TextDisplay(f"Removed: {entry(citation)}")]


def _loaded(outcome: Outcome) -> str:
    title = isolated(fitted(outcome.title or outcome.name, limits.NAME))
    return f"- `{outcome.article_id}` {title} · {wording.count(outcome.passages, 'passage')}"


def _refused(outcome: Outcome) -> str:
    return f"- {isolated(fitted(outcome.name, limits.NAME // 2))}: {fitted(outcome.reason or 'unreadable', REASON)}"


def _more(lines: list[str], number: int) -> list[str]:
    return [*lines, *([f"- and {number - len(lines):,} more"] if number > len(lines) else [])]


def _numbered(names: Sequence[tuple[str, int]]) -> str:
    return wording.listed([f"{isolated(fitted(name, limits.NAME // 2))} ({number:,})" for name, number in names], 8)
