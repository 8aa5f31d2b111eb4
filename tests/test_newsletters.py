"""Newsletters of links: what each tells of another story is a teaser, and a letter that is one story stays one."""

from __future__ import annotations

import re
from email.message import EmailMessage
from pathlib import Path
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from saltmere import texts

from knowledge.characters import one_line
from knowledge.model import Document, Label
from knowledge.readers.documents import read
from knowledge.readers.items import Read
from knowledge.readers.newsletters import digest_of

STORIES = [
    ("The ferry sails at noon again", "The harbour master of Kettlesund has had the old timetable printed once more."),
    ("Council buys a second bell", "It will hang beside the first, and the two are to ring together at Easter."),
    ("Who painted the lighthouse?", "Nobody owns up to the new stripes, which half of the town likes very much."),
    ("A year without herring", "Fishermen tell what they have lived on, and what they think will come of it."),
    ("The last baker of Low Quay", "She is eighty-one and bakes on Fridays, for whoever comes before six o’clock."),
]
HELLO = "Good evening from the newsroom, where the heating has failed and everybody writes with their gloves on."
FOOTER = (
    '<p>You received this because you asked. <a href="https://gazette.example/u">Unsubscribe from all of it</a></p>'
)


def link(title: str, number: int) -> str:
    return f'<a href="https://gazette.example/{number}">{title}</a>'


def cards(between: str = "<p>{title}</p><p>{blurb}</p>") -> str:
    told = [between.format(title=link(title, at), blurb=blurb) for at, (title, blurb) in enumerate(STORIES)]
    return "".join(told)


def letter(inside: str) -> str:
    view = '<a href="https://gazette.example/v">View this letter in your browser</a>'
    return f"<html><head><title>x</title></head><body><p>{view}</p><p>{HELLO}</p>{inside}{FOOTER}</body></html>"


LAYOUTS = {
    "paragraphs": "<p>{title}</p><p>{blurb}</p>",
    "headings": "<h3>{title}</h3><div>{blurb}</div>",
    "dash": "<p>{title} — {blurb}</p><p>Ida Holm</p>",
    "table": "<table><tr><td><b>{title}</b></td></tr><tr><td>{blurb}<br>4 minutes</td></tr></table>",
    "list": "<ul><li>{title}<br>{blurb}</li></ul>",
    "mixed": "<p>{title}</p><p>{blurb} <i>Ida</i></p><div style='display: none'>Hidden words that nobody reads</div>",
}


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS)
def test_each_story_is_a_teaser_and_the_greeting_the_senders(layout: str) -> None:
    article = digest_of(letter(cards(layout)), "The week in Kettlesund")
    assert article
    teasers = [re.sub(r" Ida$", "", text) for text in texts(article, Label.TEASER)]
    assert teasers == [f"{title}\n{blurb}" for title, blurb in STORIES]
    assert texts(article, Label.BODY) == [HELLO]
    assert texts(article, Label.HEADLINE) == ["The week in Kettlesund"]
    assert "browser" not in article.text
    assert "Unsubscribe" not in article.text
    assert "Hidden" not in article.text


def test_sections_end_a_blurb_and_what_follows_the_last_one_is_the_senders() -> None:
    bye = "That is all for this week, and may the heating be mended before you hear from us again."
    article = digest_of(letter(f"{cards()}<h2>From the newsroom</h2><p>{bye}</p>"), "The week")
    assert article
    assert texts(article, Label.BODY) == [HELLO, bye]
    article = digest_of(letter(f"{cards()}<p>{bye}</p>"), "The week")
    assert article
    assert texts(article, Label.BODY) == [HELLO, bye]


def test_a_picture_and_a_button_that_lead_to_a_story_are_not_stories_of_their_own() -> None:
    told = [
        f"<p>{link(title, at)}</p><p>{blurb}</p><p>{link('Read the whole story now', at)}</p>"
        for at, (title, blurb) in enumerate(STORIES)
    ]
    article = digest_of(letter("".join(told)), "The week")
    assert article
    assert texts(article, Label.TEASER) == [f"{title}\n{blurb}" for title, blurb in STORIES]


@pytest.mark.parametrize("address", ["mailto:news@gazette.example", "tel:+47", "#top", "javascript:x()"])
def test_links_that_lead_to_no_page_are_no_stories(address: str) -> None:
    assert digest_of(letter(re.sub(r'"https://gazette[^"]*"', f'"{address}"', cards())), "The week") is None


@pytest.mark.parametrize(
    "inside",
    [
        cards().replace(link(STORIES[0][0], 0), STORIES[0][0]).replace(link(STORIES[1][0], 1), STORIES[1][0]),
        "".join(f"<p>{HELLO} {link('See here', at)} {HELLO}</p>" for at in range(20)),
        f"<p>{HELLO}</p>" * 20 + cards(),
        "",
    ],
    ids=["three stories", "links within", "a letter that ends with links", "no links"],
)
def test_a_letter_that_is_one_story_is_no_list(inside: str) -> None:
    assert digest_of(letter(inside), "The week") is None


def test_a_mail_of_links_is_an_article_of_teasers(tmp_path: Path) -> None:
    message = EmailMessage()
    message["From"], message["Subject"] = '"The Gazette" <news@gazette.example>', "The week in Kettlesund"
    message["Date"] = "Thu, 17 Nov 2016 09:30:00 +0100"
    message.set_content(letter(cards()), subtype="html")
    (tmp_path / "file").write_bytes(message.as_bytes())
    (found,) = read(Document("week.eml", tmp_path / "file"))
    assert isinstance(found, Read)
    assert len(found.article.labelled(Label.TEASER)) == len(STORIES)
    assert (found.article.citation.source, found.article.citation.byline) == ("The Gazette", None)


@pytest.mark.parametrize(
    "markup",
    [
        "<div>" * 100_000,
        "<a href='https://x.example'>" * 50_000 + "words",
        "<p>" * 300_000,
        "<table><tr><td>" * 20_000,
        "\0",
    ],
)
def test_monsters_end_soon(markup: str) -> None:
    started = process_time()
    assert digest_of(markup, None) is None
    assert process_time() - started < 20


@settings(deadline=None, max_examples=60)
@given(st.text(max_size=300), st.text(max_size=40))
def test_any_mark_up_is_read_or_left(markup: str, title: str) -> None:
    article = digest_of(f"{cards()}{markup}<h2>{title}</h2>{cards()}", one_line(title) or None)
    assert article is None or article.parts
