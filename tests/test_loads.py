"""What a load is: a batch on record, versions of one address, near-duplicates, and the way back."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import AsyncIterator, Sequence
from contextlib import closing
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from conftest import composed, page
from test_archive import assert_whole, contents
from test_candidates import WIRE, wired

from knowledge import (
    AlreadyUndone,
    Archive,
    Article,
    Citation,
    Document,
    Label,
    Origin,
    Outcome,
    Question,
    Reference,
    Status,
    UnknownArticle,
    UnknownBatch,
)
from knowledge.database import APPLICATION
from knowledge.wording import version
from knowledge.words import VERSION

ADDRESS = "https://courant.example/2019/gate"
TEASER = "Hen lays blue egg\n\nA hen on Rope Street laid a blue egg."


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "archive.sqlite"


@pytest.fixture
async def archive(path: Path) -> AsyncIterator[Archive]:
    """An empty archive that must be whole when a test is done."""
    async with Archive(path) as archive:
        yield archive
    await assert_whole(path)


def gate(keeper: str, url: str = ADDRESS, **citation: Any) -> Article:  # noqa: ANN401 - fields of Citation
    return composed("Gate left open", f"The iron gate stood open, says {keeper}.", url=url, language="en", **citation)


def lines(folder: Path, *rows: dict[str, str] | str, name: str = "wire.jsonl") -> Document:
    """A file of JSON Lines."""
    text = "\n".join(row if isinstance(row, str) else json.dumps(row) for row in rows)
    (folder / name).write_text(text + "\n", "utf-8")
    return Document(name, folder / name)


def row(keeper: str, url: str = ADDRESS, **more: str) -> dict[str, str]:
    return {"title": "Gate left open", "text": f"The iron gate stood open, says {keeper}.", "url": url, **more}


async def loaded(archive: Archive, *documents: Document | Outcome, who: str = "ada") -> list[Outcome]:
    return [one async for one in archive.load(documents, Origin(who, "a test"))]


async def number(archive: Archive, article: Article) -> int:
    (outcome,) = await archive.add([article])
    return outcome.article_id or 0


async def found(archive: Archive, text: str) -> list[int]:
    return [hit.passage.article_id for hit in await archive.search(text)]


def statuses(outcomes: Sequence[Outcome]) -> list[str]:
    return [one.status.value for one in outcomes]


# Batches.


async def test_a_load_is_a_batch_with_what_became_of_each_item(archive: Archive, tmp_path: Path) -> None:
    await archive.add([gate("Ada Prym", url="https://courant.example/1")])
    document = lines(
        tmp_path,
        row("Ada Prym", "https://courant.example/1"),
        row("Otto Crake", "https://courant.example/1"),
        row("Milo Frayne", "https://courant.example/2"),
        '{"title": "no text"}',
    )
    outcomes = await loaded(archive, document, Outcome("x.doc", Status.REFUSED, reason="is locked"))
    assert statuses(outcomes) == ["duplicate", "version", "loaded", "refused", "refused"]
    (batch,) = await archive.batches()
    assert (batch.batch_id, batch.who, batch.origin) == (1, "ada", "a test")
    assert batch.begun <= (batch.ended or "")
    assert (batch.loaded, batch.versions, batch.duplicates, batch.refused) == (1, 1, 1, 2)
    assert {one.batch for one in outcomes} == {1}
    assert await archive.items(1) == outcomes
    assert await archive.items(1, after=3, limit=1) == outcomes[3:4]
    assert await archive.batch(1) == batch


async def test_what_was_loaded_twice_is_there_once(archive: Archive, tmp_path: Path) -> None:
    document = lines(tmp_path, row("Ada Prym"), row("Otto Crake", "https://courant.example/2"))
    first, again = await loaded(archive, document), await loaded(archive, document)
    assert statuses(again) == ["duplicate"] * 2
    assert [one.article_id for one in again] == [one.article_id for one in first]
    assert [one.batch_id for one in await archive.batches()] == [2, 1]


async def test_a_quiet_load_is_a_batch_only_when_something_comes_in(archive: Archive, tmp_path: Path) -> None:
    document, refused = lines(tmp_path, row("Ada Prym"), "{}"), Outcome("x.doc", Status.REFUSED, reason="is locked")

    async def quietly(*documents: Document | Outcome) -> list[Outcome]:
        return [one async for one in archive.load(documents, Origin("ada", "a feed"), quietly=True)]

    assert statuses(await quietly(refused)) == ["refused"]
    assert await archive.batches() == []
    assert {one.batch for one in await quietly(document, refused)} == {1}
    again = await quietly(document, refused)
    assert statuses(again) == ["duplicate", "refused", "refused"]
    assert (again[0].article_id, again[0].batch) == (1, None)
    (batch,) = await archive.batches()
    assert (batch.loaded, batch.refused, batch.origin) == (1, 2, "a feed")


async def test_a_load_of_nothing_is_none(archive: Archive) -> None:
    assert await loaded(archive) == []
    assert await archive.batches() == []


@pytest.mark.parametrize("which", [0, -1, 7, 10**30])
async def test_a_batch_that_never_was_is_unknown(archive: Archive, which: int) -> None:
    for asked in (archive.batch(which), archive.items(which), archive.undo(which)):
        with pytest.raises(UnknownBatch, match=str(which)):
            await asked


async def test_what_would_be_done_is_what_is_done_and_nothing_is_stored(
    archive: Archive, path: Path, tmp_path: Path
) -> None:
    await archive.add([gate("Ada Prym"), wired("The Courant")])
    wire = {"title": "Whale", "text": "\n\n".join(WIRE), "source": "The Lantern"}
    document = lines(
        tmp_path, row("Ada Prym", f"{ADDRESS}?utm_source=x"), row("Otto Crake"), row("Otto Crake"), row("Milo Frayne"),
        wire, wire, row("Ada Prym", "https://courant.example/2"), '{"title": 1}', row("Ada", "https://courant.example/2"),
    )  # fmt: skip
    before = contents(path)
    foreseen = [one async for one in archive.foresee([document])]
    assert contents(path) == before
    assert await archive.batches() == []
    done = await loaded(archive, document)
    assert statuses(foreseen) == statuses(done)
    assert [(one.title, one.teasers, one.reason) for one in foreseen] == [
        (one.title, one.teasers, one.reason) for one in done
    ]
    assert [one.other for one in foreseen if one.status is Status.LOADED] == [
        one.other for one in done if one.status is Status.LOADED
    ]


# Near-duplicates.


async def test_the_story_of_another_outlet_is_loaded_and_said_with_its_number(archive: Archive) -> None:
    first, again, half = await archive.add(
        [wired("The Courant", url=ADDRESS), wired("The Lantern"), wired("The Post", WIRE[: len(WIRE) // 2])]
    )
    assert statuses([first, again, half]) == ["loaded"] * 3
    assert (first.other, again.other, half.other) == (None, first.article_id, first.article_id)


async def test_short_or_different_stories_are_not_taken_for_one(archive: Archive) -> None:
    outcomes = await archive.add([gate("Ada Prym", url=""), gate("Otto Crake", url=""), wired("The Courant")])
    assert [one.other for one in outcomes] == [None] * 3


async def test_an_article_that_went_is_nobodys_story(archive: Archive) -> None:
    first = await number(archive, wired("The Courant"))
    await archive.remove(first)
    (again,) = await archive.add([wired("The Lantern")])
    assert again.other is None


# Versions.


async def test_other_words_at_the_same_address_are_a_new_version(archive: Archive) -> None:
    old = await number(archive, gate("Ada Prym"))
    (outcome,) = await archive.add(
        [gate("Otto Crake", url="http://www.courant.example:80/2019/gate/?utm_source=x#top")]
    )
    new = outcome.article_id or 0
    assert (outcome.status, outcome.other, outcome.reason) == (Status.VERSION, old, None)
    assert await found(archive, "iron gate") == [new]
    assert [one.article_id for one in await archive.articles()] == [new]
    assert [one.article_id for one in await archive.headlines("gate")] == [new]
    assert (await archive.statistics()).articles == 1
    assert "Ada Prym" in (await archive.article(old)).text
    assert (await archive.article(old)).citation.replaced_by == new
    assert (await archive.article(new)).citation.replaces == old


async def test_an_answer_quotes_the_newest_and_a_card_of_the_old_still_reads(archive: Archive) -> None:
    await archive.add([gate("Ada Prym")])
    question = Question(text="Who says that the iron gate stood open?")
    (before,) = (await archive.answer(question)).excerpts
    await archive.add([gate("Otto Crake", updated="2019-03-05")])
    (after,) = (await archive.answer(question)).excerpts
    assert "Otto Crake" in after.quote
    assert version(after.citation) == "corrected on 5 March 2019, was article 1"
    recalled = await archive.recall(before.reference)
    assert recalled.quote == before.quote
    assert version(recalled.citation) == "an older version, replaced by article 2"


@pytest.mark.parametrize(
    ("citation", "expected"),
    [
        (Citation(), ""),
        (Citation(updated="2019-03-05"), ""),
        (Citation(replaces=3, updated="2019-03-05T10:00Z"), "corrected on 5 March 2019, was article 3"),
        (Citation(replaces=3, updated="2019-03"), "corrected in March 2019, was article 3"),
        (Citation(replaces=3, loaded="2020-01-02T03:04:05Z"), "new version since 2 January 2020, was article 3"),
        (
            Citation(replaces=3, published="2019", updated="2019", loaded="2020"),
            "new version since 2020, was article 3",
        ),
        (Citation(replaces=3, replaced_by=5, updated="2019"), "an older version, replaced by article 5"),
    ],
)
def test_versions_are_told_by_the_date_that_the_page_states_else_by_that_of_loading(
    citation: Citation, expected: str
) -> None:
    assert version(citation) == expected


@pytest.mark.parametrize(
    ("first", "second", "is_newer"),
    [
        ({}, {}, True),
        ({"published": "2019-03-04"}, {"published": "2019-03-05"}, True),
        ({"published": "2019-03-05"}, {"published": "2019-03-04"}, False),
        ({"published": "2019-03-05"}, {}, True),
        ({"published": "2019-03-04", "updated": "2019-03-06"}, {"published": "2019-03-04"}, False),
        ({"published": "2019-03-04"}, {"published": "2019-03-04", "updated": "2019-03-06"}, True),
        ({"published": "2019"}, {"published": "2019-03-04"}, True),
        ({"published": "2019-03-04T09:30+01:00"}, {"published": "2019-03-04T08:45Z"}, True),
        ({"published": "2019-03-04T09:30Z"}, {"published": "2019-03-04T09:45+01:00"}, False),
        ({"published": "0001-01-01T00:00+05:00"}, {"published": "0001-01-01T00:00Z"}, True),
    ],
)
async def test_the_stated_dates_decide_which_version_is_the_newer_else_the_order_of_loading(
    archive: Archive, first: dict[str, str], second: dict[str, str], *, is_newer: bool
) -> None:
    one = await number(archive, gate("Ada Prym", **first))
    (outcome,) = await archive.add([gate("Otto Crake", **second)])
    other = outcome.article_id or 0
    assert outcome.status is Status.VERSION
    assert await found(archive, "iron gate") == [other if is_newer else one]
    assert outcome.reason == (None if is_newer else f"older than article {one}, which stays")
    assert (await archive.article(one if is_newer else other)).citation.replaced_by == (other if is_newer else one)


async def test_the_same_words_at_the_same_address_are_no_version(archive: Archive) -> None:
    first = await number(archive, gate("Ada Prym"))
    await archive.add([gate("Otto Crake")])
    changed = [
        gate("Ada Prym", byline="N. Reporter"),
        gate("Otto Crake", f"{ADDRESS}/amp"),
        gate("Ada Prym", updated="2020"),
    ]
    outcomes = await archive.add(changed)
    assert statuses(outcomes) == ["duplicate"] * 3
    assert outcomes[0].article_id == first
    assert outcomes[0].reason == "is an older version of article 2"


async def test_versions_in_one_load_follow_one_another(archive: Archive, tmp_path: Path) -> None:
    keepers = ["Ada Prym", "Otto Crake", "Milo Frayne"]
    outcomes = await loaded(archive, lines(tmp_path, *map(row, keepers)))
    assert statuses(outcomes) == ["loaded", "version", "version"]
    assert await found(archive, "iron gate") == [3]
    assert [(await archive.article(one)).citation.replaced_by for one in (1, 2, 3)] == [2, 3, None]


async def test_a_site_is_no_address_of_an_article(archive: Archive) -> None:
    outcomes = await archive.add(
        [gate("Ada Prym", "https://courant.example/"), gate("Otto Crake", "https://courant.example")]
    )
    assert statuses(outcomes) == ["loaded"] * 2


async def test_teasers_have_no_versions(archive: Archive) -> None:
    teasers = [
        Article.teaser(f"{title}\n\nA hen laid a blue egg.").model_copy(
            update={"citation": Citation(title=title, url=ADDRESS)}
        )
        for title in ("Hen", "Blue hen")
    ]
    outcomes = await archive.add([*teasers, gate("Ada Prym")])
    assert statuses(outcomes) == ["loaded"] * 3


async def test_an_article_that_is_removed_goes_with_its_older_versions(archive: Archive) -> None:
    for keeper in ("Ada Prym", "Otto Crake", "Milo Frayne"):
        await archive.add([gate(keeper)])
    removed = await archive.remove(3)
    assert removed.versions == (1, 2)
    assert await found(archive, "iron gate") == []
    for one in (1, 2, 3):
        with pytest.raises(UnknownArticle):
            await archive.article(one)
    assert await archive.have(ADDRESS) == []


async def test_an_older_version_that_is_removed_goes_alone(archive: Archive) -> None:
    await archive.add([gate("Ada Prym"), gate("Otto Crake")])
    assert (await archive.remove(1)).versions == ()
    assert await found(archive, "iron gate") == [2]
    assert (await archive.article(2)).citation.replaces is None


# Do we have this link?


@pytest.mark.parametrize(
    ("link", "numbers"),
    [
        (ADDRESS, [2, 1]),
        ("http://m.courant.example/2019/gate/?fbclid=1#x", [2, 1]),
        ("https://courant.example/2019/hen", []),
        ("https://courant.example/", []),
        ("no link", []),
        ("", []),
    ],
)
async def test_whether_there_is_a_link_is_told_with_all_its_versions(
    archive: Archive, link: str, numbers: list[int]
) -> None:
    await archive.add([gate("Ada Prym"), gate("Otto Crake"), gate("Milo Frayne", url="https://courant.example/1")])
    assert [one.article_id for one in await archive.have(link)] == numbers


def stored_before(path: Path) -> None:
    """An archive as it was made before there were loads, with one article that has no passage."""
    scripts = sorted(files("knowledge").joinpath("migrations").iterdir(), key=lambda file: file.name)
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for script in scripts[:2]:
            connection.executescript(script.read_text("utf-8"))
        connection.execute("INSERT INTO collection VALUES (0, 0, 0, 0, ?)", (VERSION,))
        connection.execute(
            """
            INSERT INTO article (identity, is_teaser, title, source, published, url, text)
            VALUES (x'00', 0, 'Gate', 'The Courant', '2019-03-04', ?, 'Gate')
            """,
            (f"{ADDRESS}?utm_source=x",),
        )
        connection.execute("PRAGMA user_version = 2")
        connection.execute(f"PRAGMA application_id = {APPLICATION}")


async def test_articles_stored_before_are_counted_and_have_their_address_too(path: Path) -> None:
    stored_before(path)
    for _ in range(2):
        async with Archive(path) as archive:
            assert [one.article_id for one in await archive.have(ADDRESS)] == [1]
            statistics = await archive.statistics()
            assert (statistics.articles, statistics.outlets, statistics.latest) == (
                1,
                (("The Courant", 1),),
                "2019-03-04",
            )
    async with Archive(path) as archive:
        assert statuses(await archive.add([gate("Milo Frayne")])) == ["version"]
        assert (await archive.statistics()).articles == 1
    await assert_whole(path)


# Undo.


def with_teaser(keeper: str, url: str) -> Article:
    parts = (
        (Label.HEADLINE, "Gate left open"),
        (Label.BODY, f"The iron gate stood open, says {keeper}."),
        (Label.TEASER, TEASER),
    )
    return page(Citation(title="Gate left open", url=url, language="en"), *parts)


async def test_what_a_load_brought_in_goes_and_what_it_replaced_comes_back(
    archive: Archive, path: Path, tmp_path: Path
) -> None:
    await archive.add([gate("Ada Prym"), gate("Ida Holm", "https://courant.example/3")])
    before = contents(path)
    document = lines(
        tmp_path, row("Otto Crake"), row("Milo Frayne"), row("Ada Prym", "https://courant.example/2"),
        row("Ida Holm", "https://courant.example/3"),
    )  # fmt: skip
    await loaded(archive, document)
    undone = await archive.undo(1)
    assert (undone.articles, undone.teasers) == (3, 0)
    assert await found(archive, "Ada Prym says") == [1]
    assert (await archive.article(1)).citation.replaced_by is None
    after = contents(path)
    assert {name: after[name] for name in ("article", "part", "collection", "tally")} == {
        name: before[name] for name in ("article", "part", "collection", "tally")
    }
    (batch,) = await archive.batches()
    assert batch.undone
    assert batch.loaded == 1


async def test_undoing_twice_is_a_sentence(archive: Archive, tmp_path: Path) -> None:
    await loaded(archive, lines(tmp_path, row("Ada Prym")))
    await archive.undo(1)
    with pytest.raises(AlreadyUndone, match="Batch 1 was undone already, on 20"):
        await archive.undo(1)


async def test_a_version_between_two_others_is_undone_without_bringing_back_the_first(
    archive: Archive, tmp_path: Path
) -> None:
    for keeper in ("Ada Prym", "Otto Crake", "Milo Frayne"):
        await loaded(archive, lines(tmp_path, row(keeper)))
    assert (await archive.undo(2)).restored == 0
    assert await found(archive, "iron gate") == [3]
    assert (await archive.article(1)).citation.replaced_by == 3
    assert (await archive.undo(3)).restored == 1
    assert await found(archive, "iron gate") == [1]


async def test_undo_takes_back_more_than_one_transaction(archive: Archive, tmp_path: Path) -> None:
    rows = [row(f"keeper {one}", f"https://courant.example/{one}") for one in range(130)]
    await archive.add([gate("Ada Prym")])
    await loaded(archive, lines(tmp_path, *rows))
    assert (await archive.undo(1)).articles == 130
    assert (await archive.statistics()).articles == 1


async def test_articles_removed_meanwhile_and_teasers_of_other_pages_are_no_matter(
    archive: Archive, tmp_path: Path
) -> None:
    text = (
        "Gate left open\n\nBy Ada Prym\n\n"
        "The iron gate of the cemetery stood open all night, and nobody knows who had the key.\n\n"
        "The keeper says that he had it on Friday, and that nobody has asked him for it since.\n\n"
        "  • Hen Lays Blue Egg on Rope Street\n\n"
        "    A hen that belongs to the widow Ilvers has laid a blue egg, and the neighbours have come to see it.\n\n"
        "  • Harbour Tram Found in an Orchard\n\n"
        "    The last tram of the town stood among apple trees for seventy years, and owls have lived in its cab.\n"
    )
    (tmp_path / "page.txt").write_text(text)
    other = text.replace("Gate left open", "Gate still open").replace("on Friday", "on Sunday")
    (tmp_path / "other.txt").write_text(other)
    await loaded(archive, Document("page.txt", tmp_path / "page.txt"), lines(tmp_path, row("Ada Prym")))
    await loaded(archive, Document("other.txt", tmp_path / "other.txt"))
    assert (await archive.statistics()).teasers == 2
    gone = (await archive.items(1))[1].article_id or 0
    await archive.remove(gone)
    undone = await archive.undo(1)
    assert (undone.articles, undone.teasers) == (1, 0)
    assert (await archive.undo(2)).teasers == 2
    assert (await archive.statistics()).articles == 0


async def test_a_teaser_that_a_feed_brought_is_undone_too(archive: Archive, tmp_path: Path) -> None:
    feed = tmp_path / "feed.xml"
    item = "<item><title>Hen</title><link>https://courant.example/1</link><description>A hen laid.</description></item>"
    feed.write_text(f'<rss version="2.0"><channel><title>The Courant</title>{item}</channel></rss>')
    await loaded(archive, Document("feed.xml", feed))
    undone = await archive.undo(1)
    assert (undone.articles, undone.teasers) == (0, 1)
    assert (await archive.statistics()).teasers == 0


# Hidden.


async def test_what_is_hidden_is_neither_found_nor_listed_but_kept(archive: Archive, path: Path) -> None:
    await archive.add([with_teaser("Ada Prym", ADDRESS)])
    (excerpt,) = (await archive.answer(Question(text="Who says that the iron gate stood open?"))).excerpts
    before = contents(path)
    hidden = await archive.hide(1, "ada")
    assert hidden.is_hidden
    assert await found(archive, "iron gate") == []
    assert await archive.articles() == await archive.headlines("gate") == []
    statistics = await archive.statistics()
    assert (statistics.articles, statistics.teasers, statistics.undated) == (0, 1, 0)
    assert "Ada Prym" in (await archive.article(1)).text
    with pytest.raises(UnknownArticle):
        await archive.recall(excerpt.reference)
    (teaser,) = (await archive.answer(Question(text="blue egg of the hen"))).excerpts
    assert teaser.beside == ()
    assert statuses(await archive.add([with_teaser("Ada Prym", ADDRESS)])) == ["duplicate"]
    await archive.unhide(1, "ada")
    after = contents(path)
    assert sorted(map(str, after.pop("passage"))) == sorted(map(str, before.pop("passage")))  # type: ignore[call-overload]
    assert {one: after[one] for one in ("article", "collection", "tally")} == {
        one: before[one] for one in ("article", "collection", "tally")
    }
    assert [(one.field, one.who) for one in (await archive.history(1)).changes] == [
        ("hidden", "ada"),
        ("unhidden", "ada"),
    ]


async def test_a_new_version_of_what_is_hidden_is_hidden(archive: Archive) -> None:
    await archive.add([gate("Ada Prym")])
    await archive.hide(1)
    (outcome,) = await archive.add([gate("Otto Crake")])
    assert (outcome.status, outcome.reason) == (Status.VERSION, "hidden, as article 1 was")
    assert await found(archive, "iron gate") == []
    await archive.unhide(2)
    assert await found(archive, "iron gate") == [2]
    await archive.unhide(1)
    assert await found(archive, "iron gate") == [2]


async def test_hiding_twice_changes_once(archive: Archive) -> None:
    await archive.add([gate("Ada Prym")])
    for _ in range(2):
        await archive.hide(1)
    assert len((await archive.history(1)).changes) == 1


async def test_a_place_in_a_hidden_article_is_no_other_outlet(archive: Archive) -> None:
    await archive.add([wired("The Courant"), wired("The Lantern")])
    (excerpt, *_) = (await archive.answer(Question(text="Who led the whale Bertha out?"))).excerpts
    assert [one.source for one in excerpt.also] == ["The Lantern"]
    await archive.hide(2)
    assert (await archive.recall(excerpt.reference)).also == ()


@pytest.mark.parametrize("which", [0, 9, 10**30])
async def test_nobodys_number_is_unknown_to_every_change(archive: Archive, which: int) -> None:
    reference = Reference(which, Label.BODY, 0, 1, (0, 1))
    for asked in (archive.hide(which), archive.unhide(which), archive.history(which), archive.recall(reference)):
        with pytest.raises(UnknownArticle):
            await asked


async def test_a_file_whose_name_is_no_text_is_on_record(archive: Archive, tmp_path: Path) -> None:
    document = lines(tmp_path, row("Ada Prym"))
    named = Document("wire\udcff\x00.jsonl", document.path)
    missing = Document("gone\udcff", tmp_path / "gone")
    assert statuses(await loaded(archive, named, missing, who="ada\udcff")) == ["loaded", "refused"]
    assert [one.name for one in await archive.items(1)] == ["wire.jsonl, line 1", "gone"]
