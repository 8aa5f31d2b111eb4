"""A question is taken apart by its operators, and whatever is none stays words."""

from __future__ import annotations

import time

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from test_model import ANY_TEXT

from knowledge.characters import one_line
from knowledge.filters import EXAMPLES
from knowledge.model import Filters
from knowledge.syntax import MOST, MOST_CHARACTERS, Syntax, parse, typed
from knowledge.words import terms

QUOTES = '"“”„‟＂«»「」『』'
PIECES = st.sampled_from(
    [
        *QUOTES,
        *"-:：()，'’",
        "OR",
        " OR ",
        "or",
        "source:",
        "AFTER:",
        "lang:no",
        "2016",
        "gate",
        "צה",
        "罢工",
        " ",
        "\n",
    ]
)
QUESTIONS = st.one_of(ANY_TEXT, st.lists(PIECES, max_size=30).map("".join))
"""Any text, and texts of little else than what could be an operator."""


def words(text: str) -> list[str]:
    return text.split()


@pytest.mark.parametrize(
    ("text", "phrases", "left"),
    [
        ('who opened "the lock gate" first', [("the lock gate",)], "who opened the lock gate first"),
        ("“the lock gate”", [("the lock gate",)], "the lock gate"),
        ("”die Schleuse”", [("die Schleuse",)], "die Schleuse"),
        ("Wer sah „die große Schleuse“?", [("die große Schleuse",)], "Wer sah die große Schleuse ?"),
        ("»die Schleuse« heute", [("die Schleuse",)], "die Schleuse heute"),
        ("qui a vu « la grande écluse » hier", [("la grande écluse",)], "qui a vu la grande écluse hier"),
        ("谁看见「水闸」了", [("水闸",)], "谁看见 水闸 了"),
        ("谁看见『水闸』了", [("水闸",)], "谁看见 水闸 了"),
        ("他说“水闸打开了”吗", [("水闸打开了",)], "他说 水闸打开了 吗"),
        ("＂水闸＂", [("水闸",)], "水闸"),
        ('قال و"فتحت البوابة" اليوم', [("فتحت البوابة",)], "قال و فتحت البوابة اليوم"),
        ('מה אמר "שער הנמל" אתמול', [("שער הנמל",)], "מה אמר שער הנמל אתמול"),
        ('מי ב"צה"ל" אמר', [], 'מי ב"צה"ל אמר'),
        ('מה אמר דו"ח הנמל', [], 'מה אמר דו"ח הנמל'),
        ('"רמטכ"ל הצבא" אמר', [('רמטכ"ל הצבא',)], 'רמטכ"ל הצבא אמר'),
        ('"one two" and "three"', [("one two",), ("three",)], "one two and three"),
        ('"she said «open» twice"', [("she said open twice",)], "she said open twice"),
        ('"  two \n lines "', [("two lines",)], "two lines"),
        ('("the gate")', [("the gate",)], "( the gate )"),
        ('re:"the gate"', [("the gate",)], "re: the gate"),
        ('an "unclosed phrase', [], "an unclosed phrase"),
        ("an unopened” phrase", [], "an unopened phrase"),
        ('a 6" pipe and a 7" pipe', [], "a 6 pipe and a 7 pipe"),
        ('"" “” « » gate', [], "gate"),
        ('"?!" gate', [], "?! gate"),
        ("who's 'first' at the skippers' ball", [], "who's 'first' at the skippers' ball"),
        ("l’écluse ‘quoted’", [], "l’écluse ‘quoted’"),
    ],
)
def test_quotation_marks_make_phrases_whose_words_stay(text: str, phrases: list[tuple[str]], left: str) -> None:
    syntax = parse(text)
    assert list(syntax.phrases) == phrases
    assert words(syntax.text) == words(left)


