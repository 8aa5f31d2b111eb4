"""A question that asks on takes along what it leaves unsaid; one that is whole is left alone."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_model import ANY_TEXT

from knowledge.followups import MOST_CARRIED, MOST_DATES, follow
from knowledge.model import Dated, Filters, Period, Question, Understood
from knowledge.syntax import MOST, parse
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


@pytest.mark.parametrize(
    "text",
    [
        "What about the harbour?",
        "and how about the old harbour?",
        "WHAT ABOUT THE HARBOUR?",
        "hva med havnen?",
        "hur är det med hamnen?",
        "qu'en est-il du port ?",
        "hoe zit het met de haven?",
    ],
)
def test_of_another_subject_the_two_rarest_words_are_carried_and_the_date(text: str) -> None:
    question = followed(text)
    assert question.carried == ("Ilvers", "regatta", "in November 2016")
    assert question.filters == BEFORE.filters


@pytest.mark.parametrize("text", ["what about it?", "What about Oslo?", "what about the US?", "what about them then?"])
def test_another_of_the_same_is_no_other_subject(text: str) -> None:
    assert followed(text).carried == (*RAREST, "in November 2016")


def test_another_time_is_no_other_subject() -> None:
    assert followed("what about the spring of 2017?").carried == RAREST


@pytest.mark.parametrize(
    ("text", "carried"),
    [
        ("and why?", ("bridge OR tunnel", "Ilvers")),
        ("and by ship or train?", ("bridge OR tunnel", "Ilvers")),
        ("and the tunnel?", ("Ilvers",)),
    ],
)
def test_alternatives_are_carried_as_one(text: str, carried: tuple[str, ...]) -> None:
    assert followed(text, Understood(words=("bridge OR tunnel", "Ilvers"))).carried == carried


@pytest.mark.parametrize(
    ("text", "carried"),
    [
        ("and the Courant?", ("mayor",)),
        ("and the council source:Courant?", ("mayor",)),
        ("and why?", ("Trell", "Radio", "mayor")),
        ("and the council?", ("Trell", "Radio", "mayor")),
    ],
)
def test_another_name_takes_the_place_of_the_outlet(text: str, carried: tuple[str, ...]) -> None:
    previous = Understood(words=("Trell", "Radio", "mayor"), outlets=("Radio Trell - News",))
    assert followed(text, previous).carried == carried


@pytest.mark.parametrize(
    ("words", "carried"),
    [
        (("What", "happened", "ferry"), ("ferry",)),
        (("What", "happened"), ()),
        (("WHO", "ferry", "c"), ("WHO", "ferry", "c")),
    ],
)
def test_only_what_is_looked_for_is_carried(words: tuple[str, ...], carried: tuple[str, ...]) -> None:
    assert followed("and why?", Understood(words=words)).carried == carried


QUOTING = Understood(
    words=("tide", "barrier", "mayor"),
    phrases=(("tide barrier",), ("night ferry", "day ferry")),
    excluded=("Halloran", "title:gate"),
)


@pytest.mark.parametrize(
    ("text", "whole", "carried"),
    [
        ("and why?", 'and why? "tide barrier" "night ferry" OR "day ferry" -Halloran -"title:gate"', ("mayor",)),
        (
            "and what did Halloran say?",
            'and what did Halloran say? "tide barrier" "night ferry" OR "day ferry" -"title:gate"',
            ("mayor",),
        ),
        ('and "old gate"?', 'and "old gate"? -Halloran', ("tide", "barrier", "mayor")),
        ("and why -halloran?", None, ("mayor",)),
        ("what about the harbour?", 'what about the harbour? -Halloran -"title:gate"', ("tide", "barrier")),
        ("Hi, and why? Thanks!", 'and why? "tide barrier" "night ferry" OR "day ferry" -Halloran -"title:gate"', None),
        ('and author:"Ilvers?', 'and author:"Ilvers?', ("tide", "barrier", "mayor")),
        ('and "why?', 'and "why?', ("tide", "barrier", "mayor")),
        ("Who won the regatta in Kettlesund?", "Who won the regatta in Kettlesund?", ()),
    ],
)
def test_phrases_and_exclusions_are_carried_as_operators(
    text: str, whole: str | None, carried: tuple[str, ...] | None
) -> None:
    question = followed(text, QUOTING)
    assert whole is None or question.text == whole
    assert carried is None or question.carried == carried
    assert follow(QUOTING, question) == question
    assert len(parse(question.text).excluded) == len(set(map(str.casefold, parse(question.text).excluded)))


def test_no_more_is_excluded_than_can_be() -> None:
    previous = Understood(words=("mayor",), excluded=tuple(f"gate{number}" for number in range(MOST)))
    syntax = parse(followed("and why -ferry?", previous).text)
    assert syntax.excluded == ("ferry", *(f"gate{number}" for number in range(MOST - 1)))
    assert syntax.complaints == ()


def test_operators_longer_than_a_question_are_not_carried() -> None:
    previous = Understood(words=("mayor",), excluded=("gate " * 200,))
    assert followed("and why?", previous) == Question(text="and why?", carried=("mayor",))


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
TYPED = st.sampled_from(["tide barrier", "Halloran", "well-known", "title:gate", "中国人", "in 2016", "it"])
PREVIOUS = st.builds(
    Understood,
    words=st.lists(WORDS, max_size=12).map(tuple),
    carried=st.lists(WORDS, max_size=6).map(tuple),
    dates=st.lists(st.builds(Dated, WORDS, st.just(NOVEMBER.period), st.booleans()), max_size=4).map(tuple),
    phrases=st.lists(st.lists(TYPED, min_size=1, max_size=2).map(tuple), max_size=2).map(tuple),
    excluded=st.lists(TYPED, max_size=3).map(tuple),
    outlets=st.lists(WORDS, max_size=2).map(tuple),
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
    (before, after) = parse(text), parse(question.text)
    assert {*after.phrases} - {*before.phrases} <= {*previous.phrases}
    assert {*after.excluded} - {*before.excluded} <= {*previous.excluded}
    assert question.text == text or (previous.phrases or previous.excluded)


@settings(deadline=None)
@given(PREVIOUS, ANY_TEXT | ASKING_ON)
def test_following_twice_is_following_once(previous: Understood, text: str) -> None:
    """But that a carried phrase may name a time or a name."""
    once = followed(text, replace(previous, phrases=()))
    assert follow(replace(previous, phrases=()), once) == once


@pytest.mark.parametrize("piece", ["it ", "and ", "x", "is there ", "that ", "'", "那", "2016 ", "¿", "he-"])
def test_the_longest_text_takes_no_time(piece: str) -> None:
    for length in (500, 10_000):
        started = time.process_time()
        followed(piece * (length // len(piece)))
        assert time.process_time() - started < 0.1
