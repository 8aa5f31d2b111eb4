"""What agencies send, NITF and NewsML-G2: believed where it states something, refused where it was withdrawn."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge import Article, Citation, Document, Label
from knowledge.readers import Item, Read, Refused
from knowledge.readers.documents import read

STORY = (
    "The council of Kettlesund voted on Tuesday to rebuild the lighthouse.",
    "Work begins in spring, said Ada Lind.",
)
CITATION = Citation(
    external_id="k-17",
    title="The lighthouse",
    byline="Ida Holm, Ole Brandt",
    source="The Gazette",
    published="2019-03-05T10:30:00+01:00",
    language="en",
)


def items(folder: Path, content: str, name: str = "story.xml") -> list[Item]:
    (folder / "file").write_text(content)
    return list(read(Document(name, folder / "file")))


def only(found: list[Item]) -> Article:
    (one,) = found
    assert isinstance(one, Read), one
    return one.article


def why(found: list[Item]) -> str:
    (one,) = found
    assert isinstance(one, Refused), one
    return one.reason


def labelled(article: Article) -> list[tuple[Label, str]]:
    return [(part.label, part.of(article.text)) for part in article.parts]


BODY = [(Label.BODY, paragraph) for paragraph in STORY]
PARAGRAPHS = "".join(f"<p>{paragraph}</p>" for paragraph in STORY)
MEDIA = """<media media-type="image"><media-reference source="x.jpg"/><media-caption>The lamp in 1902.</media-caption>
<media-producer>Ada Lind</media-producer></media>"""
NITF = f"""<nitf xml:lang="en"><head><title>Slug</title><docdata management-status="usable"><doc-id id-string="k-17"/>
<date.issue norm="20190305T103000+0100"/></docdata><pubdata name="The Gazette" type="print"/></head>
<body><body.head><hedline><hl1>The <em>lighthouse</em></hl1><hl2>Council votes</hl2></hedline>
<byline>By <person>Ida Holm</person> and <person>Ole Brandt</person><byttl>Staff Writers</byttl></byline>
<abstract>It will be rebuilt.</abstract></body.head>
<body.content><block>{PARAGRAPHS}{MEDIA}<table><tr><td>1902</td></tr></table></block></body.content>
<body.end><tagline>Copyright</tagline></body.end></body></nitf>"""


def test_a_story_in_nitf_is_read_as_it_states_itself(tmp_path: Path) -> None:
    article = only(items(tmp_path, NITF))
    assert article.citation == CITATION
    assert labelled(article) == [
        (Label.HEADLINE, "The lighthouse"),
        (Label.CAPTION, "The lamp in 1902."),
        (Label.CREDIT, "Ada Lind"),
        *BODY,
    ]
    assert "Council votes" in article.text
    assert "It will be rebuilt." in article.text
    assert "Copyright" not in article.text


@pytest.mark.parametrize(
    ("old", "new", "attribute", "expected"),
    [
        ("<person>Ida Holm</person> and <person>Ole Brandt</person>", "Ida Holm", "byline", "Ida Holm"),
        ("By <person>Ida Holm</person> and <person>Ole Brandt</person>", "Ida Holm", "byline", "Ida Holm"),
        ("By <person>Ida Holm</person> and <person>Ole Brandt</person>", "", "byline", None),
        ('norm="20190305T103000+0100"', 'norm="20190305"', "published", "2019-03-05"),
        ('norm="20190305T103000+0100"', 'norm="20190305T1030Z"', "published", "2019-03-05T10:30Z"),
        ('norm="20190305T103000+0100"', 'norm="2019-03-05T10:30:00Z"', "published", "2019-03-05T10:30:00Z"),
        ('norm="20190305T103000+0100"', 'norm="20191305T103000+0100"', "published", None),
        ('norm="20190305T103000+0100"', "", "published", None),
        ('type="print"', 'date.publication="20190306T000000Z"', "published", "2019-03-06T00:00:00Z"),
        ('type="print"', 'ex-ref="https://gazette.example/17"', "url", "https://gazette.example/17"),
        ('name="The Gazette"', "", "source", None),
        ("<hl1>The <em>lighthouse</em></hl1>", "", "title", "Slug"),
        (' xml:lang="en"', "", "language", None),
    ],
)
def test_what_a_story_does_not_state_is_unknown(
    tmp_path: Path, old: str, new: str, attribute: str, expected: str | None
) -> None:
    assert old in NITF
    assert getattr(only(items(tmp_path, NITF.replace(old, new))).citation, attribute) == expected


@pytest.mark.parametrize("status", ["canceled", "withheld", "killed", "embargoed"])
def test_a_withdrawn_story_is_refused_with_the_providers_word(tmp_path: Path, status: str) -> None:
    assert why(items(tmp_path, NITF.replace('"usable"', f'"{status}"'))) == (
        f"is not to be used: its provider calls it “{status}”"
    )


def test_a_declared_type_and_several_stories_in_a_file(tmp_path: Path) -> None:
    declared = f'<?xml version="1.0"?>\n<!DOCTYPE nitf SYSTEM "nitf-3-5.dtd">\n{NITF}'
    assert only(items(tmp_path, declared)).citation == CITATION


def test_a_story_without_words_is_refused(tmp_path: Path) -> None:
    assert why(items(tmp_path, NITF.replace(PARAGRAPHS, "").replace(MEDIA, ""))) == "holds no text of an article"
    assert why(items(tmp_path, "<nitf><body/></nitf>")) == "holds no text of an article"


def newsml(content: str, status: str = "stat:usable", kind: str = "ninat:text") -> str:
    return f"""<newsItem guid="k-17" version="2" xml:lang="en-GB"><catalogRef href="http://x.example/catalog"/>
    <itemMeta><itemClass qcode="{kind}"/><provider literal="The Gazette"/>
    <versionCreated>2019-03-06T08:00:00+01:00</versionCreated><pubStatus qcode="{status}"/></itemMeta>
    <contentMeta><contentCreated>2019-03-05T10:30:00+01:00</contentCreated><creator><name>The Gazette</name></creator>
    <by>By Ida Holm and Ole Brandt</by><headline>The lighthouse</headline><language tag="en"/></contentMeta>
    <contentSet>{content}</contentSet></newsItem>"""


def message(*news: str) -> str:
    return f"""<?xml version="1.0" encoding="UTF-8"?><newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/">
    <header><sent>2019-03-06T08:00:00Z</sent></header><itemSet>{"".join(news)}</itemSet></newsMessage>"""


XHTML = f"""<inlineXML contenttype="application/xhtml+xml">
<html xmlns="http://www.w3.org/1999/xhtml">
<head><title>Slug</title></head><body><h1>The lighthouse</h1>{PARAGRAPHS}
<figure><figcaption>A lamp</figcaption></figure>
</body></html></inlineXML>"""
NAMESPACED = NITF.replace("<nitf ", '<nitf xmlns="http://iptc.org/std/NITF/2006-10-18/" ')
IN_NITF = f"<inlineXML>{NAMESPACED}</inlineXML>"
PLAIN = f'<inlineData contenttype="text/plain">{STORY[0]}\n\n{STORY[1]}</inlineData>'


@pytest.mark.parametrize("content", [XHTML, IN_NITF, PLAIN], ids=["XHTML", "NITF", "plain"])
def test_an_item_of_newsml_is_read_whatever_its_text_is_in(tmp_path: Path, content: str) -> None:
    article = only(items(tmp_path, message(newsml(content))))
    assert article.citation == CITATION
    assert [part for part in labelled(article) if part[0] is Label.BODY] == BODY
    assert only(items(tmp_path, newsml(content))) == article


def test_the_items_of_a_message_are_read_one_by_one(tmp_path: Path) -> None:
    picture = '<remoteContent href="x.jpg"/>'
    found = items(
        tmp_path,
        message(
            newsml(PLAIN),
            newsml(PLAIN, status="stat:canceled"),
            newsml(PLAIN, status="stat:withheld"),
            newsml(picture, kind="ninat:picture"),
            newsml(XHTML),
        ),
    )
    assert [one.name for one in found] == [f"story.xml, item {number}" for number in range(1, 6)]
    assert [one.reason if isinstance(one, Refused) else None for one in found] == [
        None,
        "is not to be used: its provider calls it “canceled”",
        "is not to be used: its provider calls it “withheld”",
        "holds no text itself; its kind is “picture”",
        None,
    ]


def test_the_status_may_be_an_address(tmp_path: Path) -> None:
    stated = newsml(PLAIN).replace('qcode="stat:usable"', 'uri="http://cv.iptc.org/newscodes/pubstatusg2/canceled"')
    assert "canceled" in why(items(tmp_path, stated))


@pytest.mark.parametrize(
    ("old", "new", "attribute", "expected"),
    [
        ("<by>By Ida Holm and Ole Brandt</by>", "", "byline", None),
        ("<by>By Ida Holm and Ole Brandt</by>", "<creator><name>Ida Holm</name></creator>", "byline", "Ida Holm"),
        ("By Ida Holm and Ole Brandt", "Ida Holm", "byline", "Ida Holm"),
        ("<contentCreated>2019-03-05T10:30:00+01:00</contentCreated>", "", "published", "2019-03-06T08:00:00+01:00"),
        ("2019-03-05T10:30:00+01:00", "2999-03-05T10:30:00+01:00", "published", None),
        ('literal="The Gazette"', 'qcode="nprov:KET"', "source", "KET"),
        ("<headline>The lighthouse</headline>", "", "title", None),
        ('<language tag="en"/>', "", "language", "en"),
    ],
)
def test_what_an_item_does_not_state_is_unknown(
    tmp_path: Path, old: str, new: str, attribute: str, expected: str | None
) -> None:
    stated = newsml(PLAIN)
    assert old in stated
    assert getattr(only(items(tmp_path, stated.replace(old, new))).citation, attribute) == expected


def test_a_message_without_news_is_refused(tmp_path: Path) -> None:
    assert why(items(tmp_path, message())) == "is NewsML without a news item"
    scores = "<inlineXML><sports-content>3 0</sports-content></inlineXML>"
    assert why(items(tmp_path, message(newsml(scores)))) == "holds no text itself; its kind is “text”"
