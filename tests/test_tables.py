"""Tables: an article a row, whatever stands between the cells and whatever the columns are called."""

from __future__ import annotations

import csv
import io
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge import Archive, Citation, Document, Status
from knowledge.errors import UnusableField
from knowledge.readers import Item, Read, Refused, Worker
from knowledge.readers.columns import FIELDS, read_columns
from knowledge.readers.documents import read
from knowledge.readers.formats import Format, format_of
from knowledge.readers.json_articles import NAMES
from knowledge.readers.tables import is_table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from knowledge.model import Columns

HEADER = ["title", "author", "date", "text"]
ROWS = [
    ["The lighthouse", "Ida Holm", "2019-03-05", "The council voted, on Tuesday; to rebuild it.\n\nWork begins soon."],
    ['The "Ferry"', "Ole Brandt", "2019-03-06", "The ferry | stays in port."],
]


def written(rows: Sequence[Sequence[str]], delimiter: str = ",") -> str:
    file = io.StringIO(newline="")
    csv.writer(file, delimiter=delimiter).writerows(rows)
    return file.getvalue()


def items(folder: Path, content: str | bytes, name: str = "dump.csv", columns: Columns = ()) -> list[Item]:
    path = folder / "file"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return list(read(Document(name, path, columns)))


def bodies(found: list[Item]) -> list[str]:
    return [one.article.parts[-1].of(one.article.text) for one in found if isinstance(one, Read)]


def refusals(found: list[Item]) -> list[tuple[str, str]]:
    return [(one.name, one.reason) for one in found if isinstance(one, Refused)]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("name", ["dump.csv", "dump.tsv", "dump.txt", "dump"])
def test_a_row_is_an_article_whatever_stands_between_cells(tmp_path: Path, delimiter: str, name: str) -> None:
    found = items(tmp_path, written([HEADER, *ROWS], delimiter), name)
    assert [one.name for one in found] == [f"{name}, row 2", f"{name}, row 3"]
    assert bodies(found) == [row[3] for row in ROWS]
    assert isinstance(found[0], Read)
    assert found[0].article.citation == Citation(
        title="The lighthouse", byline="Ida Holm", published="2019-03-05", language=None
    )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32"])
def test_what_spreadsheets_write_is_read(tmp_path: Path, encoding: str) -> None:
    content = written([HEADER, *ROWS]).encode(encoding)
    mark = b"\xff\xfe" if encoding == "utf-16-le" else b""
    assert len(bodies(items(tmp_path, mark + content))) == 2


@pytest.mark.parametrize(
    ("column", "attribute", "value", "expected"),
    [
        ("Headline", "title", "The Ferry", "The Ferry"),
        ("Pub Date", "published", "2019-03-05", "2019-03-05"),
        ("PUBLISHED_AT", "published", "2019-03", "2019-03"),
        ("Publication", "source", "The Gazette", "The Gazette"),
        ("Url", "url", "https://gazette.example/1", "https://gazette.example/1"),
        ("lang", "language", "nb-NO", "nb"),
        ("ID", "external_id", "17", "17"),
        ("notes", "title", "nothing of ours", None),
    ],
)
def test_the_names_of_columns_are_those_of_json(
    tmp_path: Path, column: str, attribute: str, value: str, expected: str | None
) -> None:
    (found,) = items(tmp_path, written([[column, "Article Body"], [value, "The ferry stays in port."]]))
    assert isinstance(found, Read)
    assert getattr(found.article.citation, attribute) == expected


def test_blank_rows_count_but_are_no_articles(tmp_path: Path) -> None:
    found = items(tmp_path, "title,text\n\n,\n  , \nThe ferry,It stays.\n")
    assert [one.name for one in found] == ["dump.csv, row 5"]


def test_a_row_of_other_length_is_refused_and_reading_goes_on(tmp_path: Path) -> None:
    found = items(tmp_path, "title,text\nThe ferry,It stays, they say.\nThe quay,It fell.\nonly\n")
    assert refusals(found) == [
        ("dump.csv, row 2", "has 3 cells where the first row names 2 columns"),
        ("dump.csv, row 4", "has 1 cells where the first row names 2 columns"),
    ]
    assert bodies(found) == ["It fell."]


def test_a_row_without_text_is_refused_and_reading_goes_on(tmp_path: Path) -> None:
    found = items(tmp_path, "title,text\nThe ferry,\nThe quay,It fell.\n")
    assert [name for name, _ in refusals(found)] == ["dump.csv, row 2"]
    assert bodies(found) == ["It fell."]


