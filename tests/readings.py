"""What a file was read as: its articles, or why there are none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowledge.readers import Item, Read, Refused

if TYPE_CHECKING:
    from knowledge.model import Article


def articles(found: list[Item]) -> list[Article]:
    return [item.article for item in found if isinstance(item, Read)]


def only(found: list[Item]) -> Article:
    """The one article that there is."""
    (item,) = found
    assert isinstance(item, Read), item
    return item.article


def reasons(found: list[Item]) -> list[tuple[str, str]]:
    """Why items were refused, each by its name."""
    return [(item.name, item.reason) for item in found if isinstance(item, Refused)]


def why(found: list[Item]) -> str:
    """Why the one item was refused."""
    (item,) = found
    assert isinstance(item, Refused), item
    return item.reason
