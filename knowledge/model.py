"""The nouns. What enters is validated once by pydantic; what only moves is a frozen dataclass."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Self

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from knowledge.characters import clean, is_clean, one_line

if TYPE_CHECKING:
    from pathlib import Path

Span = tuple[int, int]
"""Start and end of a slice, in code points."""


class Label(StrEnum):
    """What a stretch of a page is, and so whose words it holds."""

    HEADLINE = "headline"
    BODY = "body"
    """The words of the byline."""
    CAPTION = "caption"
    """The words beside a picture; they belong to the credit that follows them, not to the byline."""
    CREDIT = "credit"
    TEASER = "teaser"
    """An advertisement of another story: its title is the first line, its author and date are unknown."""


LONGEST_LINE = 1_000
"""Characters of a headline or a name that are kept: cards, lists and every passage repeat them."""

LONGEST_ADDRESS = 2_000
"""Characters of a link; a longer one is none."""


def _line_or_none(value: object) -> object:
    return (one_line(value[: 4 * LONGEST_LINE])[:LONGEST_LINE].rstrip() or None) if isinstance(value, str) else value


def _address_or_none(value: object) -> object:
    return (one_line(value) or None if len(value) <= LONGEST_ADDRESS else None) if isinstance(value, str) else value


def _must_be_clean(value: str) -> str:
    if not is_clean(value):
        raise ValueError("the text holds control characters or is not NFC; pass it through clean() first")
    return value


Line = Annotated[str | None, BeforeValidator(_line_or_none)]
"""One line of text, or None when nothing is known."""

Address = Annotated[str | None, BeforeValidator(_address_or_none)]
"""A link, or None when there is none that can be shown."""

IsoDate = Annotated[str, Field(pattern=r"^\d{4}(-\d\d(-\d\d(T\d\d:\d\d(:\d\d)?(Z|[+-]\d\d:\d\d)?)?)?)?$")]
"""ISO 8601, exactly as precise as the page was: 2016, 2016-11, 2016-11-17 or 2016-11-17T09:30+01:00."""


class Citation(BaseModel):
    """Where words come from. Whatever the page does not state is None, never guessed."""

    model_config = ConfigDict(frozen=True)

    article_id: int | None = None
    external_id: Line = None
    title: Line = None
    byline: Line = None
    source: Line = None
    section: Line = None
    """The part of the outlet that it was printed in: Sport."""
    published: IsoDate | None = None
    """As the page states it."""
    inferred: IsoDate | None = None
    """The date that the page seems to be of, where it states none: never told as the date of publication."""
    url: Address = None
    language: Line = None
    updated: IsoDate | None = None
    """When the page says that it was changed."""
    loaded: IsoDate | None = None
    """When it came into the archive, in UTC: neither of the other two."""
    replaces: int | None = None
    """The number of the version before it."""
    replaced_by: int | None = None
    """The number of the version after it: this one is read, but not found."""
    is_hidden: bool = False


class Part(BaseModel):
    """A labelled stretch of an article's text."""

    model_config = ConfigDict(frozen=True)

    label: Label
    start: int = Field(ge=0)
    end: int

    def of(self, text: str) -> str:
        return text[self.start : self.end]


class Article(BaseModel):
    """A page as it is stored, and which stretches of it are what. Unlabelled stretches are page furniture.

    Every part is a verbatim slice of `text`; parts are in order, not empty, and do not overlap.
    """

    model_config = ConfigDict(frozen=True)

    citation: Citation
    text: Annotated[str, AfterValidator(_must_be_clean)]
    parts: tuple[Part, ...]

    @model_validator(mode="after")
    def _parts_are_slices(self) -> Self:
        end = 0
        for part in self.parts:
            if not end <= part.start < part.end <= len(self.text):
                raise ValueError(f"part {part.start}-{part.end} is empty, overlaps another or lies outside the text")
            end = part.end
        return self

    @classmethod
    def compose(cls, body: str, citation: Citation | None = None) -> Self:
        """An article made of a headline (when the citation has a title) and a body, as feeds and dumps bring them."""
        citation = citation or Citation()
        title, body = citation.title or "", clean(body).strip()
        start = len(title) + 2 if title else 0
        spans = (Label.HEADLINE, 0, len(title)), (Label.BODY, start, start + len(body))
        parts = tuple(Part(label=label, start=a, end=b) for label, a, b in spans if b > a)
        return cls(citation=citation, text="\n\n".join(filter(None, (title, body))), parts=parts)

    @classmethod
    def teaser(cls, text: str) -> Self:
        """The item that a teaser becomes: its first line is its title, its author, outlet and date are unknown."""
        citation = Citation(title=text.partition("\n")[0])
        return cls(citation=citation, text=text, parts=(Part(label=Label.TEASER, start=0, end=len(text)),))

    @property
    def is_teaser(self) -> bool:
        return len(self.parts) == 1 and self.parts[0] == Part(label=Label.TEASER, start=0, end=len(self.text))

    def labelled(self, label: Label) -> tuple[Part, ...]:
        return tuple(part for part in self.parts if part.label is label)


