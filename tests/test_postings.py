"""Retrieval is BM25, exactly: the scores and the order of rank-bm25 over whatever the archive holds at the moment."""

from __future__ import annotations

import math
import sqlite3
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from importlib.resources import files

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rank_bm25 import BM25Plus

from knowledge import ranking, retriever
from knowledge.errors import ArchiveError
from knowledge.ranking import Batch, Floats, Scored
from knowledge.store import postings
from knowledge.store.postings import SEGMENT

Rank = Callable[[Batch, Floats, int], list[Scored]]
Corpus = dict[int, Sequence[str]]
"""What is left: the terms of each passage, by its number."""

VOCABULARY = ["a", "b", "c", "dd", "ß", "中文", "ano", "año", "🙂", "'; DROP TABLE posting; --", "%", "A"]
TERMS = st.one_of(
    st.sampled_from(VOCABULARY),
    st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=4),
)
PASSAGE = st.one_of(
    st.lists(TERMS, max_size=12),
    st.lists(st.sampled_from(["a", "b"]), max_size=255),
)
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("add"), st.lists(PASSAGE, max_size=8)),
        st.tuples(st.just("remove"), st.integers(0, 1000)),
        st.tuples(st.just("sweep"), st.integers(1, 8)),
    ),
    max_size=12,
)
QUESTION = st.lists(TERMS, max_size=6)
FIRST = st.sampled_from([0, 0, SEGMENT - 3, 2 * SEGMENT - 1, 5 * SEGMENT])
FOLD_AT = st.sampled_from([0, 1, 3, 10, 4096])


@pytest.fixture(params=["numpy", "numba"])
def rank(request: pytest.FixtureRequest) -> Rank:
    """Each of the two ways to the same figures."""
    if request.param == "numpy":
        return ranking.rank
    pytest.importorskip("numba", reason="the extra [fast] is not installed")
    from knowledge.kernel import rank as compiled  # noqa: PLC0415 - numba is optional

    return compiled


@pytest.fixture
def connection() -> Iterator[sqlite3.Connection]:
    with closing(opened()) as connection:
        yield connection


def opened() -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    for script in sorted(files("knowledge").joinpath("migrations").iterdir(), key=lambda file: file.name):
        connection.executescript(script.read_text("utf-8"))
    postings.create(connection)
    return connection


def oracle(corpus: Corpus, question: Sequence[str], limit: int) -> list[Scored]:
    """What rank-bm25 says; nothing where it is undefined."""
    if not any(corpus.values()):
        return []
    numbers = sorted(corpus)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)
        scores = BM25Plus([list(corpus[number]) for number in numbers], k1=0.9, b=0.5, delta=0).get_scores(
            list(dict.fromkeys(question))
        )
    scored = [(number, float(score)) for number, score in zip(numbers, scores, strict=True) if score > 0]
    return sorted(scored, key=lambda one: (-one[1], one[0]))[:limit]


def take(connection: sqlite3.Connection, corpus: Corpus, step: tuple[str, object]) -> None:
    match step:
        case "add", list(passages):
            first = postings.add(connection, passages)
            corpus |= dict(enumerate(passages, first))
        case "remove", int(which) if corpus:
            number = sorted(corpus)[which % len(corpus)]
            postings.remove(connection, {number: corpus.pop(number)})
        case "sweep", int(most):
            postings.sweep(connection, most)


def swept_all(connection: sqlite3.Connection) -> None:
    while postings.sweep(connection, 1):
        pass


def rows(connection: sqlite3.Connection) -> int:
    (number,) = connection.execute("SELECT (SELECT count(*) FROM posting) + (SELECT count(*) FROM fresh)").fetchone()
    return int(number)


@settings(deadline=None, max_examples=120, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS, asked=st.tuples(QUESTION, st.integers(1, 12)), first=FIRST, fold_at=FOLD_AT)
def test_scores_and_order_are_the_oracles_after_any_adds_and_removes(
    rank: Rank, steps: list[tuple[str, object]], asked: tuple[list[str], int], first: int, fold_at: int
) -> None:
    corpus: Corpus = {}
    question, limit = asked
    with pytest.MonkeyPatch.context() as patch, closing(opened()) as connection:
        patch.setattr(postings, "FOLD_AT", fold_at)
        patch.setattr(retriever, "fastest", lambda: rank)
        connection.execute("UPDATE collection SET next_number = ?", (first,))
        for step in steps:
            take(connection, corpus, step)
            assert list(retriever.search(connection, question, limit).best) == oracle(corpus, question, limit)
        assert postings.collection(connection) == (
            postings.Collection(len(corpus), sum(len(terms) for terms in corpus.values()))
        )
        for number, terms in corpus.items():
            postings.remove(connection, {number: terms})
        swept_all(connection)
        assert rows(connection) == 0
        assert retriever.search(connection, question, limit).best == ()


