"""Feeds: each item under its own title, author, outlet and date, and what is only a teaser called one."""

from __future__ import annotations

import json
from pathlib import Path
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from readings import only

from knowledge import Archive, Citation, Document, Label, Question
from knowledge.readers import Item, Read, Refused
from knowledge.readers.documents import read
from knowledge.readers.feed_items import FeedItem, article_of

SENTENCES = "The council of Kettlesund voted on Tuesday to rebuild the lighthouse that the storm took in March. " * 8
STORY = f"<p>{SENTENCES.strip()}</p><p>Work begins in spring, said Ida Holm.</p>"
TEXT = f"{SENTENCES.strip()}\n\nWork begins in spring, said Ida Holm."
SUMMARY = "The council voted to rebuild the lighthouse."


def items(folder: Path, content: str | bytes, name: str = "feed.xml") -> list[Item]:
    path = folder / "file"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return list(read(Document(name, path)))


NAMED = "<title>The Gazette</title><language>en-gb</language>"


def rss(inside: str, channel: str = NAMED) -> str:
    names = 'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    return f'<?xml version="1.0"?>\n<rss version="2.0" {names}><channel>{channel}{inside}</channel></rss>'


FULL = f"""<item><title>The lighthouse</title><link>https://gazette.example/17</link>
<guid isPermaLink="false">g-17</guid><dc:creator>Ida Holm</dc:creator><pubDate>Tue, 05 Mar 2019 10:30:00 +0100</pubDate>
<description>{SUMMARY}</description><content:encoded><![CDATA[{STORY}]]></content:encoded></item>"""

RDF = f"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel rdf:about="https://gazette.example"><title>The Gazette</title><dc:language>en</dc:language>
<items><rdf:Seq><rdf:li rdf:resource="https://gazette.example/17"/></rdf:Seq></items></channel>
<item rdf:about="https://gazette.example/17"><title>The lighthouse</title><link>https://gazette.example/17</link>
<dc:creator>Ida Holm</dc:creator><dc:date>2019-03-05T10:30:00+01:00</dc:date>
<content:encoded>{STORY.replace("<", "&lt;")}</content:encoded></item></rdf:RDF>"""

ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>The Gazette</title>
<updated>2020-01-01T00:00:00Z</updated><link rel="self" href="https://gazette.example/feed"/>
<author><name>The Gazette</name></author>
<entry><id>g-17</id><title type="html">The &lt;b&gt;lighthouse&lt;/b&gt;</title><author><name>Ida Holm</name></author>
<link rel="edit" href="https://gazette.example/edit"/><link href="https://gazette.example/17"/>
<published>2019-03-05T10:30:00+01:00</published><updated>2019-03-06T10:30:00+01:00</updated>
<summary>{SUMMARY}</summary>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">{STORY}</div></content></entry></feed>"""

JSON_FEED = {
    "version": "https://jsonfeed.org/version/1.1",
    "title": "The Gazette",
    "language": "en",
    "items": [
        {
            "id": "g-17",
            "url": "https://gazette.example/17",
            "title": "The lighthouse",
            "content_html": STORY,
            "summary": SUMMARY,
            "date_published": "2019-03-05T10:30:00+01:00",
            "authors": [{"name": "Ida Holm"}],
        }
    ],
}


@pytest.mark.parametrize(
    ("content", "identifier"),
    [(rss(FULL), "g-17"), (RDF, "https://gazette.example/17"), (ATOM, "g-17"), (json.dumps(JSON_FEED), "g-17")],
    ids=["RSS 2.0", "RSS 1.0", "Atom", "JSON Feed"],
)
@pytest.mark.parametrize("name", ["feed.xml", "feed", "feed.txt"])
def test_every_kind_of_feed_holds_the_same_article(
    tmp_path: Path, content: str, identifier: str | None, name: str
) -> None:
    found = items(tmp_path, content, name)
    assert [one.name for one in found] == [f"{name}, item 1"]
    article = only(found)
    assert article.citation == Citation(
        external_id=identifier,
        updated=None if content is not ATOM else "2019-03-06T10:30:00+01:00",
        title="The lighthouse",
        byline="Ida Holm",
        source="The Gazette",
        published="2019-03-05T10:30:00+01:00",
        url="https://gazette.example/17",
        language="en",
    )
    assert article.text == f"The lighthouse\n\n{TEXT}"
    assert [part.label for part in article.parts] == [Label.HEADLINE, Label.BODY]


