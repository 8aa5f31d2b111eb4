"""A wire story is the same however it is cut and dressed; a form filled in anew is another story."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from importlib.resources import files
from itertools import pairwise
from pathlib import Path
from random import Random

import numpy as np
import pytest
from conftest import composed, page
from hypothesis import given
from hypothesis import strategies as st
from test_model import ANY_TEXT

from knowledge import Archive, Article, Citation, Label
from knowledge.database import APPLICATION
from knowledge.sketches import HASH, RATE, SAME, containment, same_stories, sketch
from knowledge.store import sketches as shelf

SYLLABLES = ("ket", "tle", "sund", "har", "bour", "lo", "ren", "vik", "ast", "mo", "dal", "ing", "sker", "ul", "wes")
SEEDS = st.integers(0, 2**32)
ENOUGH = 600
"""Words, or Chinese characters, of which every half is enough to tell: the sample of a shorter one may be too small."""


def wording(seed: int, count: int) -> list[str]:
    """Words of an invented story, a figure among every ten."""
    random = Random(seed)
    return [
        str(random.randrange(2, 9_999)) if random.random() < 0.1 else "".join(random.choices(SYLLABLES, k=3))
        for _ in range(count)
    ]


def without_figures(seed: int, count: int) -> list[str]:
    return [word for word in wording(seed, 2 * count) if not word.isdigit()][:count]


def han(seed: int, count: int) -> str:
    """Characters of an invented story in Chinese."""
    random = Random(seed)
    return "".join(chr(random.randrange(0x4E00, 0x5000)) for _ in range(count))


def sketched(words: Sequence[str]) -> bytes:
    return sketch(Article.compose(" ".join(words)))


def is_same(one: bytes, other: bytes) -> bool:
    return len(same_stories([1, 2], {1: one, 2: other})) == 1


def hashes_of(found: bytes) -> list[int]:
    return [int(each) for each in np.frombuffer(found, HASH)]


def rates(**figures: object) -> str:
    """A form that a bank sends out every month, with other figures."""
    return (
        "The Savings Bank of Kettlesund announced the rates that its branches in the harbour and at the tram depot "
        "will apply to the deposits and loans of private customers in the coming month. Deposits bound for a year "
        "earn {year} per cent, those bound for three years {three} per cent and those of children {child} per cent. "
        "A loan for a house costs {house} per cent, one for a boat {boat} per cent and an overdraft {over} per cent. "
        "The bank keeps {reserve} crowns in reserve against losses, as the council of the island asks of every house "
        "of its kind, and lent {lent} crowns in the quarter. Customers who wish to change the terms of what they have "
        "agreed may do so at the counter in Rope Street before the end of the month; the fee is waived for pensioners, "
        "students and the crews of the ferries, as it has been since the merger with the fishermen's bank."
    ).format_map(figures)


MARCH = {
    "year": 2.1,
    "three": 2.7,
    "child": 3.5,
    "house": 4.9,
    "boat": 6.4,
    "over": 11.2,
    "reserve": 8_112_000,
    "lent": 934_500,
}
APRIL = {
    "year": 2.3,
    "three": 2.9,
    "child": 3.6,
    "house": 5.2,
    "boat": 6.8,
    "over": 11.9,
    "reserve": 8_340_000,
    "lent": 871_250,
}


@given(SEEDS, st.integers(ENOUGH, 900), st.integers(0, 100))
def test_a_story_cut_in_half_is_the_same_wherever_it_was_cut(seed: int, count: int, share: int) -> None:
    words = wording(seed, count)
    start = (count // 2) * share // 100
    cut = sketched(words[start : start + count // 2])
    assert containment(cut, sketched(words)) == 1
    assert is_same(cut, sketched(words))


@given(SEEDS)
def test_a_story_cut_to_a_quarter_is_the_same(seed: int) -> None:
    words = wording(seed, 2 * ENOUGH)
    assert is_same(sketched(words[: ENOUGH // 2]), sketched(words))


@given(SEEDS, SEEDS, st.integers(0, 400))
def test_a_story_with_a_paragraph_put_in_is_the_same(seed: int, other: int, at: int) -> None:
    words = wording(seed, 400)
    assert is_same(sketched([*words[:at], *wording(other, 80), *words[at:]]), sketched(words))


@given(SEEDS, st.integers(0, 9))
def test_a_story_with_a_word_changed_in_fifty_is_the_same(seed: int, first: int) -> None:
    words = wording(seed, 600)
    changed = ["another" if at % 50 == first else word for at, word in enumerate(words)]
    assert is_same(sketched(changed), sketched(words))


@given(SEEDS, SEEDS, st.integers(1, 600))
def test_other_stories_are_not_the_same(seed: int, other: int, count: int) -> None:
    if seed != other:
        assert containment(sketched(wording(seed, 300)), sketched(wording(other, count))) < SAME / 2
        assert not is_same(sketched(wording(seed, 300)), sketched(wording(other, count)))


@pytest.mark.parametrize(("common", "expected"), [(300, False), (600, False), (800, True), (950, True)])
def test_how_much_two_stories_share_before_they_are_the_same(common: int, *, expected: bool) -> None:
    background = without_figures(1, 3 * common)
    one, two = ([*background, *without_figures(seed, 3_000 - 3 * common)] for seed in (2, 3))
    assert is_same(sketched(one), sketched(two)) is expected


@given(SEEDS, st.integers(ENOUGH, 900))
def test_a_story_in_chinese_is_the_same_cut_in_half_and_no_other(seed: int, count: int) -> None:
    text = han(seed, count)
    whole, half, other = (sketch(Article.compose(each)) for each in (text, text[: count // 2], han(seed + 1, count)))
    assert is_same(half, whole)
    assert not is_same(whole, other)


def test_one_form_with_other_figures_is_another_story() -> None:
    march, april, again = (sketch(Article.compose(rates(**figures))) for figures in (MARCH, APRIL, MARCH))
    assert containment(march, april) < 1
    assert same_stories([1, 2, 3], {1: march, 2: april, 3: again}) == [[1, 3], [2]]


def test_one_figure_corrected_is_the_same_story() -> None:
    corrected = rates(**{**MARCH, "boat": 6.5})
    assert is_same(sketch(Article.compose(rates(**MARCH))), sketch(Article.compose(corrected)))


def test_a_story_with_a_single_figure_is_not_told_apart_by_it() -> None:
    words = without_figures(4, ENOUGH)
    one, other = ([*words[:200], figure, *words[200:]] for figure in ("12", "13"))
    assert is_same(sketched(one), sketched(other))


def test_what_stands_around_the_story_does_not_count() -> None:
    body = rates(**MARCH)
    plain = composed("Bank sets rates", body, byline="Ada Moss", source="The Courant")
    dressed = page(
        Citation(title="Dearer boats", byline="Wire", source="Harbour Post"),
        (Label.HEADLINE, "Dearer boats"),
        (Label.CAPTION, "The branch in Rope Street, where the queue was long on Monday."),
        (Label.CREDIT, "Photo: L. Ren"),
        (None, "Subscribe for 2 crowns a week and read all of it."),
        (Label.BODY, body),
        (Label.TEASER, "Hen lays blue egg\n\nA hen on Rope Street laid a blue egg."),
    )
    assert sketch(plain) == sketch(dressed) != b""


def test_a_paragraph_or_a_picture_between_does_not_part_the_story() -> None:
    first, second = " ".join(wording(1, 120)), " ".join(wording(2, 120))
    parted = page(Citation(), (Label.BODY, first), (Label.CAPTION, "A picture of the harbour."), (Label.BODY, second))
    assert (
        sketch(parted)
        == sketch(Article.compose(f"{first}\n\n{second}"))
        == sketch(Article.compose(f"{first} {second}"))
    )


def test_a_teaser_is_sketched_by_its_own_words() -> None:
    text = " ".join(wording(3, 100))
    assert sketch(Article.teaser(text)) == sketch(Article.compose(text)) != b""


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("It's the 3 mayors' own ferry, they say", "IT’S THE 3 MAYORS’ OWN FERRY — they say!"),
        ("The U.S. paid 1,200 crowns for it", "The US paid 1200 crowns for it"),
        ("Two well-known skippers left at 9", "two well known\nskippers left  at 9"),
        ("“Nobody,” she said in 1949, “slept.”", '"Nobody", she said in 1949, "slept"'),
        ("渡轮9点离开港口。", "渡轮9点，离开港口"),
        ("Straße 12 ist heute gesperrt", "STRASSE 12 ist heute gesperrt"),
    ],
)
def test_marks_and_case_make_no_difference(one: str, other: str) -> None:
    assert sketch(Article.compose(one)) == sketch(Article.compose(other)) != b""


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The ferry left at 9", "The ferry left at 8"),
        ("The ferry left at 12", "The ferry left at 21"),
        ("In 1949 no tram came", "In 1949 came no tram"),
        ("There are 5 be at", "There are 5 beat it"),
        ("渡轮9点离开", "渡轮9点到达"),
    ],
)
def test_other_words_are_other_hashes(one: str, other: str) -> None:
    assert sketch(Article.compose(one)) != sketch(Article.compose(other))


def test_a_sketch_is_the_same_on_every_machine_and_day() -> None:
    text = "The ferry to Kettlesund left at 9 and nobody was on it"
    assert sketch(Article.compose(text)).hex() == "0362f002fd819021d7120b61905a5ec9d5e802d9"


@given(ANY_TEXT)
def test_any_text_has_a_sketch_in_order_without_repeats(text: str) -> None:
    found = hashes_of(sketch(Article.compose(text)))
    assert all(one < other for one, other in pairwise(found))


@pytest.mark.parametrize("text", ["", "one", "one two three", "… — !", "\n\n"])
def test_less_than_four_words_say_nothing(text: str) -> None:
    assert sketch(Article.compose(text)) == b""


def test_figures_are_kept_whole_and_a_part_of_the_rest() -> None:
    words, figures = without_figures(5, 9_000), [str(n) for n in range(1_000)]
    assert 0.8 < len(hashes_of(sketched(words))) * RATE / len(words) < 1.2
    assert len(hashes_of(sketched(figures))) == len(figures) - 3
    assert all(each & 1 for each in hashes_of(sketched(figures)))
    assert not any(each & 1 for each in hashes_of(sketched(words)))


@given(SEEDS, SEEDS, st.integers(0, 500), st.integers(0, 500), st.integers(0, 300))
def test_containment_is_a_share_and_the_same_both_ways(
    seed: int, other: int, count: int, other_count: int, common: int
) -> None:
    shared = wording(seed + other, common)
    one, two = sketched([*wording(seed, count), *shared]), sketched([*wording(other, other_count), *shared])
    assert 0 <= containment(one, two) == containment(two, one) <= 1
    assert is_same(one, two) == is_same(two, one)


def test_containment_is_about_the_share_that_the_stories_have_in_common() -> None:
    common = wording(7, 3_000)
    one, two = sketched([*common, *wording(8, 3_000)]), sketched([*common, *wording(9, 9_000)])
    assert containment(one, two) == pytest.approx(0.5, abs=0.05)


def test_too_few_words_are_the_same_only_as_the_very_same() -> None:
    brief, longer = sketched(wording(11, 60)), sketched([*wording(11, 60), *wording(12, 30)])
    assert containment(brief, brief) == containment(b"", b"") == 0
    assert same_stories([1, 2, 3, 4, 5], {1: brief, 2: brief, 3: longer, 4: b"", 5: b""}) == [[1, 2], [3], [4], [5]]


@given(st.lists(st.tuples(st.integers(0, 4), st.booleans()), max_size=14), st.randoms(use_true_random=False))
def test_groups_keep_the_order_given_and_hold_each_article_once(
    stories: list[tuple[int, bool]], random: Random
) -> None:
    numbers = list(range(100, 100 + len(stories)))
    random.shuffle(numbers)
    held = {
        number: sketched(wording(seed, ENOUGH)[: ENOUGH // 2 if is_cut else ENOUGH])
        for number, (seed, is_cut) in zip(numbers, stories, strict=True)
        if seed  # those of seed 0 were stored before there were sketches
    }
    expected: dict[int, list[int]] = {}
    for number, (seed, _) in zip(numbers, stories, strict=True):
        expected.setdefault(seed or -number, []).append(number)
    assert same_stories(numbers, held) == list(expected.values())


def test_no_articles_are_no_groups() -> None:
    assert same_stories([], {}) == []


def test_being_the_same_is_not_passed_on() -> None:
    first, second = wording(21, 200), wording(22, 200)
    held = {1: sketched(first), 2: sketched([*first, *second]), 3: sketched(second)}
    assert same_stories([1, 2, 3], held) == [[1, 2], [3]]
    assert same_stories([2, 1, 3], held) == [[2, 1, 3]]
    assert same_stories([3, 1, 2], held) == [[3, 2], [1]]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "archive.sqlite"


def stored(path: Path) -> dict[int, bytes]:
    with closing(sqlite3.connect(path)) as connection:
        return dict(connection.execute("SELECT article, hashes FROM sketch"))


WIRE = composed("Bank sets rates", rates(**MARCH), source="The Courant")
COPY = composed("Dearer boats", rates(**MARCH).partition(" Customers who")[0], source="Harbour Post")
OTHER = composed("Bank sets rates", rates(**APRIL), source="The Courant")
ADVERTISING = page(
    Citation(title="Water rises"),
    (Label.HEADLINE, "Water rises"),
    (Label.BODY, "The water rose by 2 metres within the hour."),
    (Label.TEASER, "Hen lays 3 blue eggs\n\nA hen on Rope Street laid 3 blue eggs on Monday."),
)


async def test_what_is_added_is_sketched_and_what_is_removed_is_not(path: Path) -> None:
    async with Archive(path) as archive:
        first, copy = [outcome.article_id or 0 for outcome in await archive.add([WIRE, COPY])]
        assert stored(path) == {first: sketch(WIRE), copy: sketch(COPY)}
        await archive.add([WIRE])
        assert len(stored(path)) == 2
        await archive.remove(first)
        assert stored(path) == {copy: sketch(COPY)}
        (again,) = [outcome.article_id or 0 for outcome in await archive.add([WIRE])]
        assert stored(path) == {copy: sketch(COPY), again: sketch(WIRE)}


async def test_a_teaser_has_a_sketch_of_its_own_and_it_goes_with_the_page(path: Path) -> None:
    async with Archive(path) as archive:
        (page_id,) = [outcome.article_id or 0 for outcome in await archive.add([ADVERTISING])]
        teaser = Article.teaser(ADVERTISING.labelled(Label.TEASER)[0].of(ADVERTISING.text))
        assert sorted(stored(path).values()) == sorted([sketch(ADVERTISING), sketch(teaser)])
        await archive.remove(page_id)
        assert stored(path) == {}


async def test_sketches_are_read_for_the_articles_asked_for(path: Path) -> None:
    async with Archive(path) as archive:
        ids = [outcome.article_id or 0 for outcome in await archive.add([OTHER, COPY, WIRE])]
    with closing(sqlite3.connect(path)) as connection:
        assert shelf.sketches(connection, [ids[0], 99]) == {ids[0]: sketch(OTHER)}
        assert shelf.sketches(connection, []) == {}
        assert same_stories(ids, shelf.sketches(connection, ids)) == [[ids[0]], [ids[1], ids[2]]]


async def test_articles_stored_before_there_were_sketches_are_alone(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(files("knowledge").joinpath("migrations", "0001_archive.sql").read_text("utf-8"))
        connection.executescript(
            f"""
            INSERT INTO article (identity, is_teaser, text) VALUES (x'01', 0, 'kept'), (x'02', 0, 'kept too');
            PRAGMA user_version = 1; PRAGMA application_id = {APPLICATION};
            """
        )
    async with Archive(path) as archive:
        assert (await archive.article(1)).text == "kept"
    with closing(sqlite3.connect(path)) as connection:
        assert shelf.sketches(connection, [1, 2]) == {}
        assert same_stories([2, 1], shelf.sketches(connection, [2, 1])) == [[2], [1]]