@pytest.mark.parametrize(
    "broken", ['The "Ferry","It "stays" there"', 'The ferry,"It stays', '"The ferry","It stays" there'], ids=str
)
def test_a_quotation_mark_out_of_place_ends_the_table(tmp_path: Path, broken: str) -> None:
    """What stands behind it might be the rest of its text as well as the next article."""
    found = items(tmp_path, f"title,text\nThe quay,It fell.\n{broken}\nIda Holm,The harbour is closed.\n")
    assert bodies(found) == ["It fell."]
    assert refusals(found) == [
        ("dump.csv, row 3", "has a quotation mark out of place; it and what follows it were not read")
    ]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("a,b\n1,2\n", "has no column for the text"),
        ("The council voted on Tuesday.\n", "has no column for the text"),
        ('"title,text\nThe ferry,It stays.\n', "has a quotation mark out of place"),
        ("x" * 200_000 + ",kop\n1,2", "has no column for the text"),
    ],
)
def test_a_table_without_a_header_is_refused_with_a_sentence(tmp_path: Path, content: str, reason: str) -> None:
    ((name, why),) = refusals(items(tmp_path, content))
    assert name == "dump.csv"
    assert why.startswith(reason)
    assert len(why) < 400


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("title,text\nThe ferry,It stays.", True),
        ("Headline;Body\nThe ferry;It stays.", True),
        ("title,text", False),
        ("text\nIt stays.", False),
        ("title,author\nThe ferry,Ida Holm", False),
        ("The council, which voted, wrote a text\nIt stays.", False),
        (f"title,text,{'x' * 50}\na,b,c", False),
        ("", False),
    ],
)
def test_a_table_is_told_by_its_header(text: str, expected: bool) -> None:  # noqa: FBT001
    assert is_table(text) is expected


def test_a_page_in_a_cell_does_not_make_a_table_a_page() -> None:
    assert format_of(b"title,text\nThe ferry,<html><p>It stays.</p></html>", "dump") is Format.TABLE
    assert format_of(b"<html>\ntitle,text\n</html>", "dump.csv") is Format.HTML


def test_mark_up_in_cells_is_removed(tmp_path: Path) -> None:
    assert bodies(items(tmp_path, "title,text\nFerry,<p>It &amp; he</p><p>stay.</p>\n")) == ["It & he\n\nstay."]


def test_a_cell_may_be_longer_than_the_csv_module_expects(tmp_path: Path) -> None:
    long = "The ferry stays in port. " * 20_000
    assert bodies(items(tmp_path, written([["title", "text"], ["The ferry", long]]))) == [long.strip()]


@pytest.mark.parametrize(
    "row", ["x" * (17 * 1_048_576), '"' + "one line\n" * 2_000_000, '"' + "x\n" * 9_000_000, "a," * 9_000_000]
)
def test_a_row_without_end_is_not_held(tmp_path: Path, row: str) -> None:
    found = items(tmp_path, f"title,text\nThe quay,It fell.\n{row}")
    ((name, why),) = refusals(found)
    assert name == "dump.csv, row 3"
    assert "longer than 16 MiB" in why
    assert bodies(found) == ["It fell."]


def test_a_table_is_read_as_it_comes(tmp_path: Path) -> None:
    path = tmp_path / "dump.csv"
    with path.open("w") as file:
        file.write("title,text\n")
        file.writelines(f"Ferry {number},It stays for day {number}.\n" for number in range(600_000))
    first = list(islice(read(Document("dump.csv", path)), 3))
    assert [one.name for one in first] == ["dump.csv, row 2", "dump.csv, row 3", "dump.csv, row 4"]


def test_what_stops_being_utf_8_is_not_read_on(tmp_path: Path) -> None:
    rows = "".join(f"Ferry {number},It stays for day {number}.\n" for number in range(9_000)).encode()
    found = items(tmp_path, b"title,text\n" + rows + b"Quay,caf\xe9 and harbour\nQuay,It fell.\n")
    assert (
        refusals(found)[-1][1] == "is not in the encoding of the rows before it; it and what follows it were not read"
    )
    assert len(bodies(found)) <= 9_000


def test_a_table_in_another_encoding_says_so(tmp_path: Path) -> None:
    rows = [
        ["title", "text"],
        *([f"Færgen {n}", "Bystyret vedtok tirsdag å bygge opp igjen fyret på øya."] for n in range(5)),
    ]
    found = items(tmp_path, written(rows).encode("cp1252"))
    assert bodies(found) == [row[1] for row in rows[1:]]
    assert {one.note for one in found if isinstance(one, Read)} == {
        "decoded as windows-1252, which the file does not say"
    }


# Fields named by whoever loads