# Teasers


@pytest.mark.parametrize(
    "content",
    [
        rss(f"<item><title>Ferry</title><dc:creator>Ida Holm</dc:creator><description>{SUMMARY}</description></item>"),
        ATOM.replace("<content", "<content src='https://x.example' ")
        .partition("<div")[0]
        .replace('type="xhtml">', "type='video/mp4'/></entry></feed>"),
        json.dumps(JSON_FEED | {"items": [{"id": 1, "title": "The lighthouse", "summary": SUMMARY}]}),
    ],
    ids=["RSS", "Atom", "JSON Feed"],
)
def test_a_summary_is_a_teaser_with_the_feeds_name_but_no_author(tmp_path: Path, content: str) -> None:
    article = only(items(tmp_path, content))
    assert article.is_teaser
    assert article.text == f"{article.citation.title}\n{SUMMARY}"
    assert article.citation.source == "The Gazette"
    assert article.citation.byline is None


@pytest.mark.parametrize(
    "end",
    ["…", "...", "[…]", "[&#8230;]", "[...]", " […]</p>", "<a href='/17'>Read more</a>", "<p>Continue reading →</p>",
     "<p>Continue reading The lighthouse</p>", " Weiterlesen »", "[+1234 chars]", "<p>Lire la suite</p>",
     ". 続きを読む",
     "…</p><p>The post <a href='x'>The lighthouse</a> appeared first on <a href='y'>The Gazette</a>.</p>"],
)  # fmt: skip
@pytest.mark.parametrize("name", ["description", "content:encoded"])
def test_a_text_that_is_cut_is_a_teaser_however_long(tmp_path: Path, end: str, name: str) -> None:
    content = rss(f"<item><title>The lighthouse</title><{name}><![CDATA[<p>{SENTENCES} It will{end}]]></{name}></item>")
    assert only(items(tmp_path, content)).is_teaser


@pytest.mark.parametrize(
    "end",
    [
        "They will read more books, she said.",
        "He wants to read more",
        "To read more about it, visit the museum.",
        "“Continue reading,” said the mayor.",
        "Read more: The harbour closes for good",
        "It rained... and then it stopped.",
    ],
)
def test_a_text_that_is_not_cut_is_the_story(tmp_path: Path, end: str) -> None:
    found = items(
        tmp_path, rss(f"<item><title>The lighthouse</title><description>{SENTENCES}{end}</description></item>")
    )
    assert not only(found).is_teaser


def test_a_short_text_that_the_feed_calls_content_is_the_story(tmp_path: Path) -> None:
    inside = f"<title>Lighthouse</title><content:encoded>{SUMMARY}</content:encoded>"
    assert not only(items(tmp_path, rss(f"<item>{inside}</item>"))).is_teaser
    assert only(items(tmp_path, rss(f"<item>{inside}<description>{SUMMARY}</description></item>"))).is_teaser


def test_the_line_by_which_blogs_sign_is_not_the_authors(tmp_path: Path) -> None:
    signed = f"{STORY}<p>The post The lighthouse appeared first on The Gazette.</p>"
    article = only(items(tmp_path, rss(f"<item><content:encoded><![CDATA[{signed}]]></content:encoded></item>")))
    assert article.text == TEXT