class Filters(BaseModel):
    """Which articles are asked, and no others. Texts are looked for as words, whatever their case."""

    model_config = ConfigDict(frozen=True)

    title: Line = None
    """Words of the headline."""
    source: Line = None
    """Words of the outlet's name."""
    author: Line = None
    """Words of the byline."""
    language: Line = None
    """A two-letter code."""
    after: IsoDate | None = None
    """Published on its first day or later."""
    before: IsoDate | None = None
    """Published before its first day."""

    def over(self, others: Filters) -> Filters:
        """These filters, and where they say nothing, the others."""
        return others.model_copy(update=self.model_dump(exclude_none=True))

    def within(self, after: str | None, before: str | None) -> Filters:
        """These filters, no earlier than `after` and before `before` where those are given."""
        later = max(filter(None, (self.after, after)), default=None)
        earlier = min(filter(None, (self.before, before)), default=None)
        return self.model_copy(update={"after": later, "before": earlier})


class Question(BaseModel):
    """What somebody asks. Any text is a question."""

    model_config = ConfigDict(frozen=True)

    text: str
    limit: int = Field(default=3, ge=1, le=20)
    """The most excerpts wanted."""
    filters: Filters = Filters()
    """Those that the text itself names come over these."""
    as_of: date | None = None
    """The day of asking, which "last summer" is relative to. Without one such words say nothing."""
    carried: tuple[str, ...] = ()
    """Words of an earlier question that this one follows up."""


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of days, both ends included; open at an end that is None."""

    first: date | None
    last: date | None

    @property
    def after(self) -> str | None:
        """Its beginning, as a filter has it."""
        return self.first.isoformat() if self.first else None

    @property
    def before(self) -> str | None:
        """The day behind its end, as a filter has it; None where the calendar ends too."""
        return (self.last + timedelta(days=1)).isoformat() if self.last and self.last != date.max else None

    def meets(self, published: str | None, late: int = 0) -> bool:
        """Whether an ISO 8601 date, as precise as it is, may lie within, or up to `late` days after its end, if it also
        has a beginning.
        """
        if not (self.first or self.last):
            return False
        day = (published or "").partition("T")[0]
        end = self.last
        if self.first and self.last:
            end = self.last + min(timedelta(days=late), date.max - self.last)
        first, last = (str(bound)[: len(day)] if bound else day for bound in (self.first, end))
        return bool(day) and first <= day <= last


@dataclass(frozen=True, slots=True)
class Dated:
    """Words of a question that name a time."""

    text: str
    """As typed, with the "in" or "before" that belongs to it."""
    period: Period
    is_filter: bool
    """Whether the wording is about when articles were published, so that others are left out."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A word that no article holds, and the most alike that one does."""

    word: str
    meant: str


@dataclass(frozen=True, slots=True)
class Understood:
    """A question as it was looked for: what is told to whoever asked, and what a follow-up goes on from."""

    words: tuple[str, ...] = ()
    """What the question is about, as typed, the rarest first."""
    phrases: tuple[tuple[str, ...], ...] = ()
    """Words in quotation marks: of each tuple one must stand in a passage."""
    excluded: tuple[str, ...] = ()
    filters: Filters = field(default_factory=Filters)
    dates: tuple[Dated, ...] = ()
    outlets: tuple[str, ...] = ()
    """Outlets of the archive that the question names, whose articles are preferred."""
    wants_newest: bool = False
    carried: tuple[str, ...] = ()
    """Words of the question before it."""
    undated: int = 0
    """Articles that a filter of dates left out because they have none."""
    complaints: tuple[str, ...] = ()
    """What could not be used, a sentence each."""
    suggestions: tuple[Suggestion, ...] = ()


