"""Loads and what is done to articles afterwards, as people meet it: on the command line and in Discord."""

from __future__ import annotations

import getpass
import json
import sys
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import Server, World, composed, said
from test_articles import file, load, opened, stored

from bot import batches
from knowledge import Status
from knowledge.cli import main, output
from knowledge.cli.spool import MOST_HELD, Spool
from knowledge.cli.tables import batch_totals, load_table
from knowledge.cli.tally import NOTED, ROWS, Tally
from knowledge.cli.terminal import progress_bar, who
from knowledge.loads import Batch
from knowledge.model import Outcome

ADDRESS = "https://courant.example/gate"
Run = Callable[..., tuple[int, str, str]]


def row(keeper: str, url: str = ADDRESS, **more: str) -> str:
    text = f"The iron gate stood open, says {keeper}."
    return json.dumps({"title": "Gate left open", "text": text, "url": url, "source": "The Courant", **more}) + "\n"


@pytest.fixture
def folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A folder without a config file; each command runs in it."""
    for name in ("BACKISSUE_CONFIG", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("BACKISSUE_ARCHIVE", "town.sqlite")
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], folder: Path) -> Run:
    """The exit code of `backissue`, run in this process, and what it prints."""
    assert folder.is_dir()

    def run(*arguments: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["backissue", *arguments])
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            main()
        told = capsys.readouterr()
        return int(ended.value.code or 0), told.out, told.err

    return run


@pytest.fixture
def town(run: Run, folder: Path) -> Path:
    """An archive of two versions of one article, of two loads."""
    (folder / "a.jsonl").write_text(row("Ada Prym"))
    (folder / "b.jsonl").write_text(row("Otto Crake", updated="2019-03-05"))
    for name in ("a.jsonl", "b.jsonl"):
        assert run("load", name)[0] == 0
    return folder


def told(run: Run, *arguments: str) -> Any:  # noqa: ANN401 - as json.loads
    code, out, _ = run(*arguments, "--json")
    assert code == 0
    return json.loads(out)


def test_a_load_names_its_batch_and_how_to_take_it_back(run: Run, town: Path) -> None:
    (town / "c.jsonl").write_text(row("Ada Prym") + row("Milo Frayne") + row("Ida Holm", f"{ADDRESS}/2") + "{\n")
    code, out, err = run("load", "c.jsonl")
    assert (code, err) == (0, "")
    assert "already there, is an older version of article 2" in out
    assert "new version of article 2" in out
    assert "1 article loaded (2 passages, 0 teasers), 1 new version, 1 already there, 1 refused" in out
    assert "Batch 3; to take it back: backissue undo 3" in out


def test_batches_are_listed_with_who_and_what(run: Run, town: Path) -> None:
    assert town.is_dir()
    newest, oldest = told(run, "batches")
    assert (oldest["batch_id"], oldest["who"], oldest["origin"]) == (1, who(), "a.jsonl")
    assert (newest["versions"], newest["loaded"], newest["undone"]) == (1, 0, None)
    out = run("batches")[1]
    assert "1 new versions" in out
    assert "a.jsonl" in out


def test_a_batch_shows_each_item(run: Run, town: Path) -> None:
    assert town.is_dir()
    shown = told(run, "batch", "2")
    assert shown["batch"]["batch_id"] == 2
    (item,) = shown["items"]
    assert (item["name"], item["status"], item["article_id"], item["other"]) == ("b.jsonl, line 1", "version", 2, 1)
    assert "new version of article 1" in run("batch", "2")[1]
    assert "backissue batch 1 --after 1" in run("batch", "1", "--limit", "1")[1]


def test_undo_says_how_many_and_what_came_back(run: Run, town: Path) -> None:
    assert town.is_dir()
    assert run("undo", "2")[1] == "Undid batch 2: removed 1 article and 0 teasers; 1 older version came back.\n"
    code, out, err = run("undo", "2")
    assert (code, out) == (1, "")
    assert err.startswith("backissue: Batch 2 was undone already, on ")
    assert run("undo", "9") == (1, "", "backissue: There is no batch 9 in the archive: no load has that number.\n")
    assert told(run, "undo", "1") == {"batch": 1, "articles": 1, "teasers": 0, "restored": 0}
    assert "undone on" in run("batches")[1]


def test_a_dry_run_shows_the_same_table_and_makes_no_file(run: Run, folder: Path) -> None:
    (folder / "a.jsonl").write_text(row("Ada Prym") + row("Ada Prym") + "{\n")
    code, out, _ = run("load", "--dry-run", "a.jsonl")
    assert code == 0
    assert "1 article loaded (1 passage, 0 teasers), 1 already there, 1 refused" in out
    assert "Nothing was stored" in out
    assert sorted(one.name for one in folder.iterdir()) == ["a.jsonl"]


def test_a_dry_run_changes_nothing_in_an_archive(run: Run, town: Path) -> None:
    (town / "c.jsonl").write_text(row("Milo Frayne"))
    assert len(told(run, "load", "--dry-run", "c.jsonl")["versions"]) == 1
    assert len(told(run, "batches")) == 2
    assert [one["article_id"] for one in told(run, "list")] == [2]


def test_have_says_which_versions_there_are(run: Run, town: Path) -> None:
    assert town.is_dir()
    assert [one["article_id"] for one in told(run, "have", f"{ADDRESS}/amp?utm_source=x")] == [2, 1]
    out = run("have", ADDRESS)[1]
    assert "corrected on 5 March 2019, was article 1" in out
    assert "an older version, replaced by article 2" in out
    assert run("have", "https://courant.example/hen") == (1, "No.\n", "")
    assert run("have", "https://courant.example/hen", "--json")[:2] == (1, "[]\n")


def test_an_answer_and_the_article_say_that_it_was_corrected(run: Run, town: Path) -> None:
    assert town.is_dir()
    assert "corrected on 5 March 2019, was article 1" in run("ask", "Who says that the iron gate stood open?")[1]
    assert "an older version, replaced by article 2" in run("show", "1")[1]


def test_one_article_is_corrected_and_its_history_says_so(run: Run, town: Path) -> None:
    assert town.is_dir()
    assert run("correct", "2", "--title", "Door left open", "--author", "Ada Prym")[1] == "Corrected 1 article.\n"
    assert told(run, "show", "2")["citation"]["byline"] == "Ada Prym"
    changes = told(run, "history", "2")["changes"]
    assert [(one["field"], one["before"], one["after"], one["who"]) for one in changes] == [
        ("title", "Gate left open", "Door left open", who()),
        ("byline", None, "Ada Prym", who()),
    ]
    out = run("history", "2")[1]
    assert "title: “Gate left open” became “Door left open”" in out
    assert "loaded in batch 2" in out
    assert run("correct", "2", "--author", "")[1] == "Corrected 1 article.\n"
    assert told(run, "show", "2")["citation"]["byline"] is None


def test_many_articles_are_corrected_when_their_number_is_confirmed(run: Run, town: Path) -> None:
    (town / "c.jsonl").write_text("".join(row("Ida Holm", f"{ADDRESS}/{number}") for number in range(3)))
    run("load", "c.jsonl")
    wanted = ("correct", "--where-source", "Courant", "--source", "The Kettlesund Courant")
    assert run(*wanted)[::2] == (2, "backissue: This would correct 4 articles. Add --yes to do it.\n")
    assert told(run, *wanted, "--yes") == {"corrected": 4}
    assert told(run, "stats")["outlets"] == {"The Kettlesund Courant": 4}


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["1"], "Say what is to be corrected: --title, --author, --source, --published, ..."),
        (["--title", "x"], "Name one article by its number, or some by --where-source and the like."),
        (["1", "--where-source", "x", "--title", "y"], "Name one article by its number, or some by"),
        (["1", "--published", "3/4/2019"], "“3/4/2019” cannot be the published: write it as 2016-11-17, 2016-11"),
        (["1", "--language", "English"], "“English” cannot be the language: write its two letters, as in en."),
        (["1", "--url", "kettle"], "“kettle” cannot be the url: write it with http:// or https://."),
        (["--where-after", "soon", "--title", "x"], "soon"),
    ],
)  # fmt: skip
def test_a_correction_that_cannot_be_is_a_sentence(run: Run, town: Path, arguments: list[str], sentence: str) -> None:
    assert town.is_dir()
    code, out, err = run("correct", *arguments)
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert sentence in err


def test_hiding_and_removing_are_told_in_words(run: Run, town: Path) -> None:
    assert town.is_dir()
    assert run("hide", "2")[1] == "Hid article 2: Gate left open\n"
    assert told(run, "list") == []
    assert "hidden" in run("show", "2")[1]
    assert run("unhide", "2")[1] == "Put back article 2: Gate left open\n"
    assert run("remove", "2")[1] == (
        "Removed article 2: Gate left open\nIts text and postings are deleted, with 1 older version.\n"
    )
    assert [one["field"] for one in told(run, "history", "2")["changes"]] == ["hidden", "unhidden", "removed"]
    assert run("history", "99")[0] == 1


def test_the_user_without_a_name_is_somebody(monkeypatch: pytest.MonkeyPatch) -> None:
    def nobody() -> str:
        raise KeyError

    monkeypatch.setattr(getpass, "getuser", nobody)
    assert who() == "somebody"


def test_progress_says_how_many_items_a_second_there_are() -> None:
    progress = progress_bar()
    task = progress.add_task("Loading", total=2, items=0)
    rate = progress.columns[-1]
    assert str(rate(progress.tasks[task])) == ""
    progress.update(task, items=1200)
    assert str(rate(progress.tasks[task])).startswith("1,200 items, ")
    progress.add_task("Fetching", total=2)
    assert str(rate(progress.tasks[-1])) == ""


def test_a_tally_of_a_million_items_holds_what_it_shows() -> None:
    tally = Tally()
    for number in range(20_000):
        status = Status.REFUSED if number % 2 else Status.LOADED
        tally.add(Outcome("a", status, reason="is odd" if number % 2 else None))
    assert (len(tally.first), len(tally.noted)) == (ROWS, NOTED)
    assert tally.counts == {Status.LOADED: 10_000, Status.REFUSED: 10_000}
    assert load_table(tally)


def test_what_became_of_many_items_is_one_document_that_is_never_held_whole() -> None:
    words = "Headline with \u2028, \x1b[31m and \ud800"
    with Spool() as spool:
        tally = Tally(spool)
        tracemalloc.start()
        for number in range(40_000):
            tally.add(Outcome("a", list(Status)[number % 4], number, words, reason="is odd" * (number % 2), batch=7))
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        pieces = list(spool.document(tally.batch))
    assert most < 8 * MOST_HELD
    assert max(map(len, pieces)) < MOST_HELD
    document = json.loads("".join(pieces))
    assert list(document) == ["batch", "loaded", "versions", "duplicates", "refused"]
    assert document["batch"] == 7
    assert [one["article_id"] for one in document["duplicates"]] == list(range(2, 40_000, 4))
    assert document["loaded"][-1]["title"] == words
    assert "\x1b" not in "".join(pieces)


@pytest.mark.parametrize("batch", [None, 3])
def test_a_load_without_items_is_a_document_too(batch: int | None) -> None:
    with Spool() as spool:
        document = "".join(spool.document(batch))
    assert json.loads(document) == {"batch": batch, "loaded": [], "versions": [], "duplicates": [], "refused": []}
    assert document == output.dumped(json.loads(document)) + "\n"


def test_a_batch_that_did_not_end_says_so() -> None:
    batch = Batch(1, "ada", "x", "2019-03-04T10:00:00Z", None, None, loaded=3)
    assert batch_totals(batch) == "3 loaded, not ended"


# In Discord.

STORY = "Gate Left Open\n\nBy Ada Prym\n\nThe iron gate of the cemetery stood open all night. Nobody had the key."


async def test_a_load_is_taken_back_from_discord(server: Server, world: World) -> None:
    result = await load(server, file=file("gate.txt", STORY))
    assert "Batch 1: `/archive undo` takes it back." in said(result.response)
    asked = await server.manager.slash(server.channel, "archive undo")
    assert asked.ephemeral
    assert "### Take back batch 1?" in said(asked.response)
    assert f"({server.manager.id})" in said(asked.response)
    assert "Discord: gate.txt" in said(asked.response)
    assert await stored(world, server) == ["Gate Left Open"]
    await world.restart()
    await server.manager.click(asked.response.message, label="Take back")
    assert said(asked.response) == "Took back batch 1: 1 article and 0 teasers removed."
    assert await stored(world, server) == []
    again = await server.manager.slash(server.channel, "archive undo", batch=1)
    assert said(again.response).startswith("Batch 1 was undone already, on ")
    assert said((await server.manager.slash(server.channel, "archive undo")).response) == batches.NO_BATCH


async def test_the_last_loads_are_offered(server: Server) -> None:
    for name in ("gate.txt", "hen.txt"):
        await load(server, file=file(name, STORY.replace("Gate", name)))
    offered = await server.manager.autocomplete(server.channel, "archive undo", "batch", "")
    assert [one["value"] for one in offered] == [2, 1]
    assert "Discord: hen.txt" in offered[0]["name"]


async def test_keeping_a_load_takes_nothing_back(server: Server, world: World) -> None:
    await load(server, file=file("gate.txt", STORY))
    asked = await server.manager.slash(server.channel, "archive undo", batch=1)
    await server.manager.click(asked.response.message, label="Keep")
    assert said(asked.response) == "Nothing was taken back."
    assert await stored(world, server) == ["Gate Left Open"]


async def test_only_managers_take_back(server: Server, world: World) -> None:
    await load(server, file=file("gate.txt", STORY))
    await opened(server)
    result = await server.reader.slash(server.channel, "archive undo")
    assert said(result.response) == "You need the permission “Manage Server” for this."
    assert await server.reader.autocomplete(server.channel, "archive undo", "batch", "") == []
    asked = await server.manager.slash(server.channel, "archive undo")
    server.guild.remove_member(server.manager)
    manager = server.guild.add_member(server.manager.user)
    result = await manager.click(asked.response.message, label="Take back")
    assert said(result.response) == "You need the permission “Manage Server” for this."
    assert await stored(world, server) == ["Gate Left Open"]


async def test_no_batch_of_one_server_is_anothers(world: World) -> None:
    ours, theirs = world.server(), world.server()
    await load(theirs, file=file("gate.txt", STORY))
    result = await ours.manager.slash(ours.channel, "archive undo", batch=1)
    assert said(result.response) == "There is no batch 1 in the archive: no load has that number."
    assert await stored(world, theirs) == ["Gate Left Open"]


async def test_have_says_which_versions_a_server_has(server: Server) -> None:
    await server.add(
        composed("Gate left open", "The gate stood open.", url=ADDRESS),
        composed("Gate left open", "The gate stood ajar.", url=f"{ADDRESS}?utm_source=x"),
    )
    text = said((await server.manager.slash(server.channel, "archive have", url=f"{ADDRESS}/amp")).response)
    assert text.startswith("### Yes\n- `2` Gate left open · date unknown · new version since ")
    assert "- `1` Gate left open · date unknown · an older version, replaced by article 2" in text
    none = await server.manager.slash(server.channel, "archive have", url="https://courant.example/hen")
    assert said(none.response) == "No."


async def test_a_new_version_is_told_in_the_report_and_in_answers(server: Server) -> None:
    rows = row("Ada Prym") + row("Otto Crake", updated="2019-03-05")
    text = said((await load(server, file=file("wire.jsonl", rows))).response)
    assert "**1 new version among them**" in text
    assert "new version of `1`" in text
    answer = await server.reader.slash(server.channel, "ask", question="Who says that the iron gate stood open?")
    assert "corrected on 5 March 2019, was article 1" in said(answer.response)


async def test_a_hidden_article_is_gone_from_its_card(server: Server, world: World) -> None:
    from knowledge import Archive  # noqa: PLC0415 - of this test alone

    await server.add(composed("Gate left open", "The iron gate of the cemetery stood open all night."))
    answer = await server.reader.slash(server.channel, "ask", question="Which gate stood open all night?")
    async with Archive(world.client.archives.bindings.path(server.guild.id)) as archive:
        await archive.hide(1)
    result = await server.reader.click(answer.response.message, label="Full article")
    assert not [text for text in map(said, result.followups) if "cemetery" in text]
    assert "No longer in the archive" in said(answer.response)
    assert "cemetery" not in said(answer.response)
