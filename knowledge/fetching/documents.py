"""Links -> files to read, each kept for as long as it takes to load them all: the door to what is fetched."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, MutableMapping, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from knowledge.errors import Unfetchable
from knowledge.fetching.addresses import Judge, is_public
from knowledge.fetching.declined import Unchanged
from knowledge.model import Document, Outcome, Status

if TYPE_CHECKING:
    from aiohttp.abc import AbstractResolver

    from knowledge.fetching.fetcher import Fetcher
    from knowledge.fetching.responses import Fetched
    from knowledge.fetching.turns import Turns
    from knowledge.fetching.validators import Validators
    from knowledge.settings import ArchiveSettings

_LINK = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://")


def is_link(text: str) -> bool:
    """Whether `text` is written as a link of any kind, and so is no path."""
    return bool(_LINK.match(text))


@asynccontextmanager
async def fetched(  # noqa: PLR0913, PLR0917 - two of them are there for tests
    links: Sequence[str],
    settings: ArchiveSettings,
    turns: Turns | None = None,
    judge: Judge = is_public,
    resolver: AbstractResolver | None = None,
    seen: MutableMapping[str, Validators] | None = None,
) -> AsyncIterator[AsyncIterator[Document | Outcome]]:
    """The document of each link, or its refusal, as they are fetched. The files go when this is left, however it is.

    A link that is in `seen` is fetched only if it has changed; otherwise its outcome says that it is already there.
    What `seen` has of a link is brought up to date.
    """
    from knowledge.fetching.fetcher import Fetcher  # noqa: PLC0415 - aiohttp takes 100 ms, and most loads fetch nothing

    with TemporaryDirectory(prefix="backissue-") as folder:
        async with Fetcher(settings, turns, judge, resolver) as fetcher:
            yield _documents(fetcher, links, Path(folder), {} if seen is None else seen)


async def _documents(
    fetcher: Fetcher, links: Sequence[str], folder: Path, seen: MutableMapping[str, Validators]
) -> AsyncIterator[Document | Outcome]:
    for number, link in enumerate(links):
        try:
            page = await fetcher.fetch(link, seen.get(link))
        except Unchanged:
            yield Outcome(link, Status.DUPLICATE, reason="has not changed")
        except Unfetchable as error:
            yield Outcome(link, Status.REFUSED, reason=error.reason)
        else:
            _note(seen, link, page.validators)
            yield _saved(link, page, folder / str(number))


def _note(seen: MutableMapping[str, Validators], link: str, validators: Validators | None) -> None:
    seen.pop(link, None)
    if validators:
        seen[link] = validators


def _saved(link: str, page: Fetched, path: Path) -> Document:
    """Written without leaving the event loop, so that no thread writes into a folder that is already gone."""
    path.write_bytes(page.content)
    return Document(link, path, url=page.url, sent_as=page.charset)
