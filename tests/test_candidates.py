"""Of what was found: outlets, dates and authors that a question names, the newest first, and the same story once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import pytest
from conftest import composed

from knowledge import Answer, Archive, ArchiveSettings, Article, Citation, Question, Strength, UnknownArticle
from knowledge.weights import CALIBRATED

COURANT, LANTERN, BOTE = "The Kettlesund Courant", "The Low Quay Lantern", "The Ollery Post"
SYLLABLES = ("ket", "tle", "sund", "har", "bour", "lo", "ren", "vik", "ast", "mo", "dal", "ing", "sker", "ul", "wes")
LEAD = "The whale Bertha was led out of the harbour by a boy with bagpipes."
END = "The pilot Ines Tarrow gave the boy a silver thimble."


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "archive.sqlite"


async def asked(path: Path, text: str, *articles: Article, **fields: Any) -> Answer:  # noqa: ANN401 - of Question
    async with Archive(path) as archive:
        await archive.add([*articles, *BACKGROUND])
        return await archive.answer(Question(text=text, **fields))


def titles(answer: Answer) -> list[str | None]:
    return [excerpt.citation.title for excerpt in answer.excerpts]


def others(answer: Answer) -> list[str | None]:
    """Where else the first excerpt's story was printed."""
    return [citation.source for citation in answer.excerpts[0].also]


def sentences(seed: int, count: int) -> list[str]:
    """Invented sentences of twelve words and a figure."""
    random = Random(seed)
    return [
        " ".join("".join(random.choices(SYLLABLES, k=3)) for _ in range(12)).capitalize()
        + f" {random.randrange(9999)}."
        for _ in range(count)
    ]


BACKGROUND = [
    composed(f"Council, session {number}", f"The council talked of the {word} and went home early.", language="en")
    for number, word in enumerate(["library", "railway", "market", "orchard", "school", "theatre", "sewer", "stamp"])
]
FILLER = sentences(1, 40)
WIRE = [LEAD, *FILLER, END]


def wired(source: str, told: Sequence[str] = WIRE, title: str = "Whale leaves harbour", **citation: Any) -> Article:  # noqa: ANN401 - fields of Citation
    return composed(title, "\n\n".join(told), source=source, language="en", **citation)


def notices(*citations: dict[str, Any]) -> list[Article]:
    """Articles that no word of their own tells apart."""
    return [
        composed(
            f"Notice {number}", f"The whale was seen off the mole at noon, notice {number}.", language="en", **each
        )
        for number, each in enumerate(citations)
    ]


# What a question names.

THREE_OUTLETS = notices({"source": COURANT}, {"source": LANTERN}, {"source": BOTE})


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("Where was the whale seen?", "Notice 0"),
        ("Where was the whale seen according to The Low Quay Lantern?", "Notice 1"),
        ("where was the whale seen by the low quay lantern", "Notice 1"),
        ("Does the Ollery Post say where the whale was seen?", "Notice 2"),
        ("Was a whale seen off the mole at noon by lantern?", "Notice 0"),
    ],
)
async def test_an_outlet_that_is_named_is_preferred(path: Path, text: str, first: str) -> None:
    answer = await asked(path, text, *THREE_OUTLETS)
    assert titles(answer)[0] == first


async def test_an_outlet_that_is_named_leaves_the_others_in(path: Path) -> None:
    answer = await asked(path, "Does the Ollery Post say where the whale was seen?", *THREE_OUTLETS)
    assert answer.understood.outlets == (BOTE,)
    assert sorted(map(str, titles(answer))) == ["Notice 0", "Notice 1", "Notice 2"]


async def test_being_of_an_outlet_that_is_named_is_worth_as_much_as_the_weights_say(path: Path) -> None:
    async with Archive(path) as archive:
        await archive.add(THREE_OUTLETS)
        explained = await archive.explain(Question(text="Does the Ollery Post say where the whale was seen?"))
    found = {one.citation.source: one.preferred for one in explained.articles}
    assert found == {COURANT: 0, LANTERN: 0, BOTE: CALIBRATED.outlet}


async def test_what_is_asked_of_last_week_is_not_wholly_told_by_what_is_older(path: Path) -> None:
    article = composed("Whale seen", "A whale was seen in the harbour of Ollery.", published="2016-11-17")
    for day, strength, complaint in (
        (date(2016, 11, 21), Strength.STRONG, ()),
        (date(2024, 12, 1), Strength.PARTIAL, ("No article of that time (“last week”) is quoted.",)),
    ):
        async with Archive(path) as archive:
            await archive.add([article])
            answer = await archive.answer(Question(text="Was a whale seen in the harbour last week?", as_of=day))
        assert (answer.evidence.strength, answer.understood.complaints) == (strength, complaint)


