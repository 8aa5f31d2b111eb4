"""Pages made to exhaust: what they may cost in time, in words quoted and in what is said of them."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path
from time import perf_counter

import pytest

from knowledge import (
    Archive,
    ArchiveError,
    Article,
    Citation,
    Document,
    Label,
    Part,
    Question,
    Reference,
    UnknownArticle,
)
from knowledge.readers.documents import read
from knowledge.readers.items import Refused

GENEROUS = 20  # seconds; each of these took minutes, or for ever, when it was quadratic


async def quoted(archive: Archive, question: str) -> str:
    answer = await archive.answer(Question(text=question))
    return answer.excerpts[0].quote


async def test_a_page_of_twenty_thousand_paragraphs_is_stored_in_time(tmp_path: Path) -> None:
    text = "\n\n".join(["A giraffe."] * 20_000)
    parts = tuple(Part(label=Label.BODY, start=at, end=at + 10) for at in range(0, len(text), 12))
    started = perf_counter()
    async with Archive(tmp_path / "a.sqlite") as archive:
        await archive.add([Article(citation=Citation(), text=text, parts=parts)])
        assert len(await quoted(archive, "giraffe")) <= 2_000
    assert perf_counter() - started < GENEROUS


@pytest.mark.parametrize(
    "body",
    [
        "x" * 3_000_000 + " giraffe.",
        '"' * 3_000_000 + "giraffe.",
        "A giraffe." + "\n" * 3_000_000 + "The end of it.",
        "1," * 999_999 + " giraffe.",
    ],
    ids=["a word", "quotation marks", "empty lines", "a number"],
)
async def test_a_quotation_is_never_a_page_long(tmp_path: Path, body: str) -> None:
    async with Archive(tmp_path / "a.sqlite") as archive:
        await archive.add([Article.compose(body, Citation(title="The zoo"))])
        quote = await quoted(archive, "giraffe")
    assert "giraffe" in quote
    assert len(quote) <= 2_000


async def test_a_headline_of_megabytes_is_cut(tmp_path: Path) -> None:
    async with Archive(tmp_path / "a.sqlite") as archive:
        await archive.add([Article.compose("A giraffe walks.", Citation(title="giraffe " + "word " * 1_000_000))])
        answer = await archive.answer(Question(text="giraffe"))
    assert len(answer.excerpts[0].citation.title or "") <= 1_000


def test_a_link_too_long_to_show_is_none() -> None:
    assert Citation(url="https://example.org/" + "a" * 3_000).url is None


async def test_an_archive_that_was_not_opened_says_so(tmp_path: Path) -> None:
    archive = Archive(tmp_path / "a.sqlite")
    for work in (archive.statistics(), archive.add([Article.compose("A giraffe.")])):
        with pytest.raises(ArchiveError, match="is not open"):
            await work
    async with archive:
        await archive.statistics()
    with pytest.raises(ArchiveError, match="is not open"):
        await archive.statistics()


async def test_an_archive_may_be_opened_again(tmp_path: Path) -> None:
    archive = Archive(tmp_path / "a.sqlite")
    for articles in range(3):
        async with archive:
            assert (await archive.statistics()).articles == articles
            await archive.add([Article.compose(f"Giraffe number {articles}.")])


async def test_a_place_outside_the_text_is_no_excerpt(tmp_path: Path) -> None:
    async with Archive(tmp_path / "a.sqlite") as archive:
        await archive.add([Article.compose("A giraffe.")])
        for start, end in ((-3, 4), (0, 99), (5, 5)):
            with pytest.raises(UnknownArticle):
                await archive.recall(Reference(1, Label.BODY, start, end, (0, 1)))


async def test_more_passages_than_there_can_be_are_as_many_as_there_are(tmp_path: Path) -> None:
    async with Archive(tmp_path / "a.sqlite") as archive:
        await archive.add([Article.compose("A giraffe.")])
        assert len(await archive.search("giraffe", 2**70)) == 1
        assert len(await archive.articles(0, 2**70)) == 1
        assert await archive.articles(2**70) == []


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_is_refused_instead_of_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    assert list(read(Document("pipe.txt", tmp_path / "pipe.txt"))) == [Refused("pipe.txt", "is not a file")]


async def test_a_question_of_a_megabyte_is_answered(tmp_path: Path) -> None:
    async with Archive(tmp_path / "a.sqlite") as archive:
        await archive.add([Article.compose("A giraffe.")])
        async with asyncio.timeout(GENEROUS):
            for text in ("长颈鹿" * 300_000, "word " * 200_000, "giraffe " * 100_000):
                await archive.answer(Question(text=text))