@dataclass(frozen=True, slots=True)
class Resolved:
    """Words of a quote that are relative to its day of publication, "yesterday", and the date that they mean."""

    start: int
    end: int
    """Relative to the quote."""
    iso: str
    """The date, as ISO 8601."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of an article that is searched as one: whole sentences of one label."""

    article_id: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that retrieval found. `score` is BM25; 0 < score."""

    passage: Passage
    number: int
    """The passage's own number in the archive; ties go to the smaller one."""
    score: float


@dataclass(frozen=True, slots=True)
class Reference:
    """An excerpt without its words: what a card remembers. Offsets are code points.

    `start` and `end` are relative to the article's text; `sentence` and `highlights` to the quote.
    """

    article_id: int
    label: Label
    start: int
    end: int
    sentence: Span
    """The sentence that answers best."""
    highlights: tuple[Span, ...] = ()
    """The words that matched the question."""
    is_cut_before: bool = False
    is_cut_after: bool = False
    """Whether a sentence too long to quote whole was cut there, at a word."""
    also: tuple[int, ...] = ()
    """Other articles that print the same story."""


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Words of an article, verbatim: `quote == article.text[start:end]`."""

    reference: Reference
    citation: Citation
    quote: str
    score: float = 0.0
    beside: tuple[str, ...] = ()
    """For a teaser: headlines of the pages it was printed on."""
    also: tuple[Citation, ...] = ()
    """Other articles that print the same story."""
    resolved: tuple[Resolved, ...] = ()
    """In order; none when the day of publication is not known."""

    @property
    def start(self) -> int:
        return self.reference.start

    @property
    def end(self) -> int:
        return self.reference.end

    @property
    def part(self) -> Label:
        return self.reference.label

    @property
    def highlights(self) -> tuple[Span, ...]:
        return self.reference.highlights


class Strength(StrEnum):
    STRONG = "strong"
    PARTIAL = "partial"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Evidence:
    """How far the archive answers, in words; `score` (about 0 to 2) is for whoever measures, not for showing."""

    strength: Strength
    covered: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    """The question's words, as typed, that the best excerpt and its headline do not hold."""
    score: float = 0.0


@dataclass(frozen=True, slots=True)
class Statistics:
    """What an archive covers: dates as ISO 8601, outlets and languages as (name, articles), most first."""

    articles: int = 0
    teasers: int = 0
    passages: int = 0
    outlets: tuple[tuple[str, int], ...] = ()
    languages: tuple[tuple[str, int], ...] = ()
    earliest: str | None = None
    latest: str | None = None
    undated: int = 0

    @property
    def outlet_names(self) -> list[str]:
        return [name for name, _ in self.outlets]

    @property
    def language_names(self) -> list[str]:
        return [name for name, _ in self.languages]


@dataclass(frozen=True, slots=True)
class Answer:
    """What the archive says. Without excerpts it is still an answer: the archive does not say."""

    question: Question
    evidence: Evidence
    excerpts: tuple[Excerpt, ...] = ()
    leads: tuple[Citation, ...] = ()
    """The nearest articles when there is no evidence: where one might look, not answers."""
    understood: Understood = field(default_factory=Understood)
    covers: Statistics = field(default_factory=Statistics)
    took_ms: float = 0.0


class Status(StrEnum):
    LOADED = "loaded"
    VERSION = "version"
    """Loaded, and another version of an article of the same address was there."""
    DUPLICATE = "duplicate"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one document, or of one item of it."""

    name: str
    status: Status
    article_id: int | None = None
    title: str | None = None
    passages: int = 0
    teasers: int = 0
    reason: str | None = None
    other: int | None = None
    """Of a version the one before it, or the newer one that stays; else another article that prints the same story."""
    batch: int | None = None
    """The load that it belongs to."""


Columns = tuple[tuple[str, str], ...]
"""Fields of an article, each with the column or the field of a dump that it is read from."""


@dataclass(frozen=True, slots=True)
class Document:
    """A file to read. `name` is only a label, for reports."""

    name: str
    path: Path
    columns: Columns = ()
    """For tables and JSON; what is not named here has its usual name."""
    url: str | None = None
    """Where it was fetched: the address of its article, unless that states another."""
    sent_as: str | None = None
    """The encoding that its server stated."""
