"""Pages of HTML: what they state, what is their story, and what stands beside it."""

from __future__ import annotations

import json
from html import escape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from saltmere import ALT, BODY, CAPTION, CARDS, CREDIT, HEADLINE, texts
from selectolax.lexbor import LexborHTMLParser

from knowledge.errors import Unreadable
from knowledge.model import Article, Citation, Label
from knowledge.readers.encodings import decoded, markup_in
from knowledge.readers.extraction import Found, Kind
from knowledge.readers.html_pages import read_html_page, without_data_addresses
from knowledge.readers.markup import text_of
from knowledge.readers.missed import with_missed
from knowledge.readers.stated import stated_in

FIGURE = f'<figure><img src="boats.jpg" alt="{ALT}"><figcaption>{CAPTION} <span>{CREDIT}</span></figcaption></figure>'
LIST = "".join(f"<li><h3>{escape(title)}</h3><p>{escape(blurb)}</p></li>" for title, blurb in CARDS)


def html(  # noqa: PLR0913  the places of a page
    *,
    head: str = "",
    byline: str = '<div class="byline">By Tomas Verre</div>',
    figure: str = FIGURE,
    foot: str = f"<ul>{LIST}</ul>",
    outside: str = "",
    lang: str = ' lang="en-GB"',
) -> str:
    story = "".join(f"<p>{escape(paragraph)}</p>" for paragraph in BODY)
    return (
        f"<!doctype html><html{lang}><head><title>{HEADLINE} | The Gazette</title>{head}</head><body>"
        f'<nav><a href="/">Home</a></nav><article><h1>{HEADLINE}</h1>{byline}{figure}{story}{foot}</article>{outside}'
        f"<footer>Copyright 2024 The Gazette. All rights reserved.</footer></body></html>"
    )


def linked(**thing: object) -> str:
    return f'<script type="application/ld+json">{json.dumps({"@type": "NewsArticle", **thing})}</script>'


def cited(**places: str) -> Citation:
    return read_html_page(html(**places)).citation


def test_the_made_up_page_is_read_whole_from_html() -> None:
    article = read_html_page(html())
    assert article.citation == Citation(title=HEADLINE, byline="Tomas Verre", language="en")
    assert texts(article, Label.HEADLINE) == [HEADLINE]
    assert texts(article, Label.CAPTION) == [ALT, CAPTION]
    assert texts(article, Label.CREDIT) == [CREDIT]
    assert texts(article, Label.BODY) == list(BODY)
    assert texts(article, Label.TEASER) == [f"{title}\n\n    {blurb}" for title, blurb in CARDS]


@pytest.mark.parametrize(
    "foot",
    [
        pytest.param("<ul>" + "".join(f"<li><a href='/'>{title}</a></li>" for title, _ in CARDS) + "</ul>", id="links"),
        pytest.param("<ol>" + "".join(f"<li>{title}</li>" for title, _ in CARDS) + "</ol>", id="numbers"),
        pytest.param(f"<h2>Related</h2><ul>{LIST}</ul>", id="cards under a heading"),
        pytest.param(f'<aside class="related"><ul>{LIST}</ul></aside>', id="aside"),
        pytest.param(
            "".join(f"<div><h3><a href='/x'>{title}</a></h3><p>{blurb}</p></div>" for title, blurb in CARDS),
            id="boxes with links",
        ),
        pytest.param(
            "".join(f"<div><a href='/x'>{title}</a><p>{blurb}</p></div>" for title, blurb in CARDS),
            id="links above blurbs",
        ),
        pytest.param(
            "".join(f"<p><strong>{title}</strong></p><p>{blurb}</p>" for title, blurb in CARDS), id="paragraphs"
        ),
        pytest.param(
            "<h2>More stories</h2>" + "".join(f"<div><h3>{title}</h3><p>{blurb}</p></div>" for title, blurb in CARDS),
            id="boxes under a heading",
        ),
    ],
)
def test_teasers_inside_the_article_element_are_not_the_article(foot: str) -> None:
    article = read_html_page(html(foot=foot))
    assert texts(article, Label.BODY) == list(BODY)