async def test_a_teaser_of_a_feed_is_quoted_as_one(tmp_path: Path) -> None:
    inside = f"<title>Lighthouse</title><link>https://gazette.example/1</link><description>{SUMMARY}</description>"
    (tmp_path / "feed.xml").write_text(rss(f"<item>{inside}</item>"))
    async with Archive(tmp_path / "a.sqlite") as archive:
        async for _ in archive.load([Document("feed.xml", tmp_path / "feed.xml")]):
            pass
        (excerpt, *_) = (await archive.answer(Question(text="council voted to rebuild the lighthouse"))).excerpts
        assert (await archive.statistics()).teasers == 1
        await archive.remove(1)
        assert (await archive.statistics()).teasers == 0
    assert excerpt.part is Label.TEASER
    assert excerpt.citation.url == "https://gazette.example/1"


# What items state


def cited(folder: Path, inside: str, **channel: str) -> Citation:
    return only(
        items(folder, rss(f"<item>{inside}<content:encoded>{SUMMARY}</content:encoded></item>", **channel))
    ).citation


@pytest.mark.parametrize(
    ("inside", "attribute", "expected"),
    [
        ("<author>ida@gazette.example (Ida Holm)</author>", "byline", "Ida Holm"),
        ("<author>ida@gazette.example</author>", "byline", None),
        ("<author>Ida Holm</author>", "byline", "Ida Holm"),
        ("<dc:creator>Ida Holm</dc:creator><dc:creator>Ole Brandt</dc:creator>", "byline", "Ida Holm, Ole Brandt"),
        ("<dc:creator>The Gazette</dc:creator>", "byline", None),
        ("<media:credit xmlns:media='http://search.yahoo.com/mrss/'>Ida Holm</media:credit>", "byline", None),
        ("<media:title xmlns:media='http://search.yahoo.com/mrss/'>A boat</media:title>", "title", None),
        ("<media:title>A boat</media:title>", "title", None),
        ("<title>Tom &amp;amp; Ida</title>", "title", "Tom & Ida"),
        ("<title>A&nbsp;boat &copy; you & me</title>", "title", "A boat © you & me"),
        ("<title>A &unheardof; boat</title>", "title", "A &unheardof; boat"),
        ("<title>A &#0;&#xD800;&#1114112;boat\x02</title>", "title", "A boat"),
        ("<title><![CDATA[A boat & <b>co</b>]]></title>", "title", "A boat & co"),
        ("<pubDate>soon</pubDate>", "published", None),
        ("<pubDate>Tue, 05 Mar 2999 10:30:00 GMT</pubDate>", "published", None),
        ("<dc:date>2019-03</dc:date>", "published", "2019-03"),
        ("<guid>https://gazette.example/17</guid>", "url", "https://gazette.example/17"),
        ("<guid isPermaLink='false'>https://gazette.example/17</guid>", "url", None),
        ("<link>javascript:alert(1)</link>", "url", None),
        ("<atom:link xmlns:atom='http://www.w3.org/2005/Atom' href='https://x.example'/>", "url", None),
        ("<source url='https://other.example'>The Herald</source>", "source", "The Herald"),
        ("<dc:language>nb</dc:language>", "language", "nb"),
    ],
)
def test_an_item_states_what_is_its_own(tmp_path: Path, inside: str, attribute: str, expected: str | None) -> None:
    assert getattr(cited(tmp_path, inside), attribute) == expected


def test_a_feed_without_a_name_has_no_outlet(tmp_path: Path) -> None:
    assert cited(tmp_path, "<title>A boat</title>", channel="").source is None


def test_the_author_of_an_atom_feed_is_that_of_its_entries_and_updates_are_no_dates(tmp_path: Path) -> None:
    feed = ATOM.replace("<author><name>Ida Holm</name></author>", "").replace(
        "<name>The Gazette</name>", "<name>Ole Brandt</name>"
    )
    start, _, rest = feed.partition("<published>")
    citation = only(items(tmp_path, start + rest.partition("</published>")[2])).citation
    assert (citation.byline, citation.published) == ("Ole Brandt", None)


