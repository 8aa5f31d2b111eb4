"""The commands that ask: `ask` and `chat`."""

from __future__ import annotations

import asyncio
import re
import shlex
import sys
from contextlib import suppress
from datetime import date, datetime
from typing import Annotated

import typer
from typer.core import TyperCommand

from knowledge import wording
from knowledge.archive import Archive
from knowledge.cli import cards, output
from knowledge.cli.terminal import Config, File, Json, app, display, meant, run
from knowledge.errors import UnusableFilter
from knowledge.followups import follow
from knowledge.model import Answer, Filters, Question
from knowledge.options import read_options, refusal

NEW = "/new"
"""The line of a chat behind which no question follows up those before."""

COMMANDS = f"Of commands there is {NEW}, which begins anew; any other line is a question, and Ctrl-D ends."
_COMMAND = re.compile(r"/[\w-]+")

Asked = Annotated[str, typer.Argument(metavar="QUESTION", help="What you want to know, in your own words.")]
Limit = Annotated[int, typer.Option(min=1, max=20, help="The most excerpts.")]
Title = Annotated[str | None, typer.Option(metavar="WORDS", help="Only articles with these words in the headline.")]
Source = Annotated[str | None, typer.Option(metavar="WORDS", help="Only articles of this outlet.")]
Author = Annotated[str | None, typer.Option(metavar="WORDS", help="Only articles by this author.")]
After = Annotated[
    str | None, typer.Option(metavar="DATE", help="Only articles published from this day, month or year.")
]
Before = Annotated[str | None, typer.Option(metavar="DATE", help="Only articles published before it.")]
Lang = Annotated[str | None, typer.Option(metavar="LANGUAGE", help="Only articles in this language.")]
AsOf = Annotated[
    str | None, typer.Option(metavar="YYYY-MM-DD", help='The day that "last summer" is relative to; else today.')
]


class Asking(TyperCommand):
    """A command whose question may begin with a word to leave out, which looks like an option."""

    def parse_args(self, ctx: typer.Context, args: list[str]) -> list[str]:  # type: ignore[override]
        typed = [*args]
        try:
            return super().parse_args(ctx, args)
        except Exception as error:  # typer has its own NoSuchOption in some versions and click's in others
            option = getattr(error, "option_name", "--")
            question = next((one for one in typed if one.startswith(option)), "")
            if option.startswith("--") or not question:
                raise
            written = shlex.quote(cards.shown(question))
            raise typer.BadParameter(
                f"{option} is no option; a question that begins with - is written behind --: "
                f"backissue {ctx.info_name} -- {written}",
                ctx,
            ) from None


@app.command(cls=Asking)
def ask(  # noqa: PLR0913, PLR0917 - the options of a command
    question: Asked,
    limit: Limit = 3,
    title: Title = None,
    source: Source = None,
    author: Author = None,
    after: After = None,
    before: Before = None,
    lang: Lang = None,
    as_of: AsOf = None,
    file: File = None,
    config: Config = None,
    as_json: Json = False,  # noqa: FBT002 - a flag of the command line
) -> None:
    """Ask a question. The answer quotes the archive, or says that it does not say."""
    asked = question_of(
        question, limit, as_of, title=title, source=source, author=author, after=after, before=before, lang=lang
    )
    _tell(run(file, config, lambda archive: archive.answer(asked)), as_json=as_json)


@app.command()
def chat(  # noqa: PLR0913, PLR0917 - the options of a command
    limit: Limit = 3,
    title: Title = None,
    source: Source = None,
    author: Author = None,
    after: After = None,
    before: Before = None,
    lang: Lang = None,
    as_of: AsOf = None,
    file: File = None,
    config: Config = None,
    as_json: Json = False,  # noqa: FBT002 - a flag of the command line
) -> None:
    """Ask one question after another, a line each, until the input ends. A question may follow up the one before."""
    asked = question_of(
        "", limit, as_of, title=title, source=source, author=author, after=after, before=before, lang=lang
    )
    with asyncio.Runner() as runner:
        _chat(runner, meant(file, config, must_exist=True), asked, as_json=as_json)


def question_of(text: str, limit: int, as_of: str | None, **typed: str | None) -> Question:
    """The question that the options of a command make of a text. Raises UnusableFilter."""
    return Question(text=text, limit=limit, filters=filters_of(**typed), as_of=day_of(as_of))


def filters_of(**typed: str | None) -> Filters:
    """What the options of these names say. Raises UnusableFilter."""
    return read_options(typed, lambda name: f"--{name}")


def day_of(as_of: str | None) -> date:
    """The day of asking: the one that is named, else today. Raises UnusableFilter when it is none."""
    if as_of is None:
        return datetime.now().astimezone().date()
    with suppress(ValueError):
        if (day := date.fromisoformat(as_of)).isoformat() == as_of:
            return day
    raise UnusableFilter(f"The option --as-of {refusal(as_of)}; write a day, as 2016-11-17.")


def _tell(answer: Answer, *, as_json: bool) -> None:
    display(cards.answer_card(answer), output.answer_json(answer), as_json=as_json)


def _chat(runner: asyncio.Runner, archive: Archive, asked: Question, *, as_json: bool) -> None:
    """Reads between answers, outside the event loop: there Ctrl-C would wait for the end of the line."""
    runner.run(archive.__aenter__())
    try:
        if _is_terminal():
            covers = wording.coverage(runner.run(archive.statistics()), cards.shown)
            typer.echo(
                f"{covers} Ask it something, and then more of the same; {NEW} begins anew, Ctrl-D ends.", err=True
            )
        _converse(runner, archive, asked, as_json=as_json)
    finally:
        runner.run(archive.__aexit__())


def _converse(runner: asyncio.Runner, archive: Archive, asked: Question, *, as_json: bool) -> None:
    previous = None
    while (line := _line()) is not None:
        text = line.strip()
        if text.casefold() == NEW:
            previous = None
        elif _COMMAND.fullmatch(text):
            typer.echo(COMMANDS, err=True)
        elif text:
            question = asked.model_copy(update={"text": text})
            answer = runner.run(archive.answer(follow(previous, question) if previous else question))
            previous = answer.understood
            _tell(answer, as_json=as_json)


def _is_terminal() -> bool:
    return sys.stdin is not None and sys.stdin.isatty()


def _line() -> str | None:
    """The next line of input; None at its end, and where there is no input."""
    try:
        return None if sys.stdin is None else input("\n> " if _is_terminal() else "")
    except EOFError:
        return None
