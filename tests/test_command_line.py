"""The command as people and programs meet it: exit codes, sentences, JSON by itself, no tricks of text."""

from __future__ import annotations

import io
import json
import math
import os
import re
import shutil
import subprocess
import sys
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.console import Console
from test_model import ANY_TEXT, HOSTILE

from knowledge import (
    Answer,
    Article,
    Citation,
    Dated,
    Evidence,
    Excerpt,
    Filters,
    Label,
    Outcome,
    Period,
    Question,
    Reference,
    Resolved,
    Statistics,
    Status,
    Strength,
    Suggestion,
    Understood,
    UnusableFilter,
    read_options,
)
from knowledge.cli import main
from knowledge.cli.cards import answer_card, article_card, shown
from knowledge.cli.documents import documents
from knowledge.cli.explaining import explanation_card
from knowledge.cli.output import answer_json, article_json, outcome_json, statistics_json
from knowledge.cli.tables import article_table, load_table, statistics_table
from knowledge.cli.tally import Tally
from knowledge.explanations import Contribution, Explanation, Term, Word
from knowledge.filters import EXAMPLES
from knowledge.weights import Weights

SCRIPT = Path(sys.executable).with_name("backissue")

PAGE = """\
Gate Left Open All Night

By Ada Prym
Published 3 March 2019
A gate at dusk
The iron gate of the cemetery on Sunday evening, before the snow.  Photo: Milo Frayne

The iron gate of the cemetery stood open all night, and nobody knows who had the key to it in his pocket.

"I had it on Friday," said the keeper, Otto Crake, who has kept the gate for thirty years and never once lost a key.

  • Hen Lays Blue Egg on Rope Street

    A hen that belongs to the widow Ilvers has laid a blue egg, and the neighbours have come with lamps to look at it.

  • Harbour Tram Found in an Orchard

    The last tram of the town stood among apple trees for seventy years, and a family of owls has lived in its cab.
"""
WIRE = """\
{"title": "Levy on visitors", "author": "N. Reporter", "source": "The Courant", "date": "2018-11", "id": 7, "text": \
"Every visitor will pay two crowns a night from next spring."}
{"title": "no text here"}
{"title": "Walrus on the quay", "url": "https://courant.example/walrus", "text": "A walrus sat on the quay for a day."}
"""
CITATION = [
    "article_id", "external_id", "title", "byline", "source", "section", "published", "inferred", "url", "language",
    "updated", "loaded", "replaces", "replaced_by", "is_hidden",
]  # fmt: skip

ANSWER = ["question", "evidence", "missing", "understood", "excerpts", "leads", "took_ms"]
UNDERSTOOD = [
    "words", "phrases", "excluded", "filters", "dates", "outlets", "wants_newest", "carried", "undated", "complaints",
    "suggestions",
]  # fmt: skip


@dataclass
class Said:
    """What a run of the command left behind."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:  # noqa: ANN401 - as json.loads
        return json.loads(self.out)


Run = Callable[..., Said]


@pytest.fixture(autouse=True)
def elsewhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A folder without a config file, and no setting in the environment."""
    for name in ("BACKISSUE_CONFIG", "BACKISSUE_ARCHIVE", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """The console script, in this process."""

    def run(*arguments: str, given: str = "") -> Said:
        monkeypatch.setattr(sys, "argv", ["backissue", *arguments])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(given.encode("utf-8", "surrogateescape"))))
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            main()
        said = capsys.readouterr()
        return Said(int(ended.value.code or 0), said.out, said.err)

    return run


def installed(*arguments: str | bytes, given: bytes = b"", **environment: str) -> subprocess.CompletedProcess[bytes]:
    """The console script as it is installed, in a process of its own."""
    return subprocess.run(
        [SCRIPT, *arguments], input=given, capture_output=True, timeout=60, env=os.environ | environment, check=False
    )


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a page, a file of lines, and an archive of both."""
    folder = tmp_path_factory.mktemp("town")
    (folder / "page.txt").write_text(PAGE, "utf-8")
    (folder / "wire.jsonl").write_text(WIRE, "utf-8")
    loaded = installed("load", str(folder), "--archive", str(folder / "town.sqlite"))
    assert loaded.returncode == 0
    return folder


@pytest.fixture
def archive(town: Path, elsewhere: Path) -> Path:
    """The town's archive and its files, in the folder that the tests run in."""
    shutil.copytree(town, elsewhere, dirs_exist_ok=True)
    return Path("town.sqlite")


# As it is installed.


def test_the_installed_command_loads_asks_and_chats_from_end_to_end(elsewhere: Path) -> None:
    folder = elsewhere / "folder"
    (folder / "deep").mkdir(parents=True)
    (folder / "page.txt").write_text(PAGE, "utf-8")
    (folder / "deep" / "wire.jsonl").write_text(WIRE, "utf-8")
    (folder / "broken.json").write_text("{", "utf-8")
    (folder / "latin.txt").write_bytes(b"\xff\xfe\x00\xd8 caf\xe9")
    (folder / "README.md").write_text("about the folder")
    (folder / ".hidden.txt").write_text(PAGE, "utf-8")

    loaded = installed("load", "folder", "--json", BACKISSUE_ARCHIVE="town.sqlite")
    told = json.loads(loaded.stdout)
    assert loaded.returncode == 0
    assert loaded.stderr == b""
    assert [one["title"] for one in told["loaded"]] == [
        "Levy on visitors",
        "Walrus on the quay",
        "Gate Left Open All Night",
    ]
    assert [set(one) for one in told["loaded"]] == [
        {"article_id", "title", "passages", "teasers", "other", "reason"}
    ] * 3
    assert [Path(one["name"]).name for one in told["refused"]] == ["broken.json", "wire.jsonl, line 2", "latin.txt"]
    assert all(one["reason"] for one in told["refused"])

    asked = installed("ask", "Who has kept the gate for thirty years?", "--json", BACKISSUE_ARCHIVE="town.sqlite")
    assert asked.returncode == 0
    assert "Otto Crake" in json.loads(asked.stdout)["excerpts"][0]["quote"]

    chat = installed("chat", "--archive", "town.sqlite", given=b"walrus on the quay\n\ncapital of Mongolia\n")
    assert chat.returncode == 0
    assert b"A walrus sat on the quay" in chat.stdout
    assert b"The archive does not say" in chat.stdout
    assert chat.stderr == b""


