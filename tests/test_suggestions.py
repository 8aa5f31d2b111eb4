"""Did you mean: the archive's own word for one that it does not hold, and silence when that is not all but sure."""

from __future__ import annotations

import asyncio
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from conftest import composed, page
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from test_model import ANY_TEXT

from knowledge import Archive, Article, Citation, Label
from knowledge.model import Suggestion
from knowledge.store import postings
from knowledge.suggestions import LONGEST, MOST, is_slip, suggest

LANGUAGES = ("en", "no", "he", "zh", "ko")
ARTICLES = [
    composed(
        "Government resigns in Kettlesund",
        "The president of the harbour committee, Ilse Brandvold, welcomed the election. Presidents before her did not. "
        "The commission asked for an investigation into the restaurant on Ollery. Alonzo Farrugia's boat was moored.",
        language="en",
    ),
    composed(
        "A second storm",
        "The storm closed the harbour, and the harbour café flooded. McAllister blamed the engineers of the barrier. "
        "The barrier held. He had sailed, and she had trailed. ENGINEERS met. The engineers measured 1,250 metres.",
        language="en",
    ),
    composed("Stormen", "Statsråden besøkte sykehuset i Ørneset. Kommunestyret vedtok budsjettet.", language="no"),
    composed("הספינה", "הספינה הגיעה לנמל ביום ראשון והתושבים חגגו.", language="he"),
    composed("渡轮", "凯特尔松的渡轮星期日停运。", language="zh"),
    composed("여객선", "여객선이 일요일에 항구를 떠났다.", language="ko"),
    page(
        Citation(title="Zeppelin lands", language="en"),
        (Label.HEADLINE, "Zeppelin lands"),
        (Label.BODY, "The airship came down in a field."),
    ),
]


async def _make(path: Path, articles: list[Article]) -> None:
    async with Archive(path) as archive:
        await archive.add(articles)


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("suggestions") / "archive.sqlite"
    asyncio.run(_make(path, ARTICLES))
    return path


@pytest.fixture
def connection(path: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as connection:
        yield connection


def meant(connection: sqlite3.Connection, word: str) -> str | None:
    found = suggest(connection, [word], LANGUAGES)
    assert all(one.word == word for one in found)
    return found[0].meant if found else None


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("Kettelsund", "Kettlesund"),
        ("kettelsund", "Kettlesund"),
        ("KETTELSUND", "Kettlesund"),
        ("Kettlessund", "Kettlesund"),
        ("Kettlesind", "Kettlesund"),
        ("Kettelsund's", "Kettlesund"),
        ("presidnet", "president"),
        ("preseident", "president"),
        ("electoin", "election"),
        ("goverment", "Government"),
        ("commision", "commission"),
        ("comission", "commission"),
        ("investigaton", "investigation"),
        ("restuarant", "restaurant"),
        ("engeneers", "engineers"),
        ("McAlister", "McAllister"),
        ("Farugia", "Farrugia"),
        ("Farruggia", "Farrugia"),
        ("Zepelin", "Zeppelin"),
        ("rpesident", "president"),
        ("ppresident", "president"),
        ("sykehsuet", "sykehuset"),
        ("Ørnesset", "Ørneset"),
        ("Ønreset", "Ørneset"),
        ("budsjetet", "budsjettet"),
        ("Kommunestyrret", "Kommunestyret"),
    ],
)
def test_a_slip_gets_the_word_as_it_stands_in_the_archive(
    connection: sqlite3.Connection, typed: str, expected: str
) -> None:
    assert meant(connection, typed) == expected


@pytest.mark.parametrize(
    "typed",
    [
        "sealed",  # sailed
        "storks",
        "stork",
        "Eilfe",
        "Allery",
        "Brandwolt",
        "residents",  # presidents: a word of its own
        "resident",
        "selection",
        "mission",
        "submission",
        "carrier",
        "trailer",
        "Krankenhaus",
        "Bürgermeister",
        "gouvernement",
        "présidente",
        "xylophone",
        "boot",
        "fild",
        "1,251",
        "1252",
        "Kettlesund2",
        "凯特松",
        "渡船",
        "フェリー",
        "여객기",
        "הספיהנ",
        "",
        " ",
        "'",
        "two words",
        "Kettel-sund",
        "x" * LONGEST,
        "Kettelsund" * 1000,
    ],
)
def test_another_word_gets_none(connection: sqlite3.Connection, typed: str) -> None:
    assert meant(connection, typed) is None


