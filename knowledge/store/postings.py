"""The inverted index as it is read: some rows a term, each of one segment. `knowledge.store.indexing` writes them.

Segments are of 65,536 passages. In a row each passage takes 4 bytes: its number within the segment, and a code that
holds the term's frequency in it and its length. What is removed is passed over until it is swept out of its rows.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

SEGMENT = 1 << 16

UINT16 = np.dtype("<u2")

PASSING = 4
"""Runs whose rows gather in a table of their own until they are merged; from this number on runs keep theirs."""

FEW = 8
"""Passages that are looked for one after another."""

LAST = "\U0010ffff"
"""Above every character that a term holds."""


class Row(NamedTuple):
    """Passages of a term within one segment: both blobs are uint16, one entry a passage."""

    term: str
    segment: int
    passages: bytes
    codes: bytes


@dataclass(frozen=True, slots=True)
class Collection:
    """What scores are relative to: how many passages there are, and how many terms they hold together."""

    passages: int
    terms: int


def collection(connection: sqlite3.Connection) -> Collection:
    return Collection(*connection.execute("SELECT passages, terms FROM collection").fetchone())


def fetch(connection: sqlite3.Connection, terms: Sequence[str]) -> list[Row]:
    """Every row of `terms`, in no order, without what was removed. A passage of a term is in exactly one row."""
    rows = connection.execute(
        _of_all_runs(f"term, start / {SEGMENT}, passages, codes", f"term IN ({_marks(terms)})"), terms
    )
    removed = _removed(connection, terms)
    return list(filter(None, (left(Row._make(row), removed) for row in rows)))


def _of_all_runs(columns: str, condition: str) -> str:
    """The query for rows of both tables. Parameters in it are numbered, for it has each twice."""
    return f"""
        SELECT {columns} FROM posting WHERE run IN (SELECT number FROM run WHERE number >= {PASSING}) AND {condition}
        UNION ALL
        SELECT {columns} FROM gathering WHERE run IN (SELECT number FROM run WHERE number < {PASSING}) AND {condition}
    """  # noqa: S608 - texts of ours


def _marks(terms: Sequence[str]) -> str:
    return ",".join(f"?{place}" for place in range(1, len(terms) + 1))


def _removed(connection: sqlite3.Connection, terms: Sequence[str]) -> dict[tuple[str, int], list[int]]:
    """The passages that still stand in the rows of `terms`, and must not: by term and segment, in order."""
    found = connection.execute(f"SELECT term, number FROM removed WHERE term IN ({_marks(terms)})", terms)  # noqa: S608
    places: defaultdict[tuple[str, int], list[int]] = defaultdict(list)
    for term, number in found:
        places[term, number // SEGMENT].append(number % SEGMENT)
    return places


def left(row: Row, removed: Mapping[tuple[str, int], Sequence[int]]) -> Row | None:
    """What is left of a row, itself where that is all; None where nothing is."""
    gone = removed.get((row.term, row.segment))
    if not gone:
        return row
    kept = _without(np.frombuffer(row.passages, UINT16), gone)
    if kept.all():
        return row
    passages, codes = (np.frombuffer(blob, UINT16)[kept].tobytes() for blob in (row.passages, row.codes))
    return row._replace(passages=passages, codes=codes) if passages else None


def _without(passages: npt.NDArray[np.uint16], gone: Sequence[int]) -> npt.NDArray[np.bool_]:
    """Which of the passages are none of those gone, of which there are mostly few: numpy's own way takes ten times as
    long for one.
    """
    if len(gone) > FEW:
        return np.isin(passages, np.array(gone, UINT16), invert=True)
    kept: npt.NDArray[np.bool_] = passages != gone[0]
    for number in gone[1:]:
        kept &= passages != number
    return kept


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
    found = _of_all_runs("term, length(passages) AS bytes", f"term IN ({_marks(terms)})")
    rows = connection.execute(
        f"""
        SELECT term FROM ({found}) AS held GROUP BY term
        HAVING sum(bytes) / 2 > (SELECT count(*) FROM removed WHERE removed.term = held.term)
        """,  # noqa: S608
        terms,
    )
    return frozenset(term for (term,) in rows)


def beginning(connection: sqlite3.Connection, prefix: str, most: int) -> dict[str, int]:
    """The terms that begin with `prefix`, and how many passages each stands in; of `most` terms of each run."""
    of_runs = " UNION ALL ".join(
        f"""
        SELECT * FROM (
            SELECT term, sum(length(passages)) AS bytes FROM {"gathering" if run < PASSING else "posting"}
            WHERE run = {run} AND term >= ?1 AND term < ?2 GROUP BY term LIMIT ?3
        )
        """  # noqa: S608 - a number of ours
        for (run,) in connection.execute("SELECT number FROM run").fetchall()
    )
    rows = connection.execute(
        f"""
        SELECT term, sum(bytes) / 2 - (SELECT count(*) FROM removed WHERE removed.term = held.term) AS passages
        FROM ({of_runs}) AS held GROUP BY term HAVING passages > 0
        """,  # noqa: S608
        (prefix, prefix + LAST, most),
    )
    return dict(rows.fetchall())


def some(connection: sqlite3.Connection, term: str, most: int) -> list[int]:
    """The numbers of a few of the passages that the term stands in."""
    removed = {number for (number,) in connection.execute("SELECT number FROM removed WHERE term = ?", (term,))}
    enough = most + len(removed)
    rows = connection.execute(
        f"{_of_all_runs(f'start / {SEGMENT}, substr(passages, 1, 2 * ?2)', 'term = ?1')} LIMIT ?2", (term, enough)
    )
    found = (segment * SEGMENT + within for segment, blob in rows for within in np.frombuffer(blob, UINT16).tolist())
    return list(islice((number for number in found if number not in removed), most))