@pytest.mark.parametrize(
    "corpus",
    [
        [],
        [[]],
        [[], []],
        [["a"]],
        [["a"], ["a"]],
        [["a", "b"], [], ["a", "a", "c"]],
        [["b"], ["b"]],
        [["a"] * 255, ["a"] * 254 + ["b"], ["b"]],
        [["a", "b", "c"]] * 40,
    ],
)
def test_small_corpora_are_ranked_as_the_oracle_ranks_them(
    connection: sqlite3.Connection, rank: Rank, monkeypatch: pytest.MonkeyPatch, corpus: list[list[str]]
) -> None:
    monkeypatch.setattr(retriever, "fastest", lambda: rank)
    postings.add(connection, corpus)
    held: Corpus = dict(enumerate(corpus))
    for question in (["a"], ["a", "b"], ["b", "a", "b"], ["nowhere"], ["nowhere", "c"], []):
        for limit in (1, 3, 100):
            found = retriever.search(connection, question, limit)
            assert list(found.best) == oracle(held, question, limit)
            assert found.passages == len(corpus)


def test_a_single_document_that_holds_the_word_scores_above_nothing(connection: sqlite3.Connection) -> None:
    postings.add(connection, [["the", "only", "one"]])
    ((number, score),) = retriever.search(connection, ["only"], 10).best
    assert number == 0
    assert score > 0