async def test_a_month_without_a_year_and_a_day_of_asking_is_of_no_article(path: Path) -> None:
    article = composed("Whale seen", "A whale was seen in the harbour of Ollery.", published="2016-11-17")
    answer = await asked(path, "Was a whale seen in the harbour in May?", article)
    assert "May" in answer.evidence.missing


async def test_copies_of_a_story_do_not_weaken_what_it_proves(path: Path) -> None:
    words = " ".join(f"w{number}ord" for number in range(150))
    story = f"The mayor of Ollery resigned after the flood. {words}."
    filler = [composed(f"Notice {at}", f"The notice number {at} was read in Kettlesund.") for at in range(60)]
    async with Archive(path) as archive:
        await archive.add([*filler, composed("Mayor resigns", story, source="Outlet 0")])
        alone = (await archive.answer(Question(text="Which mayor resigned?"))).evidence.score
        await archive.add([composed("Mayor resigns", story, source=f"Outlet {at}") for at in range(1, 15)])
        among = (await archive.answer(Question(text="Which mayor resigned?"))).evidence.score
    assert among == pytest.approx(alone, abs=0.15)


async def test_the_words_of_an_outlet_are_covered_by_being_of_it(path: Path) -> None:
    answer = await asked(path, "Did the Low Quay Lantern say that a whale was seen?", *THREE_OUTLETS)
    assert {"Low", "Quay", "Lantern"} <= set(answer.evidence.covered)
    assert answer.evidence.missing == ()
    other = await asked(path, "Did the Low Quay Lantern say that a whale was seen? source:courant")
    assert {"Low", "Quay", "Lantern"} <= set(other.evidence.missing)
    assert other.evidence.score < answer.evidence.score


DATED = notices(
    {"published": "2015-06-01"}, {"published": "2016-11-17"}, {"published": "2016-11"}, {"published": "2016"}, {}
)


@pytest.mark.parametrize(
    ("text", "preferred"),
    [
        ("Where was the whale seen?", set()),
        ("Where was the whale seen on 17 November 2016?", {1, 2, 3}),
        ("Where was the whale seen on 18 November 2016?", {2, 3}),
        ("Where was the whale seen in November 2016?", {1, 2, 3}),
        ("Where was the whale seen in 2016?", {1, 2, 3}),
        ("Where was the whale seen before 2016?", {0}),
        ("Where was the whale seen after June 2015?", {1, 2, 3}),
        ("Where was the whale seen between March and July 2015?", {0}),
    ],
)
async def test_articles_published_at_a_time_that_is_named_are_preferred(
    path: Path, text: str, preferred: set[int]
) -> None:
    async with Archive(path) as archive:
        await archive.add(DATED)
        explained = await archive.explain(Question(text=text, limit=20))
    found = {one.citation.title: one.preferred for one in explained.articles}
    assert found == {f"Notice {at}": CALIBRATED.day * (at in preferred) for at in range(len(DATED))}
    assert {one.citation.title for one in explained.articles[: len(preferred)]} == {
        f"Notice {number}" for number in preferred
    }


async def test_the_words_of_a_date_are_covered_by_being_of_it(path: Path) -> None:
    answer = await asked(path, "Was the whale seen off the mole on 17 November 2016?", *DATED)
    assert titles(answer)[0] == "Notice 1"
    assert answer.evidence.missing == ()
    other = await asked(path, "Was the whale seen off the mole on 17 November 2014?")
    assert {"17", "2014"} <= set(other.evidence.missing)
    assert other.evidence.score < answer.evidence.score


async def test_a_text_that_names_the_date_answers_though_it_was_published_later(path: Path) -> None:
    later = composed(
        "Whale of the year",
        "On Nov. 17 last year a whale was seen off the mole.",
        published="2017-01-02",
        language="en",
    )
    answer = await asked(path, "Was the whale seen off the mole on 17 November?", later, *DATED[:1])
    assert titles(answer)[0] == "Whale of the year"
    assert answer.evidence.missing == ()


async def test_the_words_of_a_byline_are_covered_by_it(path: Path) -> None:
    articles = notices({}, {"byline": "Ada Prym and Milo Frayne"}, {"byline": "Otto Crake"})
    answer = await asked(path, "Does Milo Frayne say where the whale was seen?", *articles)
    assert titles(answer)[0] == "Notice 1"
    assert {"Milo", "Frayne", "whale"} <= set(answer.evidence.covered)
    assert set((await asked(path, "Does Jan Orlik say where the whale was seen?")).evidence.missing) >= {"Jan", "Orlik"}


# The newest.

WEEKS = notices(
    {"published": "2024-03-04"},
    {"published": "2024-05-06"},
    {},
    {"published": "2024-05-05T08:00Z"},
    {"published": "2023"},
)
NEWEST_FIRST = ["Notice 1", "Notice 3", "Notice 0", "Notice 4", "Notice 2"]


