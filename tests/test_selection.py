"""The operators of a question decide which articles may answer it, and nothing else about the answer."""

from __future__ import annotations

import asyncio
import sqlite3
import time
from collections.abc import Coroutine, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import pytest
from conftest import composed, page
from hypothesis import given, settings
from hypothesis import strategies as st
from test_model import ANY_TEXT

from knowledge import Answer, Archive, Article, Citation, Filters, Label, Question, Strength, Understood
from knowledge.explanations import Explanation
from knowledge.model import Excerpt
from knowledge.phrases import holds
from knowledge.query import Query
from knowledge.selection import READ_FOR_PHRASE, select
from knowledge.words import readings, terms

T = TypeVar("T")
COURANT, LANTERN, BOTE = "The Kettlesund Courant", "The Low Quay Lantern", "Kettlesunder Bote"
HEN = "Hen lays blue egg\n\nA hen of Kettlesund laid a blue egg and sat down again."
MANY_LINES = " ".join(f"Line {number} of the long report tells what the harbour master ate." for number in range(40))
TOWN = [
    composed(
        "Dockers walk out",
        "The dockers of Kettlesund began a strike at dawn. “We shall not lift a crate,” said Otto Crake. "
        "The owners answered with a lockout.",
        source=COURANT,
        byline="Ada Prym",
        published="2016-11-17",
        language="en",
    ),
    composed(
        "Dockers return",
        "The strike of Kettlesund ended after nine days. To be or not to be was never the question.",
        source=COURANT,
        byline="Milo Frayne and Ada Prym",
        published="2016-11-26T07:30+01:00",
        language="en",
    ),
    composed(
        "Ferry floats again",
        "The ferry left the mud of Kettlesund at high tide. We shall lift a crate of ale, said the pilot.",
        source=LANTERN,
        byline="Ines Tarrow",
        published="2017-03",
        language="en",
    ),
    composed(
        "The year in Kettlesund",
        "A lockout in the sail lofts, a whale and two weddings.",
        source=LANTERN,
        published="2016",
        language="en",
    ),
    composed("Bell stolen", f"Somebody took the bell of Kettlesund. {MANY_LINES}", byline="Ada Prym", language="en"),
    composed("Die Glocke", "Die Glocke von Kettlesund ist fort.", source=BOTE, published="2015-06-01", language="de"),
    page(
        Citation(title="Page of the owl", source=COURANT, published="2018-01-02", language="en"),
        (Label.HEADLINE, "Page of the owl"),
        (Label.BODY, "An owl of Kettlesund moved into the customs house."),
        (Label.TEASER, HEN),
    ),
]
OUT, BACK, FERRY, YEAR, BELL, GLOCKE, OWL = [article.citation.title for article in TOWN]
TEASER = "Hen lays blue egg"
EVERYTHING = {OUT, BACK, FERRY, YEAR, BELL, GLOCKE, OWL, TEASER}


@dataclass(frozen=True)
class Town:
    """An archive that stays open, and what runs its coroutines."""

    archive: Archive
    runner: asyncio.Runner

    def run(self, coroutine: Coroutine[Any, Any, T]) -> T:
        return self.runner.run(coroutine)

    def answer(self, text: str, limit: int = 20, **fields: Any) -> Answer:  # noqa: ANN401 - fields of Question
        return self.run(self.archive.answer(Question(text=text, limit=limit, **fields)))

    def explain(self, text: str, **fields: Any) -> Explanation:  # noqa: ANN401 - as above
        return self.run(self.archive.explain(Question(text=text, limit=20, **fields)))

    def left(self, text: str, **fields: Any) -> set[str | None]:  # noqa: ANN401 - as above
        """The headlines of every article that was found."""
        titles = {one.article_id: one.title for one in self.run(self.archive.articles(teasers=True))}
        return {titles[number] for number in self.explain(text, **fields).ranking}


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    with asyncio.Runner() as runner:
        archive = Archive(tmp_path_factory.mktemp("town") / "archive.sqlite")
        runner.run(archive.__aenter__())
        runner.run(archive.add(TOWN))
        yield Town(archive, runner)
        runner.run(archive.__aexit__())


def quoted(answer: Answer) -> set[str | None]:
    return {excerpt.citation.title for excerpt in answer.excerpts}


# Filters.

