"""The bot remembers where words are and never the words."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.records import DAY, Records, Remembered
from knowledge import Citation, Excerpt, Label, Reference, Strength

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

EXCERPT = Excerpt(
    Reference(5, Label.CAPTION, 10, 40, sentence=(0, 12), highlights=((1, 4), (7, 9)), is_cut_after=True),
    Citation(article_id=5, title="A Headline"),
    "People on the bridge at night.",
    score=3.5,
)


async def test_a_card_outlives_the_process(tmp_path: Path) -> None:
    async with Records(tmp_path / "records.sqlite", card_days=180) as records:
        added = await records.add_card(1, Strength.PARTIAL, [EXCERPT, EXCERPT])
    async with Records(tmp_path / "records.sqlite", card_days=180) as records:
        found = await records.card(added.card_id, 1)
    assert found == added
    assert found.strength is Strength.PARTIAL
    assert found.excerpts == (Remembered.of(EXCERPT),) * 2
    assert found.excerpts[0].reference == EXCERPT.reference


async def test_a_card_is_of_one_server_only(tmp_path: Path) -> None:
    async with Records(tmp_path / "records.sqlite", card_days=180) as records:
        card = await records.add_card(1, Strength.STRONG, [EXCERPT])
        assert await records.card(card.card_id, 2) is None
        assert await records.card(card.card_id + 1, 1) is None


async def test_no_words_are_kept(tmp_path: Path) -> None:
    async with Records(tmp_path / "records.sqlite", card_days=180) as records:
        await records.add_card(1, Strength.STRONG, [EXCERPT])
    kept = b"".join(file.read_bytes() for file in tmp_path.iterdir())  # noqa: ASYNC240 - a test may wait
    assert b"reference" in kept
    assert b"bridge" not in kept
    assert b"Headline" not in kept


async def test_old_cards_are_forgotten(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with Records(tmp_path / "records.sqlite", card_days=2) as records:
        monkeypatch.setattr("time.time", lambda: 1_000_000.0)
        old = await records.add_card(1, Strength.STRONG, [EXCERPT])
        monkeypatch.setattr("time.time", lambda: 1_000_000.0 + 2 * DAY)
        young = await records.add_card(1, Strength.STRONG, [EXCERPT])
        assert await records.card(old.card_id, 1) == old
        monkeypatch.setattr("time.time", lambda: 1_000_001.0 + 2 * DAY)
        await records.add_card(1, Strength.STRONG, [EXCERPT])
        assert await records.card(old.card_id, 1) is None
        assert await records.card(young.card_id, 1) == young


def test_an_excerpt_is_still_the_same_only_with_the_same_words_in_the_same_place() -> None:
    remembered = Remembered.of(EXCERPT)
    assert remembered.is_still(replace(EXCERPT, score=0.0))
    assert not remembered.is_still(replace(EXCERPT, quote="People on the bridge at noon.."))
    assert not remembered.is_still(replace(EXCERPT, reference=replace(EXCERPT.reference, start=9)))


async def test_notes_are_kept_and_replaced(tmp_path: Path) -> None:
    async with Records(tmp_path / "records.sqlite", card_days=180) as records:
        assert await records.note("commands") is None
        await records.set_note("commands", "one")
        await records.set_note("commands", "two")
        assert await records.note("commands") == "two"
