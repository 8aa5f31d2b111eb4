"""The command `evaluate`: how well an archive answers questions whose answers are known."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated

import typer
from rich.box import SIMPLE
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from knowledge.archive import Archive, warm_up
from knowledge.cli.cards import shown
from knowledge.cli.terminal import Config, File, Json, app, display, progress_bar, run
from knowledge.errors import SettingsError
from knowledge.evaluation import report, summary
from knowledge.evaluation.judgements import judged, judgements
from knowledge.evaluation.measurement import Measurement, matched_with
from knowledge.evaluation.observations import observed
from knowledge.evaluation.output import measurement_json
from knowledge.evaluation.peers import Peer, named
from knowledge.evaluation.questions import Known, read, spread, topics
from knowledge.evaluation.summary import Compared, Row
from knowledge.settings import ArchiveSettings

STYLES = {"better": "green", "worse": "red"}
PEER = 2
"""The column of the peer."""


@app.command()
def evaluate(  # noqa: PLR0913, PLR0917 - the options of a command
    questions: Annotated[Path, typer.Argument(metavar="QUESTIONS", help="Questions with known answers, JSON Lines.")],
    limit: Annotated[int | None, typer.Option(min=1, help="Ask only so many, taken evenly from the whole.")] = None,
    as_of: Annotated[
        str | None, typer.Option(metavar="FIELD", help="The field of each question that says when it was asked.")
    ] = None,
    qrels: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Judge by TREC's qrels; the questions may then be lines of qid, tab, words."),
    ] = None,
    page: Annotated[
        Path | None, typer.Option("--report", metavar="FILE", help="Write a page of HTML about it.")
    ] = None,
    compare: Annotated[
        list[str] | None,
        typer.Option(metavar="PEER,...", help="Ask others the same: lucene, rank-bm25, or another config file."),
    ] = None,
    file: File = None,
    config: Config = None,
    as_json: Json = False,  # noqa: FBT002 - a flag of the command line
) -> None:
    """Measure an archive by questions whose answers are known."""
    if page and not page.parent.is_dir():
        raise SettingsError(f"The report {page} cannot be written: there is no folder {page.parent}.")
    settings = ArchiveSettings.load(config)
    path = file or settings.path
    peers = named(compare or (), path)
    known = spread(judged(topics(questions, as_of), judgements(qrels)) if qrels else read(questions, as_of), limit)
    measured, compared = run(path, config, lambda archive: _measured(archive, known, peers))
    if page:
        _write(page, report.page(questions.name, measured, settings.weights, compared))
    display(_tables(measured, compared), measurement_json(measured, compared), as_json=as_json)


async def _measured(
    archive: Archive, known: Sequence[Known], peers: Mapping[str, Peer]
) -> tuple[Measurement, list[Compared]]:
    asked = await matched_with(archive, known)
    warm_up()
    with progress_bar() as progress:
        measured = Measurement(asked, await observed(archive, progress.track(asked, description="Asking")))
        compared: list[Compared] = []
        for name, peer in peers.items():
            replies = await peer(archive, progress.track(asked, description=f"Asking {shown(name)}"))
            compared.append(Compared(name, Measurement(asked, replies), measured))
    return measured, compared


def _write(path: Path, text: str) -> None:
    try:
        path.write_text(text, "utf-8")
    except OSError as error:
        raise SettingsError(f"The report {path} cannot be written: {error.strerror}.") from None


def _tables(measured: Measurement, compared: Sequence[Compared]) -> RenderableType:
    """The figures; beside each peer's in a table of its own, as wide as a terminal is."""
    rows = summary.rows(measured, compared)
    tables = [_against(one.name, at, rows) for at, one in enumerate(compared)] or [_alone(rows)]
    more = " Coloured: better or worse by more than chance." if compared else ""
    return Group(*tables, Text(summary.counts(measured) + more))


def _alone(rows: Sequence[Row]) -> Table:
    table = _table("Figure", "This version")
    table.add_column()
    for row in rows:
        table.add_row(row.name, row.value, Text(row.means, "dim"))
    return table


def _against(name: str, at: int, rows: Sequence[Row]) -> Table:
    table = _table("Figure", "This version", shown(name), "Difference", "95 % interval")
    for row in rows:
        one = row.against[at]
        table.add_row(row.name, row.value, one.theirs, one.by, one.between, style=STYLES.get(one.verdict))
    return table


def _table(*heads: str) -> Table:
    """Where there is too little room, the name of the peer is what is broken."""
    table = Table(box=SIMPLE)
    for at, head in enumerate(heads):
        table.add_column(Text(head), justify="right" if at else "left", no_wrap=at != PEER, overflow="fold")
    return table
