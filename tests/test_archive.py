"""The door: what goes in is found, what goes out is gone, and nothing that happens meanwhile or badly is half done."""

from __future__ import annotations

import asyncio
import os
import signal
import sqlite3
import sys
import warnings
from collections import Counter
from collections.abc import Callable, Coroutine, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
import pytest
from conftest import composed, page
from hypothesis import given, settings
from hypothesis import strategies as st
from rank_bm25 import BM25Plus
from test_model import ANY_TEXT

from knowledge import (
    Archive,
    ArchiveError,
    Article,
    Citation,
    Database,
    Document,
    Filters,
    Hit,
    Label,
    Question,
    Reference,
    Statistics,
    Status,
    Strength,
    UnknownArticle,
)
from knowledge.passages import slices
from knowledge.store.postings import SEGMENT, UINT16
from knowledge.understanding import understand

T = TypeVar("T")

GATE = composed(
    "Gate left open",
    "The iron gate of the cemetery stood open all night.\n\nThe keeper Ada Prym had lost her key in the snow.",
    byline="N. Reporter",
    source="The Courant",
    published="2019-02",
    language="en",
)
HEN = "Hen lays blue egg\n\nA hen on Rope Street laid a blue egg."
TRAM = "Tram found in orchard\n\nThe tram of 1949 stood among the apple trees."


def with_teasers(title: str, body: str, *teasers: str) -> Article:
    """A page that advertises other stories."""
    parts = [(Label.HEADLINE, title), (Label.BODY, body), *((Label.TEASER, teaser) for teaser in teasers)]
    return page(Citation(title=title, byline="A. Writer", language="en"), *parts)


FLOOD = with_teasers("Water rises", "The water rose by two metres within the hour.", HEN, TRAM)
LEVY = with_teasers("Visitors to pay", "Every visitor will pay two crowns a night.", HEN)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "archive.sqlite"


COLUMNS = (
    "identity", "is_teaser", "external_id", "title", "byline", "source", "published", "url", "language", "text",
    "updated", "is_hidden", "is_listed",
)  # fmt: skip


def contents(path: Path) -> dict[str, object]:
    """All that an archive file holds, with ids and passage numbers told by their order alone."""
    with closing(sqlite3.connect(path)) as connection:

        def select(sql: str) -> list[tuple[Any, ...]]:
            return connection.execute(sql).fetchall()

        ids = {row[0]: at for at, row in enumerate(select("SELECT id FROM article ORDER BY id"))}
        numbers = {row[0]: at for at, row in enumerate(select("SELECT number FROM passage ORDER BY number"))}
        return {
            "article": select(f"SELECT {', '.join(COLUMNS)} FROM article ORDER BY id"),
            "part": [(ids[row[0]], *row[1:]) for row in select("SELECT * FROM part ORDER BY article, start")],
            "printing": [(ids[teaser], ids[on]) for teaser, on in select("SELECT * FROM printing ORDER BY 1, 2")],
            "passage": [(ids[row[1]], *row[2:]) for row in select("SELECT * FROM passage ORDER BY number")],
            "posting": postings_in(connection, numbers),
            "collection": select("SELECT passages, terms FROM collection"),
            "tally": select("SELECT * FROM tally ORDER BY kind, name"),
        }


def postings_in(connection: sqlite3.Connection, numbers: dict[int, int]) -> Counter[tuple[str, int, int]]:
    """Every posting that counts: term, the passage's place, code."""
    removed = set(connection.execute("SELECT term, number FROM removed"))
    found: Counter[tuple[str, int, int]] = Counter()
    for term, start, passages, codes in connection.execute(
        "SELECT term, start, passages, codes FROM posting UNION ALL SELECT term, start, passages, codes FROM gathering"
    ):
        assert passages
        for within, code in zip(np.frombuffer(passages, UINT16), np.frombuffer(codes, UINT16), strict=True):
            number = start // SEGMENT * SEGMENT + int(within)
            if (term, number) not in removed:
                found[term, numbers[number], int(code)] += 1
    return found