@pytest.mark.parametrize(
    ("text", "excluded", "left"),
    [
        ("harbour -ferry", ["ferry"], "harbour"),
        ("-ferry harbour", ["ferry"], "harbour"),
        ("harbour\n-ferry, -gate?", ["ferry", "gate"], "harbour"),
        ('harbour -"night ferry" -“day ferry” gate', ["night ferry", "day ferry"], "harbour gate"),
        ("-«bac de nuit» -「渡轮」 -渡轮", ["bac de nuit", "渡轮", "渡轮"], ""),
        ("-2016 -well-known -U.S. -№5", ["2016", "well-known", "U.S."], "-№5"),
        ("-מעבורת -паром -مركب", ["מעבורת", "паром", "مركب"], ""),
        ('harbour -"night ferry', ["night"], "harbour ferry"),
        ('harbour -"?!" gate', [], "harbour - ?! gate"),
        ("-re:budget", ["re:budget"], ""),
        (
            "2015-16 well-known - x -- --y -_z (-q) –dash −minus",
            [],
            "2015-16 well-known - x -- --y -_z (-q) –dash −minus",
        ),
        ("-", [], "-"),
    ],
)
def test_a_minus_directly_before_a_word_leaves_it_out(text: str, excluded: list[str], left: str) -> None:
    syntax = parse(text)
    assert list(syntax.excluded) == excluded
    assert words(syntax.text) == words(left)


@pytest.mark.parametrize(
    ("text", "alternatives", "left"),
    [
        ("strike OR lockout at the harbour", [("strike", "lockout")], "at the harbour"),
        ("why the (strike OR lockout)?", [("strike", "lockout")], "why the"),
        ("a OR b OR c", [("a", "b", "c")], ""),
        ("a OR b c OR d", [("a", "b"), ("c", "d")], ""),
        ("U.S. OR U.N. troops.", [("U.S.", "U.N.")], "troops."),
        ("well-known OR 2015-16.", [("well-known", "2015-16")], ""),
        ("为什么，罢工 OR 停工，停工？", [("罢工", "停工")], "为什么， ，停工？"),
        ("стачка OR локаут", [("стачка", "локаут")], ""),
        ("שביתה\tOR\nהשבתה", [("שביתה", "השבתה")], ""),
        ("strike or lockout", [], "strike or lockout"),
        ("strike Or lockout", [], "strike Or lockout"),
        ("OR lockout", [], "OR lockout"),
        ("strike OR", [], "strike"),
        ("strike OR OR lockout", [], "strike lockout"),
        ("strike OR - lockout", [], "strike - lockout"),
        ("strike (OR lockout)", [], "strike (OR lockout)"),
        ("Salem, OR: the ORs of Oregon", [], "Salem, OR: the ORs of Oregon"),
        ("strike OR -lockout", [], "strike"),
        ("strike OR source:Courier", [], "strike"),
        ("source:Courier OR source:Herald ferry", [], "ferry"),
        ("OR -ferry gate", [], "gate"),
        ("gate -ferry OR", [], "gate"),
        ("x OR y OR", [("x", "y")], ""),
        ("x OR y OR\n", [("x", "y")], ""),
        ("OR x OR y", [("x", "y")], "OR"),
        ("OR OR x", [], "x"),
        ("OR", [], ""),
        ("nurses of Salem OR Kettlesund", [("Salem", "Kettlesund")], "nurses of"),
        ("罢工，OR 停工", [], "罢工，OR 停工"),
        ("罢工 OR，停工", [], "罢工 OR，停工"),
    ],
)
def test_or_makes_one_word_of_its_neighbours(text: str, alternatives: list[tuple[str, ...]], left: str) -> None:
    syntax = parse(text)
    assert list(syntax.alternatives) == alternatives
    assert words(syntax.text) == words(left)
    assert syntax.phrases == ()


