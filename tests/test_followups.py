"""A question that asks on takes along what it leaves unsaid; one that is whole is left alone."""

from __future__ import annotations

import time
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_model import ANY_TEXT

from knowledge.followups import MOST_CARRIED, MOST_DATES, follow
from knowledge.model import Dated, Filters, Period, Question, Understood
from knowledge.words import words

NOVEMBER = Dated("in November 2016", Period(date(2016, 11, 1), date(2016, 11, 30)), is_filter=False)
BEFORE = Understood(
    words=("Ilvers", "regatta", "2016", "Gannet", "November", "mayor", "ferry", "Kettlesund"),
    dates=(NOVEMBER,),
    filters=Filters(source="Courant", after="2016-01"),
)
RAREST = ("Ilvers", "regatta", "Gannet", "mayor", "ferry")


def followed(text: str, previous: Understood = BEFORE) -> Question:
    return follow(previous, Question(text=text))


@pytest.mark.parametrize(
    "text",
    [
        "and who led it?",
        "And Oslo?",
        "but why?",
        "then what happened",
        "how about Oslo?",
        "What about the harbour?",
        "same for Oslo",
        "Hi, and who paid for it, please?",
        "why did he resign?",
        "Who is he?",
        "where do they live",
        "Who supported him?",
        "what caused this?",
        "When was that?",
        "Who won that year?",
        "what happened there",
        "WHY DID SHE RESIGN?",
        "og hvem ledet den?",
        "hva med Oslo?",
        "Hvorfor gikk hun av?",
        "Men hvem vant?",
        "og hvad så med den?",
        "och vem ledde den?",
        "hur är det med Oslo?",
        "und wer leitete es?",
        "Warum trat er zurück?",
        "Und Oslo?",
        "et qui a gagné ?",
        "et Paris ?",
        "Pourquoi a-t-il démissionné ?",
        "¿y quién?",
        "¿Por qué dimitió ella?",
        "e quando?",
        "ma chi ha vinto?",
        "e quem ganhou?",
        "en wie won?",
        "hoe zit het met Oslo?",
        "ומי ניצח?",
        "מתי הוא התפטר?",
        "מה לגבי אוסלו?",
        "他为什么辞职？",
        "那奥斯陆呢？",
        "那谁赢了？",
        "奥斯陆呢？",
    ],
)
def test_what_asks_on_takes_the_rarest_words_the_date_and_the_filters_along(text: str) -> None:
    question = followed(text)
    assert question.text == text
    assert question.carried == (*RAREST, "in November 2016")
    assert question.filters == BEFORE.filters


@pytest.mark.parametrize(
    "text",
    [
        "Who won the regatta in Kettlesund?",
        "Kettlesund flood",
        "Is there a ferry to Gannet?",
        "Why was there a strike?",
        "How long does it take to cross?",
        "Is it true that the school closed?",
        "Who won the match this week?",
        "Which town closed its school?",
        "Did the mayor say she would resign?",
        "Did Marta Ilvers sell her house?",
        "Did Oslo's pupils say what happened to their school?",
        "the bridge that collapsed",
        "Men arrested in Oslo",
        "E coli outbreak",
        "And Then There Were None author",
        "And who won the mayoral election in Kettlesund after Marta Ilvers resigned in spring?",
        "Why did he close the museum, the library, the baths and the old harbour station?",
        "Et hus brant i Oslo",
        "Den nye broen i Oslo",
        "Når forlot Hans byen?",
        "Wie heißt der Bürgermeister von Kettlesund?",
        "Quand le maire a-t-il démissionné ?",
        "Il y a combien de ponts ?",
        "En 2017, ¿quién ganó?",
        "מי הוא ראש העיר?",
        "其他城市的市长是谁？",
        "谁是市长？",
        "那不勒斯地震",
        "谁弹吉他？",
        "",
        "?!",
        "it " * 300,
    ],
)
def test_a_whole_question_is_the_same_object(text: str) -> None:
    question = Question(text=text, filters=Filters(language="en"))
    assert follow(BEFORE, question) is question


@pytest.mark.parametrize(
    "text",
    [
        "what about 2017?",
        "and in December?",
        "and on 3 May?",
        "and last year?",
        "and yesterday?",
        "og i fjor?",
        "那2017年呢？",
    ],
)
def test_a_new_time_takes_the_place_of_the_one_before(text: str) -> None:
    question = followed(text)
    assert question.carried == RAREST
    assert question.filters == Filters(source="Courant")


