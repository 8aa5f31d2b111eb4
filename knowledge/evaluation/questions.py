"""Questions with known answers, as a file holds them, and the same matched with the articles of an archive."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, ValidationInfo, model_validator

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


class Topic(BaseModel):
    """What is asked, as the file has it. Fields of other names are left alone."""

    model_config = AS_WRITTEN

    qid: Name
    question: Text
    as_of: date | None = None
    """The day of asking. A file may call it anything: which field it is, is told when the file is read."""

    @model_validator(mode="before")
    @classmethod
    def _day_of_asking(cls, fields: object, info: ValidationInfo) -> object:
        if info.context is None or not isinstance(fields, dict):
            return fields
        name = info.context["as_of"]
        return fields | {"as_of": _day(name, fields.get(name)) if name else None}


def _day(name: str, value: object) -> date | None:
    if value is None:
        return None
    try:
        return datetime.fromisoformat(str(value)).date()
    except ValueError:
        raise ValueError(f"{name} must be a date such as 2016-11-17, not {value!r:.40}") from None


class Relevant(BaseModel):
    """An article that answers, and the sentence that does."""

    model_config = AS_WRITTEN

    article_id: Name
    evidence: Text | None = None
    grade: int = Field(default=1, ge=1)
    """How much it is worth to nDCG."""


class Known(Topic):
    """A question, and what is known to answer it."""

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
    grades: Mapping[int, int] = field(default_factory=dict)
    """Of the right articles, those that are worth more than 1."""
    sources: tuple[str, ...] = ()
    """The headlines of the right articles."""
    as_of: date | None = None

    @property
    def has_words(self) -> bool:
        """Whether it is known which words answer, and not only which articles."""
        return bool(self.answers or self.evidence)


Asked = TypeVar("Asked", bound=Topic)


def read(path: Path, as_of: str | None = None) -> list[Known]:
    """The questions of a JSON Lines file, one or more, each asked on the day that its field `as_of` holds.

    Raises UnusableQuestions.
    """
    return _set_of(path, [_parsed(path, number, line, Known, as_of) for number, line in lines(path)], as_of)


def topics(path: Path, as_of: str | None = None) -> list[Topic]:
    """What is asked by a file of JSON Lines, or of lines that are a qid, a tab and a question, whatever answers it."""
    held = list(lines(path))
    if not held or held[0][1].lstrip().startswith("{"):
        return _set_of(path, [_parsed(path, number, line, Topic, as_of) for number, line in held], as_of)
    return _set_of(path, [_tabbed(path, number, line) for number, line in held], as_of)


def lines(path: Path) -> Iterator[tuple[int, str]]:
    """The numbered lines of a file that are not empty. Raises UnusableQuestions."""
    try:
        text = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UnusableQuestions(f"The file {path} cannot be read: {error}.") from None
    return ((number, line) for number, line in enumerate(text.split("\n"), 1) if line.strip())


def _set_of(path: Path, found: list[Asked], as_of: str | None) -> list[Asked]:
    """The questions that were found. Raises UnusableQuestions when they are not a set of them."""
    if not found:
        raise UnusableQuestions(f"{path} holds no question.")
    twice = [qid for qid, times in Counter(one.qid for one in found).items() if times > 1]
    if twice:
        raise UnusableQuestions(f"{path} has more than one question {some(twice)}; every qid must be there once.")
    if as_of and not any(one.as_of for one in found):
        raise UnusableQuestions(f"No question of {path} has a day of asking in a field {as_of}.")
    return found


def _parsed(path: Path, number: int, line: str, kind: type[Asked], as_of: str | None) -> Asked:
    try:
        return kind.model_validate_json(line, context={"as_of": as_of})
    except ValidationError as error:
        complaint = error.errors()[0]
        name = ".".join(map(str, complaint["loc"]))
        what = complaint["msg"].removeprefix("Value error, ")
        raise UnusableQuestions(
            f"Line {number} of {path} is not a question: {name + ': ' if name else ''}{what}."
        ) from None


def _tabbed(path: Path, number: int, line: str) -> Topic:
    qid, _, text = line.partition("\t")
    if not qid.strip() or not text.strip():
        raise UnusableQuestions(f"Line {number} of {path} is not a question: it must be a qid, a tab and the words.")
    return Topic(qid=qid, question=text.rstrip())


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
            f"({some(unknown)}): they were written for another one, or do not name them as they must: "
            "articles are named by their loaded id, address or headline."
        )
    return found


def _judged(known: Known, numbers: Mapping[str, list[int]], titles: Mapping[int, str]) -> Judged:
    right: dict[int, int] = {}
    for one in known.relevant:
        right |= {number: max(one.grade, right.get(number, 0)) for number in numbers[one.article_id]}
    doubtful = {number for name in known.maybe for number in numbers[name]}
    return Judged(
        qid=known.qid,
        text=known.question,
        answerable=known.answerable,
        answers=known.answers,
        evidence=tuple(_evidence(known)),
        right=frozenset(right),
        doubtful=frozenset(doubtful - right.keys()),
        grades={number: grade for number, grade in right.items() if grade > 1},
        sources=tuple(dict.fromkeys(titles[number] for number in right)),
        as_of=known.as_of,
    )


def _evidence(known: Known) -> Iterator[str]:
    return (one.evidence for one in known.relevant if one.evidence and one.evidence.strip())


def some(names: Sequence[str], most: int = 3) -> str:
    """The first of the names, for a sentence."""
    return ", ".join(name[:80] for name in names[:most]) + (" ..." if len(names) > most else "")