@pytest.mark.parametrize(
    ("text", "phrases", "left"),
    [
        ('"night ferry" OR “day ferry” timetable', [("night ferry", "day ferry")], "night ferry day ferry timetable"),
        ('"a b" OR "c d" OR «e f»', [("a b", "c d", "e f")], "a b c d e f"),
        ('strike OR "work to rule"', [("strike", "work to rule")], "strike work to rule"),
        ('"a b" or "c d"', [("a b",), ("c d",)], "a b or c d"),
        ('"a b" OR', [("a b",)], "a b"),
        ('OR "a b"', [("a b",)], "a b"),
        ('"a"OR"b"', [("a",)], "a b"),
        ('title:"a" OR "b"', [("b",)], "b"),
        ('"b" OR source:Courier', [("b",)], "b"),
        ('"a OR b"', [("a OR b",)], "a OR b"),
    ],
)
def test_or_between_phrases_asks_for_one_of_them(text: str, phrases: list[tuple[str, ...]], left: str) -> None:
    syntax = parse(text)
    assert list(syntax.phrases) == phrases
    assert words(syntax.text) == words(left)
    assert syntax.alternatives == ()


@pytest.mark.parametrize(
    ("text", "filters", "left"),
    [
        ("source:Courier budget", {"source": "Courier"}, "budget"),
        ("budget Source:Courier", {"source": "Courier"}, "budget"),
        ("who TITLE:budget voted", {"title": "budget"}, "who voted"),
        ('author:"Jane Doe" budget', {"author": "Jane Doe"}, "budget"),
        ("author:“Jane Doe” title:«le budget»", {"author": "Jane Doe", "title": "le budget"}, ""),
        ("预算 source:「水城日报」", {"source": "水城日报"}, "预算"),
        ("预算source：水城日报，是多少", {"source": "水城日报"}, "预算 ，是多少"),
        ("תקציב source:השער", {"source": "השער"}, "תקציב"),
        ('תקציב source:ידיעות-דו"ח', {"source": 'ידיעות-דו"ח'}, "תקציב"),
        ("бюджет author:Иванова", {"author": "Иванова"}, "бюджет"),
        ("(source:Courier), budget", {"source": "Courier"}, "( budget"),
        ("source:Courier?", {"source": "Courier"}, ""),
        ('source:"Courier budget', {"source": "Courier"}, "budget"),
        ("after:2016 before:2017-3 budget", {"after": "2016", "before": "2017-03"}, "budget"),
        ('after:"17 November 2016"', {"after": "2016-11-17"}, ""),
        ("lang:en-GB budget", {"language": "en"}, "budget"),
        ("lang:Norsk.", {"language": "no"}, ""),
        ("title:a:b", {"title": "a:b"}, ""),
    ],
)
def test_known_fields_are_filters_wherever_they_stand(text: str, filters: dict[str, str], left: str) -> None:
    syntax = parse(text)
    assert syntax.filters == Filters.model_validate(filters)
    assert words(syntax.text) == words(left)
    assert syntax.complaints == ()


@pytest.mark.parametrize(
    "text",
    [
        "re:budget",
        "https://example.org/title:budget",
        "at 10:30",
        "foo:bar",
        "subtitle:budget",
        "sub-title:budget",
        "my.source:Courier",
        "language:en",
        "site:example.org",
        "source :Courier",
        "source Courier",
        "::",
        "C:\\gate",
        "the gate & the harbour | (the ferry) * ~ ^2 [x] {y} <z>",
        "NEAR(gate, ferry) AND NOT harbour",
        "gate'; DROP TABLE article; --",
        "@everyone #harbour $5 50% 🙂",
        "Кто открыл ворота?",
        "誰が水門を開けた？",
        "누가 수문을 열었나?",
        "ใครเปิดประตูน้ำ",
    ],
)
def test_everything_else_is_plain_words(text: str) -> None:
    assert parse(text) == Syntax(text)


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("after:someday", "“after:someday” is no date; write after:2016-11-17, after:2016-11 or after:2016."),
        ("source: Courier", "“source:” names nothing; write it without a space, as source:Reuters."),
        ('author:""', '“author:” names nothing; write it without a space, as author:"Jane Doe".'),
        ("lang:klingon", "“lang:klingon” is no language; write lang:en or lang:norsk."),
        ("source:Courier source:Herald", "source: was given twice; the last one is used."),
        (
            "after:2017 before:2016-11",
            "Nothing is published after:2017 and also before:2016-11, so neither is used; the first must be earlier.",
        ),
        (
            "-Source:Courier",
            "“-source:” cannot be used, because filters only say what is wanted; write -word to leave a word out.",
        ),
    ],
)
def test_what_cannot_be_used_is_said_once(text: str, complaint: str) -> None:
    assert parse(f"{text} budget").complaints == (complaint,)
    assert "budget" in parse(f"{text} budget").text
    assert ":" not in parse(f"{text} budget").text


