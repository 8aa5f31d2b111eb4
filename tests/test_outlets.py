"""An outlet is named where its own words stand, and not where ordinary words happen to read like it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_model import ANY_TEXT

from knowledge.characters import one_line
from knowledge.outlets import called, name_of, named

OUTLETS = (
    "The Kettlesund Courant",
    "The Low Quay Lantern",
    "The Times",
    "Time",
    "Wired",
    "Us",
    "AP",
    "BBC",
    "BBC News - World",
    "BBC中文",
    "The Herald | Sports",
    "Wall Street: Journal",
    "Kettlesund.com",
    "L'Écho du Port",
    "Le Monde",
    "Die Zeit",
    "Sud-Est",
    "Вечерний порт",
    "נמל היום",
    "صحيفة الميناء",
    "港口晚报",
    "みなと新聞",
    "ไทยรัฐ",
    "!!!",
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("What did The Kettlesund Courant say?", ["The Kettlesund Courant"]),
        ("what did the kettlesund courant say", ["The Kettlesund Courant"]),
        ("THE KETTLESUND COURANT", ["The Kettlesund Courant"]),
        ("the Low Quay Lantern's report", ["The Low Quay Lantern"]),
        ("“The Low-Quay Lantern”: is it right?", ["The Low Quay Lantern"]),
        ("The Low Quay Lantern or The Kettlesund Courant", ["The Kettlesund Courant", "The Low Quay Lantern"]),
        ("The Low Quay Lanterns", []),
        ("a lantern on the low quay", []),
        ("the courant", []),
        ("What does The Times say?", ["The Times"]),
        ("the times were hard", []),
        ("Time magazine", ["Time"]),
        ("what time is it", []),
        ("Timeless", []),
        ("Wired said", ["Wired"]),
        ("the house was wired", []),
        ("Us weekly", ["Us"]),
        ("tell us of the US", []),
        ("AP and ap", ["AP"]),
        ("ap", []),
        ("BBC News of today", ["BBC", "BBC News - World"]),
        ("bbc news of today", ["BBC News - World"]),
        ("What did the BBC say?", ["BBC"]),
        ("The Herald wrote", ["The Herald | Sports"]),
        ("the herald of spring", []),
        ("wall street", ["Wall Street: Journal"]),
        ("Kettlesund.com wrote", ["Kettlesund.com"]),
        ("in Kettlesund", []),
        ("l’écho du port", ["L'Écho du Port"]),
        ("Le Monde écrit", ["Le Monde"]),
        ("le monde entier", []),
        ("Die Zeit schrieb", ["Die Zeit"]),
        ("die zeit vergeht", []),
        ("Что пишет вечерний порт?", ["Вечерний порт"]),
        ("מה כתב נמל היום?", ["נמל היום"]),
        ("ماذا قالت صحيفة الميناء؟", ["صحيفة الميناء"]),
        ("港口晚报说了什么？", ["港口晚报"]),
        ("晚报说了什么？", []),
        ("みなと新聞によると", ["みなと新聞"]),
        ("ไทยรัฐรายงานว่า", ["ไทยรัฐ"]),
        ("BBC中文网说了什么？", ["BBC", "BBC中文"]),
        ("ABBC中文网", []),
        ("The Times说了什么？", ["The Times"]),
        ("《The Times》说了什么？", ["The Times"]),
        ("!!!", []),
        ("什么!!!", []),
        ("", []),
    ],
)
def test_the_outlets_that_a_text_names(text: str, expected: list[str]) -> None:
    assert list(named(text, OUTLETS)) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("times", ["The Times"]),
        ("THE", ["The Kettlesund Courant", "The Low Quay Lantern", "The Times", "The Herald | Sports"]),
        ("low quay", ["The Low Quay Lantern"]),
        ("quay low", []),
        ("herald sports", ["The Herald | Sports"]),
        ("bbc", ["BBC", "BBC News - World", "BBC中文"]),
        ("晚报", ["港口晚报"]),
        ("היום", ["נמל היום"]),
        ("ap", ["AP"]),
        ("Gazette", []),
        ("!!!", []),
        ("", []),
    ],
)
def test_the_outlets_that_a_filter_means(words: str, expected: list[str]) -> None:
    assert list(called(words, OUTLETS)) == expected


@pytest.mark.parametrize(
    ("outlet", "name"),
    [
        ("The Herald", "The Herald"),
        ("The Herald - Sports", "The Herald"),
        ("The Herald – Sports | Ollery", "The Herald"),
        ("Herald | News of the harbour", "Herald"),
        ("Herald|News", "Herald"),
        ("Wall Street: Journal", "Wall Street"),
        ("Sud-Est", "Sud-Est"),
        ("12:30 News", "12:30 News"),
        ("| News", "| News"),
        ("  Herald ", "Herald"),
        ("", ""),
    ],
)
def test_an_outlet_is_called_without_its_section(outlet: str, name: str) -> None:
    assert name_of(outlet) == name


NAMES = st.lists(ANY_TEXT.map(one_line).filter(bool), max_size=4)


@settings(deadline=None)
@given(ANY_TEXT, NAMES)
def test_of_any_outlets_some_are_named_in_their_order(text: str, outlets: list[str]) -> None:
    for found in (named(text, outlets), called(text, outlets)):
        rest = iter(outlets)
        assert all(outlet in rest for outlet in found)


@settings(deadline=None)
@given(
    st.sampled_from([outlet for outlet in OUTLETS if outlet != "!!!"]), st.sampled_from(["", "What says ", "什么，"])
)
def test_an_outlet_is_named_by_its_name(outlet: str, before: str) -> None:
    assert outlet in named(f"{before}{name_of(outlet)}", OUTLETS)
    assert outlet in named(f"{before}“{name_of(outlet)}”?", OUTLETS)
    assert outlet in called(outlet, OUTLETS)
