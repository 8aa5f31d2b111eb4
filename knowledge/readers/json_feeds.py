"""JSON Feed, versions 1.0 and 1.1."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, TypeGuard

from knowledge.errors import Unreadable
from knowledge.readers.feed_items import FeedItem, article_of
from knowledge.readers.items import item

if TYPE_CHECKING:
    from collections.abc import Iterator

    from knowledge.model import Article
    from knowledge.readers.items import Item

_VERSION = "jsonfeed.org/version/1"


def is_feed(value: object) -> TypeGuard[dict[str, Any]]:
    """Whether a JSON value calls itself a feed."""
    return isinstance(value, dict) and _VERSION in str(value.get("version")) and isinstance(value.get("items"), list)


def read_feed(feed: dict[str, Any], name: str, note: str | None = None) -> Iterator[Item]:
    """The articles of a feed, those that are only teasers marked as such; Unreadable when it holds no items."""
    if not feed["items"]:
        raise Unreadable("is a feed without items")
    for number, value in enumerate(feed["items"], 1):
        yield item(f"{name}, item {number}", partial(_article, feed, value), note)


def _article(feed: dict[str, Any], value: object) -> Article:
    if not isinstance(value, dict):
        raise Unreadable("is not a JSON object with the fields of an article")
    identifier = value.get("id")
    return article_of(
        FeedItem(
            title=value.get("title"),
            content=_text(value.get("content_html")) or _text(value.get("content_text")),
            summary=_text(value.get("summary")),
            is_abstract=True,
            authors=_authors(value) or _authors(feed),
            date=value.get("date_published"),
            updated=value.get("date_modified"),
            link=value.get("url") or value.get("external_url"),
            outlet=feed.get("title"),
            language=value.get("language") or feed.get("language"),
            identifier=str(identifier) if isinstance(identifier, str | int) else None,
        )
    )


def _authors(thing: dict[str, Any]) -> object:
    """What version 1.1 names, or else 1.0."""
    return thing.get("authors") or thing.get("author")


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
