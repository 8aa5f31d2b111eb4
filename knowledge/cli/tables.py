"""Lists, loads and figures as they look in a terminal. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from rich.box import SIMPLE
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from knowledge import wording
from knowledge.cli.cards import shown
from knowledge.cli.tally import Tally
from knowledge.loads import Batch, Change, History
from knowledge.model import Citation, Outcome, Statistics, Status


def article_table(citations: Sequence[Citation]) -> RenderableType:
    table = Table("ID", "Headline", "Byline", "Outlet", "Published", box=SIMPLE)
    for one in citations:
        cells = (one.title or "Untitled", one.byline or "", one.source or "", wording.published(one))
        table.add_row(str(one.article_id), *(Text(shown(cell)) for cell in cells))
    return table


def versions_table(citations: Sequence[Citation]) -> RenderableType:
    """The versions of an article, and which of them is found."""
    table = Table("ID", "Headline", "Published", "Version", box=SIMPLE)
    for one in citations:
        state = "hidden" if one.is_hidden else wording.version(one) or "the only one"
        cells = (one.title or "Untitled", wording.published(one), state)
        table.add_row(str(one.article_id), *(Text(shown(cell)) for cell in cells))
    return table


def load_table(tally: Tally) -> RenderableType:
    """What became of each item, and how many of each there were."""
    totals = [Text(_totals(tally)), *_numbered(tally)]
    return Group(items_table(tally.listed), *totals) if tally.listed else Group(*totals)


def items_table(outcomes: Iterable[Outcome]) -> RenderableType:
    table = Table("ID", "Item", "Outcome", box=SIMPLE)
    for one in outcomes:
        table.add_row(str(one.article_id or ""), Text(shown(one.title or one.name)), Text(shown(outcome(one))))
    return table


def outcome(one: Outcome) -> str:
    """What became of an item."""
    match one.status:
        case Status.LOADED:
            alike = f"prints the story of article {one.other}" if one.other else ""
            return ", ".join(filter(None, ("loaded", alike, one.reason)))
        case Status.VERSION:
            older = f" of article {one.other}" if one.other else ""
            return ", ".join(filter(None, (f"new version{older}", one.reason)))
        case Status.DUPLICATE:
            return ", ".join(filter(None, ("already there", one.reason)))
        case _:
            return f"refused: {one.name} {one.reason}"


def _totals(tally: Tally) -> str:
    counts = tally.counts
    loaded = (
        f"{wording.count(counts[Status.LOADED], 'article')} loaded ({wording.count(tally.passages, 'passage')}, "
        f"{wording.count(tally.teasers, 'teaser')})"
    )
    told = {
        wording.count(counts[Status.VERSION], "new version"): counts[Status.VERSION],
        f"{tally.alike:,} with the story of another": tally.alike,
    }
    rest = [f"{counts[Status.DUPLICATE]:,} already there", f"{counts[Status.REFUSED]:,} refused"]
    return ", ".join([loaded, *(words for words, number in told.items() if number), *rest])


def _numbered(tally: Tally) -> Iterator[Text]:
    """Where the load is on record, or that it is not."""
    if tally.is_dry:
        yield Text("Nothing was stored: this is what would become of them.")
    elif tally.batch:
        yield Text(f"Batch {tally.batch}; to take it back: backissue undo {tally.batch}")


def batches_table(batches: Iterable[Batch]) -> RenderableType:
    table = Table("Batch", "When", "Who", "From", "Outcome", box=SIMPLE)
    for one in batches:
        cells = (wording.moment(one.begun), one.who, one.origin, batch_totals(one))
        table.add_row(str(one.batch_id), *(Text(shown(cell)) for cell in cells))
    return table


def batch_totals(batch: Batch) -> str:
    """What a load did, in figures, and whether it came to its end."""
    figures = {
        "loaded": batch.loaded,
        "new versions": batch.versions,
        "with the story of another": batch.alike,
        "already there": batch.duplicates,
        "refused": batch.refused,
        "teasers": batch.teasers,
    }
    said = [f"{number:,} {words}" for words, number in figures.items() if number]
    said += [] if batch.ended else ["not ended"]
    said += [f"undone on {wording.date(batch.undone)}"] if batch.undone else []
    return ", ".join(said)


def history_table(history: History) -> RenderableType:
    """How an article came in, and what was changed, each with when and who."""
    table = Table("When", "Who", "What", box=SIMPLE)
    if history.citation:
        loaded = f"loaded in batch {history.batch}" if history.batch else "loaded"
        table.add_row(wording.moment(history.citation.loaded), "", loaded)
    for one in history.changes:
        cells = (wording.moment(one.moment), one.who, _change(one))
        table.add_row(*(Text(shown(cell)) for cell in cells))
    version = wording.version(history.citation) if history.citation else ""
    return Group(table, Text(f"It is {version}." if history.citation and history.citation.replaced_by else version))


def _change(change: Change) -> str:
    if change.before is None and change.after is None:
        return change.field
    before, after = (f"“{value}”" if value else "nothing" for value in (change.before, change.after))
    return f"{change.field}: {before} became {after}"


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
