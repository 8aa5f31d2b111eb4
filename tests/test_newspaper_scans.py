"""Scans of old newspapers, ALTO and METS: the recognised words in order, and of the page only what is stated."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from readings import only

from knowledge import Citation, Document, Label
from knowledge.readers import Item, Refused
from knowledge.readers.documents import read

VERSIONS = ["http://www.loc.gov/standards/alto/ns-v2#", "http://www.loc.gov/standards/alto/ns-v3#",
            "http://www.loc.gov/standards/alto/ns-v4#", "http://bibnum.bnf.fr/ns/alto_prod", ""]  # fmt: skip


def items(path: Path, content: str, name: str | None = None) -> list[Item]:
    path.write_text(content)
    return list(read(Document(name or str(path), path)))


def line(*words: str) -> str:
    strings = "<SP/>".join(word if word.startswith("<") else f'<String CONTENT="{word}" WC="0.9"/>' for word in words)
    return f"<TextLine>{strings}</TextLine>"


def block(*lines: str, name: str = "B1") -> str:
    return f'<TextBlock ID="{name}">{"".join(lines)}</TextBlock>'


def alto(inside: str, namespace: str = VERSIONS[1], page: str = "", before: str = "") -> str:
    return f"""<?xml version="1.0" encoding="UTF-8"?>
    <alto xmlns="{namespace}"><Description><MeasurementUnit>pixel</MeasurementUnit></Description>
    <Layout>{before}<Page ID="P1" PHYSICAL_IMG_NR="7" {page}>
    <TopMargin><TextBlock ID="H">{line("KETTLESUND", "GAZETTE")}</TextBlock></TopMargin>
    <PrintSpace>{inside}</PrintSpace></Page></Layout></alto>"""


FIRST = block(line("The", "council"), line("voted", "on", "Tuesday."))
SECOND = block(line("Work", "begins", "in", "spring."), name="B2")


@pytest.mark.parametrize("namespace", VERSIONS)
def test_a_page_is_an_article_of_paragraphs_without_its_margins(tmp_path: Path, namespace: str) -> None:
    composed = f'<ComposedBlock ID="C">{FIRST}</ComposedBlock><Illustration ID="I"/>{SECOND}'
    article = only(items(tmp_path / "page.xml", alto(composed, namespace)))
    assert article.text == "The council voted on Tuesday.\n\nWork begins in spring."
    assert [part.label for part in article.parts] == [Label.BODY, Label.BODY]
    assert article.citation == Citation()


PART1 = '<String CONTENT="light-" SUBS_TYPE="HypPart1" SUBS_CONTENT="lighthouse"/>'
PART2 = '<String CONTENT="house" SUBS_TYPE="HypPart2" SUBS_CONTENT="lighthouse"/>'
HYPHEN = '<HYP CONTENT="-"/>'


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        ((line("the", PART1), line(PART2, "stands")), "the lighthouse stands"),
        ((line("the", PART1, HYPHEN), line(PART2, "stands")), "the lighthouse stands"),
        ((line("the", "light", HYPHEN), line("house", "stands")), "the lighthouse stands"),
        ((line("the", "light\xad"), line("house", "stands")), "the lighthouse stands"),
        ((line("the", '<String CONTENT="light-" SUBS_TYPE="HypPart1"/>', HYPHEN), line("house")), "the lighthouse"),
        ((line("the", "light", HYPHEN),), "the light-"),
        ((line("the", "light-"), line("house")), "the light- house"),
        ((line("Tom", "&amp;", "Ida"), line("&quot;went&quot;")), 'Tom & Ida "went"'),
        ((line("the", "", "lamp"),), "the lamp"),
    ],
)
def test_words_divided_at_the_end_of_a_line_are_made_whole(tmp_path: Path, lines: tuple[str, ...], text: str) -> None:
    assert only(items(tmp_path / "page.xml", alto(block(*lines)))).text == text


def placed(content: str, left: int, width: int, height: int = 40) -> str:
    return f'<String CONTENT="{content}" HPOS="{left}" WIDTH="{width}" HEIGHT="{height}.0"/>'


@pytest.mark.parametrize(
    ("pieces", "text"),
    [
        # spaces are marked, so that pieces without one between them are one word
        (("<SP/>", placed("M", 0, 20), placed("r", 24, 8, 20), "<SP/>", placed("Holm", 50, 80)), "Mr Holm"),
        ((placed("quay", 0, 80), placed(",", 91, 6, 10), "<SP/>", placed("said", 120, 80)), "quay, said"),
        # unless they stand apart, or one before the other, as pieces of two lines do
        ((placed("even", 0, 80), placed("more", 140, 80), "<SP/>", placed("lamps", 240, 80)), "even more lamps"),
        ((placed("local", 400, 80), placed("quay", 0, 80), "<SP/>", placed("lamps", 240, 80)), "local quay lamps"),
        # no space is marked: only signs belong to the words that they touch
        ((placed("(", 0, 10), placed("NTB", 10, 60), placed(")", 70, 10), placed("Work", 120, 80)), "(NTB) Work"),
        ((placed("work", 0, 80), placed("begins", 80, 80), placed("—", 200, 40), placed("now", 300, 40)),
         "work begins — now"),
        (('<String CONTENT="no"/>', '<String CONTENT="place"/>', '<String CONTENT="." HPOS="x"/>'), "no place ."),
    ],
)  # fmt: skip
def test_pieces_of_a_word_are_told_from_words_by_where_they_stand(
    tmp_path: Path, pieces: tuple[str, ...], text: str
) -> None:
    content = alto(block(f"<TextLine>{''.join(pieces)}</TextLine>"))
    assert only(items(tmp_path / "page.xml", content)).text == text


def test_a_word_divided_between_columns_is_printed_once(tmp_path: Path) -> None:
    article = only(
        items(tmp_path / "page.xml", alto(block(line("the", PART1)) + block(line(PART2, "stands"), name="B2")))
    )
    assert article.text == "the lighthouse\n\nstands"


def test_the_order_of_reading_is_the_one_that_is_stated(tmp_path: Path) -> None:
    refs = '<ElementRef ID="1" REF="B2"/><ElementRef ID="2" REF="B1"/>'
    order = f'<ReadingOrder><OrderedGroup ID="G">{refs}</OrderedGroup></ReadingOrder>'
    article = only(items(tmp_path / "page.xml", alto(FIRST + SECOND, before=order)))
    assert article.text.startswith("Work begins")


def test_the_number_is_the_printed_one(tmp_path: Path) -> None:
    citation = only(items(tmp_path / "page.xml", alto(FIRST, page='PRINTED_IMG_NR="3"'))).citation
    assert citation == Citation(title="Page 3")


@pytest.mark.parametrize(
    ("content", "reason"), [(alto(""), "holds no words"), ("<alto><Layout/></alto>", "is ALTO without a page")]
)
def test_a_page_without_words_is_refused(tmp_path: Path, content: str, reason: str) -> None:
    (found,) = items(tmp_path / "page.xml", content)
    assert isinstance(found, Refused)
    assert found.reason == reason


METS = """<mets xmlns="http://www.loc.gov/METS/" xmlns:xlink="http://www.w3.org/1999/xlink"
LABEL="Kettlesund Gazette, no. 52">
<dmdSec ID="D"><mdWrap MDTYPE="MODS"><xmlData><mods xmlns="http://www.loc.gov/mods/v3">
<titleInfo><title>Kettlesund Gazette</title></titleInfo>
<originInfo><dateIssued encoding="w3cdtf">1902-03-05</dateIssued></originInfo>
<language><languageTerm>nb</languageTerm></language></mods></xmlData></mdWrap></dmdSec>
<fileSec><fileGrp ID="IMG" USE="Images"><file ID="I1"><FLocat xlink:href="file://img/0001.jpg"/></file></fileGrp>
<fileGrp ID="ALTOGRP" USE="Text"><file ID="A1"><FLocat xlink:href="file://./alto/0001.xml"/></file>
<file ID="A2"><FLocat xlink:href="file://./alto/0002.xml"/></file></fileGrp></fileSec>
<structMap TYPE="PHYSICAL"><div TYPE="Newspaper"><div TYPE="page" ORDER="1" ORDERLABEL="I"><fptr FILEID="A1"/></div>
<div TYPE="PAGE" ORDER="2"><fptr><par><area FILEID="A2"/></par></fptr></div></div></structMap></mets>"""


def test_mets_holds_no_text_and_says_what_does(tmp_path: Path) -> None:
    (found,) = items(tmp_path / "mets.xml", METS)
    assert found == Refused(
        str(tmp_path / "mets.xml"),
        "is METS, which holds no text; load its pages from the folder beside it, ALTO files, such as “0001.xml”",
    )


@pytest.mark.parametrize("folder", [".", "alto"])
def test_a_page_is_what_the_mets_file_beside_it_states(tmp_path: Path, folder: str) -> None:
    (tmp_path / folder).mkdir(exist_ok=True)
    (tmp_path / "issue_METS.xml").write_text(METS)
    citations = [only(items(tmp_path / folder / f"000{number}.xml", alto(FIRST))).citation for number in (1, 2, 3)]
    stated = Citation(source="Kettlesund Gazette", published="1902-03-05", language="nb")
    assert citations == [
        stated.model_copy(update={"title": "Kettlesund Gazette, no. 52, page I"}),
        stated.model_copy(update={"title": "Kettlesund Gazette, no. 52, page 2"}),
        Citation(),
    ]


@pytest.mark.parametrize("name", ["0001.xml", "alto/0001.xml"])
def test_an_attachment_has_nothing_beside_it(tmp_path: Path, name: str) -> None:
    """It lies in a temporary folder, where the files of others may lie too."""
    (tmp_path / "alto").mkdir()
    (tmp_path / "mets.xml").write_text(METS)
    assert only(items(tmp_path / "alto" / "0001.xml", alto(FIRST), name)).citation == Citation()


def test_a_mets_file_in_the_folder_above_names_the_pages_folder_too(tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    (tmp_path / "mets.xml").write_text(METS)
    assert only(items(tmp_path / "other" / "0001.xml", alto(FIRST))).citation == Citation()


def described(name: str, title: str, inside: str) -> str:
    return f"""<dmdSec ID="{name}"><mdWrap MDTYPE="MODS"><xmlData><mods xmlns="http://www.loc.gov/mods/v3"><titleInfo>
    {title}</titleInfo>{inside}</mods></xmlData></mdWrap></dmdSec>"""


def test_what_the_newspaper_and_the_issue_are_is_told_from_what_their_articles_are(tmp_path: Path) -> None:
    article = described("ART", "<title>The lighthouse</title>", "<dateIssued>1901</dateIssued>")
    paper = described("PRINT", "<nonSort>The</nonSort><title>Kettlesund Gazette.</title>", "")
    issue = described("ISSUE1", "<title>Kettlesund Gazette</title>", "<dateIssued>05.03.1902</dateIssued>")
    divisions = """<structMap TYPE="LOGICAL"><div TYPE="Newspaper" DMDID="ELEC PRINT"><div TYPE="ISSUE" DMDID="ISSUE1">
    <div TYPE="ARTICLE" DMDID="ART"/></div></div></structMap></mets>"""
    mets = METS.replace("<fileSec>", f"{article}{paper}{issue}<fileSec>").replace("</mets>", divisions)
    mets = mets.replace('"page"', '"TITLE_PAGE"').replace('"PAGE"', '"np:page"').replace('="D"', '="OTHER"')
    (tmp_path / "mets.xml").write_text(mets.replace("Kettlesund Gazette, no. 52", "DOCUMENT_TITLE_PLACEHOLDER"))
    citations = [only(items(tmp_path / f"000{number}.xml", alto(FIRST))).citation for number in (1, 2)]
    assert citations == [
        Citation(title=f"The Kettlesund Gazette, page {page}", source="The Kettlesund Gazette", published="1902-03-05")
        for page in ("I", "2")
    ]


@pytest.mark.parametrize("content", ["", "<mets", "<other/>", "\x00\x01", METS.replace("0001.xml", "../../0001.xml")])
def test_a_broken_mets_file_costs_the_page_nothing(tmp_path: Path, content: str) -> None:
    (tmp_path / "mets.xml").write_text(content)
    assert only(items(tmp_path / "0001.xml", alto(FIRST))).text == "The council voted on Tuesday."


def test_a_mets_file_that_changed_is_read_again(tmp_path: Path) -> None:
    mets = tmp_path / "mets.xml"
    for label in ("Number one", "Number two"):
        mets.unlink(missing_ok=True)
        mets.write_text(METS.replace("Kettlesund Gazette, no. 52", label))
        os.utime(tmp_path, (len(label), hash(label) % 10**6))
        assert (only(items(tmp_path / "0001.xml", alto(FIRST))).citation.title or "").startswith(label)
