"""What reading a document yields: an article, or a refusal that says why."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from knowledge.errors import Unreadable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from knowledge.model import Article

T = TypeVar("T")


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


def items_of(
    parts: Sequence[T], name: str, read_article: Callable[[T], Article], note: str | None = None, kind: str = "item"
) -> Iterator[Item]:
    """The article of each part of a document, named by its number where there are several."""
    for number, part in enumerate(parts, 1):
        label = f"{name}, {kind} {number}" if len(parts) > 1 else name
        yield item(label, partial(read_article, part), note)
