"""Articles in JSON: fields by their usual names, and whatever else people put there."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.characters import is_clean
from knowledge.errors import Unreadable
from knowledge.model import Article, Citation, Label
from knowledge.readers.fields import language_of, names_in, web_address
from knowledge.readers.json_articles import listed, parsed, read_fields

BODY = "The council voted to rebuild the lighthouse."


def cited(**fields: object) -> Citation:
    return read_fields({"body": BODY, **fields}).citation


def test_the_usual_fields_become_the_citation() -> None:
    article = read_fields(
        {
            "id": 17,
            "title": "The Lighthouse",
            "author": "Ida Holm",
            "published_at": "2019-03-05T10:30:00+01:00",
            "url": "https://gazette.example/17",
            "source": "The Gazette",
            "language": "en-GB",
            "body": f"{BODY}\n\nWork begins in spring.",
        }
    )
    assert article.citation == Citation(
        external_id="17",
        title="The Lighthouse",
        byline="Ida Holm",
        source="The Gazette",
        published="2019-03-05T10:30:00+01:00",
        url="https://gazette.example/17",
        language="en",
    )
    assert article.text == f"The Lighthouse\n\n{BODY}\n\nWork begins in spring."
    assert [part.label for part in article.parts] == [Label.HEADLINE, Label.BODY]


@pytest.mark.parametrize("name", ["body", "text", "content", "articleBody"])
def test_the_text_has_four_names(name: str) -> None:
    assert read_fields({name: BODY}).text == BODY


@pytest.mark.parametrize(
    ("field", "value", "attribute", "expected"),
    [
        ("headline", "The Lighthouse", "title", "The Lighthouse"),
        ("title", "Tom &amp; <b>Ada</b>", "title", "Tom & Ada"),
        ("title", 7, "title", None),
        ("byline", "By Ida Holm", "byline", "Ida Holm"),
        ("author", ["Ida Holm", "Ole Brandt", "ida holm"], "byline", "Ida Holm, Ole Brandt"),
        ("author", {"name": "Ida Holm"}, "byline", "Ida Holm"),
        ("authors", [{"name": "Ida Holm"}, {"name": None}, "Ole Brandt"], "byline", "Ida Holm, Ole Brandt"),
        ("author", "https://gazette.example/ida", "byline", None),
        ("author", "", "byline", None),
        ("date", "2016-11", "published", "2016-11"),
        ("published", "2016", "published", "2016"),
        ("pub_date", "Thu, 17 Nov 2016 09:30:00 GMT", "published", "2016-11-17T09:30:00Z"),
        ("date", "soon", "published", None),
        ("date", ["2016"], "published", None),
        ("link", "http://gazette.example/1", "url", "http://gazette.example/1"),
        ("url", "javascript:alert(1)", "url", None),
        ("url", "https://gazette.example/a b", "url", None),
        ("publisher", {"name": "The Gazette"}, "source", "The Gazette"),
        ("section", "Harbour &amp; Sea", "section", "Harbour & Sea"),
        ("articleSection", ["Sport", "Sailing"], "section", "Sport"),
        ("category", 7, "section", None),
        ("language", "ZH-hant", "language", "zh"),
        ("language", "English", "language", None),
        ("id", "a-1", "external_id", "a-1"),
        ("id", True, "external_id", None),
        ("id", 1.5, "external_id", None),
        ("id", "", "external_id", None),
    ],
)
def test_a_field_is_read_or_passed_over(field: str, value: object, attribute: str, expected: str | None) -> None:
    assert getattr(cited(**{field: value}), attribute) == expected


def test_a_second_name_is_read_when_the_first_says_nothing() -> None:
    assert cited(title=None, headline="The Lighthouse").title == "The Lighthouse"
    assert read_fields({"body": "  ", "text": BODY}).text == BODY


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("<p>One.</p><p>Two &amp; three.</p>", "One.\n\nTwo & three."),
        (["One.", "Two."], "One.\n\nTwo."),
        ("One.\r\nTwo.", "One.\nTwo."),
        ("Cafe\u0301\x00 \ud800here", "Café here"),
    ],
)
def test_the_text_is_stored_clean(body: object, text: str) -> None:
    assert read_fields({"body": body}).text == text


@pytest.mark.parametrize(
    "body", ["", " \n ", None, 7, {}, [], [1, 2], "\u200b", "\ud800", "<p></p>", "<script>x</script>", "..."]
)
def test_an_article_without_words_is_refused(body: object) -> None:
    with pytest.raises(Unreadable, match="has no text"):
        read_fields({"title": "The Lighthouse", "body": body})


@pytest.mark.parametrize("value", [[], "text", 7, None, True])
def test_what_is_no_object_is_refused(value: object) -> None:
    with pytest.raises(Unreadable, match="is not a JSON object"):
        read_fields(value)


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("{", "is not valid JSON"),
        ("", "is not valid JSON"),
        ("[" * 100_000, "nested too deeply"),
        (f'{{"id": {"9" * 5_000}}}', "a number too long"),
    ],
)
def test_broken_json_is_refused_with_a_sentence(source: str, reason: str) -> None:
    with pytest.raises(Unreadable, match=reason):
        parsed(source)


def test_numbers_that_json_does_not_have_say_nothing() -> None:
    assert parsed('{"id": NaN, "date": Infinity}') == {"id": None, "date": None}


@pytest.mark.parametrize("name", ["articles", "items", "data", "results"])
def test_an_object_may_hold_a_list_of_articles(name: str) -> None:
    assert listed({name: [{"body": BODY}], "total": 1}) == [{"body": BODY}]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ([1], [1]),
        ({"body": BODY, "items": [1]}, None),
        ({"tags": []}, None),
        ({"items": [1], "data": [2]}, None),
        (7, None),
    ],
)
def test_what_is_a_list_of_articles_is_told(value: object, expected: object) -> None:
    assert listed(value) == expected


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda deeper: st.lists(deeper, max_size=4) | st.dictionaries(st.text(max_size=5), deeper, max_size=4),
    max_leaves=8,
)
FIELDS = ("id", "title", "body", "text", "author", "byline", "date", "published", "url", "link", "source", "language")


@settings(deadline=None)
@given(st.dictionaries(st.sampled_from(FIELDS), VALUES | st.text("\ud800\x00e\u0301<>&/p ", max_size=12)))
def test_any_fields_are_read_or_refused(fields: dict[str, object]) -> None:
    try:
        article = read_fields(fields)
    except Unreadable:
        return
    assert isinstance(article, Article)
    assert is_clean(article.text)
    assert article.labelled(Label.BODY)


@settings(deadline=None)
@given(VALUES)
def test_any_json_survives_the_way_through_text(value: object) -> None:
    parsed(json.dumps(value))


@settings(deadline=None)
@given(VALUES)
def test_the_readers_of_fields_take_anything(value: object) -> None:
    assert language_of(value) is None or len(language_of(value) or "") == 2
    assert (web_address(value) or "https://").startswith(("http://", "https://"))
    assert all(names_in(value))


def test_a_beginning_that_a_service_handed_on_is_a_teaser() -> None:
    fields = {"title": "The ferry", "author": "Ida Holm", "source": {"name": "The Gazette"}}
    article = read_fields({**fields, "content": "The ferry sails at noon, said the harbour master, wh… [+1234 chars]"})
    assert article.is_teaser
    assert (article.citation.byline, article.citation.source) == (None, "The Gazette")
    assert not read_fields({**fields, "content": "The ferry sails at noon, said the harbour master…"}).is_teaser
