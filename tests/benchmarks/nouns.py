"""What every engine is given. Imports nothing of the project, so that a process of one engine alone can use it."""

from __future__ import annotations

from typing import NamedTuple


class Asked(NamedTuple):
    """A question as it is typed, and the terms that it has in an index of English."""

    text: str
    terms: tuple[str, ...]


class Piece(NamedTuple):
    """A passage: where it stands, its words with the headline's, and the archive's terms for them."""

    article: int
    start: int
    end: int
    text: str
    terms: tuple[str, ...]