@pytest.mark.parametrize("word", ["Kettlesund", "presidents", "PRESIDENTIAL", "cafe", "café", "Orneset", "zeppelins"])
def test_a_word_that_the_archive_holds_in_any_form_gets_none(connection: sqlite3.Connection, word: str) -> None:
    assert meant(connection, word) is None


def test_a_question_gets_three_at_most_each_word_once_and_in_order(connection: sqlite3.Connection) -> None:
    slips = ["harbour", "Kettelsund", "Kettelsund", "who", "presidnet", "electoin", "commision"]
    assert suggest(connection, slips, LANGUAGES) == (
        Suggestion("Kettelsund", "Kettlesund"),
        Suggestion("presidnet", "president"),
        Suggestion("electoin", "election"),
    )
    assert MOST == 3


def test_the_more_frequent_word_wins_a_tie(tmp_path: Path) -> None:
    rare, frequent = composed(None, "Kastrela came."), [composed(None, f"Kastelra came {n} times.") for n in range(3)]
    for order in ([rare, *frequent], [*frequent, rare]):
        file = tmp_path / f"{len(list(tmp_path.iterdir()))}.sqlite"
        asyncio.run(_make(file, order))
        with closing(sqlite3.connect(file)) as connection:
            assert suggest(connection, ["Kastlera"], ()) == (Suggestion("Kastlera", "Kastelra"),)


def test_the_word_is_written_as_it_mostly_is(tmp_path: Path) -> None:
    file = tmp_path / "archive.sqlite"
    asyncio.run(_make(file, [composed(None, "Barnacles! We saw barnacles and barnacles.", language="en")]))
    with closing(sqlite3.connect(file)) as connection:
        assert suggest(connection, ["barncales"], ["en"]) == (Suggestion("barncales", "barnacles"),)


def test_an_article_that_is_gone_lends_no_words(tmp_path: Path) -> None:
    async def _load_and_remove() -> None:
        async with Archive(file) as archive:
            (outcome,) = await archive.add([ARTICLES[0]])
            await archive.remove(outcome.article_id or 0)

    file = tmp_path / "archive.sqlite"
    asyncio.run(_load_and_remove())
    with closing(sqlite3.connect(file)) as connection:
        assert suggest(connection, ["Kettelsund"], ["en"]) == ()


@pytest.mark.parametrize(
    ("typed", "word", "expected"),
    [
        ("wierd", "weird", True),
        ("wrd", "wdr", False),
        ("iran", "rian", False),
        ("puttin", "putin", True),
        ("denis", "dennis", False),
        ("tommorow", "tomorrow", True),
        ("seperate", "separate", True),
        ("definately", "definitely", True),
        ("forstod", "forstad", False),
        ("enviroment", "environment", True),
        ("misusing", "missing", False),
        ("journalism", "journalist", False),
        ("temporarily", "temporary", False),
        ("environmental", "environment", False),
        ("conducted", "connected", False),
        ("oversight", "overnight", False),
        ("plant", "plan", False),
        ("same", "same", True),
    ],
)
def test_what_a_slip_is(typed: str, word: str, expected: bool) -> None:  # noqa: FBT001 - an expected value
    assert is_slip(typed, word) is expected


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(ANY_TEXT | st.text("Kettlesundpr'ø", max_size=12), max_size=8))
def test_any_words_may_be_asked_for(connection: sqlite3.Connection, asked: list[str]) -> None:
    found = suggest(connection, asked, LANGUAGES)
    assert len(found) <= MOST
    assert {one.word for one in found} <= set(asked)
    for one in found:
        assert one.meant.casefold() in str([article.text for article in ARTICLES]).casefold()


def test_a_wide_vocabulary_is_read_only_so_far(connection: sqlite3.Connection) -> None:
    assert len(postings.beginning(connection, "s", 3)) == 3
    counted = postings.beginning(connection, "harbour", 100)
    assert counted == {"harbour": 2}
    assert postings.beginning(connection, "nowhere", 100) == {}
    assert len(postings.some(connection, "harbour", 1)) == 1
    assert len(postings.some(connection, "harbour", 100)) == 2


def test_many_alike_words_take_little_time(tmp_path: Path) -> None:
    file = tmp_path / "archive.sqlite"
    names = [f"kett{one}{two}{three}sund" for one in "abcdefghij" for two in "aeioulmnrs" for three in "lmnprstvkg"]
    asyncio.run(_make(file, [composed(None, " ".join(names[at : at + 50])) for at in range(0, len(names), 50)]))
    with closing(sqlite3.connect(file)) as connection:
        started = time.process_time()
        suggest(connection, ["kettlesund", "kettsund", "ketelesund", "kettaalsund", "ketablsund"], ["en"])
        assert time.process_time() - started < 1
