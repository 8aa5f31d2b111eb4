"""The command `explain`: why the answer to a question is what it is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from rich.box import SIMPLE
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from knowledge import wording
from knowledge.cli.asking import (
    After,
    Asked,
    Asking,
    AsOf,
    Author,
    Before,
    Lang,
    Limit,
    Source,
    Title,
    question_of,
)
from knowledge.cli.cards import shown
from knowledge.cli.output import explanation_json
from knowledge.cli.terminal import Config, File, Json, app, display, run
from knowledge.evidence import Parts
from knowledge.explanations import Contribution, Explanation, Word
from knowledge.weights import Weights

FIRST = 24
"""Characters that the first column has at least."""


@app.command(cls=Asking)
def explain(  # noqa: PLR0913, PLR0917 - the options of a command
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
    """Say how a question was understood, what was found for it and how far that is believed."""
    asked = question_of(
        question, limit, as_of, title=title, source=source, author=author, after=after, before=before, lang=lang
    )
    explained = run(file, config, lambda archive: archive.explain(asked))
    display(explanation_card(explained), explanation_json(explained), as_json=as_json)


def explanation_card(explained: Explanation) -> RenderableType:
    """The sentences, the words, the articles, the evidence and the weights, one under the other."""
    understood = wording.understood(explained.answer.understood, shown)
    return Group(
        *_section("How it was understood", *(understood or ["As it reads."])),
        *_section(f"Its words, among {wording.count(explained.passages, 'passage')}"),
        _words(explained) if explained.words else Text("It has none to look for."),
        *_section("The articles that were read"),
        *_read(explained),
        *_section("Evidence", *_evidence(explained)),
        *_section("The weights in force", *_weights(explained.weights)),
    )


def _section(title: str, *sentences: str) -> Iterator[Text]:
    yield Text(f"\n{title}", style="bold")
    yield from (Text(shown(sentence)) for sentence in sentences)


def _words(explained: Explanation) -> Table:
    table = _table("Word", "Share", "Term", "Passages", "idf", "Covered", left=("Word", "Term"))
    for word in explained.words:
        firsts = (_named(word), f"{word.share:.2f}", "yes" if word.is_covered else "no")
        for at, term in enumerate(word.terms):
            name, share, is_covered = firsts if at == 0 else ("", "", "")
            table.add_row(name, share, Text(shown(term.text)), f"{term.passages:,}", f"{term.idf:.2f}", is_covered)
    return table


def _named(word: Word) -> Text:
    return Text(shown(word.text) + (" (name)" if word.is_name else ""))


def _read(explained: Explanation) -> Iterator[RenderableType]:
    if not explained.articles:
        yield Text("None was found.")
        return
    weights = explained.weights
    yield _articles(explained)
    yield Text(
        "In brackets is what an excerpt is worth: the value of its article at most. A second excerpt of one "
        f"loses {weights.second:g} times what its window lacks of the best; a teaser, or a caption if no picture is "
        f"asked for, counts {weights.in_passing:g} times.",
        style="dim",
    )


def _articles(explained: Explanation) -> Table:
    quoted = "Excerpts" if explained.answer.excerpts else "Would be quoted"
    table = _table("Article", "Passage", "Preferred", "Whole", "Window", "Value", quoted, left=("Article",))
    for one in explained.articles:
        numbers = (one.passage, one.preferred, one.whole, one.window, one.value)
        table.add_row(_title(one), *(f"{number:.2f}" for number in numbers), _excerpts(one, explained))
    return table


def _title(one: Contribution) -> Text:
    also = f" (and {wording.count(one.also, 'other article')} with the same story)" if one.also else ""
    return Text(shown(f"{one.citation.article_id}  {one.citation.title or 'Untitled'}{also}"))


def _excerpts(one: Contribution, explained: Explanation) -> str:
    """The numbers of the excerpts that are its, quoted or not, with what each is worth."""
    quoted = explained.excerpts
    worth = {at: f" ({quoted[at - 1].score:.2f})" for at in one.excerpts if at <= len(quoted)}
    return "\n".join(f"{at}{worth.get(at, '')}" for at in one.excerpts)


def _evidence(explained: Explanation) -> Iterator[str]:
    evidence, weights = explained.answer.evidence, explained.weights
    yield f"{wording.verdict(evidence)} Evidence is {evidence.strength}: {evidence.score:.2f}."
    yield f"It is partial from {weights.partial:g} and strong from {weights.strong:g}."
    if explained.evidence:
        yield from _parts(explained.evidence, is_quoted=bool(explained.answer.excerpts))


def _parts(parts: Parts, *, is_quoted: bool) -> Iterator[str]:
    first = "the first excerpt" if is_quoted else "what would be quoted first"
    yield f"  {parts.covered:.2f}  of the question is in {first}, its headline and its citation"
    yield f"+ {parts.passage:.2f}  for the best passage of that article"
    yield f"- {parts.background:.2f}  for what any article reaches"
    yield f"- {parts.names:.2f}  for names and figures that are missing"
    yield f"x {parts.level:.2f}  for its length"


def _weights(weights: Weights) -> Iterator[str]:
    yield f"Calibration: {weights.calibration}."
    yield ", ".join(f"{name} {value:g}" for name, value in weights.model_dump(exclude={"calibration"}).items())


def _table(*heads: str, left: tuple[str, ...]) -> Table:
    """The widest column is the first, however long what stands in the others."""
    table = Table(box=SIMPLE, padding=(0, 1, 0, 0))
    for at, head in enumerate(heads):
        justify: Literal["left", "right"] = "left" if head in left else "right"
        table.add_column(head, justify=justify, overflow="fold", min_width=None if at else FIRST)
    return table