def test_the_installed_command_says_what_is_wrong_in_one_sentence(elsewhere: Path) -> None:
    missing = installed("ask", "Who?")
    assert (missing.returncode, missing.stdout) == (1, b"")
    assert missing.stderr.startswith(b"backissue: There is no archive ")
    assert missing.stderr.count(b"\n") == 1
    assert list(elsewhere.iterdir()) == []
    unknown = installed("ask", "Who?", "--colour")
    assert (unknown.returncode, unknown.stdout) == (2, b"")
    assert b"--colour" in unknown.stderr


def test_a_question_of_bytes_that_are_no_text_is_answered(archive: Path) -> None:
    asked = installed("ask", b"\xff walrus quay", "--archive", str(archive), "--json")
    assert asked.returncode == 0
    assert b"A walrus sat" in asked.stdout
    json.loads(asked.stdout.decode("utf-8"))


@pytest.mark.parametrize("command", [["list"], ["list", "--json"], ["ask", "Who kept the gate?"]])
def test_a_reader_who_leaves_is_no_error_to_print(archive: Path, command: list[str]) -> None:
    with subprocess.Popen(
        [SCRIPT, *command, "--archive", archive], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(30) in {1, 141}


def test_discord_is_not_imported(archive: Path) -> None:
    program = (
        "import sys\nfrom knowledge.cli import main\n"
        f"sys.argv = ['backissue', 'ask', 'Who kept the gate?', '--archive', {str(archive)!r}]\n"
        "try:\n    main()\nfinally:\n    sys.stderr.write(' '.join(sys.modules))\n"
    )
    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=False)
    assert ended.returncode == 0
    imported = {name.partition(".")[0] for name in ended.stderr.split()}
    assert "knowledge" in imported
    assert imported.isdisjoint({"discord", "bot", "aiohttp"})


# What programs rely on.


def test_load_prints_what_became_of_each_item(run: Run, archive: Path) -> None:
    again = run("load", "page.txt", "wire.jsonl", "nowhere.txt", "--archive", str(archive), "--json")
    assert again.code == 0
    assert again.err == ""
    assert again.json == {
        "batch": 2,
        "loaded": [],
        "versions": [],
        "duplicates": [
            {"article_id": 1, "title": "Gate Left Open All Night", "reason": None},
            {"article_id": 4, "title": "Levy on visitors", "reason": None},
            {"article_id": 5, "title": "Walrus on the quay", "reason": None},
        ],
        "refused": [
            {"name": "wire.jsonl, line 2", "reason": again.json["refused"][0]["reason"]},
            {"name": "nowhere.txt", "reason": "could not be opened: No such file or directory"},
        ],
    }


def test_load_counts_passages_and_teasers(run: Run) -> None:
    Path("page.txt").write_text(PAGE, "utf-8")
    (loaded,) = run("load", "page.txt", "--json", "--archive", "town.sqlite").json["loaded"]
    counts = {"passages": 3, "teasers": 2}
    assert loaded == {"article_id": 1, "title": "Gate Left Open All Night", **counts, "other": None, "reason": None}


def test_load_takes_fields_from_the_columns_that_are_named(run: Run) -> None:
    Path("dump.csv").write_text("kop;stuk\nThe ferry;It stays in port.\n", "utf-8")
    (loaded,) = run("load", "dump.csv", "--field", "title=kop", "--field", "body=stuk", "--json").json["loaded"]
    assert loaded["title"] == "The ferry"


@pytest.mark.parametrize("field", ["headline=kop", "title", "title=", "=kop"])
def test_a_field_that_cannot_be_used_is_told_before_anything_is_loaded(run: Run, field: str) -> None:
    Path("dump.csv").write_text("kop;text\nThe ferry;It stays in port.\n", "utf-8")
    told = run("load", "dump.csv", "--field", field)
    assert told.code == 2
    assert "field" in told.err
    assert (told.out, list(Path().glob("*.sqlite"))) == ("", [])


def test_text_whose_encoding_was_guessed_is_loaded_with_a_word_about_it(run: Run) -> None:
    text = "Bystyret i Kettlesund vedtok tirsdag å bygge opp igjen fyret på øya. " * 5
    Path("page.txt").write_bytes(f"The ferry\n\n{text}\n".encode("cp1252"))
    assert "decoded as windows-1252, which the file does not say" in " ".join(run("load", "page.txt").out.split())


def test_an_answer_has_exactly_these_keys(run: Run, archive: Path) -> None:
    said = run("ask", "Who kept the gate for thirty years?", "--archive", str(archive), "--json")
    answer = said.json
    assert (said.code, said.err, said.out.count("\n")) == (0, "", 1)
    assert list(answer) == ANSWER
    assert list(answer["understood"]) == UNDERSTOOD
    assert answer["question"] == "Who kept the gate for thirty years?"
    assert answer["evidence"] in {"strong", "partial"}
    assert answer["leads"] == []
    assert isinstance(answer["took_ms"], float)
    first = answer["excerpts"][0]
    assert list(first) == ["quote", "part", "highlights", "citation", "also", "resolved", "start", "end", "score"]
    assert list(first["citation"]) == CITATION
    assert (first["part"], first["citation"]["byline"]) == ("body", "Ada Prym")
    assert first["citation"]["published"] == "2019-03-03"
    assert first["quote"][slice(*first["highlights"][-1])] == "years"
    assert first["score"] > 0
    text = run("show", str(first["citation"]["article_id"]), "--archive", str(archive), "--json").json["text"]
    assert text[first["start"] : first["end"]] == first["quote"]


