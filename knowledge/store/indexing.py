"""The inverted index as it is written: new passages are findable in the transaction that adds them.

It is a log-structured merge tree. What an addition brings goes to the run of its size, one row a term. When MERGED such
parts have gathered in a run, their rows are merged into the next, some at each addition, so that nobody waits for long.
What is removed is passed over at once and swept out of its rows later: rewriting those of one article takes 60 ms at
100,000 passages, as the rows of frequent terms have 130 KB.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, groupby

import numpy as np
import numpy.typing as npt

from knowledge.errors import ArchiveError
from knowledge.store.postings import LAST, PASSING, SEGMENT, UINT16, Row, left
from knowledge.words import VERSION

MOST = 255
"""The largest frequency and length that a code can say; passages are cut to fit."""

MERGED = 16
"""Parts of a run that are merged into one of the next: so the first run takes parts of 1 to 15 passages, the second of
16 to 255. A question looks into 16 rows of a term in each at most, and a posting is written five times at most."""

RUN_SEGMENTS = 16
"""Segments of a run that keeps its rows: with a run a segment a question over 10,000,000 passages would look in 150."""

MOVED = 8_000
"""Rows of a run that an addition merges at least while that is under way, in some 30 ms; as many as it brings, if those
are more. With 2,000 every second addition would merge."""

FETCHED = 10_000
"""Postings that one sweep looks at, and that gather before an addition sweeps: those of some twenty articles."""

SWEPT = 1 << 20
"""Bytes of rows that are rewritten in one transaction to sweep out what was removed: some 5 ms."""


def create(connection: sqlite3.Connection) -> None:
    """Begin an empty index, or refuse one made of other terms than this program's."""
    row = connection.execute("SELECT words_version FROM collection").fetchone()
    if row is None:
        connection.execute(
            "INSERT INTO collection (next_number, passages, terms, words_version) VALUES (0, 0, 0, ?)", (VERSION,)
        )
    elif row != (VERSION,):
        raise ArchiveError("it was indexed by another version; load its articles into a new archive")


def add(connection: sqlite3.Connection, passages: Sequence[Sequence[str]]) -> int:
    """Index passages, each a list of terms, and return the first one's number; the others follow on."""
    if _is_sweep_due(connection):
        sweep(connection)
    (first,) = connection.execute("SELECT next_number FROM collection").fetchone()
    rows = list(_rows(first, passages))
    run = _run_of_size(len(passages))
    connection.executemany("INSERT INTO gathering VALUES (?, ?, ?, ?, ?)", ((run, *row) for row in rows))
    _count(connection, len(passages), sum(map(len, passages)))
    connection.execute("UPDATE collection SET next_number = next_number + ?", (len(passages),))
    _expect(connection, {first, first + len(passages)})
    _take_part(connection, run)
    for passing in range(PASSING):
        if _is_due(connection, passing):
            merge(connection, passing, max(MOVED, len(rows)))
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
        swept += _drop(connection, term, segment, [number % SEGMENT for number in numbers])
        span = (term, numbers[0], numbers[-1])
        connection.execute("DELETE FROM removed WHERE term = ? AND number BETWEEN ? AND ?", span)
    return bool(found)


def _is_sweep_due(connection: sqlite3.Connection) -> bool:
    """Whether so many postings wait to be swept out that a frequent term's row is rewritten for several at once."""
    return connection.execute("SELECT 1 FROM removed LIMIT 1 OFFSET ?", (FETCHED - 1,)).fetchone() is not None


def _is_due(connection: sqlite3.Connection, run: int) -> bool:
    """Whether a run has gathered parts enough to be merged, or that is under way."""
    parts, reached = connection.execute("SELECT parts, reached FROM run WHERE number = ?", (run,)).fetchone()
    return parts >= MERGED or reached is not None


def merge(connection: sqlite3.Connection, run: int, most: int = MOVED) -> bool:
    """Merge about `most` rows of a run into the next, in order of terms. Whether it holds more."""
    (reached,) = connection.execute("SELECT reached FROM run WHERE number = ?", (run,)).fetchone()
    last = _bound(connection, run, reached or "", most)
    moved = _move(connection, run, (reached or "", last))
    if reached is None:
        connection.execute("UPDATE run SET parts = 0 WHERE number = ?", (run,))
    is_over = last == LAST
    connection.execute("UPDATE run SET reached = ? WHERE number = ?", (None if is_over else last, run))
    if is_over and (reached or moved) and run + 1 < PASSING:
        _take_part(connection, run + 1)
    return connection.execute("SELECT 1 FROM gathering WHERE run = ? LIMIT 1", (run,)).fetchone() is not None


def runs_of(passages: int) -> range:
    """The runs that are as small as so many new passages or smaller: what merging them takes is in proportion."""
    return range(next((run for run in range(PASSING) if passages < MERGED**run), PASSING))


def _run_of_size(passages: int) -> int:
    """The first run whose parts are as large as that."""
    return next((run for run in range(PASSING - 1) if passages < MERGED ** (run + 1)), PASSING - 1)


