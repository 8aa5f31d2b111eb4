"""One SQLite file: opened, migrated, written by one connection and read by several. The only importer of aiosqlite.

What runs on a connection is a plain function that takes it first; it runs whole, in one transaction, in the
connection's own thread. So two tasks cannot interleave inside a transaction, and one call costs one change of thread.
"""

from __future__ import annotations

import asyncio
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import AsyncExitStack, contextmanager
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Concatenate, ParamSpec, Self, TypeVar

import aiosqlite

from knowledge.errors import ArchiveError

P = ParamSpec("P")
T = TypeVar("T")
Work = Callable[Concatenate[sqlite3.Connection, P], T]

APPLICATION = 0x4261636B  # "Back", in the file's header: what tells our files from other programs'
_READ, _WRITE = "BEGIN", "BEGIN IMMEDIATE"
BUSY_SECONDS = 30  # how long one process waits for another's write; the longest brings an older archive up to date
PRAGMAS = """
    PRAGMA foreign_keys = ON;
    PRAGMA synchronous = NORMAL;
    PRAGMA temp_store = MEMORY;
    PRAGMA mmap_size = 0;
    PRAGMA cache_size = -8000;
"""
"""8 MB of pages a connection: at 100,000 passages a question reads its rows in 0.08 ms, with the usual 2 MB in 0.11."""

PAGE_BYTES = 16_384
"""Of a new file. With 4,096 a frequent term's row is on so many pages that reading takes a sixth longer."""


class Database:
    """An SQLite file whose schema is the numbered .sql files of `migrations`. Opened by `async with`.

    Raises ArchiveError when the file cannot be used.
    """

    def __init__(self, path: Path, migrations: Traversable, readers: int = 1) -> None:
        self.path = path
        self._migrations = migrations
        self._reader_count = readers
        self._readers: asyncio.Queue[_Connection] = asyncio.Queue()
        self._opened = AsyncExitStack()
        self._writer: _Connection | None = None

    async def __aenter__(self) -> Self:
        with _said(self.path):
            self.path.parent.mkdir(parents=True, exist_ok=True)
        async with AsyncExitStack() as opened:
            writer = await opened.enter_async_context(_Connection(self.path))
            await writer.run(_prepare, self._migrations)
            self._readers = asyncio.Queue()
            for _ in range(self._reader_count):
                reader = await opened.enter_async_context(_Connection(self.path))
                await reader.run(_make_reader)
                self._readers.put_nowait(reader)
            self._writer, self._opened = writer, opened.pop_all()
        return self

    async def __aexit__(self, *_: object) -> None:
        self._writer = None
        await self._opened.aclose()

    async def write(self, work: Work[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """What `work` returns; its changes are stored together, or not at all when it raises."""
        return await self._open_writer().run(
            _in_transaction, _WRITE, lambda connection: work(connection, *args, **kwargs)
        )

    async def read(self, work: Work[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """What `work` returns; all it reads is of one moment."""
        self._open_writer()
        reader = await self._readers.get()
        try:
            return await reader.run(_in_transaction, _READ, lambda connection: work(connection, *args, **kwargs))
        finally:
            self._readers.put_nowait(reader)

    def _open_writer(self) -> _Connection:
        if self._writer is None:
            raise ArchiveError(f"{self.path} is not open; use it with `async with`.")
        return self._writer


class _Connection(aiosqlite.Connection):
    """A connection in its own thread, which runs whole functions instead of single statements."""

    def __init__(self, path: Path) -> None:
        super().__init__(lambda: sqlite3.connect(path, isolation_level=None, timeout=BUSY_SECONDS), 64)
        self.path = path

    async def __aenter__(self) -> Self:
        try:
            with _said(self.path):
                await super().__aenter__()
        except ArchiveError:
            self._thread.join()  # aiosqlite has told it to end; one that outlives the event loop prints a traceback
            raise
        try:
            await self.run(sqlite3.Connection.executescript, PRAGMAS)
        except BaseException:
            await self.close()  # an unclosed connection's thread would keep the process alive
            raise
        return self

    async def run(self, work: Work[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        with _said(self.path):
            result: T = await self._execute(work, self._conn, *args, **kwargs)  # type: ignore[no-untyped-call]
            return result


def _in_transaction(connection: sqlite3.Connection, begin: str, work: Callable[[sqlite3.Connection], T]) -> T:
    connection.execute(begin)
    try:
        result = work(connection)
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:  # a full disk may have ended it
            connection.execute("ROLLBACK")
        raise
    return result


def _make_reader(connection: sqlite3.Connection) -> None:
    connection.execute("PRAGMA query_only = ON")


def _prepare(connection: sqlite3.Connection, migrations: Traversable) -> None:
    _refuse_strangers(connection)
    connection.execute(f"PRAGMA page_size = {PAGE_BYTES}")  # before the file has a page; later it changes nothing
    _use_wal(connection)
    _in_transaction(connection, _WRITE, lambda connection: _migrate(connection, migrations))


def _use_wal(connection: sqlite3.Connection) -> None:
    """SQLite does not wait for a lock here: of several that make a file at once, all but one must try again."""
    for pause in (0.01, 0.03, 0.1, 0.3, 1, 3, None):
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if pause is None or error.sqlite_errorcode != sqlite3.SQLITE_BUSY:
                raise
            time.sleep(pause)
        else:
            return


def _refuse_strangers(connection: sqlite3.Connection) -> None:
    (tables,) = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    (application,) = connection.execute("PRAGMA application_id").fetchone()  # after: it is stored with the tables
    if tables and application != APPLICATION:
        raise ArchiveError("it belongs to another program; name another file")


def _migrate(connection: sqlite3.Connection, migrations: Traversable) -> None:
    """Bring the schema up to date: the steps and the version they reach are stored in one transaction."""
    scripts = sorted((file for file in migrations.iterdir() if file.name.endswith(".sql")), key=lambda file: file.name)
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if version > len(scripts):
        raise ArchiveError("it was made by a newer Backissue; update this one")
    for script in scripts[version:]:
        for statement in _statements(script.read_text("utf-8")):
            connection.execute(statement)
    connection.execute(f"PRAGMA user_version = {len(scripts)}")
    connection.execute(f"PRAGMA application_id = {APPLICATION}")


def _statements(script: str) -> Iterator[str]:
    """The statements of a script, one by one: `executescript` would end the transaction first."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""


@contextmanager
def _said(path: Path) -> Iterator[None]:
    """Turns what SQLite and the file system raise into a sentence about the file."""
    try:
        yield
    except ArchiveError as error:
        raise ArchiveError(str(error) if str(path) in str(error) else f"{path} cannot be used: {error}.") from None
    except (sqlite3.DatabaseError, OSError) as error:
        raise ArchiveError(f"{path} cannot be used: {_REASONS.get(_code(error), str(error))}.") from error


def _code(error: Exception) -> str:
    return "_".join(str(getattr(error, "sqlite_errorname", "")).split("_")[:2])


_REASONS = {
    "SQLITE_NOTADB": "it is not an archive; name another file",
    "SQLITE_CORRUPT": "it is damaged; restore it from a backup",
    "SQLITE_BUSY": "another process is writing to it; try again in a moment",
    "SQLITE_FULL": "the disk is full",
    "SQLITE_READONLY": "it may not be written to",
    "SQLITE_CANTOPEN": "it cannot be opened; check the folder and its permissions",
}