FILTERED = [
    ("title:ferry", Filters(title="ferry"), {FERRY}),
    ('title:"walk out"', Filters(title="walk out"), {OUT}),
    ("title:dockers", Filters(title="DOCKERS"), {OUT, BACK}),
    ("title:egg", Filters(title="egg"), {TEASER}),
    ("source:courant", Filters(source="courant"), {OUT, BACK, OWL}),
    ('source:"low quay"', Filters(source="Low Quay"), {FERRY, YEAR}),
    ("author:prym", Filters(author="Prym"), {OUT, BACK, BELL}),
    ('author:"milo frayne"', Filters(author="Milo Frayne"), {BACK}),
    ("lang:de", Filters(language="de"), {GLOCKE}),
    ("lang:German", Filters(language="de"), {GLOCKE}),
    ("after:2017", Filters(after="2017"), {FERRY, OWL}),
    ("after:2016-11", Filters(after="2016-11"), {OUT, BACK, YEAR, FERRY, OWL}),
    ("after:2016-11-18", Filters(after="2016-11-18"), {BACK, YEAR, FERRY, OWL}),
    ("after:2016-11-26", Filters(after="2016-11-26"), {BACK, YEAR, FERRY, OWL}),
    ("after:2017-03-31", Filters(after="2017-03-31"), {FERRY, OWL}),
    ("after:2017-04", Filters(after="2017-04"), {OWL}),
    ("before:2016", Filters(before="2016"), {GLOCKE}),
    ("before:2016-11-17", Filters(before="2016-11-17"), {GLOCKE, YEAR}),
    ("before:2016-11-26", Filters(before="2016-11-26"), {GLOCKE, YEAR, OUT}),
    ("before:2016-11-27", Filters(before="2016-11-27"), {GLOCKE, YEAR, OUT, BACK}),
    ("before:2017", Filters(before="2017"), {GLOCKE, YEAR, OUT, BACK}),
    ("source:courant after:2016-11-20", Filters(source="courant", after="2016-11-20"), {BACK, OWL}),
    ("author:prym title:bell lang:en", Filters(author="prym", title="bell", language="en"), {BELL}),
    ("after:2016 before:2017", Filters(after="2016", before="2017"), {OUT, BACK, YEAR}),
]


@pytest.mark.parametrize(("typed", "filters", "expected"), FILTERED)
def test_a_filter_leaves_these_articles_typed_or_as_an_option(
    town: Town, typed: str, filters: Filters, expected: set[str]
) -> None:
    assert town.left("Kettlesund") == EVERYTHING
    assert town.left(f"Kettlesund {typed}") == expected
    assert town.left("Kettlesund", filters=filters) == expected
    assert quoted(town.answer(f"Kettlesund {typed}")) <= expected


def test_a_filter_is_told_as_it_was_understood(town: Town) -> None:
    answer = town.answer("Kettlesund source:courant after:2016-11", filters=Filters(author="Prym"))
    assert answer.understood.filters == Filters(source="courant", after="2016-11", author="Prym")
    assert answer.understood.complaints == ()
    assert answer.understood.words == ("Kettlesund",)


def test_what_is_typed_comes_over_an_option(town: Town) -> None:
    options = Filters(source="Bote", language="en")
    assert town.left("Kettlesund source:lantern", filters=options) == {FERRY, YEAR}


def test_times_in_words_filter_where_they_say_when_it_was_published(town: Town) -> None:
    text = "articles published in November 2016 about Kettlesund"
    answer = town.answer(text)
    assert answer.understood.filters == Filters(after="2016-11-01", before="2016-12-01")
    assert [dated.is_filter for dated in answer.understood.dates] == [True]
    assert town.left(text) == {OUT, BACK, YEAR}


def test_a_time_that_is_only_named_leaves_everything(town: Town) -> None:
    assert town.left("What happened in Kettlesund in November 2016?") == EVERYTHING


