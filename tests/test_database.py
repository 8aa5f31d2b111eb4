"""One file, one writer, several readers: each piece of work is whole, and what goes wrong is a sentence."""

from __future__ import annotations

import asyncio
import os
import sqlite3
import threading
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from knowledge import ArchiveError, Database
from knowledge.database import APPLICATION

CREATE = "CREATE TABLE note (words TEXT NOT NULL) STRICT;\n"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "notes.sqlite"


@pytest.fixture
def steps(tmp_path: Path) -> Path:
    """A folder of migrations, the first of them written."""
    folder = tmp_path / "migrations"
    folder.mkdir()
    (folder / "0001_notes.sql").write_text(f"-- Notes; nothing else.\n{CREATE}")
    (folder / "README.txt").write_text("not a migration")
    return folder


def note(connection: sqlite3.Connection, words: str) -> None:
    connection.execute("INSERT INTO note VALUES (?)", (words,))


def notes(connection: sqlite3.Connection) -> list[str]:
    return [words for (words,) in connection.execute("SELECT words FROM note ORDER BY rowid")]


def note_slowly(connection: sqlite3.Connection, words: str, times: int) -> None:
    for _ in range(times):
        threading.Event().wait(0.005)
        note(connection, words)


def fail_after_noting(connection: sqlite3.Connection, error: BaseException) -> None:
    note(connection, "half")
    raise error


async def test_what_is_written_is_read_and_stays(path: Path, steps: Path) -> None:
    async with Database(path, steps) as database:
        await database.write(note, "one")
        assert await database.read(notes) == ["one"]
    async with Database(path, steps) as database:
        assert await database.read(notes) == ["one"]


async def test_the_folder_is_made(tmp_path: Path, steps: Path) -> None:
    async with Database(tmp_path / "new" / "deep" / "notes.sqlite", steps):
        assert (tmp_path / "new" / "deep" / "notes.sqlite").is_file()


async def test_work_that_fails_leaves_nothing(path: Path, steps: Path) -> None:
    async with Database(path, steps) as database:
        with pytest.raises(KeyError):
            await database.write(fail_after_noting, KeyError("a mistake of ours"))
        assert await database.read(notes) == []
        await database.write(note, "after")
        assert await database.read(notes) == ["after"]


async def test_work_of_two_tasks_does_not_interleave(path: Path, steps: Path) -> None:
    async with Database(path, steps) as database:
        await asyncio.gather(*(database.write(note_slowly, words, 5) for words in "abc"))
        written = "".join(await database.read(notes))
    assert sorted(written[at : at + 5] for at in (0, 5, 10)) == ["aaaaa", "bbbbb", "ccccc"]


async def test_all_that_a_reading_reads_is_of_one_moment(path: Path, steps: Path) -> None:
    read_once, written = threading.Event(), threading.Event()

    def twice(connection: sqlite3.Connection) -> tuple[int, int]:
        before = len(notes(connection))
        read_once.set()
        written.wait(10)
        return before, len(notes(connection))

    async with Database(path, steps) as database:
        reading = asyncio.create_task(database.read(twice))
        await asyncio.to_thread(read_once.wait, 10)
        await database.write(note, "meanwhile")
        written.set()
        assert await reading == (0, 0)
        assert await database.read(notes) == ["meanwhile"]


async def test_as_many_readings_run_at_once_as_there_are_readers(path: Path, steps: Path) -> None:
    together = threading.Barrier(3)
    async with Database(path, steps, readers=3) as database:
        assert sorted(await asyncio.gather(*(database.read(lambda _: together.wait(10)) for _ in range(3)))) == [
            0,
            1,
            2,
        ]


async def test_the_event_loop_runs_on_while_work_is_done(path: Path, steps: Path) -> None:
    ticked = threading.Event()
    async with Database(path, steps) as database:
        asyncio.get_running_loop().call_later(0.01, ticked.set)
        assert await database.read(lambda _: ticked.wait(10))


async def test_a_reader_may_not_write(path: Path, steps: Path) -> None:
    async with Database(path, steps) as database:
        with pytest.raises(ArchiveError, match="may not be written to"):
            await database.read(note, "no")


