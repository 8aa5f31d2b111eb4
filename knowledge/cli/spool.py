"""What became of each item of a load, as the one document that `--json` prints: in files, however many there are."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from tempfile import SpooledTemporaryFile
from typing import IO, Self

from knowledge.cli import output
from knowledge.model import Outcome, Status

MOST_HELD = 262_144
"""Characters of each list of the document that are held in memory: those of some two thousand items."""
_CHUNK = 65_536


class Spool:
    """Grows by an item at a time, the lists of the document each in a file. Use it with `with`."""

    def __enter__(self) -> Self:
        self._opened = ExitStack()
        self._lists: dict[Status, IO[str]] = {
            status: self._opened.enter_context(
                SpooledTemporaryFile(  # noqa: SIM115 - the stack closes it
                    MOST_HELD, "w+", encoding="utf-8", errors="surrogatepass"
                )
            )
            for status in output.LISTS
        }
        return self

    def __exit__(self, *_: object) -> None:
        self._opened.close()

    def add(self, outcome: Outcome) -> None:
        file = self._lists[outcome.status]
        file.write((", " if file.tell() else "") + output.dumped(output.outcome_json(outcome)))

    def document(self, batch: int | None) -> Iterator[str]:
        """The document in pieces; the batch is null when nothing was stored."""
        yield f'{{"batch": {output.dumped(batch)}'
        for status, file in self._lists.items():
            yield f', "{output.LISTS[status]}": ['
            file.seek(0)
            while chunk := file.read(_CHUNK):
                yield chunk
            yield "]"
        yield "}\n"
