"""Books: every chapter an article under the book's name; what is about the book is left out."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from readings import articles, reasons

from knowledge.model import Citation, Document
from knowledge.readers.documents import read
from knowledge.readers.items import Read

if TYPE_CHECKING:
    from knowledge.readers.items import Item

WORDS = "The ferry from Kettlesund sails at noon, and in summer it sails again at four, said the harbour master."
MORE = "It has sailed at noon for a hundred years, she said, and it will go on sailing at noon in the next hundred."
CONTAINER = '<container><rootfiles><rootfile full-path="OEBPS/book.opf"/></rootfiles></container>'
STATED = """<dc:title>The Kettlesund Quarterly, Spring 2016</dc:title><dc:creator opf:role="aut">Ines Falk</dc:creator>
<dc:creator opf:role="ill">Nils Orrin</dc:creator><dc:publisher>Harbour Press</dc:publisher>
<dc:date opf:event="modification">2020-01-02</dc:date><dc:date>2016-03-01</dc:date><dc:language>en-GB</dc:language>"""


def chapter(heading: str, kind: str = "", title: str = "<title/>") -> str:
    body = f"{heading}<p>{WORDS}</p><p>{MORE}</p>"
    return (
        '<?xml version="1.0" encoding="utf-8"?><!DOCTYPE html><html xmlns="http://www.w3.org/1999/xhtml" '
        f'xmlns:epub="http://www.idpf.org/2007/ops"><head>{title}</head><body {kind}>{body}</body></html>'
    )


def book(
    chapters: dict[str, str],
    stated: str = STATED,
    manifest: str = "",
    guide: str = "",
    files: dict[str, str] | None = None,
) -> bytes:
    listed = "".join(
        f'<item id="{n}" href="{name}" media-type="application/xhtml+xml"/>' for n, name in enumerate(chapters)
    )
    order = "".join(f'<itemref idref="{n}"/>' for n in range(len(chapters)))
    package = f"""<?xml version="1.0"?><package xmlns="http://www.idpf.org/2007/opf"><metadata
    xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:opf="http://www.idpf.org/2007/opf">{stated}</metadata>
    <manifest>{listed}{manifest}</manifest><spine>{order}</spine><guide>{guide}</guide></package>"""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("mimetype", "application/epub+zip")
        archive.writestr("META-INF/container.xml", CONTAINER)
        archive.writestr("OEBPS/book.opf", package)
        for name, content in {**chapters, **(files or {})}.items():
            archive.writestr(name if name.startswith("META-INF") else f"OEBPS/{name}", content)
    return file.getvalue()


def items(folder: Path, content: bytes) -> list[Item]:
    path = folder / "file"
    path.write_bytes(content)
    return list(read(Document("q.epub", path)))


def titles(found: list[Item]) -> list[str | None]:
    return [article.citation.title for article in articles(found)]


def test_a_chapter_is_an_article_of_the_book(tmp_path: Path) -> None:
    (item,) = items(tmp_path, book({"one.xhtml": chapter("<h2>The ferry</h2>")}))
    assert isinstance(item, Read)
    assert item.name == "q.epub: OEBPS/one.xhtml"
    assert item.article.citation == Citation(
        title="The ferry",
        byline="Ines Falk",
        source="The Kettlesund Quarterly, Spring 2016",
        published="2016-03-01",
        language="en",
    )
    assert item.article.text == f"The ferry\n\n{WORDS}\n\n{MORE}"


def test_chapters_come_in_the_order_of_reading(tmp_path: Path) -> None:
    names = ("z.xhtml", "a b.xhtml", "m.xhtml")
    chapters = {name: chapter(f"<h1>About {name[0]}</h1>") for name in names}
    assert titles(items(tmp_path, book(chapters))) == ["About z", "About a", "About m"]


@pytest.mark.parametrize(
    ("manifest", "files"),
    [
        (
            '<item id="toc" href="toc.ncx" media-type="application/x-dtbncx+xml"/>',
            {
                "toc.ncx": "<ncx><navMap><navPoint><navLabel><text>The ferry</text></navLabel>"
                '<content src="one.xhtml#top"/></navPoint></navMap></ncx>'
            },
        ),
        (
            '<item id="toc" href="in/nav.xhtml" properties="nav" media-type="application/xhtml+xml"/>',
            {"in/nav.xhtml": '<html><body><nav><a href="../one.xhtml">The ferry</a></nav></body></html>'},
        ),
    ],
    ids=["EPUB 2", "EPUB 3"],
)
def test_a_chapter_without_a_heading_is_called_what_the_contents_call_it(
    tmp_path: Path, manifest: str, files: dict[str, str]
) -> None:
    content = book({"one.xhtml": chapter("")}, manifest=manifest, files=files)
    assert titles(items(tmp_path, content)) == ["The ferry"]


@pytest.mark.parametrize(
    "page",
    [
        chapter("<h1>Table of Contents</h1>"),
        chapter("<h1>COPYRIGHT</h1>"),
        chapter("<h1>Kettlesund</h1>", 'epub:type="titlepage"'),
        chapter("<h1>Kettlesund</h1>", 'epub:type="frontmatter copyright-page"'),
    ],
)
def test_pages_about_the_book_are_left_out(tmp_path: Path, page: str) -> None:
    found = items(tmp_path, book({"about.xhtml": page, "one.xhtml": chapter("<h1>The ferry</h1>")}))
    assert [item.name for item in found] == ["q.epub: OEBPS/one.xhtml"]


def test_pages_that_the_book_calls_so_are_left_out(tmp_path: Path) -> None:
    chapters = {"cover.xhtml": chapter("<h1>Kettlesund</h1>"), "one.xhtml": chapter("<h1>The ferry</h1>")}
    content = book(chapters, guide='<reference type="cover" href="cover.xhtml#top"/>')
    assert titles(items(tmp_path, content)) == ["The ferry"]


def test_roles_are_read_as_epub_3_states_them(tmp_path: Path) -> None:
    stated = """<dc:title>Harbours</dc:title><dc:creator id="a">Ines Falk</dc:creator><dc:creator id="b">Nils Orrin
    </dc:creator><meta refines="#a" property="role">trl</meta><meta refines="#b" property="role">aut</meta>"""
    (article,) = articles(items(tmp_path, book({"one.xhtml": chapter("<h1>The ferry</h1>")}, stated)))
    assert article.citation.byline == "Nils Orrin"


def test_what_a_book_does_not_state_is_unknown(tmp_path: Path) -> None:
    stated = "<dc:creator>Unknown</dc:creator><dc:date>0101-01-01T00:00:00+00:00</dc:date>"
    (article,) = articles(items(tmp_path, book({"one.xhtml": chapter("<h1>The ferry</h1>")}, stated)))
    assert article.citation == Citation(title="The ferry")


def test_a_byline_within_a_chapter_comes_before_the_books(tmp_path: Path) -> None:
    (article,) = articles(items(tmp_path, book({"one.xhtml": chapter("<h1>The ferry</h1><p>By Ada Pell</p>")})))
    assert article.citation.byline == "Ada Pell"


def test_encrypted_and_missing_chapters_are_refused_by_name(tmp_path: Path) -> None:
    locked = '<encryption><CipherReference URI="OEBPS/one.xhtml"/></encryption>'
    gone = '<item id="gone" href="gone.xhtml" media-type="application/xhtml+xml"/>'
    manifest = f'{gone}</manifest><spine><itemref idref="gone"/></spine><manifest>'
    chapters = {"one.xhtml": chapter("<h1>One</h1>"), "two.xhtml": chapter("<h1>Two</h1>")}
    found = items(tmp_path, book(chapters, manifest=manifest, files={"META-INF/encryption.xml": locked}))
    assert titles(found) == ["Two"]
    assert sorted(reasons(found)) == [
        ("q.epub: OEBPS/gone.xhtml", "cannot be unpacked here; pack it anew as an ordinary zip"),
        ("q.epub: OEBPS/one.xhtml", "is encrypted; only the program that it was bought for can read it"),
    ]


def test_a_book_that_does_not_say_where_its_chapters_are_is_refused(tmp_path: Path) -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("META-INF/container.xml", "<container/>")
    assert reasons(items(tmp_path, file.getvalue())) == [
        ("q.epub", "is a book that does not say where its chapters are")
    ]


def test_an_entity_bomb_in_a_book_is_refused(tmp_path: Path) -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><container>&b;</container>'
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("META-INF/container.xml", bomb)
    ((name, reason),) = reasons(items(tmp_path, file.getvalue()))
    assert (name, "entities" in reason) == ("q.epub", True)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(st.tuples(st.integers(0, 4_000), st.integers(0, 255)), max_size=8))
def test_whatever_is_wrong_with_a_book_nothing_is_raised(tmp_path: Path, changes: list[tuple[int, int]]) -> None:
    content = bytearray(book({"one.xhtml": chapter("<h1>One</h1>"), "two.xhtml": chapter("<h1>Two</h1>")}))
    for at, value in changes:
        content[at % len(content)] = value
    for item in items(tmp_path, bytes(content)):
        assert isinstance(item, Read) or item.reason


def test_landmarks_and_lists_of_pages_name_no_chapter(tmp_path: Path) -> None:
    contents = """<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"><body>
    <nav epub:type="landmarks"><ol><li><a href="one.xhtml">Begin reading</a></li></ol></nav>
    <nav epub:type="toc"><ol><li><a href="one.xhtml">The ferry</a></li></ol></nav>
    <nav epub:type="page-list"><ol><li><a href="one.xhtml">7</a></li></ol></nav></body></html>"""
    manifest = '<item id="n" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>'
    made = book({"one.xhtml": chapter("")}, manifest=manifest, files={"nav.xhtml": contents})
    assert titles(items(tmp_path, made)) == ["The ferry"]


def test_a_book_of_pictures_is_refused(tmp_path: Path) -> None:
    assert reasons(items(tmp_path, book({}))) == [("q.epub", "is a book without chapters of text, of pictures for one")]
