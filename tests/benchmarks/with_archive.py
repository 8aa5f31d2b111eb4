"""The archive itself, whose words and passages are its own."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable
from itertools import islice
from pathlib import Path
from time import perf_counter

from measures import LIMIT, Ask
from nouns import Asked

from knowledge import Archive, Article, retriever
from knowledge.answers import find
from knowledge.database import PRAGMAS
from knowledge.ranking import Batch, Floats, Scored

FILE = "archive.sqlite"
BATCH = 50

Rank = Callable[[Batch, Floats, int], list[Scored]]


async def build(folder: Path, articles: Iterable[Article], passages: int) -> list[Article]:
    """Fill an archive with the first articles that make up so many passages, and return them."""
    taken: list[Article] = []
    held = 0
    waiting = iter(articles)
    async with Archive(folder / FILE) as archive:
        while held < passages and (batch := list(islice(waiting, BATCH))):
            outcomes = await archive.add(batch)
            taken += [article for article, outcome in zip(batch, outcomes, strict=True) if outcome.status == "loaded"]
            held += sum(outcome.passages for outcome in outcomes)
    return taken


def searched(archive: Archive, rank: Rank) -> Ask:
    """The archive as a program asks it, ranked by numpy or by the compiled kernel."""

    async def ask(asked: Asked) -> list[int]:
        retriever.fastest = lambda: rank
        return [hit.number for hit in await archive.search(asked.text, LIMIT)]

    return ask


def bare(folder: Path, rank: Rank) -> Ask:
    """The plain function behind it on an open connection, in one transaction and in no other thread."""
    connection = sqlite3.connect(folder / FILE, isolation_level=None)
    connection.executescript(PRAGMAS)

    async def ask(asked: Asked) -> list[int]:
        retriever.fastest = lambda: rank
        connection.execute("BEGIN")
        hits = find(connection, asked.text, LIMIT)
        connection.execute("COMMIT")
        return [hit.number for hit in hits]

    return ask


async def removal(folder: Path) -> tuple[int, float]:
    """How many passages the last article has, and the seconds that its removal takes."""
    async with Archive(folder / FILE) as archive:
        statistics = await archive.statistics()
        (last,) = await archive.articles(after=statistics.articles - 1)
        started = perf_counter()
        await archive.remove(last.article_id or 0)
        seconds = perf_counter() - started
        return statistics.passages - (await archive.statistics()).passages, seconds