@pytest.mark.parametrize(
    "title",
    ["<h3><a href='/x'>{}</a></h3>", "<a href='/x'><h3>{}</h3></a>", "<h4><span><a href='/x'>{}</a></span></h4>"],
)
def test_a_teasers_title_is_its_title_when_it_is_a_link(title: str) -> None:
    cards = "".join(f"<li>{title.format(words)}<p>{blurb}</p></li>" for words, blurb in CARDS)
    article = read_html_page(html(foot=f"<ul>{cards}</ul>"))
    assert texts(article, Label.TEASER) == [f"{words}\n\n    {blurb}" for words, blurb in CARDS]


def test_a_line_inside_the_story_is_no_byline() -> None:
    assert cited(byline="", figure=f"<p>{BODY[0]}</p><h2>By Popular Demand</h2>").byline is None


def test_an_empty_list_is_nothing() -> None:
    assert texts(read_html_page(html(foot="<ul><li></li></ul><ul></ul>")), Label.BODY) == list(BODY)


def test_a_list_inside_the_story_stays_the_storys() -> None:
    article = read_html_page(
        html(figure="<p>The council will also do this:</p><ul><li>Mend the harbour wall</li></ul>")
    )
    assert "Mend the harbour wall" in texts(article, Label.BODY)


def test_readers_comments_are_nobodys() -> None:
    comments = (
        '<div id="comments"><h3>Comments</h3><p>I never liked that lighthouse, and the council knows it.</p></div>'
    )
    assert "never liked" not in read_html_page(html(outside=comments)).text


def test_consent_boxes_are_nobodys() -> None:
    box = (
        '<div class="privacy-modal-box">'
        + "<p>A cookie is a small file that we keep on your computer.</p>" * 30
        + "</div>"
    )
    assert "cookie" not in read_html_page(html(outside=box)).text


def test_a_description_is_believed_before_what_is_printed() -> None:
    head = linked(
        headline="The Lighthouse Rises",
        author=[{"@type": "Person", "name": "Ida Holm"}, {"@type": "Person", "name": "Ole Brandt"}],
        datePublished="2019-03-05T10:30:00+01:00",
        publisher={"name": "The Saltmere Gazette"},
        mainEntityOfPage={"@id": "https://gazette.example/lighthouse"},
    )
    assert cited(head=head) == Citation(
        title="The Lighthouse Rises",
        byline="Ida Holm, Ole Brandt",
        source="The Saltmere Gazette",
        published="2019-03-05T10:30:00+01:00",
        url="https://gazette.example/lighthouse",
        language="en",
    )


def test_meta_tags_are_believed_where_there_is_no_description() -> None:
    head = (
        '<meta property="og:site_name" content="The Gazette"><meta name="author" content="By Ida Holm">'
        '<meta property="article:published_time" content="2019-03-05"><link rel="canonical" href="https://gazette.example/a">'
    )
    citation = cited(head=head)
    assert (citation.source, citation.byline, citation.published) == ("The Gazette", "Ida Holm", "2019-03-05")
    assert citation.url == "https://gazette.example/a"


@pytest.mark.parametrize(
    ("byline", "published"),
    [
        ("<p>By Tomas Verre</p><p>Published March 5, 2019</p>", "2019-03-05"),
        ('<p>By Tomas Verre</p><time datetime="2019-03-05">Tuesday</time>', "2019-03-05"),
        ("<p>By Tomas Verre | 5 March 2019</p>", "2019-03-05"),
        ("<p>By Tomas Verre</p><p>Updated March 5, 2019</p>", None),
    ],
)
def test_a_printed_date_is_read_where_none_is_described(byline: str, published: str | None) -> None:
    assert cited(byline=byline).published == published


