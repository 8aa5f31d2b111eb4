"""Text becomes the same terms in the index, in the question and in the quote, in any language."""

from __future__ import annotations

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from test_model import ANY_TEXT

from knowledge.words import LONGEST, is_shouted, readings, terms, words

LANGUAGES = st.sampled_from([None, "ar", "de", "en", "fr", "he", "hi", "ja", "ko", "ru", "th", "tr", "zh", "xx"])


def meet(one: str, other: str, language: str | None = None) -> bool:
    """Whether a word of an article is found by a word of a question, and the other way round."""
    return bool(set(terms(one, language)) & set(terms(other, language)))


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("The prime minister resigned", "en", ["the", "prime", "minist", "resign"]),
        ("The prime minister resigned", None, ["the", "prime", "minister", "resigned"]),
        ("state-of-the-art", "en", ["state", "of", "the", "art"]),
        ("covid-19", "en", ["covid", "19"]),
        ("a 1st G20", "en", ["a", "1st", "g20"]),
        ("The U.S. Army", "en", ["the", "US", "us", "armi"]),
        ("U.S.-backed", "en", ["US", "us", "back"]),
        ("the U.S.A", "en", ["the", "USA", "usa"]),
        ("J.K. Rowling", "en", ["JK", "jk", "rowl"]),
        ("the WHO and who", "en", ["the", "WHO", "who", "and", "who"]),
        ("IT and US of NATO", "en", ["IT", "it", "and", "US", "us", "of", "NATO", "nato"]),
        ("Iraq's oil", "en", ["iraq", "oil"]),
        ("Iraq’s oil", "en", ["iraq", "oil"]),
        ("NATO’s", "en", ["NATO", "nato"]),
        ("O'Brien o’clock don't", "en", ["o'brien", "o'clock", "don't"]),
        ("5,000 and 5000 and 1,234,567.5", "en", ["5000", "and", "5000", "and", "1234567.5"]),
        ("3.5 and 3,5 and 09:30", "de", ["3.5", "and", "3,5", "and", "09", "30"]),
        ("2016-11-17", "en", ["2016", "11", "17"]),
        ("$1,000 (50%)", "en", ["1000", "50"]),
        ("l'homme et L’homme", "fr", ["homm", "et", "homm"]),
        ("dell'arte", "it", ["arte"]),
        ("ＡＢＣ１２ ﬁre", None, ["abc12", "fire"]),
        ("Straße STRASSE", "de", ["strass", "strass"]),
        ("Ёлка елка", "ru", ["елк", "елк"]),
        ("香港大学", "zh", ["香港", "港大", "大学"]),
        ("東", "ja", ["東"]),
        ("カタカナー", "ja", ["カタ", "タカ", "カナ", "ナー"]),
        ("2016年11月17日", "zh", ["2016", "年", "11", "月", "17", "日"]),
        ("ISIS占领", "zh", ["ISIS", "isis", "占领"]),
        ("ภาษา", "th", ["ภา", "าษ", "ษา"]),
        ("한국 한국어", "ko", ["한국", "한국어", "한국", "국어"]),
        ('צה״ל צה"ל צהל', "he", ["צהל", "צהל", "צהל"]),
        ("חוץ החוץ", "he", ["חוץ", "חוץ"]),
        ("مُحَمَّد ومحمد", "ar", ["محمد", "محمد"]),
        ("المدينة مدينة", "ar", ["مدين", "مدين"]),
        ("١٢٣", "ar", ["123"]),
        ("🙂 … — ()", "en", []),
        ("", "en", []),
    ],
)
def test_text_gives_these_terms(text: str, language: str | None, expected: list[str]) -> None:
    assert terms(text, language) == expected


@pytest.mark.parametrize(
    ("one", "other", "language"),
    [
        ("U.S.", "US", "en"),
        ("U.N.", "UN", "en"),
        ("Iraq's", "Iraq", "en"),
        ("Iraq’s", "IRAQ'S", "en"),
        ("elections", "election", "en"),
        ("año", "ano", "es"),
        ("Łódź", "Lodz", "pl"),
        ("Łódź", "Lodz", None),
        ("København", "Kobenhavn", "da"),
        ("Zürich", "Zurich", "de"),
        ("İstanbul", "Istanbul", None),
        ("naïve", "naive", "en"),
        ("5,000", "5000", "en"),
        ("l’année", "année", "fr"),
        ("हिन्दी", "हिन्दी", "hi"),
        ("صورة", "الصورة", "ar"),
        ("ירושלים", "בירושלים", "he"),
        ("한국어를", "한국어", "ko"),
        ("香港大学", "香港", "zh"),
        ("Ｔｏｋｙｏ", "Tokyo", None),
    ],
)
def test_these_spellings_meet(one: str, other: str, language: str | None) -> None:
    assert meet(one, other, language)


@pytest.mark.parametrize(
    ("one", "other", "language"),
    [
        ("3.5", "35", "en"),
        ("3.5", "3", "en"),
        ("5,000", "5", "en"),
        ("año", "ana", "es"),
        ("Zürich", "Zuber", "de"),
        ("ira", "Iraq", "en"),
    ],
)
def test_these_spellings_stay_apart(one: str, other: str, language: str | None) -> None:
    assert not meet(one, other, language)


