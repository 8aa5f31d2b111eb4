"""The door: an archive of articles in one file, to add to, to ask and to quote from. Composes the rest."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import aclosing
from dataclasses import replace
from importlib.resources import files
from itertools import islice
from pathlib import Path
from time import perf_counter
from typing import Self

from knowledge import accession, answers, explanations, retriever
from knowledge.database import Database
from knowledge.explanations import Explanation
from knowledge.model import (
    Answer,
    Article,
    Citation,
    Document,
    Excerpt,
    Hit,
    Outcome,
    Question,
    Reference,
    Statistics,
    Status,
)
from knowledge.readers import Item, Read, Refused, Worker
from knowledge.settings import ArchiveSettings
from knowledge.store import articles, postings

BATCH = 50
"""Articles stored in one transaction: some 500 passages, so that nobody waits for long."""

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

    async def __aenter__(self) -> Self:
        await self._database.__aenter__()
        try:
            await self._database.write(postings.create)
        except BaseException:
            await self._database.__aexit__()
            raise
        return self

    async def __aexit__(self, *_: object) -> None:
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

    async def add(self, articles: Iterable[Article]) -> list[Outcome]:
        """Store articles, each whole or not at all. An outcome an article, in order."""
        outcomes: list[Outcome] = []
        named = ((article.citation.title or "Untitled", article) for article in articles)
        while batch := await asyncio.to_thread(_prepared, islice(named, BATCH)):
            outcomes += await self._database.write(accession.accept, batch)
        return outcomes

    async def load(self, documents: Iterable[Document]) -> AsyncIterator[Outcome]:
        """Read documents in a process of their own and store what they hold. An outcome an item, in order."""
        async with Worker(self._settings.reading_seconds) as worker:
            for document in documents:
                async with aclosing(worker.read(document)) as items:
                    async for batch in _batches(items):
                        for outcome in await self._take(batch):
                            yield outcome

    async def _take(self, items: Sequence[Item]) -> list[Outcome]:
        entries = await asyncio.to_thread(
            _prepared, ((item.name, item.article) for item in items if isinstance(item, Read))
        )
        taken = iter(await self._database.write(accession.accept, entries))
        return [
            Outcome(item.name, Status.REFUSED, reason=item.reason) if isinstance(item, Refused) else next(taken)
            for item in items
        ]

    async def remove(self, article_id: int) -> Citation:
        """Remove an article, and the teasers that no other page prints. Raises UnknownArticle."""
        return await self._database.write(accession.withdraw, article_id)


def _prepared(named: Iterable[tuple[str, Article]]) -> list[accession.Entry]:
    return [accession.prepare(name, article) for name, article in named]


async def _batches(items: AsyncIterator[Item]) -> AsyncIterator[list[Item]]:
    batch: list[Item] = []
    async for item in items:
        batch.append(item)
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch
