"""An explanation adds up to the answer that it explains: words, articles and evidence, part by part."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import pytest
from conftest import composed

from knowledge import Answer, Archive, ArchiveSettings, Question, Strength
from knowledge.explanations import Explanation
from knowledge.passages import slices
from knowledge.weights import CALIBRATED, Weights

COURANT, LANTERN = "The Kettlesund Courant", "The Low Quay Lantern"
ARTICLES = [
    composed(
        "Sluice keeper asleep",
        "Otto Crake, the sluice keeper, was asleep in the boathouse on 17 November. The tide came over the quay.",
        source=COURANT,
        byline="Ada Prym",
        published="2016-11-18",
        language="en",
    ),
    composed(
        "Tide over the quay",
        "The tide rose three metres above the quay of Kettlesund. Nobody had closed the sluice.",
        source=LANTERN,
        published="2016-11-18",
        language="en",
    ),
    composed("The keeper of the bell", "The keeper rings the bell of Kettlesund at noon.", language="en"),
    *(
        composed(f"Session {number}", f"The council of Kettlesund talked of the {word} for an hour.", language="en")
        for number, word in enumerate(["library", "railway", "market", "orchard", "school", "theatre", "quay", "tram"])
    ),
]
QUESTIONS = [
    "Where was the sluice keeper asleep?",
    "Was Otto Crake asleep in the boathouse on 17 November 2016?",
    "What did the Low Quay Lantern say of the tide?",
    "What is the latest on the tide over the quay?",
    "Which walrus sat on the quay of Kettlesund?",
    "Who is the mayor of Ollery?",
    "sluice OR bell -market",
    "tide source:lantern",
    "Kettlesund",
    "?!",
    "",
]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "archive.sqlite"


async def explained(path: Path, text: str, weights: Weights = CALIBRATED, **fields: Any) -> Explanation:  # noqa: ANN401 - of Question
    async with Archive(path, ArchiveSettings(weights=weights)) as archive:
        await archive.add(ARTICLES)
        return await archive.explain(Question(text=text, **fields))


def changed(**values: float) -> Weights:
    return CALIBRATED.model_copy(update=values)


def timeless(answer: Answer) -> tuple[object, ...]:
    return answer.evidence, answer.excerpts, answer.leads, answer.understood, answer.covers


@pytest.mark.parametrize("text", QUESTIONS)
async def test_it_explains_the_answer_that_is_given(path: Path, text: str) -> None:
    async with Archive(path) as archive:
        await archive.add(ARTICLES)
        question = Question(text=text)
        answer, explanation = await archive.answer(question), await archive.explain(question)
    assert timeless(explanation.answer) == timeless(answer)
    if answer.evidence.strength is not Strength.NONE:
        assert explanation.excerpts == answer.excerpts


@pytest.mark.parametrize("text", QUESTIONS)
async def test_the_parts_of_an_article_add_up_to_its_value(path: Path, text: str) -> None:
    articles = (await explained(path, text)).articles
    for one in articles:
        assert one.value == pytest.approx(one.passage + one.preferred + one.whole + one.window)
        assert 0 < one.passage <= 1
        assert min(one.preferred, one.whole, one.window) >= 0
    assert [one.value for one in articles] == sorted((one.value for one in articles), reverse=True)


@pytest.mark.parametrize("text", QUESTIONS)
async def test_the_parts_of_evidence_add_up_to_its_score(path: Path, text: str) -> None:
    explanation = await explained(path, text)
    evidence, parts = explanation.answer.evidence, explanation.evidence
    if parts is None:
        assert explanation.articles == ()
        assert evidence.score == 0
        return
    total = parts.covered + parts.passage - parts.background - parts.names
    assert evidence.score == pytest.approx(parts.level * total)
    assert parts.covered == pytest.approx(sum(word.share for word in explanation.words if word.is_covered))
    missing = sum(word.share for word in explanation.words if word.is_name and not word.is_covered)
    assert parts.names == pytest.approx(CALIBRATED.missing_name * missing)
    assert parts.passage in [one.passage for one in explanation.articles]
    assert parts.level >= 1


@pytest.mark.parametrize("text", QUESTIONS)
async def test_the_words_are_those_of_the_answer_and_their_shares_add_up_to_one(path: Path, text: str) -> None:
    explanation = await explained(path, text)
    words, evidence = explanation.words, explanation.answer.evidence
    assert tuple(word.text for word in words) == explanation.answer.understood.words
    assert {word.text for word in words if word.is_covered} == set(evidence.covered)
    assert {word.text for word in words if not word.is_covered} == set(evidence.missing)
    assert [word.share for word in words] == sorted((word.share for word in words), reverse=True)
    assert not words or sum(word.share for word in words) == pytest.approx(1)


@pytest.mark.parametrize("text", QUESTIONS)
async def test_the_ranking_holds_each_article_once_and_begins_with_those_that_were_read(path: Path, text: str) -> None:
    explanation = await explained(path, text, limit=20)
    ranking, read = explanation.ranking, [one.citation.article_id for one in explanation.articles]
    assert len(set(ranking)) == len(ranking)
    assert list(ranking[: len(read)]) == read
    assert {one.reference.article_id for one in explanation.excerpts} <= set(read)


async def test_the_ranking_holds_every_article_with_a_word_of_the_question(path: Path) -> None:
    assert len((await explained(path, "Kettlesund")).ranking) == 10
    assert len((await explained(path, "Kettlesund sluice")).ranking) == 11
    assert len((await explained(path, "boathouse")).ranking) == 1
    assert (await explained(path, "walrus")).ranking == ()


@pytest.mark.parametrize("text", ["Did the keeper of Kettlesund, Otto, tame a walrus on 17 November?", *QUESTIONS])
async def test_document_frequencies_are_those_of_the_passages(path: Path, text: str) -> None:
    explanation = await explained(path, text)
    passages = [set(cut.terms) for article in ARTICLES for cut in slices(article)]
    assert explanation.passages == len(passages)
    for term in (term for word in explanation.words for term in word.terms):
        assert term.passages == sum(term.text in held for held in passages)
        assert term.idf == pytest.approx(math.log((len(passages) + 1) / (term.passages or 0.5)))


async def test_a_word_counts_by_the_most_frequent_term_that_it_stands_under(path: Path) -> None:
    words = (await explained(path, "Did the keepers of Kettlesund see a walrus?")).words
    shares = {word.text: word.share for word in words}
    assert list(shares)[-1] == "Kettlesund"
    assert shares["keepers"] / shares["walrus"] == pytest.approx(math.log(12 / 2) / math.log(12 / 0.5))


async def test_alternatives_count_as_the_most_frequent_of_them(path: Path) -> None:
    shares = {word.text: word.share for word in (await explained(path, "asleep OR Kettlesund walrus")).words}
    assert shares["asleep OR Kettlesund"] / shares["walrus"] == pytest.approx(math.log(12 / 10) / math.log(12 / 0.5))


async def test_an_article_says_which_excerpts_are_its(path: Path) -> None:
    explanation = await explained(path, "Where was the sluice keeper asleep when the tide came over the quay?")
    told = {at: one.citation.article_id for one in explanation.articles for at in one.excerpts}
    assert told == {at: one.reference.article_id for at, one in enumerate(explanation.excerpts, 1)}
    assert explanation.articles[0].excerpts[0] == 1


async def test_what_would_be_quoted_is_told_though_the_answer_is_none(path: Path) -> None:
    explanation = await explained(path, "Which walrus took the orchard from the widow Ilvers at midnight?")
    assert explanation.answer.evidence.strength is Strength.NONE
    assert explanation.answer.excerpts == ()
    assert "orchard" in explanation.excerpts[0].quote
    assert explanation.answer.leads[0] in [one.citation for one in explanation.articles]


# Weights.


async def test_the_weights_in_force_are_those_of_the_settings(path: Path) -> None:
    weights = changed(partial=0.1, strong=0.2, enough=3.0)
    assert (await explained(path, "tide", weights)).weights == weights
    assert (await explained(path, "tide")).weights == CALIBRATED


@pytest.mark.parametrize(
    ("weights", "expected"),
    [
        (changed(strong=0.0, partial=0.0), Strength.STRONG),
        (changed(strong=9.0, partial=0.0), Strength.PARTIAL),
        (changed(strong=9.0, partial=9.0), Strength.NONE),
    ],
)
async def test_the_thresholds_of_evidence_are_settings(path: Path, weights: Weights, expected: Strength) -> None:
    assert (await explained(path, "Where was the sluice keeper asleep?", weights)).answer.evidence.strength is expected


@pytest.mark.parametrize(
    ("name", "part"), [("whole", "whole"), ("best_window", "window"), ("outlet", "preferred"), ("day", "preferred")]
)
async def test_a_weight_of_nothing_takes_its_part_away(path: Path, name: str, part: str) -> None:
    texts = {"outlet": "What did the Low Quay Lantern say of the tide?", "day": "Was there a tide in November 2016?"}
    text = texts.get(name, "Where was the sluice keeper asleep?")
    assert getattr((await explained(path, text)).articles[0], part) > 0
    for one in (await explained(path, text, changed(**{name: 0.0}))).articles:
        assert getattr(one, part) == 0


@pytest.mark.parametrize("name", ["Zebedee", "2015"])
async def test_a_name_or_a_figure_that_is_missing_counts_more_than_another_word(path: Path, name: str) -> None:
    with_name = f"Was the sluice keeper asleep {name}?"
    with_word = "Was the sluice keeper asleep zebedee?"
    told, other = await explained(path, with_name), await explained(path, with_word)
    assert [word.text for word in told.words if word.is_name] == [name]
    assert [word.text for word in other.words if word.is_name] == []
    assert told.answer.evidence.missing == (name,)
    assert told.answer.evidence.score < other.answer.evidence.score
    for weight in (0.0, 0.2, 1.0):
        weights = changed(missing_name=weight)
        one, another = await explained(path, with_name, weights), await explained(path, with_word, weights)
        assert one.evidence is not None
        assert one.evidence.names == pytest.approx(weight * next(word.share for word in one.words if word.is_name))
        assert (one.answer.evidence.score == pytest.approx(another.answer.evidence.score)) == (weight == 0)


async def test_a_name_that_is_there_costs_nothing(path: Path) -> None:
    parts = (await explained(path, "Was Otto Crake asleep on 18 November 2016?")).evidence
    assert parts is not None
    assert parts.names == 0
    assert parts.covered == pytest.approx(1)


async def test_a_long_question_is_levelled(path: Path) -> None:
    words = " ".join(f"walrus{number}" for number in range(20))
    parts = (await explained(path, f"Where was the sluice keeper asleep {words}?")).evidence
    short = (await explained(path, "Where was the sluice keeper asleep?")).evidence
    assert parts is not None
    assert short is not None
    assert short.level == 1
    assert parts.level > 2


async def test_what_other_articles_reach_is_taken_off(path: Path) -> None:
    """Eight sessions match as well as each other: of the sixth and further the mean is the background."""
    parts = (await explained(path, "Did the council of Kettlesund talk for an hour?")).evidence
    assert parts is not None
    assert parts.background > 0.3
    alone = (await explained(path, "Where was the sluice keeper asleep?")).evidence
    assert alone is not None
    assert alone.background == 0


async def test_nothing_found_is_explained_by_nothing(path: Path) -> None:
    explanation = await explained(path, "walrus")
    assert (explanation.articles, explanation.excerpts, explanation.evidence) == ((), (), None)
    (word,) = explanation.words
    assert (word.text, word.share, word.is_covered) == ("walrus", 1, False)
    assert {term.passages for term in word.terms} == {0}
