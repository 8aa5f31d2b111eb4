"""The door: an archive of articles in one file, to add to, to ask and to quote from. Composes the rest."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import AsyncGenerator, AsyncIterator, Iterable, Sequence
from contextlib import aclosing
from dataclasses import replace
from datetime import UTC, datetime
from importlib.resources import files
from itertools import islice
from pathlib import Path
from time import perf_counter
from typing import Self

from knowledge import accession, answers, corrections, explanations, retriever, withdrawals
from knowledge.accession import Entry, prepare
from knowledge.addresses import digest
from knowledge.database import Database, P, T, Work
from knowledge.explanations import Explanation
from knowledge.loads import Batch, Correction, History, Origin, Removed, Undone
from knowledge.model import (
    Answer,
    Article,
    Citation,
    Document,
    Excerpt,
    Filters,
    Hit,
    Outcome,
    Question,
    Reference,
    Statistics,
    Status,
)
from knowledge.preparation import Preparation
from knowledge.readers import Crew, Item, Read
from knowledge.settings import ArchiveSettings
from knowledge.store import articles, batches, indexing, versions

BATCH = 50
"""Articles changed in one transaction: some 500 passages, so that nobody waits for long."""

MOST_ITEMS, MOST_CHARACTERS = 200, 250_000
"""Of what is stored in one transaction: some 500 passages again, be they of long articles or of short ones."""

SWEEP_AFTER = 40
"""Transactions of an undo before what they took away is swept out: 20,000 passages, whose rows are rewritten once."""

A_PROGRAM = Origin().who

MOST_PASSAGES = 100_000
"""The most that one search gives: each takes about 300 bytes."""

RECENT = 10_000
"""How many of the newest articles are looked through for a headline: what is typed is answered while it is typed."""


def warm_up() -> None:
    """Import what the first question would, and hide all that there is from the garbage collector, for a process that
    answers many: looking through it stops everything for 50 ms, as often as every twentieth question.
    """
    retriever.fastest()
    gc.collect()
    gc.freeze()


class Archive:
    """One archive file. Use it with `async with`; it is made when it is missing.

    Any number of tasks may share it. Every method raises ArchiveError when the file cannot be used.
    """

    def __init__(self, path: Path | str, settings: ArchiveSettings | None = None) -> None:
        self._settings = settings or ArchiveSettings()
        self._database = Database(Path(path), files("knowledge") / "migrations", self._settings.readers)
        self._is_swept = True
        self._added = 0

    async def __aenter__(self) -> Self:
        await self._database.__aenter__()
        try:
            await self._database.write(indexing.create)
            await self._database.write(versions.bring_up_to_date)
        except BaseException:
            await self._database.__aexit__()
            raise
        return self

    async def __aexit__(self, *_: object) -> None:
        try:
            await self._sweep()
            await self._settle()
        finally:
            await self._database.__aexit__()

    async def answer(self, question: Question) -> Answer:
        """What the archive says, in its own words, or that it does not say."""
        started = perf_counter()
        answer = await self._database.read(answers.answer, question, self._settings.weights)
        return replace(answer, took_ms=(perf_counter() - started) * 1000)

    async def search(self, text: str, limit: int = 10) -> list[Hit]:
        """The best passages for a question by BM25, best first: retrieval alone, for whoever measures."""
        return await self._database.read(answers.find, text, min(limit, MOST_PASSAGES), self._settings.weights)

    async def explain(self, question: Question) -> Explanation:
        """The answer, and everything that it rests on."""
        return await self._database.read(explanations.explain, question, self._settings.weights)

    async def recall(self, reference: Reference) -> Excerpt:
        """The excerpt that a reference stands for, read anew. Raises UnknownArticle."""
        return await self._database.read(answers.recall, reference)

    async def context(self, reference: Reference) -> tuple[str, str]:
        """The sentences just before and after a quotation, verbatim. Raises UnknownArticle."""
        return await self._database.read(answers.context, reference)

    async def article(self, article_id: int) -> Article:
        """The article of that number, a teaser's too. Raises UnknownArticle."""
        return await self._database.read(articles.get, article_id)

    async def articles(self, after: int = 0, limit: int = 20, *, teasers: bool = False) -> list[Citation]:
        """Articles numbered above `after`, in order; `teasers` too when they are wanted."""
        return await self._database.read(articles.listed, after, limit, teasers=teasers)

    async def headlines(self, text: str, limit: int = 25) -> list[Citation]:
        """Recent articles whose headline holds `text`, newest first."""
        return await self._database.read(articles.titled, text, RECENT, limit)

    async def statistics(self) -> Statistics:
        """What the archive covers."""
        return await self._database.read(articles.statistics)

    async def have(self, address: str) -> list[Citation]:
        """The articles of a web address, whatever link led to it: the last loaded first, hidden and older ones too."""
        return await self._database.read(versions.at, digest(address))

    async def add(self, articles: Iterable[Article]) -> list[Outcome]:
        """Store articles, each whole or not at all. An outcome an article, in order."""
        outcomes: list[Outcome] = []
        named = ((article.citation.title or "Untitled", article) for article in articles)
        while batch := await asyncio.to_thread(_prepared, islice(named, BATCH)):
            outcomes += await self._accepted(batch)
        return outcomes

    async def load(
        self, documents: Iterable[Document | Outcome], origin: Origin | None = None, *, quietly: bool = False
    ) -> AsyncIterator[Outcome]:
        """Read documents in a process of their own and store what they hold, as one batch. An outcome an item, in
        order; what is told is stored. An outcome among the documents is only recorded. `quietly`, nothing is recorded
        before something comes in.
        """
        batch: int | None = None
        async with aclosing(self._entries(documents)) as read:
            async for entries in read:
                outcomes = await self._without_news(entries) if quietly and not batch else []
                if not outcomes:
                    batch = batch or await self._database.write(batches.begin, origin or Origin(), _now())
                    outcomes = await self._accepted(entries, batch)
                for outcome in outcomes:
                    yield outcome
        await self._settle()
        if batch:
            await self._database.write(batches.end, batch, _now())

    async def _without_news(self, entries: list[Entry | Outcome]) -> list[Outcome]:
        """What becomes of entries of which none comes in; empty when one does."""
        foreseen = await self._database.read(accession.foresee, entries, accession.Foreseen())
        return [] if any(one.status in {Status.LOADED, Status.VERSION} for one in foreseen) else foreseen

    async def foresee(self, documents: Iterable[Document | Outcome]) -> AsyncIterator[Outcome]:
        """What `load` would do. Stores nothing."""
        seen = accession.Foreseen()
        async with aclosing(self._entries(documents)) as read:
            async for entries in read:
                for outcome in await self._database.read(accession.foresee, entries, seen):
                    yield outcome

    async def _entries(self, documents: Iterable[Document | Outcome]) -> AsyncGenerator[list[Entry | Outcome]]:
        """What documents hold, ready to be stored, a transaction's worth at a time."""
        settings = self._settings
        async with (
            Crew(settings.reading_processes, settings.reading_seconds) as crew,
            Preparation() as preparation,
            aclosing(preparation.of(_batches(crew.read(documents)))) as prepared,
        ):
            async for entries in prepared:
                yield entries

    async def batches(self, limit: int = 20) -> list[Batch]:
        """The last loads, the newest first."""
        return await self._database.read(batches.listed, limit)

    async def batch(self, batch_id: int) -> Batch:
        """The load of that number. Raises UnknownBatch."""
        return await self._database.read(batches.get, batch_id)

    async def items(self, batch_id: int, after: int = 0, limit: int = 1000) -> list[Outcome]:
        """What became of the items of a load, in order, without the first `after`. Raises UnknownBatch."""
        await self.batch(batch_id)
        return await self._database.read(batches.items, batch_id, after, limit)

    async def undo(self, batch_id: int) -> Undone:
        """Take back what a load brought in, in short transactions; when it is broken off, undoing again finishes it.

        Raises UnknownBatch, AlreadyUndone.
        """
        total, place, steps = Undone(), articles.LARGEST, 0
        while True:
            step = await self._removing(withdrawals.undo, batch_id, place, BATCH, _now())
            total += step.undone
            if step.place is None:
                return total
            place, steps = step.place, steps + 1
            if steps % SWEEP_AFTER == 0:
                await self._sweep()

    async def remove(self, article_id: int, who: str = A_PROGRAM) -> Removed:
        """Remove an article, its older versions, and the teasers that no other page prints. Raises UnknownArticle."""
        return await self._removing(withdrawals.remove, article_id, who, _now())

    async def hide(self, article_id: int, who: str = A_PROGRAM) -> Citation:
        """Take an article out of the index and the lists; its text is kept. Raises UnknownArticle."""
        return await self._removing(withdrawals.hide, article_id, who, _now(), is_hidden=True)

    async def unhide(self, article_id: int, who: str = A_PROGRAM) -> Citation:
        """Put an article that was hidden back. Raises UnknownArticle."""
        return await self._removing(withdrawals.hide, article_id, who, _now(), is_hidden=False)

    async def matching(self, filters: Filters) -> list[int]:
        """The articles that filters allow, by number."""
        return await self._database.read(corrections.meant, filters)

    async def correct(self, article_ids: Sequence[int], correction: Correction, who: str = A_PROGRAM) -> int:
        """Put the citations of articles right, in short transactions; how many were changed. Raises UnknownArticle."""
        changed = 0
        for start in range(0, len(article_ids), BATCH):
            some = article_ids[start : start + BATCH]
            changed += await self._removing(corrections.correct_all, some, correction, who, _now())
        return changed

    async def history(self, article_id: int) -> History:
        """How an article came in and what was changed by hand, also when it is removed. Raises UnknownArticle."""
        return await self._database.read(corrections.history, article_id)

    async def _accepted(self, entries: Sequence[Entry | Outcome], batch: int | None = None) -> list[Outcome]:
        outcomes = await self._database.write(accession.accept, entries, _now(), batch)
        self._added += sum(outcome.passages for outcome in outcomes)
        self._is_swept = self._is_swept and not any(outcome.status is Status.VERSION for outcome in outcomes)
        return outcomes

    async def _removing(self, work: Work[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """What `work` returns, which may leave postings to be swept out."""
        self._is_swept = False
        return await self._database.write(work, *args, **kwargs)

    async def _sweep(self) -> None:
        """Sweep out what was removed, in short transactions."""
        while not self._is_swept:
            self._is_swept = not await self._database.write(indexing.sweep)

    async def _settle(self) -> None:
        """Merge what was added, in short transactions, so that a question looks into few rows."""
        added, self._added = self._added, 0
        for run in indexing.runs_of(added):
            while await self._database.write(indexing.merge, run):
                pass


def _now() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _prepared(named: Iterable[tuple[str, Article]]) -> list[Entry]:
    return [prepare(name, article) for name, article in named]


async def _batches(items: AsyncGenerator[Item | Outcome]) -> AsyncGenerator[list[Item | Outcome]]:
    """What is stored together."""
    batch: list[Item | Outcome] = []
    characters = 0
    async with aclosing(items):
        async for item in items:
            batch.append(item)
            characters += len(item.article.text) if isinstance(item, Read) else 0
            if len(batch) == MOST_ITEMS or characters >= MOST_CHARACTERS:
                yield batch
                batch, characters = [], 0
    if batch:
        yield batch