async def assert_whole(path: Path) -> None:
    """The index is what the articles of the file give, no more and no less."""
    with closing(sqlite3.connect(path)) as connection:
        ids = [row[0] for row in connection.execute("SELECT id FROM article WHERE is_listed ORDER BY id")]
        held = connection.execute("SELECT article, start, end FROM passage ORDER BY article, start").fetchall()
        numbers = connection.execute("SELECT number FROM passage ORDER BY article, start").fetchall()
        found = postings_in(connection, {row[0]: at for at, row in enumerate(numbers)})
        collection = connection.execute("SELECT passages, terms FROM collection").fetchone()
    async with Archive(path) as archive:
        cuts = [(number, cut) for number in ids for cut in slices(await archive.article(number))]
    assert held == [(number, cut.start, cut.end) for number, cut in cuts]
    expected = Counter(
        (term, at, frequency << 8 | len(cut.terms))
        for at, (_, cut) in enumerate(cuts)
        for term, frequency in Counter(cut.terms).items()
    )
    assert found == expected
    assert collection == (len(cuts), sum(len(cut.terms) for _, cut in cuts))


def files_beside(path: Path) -> list[str]:
    return [file.name for file in path.parent.iterdir()]


async def built(path: Path, *articles: Article) -> list[int]:
    async with Archive(path) as archive:
        return [outcome.article_id or 0 for outcome in await archive.add(articles)]


async def test_what_is_added_is_found_and_kept_word_for_word(path: Path) -> None:
    async with Archive(path) as archive:
        (outcome,) = await archive.add([GATE])
        assert (outcome.status, outcome.title, outcome.passages, outcome.teasers) == ("loaded", "Gate left open", 1, 0)
        article = await archive.article(outcome.article_id or 0)
        assert article.text == GATE.text
        assert article.parts == GATE.parts
        assert article.citation.loaded
        assert article.citation == GATE.citation.model_copy(
            update={"article_id": outcome.article_id, "loaded": article.citation.loaded}
        )
        (hit,) = await archive.search("Who lost the key?")
        assert article.text[hit.passage.start : hit.passage.end].startswith("The iron gate")
    await assert_whole(path)


async def test_the_same_words_with_the_same_citation_are_already_there(path: Path) -> None:
    (number,) = await built(path, GATE)
    before = contents(path)
    async with Archive(path) as archive:
        (again,) = await archive.add([GATE])
    assert (again.status, again.article_id) == (Status.DUPLICATE, number)
    assert contents(path) == before


async def test_twice_in_one_call_is_once_in_the_archive(path: Path) -> None:
    async with Archive(path) as archive:
        outcomes = await archive.add([GATE, LEVY, GATE])
        assert [outcome.status for outcome in outcomes] == ["loaded", "loaded", "duplicate"]
        assert outcomes[2].article_id == outcomes[0].article_id
        assert (await archive.statistics()).articles == 2


async def test_other_furniture_and_other_teasers_make_no_other_article(path: Path) -> None:
    async with Archive(path) as archive:
        (first, second) = await archive.add(
            [FLOOD, with_teasers("Water rises", FLOOD.labelled(Label.BODY)[0].of(FLOOD.text))]
        )
        assert (second.status, second.article_id) == (Status.DUPLICATE, first.article_id)


@pytest.mark.parametrize("changed", ["source", "byline", "title", "published", "url", "external_id"])
async def test_the_same_text_with_another_citation_is_another_article(path: Path, changed: str) -> None:
    value = "2019-03" if changed == "published" else "another"
    other = GATE.model_copy(update={"citation": GATE.citation.model_copy(update={changed: value})})
    async with Archive(path) as archive:
        outcomes = await archive.add([GATE, other])
        assert [outcome.status for outcome in outcomes] == ["loaded", "loaded"]
        assert len(await archive.articles()) == 2


async def test_more_articles_than_one_transaction_takes_are_told_of_in_order(path: Path) -> None:
    stories = [composed(f"Story {number}", f"Words of story {number}.", language="en") for number in range(130)]
    async with Archive(path) as archive:
        outcomes = await archive.add(iter(stories))
        assert [one.title for one in outcomes] == [f"Story {number}" for number in range(130)]
        assert {one.status for one in outcomes} == {Status.LOADED}
        (hit, *_) = await archive.search("story 99")
        assert (await archive.article(hit.passage.article_id)).citation.title == "Story 99"
    await assert_whole(path)


