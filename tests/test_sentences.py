"""Sentences are slices that hold words, never longer than a quotation, and marked where they had to be cut."""

from __future__ import annotations

from itertools import pairwise
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_model import ANY_TEXT

from knowledge.characters import clean
from knowledge.sentences import MOST_TERMS, MOST_WORDS, Sentence, sentences, whole
from knowledge.words import words

PIECES = [
    "U.S.", "U.S.A.", "A.B", "J.", "Mr. ", "He said. ", "l'homme ", "l’", "'s", "’s", "o'clock", " ", "  ", "\n",
    "\n\n", "。", "中文", "务院", "、", "！", "?", "3.5", "5,000", "1.", "a", "Z", "ا", "ש", "״", '"', "ไทย", "한국어",
    "ー", "...", "…", ") ", "(", "“", "”", "é", "🙂", "\u00a0", "\u3000", "\t", "e.g.", "No.", "७", "।", "·",
]  # fmt: skip
TEXTS = st.lists(st.sampled_from(PIECES), max_size=40).map("".join).map(clean)
REPEATED = st.builds(lambda text, times: clean(text * times), TEXTS.filter(bool), st.integers(2, 40))
CLEAN_TEXT = ANY_TEXT.map(clean)
LANGUAGES = st.sampled_from([None, "en", "fr", "zh", "ar", "he", "hi", "th", "ko", "xx"])


def split(text: str, language: str | None = "en") -> list[str]:
    return [text[one.start : one.end] for one in sentences(text, (0, len(text)), language)]


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("It rained. Then it stopped.", "en", ["It rained.", "Then it stopped."]),
        (
            "He met Mr. Smith of the U.S. Army. They spoke.",
            "en",
            ["He met Mr. Smith of the U.S. Army.", "They spoke."],
        ),
        ("It cost 3.5 crowns. Then 4.", "en", ["It cost 3.5 crowns.", "Then 4."]),
        ("“Stop.” He ran.", "en", ["“Stop.”", "He ran."]),
        ("今天下雨。明天晴！真的？", "zh", ["今天下雨。", "明天晴！", "真的？"]),
        ("يا له من يوم. هل رأيت؟ نعم", "ar", ["يا له من يوم.", "هل رأيت؟", "نعم"]),
        ("One line\nanother line", "en", ["One line", "another line"]),
        ("One paragraph\n\nanother", "en", ["One paragraph", "another"]),
        ("  spaced  \n\n  out  ", "en", ["spaced", "out"]),
        ("… — !", "en", []),
        ("Words. ... More.", "en", ["Words.", "More."]),
        ("", "en", []),
    ],
)
def test_text_is_split_into_these_sentences(text: str, language: str, expected: list[str]) -> None:
    assert [part for part in split(text, language) if any(map(str.isalnum, part))] == expected


def test_wrapped_lines_are_one_sentence() -> None:
    text = (
        "The harbour master closed both quays at noon because the\n"
        "tide stood higher than it had stood since the year of\n"
        "the great flood. Nobody was hurt, and the ferries went on\n"
        "sailing from the pilot steps.\n\n"
        "A second paragraph."
    )
    assert [len(part.split("\n")) for part in split(text)] == [3, 2, 1]


def test_the_last_sentence_of_a_paragraph_is_known() -> None:
    text = "One. Two.\n\nThree."
    assert [one.ends_paragraph for one in sentences(text, (0, len(text)), "en")] == [False, True, True]


def test_only_the_stretch_is_split() -> None:
    text = "Before. One. Two. After."
    assert [text[one.start : one.end] for one in sentences(text, (8, 17), "en")] == ["One.", "Two."]


def test_a_sentence_too_long_to_quote_is_cut_at_words_and_says_so() -> None:
    text = "word " * 249 + "end."
    found = list(sentences(text, (0, len(text)), "en"))
    assert [one.weight for one in found] == [100, 100, 50]
    assert [(one.is_cut_before, one.is_cut_after) for one in found] == [(False, True), (True, True), (True, False)]
    assert [one.ends_paragraph for one in found] == [False, False, True]
    assert " ".join(text[one.start : one.end] for one in found) == text