def test_fields_are_read_from_the_columns_that_one_names(tmp_path: Path) -> None:
    columns = read_columns(["title=kop", " body = artikel tekst ", "author=wie"])
    found = items(tmp_path, "kop,wie,artikel tekst,title\nDe veerboot,Ida Holm,Zij blijft.,nee\n", columns=columns)
    assert bodies(found) == ["Zij blijft."]
    assert isinstance(found[0], Read)
    assert (found[0].article.citation.title, found[0].article.citation.byline) == ("De veerboot", "Ida Holm")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.csv", "kop;stuk\nFerry;It stays.\n"),
        ("a.json", '[{"kop": "Ferry", "stuk": "It stays."}]'),
        ("b.json", '{"kop": "Ferry", "stuk": "It stays."}'),
        ("c.json", '{"items": [{"kop": "Ferry", "stuk": "It stays."}]}'),
        ("a.jsonl", '{"kop": "Ferry", "stuk": "It stays."}\n'),
    ],
)
def test_tables_and_json_take_them_alike(tmp_path: Path, name: str, content: str) -> None:
    (found,) = items(tmp_path, content, name, read_columns(["title=kop", "body=stuk"]))
    assert isinstance(found, Read)
    assert found.article.text == "Ferry\n\nIt stays."


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.csv", "title,text\nFerry,It stays.\n"),
        ("a.json", '[{"title": "Ferry", "text": "It stays."}]'),
        ("b.json", '{"title": "Ferry", "text": "It stays."}'),
        ("a.jsonl", '{"title": "Ferry", "text": "It stays."}\n'),
    ],
)
def test_a_column_that_no_row_has_is_refused_by_its_name(tmp_path: Path, name: str, content: str) -> None:
    ((refused, why),) = refusals(items(tmp_path, content, name, read_columns(["author=wie"])))
    assert refused == name
    assert "“wie”" in why
    assert "“author”" in why


@pytest.mark.parametrize(
    ("texts", "reason"),
    [
        (["headline=kop"], "“headline” is no field of an article; there are title, body, author"),
        (["title"], "does not name a field and its column"),
        (["title="], "does not name a field and its column"),
        (["=kop"], "does not name a field and its column"),
        (["title=a", "title=b"], "is given two columns"),
    ],
)
def test_fields_that_cannot_be_used_are_told(texts: list[str], reason: str) -> None:
    with pytest.raises(UnusableField, match=reason):
        read_columns(texts)


def test_every_field_can_be_named() -> None:
    assert set(FIELDS) == set(NAMES)
    assert read_columns(["body=a=b"]) == (("body", "a=b"),)


async def test_the_columns_reach_the_reading_process(tmp_path: Path) -> None:
    path = tmp_path / "dump.csv"
    path.write_text("kop,stuk\nFerry,It stays.\n")
    columns = read_columns(["title=kop", "body=stuk"])
    async with Worker() as worker:
        found = [one async for one in worker.read(Document("dump.csv", path, columns))]
    assert bodies(found) == ["It stays."]
    async with Archive(tmp_path / "a.sqlite") as archive:
        outcomes = [one async for one in archive.load([Document("dump.csv", path, columns)])]
    assert [(one.status, one.title) for one in outcomes] == [(Status.LOADED, "Ferry")]


CELLS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=30)


@settings(deadline=None)
@given(st.lists(CELLS, min_size=1, max_size=5), st.sampled_from(",;\t|"))
def test_any_text_comes_back_whole_or_not_at_all(
    tmp_path_factory: pytest.TempPathFactory, texts: list[str], delimiter: str
) -> None:
    rows = [["id", "text"], *([str(number), text] for number, text in enumerate(texts))]
    found = items(tmp_path_factory.mktemp("dump"), written(rows, delimiter))
    for one in found:
        if isinstance(one, Read):
            alone = items(
                tmp_path_factory.mktemp("one"), written([rows[0], rows[1 + int(one.article.citation.external_id or 0)]])
            )
            assert [one.article] == [other.article for other in alone if isinstance(other, Read)]


@settings(deadline=None)
@given(st.binary(max_size=200) | st.text('",;\t|\n\r title text', max_size=60).map(str.encode))
def test_any_bytes_called_a_table_are_read_or_refused(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    for one in items(tmp_path_factory.mktemp("dump"), b"title,text\n" + content):
        assert isinstance(one, Read) or one.reason


def test_a_refusal_names_the_columns_as_the_file_does(tmp_path: Path) -> None:
    (found,) = items(tmp_path, "Headline,Pub_Date,summary\nThe ferry,2019-03-05,It sails\n")
    assert isinstance(found, Refused)
    assert found.reason.endswith("among “Headline”, “Pub_Date”, “summary”")
