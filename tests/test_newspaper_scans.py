"""Scans of old newspapers, ALTO and METS: the recognised words in order, and of the page only what is stated."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from knowledge import Article, Citation, Document, Label
from knowledge.readers import Item, Read, Refused
from knowledge.readers.documents import read

VERSIONS = ["http://www.loc.gov/standards/alto/ns-v2#", "http://www.loc.gov/standards/alto/ns-v3#",
            "http://www.loc.gov/standards/alto/ns-v4#", "http://bibnum.bnf.fr/ns/alto_prod", ""]  # fmt: skip


def items(path: Path, content: str) -> list[Item]:
    path.write_text(content)
    return list(read(Document(path.name, path)))


def only(found: list[Item]) -> Article:
    (one,) = found
    assert isinstance(one, Read), one
    return one.article


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
        "mets.xml",
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
