"""What reading a document yields: an article, or a refusal that says why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from knowledge.errors import Unreadable

if TYPE_CHECKING:
    from collections.abc import Callable

    from knowledge.model import Article


@dataclass(frozen=True, slots=True)
class Read:
    name: str
    article: Article
    note: str | None = None
    """What is not certain of its text, as a clause: "decoded as windows-1252, which the file does not say"."""


@dataclass(frozen=True, slots=True)
class Refused:
    """`reason` goes on where the name ends: "is empty", "could not be opened"."""

    name: str
    reason: str


Item = Read | Refused


@dataclass(frozen=True, slots=True)
class At:
    """A container's entry that is read next: should reading it break the reader, this is what broke it."""

    name: str


Step = Item | At


def item(name: str, read_article: Callable[[], Article], note: str | None = None) -> Item:
    """The article, or why there is none."""
    try:
        return Read(name, read_article(), note)
    except Unreadable as error:
        return Refused(name, str(error))