def test_no_answer_has_the_same_keys_and_says_what_was_missing(run: Run, archive: Path) -> None:
    answer = run("ask", "capital of Mongolia", "--archive", str(archive), "--json").json
    assert list(answer) == ANSWER
    assert (answer["evidence"], answer["excerpts"], answer["missing"]) == ("none", [], ["capital", "Mongolia"])


def test_leads_are_citations(run: Run, archive: Path) -> None:
    answer = run("ask", "purple comet destroyed Babylonian gate", "--archive", str(archive), "--json").json
    assert answer["evidence"] == "none"
    assert [list(lead) for lead in answer["leads"]] == [CITATION] * len(answer["leads"])
    assert "Gate Left Open All Night" in [lead["title"] for lead in answer["leads"]]


def test_a_caption_and_a_teaser_say_what_they_are(run: Run, archive: Path) -> None:
    caption = run("ask", "Who took the picture of the iron gate?", "--archive", str(archive), "--json").json
    assert caption["excerpts"][0]["part"] == "caption"
    assert caption["excerpts"][0]["citation"]["byline"].endswith("Milo Frayne")
    teaser = run("ask", "Whose hen laid a blue egg?", "--archive", str(archive), "--json").json["excerpts"][0]
    assert teaser["part"] == "teaser"
    assert (teaser["citation"]["byline"], teaser["citation"]["published"]) == (None, None)
    assert teaser["citation"]["title"] == "Hen Lays Blue Egg on Rope Street"


@pytest.mark.parametrize("limit", [1, 20])
def test_the_limit_is_the_most_excerpts(run: Run, archive: Path, limit: int) -> None:
    answer = run("ask", "gate walrus visitor", "--limit", str(limit), "--archive", str(archive), "--json").json
    assert len(answer["excerpts"]) <= limit


def test_show_prints_the_page_and_its_labelled_parts(run: Run, archive: Path) -> None:
    shown_ = run("show", "1", "--archive", str(archive), "--json").json
    assert list(shown_) == ["citation", "text", "parts"]
    assert list(shown_["citation"]) == CITATION
    assert [list(part) for part in shown_["parts"]] == [["part", "start", "end", "text"]] * len(shown_["parts"])
    assert [part["part"] for part in shown_["parts"]] == [
        "headline", "caption", "caption", "credit", "body", "body", "teaser", "teaser",
    ]  # fmt: skip
    for part in shown_["parts"]:
        assert shown_["text"][part["start"] : part["end"]] == part["text"]


def test_list_is_an_array_of_citations_by_pages(run: Run, archive: Path) -> None:
    every = run("list", "--archive", str(archive), "--json").json
    assert [one["title"] for one in every] == ["Gate Left Open All Night", "Levy on visitors", "Walrus on the quay"]
    assert list(every[0]) == CITATION
    assert every[1]["external_id"] == "7"
    first = run("list", "--limit", "2", "--archive", str(archive), "--json").json
    rest = run(
        "list", "--limit", "2", "--after", str(first[-1]["article_id"]), "--archive", str(archive), "--json"
    ).json
    assert first + rest == every


def test_stats_are_an_object(run: Run, archive: Path) -> None:
    assert run("stats", "--archive", str(archive), "--json").json == {
        "articles": 3,
        "teasers": 2,
        "passages": 7,
        "outlets": {"The Courant": 1},
        "languages": {"en": 5},
        "earliest": "2018-11",
        "latest": "2019-03-03",
        "undated": 1,
    }


def test_remove_prints_what_was_removed_and_it_is_gone(run: Run, archive: Path) -> None:
    removed = run("remove", "1", "--archive", str(archive), "--json").json
    assert removed["removed"]["title"] == "Gate Left Open All Night"
    assert run("show", "1", "--archive", str(archive)).code == 1
    assert run("ask", "Whose hen laid a blue egg?", "--archive", str(archive), "--json").json["evidence"] == "none"


@pytest.mark.parametrize(
    ("options", "titles"),
    [
        (["--source", "courant"], {"Levy on visitors"}),
        (["--title", "walrus"], {"Walrus on the quay"}),
        (["--author", "Prym"], {"Gate Left Open All Night"}),
        (["--after", "2019"], {"Gate Left Open All Night"}),
        (["--before", "2019-03"], {"Levy on visitors"}),
        (["--after", "2018", "--before", "2019"], {"Levy on visitors"}),
        (["--lang", "English", "--title", "levy"], {"Levy on visitors"}),
        (["--lang", "de"], set()),
    ],
)
def test_only_the_articles_that_the_options_name_are_asked(
    run: Run, archive: Path, options: list[str], titles: set[str]
) -> None:
    question = "gate key visitor crowns walrus quay"
    answer = run("ask", question, *options, "--limit", "20", "--archive", str(archive), "--json").json
    found = {one["title"] for one in [*(one["citation"] for one in answer["excerpts"]), *answer["leads"]]}
    assert found == titles
    chat = run("chat", *options, "--limit", "20", "--archive", str(archive), "--json", given=question).json
    assert chat["understood"]["filters"] == answer["understood"]["filters"]
    assert chat["excerpts"] == answer["excerpts"]


def test_what_the_question_itself_says_comes_over_the_options(run: Run, archive: Path) -> None:
    asked = ("title:walrus quay", "--title", "levy", "--source", "courant", "--archive", str(archive), "--json")
    filters = run("ask", *asked).json["understood"]["filters"]
    assert (filters["title"], filters["source"]) == ("walrus", "courant")