@pytest.mark.parametrize(
    "text", ["What is the latest on the whale?", "the most recent whale", "the newest whale notice"]
)
async def test_the_latest_brings_the_newest_first(path: Path, text: str) -> None:
    answer = await asked(path, text, *WEEKS, limit=5)
    assert answer.understood.wants_newest
    assert titles(answer) == NEWEST_FIRST
    assert "latest" not in answer.understood.words


async def test_nothing_else_does(path: Path) -> None:
    for text in (
        "Where was the whale seen?",
        "Was the new whale seen off the mole at noon?",
        "Was the last whale seen off the mole at noon?",
    ):
        answer = await asked(path, text, *WEEKS, limit=5)
        assert not answer.understood.wants_newest
        assert titles(answer)[0] == "Notice 0"


async def test_the_newest_of_something_else_does_not_come_before_what_answers(path: Path) -> None:
    other = composed("Barn fire", "A barn burnt down while a whale slept.", published="2024-06-01", language="en")
    answer = await asked(path, "What is the latest on the whale seen off the mole at noon?", other, *WEEKS)
    assert titles(answer)[0] == "Notice 1"


@pytest.mark.parametrize(
    ("as_of", "first"), [(date(2024, 3, 6), "Notice 0"), (date(2024, 5, 8), "Notice 1"), (date(2020, 1, 1), "Notice 0")]
)
async def test_this_week_is_that_of_the_asking(path: Path, as_of: date, first: str) -> None:
    answer = await asked(path, "Where was the whale seen this week?", *WEEKS, as_of=as_of)
    (dated,) = answer.understood.dates
    assert dated.text == "this week"
    assert dated.period.meets(as_of.isoformat())
    assert titles(answer)[0] == first
    assert "week" not in answer.understood.words


async def test_without_a_day_of_asking_nothing_relative_is_understood(path: Path) -> None:
    for text in ("Where was the whale seen this week?", "Where was the whale seen last summer?"):
        answer = await asked(path, text, *WEEKS)
        assert answer.understood.dates == ()
        assert answer.understood.filters.after is None
        assert titles(answer)[0] == "Notice 0"


async def test_what_a_preference_counts_is_a_setting(path: Path) -> None:
    settings = ArchiveSettings(weights=CALIBRATED.model_copy(update={"outlet": 0.0, "day": 0.0, "newest": 0.0}))
    async with Archive(path, settings) as archive:
        await archive.add([*THREE_OUTLETS, *WEEKS])
        for text in (
            "Does the Ollery Post say where the whale was seen?",
            "Where was the latest whale seen in May 2024?",
        ):
            explained = await archive.explain(Question(text=text))
            assert {one.preferred for one in explained.articles} == {0.0}


# The same story in several outlets.


async def test_a_wire_story_in_three_outlets_is_one_excerpt(path: Path) -> None:
    answer = await asked(path, "Who led the whale Bertha out?", *(wired(each) for each in (COURANT, LANTERN, BOTE)))
    assert len([one for one in answer.excerpts if LEAD in one.quote]) == 1
    assert answer.excerpts[0].citation.source == COURANT
    assert others(answer) == [LANTERN, BOTE]
    assert len(answer.excerpts[0].reference.also) == 2


