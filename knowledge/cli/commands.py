"""The commands that fill and show an archive: load, list, show, stats."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from io import TextIOWrapper
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import typer
from rich.progress import Progress, TaskID

from knowledge import wording
from knowledge.archive import Archive
from knowledge.cli import cards, output, tables
from knowledge.cli.links import MOST_PAGES, Named
from knowledge.cli.spool import Spool
from knowledge.cli.tally import Tally
from knowledge.cli.terminal import Config, File, Json, Number, app, display, meant, progress_bar, run, who
from knowledge.errors import BackissueError, SettingsError, UnusableCorrection, UnusableField, UnusableFilter
from knowledge.loads import Origin
from knowledge.model import Document, Outcome
from knowledge.readers.columns import read_columns
from knowledge.settings import ArchiveSettings
from knowledge.store.articles import LARGEST

Fields = Annotated[
    list[str] | None,
    typer.Option(metavar="FIELD=COLUMN", help="Which column of tables, or field of JSON, holds what: title=headline."),
]

DryRun = Annotated[bool, typer.Option("--dry-run", help="Say what would become of each item, and store nothing.")]

_WRONG_CALLS = (SettingsError, UnusableCorrection, UnusableField, UnusableFilter)


def main() -> None:
    """The console script. Exit 1 with a sentence when something is wrong, 2 when the call or a setting is."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        app()
    except BackissueError as error:
        typer.echo(f"backissue: {error}", err=True)
        sys.exit(2 if isinstance(error, _WRONG_CALLS) else 1)
    except OSError as error:
        typer.echo(f"backissue: The output cannot be written: {error.strerror or error}.", err=True)
        sys.exit(1)


@app.command()
def load(  # noqa: PLR0913, PLR0917 - the options of a command
    paths: Annotated[list[str], typer.Argument(metavar="PATH...", help="Files, folders, or links.")],
    follow: Annotated[
        int, typer.Option(metavar="N", min=0, max=MOST_PAGES, help="Load the first N pages that a feed links to.")
    ] = 0,
    field: Fields = None,
    dry_run: DryRun = False,
    file: File = None,
    config: Config = None,
    as_json: Json = False,
) -> None:
    """Load articles from files of many formats; they are told apart by their content."""
    named = Named(paths, follow, ArchiveSettings.load(config), read_columns(field or ()))
    with Spool() as spool:
        tally = Tally(spool if as_json else None, is_dry=dry_run)
        try:
            with _archive(file, config, is_dry=dry_run) as archive:
                asyncio.run(_load(archive, named, tally))
        except (BackissueError, KeyboardInterrupt):
            if tally.items:  # what was stored is told also when the rest is broken off
                _tell(tally)
            raise
        _tell(tally)
    if tally.is_vain:
        raise typer.Exit(1)


@app.command(name="list")
def list_(
    after: Annotated[int, typer.Option(metavar="ID", min=0, max=LARGEST, help="Begin behind this article.")] = 0,
    limit: Annotated[int, typer.Option(min=1, max=1000, help="How many.")] = 20,
    file: File = None,
    config: Config = None,
    as_json: Json = False,
) -> None:
    """List the articles, a page at a time."""
    found = run(file, config, lambda archive: archive.articles(after, limit))
    display(tables.article_table(found), [output.citation_json(one) for one in found], as_json=as_json)
    if len(found) == limit and not as_json:
        typer.echo(f"The next page: backissue list --after {found[-1].article_id}")


@app.command()
def show(article_id: Number, file: File = None, config: Config = None, as_json: Json = False) -> None:
    """Show an article as it was read: which words are its own, and what else stood on its page."""
    article = run(file, config, lambda archive: archive.article(article_id))
    display(cards.article_card(article), output.article_json(article), as_json=as_json)


@app.command()
def stats(file: File = None, config: Config = None, as_json: Json = False) -> None:
    """Say what the archive covers."""
    covers = run(file, config, lambda archive: archive.statistics())
    display(tables.statistics_table(covers), output.statistics_json(covers), as_json=as_json)


def _tell(tally: Tally) -> None:
    if tally.spool is None:
        display(tables.load_table(tally), None, as_json=False)
        return
    for piece in tally.spool.document(tally.batch):
        typer.echo(piece, nl=False)


@contextmanager
def _archive(file: Path | None, config: Path | None, *, is_dry: bool) -> Iterator[Archive]:
    """The archive that is meant; an empty one elsewhere, when nothing may be stored and there is none yet."""
    settings = ArchiveSettings.load(config)
    if not is_dry or (file or settings.path).exists():
        yield meant(file, config)
        return
    with TemporaryDirectory(prefix="backissue-") as folder:
        yield Archive(Path(folder) / "archive.sqlite", settings)


async def _load(archive: Archive, named: Named, tally: Tally) -> None:
    """Loads what was named; `tally` grows with each item."""
    refused: list[Outcome] = []
    origin = Origin(who(), wording.listed(named.paths, 5))
    with progress_bar() as progress:
        async with archive, named.documents(refused, progress) as found:
            task = progress.add_task("Reading" if tally.is_dry else "Loading", total=len(found), items=0)
            documents = _counted(found, progress, task)
            items: Iterable[Document | Outcome] = chain(refused, documents)
            loaded = archive.foresee(items) if tally.is_dry else archive.load(items, origin)
            async for outcome in loaded:
                tally.add(outcome)
                progress.update(task, items=tally.items)


def _counted(found: Iterable[Document], progress: Progress, task: TaskID) -> Iterator[Document]:
    """The documents; when the next is asked for, one is done."""
    for document in found:
        yield document
        progress.advance(task)
