"""One engine in a process of its own: how long it takes to its first answer, and how much memory it comes to need."""

from __future__ import annotations

import asyncio
import importlib
import json
import os
import sys
from pathlib import Path
from time import perf_counter

from nouns import Asked

LIMIT = 10
PEERS = {
    "tantivy": ("with_tantivy", "Engine"),
    "tantivy, given terms": ("with_tantivy", "GivenTerms"),
    "rank-bm25-rs": ("with_rank_bm25_rs", "Engine"),
    "SQLite FTS5": ("with_fts5", "Engine"),
    "rank-bm25": ("with_rank_bm25", "Engine"),
}


def main(engine: str, folder: Path) -> None:
    """Print seconds to import, seconds to open and answer once, and the bytes that 300 answers leave in use."""
    questions = [Asked(*one) for one in json.loads((folder / "questions.json").read_text("utf-8"))]
    if engine == "archive, numpy":
        sys.modules["numba"] = None  # type: ignore[assignment] - as where it is not installed
    figures = _archive(folder, questions) if engine.startswith("archive") else _peer(engine, folder, questions)
    sys.stdout.write(json.dumps(figures))


def _peer(name: str, folder: Path, questions: list[Asked]) -> dict[str, float]:
    started = perf_counter()
    module, kind = PEERS[name]
    engine = getattr(importlib.import_module(module), kind)
    imported, before = perf_counter(), _resident()
    opened = engine(folder)
    opened.search(questions[0], LIMIT)
    answered = perf_counter()
    for asked in questions:
        opened.search(asked, LIMIT)
    return _figures(started, imported, answered, before)


def _archive(folder: Path, questions: list[Asked]) -> dict[str, float]:
    started = perf_counter()
    from knowledge import Archive  # noqa: PLC0415 - the import is timed

    imported, before = perf_counter(), _resident()

    async def ask() -> float:
        async with Archive(folder / "archive.sqlite") as archive:
            await archive.search(questions[0].text, LIMIT)
            answered = perf_counter()
            for asked in questions:
                await archive.search(asked.text, LIMIT)
            return answered

    return _figures(started, imported, asyncio.run(ask()), before)


def _figures(started: float, imported: float, answered: float, before: int) -> dict[str, float]:
    return {"imports": imported - started, "first": answered - imported, "resident": _resident() - before}


def _resident() -> int:
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