def test_the_day_of_asking_is_the_one_named_or_today(run: Run, archive: Path) -> None:
    question = ("ask", "Which gate stood open in articles of last year?", "--archive", str(archive), "--json")
    (then,) = run(*question, "--as-of", "2020-06-01").json["understood"]["dates"]
    assert (then["first"], then["last"]) == ("2019-01-01", "2019-12-31")
    (now,) = run(*question).json["understood"]["dates"]
    assert now["first"] == f"{datetime.now().astimezone().year - 1}-01-01"


def test_a_question_of_a_chat_may_follow_up_the_one_before(run: Run, archive: Path) -> None:
    lines = ("source:courant Who pays crowns?", "and when?", "/new", "and when?")
    said = run("chat", "--archive", str(archive), "--json", given="\n".join(lines))
    first, second, third = (json.loads(line)["understood"] for line in said.out.splitlines())
    assert first["carried"] == []
    assert "crowns" in second["carried"]
    assert second["filters"]["source"] == "courant"
    assert (third["carried"], third["filters"]["source"]) == ([], None)
    assert "Carried over: " in run("chat", "--archive", str(archive), given="\n".join(lines[:2])).out


def test_the_command_of_a_chat_may_be_typed_in_capitals(run: Run, archive: Path) -> None:
    lines = ("source:courant Who pays crowns?", " /New ", "and when?")
    said = run("chat", "--archive", str(archive), "--json", given="\n".join(lines))
    first, second = (json.loads(line) for line in said.out.splitlines())
    assert (first["understood"]["filters"]["source"], second["understood"]["carried"]) == ("courant", [])
    assert said.err == ""


@pytest.mark.parametrize("line", ["/help", "/QUIT", " /fresh-start "])
def test_a_command_that_a_chat_does_not_have_is_told_what_there_is(run: Run, archive: Path, line: str) -> None:
    said = run("chat", "--archive", str(archive), "--json", given=f"Who pays crowns?\n{line}\nand when?")
    first, second = (json.loads(line) for line in said.out.splitlines())
    assert (first["question"], second["question"]) == ("Who pays crowns?", "and when?")
    assert "crowns" in second["understood"]["carried"], "the chat goes on where it was"
    assert said.err.count("\n") == 1
    assert "/new" in said.err


def test_a_question_may_begin_with_a_stroke(run: Run, archive: Path) -> None:
    said = run("chat", "--archive", str(archive), "--json", given="/walrus on the quay")
    assert said.json["excerpts"]


def test_an_explanation_adds_up(run: Run, archive: Path) -> None:
    question = "Who has kept the gate in Babylon for thirty years?"
    said = run("explain", question, "--archive", str(archive), "--json")
    assert (said.code, said.err) == (0, "")
    told = said.json
    assert list(told) == ["answer", "passages", "words", "articles", "evidence", "weights"]
    answer = run("ask", question, "--archive", str(archive), "--json").json
    assert told["answer"] == {name: value for name, value in answer.items() if name != "took_ms"}
    assert told["passages"] == 7
    words = {word["text"]: word for word in told["words"]}
    assert sum(word["share"] for word in words.values()) == pytest.approx(1)
    assert not words["Babylon"]["is_covered"]
    assert {term["passages"] for term in words["Babylon"]["terms"]} == {0}
    (gate,) = words["gate"]["terms"]
    assert gate["idf"] == pytest.approx(math.log(8 / gate["passages"]), abs=1e-6)
    for one in told["articles"]:
        assert one["value"] == pytest.approx(sum(one[name] for name in ("passage", "preferred", "whole", "window")))
    first = told["articles"][0]
    assert (first["citation"]["title"], first["excerpts"][0]) == ("Gate Left Open All Night", 1)
    parts = told["evidence"]["parts"]
    weighed = parts["level"] * (parts["covered"] + parts["passage"] - parts["background"] - parts["names"])
    assert told["evidence"]["score"] == pytest.approx(weighed)
    assert parts["covered"] == pytest.approx(sum(word["share"] for word in words.values() if word["is_covered"]))


def test_an_explanation_is_of_the_weights_and_filters_that_are_given(run: Run, archive: Path) -> None:
    Path("strict.toml").write_text("[archive.weights]\npartial = 9\nstrong = 10\ncalibration = 'by guess'\n")
    asked = ("explain", "Who kept the gate?", "--archive", str(archive), "--config", "strict.toml")
    told = run(*asked, "--json").json
    assert (told["weights"]["partial"], told["weights"]["calibration"]) == (9, "by guess")
    assert (told["evidence"]["strength"], told["answer"]["excerpts"]) == ("none", [])
    out = " ".join(run(*asked).out.split())
    assert "The archive does not say. Evidence is none: " in out
    assert "It is partial from 9 and strong from 10." in out
    assert "Calibration: by guess." in out
    assert "Would be quoted" in out.replace("would be", "Would be")
    assert "of the question is in what would be quoted first" in out
    assert "the first excerpt" not in out
    elsewhere = run(*asked, "--source", "courant", "--json").json
    assert elsewhere["answer"]["understood"]["filters"]["source"] == "courant"
    assert {one["citation"]["source"] for one in elsewhere["articles"]} <= {"The Courant"}


def test_chat_prints_an_object_a_line(run: Run, archive: Path) -> None:
    said = run("chat", "--archive", str(archive), "--json", given="Who kept the gate?\n\n  \ncapital of Mongolia")
    assert said.code == 0
    assert said.err == ""
    assert [json.loads(line)["question"] for line in said.out.splitlines()] == [
        "Who kept the gate?",
        "capital of Mongolia",
    ]


# What people read.


