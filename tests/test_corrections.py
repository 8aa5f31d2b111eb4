"""What is said wrong of an article can be put right: it is found by it, and who changed what is kept."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from conftest import composed
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError
from test_archive import assert_whole

from knowledge import Archive, Change, Correction, Filters, Question, UnknownArticle

GATE = composed("Gate left open", "The iron gate stood open all night.", source="The Courant", language="en")
HEN = composed("Hen lays egg", "A hen laid a blue egg.", source="Courant, The", published="2019-03-04", language="en")
TRAM = composed("Tram found", "The tram stood in an orchard.", source="Courant, The", language="en")


@pytest.fixture
async def archive(tmp_path: Path) -> AsyncIterator[Archive]:
    """Three articles, in an archive that must be whole when a test is done."""
    path = tmp_path / "archive.sqlite"
    async with Archive(path) as archive:
        await archive.add([GATE, HEN, TRAM])
        yield archive
    await assert_whole(path)


async def found(archive: Archive, text: str) -> list[int]:
    return [hit.passage.article_id for hit in await archive.search(text)]


async def test_a_headline_is_found_by_its_new_words_and_no_longer_by_the_old(archive: Archive) -> None:
    assert await archive.correct([1], Correction(title="Door left open"), "ada") == 1
    assert await found(archive, "door") == [1]
    citation = (await archive.article(1)).citation
    assert citation.title == "Door left open"
    assert (citation.source, citation.language) == ("The Courant", "en")
    (change,) = (await archive.history(1)).changes
    assert change == Change(1, change.moment, "ada", "title", "Gate left open", "Door left open")


async def test_another_language_has_other_stems(archive: Archive) -> None:
    await archive.correct([2], Correction(language="de"))
    assert dict((await archive.statistics()).languages) == {"en": 2, "de": 1}


async def test_what_is_not_named_stays_and_what_is_empty_is_unknown(archive: Archive) -> None:
    await archive.correct([2], Correction(source=None, published="2020-01", byline="Ada Prym"))
    citation = (await archive.article(2)).citation
    assert (citation.source, citation.published, citation.byline) == (None, "2020-01", "Ada Prym")
    assert citation.title == "Hen lays egg"
    await archive.correct([2], Correction(section="Farming"))
    assert (await archive.article(2)).citation.section == "Farming"
    statistics = await archive.statistics()
    assert dict(statistics.outlets) == {"The Courant": 1, "Courant, The": 1}
    assert (statistics.earliest, statistics.undated) == ("2020-01", 2)


async def test_what_is_right_already_is_no_change(archive: Archive) -> None:
    assert await archive.correct([1, 2], Correction(source="The Courant")) == 1
    assert (await archive.history(1)).changes == ()


async def test_an_article_has_the_address_that_it_was_given(archive: Archive) -> None:
    await archive.correct([1], Correction(url="https://courant.example/gate"))
    assert [one.article_id for one in await archive.have("https://courant.example/gate/amp")] == [1]
    await archive.correct([1], Correction(url="https://courant.example/door"))
    assert await archive.have("https://courant.example/gate") == []
    assert [one.article_id for one in await archive.have("https://courant.example/door")] == [1]


async def test_what_was_corrected_is_there_when_its_file_is_loaded_again(archive: Archive) -> None:
    await archive.correct([1], Correction(title="Door left open", source="The Lantern"))
    (outcome,) = await archive.add([GATE])
    assert (outcome.status, outcome.article_id) == ("duplicate", 1)


@pytest.mark.parametrize(
    ("filters", "numbers"),
    [
        (Filters(source="Courant"), [1, 2, 3]),
        (Filters(source="Courant, The"), [2, 3]),
        (Filters(title="hen"), [2]),
        (Filters(after="2019"), [2]),
        (Filters(source="Lantern"), []),
    ],
)
async def test_articles_are_meant_by_filters(archive: Archive, filters: Filters, numbers: list[int]) -> None:
    meant = await archive.matching(filters)
    assert set(meant) >= set(numbers)
    assert await archive.correct(numbers, Correction(byline="Ada Prym")) == len(numbers)


async def test_hidden_articles_and_older_versions_are_not_meant_by_filters(archive: Archive) -> None:
    await archive.hide(2)
    assert await archive.matching(Filters(title="hen")) == []


async def test_what_is_hidden_is_corrected_and_stays_hidden(archive: Archive) -> None:
    await archive.hide(1)
    await archive.correct([1], Correction(title="Door left open"))
    assert await found(archive, "door") == []
    await archive.unhide(1)
    assert await found(archive, "door") == [1]


async def test_many_are_corrected_in_several_transactions(archive: Archive) -> None:
    await archive.add(composed(f"Story {one}", f"Words of story {one}.", source="Lantrn") for one in range(120))
    meant = await archive.matching(Filters(source="Lantrn"))
    assert await archive.correct(meant, Correction(source="The Lantern")) == 120
    assert dict((await archive.statistics()).outlets)["The Lantern"] == 120


async def test_a_removal_is_kept_without_what_it_removed(archive: Archive) -> None:
    await archive.correct([1], Correction(title="Door left open"), "ada")
    await archive.remove(1, "otto")
    history = await archive.history(1)
    assert history.citation is None
    assert [(one.field, one.who, one.before, one.after) for one in history.changes] == [
        ("title", "ada", None, None),
        ("removed", "otto", None, None),
    ]


async def test_answers_quote_with_the_corrected_citation(archive: Archive) -> None:
    await archive.correct([1], Correction(byline="Ada Prym", title="Door left open"))
    (excerpt, *_) = (await archive.answer(Question(text="Which gate stood open all night?"))).excerpts
    assert (excerpt.citation.byline, excerpt.citation.title) == ("Ada Prym", "Door left open")


async def test_nobodys_number_is_not_corrected(archive: Archive) -> None:
    with pytest.raises(UnknownArticle):
        await archive.correct([1, 99], Correction(source="The Lantern"))
    assert (await archive.article(1)).citation.source == "The Courant"


@pytest.mark.parametrize(
    "wrong",
    [{"published": "yesterday"}, {"published": "3/4/2019"}, {"language": "english"}, {"url": "kettle"}, {"text": "x"}],
)  # fmt: skip
def test_what_cannot_stand_in_a_citation_is_no_correction(wrong: dict[str, str]) -> None:
    with pytest.raises(ValidationError):
        Correction(**wrong)  # type: ignore[arg-type]


@given(st.text(), st.text())
def test_any_text_may_be_a_headline(title: str, byline: str) -> None:
    correction = Correction(title=title, byline=byline)
    assert correction.title is None or "\n" not in correction.title
