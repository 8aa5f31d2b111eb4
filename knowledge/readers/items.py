"""What reading a document yields: an article, or a refusal that says why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from knowledge.model import Article


@dataclass(frozen=True, slots=True)
class Read:
    name: str
    article: Article


@dataclass(frozen=True, slots=True)
class Refused:
    """`reason` goes on where the name ends: "is empty", "could not be opened"."""

    name: str
    reason: str


Item = Read | Refused