@pytest.mark.parametrize(
    ("text", "carried"),
    [
        ("and chapter 7?", ("1999", "chapter", "scrolls")),
        ("and 2003?", ("12", "chapter", "scrolls")),
        ("and why?", ("12", "1999", "chapter", "scrolls")),
    ],
)
def test_a_new_number_takes_the_place_of_one_like_it(text: str, carried: tuple[str, ...]) -> None:
    previous = Understood(words=("12", "1999", "chapter", "scrolls"))
    held = {word.casefold() for word in text.rstrip("?").split()}
    assert followed(text, previous).carried == tuple(word for word in carried if word not in held)


def test_words_of_the_new_text_are_not_carried() -> None:
    question = followed("and the Mayor's REGATTA?")
    assert question.carried == ("Ilvers", "Gannet", "ferry", "Kettlesund", "in November 2016")


def test_words_carried_before_are_carried_on_after_the_new_ones() -> None:
    previous = Understood(words=("parrot",), carried=("Ilvers", "Parrot", "in November 2016"))
    assert followed("and why?", previous).carried == ("parrot", "Ilvers", "in November 2016")


def test_filters_of_the_new_question_win() -> None:
    question = follow(BEFORE, Question(text="and why?", filters=Filters(source="Herald")))
    assert question.filters == Filters(source="Herald", after="2016-01")


def test_the_rest_of_the_question_stays() -> None:
    question = follow(BEFORE, Question(text="and why?", limit=7, as_of=date(2017, 1, 1)))
    assert (question.limit, question.as_of) == (7, date(2017, 1, 1))


def test_a_question_without_words_carries_nothing_but_its_filters() -> None:
    question = Question(text="and why?")
    assert follow(Understood(), question) is question
    assert follow(Understood(dates=(NOVEMBER,), carried=("Ilvers",)), question) is question
    assert follow(Understood(filters=Filters(source="Courant")), question).filters.source == "Courant"


WORDS = st.text(min_size=1, max_size=12) | st.sampled_from(
    [*BEFORE.words, "it", "and", "12", "1999", "中文", "Ilvers's"]
)
PREVIOUS = st.builds(
    Understood,
    words=st.lists(WORDS, max_size=12).map(tuple),
    carried=st.lists(WORDS, max_size=6).map(tuple),
    dates=st.lists(st.builds(Dated, WORDS, st.just(NOVEMBER.period), st.booleans()), max_size=4).map(tuple),
    filters=st.builds(Filters, source=st.sampled_from([None, "Courant"]), after=st.sampled_from([None, "2016"])),
)
ASKING_ON = st.tuples(st.sampled_from(["and ", "what about ", "why did he ", "그 ", "那"]), ANY_TEXT | WORDS).map(
    "".join
)


def said(text: str) -> set[str]:
    return {text[word.start : word.end].casefold() for word in words(text)}


@settings(deadline=None)
@given(PREVIOUS, ANY_TEXT | ASKING_ON)
def test_any_text_follows_any_question_within_the_limits(previous: Understood, text: str) -> None:
    question = followed(text, previous)
    dates = {dated.text for dated in previous.dates}
    assert len([word for word in question.carried if word not in dates]) <= MOST_CARRIED
    assert len(question.carried) <= MOST_CARRIED + MOST_DATES
    assert all(said(text).isdisjoint(said(word)) for word in question.carried if word not in dates)
    assert {*question.carried} <= {*previous.words, *previous.carried, *dates}
    assert question.text == text


@settings(deadline=None)
@given(PREVIOUS, ANY_TEXT | ASKING_ON)
def test_following_twice_is_following_once(previous: Understood, text: str) -> None:
    once = followed(text, previous)
    assert follow(previous, once) == once


@pytest.mark.parametrize("piece", ["it ", "and ", "x", "is there ", "that ", "'", "那", "2016 ", "¿", "he-"])
def test_the_longest_text_takes_no_time(piece: str) -> None:
    for length in (500, 10_000):
        started = time.process_time()
        followed(piece * (length // len(piece)))
        assert time.process_time() - started < 0.1