async def test_what_is_dated_to_a_year_may_lie_within_it_and_not_before(tmp_path: Path) -> None:
    dates = ["2015", "2015-12", "2015-12-31", "2016", "2016-01", "2016-01-01T00:00Z", "2016-01-02"]
    articles = [composed(day, f"Gulls came on {number} boats.", published=day) for number, day in enumerate(dates)]
    async with Archive(tmp_path / "archive.sqlite") as archive:
        await archive.add(articles)
        titles = {one.article_id: one.title for one in await archive.articles()}
        for typed, expected in {
            "after:2015-12-31": dates,
            "after:2016": dates[3:],
            "after:2016-01-02": ["2016", "2016-01", "2016-01-02"],
            "before:2015-12": ["2015"],
            "before:2016": dates[:3],
        }.items():
            found = await archive.explain(Question(text=f"gulls {typed}"))
            assert sorted(titles[number] or "" for number in found.ranking) == sorted(expected)


@pytest.mark.parametrize("typed", ["before:2016-01-01", "before:2016-01", "published in 2015", "published before 2016"])
async def test_what_is_dated_to_a_year_is_not_before_its_first_day(tmp_path: Path, typed: str) -> None:
    articles = [composed(day, "Gulls came on boats.", published=day) for day in ("2015", "2016", "2016-01")]
    async with Archive(tmp_path / "archive.sqlite") as archive:
        await archive.add(articles)
        titles = {one.article_id: one.title for one in await archive.articles()}
        found = await archive.explain(Question(text=f"articles about gulls {typed}"))
    assert [titles[number] for number in found.ranking] == ["2015"]


def test_undated_articles_that_a_date_leaves_out_are_counted(town: Town) -> None:
    assert town.answer("Kettlesund").understood.undated == 0
    assert town.answer("Kettlesund after:2016").understood.undated == 1
    assert town.answer("Kettlesund before:2030").understood.undated == 1
    assert town.answer("articles published in 2016 about Kettlesund").understood.undated == 1
    assert town.answer("Kettlesund after:2016 author:prym lang:en").understood.undated == 1


def test_undated_articles_that_another_filter_leaves_out_are_not(town: Town) -> None:
    for typed in ("source:courant", "title:ferry", "lang:de", "author:tarrow"):
        assert town.answer(f"Kettlesund after:2016 {typed}").understood.undated == 0
        assert town.answer(f"Kettlesund {typed}").understood.undated == 0


def test_an_outlet_that_is_not_there_is_said_and_nothing_is_answered(town: Town) -> None:
    answer = town.answer("Who began the strike of Kettlesund? source:Gazette")
    assert (answer.evidence.strength, answer.excerpts, answer.leads) == (Strength.NONE, (), ())
    (complaint,) = answer.understood.complaints
    assert complaint.startswith("The archive has no outlet called “Gazette”. Its outlets are ")
    assert {COURANT, LANTERN, BOTE} <= set(complaint.removesuffix(".").split(" are ")[1].split(", "))


async def test_an_archive_without_outlets_says_so(tmp_path: Path) -> None:
    async with Archive(tmp_path / "archive.sqlite") as archive:
        await archive.add([composed("Gulls", "Gulls came by boat.", language="en")])
        answer = await archive.answer(Question(text="gulls source:Gazette"))
    assert answer.understood.complaints == (
        "The archive has no outlet called “Gazette”. None of its articles names one.",
    )
    assert answer.evidence.strength is Strength.NONE


@pytest.mark.parametrize("typed", ["title:zeppelin", "author:nobody", "lang:fr", "after:2030", "before:1990"])
def test_a_filter_that_leaves_nothing_answers_none_and_is_told(town: Town, typed: str) -> None:
    answer = town.answer(f"Who began the strike of Kettlesund? {typed}")
    assert (answer.evidence.strength, answer.excerpts, answer.leads) == (Strength.NONE, (), ())
    assert answer.understood.filters != Filters()
    assert set(answer.evidence.missing) == {"began", "strike", "Kettlesund"}


def test_a_filter_that_cannot_be_used_is_said_and_the_others_are_used(town: Town) -> None:
    text = "Kettlesund after:someday source:lantern"
    (complaint,) = town.answer(text).understood.complaints
    assert "“after:someday” is no date" in complaint
    assert town.left(text) == {FERRY, YEAR}


def test_dates_that_exclude_each_other_are_said_and_not_used(town: Town) -> None:
    (complaint,) = town.answer("Kettlesund after:2017", filters=Filters(before="2016")).understood.complaints
    assert "neither is used" in complaint
    assert town.left("Kettlesund after:2017", filters=Filters(before="2016")) == EVERYTHING


