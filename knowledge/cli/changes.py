"""The commands about single articles: `have`, `correct`, `history`, `hide`, `unhide` and `remove`."""

from __future__ import annotations

import sys
from typing import Annotated

import typer
from pydantic import ValidationError
from rich.text import Text

from knowledge import wording
from knowledge.archive import Archive
from knowledge.cli import cards, output, tables
from knowledge.cli.asking import filters_of
from knowledge.cli.terminal import Config, File, Json, Number, app, display, run, who
from knowledge.errors import UnusableCorrection
from knowledge.loads import Correction, Removed
from knowledge.model import Citation, Filters

Some = Annotated[int | None, typer.Argument(metavar="ID", help="An article's number; else name some by --where-...")]
Value = Annotated[str | None, typer.Option(metavar="TEXT", help="What it is to be; empty when it is not known.")]
Where = Annotated[str | None, typer.Option(metavar="WORDS", help="Only articles that have this now.")]
Yes = Annotated[bool, typer.Option("--yes", help="Correct them without asking.")]


@app.command()
def have(
    address: Annotated[str, typer.Argument(metavar="URL", help="The address of a page.")],
    file: File = None,
    config: Config = None,
    as_json: Json = False,
) -> None:
    """Say whether the archive has the article of a link, and which versions of it. Exit 1 when it has none."""
    found = run(file, config, lambda archive: archive.have(address))
    said = tables.versions_table(found) if found else Text("No.")
    display(said, [output.citation_json(one) for one in found], as_json=as_json)
    if not found:
        raise typer.Exit(1)


@app.command()
def correct(  # noqa: PLR0913, PLR0917 - the options of a command
    article_id: Some = None,
    title: Value = None,
    author: Value = None,
    source: Value = None,
    section: Value = None,
    published: Value = None,
    url: Value = None,
    language: Value = None,
    where_title: Where = None,
    where_source: Where = None,
    where_author: Where = None,
    where_after: Where = None,
    where_before: Where = None,
    where_lang: Where = None,
    yes: Yes = False,
    file: File = None,
    config: Config = None,
    as_json: Json = False,
) -> None:
    """Put right what is said of an article, or of many. Every change is kept: see `backissue history ID`."""
    correction = _correction(
        title=title, byline=author, source=source, section=section, published=published, url=url, language=language
    )
    filters = filters_of(
        title=where_title,
        source=where_source,
        author=where_author,
        after=where_after,
        before=where_before,
        lang=where_lang,
    )
    if (article_id is None) == (filters == Filters()):
        raise UnusableCorrection("Name one article by its number, or some by --where-source and the like.")

    async def work(archive: Archive) -> int:
        meant = [article_id] if article_id is not None else await archive.matching(filters)
        if article_id is None and not yes:
            _ask(len(meant))
        return await archive.correct(meant, correction, who())

    changed = run(file, config, work)
    display(Text(f"Corrected {wording.count(changed, 'article')}."), {"corrected": changed}, as_json=as_json)


@app.command()
def history(article_id: Number, file: File = None, config: Config = None, as_json: Json = False) -> None:
    """Say how an article came in, and what was changed by hand, by whom."""
    found = run(file, config, lambda archive: archive.history(article_id))
    display(tables.history_table(found), output.history_json(found), as_json=as_json)


@app.command()
def hide(article_id: Number, file: File = None, config: Config = None, as_json: Json = False) -> None:
    """Take an article out of answers and lists; its text is kept."""
    hidden = run(file, config, lambda archive: archive.hide(article_id, who()))
    display(_said("Hid", hidden), {"hidden": output.citation_json(hidden)}, as_json=as_json)


@app.command()
def unhide(article_id: Number, file: File = None, config: Config = None, as_json: Json = False) -> None:
    """Put a hidden article back into answers and lists."""
    shown = run(file, config, lambda archive: archive.unhide(article_id, who()))
    display(_said("Put back", shown), {"unhidden": output.citation_json(shown)}, as_json=as_json)


@app.command()
def remove(article_id: Number, file: File = None, config: Config = None, as_json: Json = False) -> None:
    """Remove an article, its older versions and all that is known of them: text, postings, teasers of its page."""
    removed = run(file, config, lambda archive: archive.remove(article_id, who()))
    display(_gone(removed), output.removed_json(removed), as_json=as_json)


def _gone(removed: Removed) -> Text:
    also = [wording.count(len(removed.versions), "older version")] if removed.versions else []
    also += [wording.count(removed.teasers, "teaser")] if removed.teasers else []
    said = _said("Removed", removed.citation)
    return said.append(f"\nIts text and postings are deleted{', with ' if also else ''}{' and '.join(also)}.")


def _said(done: str, citation: Citation) -> Text:
    return Text(f"{done} article {citation.article_id}: {cards.shown(citation.title or 'Untitled')}")


def _correction(**typed: str | None) -> Correction:
    """What is to be put right. Raises UnusableCorrection."""
    given = {field: value.strip() or None for field, value in typed.items() if value is not None}
    if not given:
        raise UnusableCorrection("Say what is to be corrected: --title, --author, --source, --published, ...")
    try:
        return Correction(**given)
    except ValidationError as error:
        field = str(error.errors()[0]["loc"][0])
        raise UnusableCorrection(f"“{given[field]}” cannot be the {field}: {_HOW[field]}.") from None


_HOW = {
    "published": "write it as 2016-11-17, 2016-11 or 2016",
    "language": "write its two letters, as in en",
    "url": "write it with http:// or https://",
}


def _ask(number: int) -> None:
    """Whether so many articles are meant. Raises UnusableCorrection when nobody can be asked."""
    if not sys.stdin or not sys.stdin.isatty():
        raise UnusableCorrection(f"This would correct {wording.count(number, 'article')}. Add --yes to do it.")
    typer.confirm(f"Correct {wording.count(number, 'article')}?", abort=True, err=True)
