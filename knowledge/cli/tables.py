"""Lists, loads and figures as they look in a terminal. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from rich.box import SIMPLE
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from knowledge import wording
from knowledge.cli.cards import shown
from knowledge.model import Citation, Outcome, Statistics, Status

ROWS = 60
"""The most items of a load that are listed one by one; of more only the refused ones are."""


def article_table(citations: Sequence[Citation]) -> RenderableType:
    table = Table("ID", "Headline", "Byline", "Outlet", "Published", box=SIMPLE)
    for one in citations:
        cells = (one.title or "Untitled", one.byline or "", one.source or "", wording.date(one.published))
        table.add_row(str(one.article_id), *(Text(shown(cell)) for cell in cells))
    return table


def load_table(outcomes: Sequence[Outcome]) -> RenderableType:
    """What became of each item, and how many of each there were."""
    counts = {status: sum(outcome.status is status for outcome in outcomes) for status in Status}
    passages, teasers = sum(one.passages for one in outcomes), sum(one.teasers for one in outcomes)
    table = Table("ID", "Item", "Outcome", box=SIMPLE)
    for one in outcomes:
        if len(outcomes) <= ROWS or one.status is Status.REFUSED:
            table.add_row(str(one.article_id or ""), Text(shown(one.title or one.name)), Text(shown(_outcome(one))))
    totals = (
        f"{wording.count(counts[Status.LOADED], 'article')} loaded ({wording.count(passages, 'passage')}, "
        f"{wording.count(teasers, 'teaser')}), {counts[Status.DUPLICATE]:,} already there, "
        f"{counts[Status.REFUSED]:,} refused"
    )
    return Group(table, Text(totals)) if table.row_count else Text(totals)


def _outcome(outcome: Outcome) -> str:
    match outcome.status:
        case Status.LOADED:
            return "loaded"
        case Status.DUPLICATE:
            return "already there"
        case _:
            return f"refused: {outcome.name} {outcome.reason}"


def statistics_table(statistics: Statistics) -> RenderableType:
    table = Table(show_header=False, box=None)
    table.add_row("Articles", f"{statistics.articles:,}")
    table.add_row("Teasers of other stories", f"{statistics.teasers:,}")
    table.add_row("Passages", f"{statistics.passages:,}")
    table.add_row("Published", wording.period(statistics) or wording.UNKNOWN_DATE)
    table.add_row("Undated", f"{statistics.undated:,}")
    for title, counted in (("Outlets", statistics.outlets), ("Languages", statistics.languages)):
        names = [f"{shown(name)} {number:,}" for name, number in counted]
        table.add_row(title, Text(wording.listed(names, 12) or "none named"))
    return table
