"""The page that the project began with: its words under its byline, others' under theirs. Needs BACKISSUE_TEST_DATA."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

DATA = os.environ.get("BACKISSUE_TEST_DATA")
SEED = Path(DATA or "") / "seed" / "seed.txt"
SCRIPT = Path(sys.executable).with_name("backissue")

pytestmark = pytest.mark.skipif(not DATA, reason="BACKISSUE_TEST_DATA names no folder of test data")


STORY = {
    "Who commands the northern military operations?": "Ali Freiji",
    "How much of the last stronghold has been taken back?": "a quarter",
    "What happened to the last bridge across the Tigris?": "the last bridge",
}
TEASERS = {
    "Who is Meg Leung?": "Meg Leung",
    "梁麗橋": "梁麗橋",
    "What did the Society for Truth and Light survey find?": "Society for Truth and Light",
    "明光社": "明光社",
}
"""Questions, and what the quotation must hold."""

CAPTION = "Who took the picture of people running in panic?"
DATE = "When was this article published?"
UNKNOWN = ("What is the capital of Mongolia?", "who won the 2018 World Cup?")

Answers = dict[str, Any]


def said(*arguments: str, given: str = "") -> list[Any]:
    """The objects that a command prints, one a line."""
    ended = subprocess.run(
        [SCRIPT, *arguments, "--json"], input=given.encode(), capture_output=True, timeout=60, check=True
    )
    return [json.loads(line) for line in ended.stdout.splitlines()]


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The seed, loaded by the command line."""
    path = str(tmp_path_factory.mktemp("seed") / "archive.sqlite")
    (loaded,) = said("load", str(SEED), "--archive", path)
    assert [(one["title"], one["teasers"]) for one in loaded["loaded"]] == [(headline(), 4)]
    assert (loaded["duplicates"], loaded["refused"]) == ([], [])
    return path


@pytest.fixture(scope="module")
def answers(archive: str) -> Answers:
    """What is printed for each of the questions."""
    questions = [*STORY, *TEASERS, CAPTION, DATE, *UNKNOWN]
    return {one["question"]: one for one in said("chat", "--archive", archive, given="\n".join(questions))}


def headline() -> str:
    return SEED.read_text("utf-8").partition("\n")[0]


def test_every_quotation_is_a_slice_of_the_page_and_has_no_date(archive: str, answers: Answers) -> None:
    quoted = [one for answer in answers.values() for one in answer["excerpts"]]
    numbers = {one["citation"]["article_id"] for one in quoted}
    text = {number: said("show", str(number), "--archive", archive)[0]["text"] for number in numbers}
    for one in quoted:
        assert text[one["citation"]["article_id"]][one["start"] : one["end"]] == one["quote"]
        assert one["citation"]["published"] is None


def test_asking_by_itself_prints_the_same(archive: str, answers: Answers) -> None:
    (answer,) = said("ask", CAPTION, "--archive", archive)
    assert answer | {"took_ms": 0} == answers[CAPTION] | {"took_ms": 0}


@pytest.mark.parametrize("question", STORY)
def test_the_story_is_quoted_under_its_byline(answers: Answers, question: str) -> None:
    answer = answers[question]
    first = answer["excerpts"][0]
    assert answer["evidence"] in {"strong", "partial"}
    assert STORY[question] in first["quote"]
    assert (first["part"], first["citation"]["title"]) == ("body", headline())
    assert (first["citation"]["byline"], first["citation"]["published"]) == ("Richard Chiu", None)


@pytest.mark.parametrize("question", TEASERS)
def test_a_teaser_is_quoted_as_another_story_under_nobodys_name(answers: Answers, question: str) -> None:
    answer = answers[question]
    first = answer["excerpts"][0]
    assert answer["evidence"] in {"strong", "partial"}
    assert TEASERS[question] in first["quote"]
    assert first["part"] == "teaser"
    assert (first["citation"]["byline"], first["citation"]["source"]) == (None, None)
    assert first["citation"]["title"] != headline()
    assert first["citation"]["title"] in SEED.read_text("utf-8")


def test_the_picture_belongs_to_its_photographer(answers: Answers) -> None:
    first = answers[CAPTION]["excerpts"][0]
    assert first["part"] == "caption"
    assert "Goran Tomasevic" in first["quote"]
    assert "Goran Tomasevic" in first["citation"]["byline"]


def test_no_date_is_invented(archive: str, answers: Answers) -> None:
    assert {one["published"] for one in answers[DATE]["leads"]} <= {None}
    (statistics,) = said("stats", "--archive", archive)
    assert (statistics["earliest"], statistics["latest"], statistics["undated"]) == (None, None, 1)


@pytest.mark.parametrize("question", UNKNOWN)
def test_what_it_does_not_say_it_does_not_say(answers: Answers, question: str) -> None:
    assert (answers[question]["evidence"], answers[question]["excerpts"]) == ("none", [])


def test_loading_it_again_stores_nothing(archive: str) -> None:
    (again,) = said("load", str(SEED), "--archive", archive)
    assert [one["article_id"] for one in again["duplicates"]] == [1]
    assert said("stats", "--archive", archive)[0]["teasers"] == 4
