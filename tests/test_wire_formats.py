"""What agencies send, NITF and NewsML: believed where it states something, refused where it was withdrawn."""

from __future__ import annotations

from pathlib import Path

import pytest
from readings import only, why

from knowledge import Article, Citation, Document, Label
from knowledge.readers import Item, Refused
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
        ('name="The Gazette"', 'name=""', "source", None),
        ("<person>Ida Holm</person> and <person>Ole Brandt</person>", "ih/ob", "byline", None),
        ("<person>Ida Holm</person> and <person>Ole Brandt</person>", "IH", "byline", None),
        ("<person>Ida Holm</person> and <person>Ole Brandt</person>", "holm.ida", "byline", None),
        ("<person>Ida Holm</person> and <person>Ole Brandt</person>", "Staff Reporter", "byline", None),
        ("By <person>Ida Holm</person> and <person>Ole Brandt</person>", "Ida Holm / NTB", "byline", "Ida Holm"),
        ("<pubdata", '<doc.copyright holder="The Herald"/><pubdata', "source", "The Gazette"),
        ("<pubdata", '<pubdata position.section="Sport"', "section", "Sport"),
        ('<pubdata name="The Gazette"', '<doc.copyright holder="The Herald"/><pubdata', "source", "The Herald"),
        ("<pubdata", '<revision-history norm="20190305T113000+0100"/><pubdata', "updated", "2019-03-05T11:30:00+01:00"),
        ("<pubdata", '<revision-history norm="20190305T093000+0100"/><pubdata', "updated", None),
        ("<nitf ", '<nitf change.date="October 10, 2023" change.time="19:30" ', "updated", None),
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


def test_a_byline_that_is_printed_above_the_story_and_how_it_is_closed_are_not_its_words(tmp_path: Path) -> None:
    unsigned = NITF.replace("<person>Ida Holm</person> and <person>Ole Brandt</person>", "Staff Reporter")
    for first, end in [("", "ends"), ("<p>(Adds what was said)</p>", "ih/ob"), ("", "-30-"), ("", "(more)")]:
        signed = unsigned.replace(PARAGRAPHS, f"{first}<p>By Ida Holm</p>{PARAGRAPHS}<p>{end}</p>")
        article = only(items(tmp_path, signed))
        assert article.citation.byline == "Ida Holm"
        assert [part for part in labelled(article) if part[0] is Label.BODY][-2:] == BODY
        assert "By Ida Holm" in article.text
        assert (Label.BODY, "By Ida Holm") not in labelled(article)


def test_lines_that_were_broken_for_their_width_are_one_paragraph(tmp_path: Path) -> None:
    broken = STORY[0].replace("Tuesday ", "Tuesday <br/>")
    article = only(items(tmp_path, NITF.replace(STORY[0], f"   {broken}")))
    assert [part for part in labelled(article) if part[0] is Label.BODY] == BODY
    assert only(items(tmp_path, NITF.replace("The <em>", "The<br/><em>"))).citation == CITATION


def test_a_note_to_editors_is_not_the_story(tmp_path: Path) -> None:
    note = "<note><body.content><p>Not for release in print.</p></body.content></note>"
    noted = NITF.replace("<byline>", f"{note}<byline>").replace(PARAGRAPHS, f"{note}{PARAGRAPHS}")
    assert only(items(tmp_path, noted)) == only(items(tmp_path, NITF))