def test_what_cannot_be_used_takes_nothing_else_with_it() -> None:
    syntax = parse('source:Courier after:someday "the gate" -ferry lang:?? who')
    assert syntax.filters == Filters(source="Courier")
    assert (syntax.phrases, syntax.excluded, words(syntax.text)) == (
        (("the gate",),),
        ("ferry",),
        ["the", "gate", "who"],
    )
    assert len(syntax.complaints) == 2


def test_a_filter_with_a_minus_is_no_filter() -> None:
    assert parse("-source:Courier before:2017").filters == Filters(before="2017")
    assert parse("-source:Courier -before:2017").excluded == ()


@pytest.mark.parametrize("text", ["", "  \n", "source:Courier -ferry", "a OR b after:2016", '""', "after:someday"])
def test_a_question_of_nothing_but_operators_has_no_words(text: str) -> None:
    assert parse(text).text == ""


def test_phrases_beyond_the_eighth_are_plain_words() -> None:
    syntax = parse(" ".join(f'"gate {number}"' for number in range(10)))
    assert syntax.phrases == tuple((f"gate {number}",) for number in range(MOST))
    assert words(syntax.text) == [word for number in range(10) for word in ("gate", str(number))]
    assert [complaint for complaint in syntax.complaints if "phrases" in complaint] == list(syntax.complaints)
    assert len(syntax.complaints) == 1


def test_words_left_out_beyond_the_eighth_are_not_asked_for() -> None:
    syntax = parse("harbour " + " ".join(f"-gate{number}" for number in range(10)))
    assert syntax.excluded == tuple(f"gate{number}" for number in range(MOST))
    assert syntax.text == "harbour"
    assert len(syntax.complaints) == 1


def test_alternatives_beyond_the_eighth_are_plain_words() -> None:
    places = parse(" ".join(f"a{number} OR b{number}" for number in range(9)))
    assert places.alternatives == tuple((f"a{number}", f"b{number}") for number in range(MOST))
    assert words(places.text) == ["a8", "b8"]
    assert words(parse(" ".join(['"a" OR "b"'] * 9)).text) == ["a", "b"] * 9
    members = parse(" OR ".join("abcdefghi"))
    assert members.alternatives == (tuple("abcdefgh"),)
    assert members.text == "i"
    assert len(places.complaints) == len(members.complaints) == 1


def test_eight_of_each_is_no_complaint() -> None:
    eight = range(MOST)
    text = " ".join(
        [*(f'"p {n}"' for n in eight), *(f"-e{n}" for n in eight), " ".join(f"a{n} OR b{n}" for n in eight)]
    )
    syntax = parse(text)
    assert (len(syntax.phrases), len(syntax.excluded), len(syntax.alternatives)) == (MOST, MOST, MOST)
    assert syntax.complaints == ()


@pytest.mark.parametrize(
    "piece",
    ['"', "„", " -", ' -"', "source:", 'source:" ', "a OR ", '" ', "“a", 'א"', ' "א"א', "((", "中", 'x"', "tit", "\n"],
)
def test_a_million_characters_take_no_longer_than_ten_thousand(piece: str) -> None:
    started = time.perf_counter()
    syntax = parse(piece * 1_000_000)
    assert time.perf_counter() - started < 1  # 30 ms at most when it was written; a quadratic pattern takes minutes
    assert len(syntax.text) <= MOST_CHARACTERS
    assert "Only the first 10,000 characters of the question were read." in syntax.complaints


