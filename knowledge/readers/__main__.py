"""The reading process: takes documents on its standard input, answers with frames, ends when its parent does."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, BinaryIO

from knowledge.readers.documents import steps
from knowledge.readers.frames import frame, requested

if TYPE_CHECKING:
    from knowledge.readers.items import Step

_MEMORY = 2 * 1_024**3
"""Bytes of address space: a page that needs more is not worth it, and would take the machine with it."""


def main() -> None:
    _limit_memory()
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # whatever a library prints must not get between the frames
    _answer(answers, None)
    for line in sys.stdin.buffer:
        for step in steps(*requested(line)):
            _answer(answers, step)
        _answer(answers, None)


def _answer(answers: BinaryIO, step: Step | None) -> None:
    """Send a step, or None: ready for a document."""
    answers.write(frame(step))
    answers.flush()


def _limit_memory() -> None:
    try:
        import resource  # noqa: PLC0415  not on Windows
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, resource.getrlimit(resource.RLIMIT_AS)[1]))


if __name__ == "__main__":
    main()
