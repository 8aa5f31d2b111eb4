"""How articles leave the archive: removed, hidden, or taken back with the load that brought them."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from knowledge import shelf
from knowledge.errors import AlreadyUndone
from knowledge.loads import Change, Removed, Undone
from knowledge.model import Citation
from knowledge.store import articles, batches, changes, versions


@dataclass(frozen=True, slots=True)
class Step:
    """A part of an undo: what it took away, and the place in the load down to which all is gone; None at the end."""

    undone: Undone
    place: int | None


def remove(connection: sqlite3.Connection, article_id: int, who: str, moment: str) -> Removed:
    """Remove an article with its older versions, and every teaser that only their pages printed.

    Raises UnknownArticle, also for a teaser on a page.
    """
    citation = shelf.own(connection, article_id).citation
    older = sorted(_older(connection, article_id))
    teasers = sum(_withdraw(connection, number) for number in (article_id, *older))
    for number in (article_id, *older):
        changes.forget_values(connection, number)
        changes.add(connection, [Change(number, moment, who, "removed", None, None)])
    return Removed(citation, tuple(older), teasers)


def hide(connection: sqlite3.Connection, article_id: int, who: str, moment: str, *, is_hidden: bool) -> Citation:
    """Take an article out of the index and the lists, or put it back; its text is kept. Raises UnknownArticle."""
    article = shelf.own(connection, article_id)
    if article.citation.is_hidden == is_hidden:
        return article.citation
    if is_hidden:
        shelf.unindex(connection, article_id, article)
    changes.hide(connection, article_id, is_hidden=is_hidden)
    changes.add(connection, [Change(article_id, moment, who, "hidden" if is_hidden else "unhidden", None, None)])
    if not is_hidden and article.citation.replaced_by is None:
        shelf.index(connection, article_id)
    return articles.citation(connection, article_id)


def undo(connection: sqlite3.Connection, batch_id: int, before: int, most: int, moment: str) -> Step:
    """Take back the last `most` of what a load brought in before a place. Raises UnknownBatch, AlreadyUndone."""
    batch = batches.get(connection, batch_id)
    if batch.undone:
        raise AlreadyUndone(batch_id, batch.undone)
    brought = batches.brought(connection, batch_id, before, most)
    if not brought:
        batches.undo(connection, batch_id, moment)
        return Step(Undone(), None)
    taken = [_take_back(connection, article_id) for _, article_id in brought]
    total = Undone(*(sum(numbers) for numbers in zip(*taken, strict=True)))
    return Step(total, brought[-1][0])


def _take_back(connection: sqlite3.Connection, article_id: int) -> tuple[int, int, int]:
    """How many articles and teasers went, and how many older versions came back."""
    article = articles.get(connection, article_id)
    if article.is_teaser:
        return 0, shelf.delete_teasers(connection, [article_id]), 0
    newer = article.citation.replaced_by
    older = versions.older(connection, article_id)
    versions.replace(connection, older, newer)
    teasers = _withdraw(connection, article_id)
    restored = [] if newer else [one for one in older if not articles.citation(connection, one).is_hidden]
    for one in restored:
        shelf.index(connection, one)
    return 1, teasers, len(restored)


def _withdraw(connection: sqlite3.Connection, article_id: int) -> int:
    """Delete an article and the teasers that no other page prints; how many those were."""
    teasers = articles.teasers_beside(connection, article_id)
    shelf.delete(connection, article_id)
    return shelf.delete_teasers(connection, teasers)


def _older(connection: sqlite3.Connection, article_id: int) -> list[int]:
    """All versions before this one, however long ago."""
    found = versions.older(connection, article_id)
    for one in found:  # grows while it is gone through: a page may have been loaded every hour for years
        found += versions.older(connection, one)
    return found
