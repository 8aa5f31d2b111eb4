"""What enters is validated once: clean text, parts that are slices, dates as precise as the page."""

from __future__ import annotations

import unicodedata

import pytest
from conftest import composed
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from knowledge import Article, Citation, Label, Part, Question
from knowledge.characters import clean, is_clean, one_line

HOSTILE = "\x00\x1b\x9b\r\n\t\u2028\u202e\u2066\u200b\ufeff\ud800\udfff\u0301[]<>@#*_`\\"
ANY_TEXT = st.text(st.one_of(st.characters(exclude_categories=[]), st.sampled_from(HOSTILE)), max_size=200)
"""Whatever a program can be handed as text: controls, directions, lone surrogates, mark-up."""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plain", "plain"),
        ("tab\tand\nline", "tab\tand\nline"),
        ("a\r\nb\rc\x0bd\x0ce\x85f\u2028g\u2029h", "a\nb\nc\nd\ne\nf\ng\nh"),
        ("nul\x00 escape\x1b[31m delete\x7f c1\x9b", "nul escape[31m delete c1"),
        ("lone \ud800 surrogate \udfff", "lone  surrogate "),
        ("e\u0301", "é"),
        ("e\x00\u0301", "é"),
        ("🙂 👨‍👩‍👧 עברית \u202eabc", "🙂 👨‍👩‍👧 עברית \u202eabc"),
        ("", ""),
    ],
)
def test_text_is_cleaned_before_it_is_stored(text: str, expected: str) -> None:
    assert clean(text) == expected


def test_a_headline_is_one_line() -> None:
    assert one_line("  Gate\r\n left\t\u00a0open\u2028 ") == "Gate left open"


@settings(deadline=None)
@given(ANY_TEXT)
def test_cleaning_twice_changes_nothing_and_is_clean_agrees(text: str) -> None:
    cleaned = clean(text)
    assert clean(cleaned) == cleaned
    assert is_clean(cleaned)
    assert is_clean(text) == (cleaned == text)
    assert unicodedata.is_normalized("NFC", cleaned)
    cleaned.encode("utf-8")


@settings(deadline=None)
@given(ANY_TEXT)
def test_one_line_is_one_line(text: str) -> None:
    line = one_line(text)
    assert line.splitlines() in ([], [line])
    assert line == line.strip()
    assert one_line(line) == line


@settings(deadline=None)
@given(st.text(max_size=60), st.text(max_size=200))
def test_a_composed_article_holds_its_headline_and_its_body(title: str, body: str) -> None:
    article = composed(title, body)
    expected = [(Label.HEADLINE, one_line(title)), (Label.BODY, clean(body).strip())]
    assert [(part.label, part.of(article.text)) for part in article.parts] == [one for one in expected if one[1]]
    assert not article.is_teaser


def test_an_article_without_a_headline_is_its_body() -> None:
    assert Article.compose("  Words.\r\n").text == "Words."


@pytest.mark.parametrize(
    ("parts", "text"),
    [
        ([(0, 0)], "words"),
        ([(3, 2)], "words"),
        ([(0, 6)], "words"),
        ([(0, 3), (2, 5)], "words"),
        ([(3, 5), (0, 2)], "words"),
        ([(-1, 2)], "words"),
    ],
)
def test_parts_are_slices_in_order_that_do_not_overlap(parts: list[tuple[int, int]], text: str) -> None:
    with pytest.raises(ValidationError):
        Article.model_validate(
            {
                "citation": {},
                "text": text,
                "parts": [{"label": "body", "start": start, "end": end} for start, end in parts],
            }
        )


@pytest.mark.parametrize("text", ["nul \x00", "e\u0301", "lone \ud800", "line\r\n", "escape \x1b[31m"])
def test_text_that_is_not_clean_is_refused_and_never_changed_behind_the_offsets(text: str) -> None:
    with pytest.raises(ValidationError, match="clean"):
        Article(citation=Citation(), text=text, parts=())


def test_a_teaser_is_an_article_that_is_nothing_else() -> None:
    teaser = Article.teaser("Key found\n\nA key was found.")
    assert teaser.is_teaser
    assert teaser.citation == Citation(title="Key found")
    assert not composed("Key found", "A key was found.").is_teaser
    with_teaser = Article(citation=Citation(), text="Body. Teaser.", parts=(Part(label=Label.TEASER, start=6, end=13),))
    assert not with_teaser.is_teaser


def test_parts_are_found_by_their_label() -> None:
    article = composed("Key found", "A key was found.")
    assert [part.of(article.text) for part in article.labelled(Label.BODY)] == ["A key was found."]
    assert article.labelled(Label.CAPTION) == ()


@pytest.mark.parametrize(
    "date",
    ["2016", "2016-11", "2016-11-17", "2016-11-17T09:30", "2016-11-17T09:30:15Z", "2016-11-17T09:30+01:00"],
)
def test_a_date_is_as_precise_as_the_page(date: str) -> None:
    assert Citation(published=date).published == date


@pytest.mark.parametrize(
    "date", ["", "16", "2016-1", "17 November 2016", "2016-11-17 09:30", "2016-11-17T09", "2016\n"]
)
def test_what_is_no_iso_date_is_refused(date: str) -> None:
    with pytest.raises(ValidationError):
        Citation(published=date)


@pytest.mark.parametrize("field", ["external_id", "title", "byline", "source", "url", "language"])
def test_what_says_nothing_is_unknown_and_what_says_something_is_one_line(field: str) -> None:
    assert getattr(Citation.model_validate({field: " \n\x00 "}), field) is None
    assert getattr(Citation.model_validate({field: " a\nb\x1b "}), field) == "a b"
    assert getattr(Citation(), field) is None


def test_nouns_do_not_change() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        Citation(title="a").title = "b"  # type: ignore[misc]


@pytest.mark.parametrize("limit", [0, 21, -1])
def test_a_question_wants_one_to_twenty_excerpts(limit: int) -> None:
    with pytest.raises(ValidationError):
        Question(text="Who?", limit=limit)


@settings(deadline=None)
@given(ANY_TEXT)
def test_any_text_is_a_question(text: str) -> None:
    assert Question(text=text).text == text