def test_a_load_ends_with_a_table_and_its_totals(run: Run) -> None:
    Path("page.txt").write_text(PAGE, "utf-8")
    Path("bad.json").write_text("{", "utf-8")
    said = run("load", "page.txt", "page.txt", "bad.json", "--archive", "town.sqlite")
    assert said.code == 0
    assert "1 article loaded (3 passages, 2 teasers), 1 already there, 1 refused" in said.out
    assert re.search(r"1 +Gate Left Open All Night +loaded", said.out)
    assert re.search(r"1 +Gate Left Open All Night +already there", said.out)
    assert "refused: bad.json is not valid JSON" in " ".join(said.out.split())


@pytest.mark.parametrize("paths", [["nowhere"], ["bad.json"], ["empty"], ["bad.json", "nowhere"]])
def test_a_load_of_nothing_is_an_error(run: Run, paths: list[str]) -> None:
    Path("bad.json").write_text("{", "utf-8")
    Path("empty").mkdir()
    assert run("load", *paths, "--archive", "town.sqlite").code == 1
    assert run("load", *paths, "--archive", "town.sqlite", "--json").code == 1


def test_an_answer_is_a_card(run: Run, archive: Path) -> None:
    said = run("ask", "Who has kept the gate for thirty years?", "--archive", str(archive))
    out = " ".join(said.out.replace("│", " ").split())
    assert "The archive has" in out
    assert "Gate Left Open All Night" in out
    assert "By Ada Prym · 3 March 2019 · excerpt 1 of" in out
    assert "“" in out


def test_an_explanation_is_told_in_sections(run: Run, archive: Path) -> None:
    out = run("explain", "after:soon Who has kept the gate for thirty years?", "--archive", str(archive)).out
    places = [
        out.index(title)
        for title in (
            "How it was understood",
            "“after:soon” is no date",
            "Its words, among 7 passages",
            "thirty",
            "The articles that were read",
            "Gate Left Open All",
            "In brackets is what an excerpt is worth",
            "Evidence",
            "of the question is in the first excerpt",
            "The weights in force",
            "passage_k1 0.9",
        )
    ]
    assert places == sorted(places)
    nothing = run("explain", "?!", "--archive", str(archive)).out
    assert "It has none to look for." in nothing
    assert "None was found." in nothing


def test_a_caption_and_a_teaser_are_named_on_their_cards(run: Run, archive: Path) -> None:
    caption = " ".join(run("ask", "photo of the iron gate", "--archive", str(archive)).out.replace("│", " ").split())
    assert "photo caption · credit: " in caption
    assert "Milo Frayne · 3 March 2019 · excerpt 1 of" in caption
    teaser = " ".join(run("ask", "blue egg", "--archive", str(archive)).out.replace("│", " ").split())
    assert "teaser printed beside “Gate Left Open All Night” · date unknown" in teaser
    assert "Ada Prym" not in teaser


def test_no_answer_says_what_was_missing_what_there_is_and_where_to_look(run: Run, archive: Path) -> None:
    said = run("ask", "purple comet destroyed Babylonian gate", "--archive", str(archive))
    out = " ".join(said.out.replace("│", " ").split())
    assert said.code == 0
    assert "The archive does not say" in out
    assert "Not found: “purple”, “comet”, “destroyed”, “Babylonian”" in out
    assert "The archive holds 3 articles, from The Courant" in out
    assert "November 2018 to 3 March 2019" in out
    assert "Nearest headlines, not answers:" in out
    assert "1 Gate Left Open All Night · By Ada Prym · 3 March 2019" in out


def test_an_empty_archive_has_its_own_sentence(run: Run) -> None:
    Path("bad.json").write_text("{", "utf-8")
    run("load", "bad.json", "--archive", "empty.sqlite")
    said = run("ask", "anything", "--archive", "empty.sqlite")
    assert said.code == 0
    assert "The archive is empty" in said.out
    assert run("ask", "anything", "--archive", "empty.sqlite", "--json").json["evidence"] == "none"
    assert run("list", "--archive", "empty.sqlite", "--json").json == []


def test_a_list_says_how_to_go_on(run: Run, archive: Path) -> None:
    assert "The next page: backissue list --after 4" in run("list", "--limit", "2", "--archive", str(archive)).out
    assert "next page" not in run("list", "--archive", str(archive)).out


def test_a_removal_and_a_page_are_told_in_words(run: Run, archive: Path) -> None:
    page = run("show", "1", "--archive", str(archive)).out
    assert "[caption] The iron gate of the cemetery on Sunday" in page
    assert "[teaser] Hen Lays Blue Egg" in page
    assert run("remove", "1", "--archive", str(archive)).out == (
        "Removed article 1: Gate Left Open All Night\nIts text and postings are deleted, with 2 teasers.\n"
    )


def test_without_a_command_help_is_shown(run: Run) -> None:
    for arguments in ([], ["--help"]):
        out = run(*arguments)
        for name in ("load", "ask", "chat", "explain", "evaluate", "list", "show", "remove", "stats"):
            assert name in out.out + out.err
    assert run("--help").code == 0


