"""The times that a question names in words, in many languages; and the many words that are no times."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from test_model import ANY_TEXT

from knowledge.model import Period
from knowledge.periods import MOST, Mention, mentions, relative_words, wants_newest
from knowledge.times import cues, months
from knowledge.times.phrases import LANGUAGES, Unit, entries, phrases, tokens

FRIDAY = date(2017, 2, 10)
"""The day of asking, where a test names no other."""

LEAD = "What was said of Kettlesund "


def period(first: str | None, last: str | None) -> Period:
    return Period(*(date.fromisoformat(day) if day else None for day in (first, last)))


def read(text: str, as_of: date | None = FRIDAY) -> list[tuple[str, Period]]:
    return [(one.dated.text, one.dated.period) for one in mentions(text, ("en",), as_of)]


def one(text: str, *languages: str, as_of: date | None = FRIDAY) -> Mention:
    (mention,) = mentions(text, languages or ("en",), as_of)
    return mention


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("in November 2016", "2016-11-01", "2016-11-30"),
        ("in Nov. 2016", "2016-11-01", "2016-11-30"),
        ("in november 2016", "2016-11-01", "2016-11-30"),
        ("November 2016", "2016-11-01", "2016-11-30"),
        ("in february 2016", "2016-02-01", "2016-02-29"),
        ("in May 2016", "2016-05-01", "2016-05-31"),
        ("in may 2016", "2016-05-01", "2016-05-31"),
        ("on may 5", "2016-05-05", "2016-05-05"),
        ("in May", "2016-05-01", "2016-05-31"),
        ("in January", "2017-01-01", "2017-01-31"),
        ("during March", "2016-03-01", "2016-03-31"),
        ("in early March", "2016-03-01", "2016-03-31"),
        ("at the end of May", "2016-05-01", "2016-05-31"),
        ("November 17, 2016", "2016-11-17", "2016-11-17"),
        ("Nov. 17, 2016", "2016-11-17", "2016-11-17"),
        ("17 November 2016", "2016-11-17", "2016-11-17"),
        ("on 17 Nov", "2016-11-17", "2016-11-17"),
        ("on November 17th", "2016-11-17", "2016-11-17"),
        ("on the 17th of November, 2016", "2016-11-17", "2016-11-17"),
        ("on 29 February", "2016-02-29", "2016-02-29"),
        ("on 11 February", "2016-02-11", "2016-02-11"),
        ("on 10 February", "2017-02-10", "2017-02-10"),
        ("2016-11-17", "2016-11-17", "2016-11-17"),
        ("on 2016-11-17T09:30:00+01:00", "2016-11-17", "2016-11-17"),
        ("in 2016-11", "2016-11-01", "2016-11-30"),
        ("on 17.11.2016", "2016-11-17", "2016-11-17"),
        ("in 2016", "2016-01-01", "2016-12-31"),
        ("in early 2016", "2016-01-01", "2016-12-31"),
        ("at the end of 2016", "2016-01-01", "2016-12-31"),
        ("in the 1990s", "1990-01-01", "1999-12-31"),
        ("in the 1990's", "1990-01-01", "1999-12-31"),
        ("in the 1800s", "1800-01-01", "1899-12-31"),
        ("in the 2000s", "2000-01-01", "2009-12-31"),
        ("in the summer of 2015", "2015-06-01", "2015-08-31"),
        ("in 2021-22", "2021-01-01", "2022-12-31"),
        ("in November last year", "2016-11-01", "2016-11-30"),
        ("yesterday", "2017-02-09", "2017-02-09"),
        ("the day before yesterday", "2017-02-08", "2017-02-08"),
        ("last night", "2017-02-09", "2017-02-09"),
        ("today", "2017-02-10", "2017-02-10"),
        ("this week", "2017-02-03", "2017-02-11"),
        ("last week", "2017-01-30", "2017-02-05"),
        ("this month", "2017-02-01", "2017-02-28"),
        ("last month", "2017-01-01", "2017-01-31"),
        ("this year", "2017-01-01", "2017-12-31"),
        ("last year", "2016-01-01", "2016-12-31"),
        ("last summer", "2016-06-01", "2016-08-31"),
        ("last autumn", "2016-09-01", "2016-11-30"),
        ("last winter", "2015-12-01", "2016-02-29"),
        ("this winter", "2016-12-01", "2017-02-28"),
        ("last spring", "2016-03-01", "2016-05-31"),
        ("three days ago", "2017-02-07", "2017-02-07"),
        ("a week ago", "2017-01-30", "2017-02-05"),
        ("2 months ago", "2016-12-01", "2016-12-31"),
        ("ten years ago", "2007-01-01", "2007-12-31"),
        ("in the last two weeks", "2017-01-27", "2017-02-10"),
        ("in the past 3 days", "2017-02-07", "2017-02-10"),
        ("in the last week", "2017-02-03", "2017-02-10"),
        ("between March and May", "2016-03-01", "2016-05-31"),
        ("in May or June 2016", "2016-05-01", "2016-06-30"),
        ("in may or june 2016", "2016-05-01", "2016-06-30"),
        ("in May, June and July 2016", "2016-05-01", "2016-07-31"),
        ("in May, June, and July 2016", "2016-05-01", "2016-07-31"),
        ("October and November 2015", "2015-10-01", "2015-11-30"),
        ("in December or January 2016", "2015-12-01", "2016-01-31"),
        ("in May or June", "2016-05-01", "2016-06-30"),
        ("on 17 May in 2016", "2016-05-17", "2016-05-17"),
        ("in May of 2016", "2016-05-01", "2016-05-31"),
        ("between November and January", "2016-11-01", "2017-01-31"),
        ("between 2014 and 2016", "2014-01-01", "2016-12-31"),
        ("between 17 and 19 November 2016", "2016-11-17", "2016-11-19"),
        ("from March to May 2016", "2016-03-01", "2016-05-31"),
        ("from November to March 2016", "2015-11-01", "2016-03-31"),
        ("from November 2015 to March", "2015-11-01", "2016-03-31"),
        ("March to May 2016", "2016-03-01", "2016-05-31"),
        ("March–May 2016", "2016-03-01", "2016-05-31"),
        ("2014-2016", "2014-01-01", "2016-12-31"),
        ("17-19 November 2016", "2016-11-17", "2016-11-19"),
        ("November 17-19, 2016", "2016-11-17", "2016-11-19"),
        ("since 2015", "2015-01-01", None),
        ("since March", "2016-03-01", None),
        ("since yesterday", "2017-02-09", None),
        ("from 2014 onwards", "2014-01-01", None),
        ("after 17 November", "2016-11-18", None),
        ("after 2014", "2015-01-01", None),
        ("before November 2016", None, "2016-10-31"),
        ("prior to 2016", None, "2015-12-31"),
        ("before last week", None, "2017-01-29"),
        ("until 2014", None, "2014-12-31"),
        ("up to 2014", None, "2014-12-31"),
        ("by 17 November 2016", None, "2016-11-17"),
    ],
)
def test_english_words_name_these_days(words: str, first: str | None, last: str | None) -> None:
    assert read(f"{LEAD}{words}?") == [(words, period(first, last))]


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        # Norwegian
        ("i november 2016", "2016-11-01", "2016-11-30"),
        ("16. november 2016", "2016-11-16", "2016-11-16"),
        ("i mars", "2016-03-01", "2016-03-31"),
        ("i begynnelsen av august", "2016-08-01", "2016-08-31"),
        ("i februar i fjor", "2016-02-01", "2016-02-29"),
        ("i fjor", "2016-01-01", "2016-12-31"),
        ("i fjor sommer", "2016-06-01", "2016-08-31"),
        ("forrige uke", "2017-01-30", "2017-02-05"),
        ("for tre dager siden", "2017-02-07", "2017-02-07"),
        ("de siste to ukene", "2017-01-27", "2017-02-10"),
        ("i mai eller juni 2016", "2016-05-01", "2016-06-30"),
        ("mellom 2014 og 2016", "2014-01-01", "2016-12-31"),
        ("fra mars til mai 2016", "2016-03-01", "2016-05-31"),
        ("siden 2015", "2015-01-01", None),
        ("før valget i 2016", None, "2016-12-31"),
        ("på 1990-tallet", "1990-01-01", "1999-12-31"),
        # Danish and Swedish
        ("sidste år", "2016-01-01", "2016-12-31"),
        ("i marts 2016", "2016-03-01", "2016-03-31"),
        ("den 3. maj 2016", "2016-05-03", "2016-05-03"),
        ("förra veckan", "2017-01-30", "2017-02-05"),
        ("för två veckor sedan", "2017-01-23", "2017-01-29"),
        ("sedan 2015", "2015-01-01", None),
        ("mellan mars och maj 2016", "2016-03-01", "2016-05-31"),
        # German
        ("im März", "2016-03-01", "2016-03-31"),
        ("am 17. November 2016", "2016-11-17", "2016-11-17"),
        ("vor drei Tagen", "2017-02-07", "2017-02-07"),
        ("vor 2016", None, "2015-12-31"),
        ("vor dem 17. November 2016", None, "2016-11-16"),
        ("nach 2014", "2015-01-01", None),
        ("seit 2015", "2015-01-01", None),
        ("im Mai oder Juni 2016", "2016-05-01", "2016-06-30"),
        ("von März bis Mai 2016", "2016-03-01", "2016-05-31"),
        ("zwischen 2014 und 2016", "2014-01-01", "2016-12-31"),
        ("letzte Woche", "2017-01-30", "2017-02-05"),
        ("letzten Sommer", "2016-06-01", "2016-08-31"),
        ("in den letzten zwei Wochen", "2017-01-27", "2017-02-10"),
        # French
        ("en mars", "2016-03-01", "2016-03-31"),
        ("le 17 novembre 2016", "2016-11-17", "2016-11-17"),
        ("avant 2016", None, "2015-12-31"),
        ("jusqu'en 2014", None, "2014-12-31"),
        ("depuis 2015", "2015-01-01", None),
        ("en mai et juin 2016", "2016-05-01", "2016-06-30"),
        ("entre mars et mai 2016", "2016-03-01", "2016-05-31"),
        ("il y a trois jours", "2017-02-07", "2017-02-07"),
        ("l'été dernier", "2016-06-01", "2016-08-31"),
        ("la semaine dernière", "2017-01-30", "2017-02-05"),
        # Spanish
        ("en noviembre de 2016", "2016-11-01", "2016-11-30"),
        ("el 17 de noviembre de 2016", "2016-11-17", "2016-11-17"),
        ("hace tres días", "2017-02-07", "2017-02-07"),
        ("antes de 2016", None, "2015-12-31"),
        ("después de 2014", "2015-01-01", None),
        ("desde 2014 hasta 2016", "2014-01-01", "2016-12-31"),
        ("entre 2014 y 2016", "2014-01-01", "2016-12-31"),
        ("el año pasado", "2016-01-01", "2016-12-31"),
        # Italian
        ("nel 2016", "2016-01-01", "2016-12-31"),
        ("il 17 novembre 2016", "2016-11-17", "2016-11-17"),
        ("tre giorni fa", "2017-02-07", "2017-02-07"),
        ("tra marzo e maggio 2016", "2016-03-01", "2016-05-31"),
        ("dopo il 2014", "2015-01-01", None),
        ("la scorsa settimana", "2017-01-30", "2017-02-05"),
        # Portuguese
        ("em novembro de 2016", "2016-11-01", "2016-11-30"),
        ("há três dias", "2017-02-07", "2017-02-07"),
        ("entre março e maio de 2016", "2016-03-01", "2016-05-31"),
        ("até 2014", None, "2014-12-31"),
        # Dutch
        ("in maart", "2016-03-01", "2016-03-31"),
        ("op 17 november 2016", "2016-11-17", "2016-11-17"),
        ("drie dagen geleden", "2017-02-07", "2017-02-07"),
        ("tussen 2014 en 2016", "2014-01-01", "2016-12-31"),
        ("sinds 2015", "2015-01-01", None),
        ("vorige week", "2017-01-30", "2017-02-05"),
        # Hebrew
        ("ב-17 בנובמבר 2016", "2016-11-17", "2016-11-17"),
        ("בנובמבר 2016", "2016-11-01", "2016-11-30"),
        ("באוגוסט", "2016-08-01", "2016-08-31"),
        ("ב2016", "2016-01-01", "2016-12-31"),
        ("בשנת 2016", "2016-01-01", "2016-12-31"),
        ("בין 2014 ל-2016", "2014-01-01", "2016-12-31"),
        ("לפני 2016", None, "2015-12-31"),
        ("לפני שלושה ימים", "2017-02-07", "2017-02-07"),
        ("מאז 2015", "2015-01-01", None),
        ("בשבוע שעבר", "2017-01-30", "2017-02-05"),
    ],
)
def test_words_of_other_languages_name_these_days(words: str, first: str | None, last: str | None) -> None:
    assert read(f"Kettlesund {words}?") == [(words, period(first, last))]


@pytest.mark.parametrize(
    ("text", "words", "first", "last"),
    [
        ("2016年11月17日发生了什么？", "2016年11月17日", "2016-11-17", "2016-11-17"),
        ("港口在2016年11月关闭了吗", "在2016年11月", "2016-11-01", "2016-11-30"),
        ("港口2014年到2016年的收入", "2014年到2016年", "2014-01-01", "2016-12-31"),
        ("2016年以前的港口", "2016年以前", None, "2015-12-31"),
        ("2015年以来的港口", "2015年以来", "2015-01-01", None),
        ("到2030年港口将怎样", "到2030年", None, "2030-12-31"),
        ("今年7月港口怎样", "今年7月", "2017-07-01", "2017-07-31"),
        ("去年11月17日港口怎样", "去年11月17日", "2016-11-17", "2016-11-17"),
        ("11月17日港口怎样", "11月17日", "2016-11-17", "2016-11-17"),
        ("港口在十一月关闭", "十一月", "2016-11-01", "2016-11-30"),
        ("2016春节港口怎样", "2016", "2016-01-01", "2016-12-31"),
        ("昨天港口怎样", "昨天", "2017-02-09", "2017-02-09"),
        ("上周港口怎样", "上周", "2017-01-30", "2017-02-05"),
        ("去年港口怎样", "去年", "2016-01-01", "2016-12-31"),
    ],
)
def test_chinese_dates_need_no_spaces(text: str, words: str, first: str | None, last: str | None) -> None:
    assert [(found.removeprefix("在"), days) for found, days in read(text)] == [
        (words.removeprefix("在"), period(first, last))
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Who may march in the sun for a second?",
        "What happened in may?",
        "Is there water on Mars, and was there before Mars was dry?",
        "Who resigned after May lost the vote, or before June arrived?",
        "Theresa May and April Lowe met Jan Berg and August Strand",
        "What did May say?",
        "Which of the 5 may resign?",
        "Were 3 out of 5 boats lost?",
        "Was it set 20 times?",
        "Did 2016 people come?",
        "Why did it cost $2016, €2016 or 2016 dollars?",
        "Were 2,016 boats, 2016.5 tonnes and 2016% built?",
        "in 2016 people",
        "more than 2000 were lost, nearly 1900, over 1800 at sea",
        "killed 2016 in the harbour",
        "an RTX 2080 on CVPR2022 in room B2016",
        "In 1400, in 2200 and in 999",
        "31 February 2016",
        "on 2016-02-30 and 2016-13-01 and 31.02.2016",
        "on 30 February",
        "2016人，2016个，2016元",
        "如今年轻人过去年年出海，这表明年龄",
        "港口多少月",
        "Was macht der Pilot hier?",
        "Wie woont hier in de haven?",
        "Hvem skrev til mai-talen og på mars?",
        "Quem ganhou os 3 out?",
        "Les 17 des 20 députés",
        "Voor drie dagen proviand",
        "מי הבמאי של הסרט, ומי עבד במרץ?",
        "USA Today, Kettlesund Today and This Week",
        "The leaders of tomorrow",
        "hoy en día, hoje em dia, vandaag de dag",
        "What will open tomorrow or next year?",
        "Did he stay for two years?",
        "",
    ],
)
def test_ordinary_words_are_no_dates(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("Who won the 2016 election?", "2016"),
        ("Which 2016 film was shot in Kettlesund?", "2016"),
        ("Kettlesund Election 2016?", "2016"),
        ("Hvem vant VM 2016?", "2016"),
        ("The flood (2016)", "2016"),
        ("Who won 2016 World Cup?", "2016"),
        ("2016 election results", "2016"),
        ("Time's 2016 person", "2016"),
    ],
)
def test_a_number_is_a_year_where_its_neighbours_say_so(text: str, year: str) -> None:
    assert read(text) == [(year, period("2016-01-01", "2016-12-31"))]


@pytest.mark.parametrize(
    ("text", "only", "words", "first", "last"),
    [
        ("Who led before the election of 2016?", "of 2016", "before the election of 2016", None, "2016-12-31"),
        ("Who led since his win in May 2016?", "in May 2016", "since his win in May 2016", "2016-05-01", None),
        ("What came after the flood in 2016?", "in 2016", "after the flood in 2016", "2016-01-01", None),
        ("What came before the 2016 flood?", "before the 2016", "before the 2016", None, "2016-12-31"),
        ("Avant les élections de 2016?", "de 2016", "Avant les élections de 2016", None, "2016-12-31"),
    ],
)
def test_a_date_that_only_tells_which_thing_is_meant_lies_within(
    text: str, only: str, words: str, first: str | None, last: str | None
) -> None:
    mention = one(text)
    assert (mention.dated.text, mention.dated.period) == (words, period(first, last))
    assert text[mention.start : mention.end] == only


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Where was Theresa May in 2016?", "in 2016"),
        ("Where was theresa may in 2016?", "in 2016"),
        ("What did April in 2016 say?", "in 2016"),
        ("Who may in 2016 resign?", "in 2016"),
    ],
)
def test_an_english_month_and_its_year_have_no_in_between(text: str, words: str) -> None:
    assert read(text) == [(words, period("2016-01-01", "2016-12-31"))]


def test_a_date_too_many_words_away_is_not_reached() -> None:
    assert read("Who led after the long and very cold winter of 2016?") == [
        ("of 2016", period("2016-01-01", "2016-12-31"))
    ]


ENGLISH_NOVEMBER = ("november", "nov")


@pytest.mark.parametrize(
    ("text", "languages", "named"),
    [
        ("on 17 Nov 2016", ("en", "es"), (("17",), (*ENGLISH_NOVEMBER, "noviembre"), ("2016",))),
        ("on 2016-11-17", ("en",), (("17",), ENGLISH_NOVEMBER, ("2016",))),
        ("on 17 November", ("en",), (("17",), ENGLISH_NOVEMBER)),
        ("in November", ("en",), (ENGLISH_NOVEMBER,)),
        ("in Nov. 2016", ("he",), (("נובמבר",), ("2016",))),
        ("in November 2016", ("zh",), (("11月", "十一月"), ("2016",))),
        ("i november 2016", ("no", "en"), (ENGLISH_NOVEMBER, ("2016",))),
        ("in 2016", ("en",), (("2016",),)),
        ("before November 2016", ("en",), (ENGLISH_NOVEMBER, ("2016",))),
        ("between 2014 and 2016", ("en",), (("2014", "2015", "2016"),)),
        ("in the 1990s", ("en",), (tuple(map(str, range(1990, 2000))),)),
        ("between 1500 and 2000", ("en",), (("1500", "2000"),)),
        ("between October and December", ("en",), (("october", "oct", *ENGLISH_NOVEMBER, "december", "dec"),)),
        ("between November and January", ("de",), (("november", "nov", "dezember", "dez", "januar", "jänner", "jan"),)),
        ("from 17 to 19 November", ("en",), (("17", "19"), ENGLISH_NOVEMBER)),
        ("in the summer of 2016", ("en",), (("2016",),)),
        ("in November last year", ("en",), (ENGLISH_NOVEMBER,)),
        ("last summer", ("en",), ()),
        ("three days ago", ("en",), ()),
    ],
)
def test_articles_may_name_the_parts_that_were_typed(
    text: str, languages: tuple[str, ...], named: tuple[tuple[str, ...], ...]
) -> None:
    assert one(text, *languages).named == named


def test_months_are_named_in_every_language_when_the_archive_has_none_that_is_known() -> None:
    assert {"november", "noviembre", "ноября", "נובמבר"} <= set(one("in November 2016", "xx").named[0])


@pytest.mark.parametrize("text", ["on 17 Nov", "in November", "since March", "between March and May", "before 3 May"])
def test_a_date_without_a_year_is_only_named_when_the_day_of_asking_is_not_known(text: str) -> None:
    mention = one(text, as_of=None)
    assert mention.dated.period == Period(None, None)
    assert mention.named == one(text).named != ()


def test_a_date_with_its_year_needs_no_day_of_asking() -> None:
    assert read("in November 2016", None) == read("in November 2016")


@pytest.mark.parametrize("text", ["yesterday", "last summer", "since last week", "three days ago", "this week"])
def test_relative_dates_say_nothing_when_the_day_of_asking_is_not_known(text: str) -> None:
    assert read(text, None) == []


@pytest.mark.parametrize(
    ("as_of", "first"),
    [
        (date(2016, 5, 31), "2015-06-01"),
        (date(2016, 7, 10), "2015-06-01"),
        (date(2016, 8, 31), "2015-06-01"),
        (date(2016, 9, 1), "2016-06-01"),
    ],
)
def test_last_summer_is_the_latest_that_was_over(as_of: date, first: str) -> None:
    assert one("last summer", as_of=as_of).dated.period.first == date.fromisoformat(first)


@pytest.mark.parametrize("as_of", [date(2017, 2, 6), date(2017, 2, 9), date(2017, 2, 12)])
def test_last_week_is_the_one_from_monday_to_sunday(as_of: date) -> None:
    assert one("last week", as_of=as_of).dated.period == period("2017-01-30", "2017-02-05")


def test_all_time_up_to_today_is_no_date() -> None:
    assert read("Hva er sagt til i dag?") == []


@pytest.mark.parametrize(
    ("text", "is_filter"),
    [
        ("articles from 2016 about bridges", True),
        ("articles about bridges from 2016", False),
        ("Any news since March?", True),
        ("News from last week", True),
        ("stories published in November 2016", True),
        ("reports between 2014 and 2016", True),
        ("What was published before 2016?", True),
        ("bridges, reported after 17 November", True),
        ("articles printed in May 2016", True),
        ("coverage printed by the Herald on 17 November 2016", True),
        ("headlines of 2016", False),
        ("articles on 2016", False),
        ("Kettlesund News in 2016", False),
        ("Which bridge fell in 2016?", False),
        ("artikler fra 2016", True),
        ("noticias de 2016", True),
        ("articles publiés en 2016", True),
        ("the report published on 3 May 2016 and the one published on 4 May 2016", False),
        ("Does the report published on 3 May 2016 agree with the other article?", False),
    ],
)
def test_only_words_about_publication_leave_other_articles_out(text: str, is_filter: bool) -> None:  # noqa: FBT001 - a table
    found = mentions(text, ("en",), FRIDAY)
    assert found
    assert {mention.dated.is_filter for mention in found} == {is_filter}


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("articles from before 2016 about the bus", None, "2015-12-31"),
        ("stories from after May 2016", "2016-06-01", None),
        ("articles from between 2014 and 2016", "2014-01-01", "2016-12-31"),
    ],
)
def test_from_may_stand_before_how_the_time_is_meant(text: str, first: str | None, last: str | None) -> None:
    mention = one(text)
    assert (mention.start, mention.dated.is_filter, mention.dated.period) == (0, True, period(first, last))


@pytest.mark.parametrize(
    ("text", "also"),
    [
        ("Find stories published before the flood of 2018", ["stories published"]),
        ("articles printed by the Herald since the flood in 2018", ["articles printed by the Herald"]),
        ("What was published after the election in 2016?", ["published"]),
        ("stories published before 2018", []),
        ("Who led before the election of 2016?", []),
    ],
)
def test_words_about_publication_that_others_part_from_the_date_are_told_too(text: str, also: list[str]) -> None:
    mention = one(text)
    assert [text[start:end] for start, end in mention.also] == also
    assert mention.dated.is_filter is ("published" in text or "printed" in text)


def test_words_about_publication_are_not_of_the_date() -> None:
    assert one("articles published in 2016").dated.text == "in 2016"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Which bridge fell this week?", ["this week"]),
        ("What was in this week’s quiz and last year's?", ["this week’s", "last year's"]),
        ("Who was recently fined, and what is the latest?", ["recently", "the latest"]),
        ("in November last year", ["last year"]),
        ("three days ago, in the last two weeks", ["three days ago", "the last two weeks"]),
        ("for two years, for tre år siden", ["for tre år siden"]),
        ("What sank in the last 9999 years?", ["the last 9999 years"]),
        ("in the last 99999999999 years", ["the last 99999999999 years"]),
        (f"in the last {'9' * 60} years", [f"the last {'9' * 60} years"]),
        ("99,999 years ago, 2.5 years ago", ["99,999 years ago", "2.5 years ago"]),
        ("Yesterday it rained. Today it did not.", ["Yesterday", "Today"]),
        ("USA Today and the Latest Stock Market News", []),
        ("U.S. Today reported", []),
        ("Letzte Woche, letzte woche", ["Letzte Woche", "letzte woche"]),
        ("Qui a parlé hier ?", ["hier"]),
        ("Wer wohnt hier?", []),
        ("最近港口怎样", ["最近"]),
        ("What opens tomorrow in 2016?", []),
    ],
)
def test_relative_words_are_found_whenever_it_is_asked(text: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in relative_words(text)] == expected


@pytest.mark.parametrize(
    "text",
    [
        "What is the latest on the bridge?", "the newest ferry", "the most recent storm", "Latest data on herring",
        "nyeste ferge", "senaste nytt", "die neuesten Zahlen", "le rapport le plus récent", "últimas noticias",
        "il più recente", "mais recente", "het nieuwste schip", "港口最新消息",
    ],
)  # fmt: skip
def test_these_questions_want_the_newest(text: str) -> None:
    assert wants_newest(text)


@pytest.mark.parametrize(
    "text", ["Who was recently fined?", "this week", "the last ferry", "at the latest", "Latest", "", "the Latest Show"]
)
def test_these_questions_want_no_newest(text: str) -> None:
    assert wants_newest(text) is (text == "Latest")


@pytest.mark.parametrize("text", ["in the last 9999 years", f"in the last {'9' * 60} years", "99,999 years ago"])
def test_a_time_before_the_calendar_is_no_date(text: str) -> None:
    assert read(text) == []


def test_thousands_may_have_a_mark() -> None:
    assert read("1,000 days ago") == [("1,000 days ago", period("2014-05-17", "2014-05-17"))]


def test_no_more_dates_are_read_than_a_question_has() -> None:
    assert len(mentions(", ".join(f"in {year}" for year in range(2000, 2030)), (), None)) == MOST


def test_no_word_is_two_cues() -> None:
    assert list(cues.clashes()) == []


@pytest.mark.parametrize("language", [language for language in months.LANGUAGES if language != "zh"])
def test_every_language_has_twelve_months(language: str) -> None:
    named = [months.names([number], [language]) for number in range(1, 13)]
    assert all(named)
    assert len({name for names in named for name in names}) == sum(map(len, named))


WORDS = st.sampled_from(
    """
    in on at of from to before after since until between and the by up last this ago past May may March 17 31 29 2016
    1999 2016-11-17 February summer weeks days three articles published i en le de vor hace hier gestern år siden til
    bis og et y ב- לפני 2016年 11月 去年 到 以前 yesterday . , - – ' week year 17th 1990s (2016) 9999 U.S. Today one
    """.split(),  # noqa: SIM905 - one a line would fill the screen
)
TEXTS = st.one_of(ANY_TEXT, st.lists(WORDS, max_size=14).map(" ".join), st.lists(WORDS, max_size=14).map("".join))
DAYS = st.one_of(st.none(), st.dates(), st.sampled_from([date.min, date.max, date(2016, 2, 29)]))


@given(TEXTS, DAYS)
@settings(max_examples=400, deadline=None)
@example("last winter this winter ten years ago", date.max)
@example("last summer yesterday in May on 29 February three years ago in the last two years", date.min)
def test_any_text_names_times_in_order_and_apart(text: str, as_of: date | None) -> None:
    found = mentions(text, ("en", "no", "zh", "xx"), as_of)
    spans = [span for mention in found for span in (*mention.also, (mention.start, mention.end))]
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(before[1] <= after[0] for before, after in pairwise(spans))
    for mention in found:
        first, last = mention.dated.period.first, mention.dated.period.last
        assert first is None or last is None or first <= last
        assert mention.dated.text in text
        blanked = text[mention.start : mention.end]
        assert mention.dated.text.endswith(blanked) or blanked.endswith(mention.dated.text)
        assert all(mention.named)


def test_words_that_only_say_what_was_printed_are_of_the_time() -> None:
    text = "Which articles published in November 2016 tell of the bridge?"
    (mention,) = mentions(text, ("en",), None)
    assert text[mention.start : mention.end] == "articles published in November 2016"
    assert mention.dated.text == "in November 2016"
    assert mention.dated.is_filter


@given(TEXTS)
@settings(max_examples=200, deadline=None)
def test_any_text_has_relative_words_in_order_and_apart(text: str) -> None:
    spans = relative_words(text)
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(before[1] <= after[0] for before, after in pairwise(spans))
    assert isinstance(wants_newest(text), bool)


@given(st.dates(min_value=date(1600, 1, 1), max_value=date(2100, 12, 31)))
def test_every_day_is_read_back_however_it_is_written(day: date) -> None:
    month = months.names([day.month], ["en"])[0].title()
    written = (day.isoformat(), f"{month} {day.day}, {day.year}", f"{day.day} {month} {day.year}")
    chinese = f"{day.year}年{day.month}月{day.day}日"
    assert {one(text).dated.period for text in (*written, chinese)} == {Period(day, day)}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_phrase_of_the_table_is_found_where_it_stands_alone(language: str) -> None:
    for written in entries(language):
        typed = tokens(" ".join(written.folded))
        found = [(phrase.first, phrase.last) for phrase in phrases(typed, (language,))]
        assert found == ([] if written.meaning.unit is Unit.ORDINARY else [(0, len(typed))])