def _expect(connection: sqlite3.Connection, numbers: Iterable[int]) -> None:
    """Make known the runs that will keep the rows of these passages."""
    connection.executemany(
        "INSERT OR IGNORE INTO run VALUES (?, 0, NULL)",
        [(PASSING + number // (RUN_SEGMENTS * SEGMENT),) for number in numbers],
    )


def _take_part(connection: sqlite3.Connection, run: int) -> None:
    connection.execute("UPDATE run SET parts = parts + 1 WHERE number = ?", (run,))


def _bound(connection: sqlite3.Connection, run: int, reached: str, most: int) -> str:
    """The term of the row that stands `most` rows behind `reached`; LAST where so many do not follow."""
    row = connection.execute(
        "SELECT term FROM gathering WHERE run = ? AND term > ? ORDER BY term LIMIT 1 OFFSET ?", (run, reached, most - 1)
    ).fetchone()
    return row[0] if row else LAST


def _move(connection: sqlite3.Connection, run: int, span: tuple[str, str]) -> int:
    """Make one row a term and segment of those behind the first term of `span` to the last; how many there were."""
    keeps = run + 1 == PASSING
    target = f"{PASSING} + start / {RUN_SEGMENTS * SEGMENT}" if keeps else f"{run + 1}"
    connection.execute(
        f"""
        INSERT INTO {"posting" if keeps else "gathering"}
        SELECT {target}, term, min(start),
               CAST(group_concat(passages, '') AS BLOB), CAST(group_concat(codes, '') AS BLOB)
        FROM gathering WHERE run = ? AND term > ? AND term <= ? GROUP BY term, start / {SEGMENT}
        """,  # noqa: S608 - names and numbers of ours
        (run, *span),
    )
    moved = connection.execute("DELETE FROM gathering WHERE run = ? AND term > ? AND term <= ?", (run, *span))
    return moved.rowcount


def _rows(first: int, passages: Sequence[Sequence[str]]) -> Iterator[tuple[str, int, bytes, bytes]]:
    """Rows of passages numbered from `first` on, as they are stored."""
    at = first
    while at < first + len(passages):
        end = min((at // SEGMENT + 1) * SEGMENT, first + len(passages))
        yield from _rows_of_segment(at, passages[at - first : end - first])
        at = end


def _rows_of_segment(first: int, passages: Sequence[Sequence[str]]) -> Iterator[tuple[str, int, bytes, bytes]]:
    """The rows of passages numbered from `first` on, all of one segment, ordered by term."""
    lengths = np.fromiter(map(len, passages), np.int64, len(passages))
    vocabulary = sorted(set(chain.from_iterable(passages)))
    number = {term: at for at, term in enumerate(vocabulary)}
    mentions = np.fromiter(map(number.__getitem__, chain.from_iterable(passages)), np.int64, lengths.sum())
    keys, frequencies = np.unique(mentions * SEGMENT + np.repeat(np.arange(len(passages)), lengths), return_counts=True)
    passage = keys % SEGMENT
    codes = _code(frequencies, lengths[passage]).tobytes()
    numbers = (passage + first % SEGMENT).astype(UINT16).tobytes()
    bounds = (np.searchsorted(keys, np.arange(len(vocabulary) + 1) * SEGMENT) * UINT16.itemsize).tolist()
    for term, start, end in zip(vocabulary, bounds, bounds[1:], strict=False):
        yield term, first, numbers[start:end], codes[start:end]


def _code(frequencies: npt.NDArray[np.int64], lengths: npt.NDArray[np.int64]) -> npt.NDArray[np.uint16]:
    return (np.minimum(frequencies, MOST) << 8 | np.minimum(lengths, MOST)).astype(UINT16)


def _drop(connection: sqlite3.Connection, term: str, segment: int, numbers: Sequence[int]) -> int:
    """Take passages out of the rows of a term and segment; how many bytes those had."""
    span = (term, segment * SEGMENT, segment * SEGMENT + SEGMENT - 1)
    return sum(_drop_from(connection, table, span, numbers) for table in ("posting", "gathering"))


def _drop_from(connection: sqlite3.Connection, table: str, span: tuple[str, int, int], numbers: Sequence[int]) -> int:
    """As `_drop`, of one table's rows."""
    term, first, _ = span
    where = "run IN (SELECT number FROM run) AND term = ? AND start BETWEEN ? AND ?"
    found = connection.execute(f"SELECT run, start, passages, codes FROM {table} WHERE {where}", span).fetchall()  # noqa: S608
    for run, start, *blobs in found:
        row = Row(term, first // SEGMENT, *blobs)
        rest = left(row, {(term, row.segment): numbers})
        if rest is not row:
            _rewrite(connection, table, (run, term, start), rest)
    return sum(len(passages) + len(codes) for _, _, passages, codes in found)


def _rewrite(connection: sqlite3.Connection, table: str, key: tuple[int, str, int], row: Row | None) -> None:
    where = "WHERE run = ? AND term = ? AND start = ?"
    if row:
        change = f"UPDATE {table} SET passages = ?, codes = ? {where}"  # noqa: S608 - a text of ours
        connection.execute(change, (row.passages, row.codes, *key))
    else:
        connection.execute(f"DELETE FROM {table} {where}", key)  # noqa: S608


def _count(connection: sqlite3.Connection, passages: int, terms: int) -> None:
    connection.execute("UPDATE collection SET passages = passages + ?, terms = terms + ?", (passages, terms))
