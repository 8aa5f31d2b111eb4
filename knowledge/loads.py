"""Loads and what is done to articles afterwards, as they are told: batches, changes, what an undo took away."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from knowledge.model import LONGEST_ADDRESS, Citation, IsoDate, Line


@dataclass(frozen=True, slots=True)
class Origin:
    """Who loads, and from what, as told in the list of loads."""

    who: str = "a program"
    source: str = "documents"


@dataclass(frozen=True, slots=True)
class Batch:
    """A load as it is kept: moments are ISO 8601 in UTC."""

    batch_id: int
    who: str
    origin: str
    begun: str
    ended: str | None
    """None when it was broken off, or goes on."""
    undone: str | None
    loaded: int = 0
    versions: int = 0
    duplicates: int = 0
    alike: int = 0
    """Of the loaded, those that print the story of another article."""
    refused: int = 0
    teasers: int = 0


@dataclass(frozen=True, slots=True)
class Undone:
    """What undoing a load took away, and how many older versions came back."""

    articles: int = 0
    teasers: int = 0
    restored: int = 0

    def __add__(self, other: Undone) -> Undone:
        return Undone(self.articles + other.articles, self.teasers + other.teasers, self.restored + other.restored)


@dataclass(frozen=True, slots=True)
class Removed:
    """What went with an article."""

    citation: Citation
    versions: tuple[int, ...] = ()
    """Its older versions."""
    teasers: int = 0


@dataclass(frozen=True, slots=True)
class Change:
    """A change of an article by hand."""

    article_id: int
    moment: str
    who: str
    field: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class History:
    """What is known of an article's way through the archive; the citation is None when it is removed."""

    article_id: int
    citation: Citation | None
    batch: int | None
    changes: tuple[Change, ...]


class Correction(BaseModel):
    """What is to be put right in an article's citation. Only what is set is changed; None takes it away."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    title: Line = None
    byline: Line = None
    source: Line = None
    section: Line = None
    published: IsoDate | None = None
    url: Annotated[str, Field(pattern=r"^https?://\S+$", max_length=LONGEST_ADDRESS)] | None = None
    language: Annotated[str, Field(pattern="^[a-z]{2}$")] | None = None