async def test_half_a_story_and_one_with_another_headline_are_the_same(path: Path) -> None:
    half = wired(LANTERN, WIRE[: len(WIRE) // 2], "Boy leads whale")
    answer = await asked(path, "Who led the whale Bertha out?", wired(COURANT), half)
    assert len(answer.excerpts) == 1
    assert answer.excerpts[0].citation.source in {COURANT, LANTERN}
    assert set(others(answer)) == {COURANT, LANTERN} - {answer.excerpts[0].citation.source}


async def test_different_stories_about_one_thing_are_both_quoted(path: Path) -> None:
    other = wired(LANTERN, ["The whale Bertha was led out by a boy, says the pilot.", *sentences(2, 40)])
    answer = await asked(path, "Who led the whale Bertha out?", wired(COURANT), other)
    assert {one.citation.source for one in answer.excerpts} == {COURANT, LANTERN}
    assert all(one.also == () for one in answer.excerpts)


async def test_short_notices_of_the_same_words_are_not_taken_for_a_story(path: Path) -> None:
    answer = await asked(path, "Where was the whale seen?", *THREE_OUTLETS)
    assert len(answer.excerpts) == 3


async def test_another_outlet_is_named_only_where_the_very_sentence_stands(path: Path) -> None:
    changed = [LEAD, *FILLER, "The pilot Ines Tarrow gave the boy a golden thimble."]
    articles = wired(COURANT), wired(LANTERN, WIRE[:-1]), wired(BOTE, [*WIRE[:-1], END.replace("silver", "SILVER")])
    answer = await asked(path, "Which thimble did the pilot give the boy?", *articles, wired("Ollery Noon", changed))
    assert END in answer.excerpts[0].quote
    assert others(answer) == [BOTE]
    assert len(answer.excerpts[0].reference.also) == 3


async def test_an_article_that_was_removed_is_no_longer_named(path: Path) -> None:
    async with Archive(path) as archive:
        _, lantern, post = await archive.add([wired(COURANT), wired(LANTERN), wired(BOTE)])
        answer = await archive.answer(Question(text="Who led the whale Bertha out?"))
        reference = answer.excerpts[0].reference
        assert set(reference.also) == {lantern.article_id, post.article_id}
        await archive.remove(lantern.article_id or 0)
        assert [one.source for one in (await archive.recall(reference)).also] == [BOTE]
        await archive.remove(post.article_id or 0)
        assert (await archive.recall(reference)).also == ()
        await archive.remove(reference.article_id)
        with pytest.raises(UnknownArticle):
            await archive.recall(reference)


async def test_a_filter_takes_away_the_other_outlets_too(path: Path) -> None:
    articles = [wired(each) for each in (COURANT, LANTERN, BOTE)]
    answer = await asked(path, "Who led the whale Bertha out? source:lantern", *articles)
    assert (answer.excerpts[0].citation.source, others(answer)) == (LANTERN, [])


async def test_one_story_is_one_article_of_the_ranking(path: Path) -> None:
    async with Archive(path) as archive:
        await archive.add([wired(COURANT), wired(LANTERN), *THREE_OUTLETS])
        explained = await archive.explain(Question(text="Who led the whale Bertha out?"))
    first = explained.articles[0]
    assert (first.citation.source, first.also) == (COURANT, 1)
    assert [one.citation.source for one in explained.articles].count(LANTERN) == 1  # its own notice
    assert len(explained.ranking) == len(set(explained.ranking)) == 5


# Revisions.

CORRECTED = [LEAD.replace("bagpipes", "a tin whistle"), *FILLER, END]
ADDRESS = "https://courant.example/whale"


@pytest.mark.parametrize("place", [{"url": ADDRESS}, {}], ids=["by its address", "by its headline"])
@pytest.mark.parametrize("is_newest_first", [True, False])
async def test_the_newest_revision_is_quoted(path: Path, place: dict[str, str], *, is_newest_first: bool) -> None:
    older = wired(COURANT, published="2024-05-06", **place)
    newer = wired(COURANT, CORRECTED, published="2024-05-07T09:00Z", **place)
    articles = [newer, older] if is_newest_first else [older, newer]
    answer = await asked(path, "Who led the whale Bertha out with bagpipes?", *articles)
    assert [one.citation.published for one in answer.excerpts[:1]] == ["2024-05-07T09:00Z"]
    assert "a tin whistle" in answer.excerpts[0].quote
    assert not any("bagpipes" in one.quote for one in answer.excerpts)
    assert answer.excerpts[0].also == ()


async def test_of_revisions_without_a_date_the_last_that_was_loaded_is_quoted(path: Path) -> None:
    answer = await asked(path, "Who led the whale Bertha out?", wired(COURANT), wired(COURANT, CORRECTED))
    assert "a tin whistle" in answer.excerpts[0].quote


async def test_what_another_outlet_printed_later_is_no_revision(path: Path) -> None:
    later = wired(LANTERN, CORRECTED, published="2024-05-07")
    answer = await asked(
        path, "Who led the whale Bertha out with bagpipes?", wired(COURANT, published="2024-05-06"), later
    )
    assert answer.excerpts[0].citation.source == COURANT
    assert "bagpipes" in answer.excerpts[0].quote
    assert answer.excerpts[0].also == ()


async def test_another_address_of_the_same_outlet_is_no_revision(path: Path) -> None:
    articles = [
        wired(COURANT, published="2024-05-06", url=ADDRESS),
        wired(COURANT, CORRECTED, published="2024-05-07", url=f"{ADDRESS}-again"),
    ]
    answer = await asked(path, "Who led the whale Bertha out with bagpipes?", *articles)
    assert answer.excerpts[0].citation.url == ADDRESS


# Long articles are read around what was found in them.


@pytest.mark.parametrize("place", [0, 100, 199])
async def test_a_sentence_is_quoted_wherever_it_stands_in_a_long_article(path: Path, place: int) -> None:
    told = sentences(3, 200)
    told[place] = END
    article = Article.compose("\n\n".join(told), Citation(title="The long report", language="en"))
    answer = await asked(path, "Which thimble did the pilot give the boy?", article, *THREE_OUTLETS)
    first = answer.excerpts[0]
    assert END in first.quote
    assert article.text[first.start : first.end] == first.quote