async def test_an_article_without_a_word_is_refused_and_the_others_are_not(path: Path) -> None:
    async with Archive(path) as archive:
        outcomes = await archive.add([composed(None, "— …"), GATE])
        assert [(one.status, bool(one.reason)) for one in outcomes] == [("refused", True), ("loaded", False)]
        assert (await archive.statistics()).articles == 1


async def test_what_is_removed_leaves_the_archive_as_if_it_had_never_come(path: Path, tmp_path: Path) -> None:
    never = tmp_path / "never.sqlite"
    await built(never, GATE, LEVY)
    _, flood, _ = await built(path, GATE, FLOOD, LEVY)
    async with Archive(path) as archive:
        removed = await archive.remove(flood)
        assert (removed.citation.title, removed.teasers) == ("Water rises", 1)
        assert await archive.search("water") == []
    assert contents(path) != contents(never)  # the hen was first printed by the page that is gone, so it comes first
    assert sorted(contents(path)["article"]) == sorted(contents(never)["article"])  # type: ignore[call-overload]
    for table in ("collection", "tally"):
        assert contents(path)[table] == contents(never)[table]
    await assert_whole(path)


async def test_removing_the_last_article_leaves_nothing(path: Path, tmp_path: Path) -> None:
    await built(tmp_path / "empty.sqlite")
    numbers = await built(path, GATE, FLOOD, LEVY)
    async with Archive(path) as archive:
        for number in numbers:
            await archive.remove(number)
        assert await archive.statistics() == Statistics()
    assert contents(path) == contents(tmp_path / "empty.sqlite")


async def test_a_removed_article_can_come_again_under_another_number(path: Path) -> None:
    (first,) = await built(path, GATE)
    async with Archive(path) as archive:
        await archive.remove(first)
        (again,) = await archive.add([GATE])
        assert again.status is Status.LOADED
        assert (again.article_id or 0) > first
        for ask in (archive.article, archive.remove):
            with pytest.raises(UnknownArticle):
                await ask(first)


@pytest.mark.parametrize(
    ("body", "language"),
    [
        ("长江水" * 300, "zh"),
        ("นักข่าว" * 200, "th"),
        ("word " * 1000, "en"),
        ("、U.S. and A.B.C.D.", "en"),
        ("L’homme d’État n’a qu’un mot. " * 80, "fr"),
        ("He left the U.S. He's back. " * 60, "en"),
        ("한국어를 배우는 사람들 " * 90, "ko"),
        ("naïve café " * 300, "en"),
        ("ALL IN CAPITALS. THE US. " * 40, "en"),
    ],
)
async def test_whatever_it_was_written_in_nothing_of_it_is_left(path: Path, body: str, language: str) -> None:
    async with Archive(path) as archive:
        (outcome,) = await archive.add([composed("Gate of the U.S.", body, language=language)])
        await archive.remove(outcome.article_id or 0)
        assert await archive.statistics() == Statistics()
    await assert_whole(path)


async def test_a_number_is_never_used_again(path: Path) -> None:
    given_out: list[int] = []
    for article in (GATE, FLOOD, LEVY, GATE):
        async with Archive(path) as archive:
            (outcome,) = await archive.add([article])
            given_out.append(outcome.article_id or 0)
            await archive.remove(given_out[-1])
    assert given_out == sorted(set(given_out))


async def test_a_teaser_is_kept_once_and_goes_with_the_last_page_that_prints_it(path: Path) -> None:
    async with Archive(path) as archive:
        flood, levy = [outcome.article_id or 0 for outcome in await archive.add([FLOOD, LEVY])]
        (hit,) = await archive.search("blue egg")
        teaser = hit.passage.article_id
        assert (await archive.article(teaser)).citation == Citation(
            article_id=teaser,
            title="Hen lays blue egg",
            language="en",
            loaded=(await archive.article(flood)).citation.loaded,
        )
        assert (await archive.statistics()).teasers == 2
        await archive.remove(flood)
        assert [one.passage.article_id for one in await archive.search("blue egg")] == [teaser]
        assert await archive.search("orchard") == []
        await archive.remove(levy)
        assert await archive.search("blue egg") == []
        with pytest.raises(UnknownArticle):
            await archive.article(teaser)


