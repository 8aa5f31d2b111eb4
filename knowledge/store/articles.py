"""Articles, their labelled parts and the passages cut from them, as rows."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from typing import Any

from knowledge.characters import clean
from knowledge.errors import UnknownArticle
from knowledge.model import Article, Citation, Label, Part, Passage, Statistics

LARGEST = 2**63 - 1
"""The largest number that SQLite can compare with: what is larger is nobody's."""

CITATION = """
    article.id, external_id, title, byline, source, section, published, inferred, url, language, updated, loaded,
    (SELECT max(older.id) FROM article AS older WHERE older.replaced_by = article.id), replaced_by, is_hidden
"""


def find(connection: sqlite3.Connection, identity: bytes) -> int | None:
    """The number of the article that has this digest, if it is here."""
    row = connection.execute("SELECT id FROM article WHERE identity = ?", (identity,)).fetchone()
    return row and int(row[0])


def insert(connection: sqlite3.Connection, article: Article, identity: bytes, batch: int | None = None) -> int:
    """Store the article and its parts, and return its number."""
    citation = article.citation
    (article_id,) = connection.execute(
        """
        INSERT INTO article
            (identity, is_teaser, external_id, title, byline, source, section, published, inferred, url, language,
             text, updated, loaded, replaced_by, is_hidden, batch)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id
        """,
        (identity, article.is_teaser, citation.external_id, citation.title, citation.byline, citation.source,
         citation.section, citation.published, citation.inferred, citation.url, citation.language, article.text,
         citation.updated, citation.loaded, citation.replaced_by, citation.is_hidden, batch),
    ).fetchone()  # fmt: skip
    connection.executemany(
        "INSERT INTO part (article, start, end, label) VALUES (?, ?, ?, ?)",
        ((article_id, part.start, part.end, part.label) for part in article.parts),
    )
    return int(article_id)


def get(connection: sqlite3.Connection, article_id: int) -> Article:
    """The article of that number. Raises UnknownArticle."""
    row = _row(connection, article_id)
    parts = connection.execute("SELECT label, start, end FROM part WHERE article = ? ORDER BY start", (article_id,))
    return Article.model_construct(
        citation=cited(row[:-1]),
        text=row[-1],
        parts=tuple(Part.model_construct(label=Label(label), start=start, end=end) for label, start, end in parts),
    )


def _row(connection: sqlite3.Connection, article_id: int) -> tuple[Any, ...]:
    row: tuple[Any, ...] | None = None
    if abs(article_id) <= LARGEST:
        row = connection.execute(f"SELECT {CITATION}, text FROM article WHERE id = ?", (article_id,)).fetchone()  # noqa: S608
    if row is None:
        raise UnknownArticle(article_id)
    return row


def citation(connection: sqlite3.Connection, article_id: int) -> Citation:
    """Raises UnknownArticle."""
    return cited(_row(connection, article_id)[:-1])


def listed(connection: sqlite3.Connection, after: int, limit: int, *, teasers: bool = False) -> list[Citation]:
    """Articles numbered above `after`, in order; `teasers` too when they are wanted."""
    rows = connection.execute(
        f"SELECT {CITATION} FROM article WHERE id > ? AND is_teaser <= ? AND is_listed ORDER BY id LIMIT ?",  # noqa: S608
        (min(after, LARGEST), teasers, min(limit, LARGEST)),
    )
    return list(map(cited, rows))


def titled(connection: sqlite3.Connection, text: str, among: int, limit: int) -> list[Citation]:
    """Of the `among` newest articles, those whose headline holds `text`, newest first."""
    text = clean(text)[:200]
    pattern = "%" + text.replace("\\", r"\\").replace("%", r"\%").replace("_", r"\_") + "%"
    rows = connection.execute(
        f"""
        SELECT {CITATION}
        FROM (SELECT * FROM article WHERE NOT is_teaser AND is_listed ORDER BY id DESC LIMIT ?) AS article
        WHERE coalesce(title, '') LIKE ? ESCAPE '\\' LIMIT ?
        """,  # noqa: S608
        (among, pattern, limit),
    )
    return list(map(cited, rows))


def delete(connection: sqlite3.Connection, article_id: int) -> None:
    """Remove the row and, by its foreign keys, its parts, passages, printings and sketch."""
    connection.execute("DELETE FROM article WHERE id = ?", (article_id,))


def add_passages(connection: sqlite3.Connection, first: int, passages: Iterable[Passage]) -> None:
    """Store passages, numbered from `first` on."""
    connection.executemany(
        "INSERT INTO passage (number, article, start, end) VALUES (?, ?, ?, ?)",
        ((number, passage.article_id, passage.start, passage.end) for number, passage in enumerate(passages, first)),
    )


def passages_of(connection: sqlite3.Connection, article_id: int) -> list[tuple[int, int, int]]:
    """Number, start and end of each of the article's passages, in order."""
    rows = connection.execute("SELECT number, start, end FROM passage WHERE article = ? ORDER BY start", (article_id,))
    return rows.fetchall()