def test_ties_go_to_the_smaller_number(
    connection: sqlite3.Connection, rank: Rank, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(retriever, "fastest", lambda: rank)
    connection.execute("UPDATE collection SET next_number = ?", (SEGMENT - 5,))
    postings.add(connection, [["a", "b"]] * 5 + [["a", "b"]] * 5)
    found = retriever.search(connection, ["a", "b"], 7).best
    assert [number for number, _ in found] == list(range(SEGMENT - 5, SEGMENT + 2))
    assert len({score for _, score in found}) == 1


def test_ten_thousand_passages_over_two_segments_are_ranked_as_the_oracle_ranks_them(
    connection: sqlite3.Connection, rank: Rank, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(retriever, "fastest", lambda: rank)
    random = np.random.default_rng(7)
    connection.execute("UPDATE collection SET next_number = ?", (SEGMENT - 4000,))
    lengths = random.integers(0, 30, 10_000)
    corpus = [[f"t{min(int(term), 3000)}" for term in random.zipf(1.3, length)] for length in lengths]
    for start in range(0, len(corpus), 1250):
        postings.add(connection, corpus[start : start + 1250])
    held: Corpus = dict(enumerate(corpus, SEGMENT - 4000))
    for number in range(SEGMENT - 4000, SEGMENT + 6000, 97):
        postings.remove(connection, {number: held.pop(number)})
    for question in (["t1", "t2", "t7"], ["t40", "t3000", "t1"], ["t999"]):
        assert list(retriever.search(connection, question, 50).best) == oracle(held, question, 50)


def test_what_is_added_is_found_before_and_after_it_is_folded(
    connection: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postings, "FOLD_AT", 3)
    for number in range(1, 12):
        postings.add(connection, [["a", f"only{number}"]])
        assert len(retriever.search(connection, ["a"], 100).best) == number
        (gathered,) = connection.execute("SELECT fresh_passages FROM collection").fetchone()
        assert gathered <= 3


def test_more_passages_than_the_small_table_takes_go_straight_to_the_large_one(
    connection: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postings, "FOLD_AT", 3)
    postings.add(connection, [["a"]] * 10)
    assert connection.execute("SELECT count(*) FROM fresh").fetchone() == (0,)
    assert len(retriever.search(connection, ["a"], 100).best) == 10


def test_folding_changes_no_score(connection: sqlite3.Connection) -> None:
    postings.add(connection, [["a", "b"], ["a"], ["b", "c"]])
    before = retriever.search(connection, ["a", "c"], 10)
    postings.fold(connection)
    assert retriever.search(connection, ["a", "c"], 10) == before


def test_numbers_are_not_used_again(connection: sqlite3.Connection) -> None:
    assert postings.add(connection, [["a"], ["b"]]) == 0
    postings.remove(connection, {1: ["b"]})
    assert postings.add(connection, [["b"]]) == 2
    assert postings.add(connection, []) == 3


def test_a_term_asked_twice_counts_once(connection: sqlite3.Connection) -> None:
    postings.add(connection, [["a", "b"], ["a"]])
    assert retriever.search(connection, ["a", "a"], 10) == retriever.search(connection, ["a"], 10)


def test_rarities_are_of_the_moment(connection: sqlite3.Connection) -> None:
    postings.add(connection, [["a"], ["a", "b"], []])
    assert retriever.search(connection, ["a", "b", "c"], 1).idf == {"a": math.log(4 / 2), "b": math.log(4 / 1)}
    postings.remove(connection, {0: ["a"]})
    assert retriever.search(connection, ["a", "b", "c"], 1).idf == {"a": math.log(3), "b": math.log(3)}


def test_an_index_of_other_terms_is_refused(connection: sqlite3.Connection) -> None:
    postings.create(connection)
    connection.execute("UPDATE collection SET words_version = words_version + 1")
    with pytest.raises(ArchiveError, match="another version"):
        postings.create(connection)


def test_the_compiled_kernel_is_used_when_it_is_there() -> None:
    pytest.importorskip("numba", reason="the extra [fast] is not installed")
    assert retriever.fastest() is not ranking.rank


@pytest.mark.parametrize("limit", [0, -1])
def test_who_wants_nothing_gets_nothing(
    connection: sqlite3.Connection, rank: Rank, monkeypatch: pytest.MonkeyPatch, limit: int
) -> None:
    monkeypatch.setattr(retriever, "fastest", lambda: rank)
    postings.add(connection, [["a"], ["b"]])
    found = retriever.search(connection, ["a"], limit)
    assert found.best == ()
    assert found.idf == {"a": math.log(3)}


@pytest.mark.parametrize("limit", [1, 2, 5])
def test_a_rank_leaves_nothing_behind_for_the_next(rank: Rank, limit: int) -> None:
    gain = np.ones(SEGMENT)
    batch = Batch(
        passages=np.array([1, 2, 2, 0, 1], np.uint16),
        codes=np.zeros(5, np.uint16),
        ends=np.array([2, 3, 5]),
        segments=np.array([0, 0, 3]),
        weights=np.array([1.0, 0.5, 2.0]),
    )
    expected = [(3 * SEGMENT, 2.0), (3 * SEGMENT + 1, 2.0), (2, 1.5), (1, 1.0)][:limit]
    assert [rank(batch, gain, limit) for _ in range(3)] == [expected] * 3
    assert not ranking.scratch.sums.any()


def test_what_is_removed_is_in_no_list_before_it_is_swept_out_and_after(connection: sqlite3.Connection) -> None:
    postings.add(connection, [["a", "b"], ["a", "c"], ["d"]])
    postings.fold(connection)
    postings.add(connection, [["a", "d"]])
    postings.remove(connection, {0: ["a", "b"], 3: ["a", "d"]})
    for _ in range(2):
        assert postings.held(connection, ["a", "b", "c", "d", "e"]) == {"a", "c", "d"}
        assert postings.beginning(connection, "", 100) == {"a": 1, "c": 1, "d": 1}
        assert postings.numbers(connection, ["a", "b"]).tolist() == [1]
        assert (postings.some(connection, "a", 5), postings.some(connection, "b", 5)) == ([1], [])
        assert {row.term for row in postings.fetch(connection, ["a", "b", "d"])} == {"a", "d"}
        swept_all(connection)
    assert connection.execute("SELECT count(*) FROM removed").fetchone() == (0,)


def test_a_sweep_does_some_and_says_whether_there_may_be_more(connection: sqlite3.Connection) -> None:
    postings.add(connection, [[f"t{number}" for number in range(20)]])
    postings.remove(connection, {0: [f"t{number}" for number in range(20)]})
    assert postings.sweep(connection, 1)
    assert rows(connection) == 19
    assert postings.sweep(connection)
    assert rows(connection) == 0
    assert not postings.sweep(connection)


def test_adding_sweeps_out_what_was_removed(connection: sqlite3.Connection) -> None:
    postings.add(connection, [["a", "b"]])
    postings.remove(connection, {0: ["a", "b"]})
    postings.add(connection, [["c"]])
    assert rows(connection) == 1


def test_more_is_removed_than_one_sweep_looks_at(
    connection: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postings, "FETCHED", 3)
    postings.add(connection, [["a", "b"]] * 5)
    postings.remove(connection, {number: ["a", "b"] for number in range(4)})
    swept_all(connection)
    assert [len(row.passages) for row in postings.fetch(connection, ["a", "b"])] == [2, 2]
