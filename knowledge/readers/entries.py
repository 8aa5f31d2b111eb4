"""Entries: what is read as one, a file or a member of one, as a stream that is looked at before it is read."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from knowledge.errors import Unreadable
from knowledge.model import Columns
from knowledge.readers.items import Item

MEBIBYTE = 1_048_576
HEAD = 65_536
"""Bytes by which a format is told; every entry's stream has a buffer of so many."""
LONGEST_FILE = 16 * MEBIBYTE


class Nest(Enum):
    """What entries stand within: at most one of each, so that unpacking comes to an end."""

    COMPRESSION = "is compressed twice; unpack it first"
    BUNDLE = "is an archive within an archive; unpack it first"


class Damaged(Unreadable):
    """A container that cannot be read on. `name` is its own, whatever entry of it was being read."""

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(reason)
        self.name = name


@dataclass(frozen=True, slots=True)
class Entry:
    """A name for reports, and a stream. `read` is how it is read where its container knows; else its content tells."""

    name: str
    file: io.BufferedReader
    read: Reader | None = None
    within: frozenset[Nest] = frozenset()
    columns: Columns = ()
    """What the loader said of tables and JSON; a container's entries are read with its own."""
    path: Path | None = None
    """Where the file is, when it is one and not an entry of a container."""
    sent_as: str | None = None
    """The encoding that its server stated."""

    @property
    def head(self) -> bytes:
        """How it begins, unless it has been read from."""
        return self.file.peek(HEAD)[:HEAD]

    def data(self, most: int = LONGEST_FILE, advice: str = "split it, or load it as JSON Lines") -> bytes:
        """All of it; Unreadable when that is more than `most` bytes."""
        data = self.file.read(most + 1)
        if len(data) > most:
            raise Unreadable(f"is larger than {most // MEBIBYTE} MiB; {advice}")
        return data


Found = Item | Entry
Reader = Callable[[Entry], Iterator[Found]]
"""Yields articles, refusals, and entries that are read by themselves. May raise Unreadable, nothing else."""


@contextmanager
def parsing(kind: str) -> Iterator[None]:
    """The border to a parser of others: whatever it raises of what it was not made for is Unreadable."""
    try:
        yield
    except Unreadable:
        raise
    except Exception as error:
        raise Unreadable(f"is {kind} that could not be parsed ({type(error).__name__})") from error


def buffered(file: io.RawIOBase) -> io.BufferedReader:
    """A stream that may be an entry's."""
    return io.BufferedReader(file, HEAD)


def in_memory(data: bytes) -> io.BufferedReader:
    """Bytes as a stream that may be an entry's."""
    return io.BufferedReader(io.BytesIO(data), HEAD)
