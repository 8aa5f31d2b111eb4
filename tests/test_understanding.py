"""Any text is a question; what it is about is looked for, what only asks is not."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_model import ANY_TEXT

from knowledge import Filters, Question
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


def names(text: str, *languages: str) -> list[str]:
    return [word.text for word in understand(Question(text=text), languages).words if word.is_name]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Which bridge fell in November 2016 near Ollery?", ["bridge", "fell", "November", "2016", "near", "Ollery"]),
        ("In 2016, which bridge fell?", ["2016", "bridge", "fell"]),
        ("Which bridge fell on 3 May 2017?", ["bridge", "fell", "3", "May", "2017"]),
        ("Which bridge fell in 2016 and which tower in 2017?", ["bridge", "fell", "2016", "tower", "2017"]),
        ("Did 2016 boats come in 2016?", ["2016", "boats", "come"]),
        ("2016年11月大桥为什么倒塌？", ["november", "2016", "大桥", "倒塌"]),
    ],
)
def test_words_stand_in_their_order_with_dates_in_the_middle(text: str, expected: list[str]) -> None:
    assert asked(text, "en", "zh") == expected


def test_a_date_knows_which_of_the_words_are_its() -> None:
    query = understand(Question(text="Which bridge fell in November 2016 near Ollery?"), ["en"])
    ((dated, positions),) = query.dates
    assert dated.text == "in November 2016"
    assert [query.words[at].text for at in sorted(positions)] == ["November", "2016"]


def test_a_month_stands_under_all_its_names() -> None:
    (month,) = [
        word for word in understand(Question(text="Who fell in Nov. 2016?"), ["en", "no"]).words if "nov" in word.terms
    ]
    assert {"nov", "november"} <= set(month.terms)


def test_an_outlet_that_is_named_knows_which_of_the_words_are_its() -> None:
    text = "Did the Low Quay Lantern count lanterns on the low quay?"
    query = understand(Question(text=text), ["en"], ["The Courant", "The Low Quay Lantern - Sports"])
    ((outlet, positions),) = query.outlets
    assert outlet == "The Low Quay Lantern - Sports"
    assert [query.words[at].text for at in sorted(positions)] == ["Low", "Quay", "Lantern"]


@pytest.mark.parametrize(
    ("text", "languages", "expected"),
    [
        ("Who is Otto Crake of 12 Rope Street?", ["en"], ["Otto", "Crake", "12", "Rope", "Street"]),
        ("Crake resigned when?", ["en"], []),
        ("Hello! Crake resigned when?", ["en"], []),
        ("Who resigned, Crake?", ["en"], ["Crake"]),
        ("who flooded the harbour", ["en"], []),
        ("WHO FLOODED THE HARBOUR?", ["en"], []),
        ("WHO FLOODED 12 HARBOURS?", ["en"], ["12"]),
        ("Did NATO flood the harbour?", ["en"], ["NATO"]),
        ("Who was fifth on the 5th?", ["en"], ["5th"]),
        ("Who fell in Ålesund in 2016?", ["en"], ["Ålesund", "2016"]),
        ("Wer baute die Brücke im Hafen von Kettlesund?", ["de"], []),
        ("Wer baute 1911 die Brücke im Hafen?", ["de"], ["1911"]),
        ("Wer baute die Brücke im Hafen von Kettlesund?", ["en", "de"], []),
        ("Was the König crowned?", ["de", "en"], ["König"]),
        ("谁在2016年修了3座桥？", ["zh"], ["2016", "3"]),
    ],
)
def test_names_and_figures_are_told_from_other_words(text: str, languages: list[str], expected: list[str]) -> None:
    assert names(text, *languages) == expected


@pytest.mark.parametrize(
    ("text", "carried", "expected"),
    [
        ("and who led it?", ("whale", "Bertha"), ["led", "whale", "Bertha"]),
        ("and who led it? thanks", ("whale", "Bertha"), ["led", "whale", "Bertha"]),
        ("and who led it? Thank you!", ("whale",), ["led", "whale"]),
        ("who led the whale?", ("whale", "Bertha"), ["led", "whale", "Bertha"]),
        ("and who led it?", ("whale", "in November 2016"), ["led", "whale", "November", "2016"]),
        ("what about 2017?", ("whale",), ["2017", "whale"]),
        ("and who?", ("whale",), ["whale"]),
        ("", ("whale",), ["whale"]),
    ],
)
def test_carried_words_are_looked_for_after_the_questions_own(
    text: str, carried: tuple[str, ...], expected: list[str]
) -> None:
    query = understand(Question(text=text, carried=carried), ["en"])
    assert [word.text for word in query.words] == expected


def test_a_date_that_is_carried_is_a_date_and_a_name_a_name() -> None:
    query = understand(Question(text="and who led it?", carried=("Bertha", "in November 2016")), ["en"])
    assert [dated.text for dated, _ in query.dates] == ["in November 2016"]
    assert [word.text for word in query.words if word.is_name] == ["Bertha", "2016"]


def test_operators_in_carried_words_are_words() -> None:
    query = understand(Question(text="and who led it?", carried=("-whale", "source:Courant", "OR")), ["en"])
    assert query.excluded == ()
    assert query.filters == Filters()
    assert {"whale", "source", "Courant"} <= {word.text for word in query.words}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Hello, do you know whether the bridge fell? Thanks!", ["bridge", "fell"]),
        ("@Backissue who mended the bridge", ["mended", "bridge"]),
        ("Can you tell me who mended the bridge, please?", ["mended", "bridge"]),
        ("thanks", ["thanks"]),
    ],
)
def test_courtesies_are_no_words(text: str, expected: list[str]) -> None:
    assert asked(text, "en") == expected


def test_alternatives_are_one_word_under_the_terms_of_all() -> None:
    query = understand(Question(text="strikes OR lockout OR 罢工 in the harbour of 2015 OR 2016"), ["en", "zh"])
    either, years, harbour = query.words
    assert (harbour.text, either.text, years.text) == ("harbour", "strikes OR lockout OR 罢工", "2015 OR 2016")
    assert {"strike", "lockout", "罢工"} <= set(either.terms)
    assert (either.is_name, years.is_name) == (False, True)


def test_alternatives_that_are_carried_stay_one_word() -> None:
    query = understand(Question(text="and when?", carried=("strike OR flood", "harbour")), ["en"])
    assert [word.text for word in query.words] == ["strike OR flood", "harbour"]


def test_what_words_are_beyond_the_limit_is_said() -> None:
    query = understand(Question(text=f"{' '.join(f'w{at}x' for at in range(70))} lamp OR light"), ["en"])
    assert len(query.words) == MOST_WORDS
    assert query.words[0].text == "lamp OR light"
    assert query.complaints == ("Only the first 64 words of the question are looked for.",)


@pytest.mark.parametrize("text", ["How many hives ❤\ufe0f", "hives ☀\ufe0f", "hives \ufe0f"])
def test_the_mark_that_makes_an_emoji_is_no_word(text: str) -> None:
    assert [word.text for word in understand(Question(text=text), ["en"]).words][-1] == "hives"


@pytest.mark.parametrize(
    ("text", "words", "filters"),
    [
        (
            "articles published in 2016 about the whale after:2010",
            ["whale"],
            Filters(after="2016-01-01", before="2017-01-01"),
        ),
        ("articles published since 2021 about the whale", ["whale"], Filters(after="2021-01-01")),
        ("the whale since 2021", ["whale"], Filters()),
        ("the whale in 2021", ["whale", "2021"], Filters()),
    ],
)
def test_a_time_that_filters_or_is_open_is_no_word(text: str, words: list[str], filters: Filters) -> None:
    query = understand(Question(text=text), ["en"])
    assert ([word.text for word in query.words], query.filters) == (words, filters)


def test_a_time_that_the_filters_exclude_is_not_kept_to_and_that_is_said() -> None:
    query = understand(Question(text="articles published in 2016 about the whale after:2017"), ["en"])
    assert query.filters == Filters(after="2017")
    assert [dated.is_filter for dated, _ in query.dates] == [False]
    assert query.complaints == ("“in 2016” is not kept to: no day is in it and in the filters too.",)


def test_operators_and_relative_times_are_no_words() -> None:
    text = 'the latest on the whale this week title:gate -orca "out of the harbour" after:2016'
    query = understand(Question(text=text, as_of=date(2017, 2, 11)), ["en"])
    assert [word.text for word in query.words] == ["whale", "harbour"]
    assert query.phrases == (("out of the harbour",),)
    assert (query.excluded, query.filters) == (("orca",), Filters(title="gate", after="2016"))
    assert query.wants_newest
    assert [dated.text for dated, _ in query.dates] == ["this week"]


def test_the_time_of_publication_that_words_ask_for_is_a_filter() -> None:
    text = "articles published last week about the whale"
    query = understand(Question(text=text, as_of=date(2017, 2, 11)), ["en"])
    assert query.filters == Filters(after="2017-01-30", before="2017-02-06")
    assert [word.text for word in query.words] == ["whale"]
    assert understand(Question(text=text), ["en"]).filters == Filters()


def test_the_last_day_there_is_is_no_trouble() -> None:
    query = understand(Question(text="articles published in 9999 about the whale"), ["en"])
    assert query.filters in {Filters(after="9999-01-01"), Filters()}


def test_of_too_many_words_the_first_are_looked_for_and_dates_beyond_have_none() -> None:
    text = " ".join(f"word{number}" for number in range(MOST_WORDS)) + " in November 2016"
    query = understand(Question(text=text, carried=("whale",)), [])
    assert len(query.words) == MOST_WORDS
    assert "whale" not in {word.text for word in query.words}
    assert [positions for _, positions in query.dates] == [frozenset()]


@settings(deadline=None)
@given(ANY_TEXT, st.lists(ANY_TEXT, max_size=3).map(tuple), LANGUAGES, st.one_of(st.none(), st.dates()))
def test_positions_are_those_of_words(
    text: str, carried: tuple[str, ...], languages: list[str], as_of: date | None
) -> None:
    question = Question(text=f"{text} in 2016", carried=carried, as_of=as_of)
    query = understand(question, languages, ["The Courant", text[:20] or "x"])
    places = set(range(len(query.words)))
    assert all(positions <= places for _, positions in (*query.dates, *query.outlets))