@pytest.mark.parametrize(
    ("channel", "link", "expected"),
    [
        ("<link>https://gazette.example/</link>", "/17?a=1#top", "https://gazette.example/17?a=1#top"),
        ("<link>https://gazette.example/</link>", "https://other.example/17", "https://other.example/17"),
        ("<link>https://gazette.example/</link>", "http://[", None),
        ("<link>https://gazette.example/</link>", "javascript:alert(1)", None),
        ("", "/17", None),
    ],
)
def test_a_link_without_its_site_is_on_the_feeds_own(
    tmp_path: Path, channel: str, link: str, expected: str | None
) -> None:
    assert cited(tmp_path, f"<link>{link}</link>", channel=channel).url == expected


def test_a_stated_base_of_links_goes_before_the_feeds_page(tmp_path: Path) -> None:
    home, base = '<link href="https://other.example/"/>', 'xml:base="https://gazette.example/a/"'
    based = ATOM.replace("<entry>", f"{home}<entry {base}>").replace(
        ' href="https://gazette.example/17"', ' href="../17"'
    )
    assert only(items(tmp_path, based)) == only(items(tmp_path, ATOM))


def test_a_page_within_an_item_is_its_story(tmp_path: Path) -> None:
    page = f'<body xmlns="http://www.w3.org/1999/xhtml">{STORY}</body>'
    item = f"<item><title>A boat</title><description>{SUMMARY}</description>{page}</item>"
    article = only(items(tmp_path, rss(item)))
    assert not article.is_teaser
    assert article.text == f"A boat\n\n{TEXT}"


def test_the_titles_of_atom_0_3_are_read_but_what_is_packed_is_not(tmp_path: Path) -> None:
    title = '<title type="application/xhtml+xml" mode="xml"><div>The <b>lighthouse</b></div></title>'
    old = ATOM.replace('<title type="html">The &lt;b&gt;lighthouse&lt;/b&gt;</title>', title)
    assert old != ATOM
    assert only(items(tmp_path, old)).citation.title == "The lighthouse"
    packed = title.replace('mode="xml"', 'mode="base64"').replace("<div>The <b>lighthouse</b></div>", "QSBib2F0")
    assert only(items(tmp_path, old.replace(title, packed))).citation.title is None


def test_a_line_that_was_broken_because_it_was_full_goes_on_in_the_next(tmp_path: Path) -> None:
    lines = "The council of Kettlesund voted on Tuesday<br/>to rebuild the lighthouse at Low Quay."
    story = ATOM.replace(STORY, f"<p>{lines}<br/>For: 7<br/>Against: 2</p>")
    assert story != ATOM
    assert only(items(tmp_path, story)).text.split("\n\n")[1:] == [
        "The council of Kettlesund voted on Tuesday to rebuild the lighthouse at Low Quay.",
        "For: 7",
        "Against: 2",
    ]


def test_items_are_refused_one_by_one(tmp_path: Path) -> None:
    found = items(tmp_path, rss(f"<item><title>Only a title</title></item>{FULL}"))
    assert found[0] == Refused("feed.xml, item 1", "is a headline without text")
    assert isinstance(found[1], Read)
    assert items(tmp_path, rss("<item><guid>g-17</guid></item>")) == [Refused("feed.xml, item 1", "holds no text")]
    feed = JSON_FEED | {"items": [7, {"title": "Only a title"}, *JSON_FEED["items"]]}  # type: ignore[dict-item]
    assert [isinstance(one, Read) for one in items(tmp_path, json.dumps(feed))] == [False, False, True]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (rss(""), "is a feed without items"),
        ("<feed/>", "is a feed without items"),
        (json.dumps(JSON_FEED | {"items": []}), "is a feed without items"),
        (rss(FULL)[:-30], "is not well-formed XML"),
        (rss("<item><title>One<description>Two</description></item>" + FULL), "is not well-formed XML"),
        (rss(FULL) + rss(FULL), "is not well-formed XML"),
    ],
)
def test_a_feed_that_cannot_be_told_apart_is_refused(tmp_path: Path, content: str, reason: str) -> None:
    (found,) = items(tmp_path, content)
    assert isinstance(found, Refused)
    assert found.reason.startswith(reason)


