"""The commands about loads: `batches`, `batch` and `undo`."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

import typer
from rich.console import Group
from rich.text import Text

from knowledge import wording
from knowledge.archive import Archive
from knowledge.cli import output, tables
from knowledge.cli.terminal import Config, File, Json, app, display, run
from knowledge.loads import Batch, Undone
from knowledge.model import Outcome
from knowledge.store.articles import LARGEST

Which = Annotated[int, typer.Argument(metavar="BATCH", help="A load's number, as in `backissue batches`.")]


@app.command()
def batches(
    limit: Annotated[int, typer.Option(min=1, max=1000, help="How many.")] = 20,
    file: File = None,
    config: Config = None,
    as_json: Json = False,
) -> None:
    """List the last loads: who loaded what, and what became of it."""
    found = run(file, config, lambda archive: archive.batches(limit))
    display(tables.batches_table(found), [asdict(one) for one in found], as_json=as_json)


@app.command()
def batch(  # noqa: PLR0913, PLR0917 - the options of a command
    number: Which,
    after: Annotated[int, typer.Option(metavar="N", min=0, max=LARGEST, help="Without the first N items.")] = 0,
    limit: Annotated[int, typer.Option(min=1, max=1000, help="How many items.")] = 100,
    file: File = None,
    config: Config = None,
    as_json: Json = False,
) -> None:
    """Show a load: what became of each item."""

    async def read(archive: Archive) -> tuple[Batch, list[Outcome]]:
        return await archive.batch(number), await archive.items(number, after, limit)

    told, items = run(file, config, read)
    content = {"batch": asdict(told), "items": [output.item_json(one) for one in items]}
    display(Group(tables.batches_table([told]), tables.items_table(items)), content, as_json=as_json)
    if len(items) == limit and not as_json:
        typer.echo(f"The next items: backissue batch {number} --after {after + limit}")


@app.command()
def undo(number: Which, file: File = None, config: Config = None, as_json: Json = False) -> None:
    """Take back what a load brought in; versions that it replaced come back."""
    undone = run(file, config, lambda archive: archive.undo(number))
    display(Text(_said(number, undone)), {"batch": number} | asdict(undone), as_json=as_json)


def _said(number: int, undone: Undone) -> str:
    back = f"; {wording.count(undone.restored, 'older version')} came back" if undone.restored else ""
    gone = f"{wording.count(undone.articles, 'article')} and {wording.count(undone.teasers, 'teaser')}"
    return f"Undid batch {number}: removed {gone}{back}."
