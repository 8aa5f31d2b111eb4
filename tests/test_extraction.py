"""The story within an HTML page, in blocks, and the tree that it is looked for in."""

from __future__ import annotations

from html import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st
from saltmere import BODY, CARDS, HEADLINE

from knowledge.readers.extraction import Found, Kind, extract
from knowledge.readers.markup import encoded, page_of

STORY = "".join(f"<p>{escape(paragraph)}</p>" for paragraph in BODY)


def page(inside: str = STORY, *, root: str = "<html>", outside: str = "") -> str:
    return (
        f"<!doctype html>\n{root}<head><title>{HEADLINE}</title></head>"
        f"<body><article>{inside}</article>{outside}</body></html>"
    )


def found(markup: str) -> list[str]:
    """The paragraphs of the story."""
    return [text for block in extract(encoded(markup)) for item in block.items for text in item]


def test_a_story_is_its_paragraphs_lists_and_subheads() -> None:
    inside = f"<p>{BODY[0]}</p><h2>What it costs</h2><p>{BODY[1]}</p><ul><li>The lantern</li><li>The tower</li></ul>"
    assert extract(encoded(page(inside + "".join(f"<p>{text}</p>" for text in BODY[2:])))) == [
        Found(Kind.PARAGRAPH, ((BODY[0],),)),
        Found(Kind.SUBHEAD, (("What it costs",),)),
        Found(Kind.PARAGRAPH, ((BODY[1],),)),
        Found(Kind.LIST, (("The lantern",), ("The tower",))),
        *(Found(Kind.PARAGRAPH, ((text,),)) for text in BODY[2:]),
    ]


@pytest.mark.parametrize(
    "unread",
    [
        "<script>var words = '<p>A comet was seen.</p>';</script>",
        "<style>p::after { content: 'A comet was seen.' }</style>",
        "<svg><title>A comet was seen.</title></svg>",
        "<nav><p>A comet was seen.</p></nav>",
        "<aside><p>A comet was seen.</p><aside>A comet was seen.</aside></aside><aside>A comet was seen.</aside>",
        "<footer><div><p>A comet was seen.</p></div></footer>",
        "<figure><img src='x'><figcaption>A comet was seen.</figcaption></figure>",
        "<figure><figure><figcaption>A comet was seen.</figcaption></figure></figure>",
        "<div class='cookie-bar'><div id='consent'><p>A comet was seen.</p></div></div>",
        "<section id='onetrust-box'><figure>A comet was seen.</figure></section>",
        "<noscript><p>A comet was seen.</p></noscript>",
    ],
)
def test_what_is_never_the_story_is_left_out_and_what_stands_behind_it_is_not(unread: str) -> None:
    inside = f"<p>{BODY[0]}</p>{unread}" + "".join(f"<p>{text}</p>" for text in BODY[1:])
    assert found(page(inside)) == list(BODY)


@pytest.mark.parametrize(
    "empty", ["<span></span>", "<b></b><em class='x'></em>", "<img src='x'>", "<wbr>", "<span id='a'><wbr></span>"]
)
def test_the_words_behind_an_empty_element_are_kept(empty: str) -> None:
    assert found(page(STORY.replace("The storm", f"The {empty}storm").replace("<p>Work", f"<p>{empty}Work"))) == list(
        BODY
    )


def test_boxes_within_empty_boxes_do_not_end_the_story() -> None:
    empty = "<div class='ad'>\n<div><div></div> </div><section>\n</section></div>"
    assert found(page(STORY.replace("</p>", f"</p>{empty}"))) == list(BODY)


def test_a_table_in_a_figure_is_read() -> None:
    table = "<figure><table><tr><td>Lantern</td><td>half a million crowns</td></tr></table></figure>"
    assert "Lantern | half a million crowns" in found(page(STORY + table))


def test_a_form_around_the_whole_page_is_no_form() -> None:
    assert found(page(f"<form>{STORY}</form>")) == list(BODY)


@pytest.mark.parametrize("title", ["<h3><a href='/x'>{}</a></h3>", "<h4><span><a>{}</a></span><a></a></h4>"])
def test_titles_in_lists_are_kept_when_they_are_links(title: str) -> None:
    cards = "".join(f"<li>{title.format(words)}<p>{blurb}</p></li>" for words, blurb in CARDS)
    assert [words for words, _ in CARDS] == found(page(f"{STORY}<ul>{cards}</ul>"))[len(BODY) :: 2]


def test_where_the_likeliest_box_holds_less_than_half_the_story_is_looked_for_elsewhere() -> None:
    notes = "".join(f"<p>{escape(blurb)}</p>" for _, blurb in CARDS[:2])
    longer = "".join(f"<p>{escape(paragraph)} {escape(paragraph)}</p>" for paragraph in BODY)
    markup = f"<html><body><div class='post-content'>{notes}</div><div class='text'>{longer}</div></body></html>"
    assert found(markup)[-len(BODY) :] == [f"{paragraph} {paragraph}" for paragraph in BODY]


def test_the_length_of_links_alone_makes_nobody_look_elsewhere() -> None:
    links = "".join(f"<div><a href='/{at}'>{words}, {blurb}</a></div>" for at, (words, blurb) in enumerate(CARDS * 9))
    assert found(page(outside=links)) == list(BODY)


@pytest.mark.parametrize("root", ["<html>", '<html lang="en" />', "<html xmlns='http://www.w3.org/1999/xhtml'/>"])
def test_a_root_that_closes_itself_holds_the_page(root: str) -> None:
    assert found(page(root=root)) == list(BODY)


@pytest.mark.parametrize("stray", ["\x00", "\x01", "\x1b", "\ufffe", "\uffff", "\ud800"])
def test_characters_that_no_document_may_hold_are_left_out(stray: str) -> None:
    assert found(page(STORY.replace("harbour", f"har{stray}bour"))) == list(BODY)


@pytest.mark.parametrize("space", ["\f", "\v", "\t", "\r\n"])
def test_other_white_space_is_a_space(space: str) -> None:
    assert found(page(STORY.replace("<p>", f"<p{space}class=x>").replace("The storm", f"The{space}storm"))) == list(
        BODY
    )


def test_an_encoding_that_the_page_names_is_not_asked() -> None:
    markup = page().replace("<head>", '<head><meta charset="iso-8859-1">').replace("lighthouse", "phare d’été")
    assert found('<?xml version="1.0" encoding="iso-8859-1"?>' + markup)[0] == BODY[0].replace(
        "lighthouse", "phare d’été"
    )


@pytest.mark.parametrize("markup", ["", " \n", "<!-- nothing -->", "\x00", "\ud800"])
def test_nothing_has_no_tree_and_no_story(markup: str) -> None:
    assert page_of(encoded(markup)) is None
    assert extract(encoded(markup)) == []


@given(st.text())
def test_any_text_is_encoded_without_what_no_document_may_hold(text: str) -> None:
    kept = encoded(text).decode()
    assert not set(kept) & {"\x00", "\x0b", "\x0c", "\x1f", "\ufffe", "\uffff"}
    assert encoded(kept) == kept.encode()
