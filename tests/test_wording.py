"""How the archive speaks: dates, counts, what was understood, where else a story stood."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge import (
    Answer,
    Citation,
    Dated,
    Evidence,
    Excerpt,
    Filters,
    Label,
    Period,
    Question,
    Reference,
    Statistics,
    Strength,
    Suggestion,
    Understood,
    wording,
)

NOVEMBER = Period(date(2016, 11, 1), date(2016, 11, 30))
SUMMER = Period(date(2016, 6, 1), date(2016, 8, 31))


@pytest.mark.parametrize(
    ("published", "said"),
    [
        (None, "date unknown"),
        ("2016", "2016"),
        ("2016-11", "November 2016"),
        ("2016-11-07", "7 November 2016"),
        ("2016-11-17T09:30+01:00", "17 November 2016"),
        ("2016-13-45", "2016"),
    ],
)
def test_dates_are_said_as_precisely_as_they_are_known(published: str | None, said: str) -> None:
    assert wording.date(published) == said


@pytest.mark.parametrize(
    ("published", "inferred", "said"),
    [
        ("2016-11-07", None, "7 November 2016"),
        (None, "2016-11-07", "date unknown, perhaps 7 November 2016"),
        ("2016", "2016-11-07", "2016"),
        (None, None, "date unknown"),
    ],
)
def test_a_date_that_is_not_stated_is_never_told_as_if_it_were(
    published: str | None, inferred: str | None, said: str
) -> None:
    assert wording.published(Citation(published=published, inferred=inferred)) == said


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        ("2016-11-01", "2016-11-30", "November 2016"),
        ("2016-02-01", "2016-02-29", "February 2016"),
        ("2017-02-01", "2017-02-28", "February 2017"),
        ("2016-01-01", "2016-12-31", "2016"),
        ("2014-01-01", "2016-12-31", "2014 to 2016"),
        ("2016-06-01", "2016-08-31", "June to August 2016"),
        ("2015-12-01", "2016-02-29", "December 2015 to February 2016"),
        ("2016-11-17", "2016-11-17", "17 November 2016"),
        ("2016-11-17", "2016-11-20", "17 to 20 November 2016"),
        ("2016-11-17", "2016-12-03", "17 November to 3 December 2016"),
        ("2016-11-01", "2016-11-29", "1 to 29 November 2016"),
        ("2016-12-30", "2017-01-02", "30 December 2016 to 2 January 2017"),
        (None, "2016-11-07", "until 7 November 2016"),
        ("2016-11-08", None, "from 8 November 2016 on"),
        (None, None, ""),
    ],
)
def test_a_period_is_said_as_shortly_as_it_is_exact(first: str | None, last: str | None, said: str) -> None:
    assert wording.days(Period(*(date.fromisoformat(end) if end else None for end in (first, last)))) == said


@given(st.dates(), st.integers(min_value=0, max_value=2000))
def test_different_periods_are_said_differently(first: date, length: int) -> None:
    last = first + timedelta(days=min(length, (date.max - first).days))
    said = wording.days(Period(first, last))
    assert last == date.max or said != wording.days(Period(first, last + timedelta(days=1)))
    assert first == last or said != wording.days(Period(first + timedelta(days=1), last))


def test_a_question_that_reads_as_it_was_understood_needs_no_words() -> None:
    assert wording.understood(Understood(words=("bridge", "collapse"))) == []


@pytest.mark.parametrize(
    ("filters", "said"),
    [
        (Filters(source="The Harbour Post"), "Only articles from “The Harbour Post”."),
        (Filters(after="2016-11-01"), "Only articles published from 1 November 2016."),
        (Filters(before="2017"), "Only articles published before 2017."),
        (
            Filters(title="bridge", source="Post", author="Moss", language="en", after="2016-11", before="2017-01-01"),
            (
                "Only articles whose headline has “bridge”, from “Post”, by “Moss”, in the language “en”, "
                "published from November 2016 and before 1 January 2017."
            ),
        ),
    ],
)
def test_filters_are_said(filters: Filters, said: str) -> None:
    assert wording.understood(Understood(filters=filters)) == [said]
    assert wording.restriction(filters) == said


@pytest.mark.parametrize(
    ("dated", "said"),
    [
        (Dated("in November 2016", NOVEMBER, is_filter=False), "Preferred: articles of November 2016."),
        (Dated("in november 2016", NOVEMBER, is_filter=True), "Only articles of November 2016."),
        (Dated("last summer", SUMMER, is_filter=False), "Preferred: articles of June to August 2016 (“last summer”)."),
        (
            Dated("before the election", Period(None, date(2016, 11, 7)), is_filter=True),
            "Only articles until 7 November 2016 (“before the election”).",
        ),
        (
            Dated("since May", Period(date(2016, 5, 1), None), is_filter=True),
            "Only articles from 1 May 2016 on (“since May”).",
        ),
        (
            Dated("after 9998", Period(date(9999, 1, 1), date.max), is_filter=True),
            "Only articles of 9999 (“after 9998”).",
        ),
    ],
)
def test_dates_in_words_are_said_as_dates(dated: Dated, said: str) -> None:
    assert wording.understood(Understood(dates=(dated, dated), filters=narrowed(dated))) == [said]


def narrowed(dated: Dated) -> Filters:
    """What a date that is a filter becomes."""
    first, last = dated.period.first, dated.period.last
    before = str(last + timedelta(days=1)) if last and last != date.max else None
    return Filters(after=first and str(first), before=before) if dated.is_filter else Filters()


@pytest.mark.parametrize(
    ("filters", "said"),
    [
        (Filters(after="2016-11-01", before="2016-12-01"), "Only articles of November 2016."),
        (
            Filters(author="Moss", after="2016-11", before="2016-12-01"),
            "Only articles by “Moss”, published from November 2016 and before 1 December 2016.",
        ),
    ],
)
def test_the_filter_that_words_became_is_told_once(filters: Filters, said: str) -> None:
    dated = Dated("published in November 2016", NOVEMBER, is_filter=True)
    assert wording.understood(Understood(filters=filters, dates=(dated,))) == [said]


@pytest.mark.parametrize(
    ("filters", "said"),
    [
        (Filters(), []),
        (Filters(before="2016-12-01"), ["Only articles published before 1 December 2016."]),
        (Filters(before="2019"), ["Only articles published before 2019."]),
        (
            Filters(after="2016-11-01", before="2016-11-15"),
            ["Only articles published from 1 November 2016 and before 15 November 2016."],
        ),
    ],
)
def test_of_words_that_another_filter_came_over_only_the_filters_are_told(filters: Filters, said: list[str]) -> None:
    dated = Dated("published in November 2016", NOVEMBER, is_filter=True)
    assert wording.understood(Understood(filters=filters, dates=(dated,))) == said


def test_the_end_of_the_calendar_has_no_day_after_it() -> None:
    dated = Dated("after 2016", Period(date(2017, 1, 1), date.max), is_filter=True)
    assert wording.restriction(Filters(before="2020"), (dated,)) == "Only articles published before 2020."
    assert wording.restriction(Filters(after="2017-01-01", before="2020"), (dated,)).startswith(
        "Only articles published before 2020, of 2017 to 9999"
    )


@pytest.mark.parametrize("is_filter", [True, False])
def test_a_time_whose_days_are_not_known_is_not_told(is_filter: bool) -> None:  # noqa: FBT001 - a column of the table
    dated = Dated("last summer", Period(None, None), is_filter=is_filter)
    assert wording.understood(Understood(dates=(dated,))) == []
    assert wording.understood(Understood(dates=(dated,), wants_newest=True)) == ["Preferred: the newest."]


def test_what_is_asked_twice_is_told_once() -> None:
    twice = Understood(
        phrases=(("ferry", "ferry"), ("ferry",)),
        excluded=("toll", "toll"),
        dates=(Dated("in November 2016", NOVEMBER, is_filter=False),) * 2,
        outlets=("The Post",) * 2,
        carried=("bridge", "bridge"),
        suggestions=(Suggestion("Ketlesund", "Kettlesund"),) * 2,
    )
    assert wording.understood(twice) == [
        "“Ketlesund” is in no article: did you mean “Kettlesund”?",
        "Carried over: “bridge”.",
        "Only passages with “ferry”.",
        "Only articles without “toll”.",
        "Preferred: articles of November 2016, articles from The Post.",
    ]


@pytest.mark.parametrize(
    ("understood", "said"),
    [
        (Understood(undated=1), "1 undated article was left out."),
        (Understood(undated=3), "3 undated articles were left out."),
        (Understood(phrases=(("old bridge",),)), "Only passages with “old bridge”."),
        (Understood(phrases=(("ferry", "steamer"), ("old",))), "Only passages with “ferry” or “steamer”, with “old”."),
        (Understood(excluded=("ferry", "toll")), "Only articles without “ferry”, “toll”."),
        (Understood(outlets=("The Post", "Courier")), "Preferred: articles from The Post, Courier."),
        (Understood(wants_newest=True), "Preferred: the newest."),
        (Understood(carried=("bridge", "2016")), "Carried over: “bridge”, “2016”."),
        (
            Understood(suggestions=(Suggestion("Ketlesund", "Kettlesund"),)),
            "“Ketlesund” is in no article: did you mean “Kettlesund”?",
        ),
    ],
)
def test_what_else_was_understood_is_said(understood: Understood, said: str) -> None:
    assert wording.understood(understood) == [said]


def test_what_should_be_put_right_is_said_first() -> None:
    whole = Understood(
        complaints=("“after:soon” cannot be used.",),
        suggestions=(Suggestion("Ketlesund", "Kettlesund"),),
        carried=("bridge",),
        filters=Filters(before="2017"),
        undated=2,
        excluded=("toll",),
        wants_newest=True,
    )
    assert wording.understood(whole) == [
        "“after:soon” cannot be used.",
        "“Ketlesund” is in no article: did you mean “Kettlesund”?",
        "Carried over: “bridge”.",
        "Only articles published before 2017.",
        "2 undated articles were left out.",
        "Only articles without “toll”.",
        "Preferred: the newest.",
    ]


def test_of_very_many_the_first_are_named_and_the_rest_counted() -> None:
    many = tuple(f"w{number}" for number in range(2000))
    dates = tuple(Dated(f"on {day}", Period(date(2016, 1, 5), None), is_filter=True) for day in many)
    said = wording.understood(
        Understood(
            complaints=many,
            carried=many,
            excluded=many,
            outlets=many,
            phrases=tuple((it,) for it in many),
            dates=dates,
            filters=Filters(after="2016-01-05"),
        )
    )
    assert said[:4] == ["w0", "w1", "w2", "1,997 more could not be used."]
    assert "and 1,992 more" in said[4]
    assert all("and 1,997 more" in sentence for sentence in said[5:])
    assert sum(map(len, said)) < 700


@pytest.mark.parametrize("field", ["title", "source", "author", "language"])
def test_every_word_of_a_stranger_is_made_fit_to_be_shown(field: str) -> None:
    evil = "@everyone"
    whole = Understood(
        complaints=(evil,),
        suggestions=(Suggestion(evil, evil),),
        carried=(evil,),
        filters=Filters(**{field: evil}),
        dates=(Dated(evil, NOVEMBER, is_filter=True), Dated(evil, NOVEMBER, is_filter=False)),
        phrases=((evil, evil),),
        excluded=(evil,),
        outlets=(evil,),
    )
    said = [
        *wording.understood(whole, lambda text: text.replace("@", "")),
        wording.meaning(evil, "2016", lambda text: text.replace("@", "")),
    ]
    assert "everyone" in "".join(said)
    assert "@" not in "".join(said)


HERALD = Citation(title="Bridge falls", source="The Herald", published="2016-11-17")
POST = Citation(source="The Post")


@pytest.mark.parametrize(
    ("others", "said"),
    [
        ((), ""),
        ((HERALD,), "also in The Herald (17 November 2016)"),
        ((HERALD, POST), "also in The Herald (17 November 2016), The Post"),
        ((HERALD, POST, POST, POST, POST), "also in The Herald (17 November 2016), The Post, The Post and 2 more"),
        ((HERALD.model_copy(update={"source": None}),), "also in Bridge falls (17 November 2016)"),
        ((Citation(),), "also in an untitled article"),
    ],
)
def test_where_else_a_story_was_printed_is_said(others: tuple[Citation, ...], said: str) -> None:
    assert wording.also(others) == said


def test_a_relative_date_is_said_with_what_it_means() -> None:
    assert wording.meaning("yesterday", "2016-11-16") == "“yesterday” = 16 November 2016"
    assert wording.meaning("last month", "2016-10") == "“last month” = October 2016"


@pytest.mark.parametrize(
    ("covers", "said"),
    [
        (Statistics(articles=1), "The archive holds 1 article."),
        (
            Statistics(articles=1200, outlets=(("The Post", 1200),), earliest="2011-03", latest="2019"),
            "The archive holds 1,200 articles, from The Post, dated March 2011 to 2019.",
        ),
    ],
)
def test_what_the_archive_covers_is_said(covers: Statistics, said: str) -> None:
    assert wording.coverage(covers) == said
    assert wording.coverage(replace(covers, outlets=()), str.upper).startswith("The archive holds")


@pytest.mark.parametrize(
    ("strength", "missing", "said"),
    [
        (Strength.STRONG, (), "The archive has this."),
        (Strength.PARTIAL, ("toll",), "The archive has part of this."),
        (Strength.PARTIAL, ("\ufe0f",), "The archive may have this."),
        (Strength.NONE, ("toll",), "The archive does not say."),
    ],
)
def test_how_far_the_archive_answers_is_said(strength: Strength, missing: tuple[str, ...], said: str) -> None:
    assert wording.verdict(Evidence(strength, missing=missing)) == said


@pytest.mark.parametrize(
    ("missing", "excerpts", "understood", "said"),
    [
        (("toll", "\u3164", "bell"), 1, Understood(), "Not found: “TOLL”, “BELL”."),
        (("toll", "bell", "ferry"), 0, Understood(), "Not found: “TOLL”, “BELL” and 1 more."),
        (("toll",), 2, Understood(excluded=("bell",)), "Not in the first excerpt: “TOLL”."),
        (("toll",), 1, Understood(excluded=("bell",)), "Not found in those articles: “TOLL”."),
        (("\u200b",), 1, Understood(), ""),
    ],
)
def test_what_is_missing_is_said_with_where(
    missing: tuple[str, ...], excerpts: int, understood: Understood, said: str
) -> None:
    quoted = (Excerpt(Reference(1, Label.BODY, 0, 4, (0, 4)), Citation(), "Gull"),) * excerpts
    answer = Answer(Question(text="?"), Evidence(Strength.PARTIAL, missing=missing), quoted, understood=understood)
    assert wording.missing(answer, 2, str.upper) == said