# What can be wrong.


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["ask", "Who?"], 1, "There is no archive"),
        (["chat"], 1, "There is no archive"),
        (["list"], 1, "There is no archive"),
        (["stats"], 1, "There is no archive"),
        (["explain", "Who?"], 1, "There is no archive"),
        (["explain", "Who?", "--before", "soon"], 2, "The option --before cannot be “soon”"),
        (["explain"], 2, "QUESTION"),
        (["show", "1"], 1, "There is no archive"),
        (["remove", "1"], 1, "There is no archive"),
        (["ask", "Who?", "--archive", "text.txt"], 1, "is not an archive"),
        (["load", "text.txt", "--archive", "text.txt"], 1, "is not an archive"),
        (["ask", "Who?", "--config", "nowhere.toml"], 2, "There is no config file nowhere.toml"),
        (["ask", "Who?", "--config", "text.txt"], 2, "text.txt"),
        (["ask", "Who?", "--config", "wrong.toml"], 2, "archive.readers"),
        (["ask"], 2, "QUESTION"),
        (["load"], 2, "PATH"),
        (["ask", "Who?", "--limit", "0"], 2, "--limit"),
        (["ask", "Who?", "--limit", "many"], 2, "--limit"),
        (["ask", "Who?", "--after", "soon"], 2, "“soon”; write a value such as 2016-11-17, 2016-11 or 2016."),
        (["ask", "Who?", "--before", "3/4/2016"], 2, "The option --before cannot be “3/4/2016”;"),
        (["ask", "Who?", "--lang", "klingon"], 2, "The option --lang cannot be “klingon”; write a value such as en or"),
        (["ask", "Who?", "--title", ""], 2, "The option --title says nothing; write a value such as budget."),
        (["ask", "Who?", "--after", "2019", "--before", "2018"], 2, "The option --before must be later than --after"),
        (["ask", "Who?", "--as-of", "today"], 2, "The option --as-of cannot be “today”; write a day, as 2016-11-17."),
        (["ask", "Who?", "--as-of", "2016"], 2, "backissue: The option --as-of cannot be “2016”;"),
        (["explain", "Who?", "--as-of", "2016-W46-4"], 2, "backissue: The option --as-of cannot be “2016-W46-4”;"),
        (["chat", "--source", "?!"], 2, "The option --source cannot be “?!”"),
        (["chat", "--as-of", "2019-13-01"], 2, "The option --as-of cannot be “2019-13-01”;"),
        (["list", "--after", "-1"], 2, "--after"),
        (["show", "first"], 2, "ID"),
        (["dance"], 2, "dance"),
        (["ask", "Who?", "--nope"], 2, "--nope"),
    ],
)
def test_a_mistake_is_told_on_the_error_stream_alone(run: Run, arguments: list[str], code: int, said: str) -> None:
    Path("text.txt").write_text("These are words and no archive. " * 40)
    Path("wrong.toml").write_text("[archive]\nreaders = 0\n")
    ended = run(*arguments)
    assert (ended.code, ended.out) == (code, "")
    assert said in ended.err
    assert "Traceback" not in ended.err


@given(st.sampled_from(list(EXAMPLES)), st.sampled_from(["", "title:", "lang:", "%"]), ANY_TEXT)
def test_a_complaint_about_an_option_is_one_line_that_names_it_as_it_is_typed(name: str, head: str, text: str) -> None:
    complaint = ""
    try:
        read_options({name: head + text}, lambda name: f"--{name}")
    except UnusableFilter as error:
        complaint = str(error)
    assert complaint == "" or complaint.startswith(f"The option --{name} ")
    assert obeyed(complaint) == []
    assert "\n" not in complaint
    assert f"{name}:" not in complaint.rpartition("; write ")[2]


@pytest.mark.parametrize("command", ["ask", "explain"])
def test_a_question_that_begins_with_a_word_to_leave_out_is_told_how_it_is_written(
    run: Run, archive: Path, command: str
) -> None:
    ended = run(command, "-quay walrus", "--archive", str(archive))
    assert (ended.code, ended.out) == (2, "")
    said = " ".join(ended.err.replace("│", " ").split())
    assert f"backissue {command} -- '-quay walrus'" in said
    assert "No such option" not in said
    asked = run(command, "--archive", str(archive), "--json", "--", "-quay walrus").json
    assert asked.get("answer", asked)["understood"]["excluded"] == ["quay"]


@pytest.mark.parametrize("command", ["show", "remove"])
def test_an_article_that_is_not_there_is_a_sentence(run: Run, archive: Path, command: str) -> None:
    for number in ("99", "99999999999999999999999"):
        said = run(command, number, "--archive", str(archive), "--json")
        assert (said.code, said.out) == (1, "")
        assert said.err == f"backissue: There is no article {number} in the archive. It may have been removed.\n"