async def test_a_teaser_is_neither_listed_nor_removed_by_itself(path: Path) -> None:
    (flood,) = await built(path, FLOOD)
    async with Archive(path) as archive:
        assert [citation.article_id for citation in await archive.articles()] == [flood]
        assert await archive.headlines("hen") == []
        (hit,) = await archive.search("blue egg")
        with pytest.raises(UnknownArticle):
            await archive.remove(hit.passage.article_id)
        assert await archive.search("blue egg") == [hit]


async def test_a_story_that_is_also_a_teaser_elsewhere_is_two_items(path: Path) -> None:
    story = composed("Hen lays blue egg", "A hen on Rope Street laid a blue egg.", language="en")
    async with Archive(path) as archive:
        assert [one.status for one in await archive.add([LEVY, story])] == ["loaded", "loaded"]
        statistics = await archive.statistics()
        assert (statistics.articles, statistics.teasers) == (2, 1)


async def test_a_page_that_prints_a_teaser_twice_prints_it_once(path: Path) -> None:
    async with Archive(path) as archive:
        (outcome,) = await archive.add([with_teasers("Twice", "Words of the story.", HEN, HEN)])
        assert outcome.teasers == 1
        assert (await archive.statistics()).teasers == 1


@pytest.mark.parametrize("number", [0, -1, 99, 2**63, -(2**63), 10**30])
async def test_a_number_that_is_nobodys_is_unknown(path: Path, number: int) -> None:
    reference = Reference(number, Label.BODY, 0, 4, (0, 4))
    async with Archive(path) as archive:
        for asked in (
            archive.article(number),
            archive.remove(number),
            archive.recall(reference),
            archive.context(reference),
        ):
            with pytest.raises(UnknownArticle, match=str(number)):
                await asked


async def test_articles_are_listed_a_page_at_a_time(path: Path) -> None:
    numbers = await built(path, GATE, FLOOD, LEVY)
    async with Archive(path) as archive:
        first = await archive.articles(limit=2)
        rest = await archive.articles(after=first[-1].article_id or 0, limit=2)
        assert [one.article_id for one in (*first, *rest)] == numbers
        assert await archive.articles(after=numbers[-1]) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("gate", ["Gate left open"]),
        ("", ["Visitors to pay", "Water rises", "Gate left open"]),
        ("%", []),
        ("_", []),
        ("\\", []),
        ("e", ["Water rises", "Gate left open"]),
    ],
)
async def test_headlines_are_found_by_what_they_hold(path: Path, text: str, expected: list[str]) -> None:
    await built(path, GATE, FLOOD, LEVY)
    async with Archive(path) as archive:
        assert [citation.title for citation in await archive.headlines(text)] == expected


async def test_statistics_say_what_is_covered(path: Path) -> None:
    later = composed("Later", "Ein Haus steht am Ufer.", source="Lantern", published="2021-05-01", language="de")
    await built(path, GATE, FLOOD, LEVY, later)
    async with Archive(path) as archive:
        assert await archive.statistics() == Statistics(
            articles=4,
            teasers=2,
            passages=6,
            outlets=(("Lantern", 1), ("The Courant", 1)),
            languages=(("en", 5), ("de", 1)),
            earliest="2019-02",
            latest="2021-05-01",
            undated=2,
        )


async def test_the_language_is_found_out_where_the_page_does_not_say(path: Path) -> None:
    german = composed("Straße gesperrt", "Die Straße am Hafen ist seit gestern für alle Fahrzeuge gesperrt.")
    async with Archive(path) as archive:
        (outcome,) = await archive.add([german])
        assert (await archive.article(outcome.article_id or 0)).citation.language == "de"
        assert [outcome.status for outcome in await archive.add([german])] == ["duplicate"]


async def test_an_empty_archive_answers_that_it_is_empty(path: Path) -> None:
    async with Archive(path) as archive:
        assert await archive.search("anything") == []
        answer = await archive.answer(Question(text="anything"))
        assert (answer.evidence.strength, answer.excerpts, answer.leads) == (Strength.NONE, (), ())
        assert answer.covers.articles == 0


