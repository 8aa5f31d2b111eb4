"""Feeds that are followed to the pages that they link to, and what tells a feed from a page."""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import aclosing

from knowledge.model import Document
from knowledge.readers import Read, Worker

NO_LINKS = "states no link to a page that could be followed"
"""Why a document is not followed; goes on where its name ends."""

_HEAD = 65_536
"""Bytes that a file is told by."""
_FEED = re.compile(
    rb"""(?isx) \s*+ (?: [{\[]
    | (?: (?: <\?[^>]*+> | <!--(?:(?!-->).)*+--> | <!doctype[^>]*+> ) \s*+ )*+ < (?:\w++:)? (?:rss|rdf|feed) [\s>] )"""
)
"""Possessive, so that it takes no longer than the head is long: this happens outside the reading processes."""


def is_feed(document: Document) -> bool:
    """Whether a file is RSS, Atom or JSON, by how it begins, in whatever encoding that has ASCII in it."""
    with document.path.open("rb") as file:
        head = file.read(_HEAD)
    return bool(_FEED.match(head.lstrip(b"\xef\xbb\xbf\xfe\xff").replace(b"\0", b"")))


async def linked(feeds: Sequence[Document], most: int, seconds: float) -> list[list[str]]:
    """Of each feed, the first `most` links to other pages that its items state, none of them twice.

    Reading an item takes at most that many seconds.
    """
    async with Worker(seconds) as worker:
        return [await _links(worker, feed, most) for feed in feeds]


async def _links(worker: Worker, feed: Document, most: int) -> list[str]:
    links: list[str] = []
    async with aclosing(worker.read(feed)) as items:
        async for item in items:
            link = item.article.citation.url if isinstance(item, Read) else None
            if link and link not in {feed.url, *links}:
                links.append(link)
            if len(links) == most:
                break
    return links