def test_chinese_without_a_full_stop_is_cut_too_and_every_character_is_quoted_once() -> None:
    text = "长江水" * 200
    found = list(sentences(text, (0, len(text)), "zh"))
    assert "".join(text[one.start : one.end] for one in found) == text
    assert all(one.weight <= MOST_WORDS for one in found)
    assert all(one.terms for one in found)


def test_a_caption_is_one_sentence_whatever_stands_in_it() -> None:
    text = "A boat. On the quay. Photo: N. Achterberg"
    assert [(one.start, one.end) for one in whole(text, (0, len(text)), "en")] == [(0, len(text))]


def test_a_word_is_not_split_between_sentences() -> None:
    for text in ("、U.S.", "He left the U.S. He came back.", "e.g. A.B.C.D. of it"):
        found = list(sentences(text, (0, len(text)), None))
        for word in words(text):
            assert any(one.start <= word.start and word.end <= one.end for one in found), (text, word)


def _hold_what_is_promised(text: str, language: str | None, found: list[Sentence]) -> None:
    for one in found:
        quote = text[one.start : one.end]
        assert quote
        assert quote == quote.strip()
        held = words(text, language, one.start, one.end)
        assert held
        assert one.weight <= MOST_WORDS
        assert len(one.terms) <= MOST_TERMS or len(held) == 1
        if not (one.is_cut_before or one.is_cut_after):
            assert one.terms == tuple(term for word in held for term in word.terms)
            assert one.weight == pytest.approx(sum(word.weight for word in held))
    assert all(before.end <= after.start for before, after in pairwise(found))
    assert all(before.is_cut_after == after.is_cut_before for before, after in pairwise(found))
    if found:
        assert not found[0].is_cut_before
        assert not found[-1].is_cut_after


@settings(deadline=None, max_examples=150)
@given(st.one_of(TEXTS, REPEATED, CLEAN_TEXT), LANGUAGES)
def test_sentences_are_slices_in_order_that_hold_their_words(text: str, language: str | None) -> None:
    _hold_what_is_promised(text, language, list(sentences(text, (0, len(text)), language)))


@settings(deadline=None, max_examples=50)
@given(st.one_of(TEXTS, REPEATED, CLEAN_TEXT).map(str.strip), LANGUAGES)
def test_so_are_the_pieces_of_a_caption(text: str, language: str | None) -> None:
    _hold_what_is_promised(text, language, list(whole(text, (0, len(text)), language)))


@settings(deadline=None, max_examples=100)
@given(TEXTS, LANGUAGES)
def test_every_word_of_a_text_is_in_a_sentence(text: str, language: str | None) -> None:
    found = list(sentences(text, (0, len(text)), language))
    held = {at for one in found for at in range(one.start, one.end)}
    assert [text[at] for at in range(len(text)) if text[at].isalpha() and at not in held] == []


@pytest.mark.parametrize("piece", ["-\n", "1\n", "A\n", "`", "“", "“a. ", "a", "A. ", "漢", "。", "'"])
def test_no_text_takes_longer_than_in_proportion(piece: str) -> None:
    text = piece * (160_000 // len(piece))
    started = process_time()
    assert list(sentences(text, (0, len(text)), "en")) or not any(map(str.isalnum, piece))
    assert process_time() - started < 4


def test_a_paragraph_without_end_is_parted_as_a_short_one_is() -> None:
    told = [f"Mr. Holm saw ferry {number} at No. 5 Quay." for number in range(1000)]
    assert split(" ".join(told)) == told


def test_a_sentence_without_end_is_cut_where_words_end() -> None:
    text = "ferry" * 50 + " and quay" * 5000
    found = list(sentences(text, (0, len(text)), "en"))
    assert [term for one in found for term in one.terms] == [term for word in words(text, "en") for term in word.terms]
    _hold_what_is_promised(text, "en", found)