async def test_loading_reports_every_item_in_order(path: Path, tmp_path: Path) -> None:
    (tmp_path / "page.txt").write_text("Gate left open\n\nBy N. Reporter\n\nThe iron gate stood open all night long.\n")
    (tmp_path / "lines.jsonl").write_text('{"title": "Hen", "text": "A hen laid an egg."}\n{"title": 1}\n')
    (tmp_path / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    names = ["page.txt", "lines.jsonl", "missing.txt", "picture.png", "page.txt"]
    async with Archive(path) as archive:
        outcomes = [one async for one in archive.load(Document(name, tmp_path / name) for name in names)]
        assert [one.status for one in outcomes] == ["loaded", "loaded", "refused", "refused", "refused", "duplicate"]
        assert all(one.reason for one in outcomes if one.status is Status.REFUSED)
        assert [one.title for one in outcomes if one.article_id] == ["Gate left open", "Hen", "Gate left open"]
    await assert_whole(path)


# What rank-bm25 says of whatever is left, through the door.

BODIES = st.lists(
    st.sampled_from(
        [
            "The gate",
            " stood open.",
            " U.S.",
            " key’s ",
            "\n\n",
            "中文",
            "长江水位上涨。",
            " año",
            " 5,000 ",
            ". ",
            "l'eau ",
        ]
    ),
    min_size=1,
    max_size=30,
).map("".join)
ARTICLES = st.builds(
    lambda title, body, times, language: composed(title, body * times, language=language),
    st.sampled_from([None, "Gate", "中文", "U.S. gate key"]),
    BODIES,
    st.sampled_from([1, 1, 2, 40]),
    st.sampled_from(["en", "zh", "fr"]),
)


async def oracle(archive: Archive, path: Path, text: str) -> list[tuple[int, float]]:
    with closing(sqlite3.connect(path)) as connection:
        held = connection.execute("SELECT number, article, start FROM passage ORDER BY number").fetchall()
    cuts = {number: {cut.start: cut.terms for cut in slices(await archive.article(number))} for _, number, _ in held}
    corpus = [list(cuts[article][start]) for _, article, start in held]
    if not any(corpus):
        return []
    query = understand(Question(text=text), [name for name, _ in (await archive.statistics()).languages])
    query = query.settled({term for terms in corpus for term in terms})
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)
        scores = BM25Plus(corpus, k1=0.9, b=0.5, delta=0).get_scores(query.terms).tolist()
    scored = [(row[0], score) for row, score in zip(held, scores, strict=True) if score > 0]
    return sorted(scored, key=lambda one: (-one[1], one[0]))


async def compare(path: Path, articles: list[Article], gone: list[int]) -> None:
    async with Archive(path) as archive:
        numbers = [outcome.article_id for outcome in await archive.add(articles) if outcome.status is Status.LOADED]
        for number in {numbers[which % len(numbers)] for which in gone if numbers}:
            await archive.remove(number or 0)
        for text in ("Which gate stood open in the U.S.?", "5000 key", "长江水位", "nowhere"):
            found = [(hit.number, hit.score) for hit in await archive.search(text, 1000)]
            assert found == await oracle(archive, path, text)
    await assert_whole(path)


@settings(deadline=None, max_examples=40)
@given(articles=st.lists(ARTICLES, max_size=6), gone=st.lists(st.integers(0, 5), max_size=4))
def test_the_door_finds_what_the_oracle_finds_after_any_adds_and_removes(
    tmp_path_factory: pytest.TempPathFactory, articles: list[Article], gone: list[int]
) -> None:
    asyncio.run(compare(tmp_path_factory.mktemp("oracle") / "archive.sqlite", articles, gone))


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Archive, Callable[[Coroutine[Any, Any, T]], T]]]:
    """An archive that stays open, and what runs its coroutines."""
    with asyncio.Runner() as runner:
        archive = Archive(tmp_path_factory.mktemp("held") / "archive.sqlite")
        runner.run(archive.__aenter__())
        runner.run(archive.add([GATE, FLOOD, LEVY, composed("水", "长江水位上涨。", language="zh")]))
        yield archive, runner.run
        runner.run(archive.__aexit__())


