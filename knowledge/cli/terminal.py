"""What the commands share: their options, the archive that is meant, and how they print."""

from __future__ import annotations

import asyncio
import getpass
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Annotated, TypeVar

import typer
from rich.console import Console, RenderableType
from rich.progress import BarColumn, MofNCompleteColumn, Progress, ProgressColumn, Task, TextColumn, TimeRemainingColumn
from rich.text import Text

from knowledge.archive import Archive
from knowledge.cli import output
from knowledge.errors import ArchiveError
from knowledge.settings import ArchiveSettings

T = TypeVar("T")

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Load news articles into an archive and ask it questions: it answers by quoting them, word for word.",
)

File = Annotated[Path | None, typer.Option("--archive", metavar="FILE", help="The archive; else BACKISSUE_ARCHIVE.")]
Number = Annotated[int, typer.Argument(metavar="ID", help="An article's number, as in `backissue list`.")]
Config = Annotated[
    Path | None, typer.Option("--config", metavar="FILE", help="The config file; else BACKISSUE_CONFIG.")
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON, and nothing else, on standard output.")]


def meant(file: Path | None, config: Path | None, *, must_exist: bool = False) -> Archive:
    settings = ArchiveSettings.load(config)
    path = file or settings.path
    if must_exist and not path.exists():
        raise ArchiveError(f"There is no archive {path} yet. Load something into it first: backissue load PATH")
    return Archive(path, settings)


def run(file: Path | None, config: Path | None, work: Callable[[Archive], Awaitable[T]]) -> T:
    """What `work` returns for the archive that is meant, which must exist."""

    async def opened(archive: Archive) -> T:
        async with archive:
            return await work(archive)

    return asyncio.run(opened(meant(file, config, must_exist=True)))


def who() -> str:
    """The user of this computer who types."""
    try:
        return getpass.getuser()
    except (ImportError, KeyError, OSError):  # what it raises for a user without a name differs from system to system
        return "somebody"


class _Rate(ProgressColumn):
    """How many items were loaded, and how many a second: a stream does not say how many it holds."""

    def render(self, task: Task) -> Text:
        items = task.fields.get("items")
        if not items or not task.elapsed:
            return Text()
        return Text(f"{items:,} items, {items / task.elapsed:,.0f}/s", style="progress.data.speed")


def progress_bar() -> Progress:
    """A bar on the terminal's error stream; nothing when that is not a terminal."""
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(), _Rate())
    return Progress(*columns, console=console, transient=True, disable=not console.is_terminal)


def display(card: RenderableType, content: object, *, as_json: bool) -> None:
    if as_json:
        typer.echo(output.dumped(content))
    else:
        Console(highlight=False).print(card)