def test_mark_up_that_was_put_in_as_text_is_none(tmp_path: Path) -> None:
    frame = "<p>&lt;div class=&quot;video&quot;&gt;&lt;/div&gt;&lt;script src=&quot;x&quot;&gt;&lt;/script&gt;</p>"
    assert only(items(tmp_path, NITF.replace(PARAGRAPHS, PARAGRAPHS + frame))) == only(items(tmp_path, NITF))


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
<head><title>Slug</title></head><body><header><ul><li>Kettlesund</li></ul><p>Extra</p></header>
<h1>The lighthouse</h1>{PARAGRAPHS}
<figure><figcaption>A lamp</figcaption></figure>
</body></html></inlineXML>"""
NAMESPACED = NITF.replace("<nitf ", '<nitf xmlns="http://iptc.org/std/NITF/2006-10-18/" ')
IN_NITF = f"<inlineXML>{NAMESPACED}</inlineXML>"
PLAIN = f'<inlineData contenttype="text/plain">{STORY[0]}\n\n{STORY[1]}</inlineData>'


@pytest.mark.parametrize("content", [XHTML, IN_NITF, PLAIN], ids=["XHTML", "NITF", "plain"])
def test_an_item_of_newsml_is_read_whatever_its_text_is_in(tmp_path: Path, content: str) -> None:
    article = only(items(tmp_path, message(newsml(content))))
    assert article.citation == CITATION.model_copy(update={"updated": "2019-03-06T08:00:00+01:00"})
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
        ("<by>By Ida Holm and Ole Brandt</by>", "<by>The Gazette, MAR 05</by>", "byline", None),
        ("<by>By Ida Holm and Ole Brandt</by>", "<creator><name>holm.ida</name></creator>", "byline", None),
        ('<provider literal="The Gazette"/>', "", "source", None),
        ('version="2"', 'version="1"', "updated", None),
        ('version="2"', "", "updated", None),
        ('version="2"', 'version="263518268"', "updated", None),
        ("<by>", "<contentModified>2019-03-05T12:00:00+01:00</contentModified><by>", "updated",
         "2019-03-05T12:00:00+01:00"),
        ("<by>", "<contentModified>2019-03-05T10:30:00+01:00</contentModified><by>", "updated", None),
        ("<contentCreated>2019-03-05T10:30:00+01:00</contentCreated>", "", "updated", None),
    ],
)  # fmt: skip
def test_what_an_item_does_not_state_is_unknown(
    tmp_path: Path, old: str, new: str, attribute: str, expected: str | None
) -> None:
    stated = newsml(PLAIN)
    assert old in stated
    assert getattr(only(items(tmp_path, stated.replace(old, new))).citation, attribute) == expected


def test_a_message_without_news_is_refused(tmp_path: Path) -> None:
    nothing = "is NewsML-G2 without a news item, such as a package or a list of terms; it holds no text"
    assert why(items(tmp_path, message())) == nothing
    assert why(items(tmp_path, '<packageItem xmlns="http://iptc.org/std/nar/2006-10-01/"/>')) == nothing
    scores = "<inlineXML><sports-content>3 0</sports-content></inlineXML>"
    assert why(items(tmp_path, message(newsml(scores)))) == "holds no text itself; its kind is “text”"


def newsml_1(*contents: str, status: str = "Usable", revised: str = "20190305T103000+0100") -> str:
    components = "".join(f"<NewsComponent><ContentItem>{content}</ContentItem></NewsComponent>" for content in contents)
    return f"""<?xml version="1.0"?><!DOCTYPE NewsML PUBLIC "urn:newsml:iptc.org:20031010:NewsMLv1.2.dtd:1" "x.dtd"
    [<!ENTITY % nitf SYSTEM "nitf-3-0.dtd"> %nitf; ]><NewsML><NewsEnvelope/><NewsItem><Identification><NewsIdentifier>
    <PublicIdentifier>k-17</PublicIdentifier></NewsIdentifier></Identification><NewsManagement>
    <FirstCreated>20190305T103000+0100</FirstCreated><ThisRevisionCreated>{revised}</ThisRevisionCreated>
    <Status FormalName="{status}"/></NewsManagement><NewsComponent xml:lang="en"><NewsLines>
    <HeadLine>The lighthouse</HeadLine><ByLine>By Ida Holm and Ole Brandt</ByLine></NewsLines><AdministrativeMetadata>
    <Provider><Party FormalName="The Gazette"/></Provider></AdministrativeMetadata>{components}
    </NewsComponent></NewsItem></NewsML>"""


def data(content: str, kind: str = "Text") -> str:
    return f'<MediaType FormalName="{kind}"/><DataContent>{content}</DataContent>'


@pytest.mark.parametrize(
    "content",
    [f"<nitf><body><body.content>{PARAGRAPHS}</body.content></body></nitf>", PARAGRAPHS,
     f"<html><head><title>Slug</title></head><body>{PARAGRAPHS}</body></html>",
     PARAGRAPHS.replace("<", "&lt;").replace(">", "&gt;"), "\n\n".join(STORY)],
    ids=["NITF", "paragraphs", "HTML", "escaped HTML", "plain"],
)  # fmt: skip
def test_an_item_of_newsml_1_is_the_longest_of_its_texts(tmp_path: Path, content: str) -> None:
    others = data("A short one"), data("A caption of a picture, longer than anything else. " * 9, "Photo"), ""
    article = only(items(tmp_path, newsml_1(others[0], data(content), *others[1:])))
    assert article.citation == CITATION
    assert [part for part in labelled(article) if part[0] is Label.BODY] == BODY


def test_an_item_of_newsml_1_tells_when_it_was_revised_and_may_be_withdrawn(tmp_path: Path) -> None:
    revised = newsml_1(data(PARAGRAPHS), revised="20190305T113000+0100")
    assert only(items(tmp_path, revised)).citation.updated == "2019-03-05T11:30:00+01:00"
    assert "“Canceled”" in why(items(tmp_path, newsml_1(data(PARAGRAPHS), status="Canceled")))
    assert why(items(tmp_path, newsml_1(data("x", "Photo")))) == "holds no text itself"
    assert why(items(tmp_path, "<NewsML><TopicSet/></NewsML>")) == "is NewsML without a news item; it holds no text"


def test_a_file_that_only_calls_itself_nitf_is_refused(tmp_path: Path) -> None:
    assert why(items(tmp_path, "<!DOCTYPE nitf><story><p>The ferry.</p></story>")) == "is NITF without a story"