@pytest.mark.parametrize("rest", ["", "r", "r " * 50, "-ferry"])
def test_a_long_question_is_cut_before_the_word_that_does_not_fit(rest: str) -> None:
    text = "gate " * 1_999 + "har"
    assert parse(f"{text}bour {rest}").text.split()[-1] == "gate"
    assert parse(f"{text} {rest}").text.split()[-1] in {"har", "gate", "r"}
    assert parse("gate " * 1_999 + "ferry ferry").text.endswith("ferry")
    assert parse("gate " * 1_999 + "-ferryman").excluded == ()


def test_a_long_question_without_white_space_is_cut_as_it_is() -> None:
    assert parse("水" * 20_000).text == "水" * MOST_CHARACTERS
    assert parse("谁 " + "水" * 20_000).text == "谁 " + "水" * (MOST_CHARACTERS - 2)


@pytest.mark.parametrize(
    ("phrases", "excluded", "text"),
    [
        ([], [], ""),
        ([("tide barrier",)], ["Halloran"], '"tide barrier" -Halloran'),
        ([("night ferry", "day ferry"), ("gate",)], [], '"night ferry" OR "day ferry" "gate"'),
        ([], ["night ferry", "title:gate", "well-known", "U.S."], '-"night ferry" -"title:gate" -"well-known" -"U.S."'),
    ],
)
def test_phrases_and_exclusions_are_typed_as_operators(
    phrases: list[tuple[str, ...]], excluded: list[str], text: str
) -> None:
    assert typed(phrases, excluded) == text


@given(QUESTIONS)
def test_what_was_read_is_read_again_as_it_is_typed(text: str) -> None:
    """But what holds the mark of Hebrew abbreviations, which is a quotation mark elsewhere."""
    syntax = parse(text)
    again = parse(typed(syntax.phrases, syntax.excluded))
    assume('"' not in "".join(said(syntax)))
    assert (again.phrases, again.excluded, again.filters) == (syntax.phrases, syntax.excluded, Filters())


@given(st.lists(st.sampled_from(["OR", "gate", "-ferry", '"a b"', "source:Courier", "-", "?"]), max_size=40))
def test_or_is_a_word_at_the_start_alone(pieces: list[str]) -> None:
    left = words(parse(" ".join(pieces)).text)
    assert left.count("OR") == (pieces[:2] == ["OR", "gate"])


def said(syntax: Syntax) -> list[str]:
    """Every stretch of the question that its parts hold, filters aside, whose dates are rewritten."""
    return [
        syntax.text,
        *syntax.excluded,
        *(word for group in (*syntax.phrases, *syntax.alternatives) for word in group),
    ]


@given(QUESTIONS)
def test_any_text_can_be_parsed(text: str) -> None:
    syntax = parse(text)
    assert all(len(group) > 1 for group in syntax.alternatives)
    assert all(terms(word) for word in said(syntax)[1:])
    assert all("\n" not in complaint and complaint.endswith(".") for complaint in syntax.complaints)
    assert parse(text) == syntax


@given(QUESTIONS)
def test_no_character_is_invented(text: str) -> None:
    assert set("".join(said(parse(text)))) <= {*text, " "}


@given(QUESTIONS.filter(lambda text: not any(name in text.casefold() for name in EXAMPLES)))
def test_every_word_is_kept_or_left_out_but_or(text: str) -> None:
    kept = {term.casefold() for saying in said(parse(text)) for term in terms(saying)}
    assert {term.casefold() for term in terms(text)} - {"or"} <= kept


@given(ANY_TEXT)
def test_a_text_without_operators_is_left_as_it_is(text: str) -> None:
    plain = "".join(letter for letter in text if letter not in f"{QUOTES}-:：").replace("OR", "or")
    assert parse(plain) == Syntax(plain.strip())


@given(st.sampled_from(["title", "source", "author"]), ANY_TEXT.map(one_line), st.text("abc \n", max_size=20))
def test_a_quoted_value_survives_whatever_it_is(name: str, value: str, rest: str) -> None:
    value = one_line("".join(letter for letter in value if letter not in QUOTES))
    assume(any(map(str.isalnum, value)))
    syntax = parse(f'{name}:"{value}" {rest}')
    assert syntax.filters == Filters.model_validate({name: value})
    assert words(syntax.text) == words(rest)
    assert syntax.complaints == ()
