"""The inverted index: one row a term and segment, so that new passages are findable in the transaction that adds them.

Segments are of 65,536 passages. In a row each passage takes 4 bytes: its number within the segment, and a code that
holds the term's frequency in it and its length. New rows gather in a small table that is folded into the large one.
What is removed is passed over at once and swept out of its rows later: rewriting those of one article takes 60 ms at
100,000 passages, as the rows of frequent terms have 130 KB.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, groupby, islice
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from knowledge.errors import ArchiveError
from knowledge.words import VERSION

SEGMENT = 1 << 16
MOST = 255
"""The largest frequency and length that a code can say; passages are cut to fit."""

UINT16 = np.dtype("<u2")

LAST = "\U0010ffff"
"""Above every character that a term holds."""

FOLD_AT = 4096
"""Passages in the small table before it is folded: at 1,000,000 passages a fold takes about a second, so rarely."""


FETCHED = 10_000
"""Postings that one sweep looks at: those of some twenty articles."""

SWEPT = 1 << 20
"""Bytes of rows that are rewritten in one transaction to sweep out what was removed: some 5 ms."""


class Row(NamedTuple):
    """A term's passages within one segment: both blobs are uint16, one entry a passage."""

    term: str
    segment: int
    passages: bytes
    codes: bytes


@dataclass(frozen=True, slots=True)
class Collection:
    """What scores are relative to: how many passages there are, and how many terms they hold together."""

    passages: int
    terms: int


def create(connection: sqlite3.Connection) -> None:
    """Begin an empty index, or refuse one made of other terms than this program's."""
    row = connection.execute("SELECT words_version FROM collection").fetchone()
    if row is None:
        connection.execute(
            """
            INSERT INTO collection (next_number, passages, terms, fresh_passages, words_version) VALUES (0, 0, 0, 0, ?)
            """,
            (VERSION,),
        )
    elif row != (VERSION,):
        raise ArchiveError("it was indexed by another version; load its articles into a new archive")


def collection(connection: sqlite3.Connection) -> Collection:
    return Collection(*connection.execute("SELECT passages, terms FROM collection").fetchone())


def fetch(connection: sqlite3.Connection, terms: Sequence[str]) -> list[Row]:
    """Every row of `terms`, in no order, without what was removed. A passage of a term is in exactly one row."""
    marks = ",".join("?" * len(terms))
    rows = connection.execute(
        f"""
        SELECT term, segment, passages, codes FROM posting WHERE term IN ({marks})
        UNION ALL
        SELECT term, segment, passages, codes FROM fresh WHERE term IN ({marks})
        """,  # noqa: S608 - the marks are question marks
        (*terms, *terms),
    )
    removed = _removed(connection, terms)
    return list(filter(None, (_left(Row._make(row), removed) for row in rows)))


