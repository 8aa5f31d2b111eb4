"""Words of a quote that are relative to its day of publication are resolved where they are certain, and only there."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from test_model import ANY_TEXT

from knowledge.relative_dates import MOST, resolve

PUBLISHED = "2016-11-17"


def dates(quote: str, language: str | None = "en", published: str | None = PUBLISHED) -> list[tuple[str, str]]:
    return [(quote[one.start : one.end], one.iso) for one in resolve(quote, published, language)]


@pytest.mark.parametrize(
    ("language", "words", "iso"),
    [
        ("en", "yesterday", "2016-11-16"),
        ("en", "yesterday evening", "2016-11-16"),
        ("en", "the day before yesterday", "2016-11-15"),
        ("en", "last night", "2016-11-16"),
        ("en", "today", "2016-11-17"),
        ("en", "tonight", "2016-11-17"),
        ("en", "this morning", "2016-11-17"),
        ("en", "this afternoon", "2016-11-17"),
        ("en", "this evening", "2016-11-17"),
        ("en", "tomorrow", "2016-11-18"),
        ("en", "the day after tomorrow", "2016-11-19"),
        ("en", "last month", "2016-10"),
        ("en", "this month", "2016-11"),
        ("en", "next month", "2016-12"),
        ("en", "last year", "2015"),
        ("en", "this year", "2016"),
        ("en", "next year", "2017"),
        ("no", "i går", "2016-11-16"),
        ("no", "i dag", "2016-11-17"),
        ("no", "i kveld", "2016-11-17"),
        ("no", "i morgen", "2016-11-18"),
        ("no", "forrige måned", "2016-10"),
        ("no", "i fjor", "2015"),
        ("no", "i år", "2016"),
        ("no", "neste år", "2017"),
        ("da", "i går", "2016-11-16"),
        ("da", "i aften", "2016-11-17"),
        ("da", "sidste år", "2015"),
        ("sv", "igår", "2016-11-16"),
        ("sv", "i morgon", "2016-11-18"),
        ("sv", "förra året", "2015"),
        ("sv", "förra månaden", "2016-10"),
        ("de", "gestern", "2016-11-16"),
        ("de", "gestern Abend", "2016-11-16"),
        ("de", "vorgestern", "2016-11-15"),
        ("de", "heute", "2016-11-17"),
        ("de", "heute Morgen", "2016-11-17"),
        ("de", "letztes Jahr", "2015"),
        ("de", "letzten Monat", "2016-10"),
        ("de", "übermorgen", "2016-11-19"),
        ("fr", "hier", "2016-11-16"),
        ("fr", "avant-hier", "2016-11-15"),
        ("fr", "aujourd'hui", "2016-11-17"),
        ("fr", "aujourd’hui", "2016-11-17"),
        ("fr", "demain", "2016-11-18"),
        ("fr", "ce soir", "2016-11-17"),
        ("fr", "l'année dernière", "2015"),
        ("fr", "cette année", "2016"),
        ("fr", "le mois dernier", "2016-10"),
        ("es", "ayer", "2016-11-16"),
        ("es", "anoche", "2016-11-16"),
        ("es", "hoy", "2016-11-17"),
        ("es", "esta mañana", "2016-11-17"),
        ("es", "el año pasado", "2015"),
        ("es", "el mes pasado", "2016-10"),
        ("it", "ieri", "2016-11-16"),
        ("it", "l'altro ieri", "2016-11-15"),
        ("it", "oggi", "2016-11-17"),
        ("it", "quest'anno", "2016"),
        ("it", "l'anno scorso", "2015"),
        ("nl", "gisteren", "2016-11-16"),
        ("nl", "vandaag", "2016-11-17"),
        ("nl", "vorig jaar", "2015"),
        ("nl", "vorige maand", "2016-10"),
        ("pt", "ontem", "2016-11-16"),
        ("pt", "hoje", "2016-11-17"),
        ("pt", "amanhã", "2016-11-18"),
        ("pt", "ano passado", "2015"),
        ("he", "אתמול", "2016-11-16"),
        ("he", "היום", "2016-11-17"),
        ("he", "מחר", "2016-11-18"),
        ("he", "בשנה שעברה", "2015"),
        ("ru", "вчера", "2016-11-16"),
        ("ru", "сегодня", "2016-11-17"),
        ("ru", "завтра", "2016-11-18"),
        ("ru", "в прошлом году", "2015"),
        ("ar", "أمس", "2016-11-16"),
        ("ar", "اليوم الخميس", "2016-11-17"),
        ("ar", "العام الماضي", "2015"),
        ("ar", "الشهر الماضي", "2016-10"),
    ],
)
def test_words_that_are_certain_are_resolved(language: str, words: str, iso: str) -> None:
    assert dates(f"— {words}, .", language) == [(words, iso)]


@pytest.mark.parametrize(
    ("quote", "expected"),
    [
        ("警方昨天关闭了港口。", [("昨天", "2016-11-16")]),
        (
            "记者昨日获悉，今天港口开放，明天关闭。",
            [("昨日", "2016-11-16"), ("今天", "2016-11-17"), ("明天", "2016-11-18")],
        ),
        ("去年和今年，上个月和本月", [("去年", "2015"), ("今年", "2016"), ("上个月", "2016-10"), ("本月", "2016-11")]),
        ("前天与后天", [("前天", "2016-11-15"), ("后天", "2016-11-19")]),
        ("如今年轻人读今日头条，这表明年龄不重要", []),
        ("宇航员登上月球，日本月刊", []),
    ],
)
def test_chinese_words_are_found_between_others(quote: str, expected: list[tuple[str, str]]) -> None:
    assert dates(quote, "zh") == expected


@pytest.mark.parametrize(
    ("quote", "language"),
    [
        ("He told USA Today and Russia Today", "en"),
        ('He sang “Yesterday” and read "Today in Kettlesund"', "en"),
        ("The U.S. Today Show", "en"),
        ("SHIP SINKS TODAY", "en"),
        ("In the last year of his life, and in his last month", "en"),
        ("There is no tomorrow for the leaders of tomorrow", "en"),
        ("On Monday, last Tuesday and next Friday", "en"),
        ("last week, this week, last summer, recently", "en"),
        ("yesterdays, todayish, outlast year", "en"),
        ("morgen, am Morgen und heute Nacht", "de"),
        ("Der Pilot wohnt hier, las er in der Zeitung Heute", "de"),
        ("von heute auf morgen", "de"),
        ("morgen, deze morgen", "nl"),
        ("mañana, la mañana y hoy en día", "es"),
        ("hoje em dia", "pt"),
        ("al giorno d'oggi", "it"),
        ("cette année-là, ce soir-là et cette nuit", "fr"),
        ("den dag i dag, i natt, i 20 år", "no"),
        ("vandaag de dag", "nl"),
        ("על סדר היום, בסוף היום, השנה וראש השנה", "he"),
        ("МИА «Россия сегодня»", "ru"),
        ("في اليوم التالي وصحيفة المصري اليوم", "ar"),
        ("", "en"),
    ],
)
def test_words_that_may_mean_something_else_are_left_alone(quote: str, language: str) -> None:
    assert dates(quote, language) == []


@pytest.mark.parametrize(
    ("quote", "words"),
    [
        ("Yesterday the quay closed.", "Yesterday"),
        ("The quay closed. Yesterday it opened.", "Yesterday"),
        ("Is it closed? Last night it was.", "Last night"),
        ("It rained yesterday's rain.", "yesterday"),
        ("It rained\nlast\n   night.", "last\n   night"),
    ],
)
def test_a_capital_counts_only_where_a_sentence_begins(quote: str, words: str) -> None:
    assert dates(quote) == [(words, "2016-11-16")]


@pytest.mark.parametrize(
    ("quote", "language"),
    [
        ("“We will win this year,” the mayor said in 1941.", "en"),
        ("“We won this year!” The mayor said so in 1941.", "en"),
        ("In 2009 he had said that he would stop next year.", "en"),
        ("In 2009 the U.S. Senate said that it would vote next year.", "en"),
        ("In the 1990s they built; this year they do not.", "en"),
        ("He said on 3 May that the vote would be held tomorrow.", "en"),
        ("He said on Nov. 3 that the vote would be held tomorrow.", "en"),
        ("On 2016-05-03 the vote was to be held tomorrow.", "en"),
        ("It sank two years ago today.", "en"),
        ("It was forty years ago this month.", "en"),
        ("It was today two years ago.", "en"),
        ("It fell the year before last year and the month after next month.", "en"),
        ("The castle, today a museum, was sold.", "en"),
        ("The castle, today, is a museum.", "en"),
        ("I 2009 sa han at han ville slutte neste år.", "no"),
        ("Det var i dag for to år siden.", "no"),
        ("3. mai sa han at fergen går i morgen.", "no"),
        ("Am 3. Mai sagte er, dass es gestern war.", "de"),
        ("Das war heute vor zwei Jahren.", "de"),
        ("Das Schloss, heute ein Museum, wurde verkauft.", "de"),
        ("C'était il y a deux ans aujourd'hui.", "fr"),
        ("Fue el año antes del año pasado.", "es"),
        ("他1941年说今年会赢。", "zh"),
        ("他5月3日说明天投票。", "zh"),
        ("“今年会赢。”他1941年说。", "zh"),
        ("ב-3 במאי אמר שההצבעה מחר", "he"),
        ("3 мая он сказал, что завтра", "ru"),
    ],
)
def test_a_sentence_that_counts_from_another_day_is_left_alone(quote: str, language: str) -> None:
    assert dates(quote, language) == []


@pytest.mark.parametrize(
    ("quote", "language", "expected"),
    [
        ("It opened in 1990. It closes next year.", "en", [("next year", "2017")]),
        ("It closes next year. It opened in 1990.", "en", [("next year", "2017")]),
        ("It sank yesterday! It was built in 1990.", "en", [("yesterday", "2016-11-16")]),
        ("Of all years, 2016, this year, was the best.", "en", [("this year", "2016")]),
        ("It was two years ago, he said today.", "en", [("today", "2016-11-17")]),
        ("The mayor, who left yesterday, is back today.", "en", [("yesterday", "2016-11-16"), ("today", "2016-11-17")]),
        ("For 17 people and 2,009 boats it began yesterday.", "en", [("yesterday", "2016-11-16")]),
        ("Fergen har gått siden i går.", "no", [("i går", "2016-11-16")]),
        ("Lo fa oggi.", "it", [("oggi", "2016-11-17")]),
        ("1941年港口关闭。今年港口开放。", "zh", [("今年", "2016")]),
    ],
)
def test_what_another_sentence_or_clause_dates_says_nothing_of_this_one(
    quote: str, language: str, expected: list[tuple[str, str]]
) -> None:
    assert dates(quote, language) == expected


def test_only_the_words_of_the_quotes_own_language_count() -> None:
    quote = "hier, gestern, yesterday, ayer"
    found = {language: [words for words, _ in dates(quote, language)] for language in ("fr", "de", "en", "es")}
    assert found == {"fr": ["hier"], "de": ["gestern"], "en": ["yesterday"], "es": ["ayer"]}


@pytest.mark.parametrize("language", [None, "", "xx", "ko", "tlh"])
def test_nothing_is_resolved_when_the_language_is_not_known(language: str | None) -> None:
    assert dates("yesterday, gestern, hier", language) == []


@pytest.mark.parametrize(("language", "quote"), [("nb", "i går"), ("nn", "i går"), ("EN-gb", "yesterday")])
def test_a_language_may_be_written_in_other_ways(language: str, quote: str) -> None:
    assert dates(quote, language) == [(quote, "2016-11-16")]


@pytest.mark.parametrize("published", [None, "", "2016", "2016-11", "2016-02-31", "soon", "0000-00-00"])
def test_nothing_is_resolved_when_the_day_of_publication_is_not_known(published: str | None) -> None:
    assert dates("yesterday and last year", published=published) == []


@pytest.mark.parametrize("published", ["2016-11-17T01:30+01:00", "2016-11-17T23:59:59Z", "2016-11-17"])
def test_the_day_is_the_one_that_the_page_states(published: str) -> None:
    assert dates("today", published=published) == [("today", "2016-11-17")]


@pytest.mark.parametrize(
    ("published", "expected"),
    [
        ("2016-01-01", ["2015-12-31", "2015-12", "2016-02", "2015"]),
        ("2016-12-31", ["2016-12-30", "2016-11", "2017-01", "2015"]),
        ("2016-03-31", ["2016-03-30", "2016-02", "2016-04", "2015"]),
        ("0001-01-01", ["0001-02"]),
        ("9999-12-31", ["9999-12-30", "9999-11", "9998"]),
    ],
)
def test_years_and_months_end_where_the_calendar_ends_them(published: str, expected: list[str]) -> None:
    quote = "yesterday, last month, next month, last year"
    assert [iso for _, iso in dates(quote, published=published)] == expected


def test_a_quote_keeps_its_first_dates() -> None:
    assert len(resolve("today; " * 40, PUBLISHED, "en")) == MOST


PIECES = (
    "yesterday Today this year last month i går dag hier gestern 昨天 今年 如 אתמול أمس вчера . ? “ ' -là 🙂 e\u0301"
)
TEXTS = st.one_of(ANY_TEXT, st.lists(st.sampled_from([*PIECES.split(), "\n", "last night"]), max_size=30).map(" ".join))
LANGUAGES = st.sampled_from(
    [None, "ar", "da", "de", "en", "es", "fr", "he", "it", "nb", "nl", "pt", "ru", "sv", "zh", "x"]
)
DAYS = st.one_of(st.none(), st.dates().map(str), st.sampled_from([str(date.min), str(date.max), "2016", "x"]), ANY_TEXT)


@given(TEXTS, DAYS, LANGUAGES)
@settings(max_examples=300, deadline=None)
@example("yesterday last year next year tomorrow", str(date.max), "en")
@example("yesterday last year next year tomorrow", str(date.min), "en")
def test_any_quote_is_resolved_in_order_and_apart(quote: str, published: str | None, language: str | None) -> None:
    found = resolve(quote, published, language)
    spans = [(one.start, one.end) for one in found]
    assert len(found) <= MOST
    assert all(0 <= start < end <= len(quote) for start, end in spans)
    assert all(before[1] <= after[0] for before, after in pairwise(spans))
    for one in found:
        assert date.fromisoformat(one.iso + "0000-01-01"[len(one.iso) :]).isoformat().startswith(one.iso)