def test_the_archive_is_named_by_option_environment_or_config_in_that_order(
    run: Run, archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("mine.toml").write_text("[archive]\npath = 'configured.sqlite'\n")
    assert "configured.sqlite" in run("stats", "--config", "mine.toml").err
    monkeypatch.setenv("BACKISSUE_CONFIG", "mine.toml")
    assert "configured.sqlite" in run("stats").err
    monkeypatch.setenv("BACKISSUE_ARCHIVE", "environment.sqlite")
    assert "environment.sqlite" in run("stats").err
    assert run("stats", "--archive", str(archive)).code == 0
    monkeypatch.setenv("BACKISSUE_ARCHIVE", str(archive))
    assert run("stats").code == 0


def test_only_loading_makes_an_archive(run: Run, elsewhere: Path) -> None:
    run("ask", "Who?", "--archive", "new.sqlite")
    assert list(elsewhere.iterdir()) == []
    Path("page.txt").write_text(PAGE, "utf-8")
    run("load", "page.txt")
    assert Path("var/archive.sqlite").is_file()


def test_folders_are_loaded_in_order_without_what_is_hidden_or_about_them(elsewhere: Path) -> None:
    for name in ("b.txt", "a/z.txt", "a/.git/x.txt", ".hidden", "readme.md", "LICENSE", "a/README.txt", "readme2.txt"):
        (elsewhere / "folder" / name).parent.mkdir(parents=True, exist_ok=True)
        (elsewhere / "folder" / name).touch()
    found = documents([Path("folder"), Path("folder/readme.md"), Path("nowhere")])
    assert [one.name for one in found] == [
        "folder/a/z.txt",
        "folder/b.txt",
        "folder/readme2.txt",
        "folder/readme.md",
        "nowhere",
    ]


# Nothing that an article holds becomes mark-up or a command to the terminal.

STYLED = re.compile(r"\x1b\[[0-9;]*m|\x1b\]8;[^;\x1b]*;(?:https?://[^\x00-\x20\x7f-\x9f\u202a-\u202e]*)?\x1b\\")
TRICK = (
    "[red]x[/red] [/] [link=http://evil.example]y[/link] :smile: \x1b[31mz\x1b]8;;http://evil.example\x1b\\ \u202eabc"
)


def printed(card: object, *, is_terminal: bool) -> str:
    colours: Any = "truecolor" if is_terminal else None
    console = Console(file=io.StringIO(), force_terminal=is_terminal, width=200, highlight=False, color_system=colours)
    console.print(card)
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


def obeyed(text: str) -> list[str]:
    """The characters of an output that a terminal would obey, rich's own styles aside."""
    kinds = [(one, unicodedata.category(one)) for one in STYLED.sub("", text)]
    return [one for one, kind in kinds if kind in {"Cc", "Cf", "Cs"} and one not in "\n\u200c\u200d"]


def test_hostile_articles_are_printed_as_they_are_written(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    fields = {
        "title": TRICK,
        "author": "[bold]B[/bold]",
        "source": TRICK,
        "url": "javascript:alert(1)",
        "text": f"The walrus {TRICK} sat.",
    }
    Path("[red]x\x1b[31m.json").write_text("{", "utf-8")
    Path("hostile.json").write_text(json.dumps(fields), "utf-8")
    monkeypatch.setenv("BACKISSUE_ARCHIVE", "hostile.sqlite")
    runs = [
        run("load", "hostile.json", "[red]x\x1b[31m.json"),
        run("ask", "Where did the walrus sit?"),
        run("ask", "[red]mongolia[/red] \x1b[31m comet \u202e [/]"),
        run("chat", given="walrus\n"),
        run("show", "1"),
        run("list"),
        run("stats"),
        run("explain", "\x1b[31m walrus [red]"),
        run("remove", "1"),
    ]
    assert [said.code for said in runs] == [0] * len(runs)
    assert [obeyed(said.out) for said in runs] == [[]] * len(runs)
    for said in (runs[0], runs[1], runs[3], runs[4], runs[8]):
        assert "[red]x[/red] [/]" in said.out
        assert ":smile:" in said.out or said is runs[0]


CITATIONS = st.builds(
    lambda title, byline, source, url: Citation(title=title, byline=byline, source=source, url=url, article_id=1),
    ANY_TEXT,
    ANY_TEXT,
    ANY_TEXT,
    st.one_of(ANY_TEXT, ANY_TEXT.map("https://".__add__)),
)


def cards(citation: Citation, body: str, typed: str) -> Sequence[object]:
    article = Article.compose(body, citation)
    length = len(article.text)
    spans = ((0, length // 2), (length // 2 + 1, length)) if length > 2 else ()
    reference = Reference(1, Label.TEASER, 0, length, (0, length), spans, is_cut_before=True)
    resolved = (Resolved(0, length, "2016-11-16"),)
    excerpt = Excerpt(
        reference, citation, article.text, beside=(citation.title or "",), also=(citation,), resolved=resolved
    )
    understood = Understood(
        words=(typed,),
        phrases=((typed, body),),
        excluded=(typed,),
        filters=Filters(title=typed, source=body, author=typed, language=typed),
        dates=(Dated(typed, Period(None, date(2016, 11, 17)), is_filter=True),),
        outlets=(citation.source or "x",),
        carried=(typed,),
        complaints=(body,),
        suggestions=(Suggestion(typed, body),),
    )
    covers = Statistics(articles=1, outlets=((citation.source or "x", 1),), languages=((typed, 1),))
    strong, none = Evidence(Strength.STRONG, missing=(typed,)), Evidence(Strength.NONE, missing=(typed,))
    question = Question(text=typed)
    answer = Answer(question, strong, (excerpt,), covers=covers, understood=understood)
    word = Word(typed, (Term(typed, 1, 1.0),), 1.0, is_covered=True, is_name=True)
    contribution = Contribution(citation, 0.1, 0.2, 0.3, 0.4, 1.0, (1,), also=1)
    return [
        answer_card(answer),
        explanation_card(
            Explanation(answer, (word,), 1, (contribution,), (1,), (excerpt,), None, Weights(calibration=typed))
        ),
        answer_card(Answer(question, none, leads=(citation,), covers=covers, understood=understood)),
        article_card(article),
        article_table([citation]),
        statistics_table(covers),
        load_table(Tally.of(Outcome(typed, status, 1, citation.title, reason=body, other=2) for status in Status)),
    ]


@settings(deadline=None, max_examples=30)
@given(citation=CITATIONS, body=ANY_TEXT, typed=ANY_TEXT, is_terminal=st.booleans())
def test_whatever_is_printed_the_terminal_obeys_only_our_styles(
    citation: Citation,
    body: str,
    typed: str,
    is_terminal: bool,  # noqa: FBT001 - hypothesis gives it by name
) -> None:
    for card in cards(citation, body, typed):
        assert obeyed(printed(card, is_terminal=is_terminal)) == []


@settings(deadline=None)
@given(ANY_TEXT)
def test_what_is_shown_differs_only_in_what_a_terminal_would_obey(text: str) -> None:
    assert shown(shown(text)) == shown(text)
    assert obeyed(shown(text)) == []
    assert not set(shown(text)) & set(HOSTILE) - set("\n[]<>@#*_`\\\u0301")


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "file:///etc/passwd", "https://a b", "https://a\u202eb", "ftp://x", "//x", "https:x"]
)
def test_only_web_addresses_become_links(url: str) -> None:
    article = Article.compose("words", Citation(title="T", url=url))
    assert "\x1b]8" not in printed(article_card(article), is_terminal=True)


def test_a_web_address_becomes_a_link() -> None:
    article = Article.compose("words", Citation(title="T", url="https://courant.example/a;b?c=d"))
    assert ";https://courant.example/a;b?c=d\x1b\\" in printed(article_card(article), is_terminal=True)


def test_the_words_that_matched_are_underlined_and_the_cut_is_marked_outside() -> None:
    article = Article.compose("The walrus sat.", Citation(title="T", article_id=1))
    reference = Reference(1, Label.BODY, 3, 18, (0, 15), ((4, 10),), is_cut_before=True, is_cut_after=True)
    excerpt = Excerpt(reference, article.citation, article.text[3:18])
    answer = Answer(Question(text="walrus"), Evidence(Strength.STRONG), (excerpt,), covers=Statistics(articles=1))
    assert "… “The walrus sat.” …" in printed(answer_card(answer), is_terminal=False)
    assert re.search(r"\x1b\[1;4mwalrus\x1b\[0m", printed(answer_card(answer), is_terminal=True))


def test_a_card_says_how_it_was_understood_what_yesterday_was_and_where_else_it_is_printed() -> None:
    article = Article.compose("It sank yesterday.", Citation(source="The Courant", published="2016-11-17"))
    excerpt = Excerpt(
        Reference(1, Label.BODY, 0, 18, (0, 18)),
        article.citation,
        article.text,
        also=(Citation(source="The Lantern"),),
        resolved=(Resolved(8, 17, "2016-11-16"),),
    )
    understood = Understood(carried=("ferry",), complaints=("“after:soon” is no date.",))
    answer = Answer(Question(text="?"), Evidence(Strength.STRONG), (excerpt,), (), understood, Statistics(articles=1))
    out = printed(answer_card(answer), is_terminal=False)
    lines = [line.strip("│ ") for line in out.splitlines()]
    assert lines[:3] == ["The archive has this.", "“after:soon” is no date.", "Carried over: “ferry”."]
    assert "“It sank yesterday.”" in lines, "the quotation is as it was printed"
    assert "“yesterday” = 16 November 2016" in lines
    assert "The Courant · 17 November 2016 · also in The Lantern · excerpt 1 of 1" in lines
    silent = Answer(Question(text="?"), Evidence(Strength.NONE), understood=understood, covers=Statistics(articles=1))
    assert "Carried over: “ferry”." in printed(answer_card(silent), is_terminal=False)


def told(strength: Strength, missing: Sequence[str], excerpts: int = 0, **understood: Any) -> str:  # noqa: ANN401
    """The first lines of the card of an answer, on one line."""
    quoted = Excerpt(Reference(1, Label.BODY, 0, 5, (0, 5)), Citation(title="T"), "words")
    evidence = Evidence(strength, missing=tuple(missing))
    answer = Answer(
        Question(text="?"), evidence, (quoted,) * excerpts, (), Understood(**understood), Statistics(articles=1)
    )
    return " ".join(printed(answer_card(answer), is_terminal=False).replace("│", " ").split())


def test_a_card_says_where_the_missing_words_are_missing() -> None:
    assert "part of this. Not in the first excerpt: “a”, “b”. " in told(Strength.PARTIAL, "ab", 2)
    assert "part of this. Not found: “a”. " in told(Strength.PARTIAL, "a", 1)
    assert " Not found: “a”. " in told(Strength.NONE, "a")
    assert " Not found in those articles: “a”. " in told(Strength.NONE, "a", filters=Filters(source="Courant"))
    assert " Not found in those articles: “a”. " in told(Strength.NONE, "a", excluded=("b",))
    assert " Not found in those articles: “a”. " in told(Strength.NONE, "a", phrases=(("b c",),))


def test_a_card_names_no_word_that_nobody_sees() -> None:
    assert " Not found: “ferry”. " in told(Strength.NONE, ("\ufe0f", "ferry", "\u200d", "\u3164"))
    assert "Not found" not in told(Strength.NONE, ("\ufe0f",))
    assert "Not found: “\u26f4\ufe0f”." in told(Strength.NONE, ("\u26f4\ufe0f",))


def test_a_card_does_not_speak_of_a_part_that_it_cannot_name() -> None:
    assert told(Strength.PARTIAL, (), 1).startswith("The archive may have this. ")
    assert told(Strength.PARTIAL, ("\ufe0f",), 1).startswith("The archive may have this. ")
    assert told(Strength.STRONG, (), 1).startswith("The archive has this. ")


def test_the_shapes_are_made_of_what_json_has() -> None:
    citation = Citation(title="T")
    article = Article.compose("words", citation)
    reference, resolved = Reference(1, Label.BODY, 0, 5, (0, 5), ((0, 5),)), (Resolved(0, 5, "2016-11-16"),)
    excerpt = Excerpt(reference, citation, "words", 0.123456789, also=(citation,), resolved=resolved)
    dates = (Dated("before May", Period(None, date(2016, 4, 30)), is_filter=True),)
    understood = Understood(("a",), (("b", "c"),), dates=dates, suggestions=(Suggestion("d", "e"),))
    answer = Answer(
        Question(text="\ud800"), Evidence(Strength.STRONG), (excerpt,), (citation,), understood, took_ms=1.23456
    )
    outcomes = [outcome_json(Outcome("a", status)) for status in Status]
    for shape in (answer_json(answer), article_json(article), *outcomes, statistics_json(Statistics())):
        assert json.loads(json.dumps(shape)) == shape
    told = answer_json(answer)
    assert told["excerpts"][0]["score"] == 0.123457
    assert told["excerpts"][0]["resolved"] == [{"start": 0, "end": 5, "iso": "2016-11-16"}]
    assert told["understood"]["dates"] == [
        {"text": "before May", "first": None, "last": "2016-04-30", "is_filter": True}
    ]
    assert told["understood"]["suggestions"] == [{"word": "d", "meant": "e"}]
    assert told["understood"]["phrases"] == [["b", "c"]]
