"""The sample archive loads whole, and the questions of its README are answered as it says."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from knowledge import Answer, Archive, Outcome, Question, Statistics, Status, Strength
from knowledge.cli.documents import documents

SAMPLE = Path(__file__).parent.parent / "config" / "sample"
README = (SAMPLE / "README.md").read_text("utf-8")
QUESTIONS = {
    int(number): question for number, question in re.findall(r"^(\d+)\. (.+?)(?: \([^()]+\))?$", README, re.MULTILINE)
}

ANSWERED = {
    1: ("Chandlers' Bridge Closed After Cracks Found in Fourteen Hangers", "fourteen"),
    2: ("Flood Inquiry", "gate"),
    3: ("Plasterer Finds Logbook of 1687", "logbook"),
    4: ("Chandlers' Bridge Reopens", "18.7 million"),
    5: ("Twenty-Two Minutes to Ollery", ""),
    6: ("A Gull Stops the Ferry", "gull"),
    7: ("Minke Whale Led Out of Kettlesund Harbour", "bagpipes"),
    8: ("Girl of Thirteen Becomes the Youngest Chess Champion", "Tilda Quaye"),
    9: ("Hottest Day on Record", "38.2"),
    10: ("Former Pilot Ines Tarrow Wins Election", "votes"),
    11: ("Oak Boat of 1118", "felled"),
    16: ("龙舟", "鼓手"),
    17: ("خبّاز شاب", "رغيف"),
    18: ("שעון הגאות", "שעון"),
    19: ("Elektrofähre besteht Probefahrt", "Tonnen"),
}
"""The headline that must come first, or how it begins, and what its quotation holds."""

TEASERS = {14: "Puffin Count on Ollery", 15: "Harbour Tram No. 4 Found in a Hen House"}

Ask = Callable[[int], Answer]


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[Outcome]]:
    """The archive of all that is in the folder, and what became of each item."""
    path = tmp_path_factory.mktemp("sample") / "archive.sqlite"

    async def load() -> list[Outcome]:
        async with Archive(path) as archive:
            return [outcome async for outcome in archive.load(documents([SAMPLE]))]

    return path, asyncio.run(load())


@pytest.fixture
def ask(loaded: tuple[Path, list[Outcome]]) -> Ask:
    async def answer(number: int) -> Answer:
        async with Archive(loaded[0]) as archive:
            return await archive.answer(Question(text=QUESTIONS[number]))

    return lambda number: asyncio.run(answer(number))


def test_everything_in_it_loads(loaded: tuple[Path, list[Outcome]]) -> None:
    _, outcomes = loaded
    assert [one for one in outcomes if one.status is not Status.LOADED] == []
    assert len(outcomes) == 41
    assert len({one.article_id for one in outcomes}) == 41


def test_it_holds_what_its_readme_promises(loaded: tuple[Path, list[Outcome]]) -> None:
    async def covered() -> Statistics:
        async with Archive(loaded[0]) as archive:
            return await archive.statistics()

    covers = asyncio.run(covered())
    assert covers.articles == 41
    assert covers.teasers > 10
    assert {"en", "zh", "ar", "he", "de"} == {name for name, _ in covers.languages}
    assert covers.undated == 11
    assert len(covers.outlets) >= 5
    assert (covers.earliest or "") >= "2014"
    assert (covers.latest or "") < "2025"


def test_every_question_of_the_readme_is_tried_here() -> None:
    assert set(QUESTIONS) == {*ANSWERED, *TEASERS, 12, 13, *range(20, 25)}


@pytest.mark.parametrize("number", ANSWERED)
def test_a_question_is_answered_from_the_right_article(ask: Ask, number: int) -> None:
    title, holds = ANSWERED[number]
    answer = ask(number)
    first = answer.excerpts[0]
    assert answer.evidence.strength in {Strength.STRONG, Strength.PARTIAL}
    assert (first.citation.title or "").startswith(title)
    assert holds in first.quote


def test_both_outlets_answer_where_they_disagree(ask: Ask) -> None:
    answer = ask(12)
    said = {one.citation.source: set(re.findall(r"\d[\d,]*", one.quote)) for one in answer.excerpts}
    assert "1,140" in said["The Kettlesund Courant"]
    assert "860" in said["The Low Quay Lantern"]


def test_a_caption_answers_under_its_own_credit(ask: Ask) -> None:
    first = ask(13).excerpts[0]
    assert first.part == "caption"
    assert first.citation.byline
    assert first.citation.byline in first.quote


@pytest.mark.parametrize("number", TEASERS)
def test_a_teaser_answers_under_nobodys_name(ask: Ask, number: int) -> None:
    first = ask(number).excerpts[0]
    assert first.part == "teaser"
    assert (first.citation.title or "").startswith(TEASERS[number])
    assert (first.citation.byline, first.citation.published, first.citation.source) == (None, None, None)
    assert first.beside


@pytest.mark.parametrize("number", range(20, 25))
def test_what_the_archive_does_not_say_is_not_answered(ask: Ask, number: int) -> None:
    answer = ask(number)
    assert answer.evidence.strength is Strength.NONE
    assert answer.excerpts == ()
    assert answer.evidence.missing


def test_one_story_of_an_agency_stands_under_two_outlets(loaded: tuple[Path, list[Outcome]]) -> None:
    async def quota() -> set[str | None]:
        async with Archive(loaded[0]) as archive:
            hits = await archive.search("herring quota", 20)
            articles = [await archive.article(hit.passage.article_id) for hit in hits]
            return {one.citation.source for one in articles if "quota" in (one.citation.title or "").lower()}

    assert len(asyncio.run(quota())) == 2
