"""A filter means one thing, or a sentence says why it means nothing."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_model import ANY_TEXT

from knowledge import BackissueError, Filters, UnusableFilter, read_filter, wording
from knowledge.characters import one_line
from knowledge.filters import EXAMPLES, agreeing, read_filters
from knowledge.syntax import parse

NAMES = st.sampled_from(sorted(EXAMPLES))
DAYS = st.dates(min_value=date(1000, 1, 1))


def complaint(name: str, value: str) -> str:
    with pytest.raises(UnusableFilter) as caught:
        read_filter(name, value)
    return str(caught.value)


@pytest.mark.parametrize(
    ("value", "iso"),
    [
        ("2016", "2016"),
        ("2016-11", "2016-11"),
        ("2016-1", "2016-01"),
        ("2016-11-17", "2016-11-17"),
        ("2016/11/17", "2016-11-17"),
        ("2016/1/7", "2016-01-07"),
        ("2016.11.17.", "2016-11-17"),
        ("２０１６／１１／１７", "2016-11-17"),
        ("2016年11月17日", "2016-11-17"),
        ("2016年11月", "2016-11"),
        ("2016年", "2016"),
        ("٢٠١٦-١١", "2016-11"),
        ("17 November 2016", "2016-11-17"),
        ("17th  Nov. 2016", "2016-11-17"),
        ("November 17, 2016", "2016-11-17"),
        ("november 2016", "2016-11"),
        ("Sept 2016", "2016-09"),
        ("29 February 2016", "2016-02-29"),
        (" 2016, ", "2016"),
    ],
)
def test_a_date_is_read_as_precisely_as_it_was_written(value: str, iso: str) -> None:
    assert read_filter("after", value) == Filters(after=iso)
    assert read_filter("BEFORE", value) == Filters(before=iso)


@pytest.mark.parametrize(
    "value",
    [
        "someday",
        "yesterday",
        "16",
        "0000",
        "20161117",
        "2016-13",
        "2016-00",
        "2016-02-30",
        "29 February 2017",
        "2016-11/17",
        "2016-11-17-01",
        "3/4/2016",
        "11/2016",
        "17 Nova 2016",
        "17 No 2016",
        "17 November",
        "17 November 18, 2016",
        "2016 or 2017",
        "²⁰16²",
        "1" * 5_000,
    ],
)
def test_an_impossible_or_ambiguous_date_is_told(value: str) -> None:
    said = complaint("before", value)
    assert said.startswith(f"“before:{value[:60]}")
    assert said.endswith("” is no date; write before:2016-11-17, before:2016-11 or before:2016.")
    assert len(said) < 200


@given(DAYS, st.sampled_from([4, 7, 10]))
def test_a_date_can_be_typed_as_it_is_shown(day: date, length: int) -> None:
    iso = day.isoformat()[:length]
    assert read_filter("after", iso) == read_filter("after", wording.date(iso)) == Filters(after=iso)


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("en", "en"),
        ("EN", "en"),
        ("en-GB", "en"),
        ("zh_Hans-CN", "zh"),
        ("nb", "no"),
        ("nn-NO", "no"),
        ("iw", "he"),
        ("mt", "mt"),
        ("English", "en"),
        ("norwegian", "no"),
        ("norsk", "no"),
        ("Bokmål", "no"),
        ("bokmal", "no"),
        ("Nynorsk.", "no"),
        ("Deutsch", "de"),
        ("français", "fr"),
        ("Francais", "fr"),
        ("ESPAÑOL", "es"),
        ("中文", "zh"),
        ("汉语", "zh"),
        ("日本語", "ja"),
        ("한국어", "ko"),
        ("русский", "ru"),
        ("українська", "uk"),
        ("עברית", "he"),
        ("العربية", "ar"),
        ("हिन्दी", "hi"),
        ("ไทย", "th"),
        ("Türkçe", "tr"),
        ("tiếng  Việt", "vi"),
        ("Ελληνικά", "el"),
    ],
)
def test_a_language_is_known_by_its_code_and_its_names(value: str, code: str) -> None:
    assert read_filter("lang", value) == Filters(language=code)


@pytest.mark.parametrize("value", ["xx", "eng", "klingon", "xx-GB", "en GB", "e", "norsk engelsk", "12", "英" * 500])
def test_an_unknown_language_is_told(value: str) -> None:
    assert complaint("lang", value).endswith("” is no language; write lang:en or lang:norsk.")


@pytest.mark.parametrize("name", sorted(EXAMPLES))
@pytest.mark.parametrize("value", ["", "  ", "?!", "🙂", "\x00\u202e\ud800"])
def test_a_value_without_words_is_told_with_how_to_write_one(name: str, value: str) -> None:
    said = complaint(name, value)
    assert "names nothing" in said
    assert EXAMPLES[name] in said


@pytest.mark.parametrize("name", sorted(EXAMPLES))
def test_the_examples_that_complaints_give_can_be_used(name: str) -> None:
    for example in EXAMPLES[name].replace(" or ", ", ").split(", "):
        syntax = parse(example)
        assert syntax.complaints == ()
        assert syntax.text == ""
        assert syntax.filters != Filters()


def test_an_unknown_name_is_told_with_those_that_are_known() -> None:
    assert complaint("site", "x") == "“site:” is no filter; there are title:, source:, author:, after:, before:, lang:."


def test_a_name_longer_than_any_headline_is_cut() -> None:
    assert read_filter("title", "gate " * 100_000).title == ("gate " * 200).strip()


def test_words_beyond_the_cut_are_no_words_of_a_name() -> None:
    assert "names nothing" in complaint("title", "?" * 1_000 + "gate")


def test_of_a_thousand_unusable_filters_a_few_are_told() -> None:
    _, complaints = read_filters([("after", f"day{number}") for number in range(1_000)])
    assert len(complaints) == 7
    assert complaints[0] == complaint("after", "day0")
    assert complaints[-1] == "There were more filters that cannot be used: 994."
    assert read_filters([("after", "someday")] * 1_000)[1] == (complaint("after", "someday"),)


def test_the_last_of_a_name_is_used_and_that_is_said() -> None:
    filters, complaints = read_filters([("source", "Courier"), ("Source", "Herald"), ("after", "2016")])
    assert filters == Filters(source="Herald", after="2016")
    assert complaints == ("source: was given twice; the last one is used.",)
    assert read_filters([("lang", code) for code in ("en", "de", "no")])[1] == (
        "lang: was given 3 times; the last one is used.",
    )


def test_an_unusable_value_does_not_replace_a_usable_one() -> None:
    filters, complaints = read_filters([("after", "2016"), ("after", "someday")])
    assert filters == Filters(after="2016")
    assert complaints == (complaint("after", "someday"),)


@pytest.mark.parametrize(
    ("after", "before", "is_possible"),
    [
        ("2016", "2017", True),
        ("2016", "2016-01-02", True),
        ("2016-11-16", "2016-11-17", True),
        ("2016-11-17T09:30", "2016-11-18", True),
        ("2016", "2016", False),
        ("2016", "2016-01", False),
        ("2016-11", "2016-11-01", False),
        ("2017", "2016", False),
        ("2016-11-17", "2016-11", False),
    ],
)
def test_dates_that_nothing_lies_between_are_not_used(after: str, before: str, is_possible: bool) -> None:  # noqa: FBT001 - a column of the table
    asked = Filters(title="gate", after=after, before=before)
    filters, complaints = agreeing(asked)
    assert filters == (asked if is_possible else Filters(title="gate"))
    assert [f"after:{after} and also before:{before}" in said for said in complaints] == ([] if is_possible else [True])


@pytest.mark.parametrize(
    "filters", [Filters(), Filters(after="2016"), Filters(before="2016"), Filters(source="Courier")]
)
def test_filters_without_two_dates_agree(filters: Filters) -> None:
    assert agreeing(filters) == (filters, ())


@pytest.mark.parametrize(("language", "code"), [("EN", "en"), ("en-GB", "en"), ("nb", "no"), ("Norsk", "no")])
def test_the_language_of_an_option_is_read_as_it_is_typed(language: str, code: str) -> None:
    assert agreeing(Filters(language=language, after="2016")) == (Filters(language=code, after="2016"), ())


@pytest.mark.parametrize(
    ("unusable", "said"),
    [
        (Filters(language="klingon"), complaint("lang", "klingon")),
        (Filters(after="2021-02-31"), complaint("after", "2021-02-31")),
        (Filters(after="2021-13"), complaint("after", "2021-13")),
        (Filters(before="0000"), complaint("before", "0000")),
        (Filters(before="2021-02-31T09:30"), complaint("before", "2021-02-31")),
        (Filters(author="?!"), complaint("author", "?!")),
    ],
)
def test_an_option_that_means_nothing_is_told_and_not_used(unusable: Filters, said: str) -> None:
    assert agreeing(unusable) == (Filters(), (said,))
    assert agreeing(unusable.over(Filters(title="gate"))) == (Filters(title="gate"), (said,))


def test_a_date_that_is_none_contradicts_no_other() -> None:
    filters, complaints = agreeing(Filters(after="2021-02-31", before="2016", language="klingon"))
    assert filters == Filters(before="2016")
    assert set(complaints) == {complaint("after", "2021-02-31"), complaint("lang", "klingon")}


OPTIONS = st.builds(
    Filters,
    title=st.none() | ANY_TEXT,
    language=st.none() | st.sampled_from(["EN", "norsk", "xx"]) | ANY_TEXT,
    after=st.none() | st.from_regex(r"\A20\d\d(-\d\d(-\d\d(T\d\d:\d\d)?)?)?\Z").filter(str.isascii),
    before=st.none() | st.from_regex(r"\A20\d\d(-\d\d(-\d\d)?)?\Z").filter(str.isascii),
)


@given(OPTIONS)
def test_what_is_agreed_on_is_agreed_on_again(options: Filters) -> None:
    filters, complaints = agreeing(options)
    assert agreeing(filters) == (filters, ())
    assert bool(complaints) == (
        filters.model_dump(exclude_none=True).keys() < options.model_dump(exclude_none=True).keys()
    )


@given(NAMES, ANY_TEXT)
def test_any_value_is_a_filter_or_a_sentence(name: str, value: str) -> None:
    try:
        assert read_filter(name, value) != Filters()
    except BackissueError as error:
        said = str(error)
        assert said.endswith(".")
        assert said == one_line(said)


@given(NAMES, ANY_TEXT.map(one_line).filter(lambda value: not set(value) & set('"“”„‟＂')))
def test_a_typed_option_means_what_the_same_words_mean_in_a_question(name: str, value: str) -> None:
    filters, complaints = read_filters([(name, value)])
    syntax = parse(f'{name}:"{value}"')
    if not set(value) & set("«»「」『』"):
        assert (syntax.filters, syntax.complaints) == (filters, complaints)
    assert bool(complaints) == (filters == Filters())