def test_a_teaser_is_of_no_outlet_author_or_date(town: Town) -> None:
    assert quoted(town.answer("Who laid a blue egg?")) == {TEASER}
    assert quoted(town.answer("Who laid a blue egg? lang:en title:hen")) == {TEASER}
    for typed in ("source:courant", "author:prym", "after:1900", "before:2100"):
        answer = town.answer(f"Who laid a blue egg? {typed}")
        assert (answer.evidence.strength, answer.excerpts) == (Strength.NONE, ())


def test_filters_alone_are_a_question_about_nothing(town: Town) -> None:
    answer = town.answer("source:courant after:2016")
    assert (answer.evidence.strength, answer.excerpts) == (Strength.NONE, ())
    assert answer.understood.filters == Filters(source="courant", after="2016")


# Exact phrases.


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ('"lift a crate"', {OUT, FERRY}),
        ("“lift a crate”", {OUT, FERRY}),
        ("„LIFT A CRATE“", {OUT, FERRY}),
        ("«Lift a Crate»", {OUT, FERRY}),
        ('"shall not lift"', {OUT}),
        ('"crate lift"', {OUT, FERRY, BACK, YEAR, BELL, GLOCKE, OWL, TEASER}),
        ('"crate said"', {OUT}),
        ('"dockers return"', {BACK}),
        ('"dockers walk"', {OUT}),
        ('"return the strike"', {BACK}),
        ('"to be or not to be"', {BACK}),
        ('"shall not lift" OR "not to be"', {OUT, BACK}),
        ('"shall not lift" OR "no such thing"', {OUT}),
        ('"lift a crate" "high tide"', {FERRY}),
        ('"lift" "Otto Crake"', {OUT}),
    ],
)
def test_a_phrase_must_stand_in_a_passage_or_its_headline(town: Town, typed: str, expected: set[str]) -> None:
    assert town.left(f"Kettlesund {typed}") == expected


def test_a_passage_with_the_phrase_is_what_is_quoted(town: Town) -> None:
    for phrase in ("shall not lift a crate", "not to be"):
        answer = town.answer(f'What of the strike in Kettlesund? "{phrase}"')
        assert answer.understood.phrases == ((phrase,),)
        assert len(answer.excerpts) == 1
        assert holds(answer.excerpts[0].quote, phrase)


def test_of_a_long_article_the_words_around_the_phrase_are_quoted(town: Town) -> None:
    question = "Who took the bell?"
    assert "Somebody took the bell" in town.answer(question).excerpts[0].quote
    excerpts = town.answer(f'{question} "line 30 of the long report"').excerpts
    assert excerpts
    assert all(holds(excerpt.quote, "line 30 of the long report") for excerpt in excerpts)


def test_a_phrase_of_the_headline_alone_is_answered_from_the_story_below(town: Town) -> None:
    (excerpt,) = town.answer('Who began the strike? "dockers walk out"').excerpts
    assert excerpt.citation.title == OUT
    assert "began a strike" in excerpt.quote


def test_a_phrase_that_no_passage_holds_is_said_and_its_words_are_looked_for(town: Town) -> None:
    answer = town.answer('Who said "crate lift not" at dawn?')
    assert answer.understood.complaints == (
        "No passage that may answer has the exact words “crate lift not”: they were looked for one by one.",
    )
    assert answer.understood.phrases == ()
    assert answer.excerpts[0].citation.title == OUT


def test_of_phrases_that_stand_nowhere_together_the_words_are_looked_for(town: Town) -> None:
    (complaint,) = town.answer('"shall not lift" "high tide"').understood.complaints
    assert "“shall not lift”, “high tide”" in complaint


def test_a_phrase_is_found_beyond_the_passages_that_score_best(tmp_path: Path) -> None:
    """Three hundred passages with the same words in another order score better than the one that is meant."""

    async def ask() -> Answer:
        async with Archive(tmp_path / "archive.sqlite") as archive:
            await archive.add(
                [composed(f"Gull {number}", "Bell bell red red.", language="en") for number in range(300)]
                + [composed("The one", f"It was a red bell. {MANY_LINES}", language="en")]
            )
            return await archive.answer(Question(text='"red bell"'))

    answer = asyncio.run(ask())
    assert answer.understood.complaints == ()
    assert quoted(answer) == {"The one"}