async def test_a_reader_is_free_again_after_a_failure_and_after_a_cancellation(path: Path, steps: Path) -> None:
    async with Database(path, steps) as database:
        with pytest.raises(ZeroDivisionError):
            await database.read(lambda _: 1 // 0)
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(database.read(lambda _: threading.Event().wait(0.2)), 0.05)
        assert await asyncio.wait_for(database.read(notes), 10) == []


async def test_an_error_of_sqlite_is_a_sentence_about_the_file(path: Path, steps: Path) -> None:
    async with Database(path, steps) as database:
        with pytest.raises(ArchiveError) as raised:
            await database.read(lambda connection: connection.execute("SELECT * FROM nowhere"))
    assert str(raised.value) == f"{path} cannot be used: no such table: nowhere."


async def test_each_migration_runs_once_and_in_order(path: Path, steps: Path) -> None:
    async with Database(path, steps) as database:
        await database.write(note, "old")
    (steps / "0002_more.sql").write_text("ALTER TABLE note ADD COLUMN day TEXT;\nUPDATE note SET day = 'Monday';\n")
    (steps / "0003_last.sql").write_text("UPDATE note SET day = day || '!';\n")
    for _ in range(2):
        async with Database(path, steps) as database:
            days = await database.read(lambda connection: connection.execute("SELECT * FROM note").fetchall())
            version = await database.read(lambda connection: connection.execute("PRAGMA user_version").fetchone())
        assert (days, version) == ([("old", "Monday!")], (3,))


async def test_a_migration_that_fails_changes_nothing(path: Path, steps: Path) -> None:
    async with Database(path, steps):
        pass
    (steps / "0002_broken.sql").write_text("CREATE TABLE other (x) ;\nINSERT INTO nowhere VALUES (1);\n")
    with pytest.raises(ArchiveError, match="nowhere"):
        async with Database(path, steps):
            pass
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT name FROM sqlite_schema").fetchall() == [("note",)]
        assert connection.execute("PRAGMA user_version").fetchone() == (1,)


async def test_a_migration_may_hold_triggers_and_comments(path: Path, steps: Path) -> None:
    (steps / "0002_trigger.sql").write_text(
        "-- A trigger; with a semicolon in its comment.\n"
        "CREATE TRIGGER twice AFTER INSERT ON note WHEN new.words = 'one' BEGIN\n"
        "    INSERT INTO note VALUES ('two;');\nEND;\n"
    )
    async with Database(path, steps) as database:
        await database.write(note, "one")
        assert await database.read(notes) == ["one", "two;"]


async def test_two_that_open_a_new_file_at_once_both_may(path: Path, steps: Path) -> None:
    async def use(path: Path) -> None:
        async with Database(path, steps) as database:
            await database.write(note, "here")

    for attempt in range(12):
        fresh = path.with_name(f"{attempt}.sqlite")
        await asyncio.gather(*(use(fresh) for _ in range(4)))
        async with Database(fresh, steps) as database:
            assert await database.read(notes) == ["here"] * 4


async def test_another_connection_sees_the_file_as_ours(path: Path, steps: Path) -> None:
    async with Database(path, steps):
        with closing(sqlite3.connect(path)) as connection:
            assert connection.execute("PRAGMA application_id").fetchone() == (APPLICATION,)
            assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)


def not_a_database(path: Path) -> None:
    path.write_bytes(b"These are words and no database. " * 100)