def ask_everything(text: str, held: tuple[Archive, Callable[[Coroutine[Any, Any, Any]], Any]]) -> None:
    archive, run = held
    hits: list[Hit] = run(archive.search(text))
    assert all(hit.score > 0 for hit in hits)
    answer = run(archive.answer(Question(text=text, limit=20)))
    assert answer.question.text == text
    assert bool(answer.excerpts) == (answer.evidence.strength is not Strength.NONE)
    run(archive.headlines(text))


@settings(deadline=None, max_examples=100)
@given(text=ANY_TEXT)
def test_any_text_is_a_question(text: str, held: tuple[Archive, Callable[..., Any]]) -> None:
    ask_everything(text, held)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n",
        "\x00",
        "gate\x00key",
        "\ud800\udfff",
        "\udce9 gate",
        "🙂👨‍👩‍👧🏴",
        "מי פתח את השער? \u202egate",
        "x" * 10_000,
        "gate " * 2_000,
        " ".join(f"word{number}" for number in range(10_000)),
        "中" * 10_000,
        "'; DROP TABLE article; --",
        '" OR 1 NEAR/3 *',
        "%_\\",
        "e\u0301" * 500,
        "\u0301" * 1000,
        "a.b." * 3000,
        "1,2," * 3000,
        "l'" * 3000,
    ],
)
def test_these_are_questions_too(text: str, held: tuple[Archive, Callable[..., Any]]) -> None:
    ask_everything(text, held)


async def test_a_story_that_stands_in_two_sections_is_one_article(path: Path) -> None:
    told = {"source": "Courant", "url": "https://courant.example/gate"}
    first, again = (composed("Gate", "The gate stood open.", section=name, **told) for name in ("Town", "Front page"))
    async with Archive(path) as archive:
        assert [one.status for one in await archive.add([first, again])] == ["loaded", "duplicate"]
        assert (await archive.article(1)).citation.section == "Town"


async def test_a_date_that_is_only_inferred_is_kept_apart(path: Path) -> None:
    async with Archive(path) as archive:
        await archive.add([composed("Gate", "The gate stood open.", inferred="2016-11-17", language="en")])
        citation = (await archive.article(1)).citation
        assert (citation.published, citation.inferred) == (None, "2016-11-17")
        assert (await archive.statistics()).undated == 1
        answer = await archive.answer(Question(text="gate", filters=Filters(after="2016-11-01")))
        assert not answer.excerpts
        assert answer.understood.undated == 1


# Others at the same time.

COMES_AND_GOES = """
import asyncio, sys
from knowledge import Archive, Article, Citation
from knowledge.store import indexing
indexing.MERGED, indexing.MOVED = 2, 1

async def main():
    story = Article.compose("A gate again. " * 80, Citation(title="Gate again", language="en"))
    async with Archive(sys.argv[1]) as archive:
        for _ in range(40):
            (outcome,) = await archive.add([story])
            await archive.remove(outcome.article_id)

asyncio.run(main())
"""


async def scores_of(archive: Archive) -> tuple[float, ...]:
    return tuple(hit.score for hit in await archive.search("gate key again", 50))


async def test_a_search_while_another_process_loads_and_removes_sees_one_moment(path: Path, tmp_path: Path) -> None:
    again = composed("Gate again", "A gate again. " * 80, language="en")
    await built(path, GATE, FLOOD)
    await built(tmp_path / "with.sqlite", GATE, FLOOD, again)
    async with Archive(path) as archive, Archive(tmp_path / "with.sqlite") as other:
        without, with_it = await scores_of(archive), await scores_of(other)
        assert without != with_it
        process = await asyncio.create_subprocess_exec(sys.executable, "-c", COMES_AND_GOES, str(path))
        seen = set()
        while process.returncode is None:
            seen.add(await scores_of(archive))
            answer = await archive.answer(Question(text="Was there a gate again?"))
            assert all(excerpt.quote for excerpt in answer.excerpts)
            await asyncio.sleep(0)
        assert process.returncode == 0
    assert seen == {without, with_it}
    await assert_whole(path)


async def test_tasks_that_add_and_remove_at_once_leave_the_archive_whole(path: Path) -> None:
    async def come_and_go(archive: Archive, name: int) -> None:
        stories = [
            with_teasers(f"Story {name}-{number}", f"Words of story {name} number {number}.", HEN)
            for number in range(4)
        ]
        outcomes = await archive.add(stories)
        await archive.remove(outcomes[0].article_id or 0)

    async with Archive(path) as archive:
        await asyncio.gather(*(come_and_go(archive, name) for name in range(5)))
        statistics = await archive.statistics()
        assert (statistics.articles, statistics.teasers) == (15, 1)
    await assert_whole(path)


