"""Questions with known answers, as a file holds them, and the same matched with the articles of an archive."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, model_validator

from knowledge.characters import clean, one_line
from knowledge.errors import UnusableQuestions
from knowledge.model import Citation


def _cleaned(value: object) -> object:
    return clean(value) if isinstance(value, str) else value


def _lined(value: object) -> object:
    return one_line(value) if isinstance(value, str) else value


def _none_is_empty(value: object) -> object:
    return () if value is None else value


Text = Annotated[str, BeforeValidator(_cleaned)]
Name = Annotated[str, BeforeValidator(_lined), Field(min_length=1)]
"""One line that names something; a number is taken as it is written."""

AS_WRITTEN = ConfigDict(frozen=True, coerce_numbers_to_str=True)


class Relevant(BaseModel):
    """An article that answers, and the sentence that does."""

    model_config = AS_WRITTEN

    article_id: Name
    evidence: Text | None = None


class Known(BaseModel):
    """A question as the file has it. Fields of other names are left alone."""

    model_config = AS_WRITTEN

    qid: Name
    question: Text
    answerable: bool
    answers: Annotated[tuple[Text, ...], BeforeValidator(_none_is_empty)] = ()
    """Any one is right."""
    relevant: Annotated[tuple[Relevant, ...], BeforeValidator(_none_is_empty)] = ()
    maybe: Annotated[tuple[Name, ...], BeforeValidator(_none_is_empty)] = ()
    """Articles that may answer too: they count neither way."""

    @model_validator(mode="after")
    def _has_an_answer(self) -> Known:
        if self.answerable and not self.relevant:
            raise ValueError("it is answerable, but names no relevant article")
        return self

    @property
    def named(self) -> tuple[str, ...]:
        """Every article that the judgement names."""
        return (*(one.article_id for one in self.relevant), *self.maybe)


@dataclass(frozen=True, slots=True)
class Judged:
    """A question, and what of one archive answers it. Articles are the archive's own numbers."""

    qid: str
    text: str
    answerable: bool
    answers: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    right: frozenset[int] = frozenset()
    doubtful: frozenset[int] = frozenset()
    """Articles that count neither way."""
    sources: tuple[str, ...] = ()
    """The headlines of the right articles."""


def read(path: Path) -> list[Known]:
    """The questions of a JSON Lines file, one or more. Raises UnusableQuestions."""
    try:
        lines = path.read_text("utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise UnusableQuestions(f"The questions {path} cannot be read: {error}.") from None
    known = [_known(path, number, line) for number, line in enumerate(lines, 1) if line.strip()]
    if not known:
        raise UnusableQuestions(f"{path} holds no question.")
    twice = [qid for qid, times in Counter(one.qid for one in known).items() if times > 1]
    if twice:
        raise UnusableQuestions(f"{path} has more than one question {_some(twice)}; every qid must be there once.")
    return known


def _known(path: Path, number: int, line: str) -> Known:
    try:
        return Known.model_validate_json(line)
    except ValidationError as error:
        complaint = error.errors()[0]
        field = ".".join(map(str, complaint["loc"]))
        what = complaint["msg"].removeprefix("Value error, ")
        raise UnusableQuestions(
            f"Line {number} of {path} is not a question: {field + ': ' if field else ''}{what}."
        ) from None


def spread(known: Sequence[Known], most: int | None) -> list[Known]:
    """At most `most` of the questions, taken evenly from all of them."""
    count = min(most or len(known), len(known))
    return [known[at * len(known) // count] for at in range(count)]


def matched(known: Iterable[Known], citations: Iterable[Citation]) -> list[Judged]:
    """The questions with the archive's articles. Raises UnusableQuestions when it does not hold one that they name."""
    known, citations = list(known), list(citations)
    if not citations:
        raise UnusableQuestions("The archive holds no article: there is nothing to measure.")
    titles = {one.article_id or 0: one.title or "Untitled" for one in citations}
    numbers = _numbers(citations, {name for one in known for name in one.named})
    return [_judged(one, numbers, titles) for one in known]


def _numbers(citations: Sequence[Citation], wanted: set[str]) -> dict[str, list[int]]:
    """The articles that each name means: by their external id, else by their address, else by their headline.

    One headline may stand over several: a story that two papers printed, or its teaser.
    """
    found: dict[str, list[int]] = {}
    for key in ("external_id", "url", "title"):
        left = wanted - found.keys()
        for one in citations:
            if (name := getattr(one, key)) in left:
                found.setdefault(name, []).append(one.article_id or 0)
    if unknown := sorted(wanted - found.keys()):
        raise UnusableQuestions(
            f"The questions name {len(unknown):,} of {len(wanted):,} articles that this archive does not hold "
            f"({_some(unknown)}): they were written for another one."
        )
    return found


def _judged(known: Known, numbers: Mapping[str, list[int]], titles: Mapping[int, str]) -> Judged:
    right = dict.fromkeys(number for one in known.relevant for number in numbers[one.article_id])
    doubtful = {number for name in known.maybe for number in numbers[name]}
    return Judged(
        qid=known.qid,
        text=known.question,
        answerable=known.answerable,
        answers=known.answers,
        evidence=tuple(_evidence(known)),
        right=frozenset(right),
        doubtful=frozenset(doubtful - right.keys()),
        sources=tuple(dict.fromkeys(titles[number] for number in right)),
    )


def _evidence(known: Known) -> Iterator[str]:
    return (one.evidence for one in known.relevant if one.evidence and one.evidence.strip())


def _some(names: Sequence[str], most: int = 3) -> str:
    return ", ".join(name[:80] for name in names[:most]) + (" ..." if len(names) > most else "")