@pytest.mark.parametrize(
    ("described", "printed", "published"),
    [
        ("2019-03-06T02:10:00Z", "5 March 2019", "2019-03-05"),
        ("2019-03-05T22:30:00+00:00", "6 March 2019", "2019-03-06"),
        ("2019-03-05T10:30:00Z", "5 March 2019", "2019-03-05T10:30:00Z"),
        ("2019-03-05T10:30:00Z", "Published: 5 March 2019 | Updated: 9 March 2019", "2019-03-05T10:30:00Z"),
        ("2019-03-05T10:30:00Z", "Updated: 9 March 2019", "2019-03-05T10:30:00Z"),
        ("2019-03-05T10:30:00Z", "9 March 2019", "2019-03"),
        ("2019-03-05T10:30:00Z", "9 May 2019", "2019"),
        ("2016-03-05T10:30:00Z", "9 May 2019", None),
        ("2019", "9 May 2019", "2019-05-09"),
    ],
)
def test_a_date_is_given_as_far_as_description_and_print_agree(
    described: str, printed: str, published: str | None
) -> None:
    head = linked(headline=HEADLINE, datePublished=described)
    assert cited(head=head, byline=f"<p>By Tomas Verre</p><p>{printed}</p>").published == published


def test_the_label_of_a_date_may_stand_in_the_box_around_it() -> None:
    byline = "<p>By Tomas Verre</p><div>Last updated <span><time datetime='2019-03-09'>9 March 2019</time></span></div>"
    citation = cited(head=linked(datePublished="2019-01-05"), byline=byline)
    assert (citation.published, citation.updated) == ("2019-01-05", "2019-03-09")


def test_a_date_may_stand_below_the_standfirst() -> None:
    standfirst = (
        "<p>The old lighthouse of Saltmere will burn again, but nobody knows yet who is going to pay for it.</p>"
    )
    assert cited(byline=f"{standfirst}<p>5 March 2019</p>", figure="").published == "2019-03-05"


def test_a_paragraph_is_recognised_in_spite_of_mark_up_within_it() -> None:
    first = "<p>The <em>Saltmere</em>, <b>Ada</b>’s boat, was the third that ran aground near the harbour.</p>"
    assert cited(byline="<p>5 March 2019</p>", figure=first).published == "2019-03-05"


def paragraphs_in(make: str, texts: tuple[str, ...]) -> str:
    return f'<div class="{make}">{"".join(f"<p>{text}</p>" for text in texts)}</div>'


@pytest.mark.parametrize(
    ("make", "found"), [("grid body", list(BODY)), ("promotion", list(BODY[:3]))], ids=["same make", "another"]
)
def test_paragraphs_that_extraction_missed_are_known_by_their_boxes(make: str, found: list[str]) -> None:
    tree = LexborHTMLParser(f"<body>{paragraphs_in('grid body', BODY[:3])}{paragraphs_in(make, BODY[3:])}</body>")
    blocks = [Found(Kind.PARAGRAPH, ((text,),)) for text in BODY[:3]]
    assert [block.items[0][0] for block in with_missed(blocks, tree)] == found


def test_a_few_paragraphs_were_left_out_on_purpose() -> None:
    tree = LexborHTMLParser(f"<body>{paragraphs_in('body', BODY)}</body>")
    blocks = [Found(Kind.PARAGRAPH, ((text,),)) for text in BODY[:5]]
    assert with_missed(blocks, tree) == blocks


def test_a_notice_alone_is_no_story() -> None:
    notice = "<div class='print'><p>This copy is for your personal, non-commercial use only, as we said.</p></div>"
    assert texts(read_html_page(html(outside=notice)), Label.BODY) == list(BODY)
    mere = [Found(Kind.PARAGRAPH, ((text,),)) for text in ("All rights reserved.", "https://gazette.example/a")]
    assert with_missed(mere, LexborHTMLParser(notice)) == []


