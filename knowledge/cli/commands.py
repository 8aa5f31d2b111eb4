"""The commands that keep an archive: load, list, show, remove, stats."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Sequence
from io import TextIOWrapper
from pathlib import Path
from typing import Annotated

import typer
from rich.text import Text

from knowledge.archive import Archive
from knowledge.cli import cards, output, tables
from knowledge.cli.documents import documents
from knowledge.cli.terminal import Config, File, Json, app, display, meant, progress_bar, run
from knowledge.errors import BackissueError, SettingsError, UnusableFilter
from knowledge.model import Document, Outcome, Status
from knowledge.store.articles import LARGEST

Number = Annotated[int, typer.Argument(metavar="ID", help="An article's number, as in `backissue list`.")]


def main() -> None:
    """The console script. Exit 1 with a sentence when something is wrong, 2 when the call or a setting is."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        app()
    except BackissueError as error:
        typer.echo(f"backissue: {error}", err=True)
        sys.exit(2 if isinstance(error, SettingsError | UnusableFilter) else 1)
    except OSError as error:
        typer.echo(f"backissue: The output cannot be written: {error.strerror or error}.", err=True)
        sys.exit(1)


@app.command()
def load(
    paths: Annotated[list[Path], typer.Argument(metavar="PATH...", help="Files, or folders.", readable=False)],
    file: File = None,
    config: Config = None,
    as_json: Json = False,
) -> None:
    """Load articles: plain text, HTML, JSON and JSON Lines."""
    outcomes: list[Outcome] = []
    try:
        asyncio.run(_load(meant(file, config), documents(paths), outcomes))
    except (BackissueError, KeyboardInterrupt):
        if outcomes:  # what was stored is told also when the rest is broken off
            display(tables.load_table(outcomes), output.outcomes_json(outcomes), as_json=as_json)
        raise
    display(tables.load_table(outcomes), output.outcomes_json(outcomes), as_json=as_json)
    if not any(outcome.status is not Status.REFUSED for outcome in outcomes):
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
def remove(article_id: Number, file: File = None, config: Config = None, as_json: Json = False) -> None:
    """Remove an article, with all that is known of it."""
    removed = run(file, config, lambda archive: archive.remove(article_id))
    said = Text(f"Removed article {article_id}: {cards.shown(removed.title or 'Untitled')}")
    display(said, {"removed": output.citation_json(removed)}, as_json=as_json)


@app.command()
def stats(file: File = None, config: Config = None, as_json: Json = False) -> None:
    """Say what the archive covers."""
    covers = run(file, config, lambda archive: archive.statistics())
    display(tables.statistics_table(covers), output.statistics_json(covers), as_json=as_json)


async def _load(archive: Archive, found: Sequence[Document], outcomes: list[Outcome]) -> None:
    """Loads the documents; `outcomes` grows with each item."""
    async with archive:
        with progress_bar() as progress:
            async for outcome in archive.load(progress.track(found, description="Loading")):
                outcomes.append(outcome)  # noqa: PERF401 - what is there counts when it is broken off
