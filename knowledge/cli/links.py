"""Paths and links as people name them to the documents that are meant; links are fetched into files first."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path

from rich.progress import Progress

from knowledge.cli.documents import documents
from knowledge.fetching import fetched, is_link
from knowledge.following import NO_LINKS, linked
from knowledge.model import Columns, Document, Outcome, Status
from knowledge.settings import ArchiveSettings

MOST_PAGES = 200
"""Of each feed: with a second between two requests to its host, some three minutes."""


@dataclass(frozen=True, slots=True)
class Named:
    """What was named to be loaded: `paths` may be links, and `follow` is how many pages of each feed are meant."""

    paths: Sequence[str]
    follow: int
    settings: ArchiveSettings
    columns: Columns = ()

    @asynccontextmanager
    async def documents(self, outcomes: list[Outcome], progress: Progress) -> AsyncIterator[list[Document]]:
        """The files, then what the links lead to; with `follow`, the pages that these link to in their stead.

        What is not fetched is added to `outcomes`. Fetched files go when this is left.
        """
        meant = documents(Path(path) for path in self.paths if not is_link(path))
        async with AsyncExitStack() as kept:
            fetching = _Fetching(self.settings, outcomes, progress, kept)
            meant += await fetching.documents("Fetching", list(filter(is_link, self.paths)))
            if self.follow:
                meant = await fetching.documents("Following", await self._links_in(meant, outcomes))
            yield [replace(document, columns=self.columns) for document in meant]

    async def _links_in(self, feeds: Iterable[Document], outcomes: list[Outcome]) -> list[str]:
        """The links of the first items of each feed, none of them twice."""
        named = [replace(feed, columns=self.columns) for feed in feeds]
        found = await linked(named, self.follow, self.settings.reading_seconds)
        outcomes += [
            Outcome(feed.name, Status.REFUSED, reason=NO_LINKS)
            for feed, links in zip(named, found, strict=True)
            if not links
        ]
        return list(dict.fromkeys(chain.from_iterable(found)))


@dataclass(frozen=True, slots=True)
class _Fetching:
    """Fetches for one load: its refusals, its bar, and what keeps its files."""

    settings: ArchiveSettings
    outcomes: list[Outcome]
    progress: Progress
    kept: AsyncExitStack

    async def documents(self, description: str, links: Sequence[str]) -> list[Document]:
        if not links:
            return []
        task = self.progress.add_task(description, total=len(links))
        found = []
        async for one in await self.kept.enter_async_context(fetched(links, self.settings)):
            self.progress.advance(task)
            if isinstance(one, Document):
                found.append(one)
            else:
                self.outcomes.append(one)
        return found