def test_an_acronym_keeps_a_term_of_its_own_beside_the_lower_form() -> None:
    assert set(terms("U.S.")) - set(terms("us")) == {"US"}
    assert set(terms("WHO")) - set(terms("who")) == {"WHO"}


def test_a_word_with_marks_keeps_a_term_of_its_own_beside_the_plain_form() -> None:
    assert set(terms("año", "es")) - set(terms("ano", "es")) == {"año"}


def test_a_text_all_in_capitals_is_not_full_of_acronyms() -> None:
    assert terms("WHO WON THE US OPEN?") == ["who", "won", "the", "us", "open"]
    assert not is_shouted("NATO and EU forces")
    assert not is_shouted("NATO EU US")
    assert is_shouted("FIRE ON GANNET HILL")


def test_capitals_of_a_whole_page_decide_and_not_those_of_the_stretch() -> None:
    text = "THE US SPEAKS. The rest is in small letters."
    assert "US" in [term for word in words(text, "en", 0, 14) for term in word.terms]


def test_words_of_a_stretch_have_offsets_of_the_whole() -> None:
    text = "One two. Three four."
    assert [text[word.start : word.end] for word in words(text, "en", 9)] == ["Three", "four"]
    assert [text[word.start : word.end] for word in words(text, "en", 0, 5)] == ["One", "t"]


def test_an_endless_word_is_several_each_told_apart_by_its_beginning() -> None:
    found = list(words("x" * 10_000, "en"))
    assert (found[0].start, found[-1].end) == (0, 10_000)
    assert max(word.end - word.start for word in found) < 100
    assert {word.terms for word in found} == {("x" * LONGEST,), ("x",)}


def test_a_hundred_and_eighty_characters_of_chinese_weigh_as_much_as_a_hundred_words() -> None:
    assert sum(word.weight for word in words("港" * 180, "zh")) == pytest.approx(100, abs=2)


def test_a_question_is_read_in_every_language_of_the_archive() -> None:
    (word,) = readings("running", ["en", "fr"])
    assert (word.text, word.terms, word.folded) == ("running", ("running", "run"), ())


def test_a_word_of_a_question_stands_apart_from_its_plain_form() -> None:
    (word,) = readings("Zürich", ["en"])
    assert (word.terms, word.folded) == (("zürich",), ("zurich",))


def test_two_questions_running_have_the_same_terms_however_many_words_were_met_between(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("knowledge.words.KEPT", 3)
    before = terms("ships sailed past", "en")
    assert len(terms("one two three four five six seven", "en")) == 7
    assert terms("ships sailed past", "en") == before


@settings(deadline=None)
@given(ANY_TEXT, LANGUAGES)
def test_every_word_is_a_slice_with_terms_in_order(text: str, language: str | None) -> None:
    found = list(words(text, language))
    for word in found:
        assert 0 <= word.start < word.end <= len(text)
        assert not any(text[word.start : word.end][at].isspace() for at in range(word.end - word.start))
        assert all(word.terms) or not word.terms
        assert len(set(word.terms)) == len(word.terms)
        assert all(len(term) <= LONGEST for term in word.terms)
    assert all(before.start < after.start for before, after in pairwise(found))


@settings(deadline=None)
@given(ANY_TEXT, LANGUAGES)
def test_the_same_text_always_gives_the_same_terms(text: str, language: str | None) -> None:
    assert terms(text, language) == terms(text, language)
    assert terms(text, language) == [term for word in words(text, language) for term in word.terms]


@settings(deadline=None)
@given(ANY_TEXT)
def test_letters_and_digits_of_any_script_are_found(text: str) -> None:
    covered = {at for word in words(text) for at in range(word.start, word.end)}
    missed = [text[at] for at in range(len(text)) if at not in covered and unicodedata.category(text[at])[0] in "LN"]
    assert missed == []


@settings(deadline=None)
@given(ANY_TEXT, st.lists(LANGUAGES.filter(bool), max_size=3))
def test_a_reading_holds_what_each_language_makes_of_the_text(text: str, languages: list[str]) -> None:
    read = {term for word in readings(text, languages) for term in (*word.terms, *word.folded)}
    for language in (None, *languages):
        assert set(terms(text, language)) <= read


@settings(max_examples=200)
@given(st.text(st.characters(codec="utf-8"), max_size=60), LANGUAGES)
def test_a_word_is_found_by_itself(text: str, language: str | None) -> None:
    for word in words(text, language):
        if word.terms and not text.isupper():
            alone = text[word.start : word.end]
            assert set(terms(alone, language)) & set(word.terms) or alone.isupper()


@given(st.text(alphabet=st.sampled_from("aZÉßłœ’'.,-_ 019€½ª…\n\u00adU"), max_size=60))
@example("U.S. forces in St. Louis, 1,000.50 of them, aren’t Łódź’s")
def test_latin_text_gives_the_same_words_as_text_of_any_script(text: str) -> None:
    *slow, _ = words(f"{text}\n\N{HANGUL SYLLABLE GA}", "en")
    assert list(words(f"{text}  ", "en")) == slow
