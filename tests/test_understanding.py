"""Any text is a question; what it is about is looked for, what only asks is not."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_model import ANY_TEXT

from knowledge import Question
from knowledge.understanding import MOST_WORDS, understand

LANGUAGES = st.lists(st.sampled_from(["en", "de", "zh", "ar", "he", "fr", "xx"]), unique=True, max_size=3)


def asked(text: str, *languages: str) -> list[str]:
    return [word.text for word in understand(Question(text=text), languages).words]


@pytest.mark.parametrize(
    ("text", "languages", "expected"),
    [
        ("Who commands the northern military operations?", ["en"], ["commands", "northern", "military", "operations"]),
        ("who’s the mayor", ["en"], ["mayor"]),
        ("What's new with the U.S.?", ["en"], ["new", "U.S."]),
        ("What did the US do about the war?", ["en"], ["US", "war"]),
        ("Who is the WHO chief?", ["en"], ["WHO", "chief"]),
        ("What is IT?", ["en"], ["IT"]),
        ("Tell us about the harbour", ["en"], ["harbour"]),
        ("Iraq and Iraq and iraq", ["en"], ["Iraq"]),
        ("Wer war der Bürgermeister?", ["en", "de"], ["Bürgermeister"]),
        ("What caused the war?", ["de", "en"], ["caused", "war"]),
        ("Quel homme a dit oui ?", ["fr"], ["homme", "dit", "oui"]),
        ("龙舟队的鼓手是谁？", ["zh"], ["龙舟", "舟队", "鼓手", "手是"]),
        ("من هو محمد", ["ar"], ["محمد"]),
        ("מי הוא ראש העיר", ["he"], ["ראש", "העיר"]),
        ("who are they?", ["en"], ["who", "are", "they"]),
        ("WHO WON THE OPEN?", ["en"], ["WON", "OPEN"]),
        ("?!", ["en"], []),
        ("", [], []),
        ("谁", ["zh"], []),
    ],
)
def test_a_question_is_about_these_words(text: str, languages: list[str], expected: list[str]) -> None:
    assert asked(text, *languages) == expected


def test_of_the_acronym_us_only_the_acronym_is_looked_for() -> None:
    (word,) = understand(Question(text="What did the US do?"), ["en"]).words
    assert word.terms == ("US",)


def test_a_word_stands_under_its_stem_in_every_language_of_the_archive() -> None:
    assert understand(Question(text="elections"), ["en"]).terms == ("elections", "elect")
    assert understand(Question(text="elections"), []).terms == ("elections",)


def test_a_term_is_looked_for_once() -> None:
    query = understand(Question(text="elections election elect"), ["en"])
    assert len(query.terms) == len(set(query.terms))


def test_the_first_words_of_an_endless_question_are_looked_for() -> None:
    assert asked(" ".join(f"word{number}" for number in range(500))) == [
        f"word{number}" for number in range(MOST_WORDS)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Who took the picture of people running?", ["took", "picture"]),
        ("Who is the photographer of the photo?", ["photographer", "photo"]),
        ("Who took the money?", []),
        ("Wer machte das Foto?", ["Foto"]),
    ],
)
def test_words_that_ask_for_a_picture_are_answered_by_being_a_caption(text: str, expected: list[str]) -> None:
    query = understand(Question(text=text), ["en", "de"])
    assert [query.words[position].text for position in sorted(query.pictured)] == expected


@settings(deadline=None)
@given(ANY_TEXT, LANGUAGES)
def test_any_text_is_a_question(text: str, languages: list[str]) -> None:
    query = understand(Question(text=text), languages)
    assert len(query.words) <= MOST_WORDS
    assert len(query.terms) == len(set(query.terms))
    assert all(word.terms or word.folded for word in query.words)
    assert len({(word.terms, word.folded) for word in query.words}) == len(query.words)
    assert query.pictured <= set(range(len(query.words)))


@settings(deadline=None)
@given(ANY_TEXT, LANGUAGES)
def test_what_is_looked_for_was_typed(text: str, languages: list[str]) -> None:
    query = understand(Question(text=text), languages)
    assert all(word.text in text for word in query.words)


def test_a_word_with_diacritics_is_looked_for_as_it_is_written() -> None:
    query = understand(Question(text="Who is mayor of Łódź?"), ["en", "pl"])
    assert "łódź" in query.terms
    assert "lodz" not in query.terms
    assert query.settled({"łódź", "mayor"}).terms == query.terms


def test_and_without_them_where_the_archive_has_it_only_so() -> None:
    query = understand(Question(text="Who is mayor of Łódź?"), ["en", "pl"])
    assert "lodz" in query.settled({"mayor"}).terms
    assert set(query.terms) < set(query.settled({"mayor"}).terms)


@pytest.mark.parametrize(
    ("text", "languages"),
    [
        ("φως στην πόλη", ["el"]),
        ("əsgər Bakı", ["en"]),
        ("ñ año", ["es"]),
        ("Ελλαδα ΝΑΤΟ", []),
        ("Þingvellir", ["en"]),
        ("ʻokina ŋ", ["en"]),
    ],
)
def test_a_word_in_other_letters_than_ascii_is_looked_for(text: str, languages: list[str]) -> None:
    assert [word.text for word in understand(Question(text=text), languages).words if word.terms] == text.split()


@settings(deadline=None)
@given(ANY_TEXT, LANGUAGES)
def test_whatever_the_archive_holds_each_word_stands_under_something(text: str, languages: list[str]) -> None:
    query = understand(Question(text=text), languages)
    assert all(word.terms for word in query.settled(()).words)
    assert query.settled(query.in_doubt).terms == query.terms or not query.in_doubt