@pytest.mark.parametrize("text", ['"{}"', '-"{}" 哈', "title:{} 哈", '"{}" OR "哈"'])
def test_a_phrase_of_one_character_without_end_takes_no_time(tmp_path: Path, text: str) -> None:
    async def ask() -> None:
        async with Archive(tmp_path / "archive.sqlite") as archive:
            await archive.add([composed("哈哈", "哈哈哈哈。哈哈！", language="zh")])
            await archive.answer(Question(text=text.format("哈" * 4_000)))

    started = time.process_time()
    asyncio.run(ask())
    assert time.process_time() - started < 5


# Exclusions.


@pytest.mark.parametrize(
    ("typed", "gone"),
    [
        ("-strike", {OUT, BACK}),
        ("-strikes", {OUT, BACK}),
        ("-STRIKE", {OUT, BACK}),
        ("-ferry", {FERRY}),
        ("-dockers", {OUT, BACK}),
        ("-zeppelin", set()),
        ("-strike -whale", {OUT, BACK, YEAR}),
        ('-"lift a crate"', {OUT, FERRY}),
        ('-"not lift a crate"', {OUT}),
        ("-“walk out”", {OUT}),
        ('-"crate a lift"', set()),
        ('-"to be"', {BACK}),
        ("-egg", {TEASER}),
        ("-ate", {BELL}),
    ],
)
def test_an_article_with_an_excluded_word_goes_whole(town: Town, typed: str, gone: set[str]) -> None:
    assert town.left(f"Kettlesund {typed}") == EVERYTHING - gone
    assert quoted(town.answer(f"Kettlesund {typed}")).isdisjoint(gone)


def test_a_long_article_goes_for_a_word_far_from_what_answers(town: Town) -> None:
    assert quoted(town.answer("Who took the bell?")) == {BELL}
    assert BELL not in quoted(town.answer('Who took the bell? -"line 39 of the long report"'))
    assert quoted(town.answer('Who took the bell? -"line 40 of the long report"')) == {BELL}


def test_what_is_excluded_is_told_and_not_looked_for(town: Town) -> None:
    answer = town.answer('Kettlesund -ferry -"lift a crate"')
    assert answer.understood.excluded == ("ferry", "lift a crate")
    assert answer.understood.words == ("Kettlesund",)


def test_everything_excluded_answers_none(town: Town) -> None:
    answer = town.answer("Who began the strike of Kettlesund? -kettlesund -lockout")
    assert (answer.evidence.strength, answer.excerpts, answer.leads) == (Strength.NONE, (), ())


BRIEFS = {
    "known": "The well-known gull of Kettlesund came.",
    "apart": "It is well that the gull is known in Kettlesund.",
    "中国": "Kettlesund：两个中国人来了。",
    "国人": "Kettlesund：中国的外国人来了。",
    "欧盟": "Kettlesund：欧盟27国领导人开会。水位上升。",
    "五月": "Kettlesund：5月销售增长。",
}