def another_programs(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE bookmark (url)")
        connection.commit()


def a_newer_version(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(f"PRAGMA journal_mode = WAL; {CREATE} PRAGMA user_version = 9;")
        connection.execute(f"PRAGMA application_id = {APPLICATION}")


def a_folder(path: Path) -> None:
    path.mkdir()


def below_a_file(path: Path) -> None:
    path.parent.rmdir()
    path.parent.write_text("a file")


def damaged(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(f"{CREATE} PRAGMA application_id = {APPLICATION}; CREATE INDEX by ON note (words);")
    with path.open("r+b") as file:
        file.seek(100)
        file.write(b"\xff" * 3000)


@pytest.mark.parametrize(
    ("spoil", "reason"),
    [
        (not_a_database, "it is not an archive; name another file"),
        (another_programs, "it belongs to another program; name another file"),
        (a_newer_version, "it was made by a newer Backissue; update this one"),
        (a_folder, "it cannot be opened; check the folder and its permissions"),
        (below_a_file, ""),
        (damaged, "it is damaged; restore it from a backup"),
    ],
)
async def test_a_file_that_cannot_be_used_is_one_sentence_and_stays_as_it_is(
    tmp_path: Path, steps: Path, spoil: Callable[[Path], None], reason: str
) -> None:
    path = tmp_path / "folder" / "notes.sqlite"
    path.parent.mkdir()
    spoil(path)
    before = path.read_bytes() if path.is_file() else None
    with pytest.raises(ArchiveError) as raised:
        async with Database(path, steps):
            pass
    said = str(raised.value)
    assert str(path if reason else path.parent) in said
    assert said.endswith(f"cannot be used: {reason}." if reason else ".")
    assert said.count(". ") == 0
    assert (path.read_bytes() if path.is_file() else None) == before


async def test_a_read_only_folder_is_one_sentence(tmp_path: Path, steps: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir(mode=0o500)
    if os.access(folder, os.W_OK):  # root may write anywhere but there
        folder = Path("/proc")
    with pytest.raises(ArchiveError, match="cannot be opened; check the folder and its permissions"):
        async with Database(folder / "notes.sqlite", steps):
            pass


async def test_a_failed_opening_leaves_no_thread(path: Path, steps: Path) -> None:
    before = threading.active_count()
    not_a_database(path)
    for _ in range(3):
        with pytest.raises(ArchiveError):
            async with Database(path, steps):
                pass
    await asyncio.sleep(0.05)
    assert threading.active_count() == before


def test_no_thread_of_a_failed_opening_outlives_the_event_loop(
    path: Path, steps: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One that did would print a traceback below the sentence that says what is wrong."""
    unhandled: list[threading.ExceptHookArgs] = []
    monkeypatch.setattr(threading, "excepthook", unhandled.append)
    a_folder(path)
    before = set(threading.enumerate())
    for _ in range(30):
        with pytest.raises(ArchiveError):
            asyncio.run(Database(path, steps).__aenter__())
    for thread in set(threading.enumerate()) - before:
        thread.join(10)
    assert unhandled == []


async def test_closing_ends_the_threads(path: Path, steps: Path) -> None:
    before = threading.active_count()
    async with Database(path, steps, readers=3):
        assert threading.active_count() == before + 4
    await asyncio.sleep(0.05)
    assert threading.active_count() == before


def end_by_itself(connection: sqlite3.Connection) -> None:
    """As a full disk may do: SQLite takes back the whole transaction, not the statement alone."""
    note(connection, "half")
    connection.execute("INSERT OR ROLLBACK INTO note VALUES (NULL)")


def fail_at_the_end(connection: sqlite3.Connection) -> None:
    """What is wrong shows when it is stored, and the transaction is still there."""
    connection.execute("CREATE TABLE reply (note TEXT REFERENCES note (words) DEFERRABLE INITIALLY DEFERRED) STRICT")
    connection.execute("CREATE UNIQUE INDEX note_words ON note (words)")
    connection.execute("INSERT INTO reply VALUES ('to nobody')")


@pytest.mark.parametrize(
    ("work", "reason"), [(end_by_itself, "NOT NULL constraint failed"), (fail_at_the_end, "FOREIGN KEY constraint")]
)
async def test_whenever_a_transaction_fails_the_reason_is_told_and_the_next_one_is_stored(
    path: Path, steps: Path, work: Callable[[sqlite3.Connection], None], reason: str
) -> None:
    async with Database(path, steps) as database:
        with pytest.raises(ArchiveError, match=reason):
            await database.write(work)
        await database.write(note, "one")
        assert await database.read(notes) == ["one"]