def drop_passages(connection: sqlite3.Connection, article_id: int) -> None:
    """Forget where the article's passages are; the article stays."""
    connection.execute("DELETE FROM passage WHERE article = ?", (article_id,))


def passages(connection: sqlite3.Connection, numbers: Sequence[int]) -> dict[int, Passage]:
    """The passages of these numbers."""
    rows = connection.execute(
        "SELECT number, article, start, end FROM passage WHERE number IN (SELECT value FROM json_each(?))",
        (json.dumps(numbers),),
    )
    return {number: Passage(article_id, start, end) for number, article_id, start, end in rows}


def passages_beside(connection: sqlite3.Connection, numbers: Sequence[int]) -> list[int]:
    """The numbers of all passages of the articles that these passages are of."""
    rows = connection.execute(
        """
        SELECT number FROM passage WHERE article IN
            (SELECT article FROM passage WHERE number IN (SELECT value FROM json_each(?)))
        """,
        (json.dumps(numbers),),
    )
    return [number for (number,) in rows]


def texts(connection: sqlite3.Connection, numbers: Sequence[int]) -> dict[int, str]:
    """What stands in these passages, each below its headline."""
    rows = connection.execute(
        """
        SELECT number, coalesce(title, '') || char(10) || substr(text, start + 1, end - start)
        FROM passage JOIN article ON article.id = passage.article
        WHERE number IN (SELECT value FROM json_each(?))
        """,
        (json.dumps(numbers),),
    )
    return dict(rows.fetchall())


def citations(connection: sqlite3.Connection, article_ids: Sequence[int]) -> dict[int, Citation]:
    """The citations of those articles that are here."""
    rows = connection.execute(
        f"SELECT {CITATION} FROM article WHERE id IN (SELECT value FROM json_each(?))",  # noqa: S608
        (json.dumps(article_ids),),
    )
    return {row[0]: cited(row) for row in rows}


def print_beside(connection: sqlite3.Connection, teaser: int, article_id: int) -> None:
    """Note that the teaser stands on the article's page."""
    connection.execute("INSERT INTO printing VALUES (?, ?) ON CONFLICT DO NOTHING", (teaser, article_id))


def teasers_beside(connection: sqlite3.Connection, article_id: int) -> list[int]:
    rows = connection.execute("SELECT teaser FROM printing WHERE article = ?", (article_id,))
    return [teaser for (teaser,) in rows]


def is_printed(connection: sqlite3.Connection, teaser: int) -> bool:
    """Whether any page of the archive still holds the teaser."""
    return connection.execute("SELECT 1 FROM printing WHERE teaser = ? LIMIT 1", (teaser,)).fetchone() is not None


def beside(connection: sqlite3.Connection, teaser: int, limit: int = 3) -> tuple[str, ...]:
    """Headlines of the pages that print the teaser, first loaded first; none that is hidden."""
    rows = connection.execute(
        """
        SELECT title FROM printing JOIN article ON article.id = printing.article
        WHERE teaser = ? AND title IS NOT NULL AND NOT is_hidden ORDER BY article.id LIMIT ?
        """,
        (teaser, limit),
    )
    return tuple(title for (title,) in rows)


def statistics(connection: sqlite3.Connection) -> Statistics:
    """What the archive covers. Takes no longer in a larger archive: everything is counted as it changes."""
    kinds = dict(_tally(connection, "kind"))
    earliest, latest = (
        connection.execute(f"SELECT {extreme}(published) FROM article WHERE {_LISTED_AND_DATED}").fetchone()[0]  # noqa: S608
        for extreme in ("min", "max")
    )
    (passages,) = connection.execute("SELECT passages FROM collection").fetchone()
    return Statistics(
        articles=kinds.get("article", 0),
        teasers=kinds.get("teaser", 0),
        passages=passages,
        outlets=_tally(connection, "outlet"),
        languages=_tally(connection, "language"),
        earliest=earliest,
        latest=latest,
        undated=dict(_tally(connection, "undated")).get("", 0),
    )


_LISTED_AND_DATED = "published IS NOT NULL AND replaced_by IS NULL AND NOT is_hidden"
"""In the very words of the index that knows them."""


def _tally(connection: sqlite3.Connection, kind: str) -> tuple[tuple[str, int], ...]:
    rows = connection.execute("SELECT name, articles FROM tally WHERE kind = ? ORDER BY articles DESC, name", (kind,))
    return tuple(rows.fetchall())


def cited(row: Sequence[Any]) -> Citation:
    """The citation that a row of CITATION holds."""
    *told, is_hidden = row
    return Citation.model_construct(**dict(zip(_FIELDS, told, strict=True)), is_hidden=bool(is_hidden))


_FIELDS = (
    "article_id", "external_id", "title", "byline", "source", "section", "published", "inferred", "url", "language",
    "updated", "loaded", "replaces", "replaced_by",
)  # fmt: skip
"""In the order of CITATION."""