async def test_two_may_have_the_archive_open(path: Path) -> None:
    async with Archive(path) as one, Archive(path) as other:
        await one.add([GATE])
        assert [citation.title for citation in await other.articles()] == ["Gate left open"]
        await other.add([FLOOD])
        assert len(await one.articles()) == 2


ADDS_FOR_EVER = """
import asyncio, itertools, sys
from knowledge import Archive, Article, Citation, Label, Part

def story(number):
    text = f"Story {number}\\n\\n" + "Words of it. " * 200 + f"\\n\\nTeaser {number}\\n\\nMore of it."
    at = text.index("Teaser")
    parts = (Part(label=Label.BODY, start=0, end=at), Part(label=Label.TEASER, start=at, end=len(text)))
    return Article(citation=Citation(title=f"Story {number}", language="en"), text=text, parts=parts)

async def main():
    async with Archive(sys.argv[1]) as archive:
        for number in itertools.count():
            await archive.add(story(number * 7 + one) for one in range(7))
            print(number, flush=True)

asyncio.run(main())
"""


@pytest.mark.skipif(os.name == "nt", reason="there is no SIGKILL")
async def test_a_process_killed_in_the_middle_of_adding_leaves_whole_articles_only(path: Path) -> None:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", ADDS_FOR_EVER, str(path), stdout=asyncio.subprocess.PIPE
    )
    assert process.stdout
    for _ in range(3):
        assert await process.stdout.readline()
    await asyncio.sleep(0.01)
    process.send_signal(signal.SIGKILL)
    await process.communicate()
    await assert_whole(path)
    async with Archive(path) as archive:
        statistics = await archive.statistics()
        assert statistics.articles >= 21
        assert statistics.articles % 7 == 0
        assert statistics.teasers == statistics.articles
        assert [one.status for one in await archive.add([GATE])] == ["loaded"]


# Files that cannot be used.


async def test_another_programs_file_is_one_sentence(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE bookmark (url)")
    with pytest.raises(ArchiveError, match="belongs to another program; name another file"):
        async with Archive(path):
            pass


async def test_a_file_that_is_no_database_is_one_sentence(path: Path) -> None:
    with path.open("w") as file:
        file.write("The gate stood open.\n" * 100)
    with pytest.raises(ArchiveError, match="is not an archive; name another file"):
        async with Archive(path):
            pass


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ("PRAGMA user_version = 99", "was made by a newer Backissue; update this one"),
        ("UPDATE collection SET words_version = 99", "was indexed by another version"),
    ],
)
async def test_an_archive_of_another_version_is_one_sentence_and_closed_again(
    path: Path, change: str, reason: str
) -> None:
    await built(path, GATE)
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute(change)
    with pytest.raises(ArchiveError, match=reason):
        async with Archive(path):
            pass
    assert files_beside(path) == [path.name]


async def test_another_file_of_ours_is_no_archive(path: Path, tmp_path: Path) -> None:
    (tmp_path / "steps").mkdir()
    (tmp_path / "steps" / "0001_notes.sql").write_text("CREATE TABLE note (words TEXT) STRICT;\n")
    async with Database(path, tmp_path / "steps"):
        pass
    with pytest.raises(ArchiveError, match="cannot be used"):
        async with Archive(path):
            pass


OPENS_AND = """
import asyncio, sys
from knowledge import Archive

async def main():
    async with Archive(sys.argv[1]) as archive:
        {work}

asyncio.run(main())
"""


@pytest.mark.parametrize(
    ("work", "code"), [("await archive.statistics()", 0), ("raise SystemExit(3)", 3), ("await archive.article(5)", 1)]
)
async def test_the_process_ends_when_the_archive_is_left(path: Path, work: str, code: int) -> None:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", OPENS_AND.format(work=work), str(path), stderr=asyncio.subprocess.DEVNULL
    )
    assert await asyncio.wait_for(process.wait(), 30) == code
