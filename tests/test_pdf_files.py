"""PDF: what is printed is read as one reads it, by column and paragraph, without what runs along on every page."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from readings import only

from knowledge.model import Document
from knowledge.readers.documents import read
from knowledge.readers.items import Read, Refused
from knowledge.readers.printed_lines import Line, columns, without_running
from knowledge.readers.printed_paragraphs import paragraphs

if TYPE_CHECKING:
    from collections.abc import Iterable

    from knowledge.readers.items import Item

Printed = tuple[float, float, float, str]
"""Left, baseline, size, text."""

FERRY = (
    "The ferry from Kettlesund sails at noon, and",
    "in summer it sails again at four, said the",
    "harbour master on Monday.",
)
LAMP = (
    "The lamp in the old lighthouse was lit again",
    "last night, for the first time since a storm",
    "broke it in winter.",
)
TOWN = (
    "The town council will vote on the budget of",
    "the harbour in spring, and the ferry is in it",
    "for two million crowns.",
)


def pdf(pages: Iterable[Iterable[Printed]], title: str = "", author: str = "") -> bytes:
    """A PDF of Helvetica that prints these lines."""
    streams = [b"".join(_shown(line) for line in page) for page in pages]
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(len(streams)))
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Count {len(streams)}/Kids[{kids}]>>".encode(),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
    ]
    for number, stream in enumerate(streams):
        objects.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F 3 0 R>>>>/Contents %d 0 R>>"
            % (5 + 2 * number)
        )
        objects.append(b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream))
    objects.append(f"<</Title({title})/Author({author})>>".encode("latin-1"))
    return _file(objects)


def _shown(line: Printed) -> bytes:
    left, baseline, size, text = line
    escaped = text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)").encode("cp1252")
    return b"BT /F %f Tf %f %f Td (%s) Tj ET\n" % (size, left, baseline, escaped)


def _file(objects: list[bytes], trailer: bytes = b"") -> bytes:
    content, places = b"%PDF-1.4\n", []
    for number, value in enumerate(objects, 1):
        places.append(len(content))
        content += b"%d 0 obj\n%s\nendobj\n" % (number, value)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    count = len(objects) + 1
    end = b"trailer\n<</Size %d/Root 1 0 R/Info %d 0 R%s>>\nstartxref\n%d\n%%%%EOF"
    listed = b"xref\n0 %d\n0000000000 65535 f \n%s" % (count, table)
    return content + listed + end % (count, len(objects), trailer, len(content))


def set_at(left: float, top: float, *texts: str, size: float = 10, step: float = 12) -> list[Printed]:
    return [(left, top - number * step, size, text) for number, text in enumerate(texts)]


def items(folder: Path, content: bytes, name: str = "paper.pdf") -> list[Item]:
    path = folder / "file"
    path.write_bytes(content)
    return list(read(Document(name, path)))


def printed(folder: Path, *pages: Iterable[Printed]) -> list[str]:
    return only(items(folder, pdf(pages))).text.split("\n\n")


def story(lines: tuple[str, ...]) -> str:
    return " ".join(lines)


def test_lines_are_paragraphs_by_their_distance_and_a_headline_by_its_size(tmp_path: Path) -> None:
    page = [
        *set_at(60, 780, "The ferry sails again", size=20),
        *set_at(60, 750, "By Ines Falk"),
        *set_at(60, 725, *FERRY),
        *set_at(60, 680, *LAMP),
    ]
    article = only(items(tmp_path, pdf([page])))
    assert article.text.split("\n\n") == ["The ferry sails again", "By Ines Falk", story(FERRY), story(LAMP)]
    assert (article.citation.title, article.citation.byline) == ("The ferry sails again", "Ines Falk")


def test_a_headline_of_several_lines_is_one_however_they_are_set(tmp_path: Path) -> None:
    page = [
        *set_at(60, 790, "The ferry from Kettlesund sails", size=20),
        *set_at(140, 766, "again", size=20),
        *set_at(90, 742, "at noon", size=20),
        *set_at(60, 700, "By Ines Falk"),
        *set_at(60, 675, *FERRY),
        *set_at(60, 630, *LAMP),
    ]
    article = only(items(tmp_path, pdf([page])))
    assert article.citation.title == "The ferry from Kettlesund sails again at noon"
    assert article.citation.byline == "Ines Falk"


def test_a_stated_title_that_goes_on_where_the_printed_one_ends_is_the_whole_of_it(tmp_path: Path) -> None:
    page = [*set_at(60, 780, "The ferry sails", size=20), *set_at(60, 740, *FERRY), *set_at(60, 690, *LAMP)]
    for stated, title in [
        ("The Ferry Sails Again", "The Ferry Sails Again"),
        ("Another title", "The ferry sails"),
        ("The ferry sails.pdf", "The ferry sails"),
    ]:
        assert only(items(tmp_path, pdf([page], stated))).citation.title == title


def test_paragraphs_are_told_by_their_indent_too(tmp_path: Path) -> None:
    page = [
        *set_at(72, 700, FERRY[0]),
        *set_at(60, 688, *FERRY[1:]),
        *set_at(72, 664, LAMP[0]),
        *set_at(60, 652, *LAMP[1:]),
    ]
    assert printed(tmp_path, page) == [story(FERRY), story(LAMP)]


def test_short_paragraphs_are_told_apart_however_many_they_are(tmp_path: Path) -> None:
    page = [
        line
        for number in range(8)
        for line in (
            *set_at(60, 780 - number * 54, f"Part {number}"),
            *set_at(60, 762 - number * 54, *FERRY[:2]),
        )
    ]
    read_page = printed(tmp_path, page)
    assert read_page[:2] == ["Part 0", story(FERRY[:2])]
    assert len(read_page) == 16


def test_an_indented_line_after_a_short_indented_one_begins_a_paragraph(tmp_path: Path) -> None:
    page = [*set_at(60, 724, *TOWN), *set_at(72, 688, "ABOUT THE FERRY", FERRY[0]), *set_at(60, 664, *FERRY[1:])]
    assert printed(tmp_path, page) == [story(TOWN), "ABOUT THE FERRY", story(FERRY)]


@pytest.mark.parametrize("order", ["row by row", "the right one first"])
def test_columns_are_read_one_after_the_other(tmp_path: Path, order: str) -> None:
    left = [*set_at(50, 700, *FERRY), *set_at(50, 650, *LAMP)]
    right = [*set_at(310, 700, *TOWN), *set_at(310, 650, *FERRY)]
    rows = [line for row in zip(left, right, strict=True) for line in row]
    page = rows if order == "row by row" else [*right, *left]
    assert printed(tmp_path, page) == [story(FERRY), story(LAMP), story(TOWN), story(FERRY)]


def test_what_runs_across_columns_parts_them(tmp_path: Path) -> None:
    page = [
        *set_at(50, 780, "The ferry of Kettlesund and the lamp of the old lighthouse", size=18),
        *set_at(50, 750, *FERRY), *set_at(50, 710, *FERRY[:2]), *set_at(310, 750, *LAMP), *set_at(310, 710, *LAMP[:2]),
        *set_at(50, 660, "The budget of the harbour town of Kettlesund is to be voted on", size=18),
        *set_at(50, 630, *TOWN), *set_at(50, 590, *TOWN[:2]), *set_at(310, 630, *FERRY), *set_at(310, 590, *FERRY[:2]),
    ]  # fmt: skip
    text = only(items(tmp_path, pdf([page[::-1]]))).text
    starts = [text.index(words) for words in ("The ferry of", FERRY[0], LAMP[0], "The budget of", TOWN[0])]
    assert starts == sorted(starts)
    assert text.rindex(FERRY[0]) > starts[-1]


def test_heads_feet_and_page_numbers_are_left_out(tmp_path: Path) -> None:
    pages = [
        [
            *set_at(60, 810, f"The Kettlesund Courier, {number} May 2016", size=8),
            *set_at(60, 760, *lines),
            *set_at(290, 30, f"- {number} -", size=8),
        ]
        for number, lines in enumerate((FERRY, LAMP, TOWN), 1)
    ]
    assert printed(tmp_path, *pages) == [story(FERRY), story(LAMP), story(TOWN)]


@pytest.mark.parametrize("number", ["7", "- 7 -", "Page 7", "page 7 of 9", "Seite 7", "7 / 9"])
def test_a_page_number_is_left_out_of_a_single_page_too(tmp_path: Path, number: str) -> None:
    assert printed(tmp_path, [*set_at(60, 760, *FERRY), *set_at(290, 30, number)]) == [story(FERRY)]


def test_a_title_is_not_taken_for_the_head_that_repeats_it(tmp_path: Path) -> None:
    head = set_at(60, 815, "The ferry sails again", size=8)
    pages = [
        [*head, *set_at(60, 780, "The ferry sails again", size=20), *set_at(60, 740, *FERRY)],
        [*head, *set_at(60, 760, *LAMP)],
    ]
    assert printed(tmp_path, *pages) == ["The ferry sails again", story(FERRY), story(LAMP)]


def test_a_paragraph_goes_on_over_the_page(tmp_path: Path) -> None:
    assert printed(tmp_path, set_at(60, 80, *LAMP, *FERRY[:2]), set_at(60, 780, *FERRY[2:], *TOWN)) == [
        story(LAMP),
        story(FERRY),
        story(TOWN),
    ]


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (("The govern-", "ment sat. A government sits."), "The government sat. A government sits."),
        (("It is half-", "yearly."), "It is half-yearly."),
        (("The govern\u00ad", "ment sat."), "The government sat."),
        (("From Monday-", "Tuesday on."), "From Monday- Tuesday on."),
        (("In 2016-", "17 it sat."), "In 2016- 17 it sat."),
        (("A soft\u00adly set", "line."), "A softly set line."),
    ],
)
def test_broken_words_are_mended_where_that_is_certain(lines: tuple[str, ...], text: str) -> None:
    column = [Line(line, 0, 100, -12 * number, 10 - 12 * number) for number, line in enumerate(lines)]
    assert list(paragraphs([column])) == [text]


@pytest.mark.parametrize(
    ("title", "author", "stated"),
    [
        ("The ferry and the lamp", "Ines Falk", ("The ferry and the lamp", "Ines Falk")),
        ("", "Ines Falk; Ada Pell", (None, "Ines Falk, Ada Pell")),
        ("Microsoft Word - ferry.doc", "admin", (None, None)),
        ("untitled", "ifalk", (None, None)),
        ("page 7 final.indd", "HP LaserJet 4", (None, None)),
    ],
)
def test_what_a_file_states_is_believed_where_it_is_believable(
    tmp_path: Path, title: str, author: str, stated: tuple[str | None, str | None]
) -> None:
    citation = only(items(tmp_path, pdf([set_at(60, 700, *FERRY)], title, author))).citation
    assert (citation.title, citation.byline, citation.published) == (*stated, None)


def test_what_is_stored_is_nfc(tmp_path: Path) -> None:
    assert (
        "façade"
        in printed(
            tmp_path,
            set_at(60, 700, "The façade of the ferry’s “harbour” house was", "painted on Monday, said the master."),
        )[0]
    )


def test_pictures_of_pages_are_refused(tmp_path: Path) -> None:
    (item,) = items(tmp_path, pdf([[], set_at(60, 700, "Scan 1")]))
    assert item == Refused("paper.pdf", "holds pictures of pages instead of text; let a program for OCR read it first")


def test_what_stands_before_a_file_does_not_hide_it(tmp_path: Path) -> None:
    made = pdf([set_at(60, 700, *FERRY)])
    assert story(FERRY) in only(items(tmp_path, b"HTTP/1.0 200 OK\r\n\r\n" + made)).text


def test_an_encrypted_file_is_refused(tmp_path: Path) -> None:
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Count 1/Kids[3 0 R]>>", b"<</Type/Page/Parent 2 0 R>>"]
    key = b"<" + b"00" * 32 + b">"
    lock = b"/Encrypt<</Filter/Standard/V 1/R 2/P -4/O %s/U %s>>/ID[<00><00>]" % (key, key)
    (item,) = items(tmp_path, _file(objects, lock))
    assert item == Refused("paper.pdf", "is encrypted; save it without its password")


def test_too_many_pages_are_refused(tmp_path: Path) -> None:
    (item,) = items(tmp_path, pdf([set_at(60, 700, *FERRY)] * 501))
    assert item == Refused("paper.pdf", "has 501 pages, more than 500; split it")


@pytest.mark.parametrize("cut", [9, 100, 400])
def test_a_damaged_file_is_refused_or_mended(tmp_path: Path, cut: int) -> None:
    (item,) = items(tmp_path, pdf([set_at(60, 700, *FERRY)])[:cut])
    assert isinstance(item, Refused)


coordinates = st.floats(-1_000, 2_000, width=16)
boxes = st.builds(
    lambda text, left, bottom, width, height: Line(text, left, left + width, bottom, bottom + height),
    st.text(min_size=1, max_size=8), coordinates, coordinates, st.floats(0, 500, width=16), st.floats(0, 40, width=16),
)  # fmt: skip


@given(st.lists(st.lists(boxes, max_size=40), max_size=4))
def test_every_line_is_read_once_wherever_it_stands(pages: list[list[Line]]) -> None:
    for page in without_running(pages):
        read_lines = [line for column in columns(page) for line in column]
        assert sorted("".join(line.text for line in read_lines).replace(" ", "")) == sorted(
            "".join(line.text for line in page).replace(" ", "")
        )
        assert all(paragraphs([read_lines]))


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(st.tuples(st.integers(0, 2_000), st.integers(0, 255)), max_size=10))
def test_whatever_is_wrong_with_a_file_nothing_is_raised(tmp_path: Path, changes: list[tuple[int, int]]) -> None:
    content = bytearray(pdf([set_at(60, 700, *FERRY), set_at(60, 700, *LAMP)]))
    for at, value in changes:
        content[at % len(content)] = value
    for item in items(tmp_path, bytes(content)):
        assert isinstance(item, Read) or item.reason
