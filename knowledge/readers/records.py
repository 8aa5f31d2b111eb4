"""The records of a WARC file, cut apart here: fastwarc, which reads each of them, ends at the first broken one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO

from knowledge.readers.entries import LONGEST_FILE, MEBIBYTE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_STARTS = (b"WARC/1.", b"WARC/0.")
"""The versions before 1 are those of crawls up to 2009."""
_NEXT = re.compile(rb"WARC/[01]\.\d\d?\r?\n(?:WARC|Content)-")
_END = b"\r\n\r\n"
_LONGEST_LINE = 65_536
_MOST_LINES = 200
_MOST_DIGITS = 15


@dataclass(frozen=True, slots=True)
class Record:
    """`content` is empty where it is not wanted, and whatever there is where the record is broken or too long."""

    headers: dict[str, str]
    content: bytes = b""
    is_broken: bool = False
    is_too_long: bool = False

    @property
    def kind(self) -> str:
        return self.headers.get("warc-type", "unknown")

    @property
    def address(self) -> str:
        """Where its content was fetched from. Old programs put it between angle brackets."""
        return self.headers.get("warc-target-uri", "").strip("<> ")


class _Tape:
    """A stream that something can be given back to."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._held = b""

    def line(self) -> bytes:
        end = self._held.find(b"\n") + 1
        if end:
            return self.take(end)
        held, self._held = self._held, b""
        return held + self._file.readline(_LONGEST_LINE)

    def take(self, count: int) -> bytes:
        held, self._held = self._held[:count], self._held[count:]
        return held + self._file.read(count - len(held)) if len(held) < count else held

    def skip(self, count: int) -> None:
        while count > 0 and (taken := self.take(min(count, MEBIBYTE))):
            count -= len(taken)

    def back(self, data: bytes) -> None:
        self._held = data + self._held


def records(file: BinaryIO, is_wanted: Callable[[Record], bool]) -> Iterator[Record]:
    """Every record in turn, with its content where it is wanted. A broken one costs itself only."""
    tape = _Tape(file)
    while line := tape.line():
        if line.startswith(_STARTS):
            headers = _headers(tape)
            yield _record(tape, headers, is_wanted)


def _headers(tape: _Tape) -> dict[str, str]:
    """The fields up to the first empty line, by their names in lower case; of several of one name the first."""
    headers: dict[str, str] = {}
    for _ in range(_MOST_LINES):
        line = tape.line()
        if line.startswith(_STARTS):
            tape.back(line)
        if line.startswith(_STARTS) or not line.strip():
            break
        name, _, value = line.decode(errors="replace").partition(":")
        headers.setdefault(name.strip().lower(), value.strip())
    return headers


def _record(tape: _Tape, headers: dict[str, str], is_wanted: Callable[[Record], bool]) -> Record:
    record, length = Record(headers), _length(headers)
    if length is None:
        return Record(headers, is_broken=True)
    if not is_wanted(record):
        tape.skip(length)
        return record
    if length > LONGEST_FILE:
        tape.skip(length)
        return Record(headers, is_too_long=True)
    content, end = tape.take(length), tape.take(len(_END))
    if end in {_END, b""} and len(content) == length:
        return Record(headers, content)
    return _cut_short(tape, headers, content + end)


def _length(headers: dict[str, str]) -> int | None:
    length = headers.get("content-length", "")
    return int(length) if length.isascii() and length.isdigit() and len(length) <= _MOST_DIGITS else None


def _cut_short(tape: _Tape, headers: dict[str, str], content: bytes) -> Record:
    """A record that is not as long as it says: where the next one begins within it, that one is given back."""
    if following := _NEXT.search(content):
        tape.back(content[following.start() :])
    return Record(headers, is_broken=True)