@pytest.mark.parametrize(
    "head",
    [
        '<meta property="article:section" content="Harbour &amp; Sea">',
        '<script type="application/ld+json">{"@type": "Article", "articleSection": ["Harbour & Sea", "Ads"]}</script>',
    ],
)
def test_the_section_is_what_the_page_says(head: str) -> None:
    assert cited(head=head).section == "Harbour & Sea"
    assert cited().section is None


def test_a_date_that_the_page_does_not_state_is_kept_apart() -> None:
    citation = cited(head='<link rel="canonical" href="https://gazette.example/2019/03/05/lighthouse">')
    assert (citation.published, citation.inferred) == (None, "2019-03-05")
    citation = cited(head='<meta property="article:published_time" content="2019-03-04">')
    assert (citation.published, citation.inferred) == ("2019-03-04", None)


def test_neither_a_footer_nor_a_teaser_dates_the_article() -> None:
    dated = "".join(
        f'<li><h3>{title}</h3><time datetime="2023-05-0{i}">May</time></li>' for i, (title, _) in enumerate(CARDS, 1)
    )
    assert cited(foot=f"<ul>{dated}</ul>").published is None


@pytest.mark.parametrize(
    "author",
    [
        "https://gazette.example/people/1",
        {"name": ["http://x.example"]},
        "admin",
        7,
        None,
        {"@id": "#nobody"},
        [[[[[["deep"]]]]]],
    ],
)
def test_what_is_no_name_is_not_a_byline(author: object) -> None:
    assert cited(head=linked(headline=HEADLINE, author=author)).byline == "Tomas Verre"


def test_an_author_may_stand_elsewhere_in_the_description() -> None:
    graph = {
        "@graph": [
            {"@type": "Article", "headline": HEADLINE, "author": {"@id": "#1"}},
            {"@id": "#1", "name": "Ida Holm"},
        ]
    }
    assert cited(head=f'<script type="application/ld+json">{json.dumps(graph)}</script>').byline == "Ida Holm"


@pytest.mark.parametrize(
    "script", ["{", "[" * 100_000, '{"@type": "Article", "headline": ["x", }', "null", "7", "<!-- -->"]
)
def test_a_broken_description_is_passed_over(script: str) -> None:
    assert cited(head=f'<script type="application/ld+json">{script}</script>').title == HEADLINE


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "/relative", "file:///etc/passwd", "https://", "http://[", "ftp://x.example"]
)
def test_only_web_addresses_become_links(address: str) -> None:
    assert cited(head=f'<link rel="canonical" href="{address}">').url is None


def test_the_address_that_a_saved_page_came_from_is_its_link() -> None:
    saved = f"<!-- saved from url=(0031)https://gazette.example/saved -->{html()}"
    assert read_html_page(saved).citation.url == "https://gazette.example/saved"


@pytest.mark.parametrize(
    ("lang", "language"), [(' lang="zh-Hant"', "zh"), (' lang="EN"', "en"), ("", None), (' lang="mul"', None)]
)
def test_the_language_is_the_pages_own(lang: str, language: str | None) -> None:
    assert cited(lang=lang).language == language


def test_a_caption_kept_in_the_story_stays_in_its_place_as_a_caption() -> None:
    figure = f"<p>{BODY[0]}</p>{FIGURE}"
    article = read_html_page(html(figure=figure))
    assert not [text for text in texts(article, Label.BODY) if CAPTION in text]
    assert texts(article, Label.CAPTION) == [ALT, CAPTION]


def test_pictures_of_other_stories_have_no_captions_here() -> None:
    other = "<aside><figure><img alt='A comet at dawn'><figcaption>A comet over Highfield</figcaption></figure></aside>"
    assert "comet" not in read_html_page(html(foot=other)).text


def test_a_page_too_small_to_extract_is_read_by_its_paragraphs() -> None:
    article = read_html_page("<html><body><p>The mayor opened the bridge.</p></body></html>")
    assert texts(article, Label.BODY) == ["The mayor opened the bridge."]