# Feeds in the wild


@pytest.mark.parametrize(
    "wild",
    [
        "\n\n  \n" + rss(FULL),
        "\ufeff" + rss(FULL),
        "<!-- a comment --><?xml-style href='x'?>" + rss(FULL).partition("\n")[2],
        rss(FULL).replace('<?xml version="1.0"?>', '<?xml version="1.0" encoding="utf-16"?>'),
        '<?xml version="1.0"?><!DOCTYPE rss SYSTEM "http://x.example/rss.dtd">' + rss(FULL).partition("\n")[2],
        rss(FULL).replace(' xmlns:dc="http://purl.org/dc/elements/1.1/"', ""),
        rss(FULL).replace("<title>The lighthouse", "<title>The <!-- old --> lighthouse"),
        rss(FULL).replace("<rss ", "<rss xmlns='http://backend.userland.com/rss2' "),
        rss(FULL.replace("<link>", "<enclosure url='a?b=1&c=2'/><link>")),
    ],
)  # fmt: skip
def test_what_wild_feeds_get_wrong_is_mended(tmp_path: Path, wild: str) -> None:
    article = only(items(tmp_path, wild))
    assert (article.citation.title, article.citation.byline) == ("The lighthouse", "Ida Holm")
    assert article.text.endswith(TEXT)


def test_a_feed_that_declares_the_wrong_encoding_is_not_garbled(tmp_path: Path) -> None:
    danish = FULL.replace(SUMMARY, "").replace("The lighthouse", "Fyret på øya “Skær”")
    declared = rss(danish).replace('"1.0"?', '"1.0" encoding="{}"?', 1)
    for said, real in (
        ("iso-8859-1", "utf-8"),
        ("iso-8859-1", "cp1252"),
        ("windows-1252", "cp1252"),
        ("utf-8", "cp1252"),
    ):
        (found,) = items(tmp_path, declared.replace("{}", said).encode(real))
        assert isinstance(found, Read)
        assert found.article.citation.title == "Fyret på øya “Skær”"
        assert bool(found.note) is (said == "utf-8")


@settings(deadline=None)
@given(st.text(max_size=200), st.text(max_size=40), st.booleans())
def test_any_text_of_an_item_is_kept_or_refused(content: str, title: str, is_summary: bool) -> None:  # noqa: FBT001
    found = FeedItem(title=title, **{"summary" if is_summary else "content": content})
    try:
        article = article_of(found)
    except Exception as error:  # noqa: BLE001
        assert str(error) in {"is a headline without text", "holds no text"}  # noqa: PT017
        return
    assert article.parts
    assert article.is_teaser or not is_summary


@settings(deadline=None)
@given(st.text("<>&;/item title![]CDATA-\"'x#0", max_size=80))
def test_any_xml_is_read_or_refused(tmp_path_factory: pytest.TempPathFactory, inside: str) -> None:
    for one in items(tmp_path_factory.mktemp("feed"), rss(f"<item>{inside}</item>")):
        assert isinstance(one, Read) or one.reason


@pytest.mark.parametrize(
    ("channel", "author"),
    [("", ""), ("<x/>" * 20_000, ""), ("", "@" * 60_000), ("", "a@" * 30_000), ("", "a@b (" * 12_000)],
    ids=["many items", "a feed of many words", "at", "addresses", "brackets"],
)
def test_no_feed_takes_long_to_read(tmp_path: Path, channel: str, author: str) -> None:
    story = f"<item><title>Ferry</title><description>{SUMMARY}</description></item>"
    hostile = story.replace("<desc", f"<author>{author}</author><desc")
    started = process_time()
    found = items(tmp_path, rss(channel + hostile + story * 5_000, channel=""))
    assert process_time() - started < 10
    assert len(found) == 5_001