@pytest.fixture(scope="module")
def briefs(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    with asyncio.Runner() as runner:
        archive = Archive(tmp_path_factory.mktemp("briefs") / "archive.sqlite")
        runner.run(archive.__aenter__())
        runner.run(
            archive.add(
                composed(title, text, language="en" if text.isascii() else "zh") for title, text in BRIEFS.items()
            )
        )
        yield Town(archive, runner)
        runner.run(archive.__aexit__())


@pytest.mark.parametrize(
    ("typed", "gone"),
    [
        ("-well-known", {"known"}),
        ("-中国人", {"中国"}),
        ("-外国人", {"国人"}),
        ("-国人", {"中国", "国人"}),
        ('-"欧盟27国"', {"欧盟"}),
        ("-5月", {"五月"}),
        ("-盟28国", set()),
    ],
)
def test_what_is_read_as_several_words_is_excluded_as_it_stands(briefs: Town, typed: str, gone: set[str]) -> None:
    assert briefs.left(f"Kettlesund {typed}") == BRIEFS.keys() - gone


@pytest.mark.parametrize(
    ("typed", "expected"), [("“欧盟27国”", "欧盟"), ("“5月”", "五月"), ("“5月销”", "五月"), ("“盟27国领”", "欧盟")]
)
def test_a_character_at_the_edge_of_a_phrase_stands_wherever_the_phrase_does(
    briefs: Town, typed: str, expected: str
) -> None:
    assert briefs.left(f"Kettlesund {typed}") == {expected}
    assert briefs.answer(f"Kettlesund {typed}").understood.complaints == ()


@pytest.mark.parametrize(
    ("typed", "complaint"),
    [
        ("-水", "“水” is a single character, which is not looked for alone."),
        ('-水 -"水"', "“水” is a single character, which is not looked for alone."),
        ('-"水、位"', "“水、位” is nothing but single characters, which are not looked for alone."),
    ],
)
def test_a_character_alone_excludes_nothing_and_that_is_said(briefs: Town, typed: str, complaint: str) -> None:
    assert briefs.left(f"Kettlesund {typed}") == {*BRIEFS}
    assert briefs.answer(f"Kettlesund {typed}").understood.complaints == (complaint,)
    assert briefs.left(f"Kettlesund {typed} -销售") == BRIEFS.keys() - {"五月"}


async def test_a_selection_tells_which_exclusions_could_be_used(tmp_path: Path) -> None:
    path = tmp_path / "archive.sqlite"
    async with Archive(path) as archive:
        await archive.add([composed("水", "水位上升。", language="zh")])
        covers = await archive.statistics()
    with closing(sqlite3.connect(path)) as connection:
        selection = select(connection, Query((), excluded=("水", "销售")), covers)
        nothing = select(connection, Query((), excluded=("水",)), covers)
    assert selection.excluded == ("销售",)
    assert (nothing.mask, nothing.excluded, len(nothing.complaints)) == (None, (), 1)


async def test_beyond_what_is_read_for_a_phrase_its_words_exclude(tmp_path: Path) -> None:
    """One article has more passages with the phrase than are read; the other ones come after it."""
    many = "\n\n".join(f"Line {number}: the red bell rang. {'gull ' * 120}" for number in range(READ_FOR_PHRASE + 20))
    after = [composed("Phrase", "A gull heard the red bell."), composed("Words", "A gull on a bell was red.")]
    async with Archive(tmp_path / "archive.sqlite") as archive:
        await archive.add([composed("Before", "A gull on a bell was red."), composed("Many", many), *after])
        found = await archive.explain(Question(text='gull -"red bell"', limit=20))
        titles = {one.article_id: one.title for one in await archive.articles()}
        assert (await archive.statistics()).passages > READ_FOR_PHRASE
    assert [titles[number] for number in found.ranking] == ["Before"]


# Alternatives, and everything together.


def test_alternatives_count_as_one_word(town: Town) -> None:
    explained = town.explain("strike OR lockout")
    (word,) = explained.words
    assert word.text == "strike OR lockout"
    assert word.share == 1
    assert {OUT, BACK, YEAR} == town.left("strike OR lockout")
    assert {BACK, YEAR} <= quoted(explained.answer)


def test_an_alternative_that_is_nowhere_is_not_missed(town: Town) -> None:
    evidence = town.answer("Did a strike OR zeppelin of the dockers end after nine days?").evidence
    assert "strike OR zeppelin" in evidence.covered
    assert evidence.strength is Strength.STRONG


def test_filters_phrases_and_exclusions_hold_together(town: Town) -> None:
    assert town.left('Kettlesund "lift a crate" source:courant -ferry') == {OUT}
    assert town.left('Kettlesund "lift a crate" after:2017 -strike') == {FERRY}
    answer = town.answer('What of the strike? "nine days" author:prym after:2016-11-20 before:2017 -lockout lang:en')
    assert quoted(answer) == {BACK}
    assert answer.understood.undated == 1
    assert answer.understood.complaints == ()


def test_scores_of_what_is_left_are_those_without_filters(town: Town) -> None:
    text = "What did the dockers of Kettlesund begin at dawn after nine days of lockout?"

    def scores(typed: str) -> dict[str | None, float]:
        return {one.citation.title: one.passage for one in town.explain(f"{text} {typed}").articles}

    unfiltered = scores("")
    for typed in ("source:courant", "lang:en", "before:2017", "-ferry", "-egg source:courant", '-"high tide"'):
        left = scores(typed)
        assert left
        assert {title: score for title, score in left.items() if unfiltered.get(title, score) != score} == {}
        assert unfiltered.keys() & left.keys()


# Whatever is typed.

VALUES = ["courant", '"low quay"', "Prym", "dockers", "2016", "2016-11", "2016-11-26", "de", "en", "someday", "", "xx"]
OPERATORS = st.one_of(
    st.builds(
        lambda name, value: f"{name}:{value}",
        st.sampled_from(["title", "source", "author", "lang", "after", "before"]),
        st.sampled_from(VALUES),
    ),
    st.sampled_from(
        [
            "-strike",
            '-"lift a crate"',
            "-the",
            "-Kettlesund",
            '"lift a crate"',
            "“to be”",
            '"crate lift"',
            "OR",
            "-",
            '"',
        ]
    ),
)
PLAIN = st.sampled_from(
    ["Kettlesund", "strike", "crate", "the", "who", "dockers", "egg", "owl", "Glocke", "in November 2016", "lockout"]
)
TEXTS = st.lists(st.one_of(OPERATORS, PLAIN, PLAIN), min_size=1, max_size=8).map(" ".join)
OPTIONS = st.builds(
    Filters,
    source=st.sampled_from([None, None, "courant", "lantern", "nowhere"]),
    author=st.sampled_from([None, None, "Prym"]),
    language=st.sampled_from([None, None, "en"]),
    after=st.sampled_from([None, None, "2016-11"]),
)


def assert_allowed(understood: Understood, excerpt: Excerpt, article: Article) -> None:
    filters, citation = understood.filters, excerpt.citation
    for asked, held in (
        (filters.title, citation.title),
        (filters.source, citation.source),
        (filters.author, citation.byline),
    ):
        assert asked is None or holds(held, asked)
    assert filters.language in {None, citation.language}
    published = citation.published
    if filters.after or filters.before:
        assert published is not None
        day = published[:10]
        assert filters.after is None or day >= filters.after[: len(day)]
        assert filters.before is None or f"{day}-01-01"[:10] < f"{filters.before}-01-01"[:10]
    for either in understood.phrases:
        assert any(holds(article.text, phrase) for phrase in either)
    assert_lacks(understood.excluded, article)


def assert_lacks(excluded: tuple[str, ...], article: Article) -> None:
    own = "\n".join(part.of(article.text) for part in article.parts if article.is_teaser or part.label != Label.TEASER)
    held = set(terms(own, article.citation.language))
    for phrase in excluded:
        (first, *others) = readings(phrase, ["en", "de"])
        assert not holds(own, phrase)
        assert others or held.isdisjoint(first.terms)


def check(town: Town, text: str, filters: Filters) -> None:
    answer = town.answer(text, filters=filters)
    for excerpt in answer.excerpts:
        article = town.run(town.archive.article(excerpt.reference.article_id))
        assert_allowed(answer.understood, excerpt, article)


@settings(deadline=None, max_examples=150)
@given(text=TEXTS, filters=OPTIONS)
def test_whatever_is_asked_no_article_is_quoted_that_is_forbidden(town: Town, text: str, filters: Filters) -> None:
    check(town, text, filters)


@settings(deadline=None, max_examples=80)
@given(text=ANY_TEXT, operator=OPERATORS, filters=OPTIONS)
def test_nor_does_any_text_around_an_operator_raise(town: Town, text: str, operator: str, filters: Filters) -> None:
    check(town, f"{operator} {text}", filters)
    check(town, f"Kettlesund {text} {operator}", filters)


@pytest.mark.parametrize(
    ("typed", "leads"),
    [
        ("author:Dowd", ["Third", "First"]),
        ("articles published in 2016", ["Second", "First"]),
        ("latest news", ["Third", "Second", "First", "Fourth"]),
        ("???", ["Third", "Second", "First", "Fourth"]),
    ],
)
async def test_a_question_without_a_word_leads_to_the_newest_that_it_allows(
    tmp_path: Path, typed: str, leads: list[str]
) -> None:
    articles = [
        composed("First", "Gulls.", byline="Ann Dowd", published="2016-01-02"),
        composed("Second", "Terns.", byline="Bo Rask", published="2016-03-04"),
        composed("Third", "Skuas.", byline="Ann Dowd", published="2019"),
        composed("Fourth", "Auks."),
    ]
    async with Archive(tmp_path / "archive.sqlite") as archive:
        await archive.add(articles)
        answer = await archive.answer(Question(text=typed, limit=5))
    assert [lead.title for lead in answer.leads] == leads
    assert "There is no word in it to look for." in answer.understood.complaints