@pytest.mark.parametrize("markup", ["", "<html></html>", "<html><body><img src='x'></body></html>"])
def test_a_page_without_text_is_refused(markup: str) -> None:
    with pytest.raises(Unreadable, match="no article text"):
        read_html_page(markup)


def test_pictures_inside_the_page_are_dropped_before_it_is_read() -> None:
    page = f'<img src="data:image/png;base64,{"A" * 5_000}"><p>It said data: and went on.</p>'
    assert without_data_addresses(page) == '<img src="data:,"><p>It said data: and went on.</p>'


@pytest.mark.parametrize(
    ("encoding", "declaration"),
    [
        ("utf-8", ""),
        ("utf-8-sig", ""),
        ("utf-16", ""),
        ("windows-1252", '<meta charset="iso-8859-1">'),
        ("windows-1251", '<meta http-equiv="Content-Type" content="text/html; charset=windows-1251">'),
        ("gb18030", "<meta charset=gb2312>"),
        ("shift_jis", '<meta charset="Shift_JIS">'),
    ],
)
def test_a_page_is_decoded_as_it_declares(encoding: str, declaration: str) -> None:
    words = {"windows-1251": "Маяк", "gb18030": "灯塔", "shift_jis": "灯台"}.get(encoding, "Phare “été”")
    assert words in markup_in(f"<html><head>{declaration}</head><p>{words}".encode(encoding)).content


@pytest.mark.parametrize(
    "declaration", [b"", b"<meta charset=base64>", b"<meta charset=undefined>", b"<meta charset=nonsense>"]
)
def test_undecodable_pages_are_refused_with_a_sentence(declaration: bytes) -> None:
    with pytest.raises(Unreadable, match="save it as UTF-8"):
        markup_in(declaration + b"<p>\xff\xfe\xfa")


def test_undecodable_text_is_refused_with_a_sentence() -> None:
    with pytest.raises(Unreadable, match="save it as UTF-8 and load it again"):
        decoded(b"caf\xe9")


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<p>One.</p><p>Two &amp; <b>three</b>.</p>", "One.\n\nTwo & three."),
        ("One.<br>Two.", "One.\n\nTwo."),
        ("One.\n\nTwo <em>three</em>.", "One.\n\nTwo three."),
        ("&lt;p&gt;One.&lt;/p&gt;", "One."),
        ("<script>alert(1)</script><p>One.</p>", "One."),
        ("AT&T asked: is 1 < 2?", "AT&T asked: is 1 < 2?"),
        ("Tom &amp; Ada", "Tom & Ada"),
        ("One.\nTwo.", "One.\nTwo."),
    ],
)
def test_mark_up_in_a_field_is_never_quoted(markup: str, text: str) -> None:
    assert text_of(markup) == text


TAGS = (
    "<p>", "</p>", "<ul><li>", "</ul>", "<table><tr><td>", "<h1>", "<h2>", "<br>", "<figure><figcaption>", "</figure>",
    "<article>", "</article>", "<!--", "-->", "<script type='application/ld+json'>", "</script>", "&#0;", "\x00",
)  # fmt: skip
MARKUP = st.lists(st.text(max_size=20) | st.sampled_from([*TAGS, *BODY]), max_size=40)


@settings(max_examples=60, deadline=None)
@given(MARKUP)
def test_any_markup_is_read_or_refused(pieces: list[str]) -> None:
    try:
        article = read_html_page("".join(pieces))
    except Unreadable:
        return
    assert isinstance(article, Article)
    assert all(part.of(article.text).strip() for part in article.parts)


@settings(max_examples=60, deadline=None)
@given(
    st.recursive(
        st.none() | st.text(max_size=9) | st.integers() | st.booleans(), lambda deeper: st.lists(deeper, max_size=3)
    )
)
def test_any_description_is_read(value: object) -> None:
    names = ("headline", "author", "datePublished", "publisher", "mainEntityOfPage", "url", "articleBody", "@id")
    markup = html(head=linked(**dict.fromkeys(names, value)))
    stated_in(LexborHTMLParser(markup), markup)