def _removed(connection: sqlite3.Connection, terms: Sequence[str]) -> dict[tuple[str, int], list[int]]:
    """The passages that still stand in the rows of `terms`, and must not: by term and segment, in order."""
    marks = ",".join("?" * len(terms))
    found = connection.execute(f"SELECT term, number FROM removed WHERE term IN ({marks})", terms)  # noqa: S608
    places: defaultdict[tuple[str, int], list[int]] = defaultdict(list)
    for term, number in found:
        places[term, number // SEGMENT].append(number % SEGMENT)
    return places


def _left(row: Row, removed: Mapping[tuple[str, int], Sequence[int]]) -> Row | None:
    """What is left of a row; None where nothing is."""
    gone = removed.get((row.term, row.segment))
    if not gone:
        return row
    kept = ~np.isin(np.frombuffer(row.passages, UINT16), np.array(gone, UINT16))
    passages, codes = (np.frombuffer(blob, UINT16)[kept].tobytes() for blob in (row.passages, row.codes))
    return row._replace(passages=passages, codes=codes) if passages else None


def numbers(connection: sqlite3.Connection, terms: Sequence[str]) -> npt.NDArray[np.int64]:
    """The passages that hold any of `terms`, by number, each once."""
    found = [
        np.frombuffer(row.passages, UINT16).astype(np.int64) + row.segment * SEGMENT for row in fetch(connection, terms)
    ]
    return np.unique(np.concatenate(found)) if found else np.empty(0, np.int64)


def next_number(connection: sqlite3.Connection) -> int:
    """Above every passage's number."""
    return int(connection.execute("SELECT next_number FROM collection").fetchone()[0])


def held(connection: sqlite3.Connection, terms: Sequence[str]) -> frozenset[str]:
    """Those of `terms` that stand in any passage."""
    marks = ",".join("?" * len(terms))
    rows = connection.execute(
        f"""
        SELECT term FROM (
            SELECT term, length(passages) AS bytes FROM posting WHERE term IN ({marks})
            UNION ALL
            SELECT term, length(passages) FROM fresh WHERE term IN ({marks})
        ) AS held GROUP BY term
        HAVING sum(bytes) / 2 > (SELECT count(*) FROM removed WHERE removed.term = held.term)
        """,  # noqa: S608 - as in fetch
        (*terms, *terms),
    )
    return frozenset(term for (term,) in rows)


def beginning(connection: sqlite3.Connection, prefix: str, most: int) -> dict[str, int]:
    """The terms that begin with `prefix`, and how many passages each stands in; of `most` rows of either table."""
    rows = connection.execute(
        """
        SELECT term, sum(bytes) / 2 - (SELECT count(*) FROM removed WHERE removed.term = held.term) AS passages FROM (
            SELECT * FROM (SELECT term, length(passages) AS bytes FROM posting WHERE term >= ?1 AND term < ?2 LIMIT ?3)
            UNION ALL
            SELECT * FROM (SELECT term, length(passages) AS bytes FROM fresh WHERE term >= ?1 AND term < ?2 LIMIT ?3)
        ) AS held GROUP BY term HAVING passages > 0
        """,
        (prefix, prefix + LAST, most),
    )
    return dict(rows.fetchall())


def some(connection: sqlite3.Connection, term: str, most: int) -> list[int]:
    """The numbers of a few of the passages that the term stands in."""
    removed = {number for (number,) in connection.execute("SELECT number FROM removed WHERE term = ?", (term,))}
    enough = most + len(removed)
    rows = connection.execute(
        """
        SELECT segment, substr(passages, 1, 2 * ?2) FROM posting WHERE term = ?1
        UNION ALL
        SELECT segment, substr(passages, 1, 2 * ?2) FROM fresh WHERE term = ?1 LIMIT ?2
        """,
        (term, enough),
    )
    found = (segment * SEGMENT + within for segment, blob in rows for within in np.frombuffer(blob, UINT16).tolist())
    return list(islice((number for number in found if number not in removed), most))


def add(connection: sqlite3.Connection, passages: Sequence[Sequence[str]]) -> int:
    """Index passages, each a list of terms, and return the first one's number; the others follow on."""
    sweep(connection)
    first, fresh = connection.execute("SELECT next_number, fresh_passages FROM collection").fetchone()
    if fresh + len(passages) > FOLD_AT:
        fold(connection)
    table = "fresh" if len(passages) <= FOLD_AT else "posting"
    for start in _segment_starts(first, len(passages)):
        end = min((start // SEGMENT + 1) * SEGMENT, first + len(passages))
        _append(connection, table, _rows(start, passages[start - first : end - first]))
    _count(connection, len(passages), sum(map(len, passages)))
    connection.execute(
        "UPDATE collection SET next_number = next_number + ?1, fresh_passages = fresh_passages + ?2",
        (len(passages), len(passages) if table == "fresh" else 0),
    )
    return int(first)


def remove(connection: sqlite3.Connection, passages: Mapping[int, Sequence[str]]) -> None:
    """Forget passages, by number, that were added with these terms. They are found no more; `sweep` does the rest."""
    connection.executemany(
        "INSERT INTO removed (term, number) VALUES (?, ?)",
        ((term, number) for number, terms in passages.items() for term in set(terms)),
    )
    _count(connection, -len(passages), -sum(map(len, passages.values())))


def sweep(connection: sqlite3.Connection, most: int = SWEPT) -> bool:
    """Take removed passages out of their rows, until `most` bytes are rewritten. Whether there may be more."""
    found = connection.execute("SELECT term, number FROM removed ORDER BY term, number LIMIT ?", (FETCHED,)).fetchall()
    swept = 0
    for (term, segment), pairs in groupby(found, key=lambda pair: (pair[0], pair[1] // SEGMENT)):
        if swept >= most:
            break
        numbers = [number for _, number in pairs]
        within = [number % SEGMENT for number in numbers]
        swept += sum(_drop(connection, table, term, segment, within) for table in ("posting", "fresh"))
        span = (term, numbers[0], numbers[-1])
        connection.execute("DELETE FROM removed WHERE term = ? AND number BETWEEN ? AND ?", span)
    return bool(found)


def fold(connection: sqlite3.Connection) -> None:
    """Move the small table's rows into the large one."""
    _append(connection, "posting", connection.execute("SELECT * FROM fresh ORDER BY term, segment").fetchall())
    connection.execute("DELETE FROM fresh")
    connection.execute("UPDATE collection SET fresh_passages = 0")


def _segment_starts(first: int, count: int) -> Iterator[int]:
    """The numbers, from `first` on, at which the passages of another segment begin."""
    if count:
        yield first
        yield from range((first // SEGMENT + 1) * SEGMENT, first + count, SEGMENT)


def _rows(first: int, passages: Sequence[Sequence[str]]) -> Iterator[Row]:
    """The rows of passages numbered from `first` on, all of one segment, ordered by term."""
    segment, within = divmod(first, SEGMENT)
    lengths = np.fromiter(map(len, passages), np.int64, len(passages))
    vocabulary = sorted(set(chain.from_iterable(passages)))
    number = {term: at for at, term in enumerate(vocabulary)}
    mentions = np.fromiter(map(number.__getitem__, chain.from_iterable(passages)), np.int64, lengths.sum())
    keys, frequencies = np.unique(mentions * SEGMENT + np.repeat(np.arange(len(passages)), lengths), return_counts=True)
    passage = keys % SEGMENT
    codes = _code(frequencies, lengths[passage])
    numbers = (passage + within).astype(UINT16)
    bounds = np.searchsorted(keys, np.arange(len(vocabulary) + 1) * SEGMENT).tolist()
    for term, start, end in zip(vocabulary, bounds, bounds[1:], strict=False):
        yield Row(term, segment, numbers[start:end].tobytes(), codes[start:end].tobytes())


def _code(frequencies: npt.NDArray[np.int64], lengths: npt.NDArray[np.int64]) -> npt.NDArray[np.uint16]:
    return (np.minimum(frequencies, MOST) << 8 | np.minimum(lengths, MOST)).astype(UINT16)


def _append(connection: sqlite3.Connection, table: str, rows: Iterable[tuple[Any, ...]]) -> None:
    connection.executemany(
        f"""
        INSERT INTO {table} VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE
        SET passages = CAST({table}.passages || excluded.passages AS BLOB),
            codes = CAST({table}.codes || excluded.codes AS BLOB)
        """,  # noqa: S608 - one of two names of ours
        rows,
    )


def _drop(connection: sqlite3.Connection, table: str, term: str, segment: int, numbers: Sequence[int]) -> int:
    """Take passages out of a row, if it is there; how many bytes it had."""
    key = (term, segment)
    found = connection.execute(
        f"SELECT passages, codes FROM {table} WHERE term = ? AND segment = ?",  # noqa: S608 - as in _append
        key,
    ).fetchone()
    if found is None:
        return 0
    row = Row(term, segment, *found)
    if left := _left(row, {key: numbers}):
        change = f"UPDATE {table} SET passages = ?, codes = ? WHERE term = ? AND segment = ?"  # noqa: S608
        connection.execute(change, (left.passages, left.codes, *key))
    else:
        connection.execute(f"DELETE FROM {table} WHERE term = ? AND segment = ?", key)  # noqa: S608
    return len(row.passages) + len(row.codes)


def _count(connection: sqlite3.Connection, passages: int, terms: int) -> None:
    connection.execute("UPDATE collection SET passages = passages + ?, terms = terms + ?", (passages, terms))
