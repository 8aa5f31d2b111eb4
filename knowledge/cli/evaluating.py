"""The command `evaluate`: how well an archive answers questions whose answers are known."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer
from rich.box import SIMPLE
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from knowledge.archive import Archive
from knowledge.cli.terminal import Config, File, Json, app, display, progress_bar, run
from knowledge.errors import SettingsError
from knowledge.evaluation import report, summary
from knowledge.evaluation.measurement import Measurement, lucene, matched_with
from knowledge.evaluation.observations import Observation, observe
from knowledge.evaluation.output import measurement_json
from knowledge.evaluation.peers import Peer
from knowledge.evaluation.questions import Known, read, spread
from knowledge.evaluation.summary import Compared

STYLES = {"better": "green", "worse": "red"}


@app.command()
def evaluate(  # noqa: PLR0913, PLR0917 - the options of a command
    questions: Annotated[Path, typer.Argument(metavar="QUESTIONS.jsonl", help="Questions with known answers.")],
    limit: Annotated[int | None, typer.Option(min=1, help="Ask only so many, taken evenly from the whole.")] = None,
    page: Annotated[
        Path | None, typer.Option("--report", metavar="FILE", help="Write a page of HTML about it.")
    ] = None,
    compare: Annotated[Peer | None, typer.Option(help="Ask plain BM25 the same, and tell the difference.")] = None,
    file: File = None,
    config: Config = None,
    as_json: Json = False,  # noqa: FBT002 - a flag of the command line
) -> None:
    """Measure an archive by questions whose answers are known."""
    if page and not page.parent.is_dir():
        raise SettingsError(f"The report {page} cannot be written: there is no folder {page.parent}.")
    known = spread(read(questions), limit)
    measured, compared = run(file, config, lambda archive: _measured(archive, known, compare))
    if page:
        _write(page, report.page(questions.name, measured, compared))
    display(_table(measured, compared), measurement_json(measured, compared), as_json=as_json)


async def _measured(archive: Archive, known: Sequence[Known], peer: Peer | None) -> tuple[Measurement, Compared | None]:
    judged = await matched_with(archive, known)
    with progress_bar() as progress:
        asked = progress.track(judged, description="Asking")
        measured = Measurement(judged, [await observe(archive, question.text) for question in asked])
        if not peer:
            return measured, None
        plain = await lucene(archive)
        compared: list[Observation] = [
            plain.observe(one.text) for one in progress.track(judged, description="Comparing")
        ]
    return measured, Compared(peer, Measurement(judged, compared), measured)


def _write(path: Path, text: str) -> None:
    try:
        path.write_text(text, "utf-8")
    except OSError as error:
        raise SettingsError(f"The report {path} cannot be written: {error.strerror}.") from None


def _table(measured: Measurement, compared: Compared | None) -> RenderableType:
    names = summary.heads(compared)
    table = Table(box=SIMPLE)
    for name in names:
        table.add_column(name, justify="left" if name == names[0] else "right", no_wrap=True)
    for row in summary.rows(measured, compared):
        means = () if compared else (Text(row.means, "dim"),)
        table.add_row(*row.cells, *means, style=STYLES.get(row.verdict))
    more = " Coloured: better or worse by more than chance." if compared else ""
    return Group(table, Text(summary.counts(measured) + more))
