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
from knowledge.store import indexing, postings
from knowledge.store.postings import SEGMENT, UINT16
from knowledge.words import VERSION

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
PACE = st.tuples(st.sampled_from([1, 2, 3, 16]), st.sampled_from([1, 2, 5, 2000]))
"""MERGED and MOVED."""


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
    indexing.create(connection)
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
            first = indexing.add(connection, passages)
            corpus |= dict(enumerate(passages, first))
        case "remove", int(which) if corpus:
            number = sorted(corpus)[which % len(corpus)]
            indexing.remove(connection, {number: corpus.pop(number)})
        case "sweep", int(most):
            indexing.sweep(connection, most)


def swept_all(connection: sqlite3.Connection) -> None:
    while indexing.sweep(connection, 1):
        pass


def rows(connection: sqlite3.Connection, run: int | None = None) -> int:
    (number,) = connection.execute(
        "SELECT (SELECT count(*) FROM posting WHERE run = coalesce(?1, run))"
        " + (SELECT count(*) FROM gathering WHERE run = coalesce(?1, run))",
        (run,),
    ).fetchone()
    return int(number)


def merge_all(connection: sqlite3.Connection) -> None:
    """All that was added into the runs in which it stays."""
    for run in range(postings.PASSING):
        while indexing.merge(connection, run, 3):
            pass


@pytest.mark.parametrize(("passages", "last"), [(0, None), (1, 0), (15, 0), (16, 1), (4095, 2), (4096, 3), (10**6, 3)])
def test_the_runs_that_are_merged_after_a_load_are_as_small_as_the_load(passages: int, last: int | None) -> None:
    assert [*indexing.runs_of(passages)][-1:] == ([] if last is None else [last])


@settings(deadline=None, max_examples=120, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS, asked=st.tuples(QUESTION, st.integers(1, 12)), first=FIRST, pace=PACE)
def test_scores_and_order_are_the_oracles_after_any_adds_and_removes(
    rank: Rank,
    steps: list[tuple[str, object]],
    asked: tuple[list[str], int],
    first: int,
    pace: tuple[int, int],
) -> None:
    corpus: Corpus = {}
    question, limit = asked
    with pytest.MonkeyPatch.context() as patch, closing(opened()) as connection:
        patch.setattr(indexing, "MERGED", pace[0])
        patch.setattr(indexing, "MOVED", pace[1])
        patch.setattr(retriever, "fastest", lambda: rank)
        connection.execute("UPDATE collection SET next_number = ?", (first,))
        for step in steps:
            take(connection, corpus, step)
            assert list(retriever.search(connection, question, limit).best) == oracle(corpus, question, limit)
        assert postings.collection(connection) == (
            postings.Collection(len(corpus), sum(len(terms) for terms in corpus.values()))
        )
        for number, terms in corpus.items():
            indexing.remove(connection, {number: terms})
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
    indexing.add(connection, corpus)
    held: Corpus = dict(enumerate(corpus))
    for question in (["a"], ["a", "b"], ["b", "a", "b"], ["nowhere"], ["nowhere", "c"], []):
        for limit in (1, 3, 100):
            found = retriever.search(connection, question, limit)
            assert list(found.best) == oracle(held, question, limit)
            assert found.passages == len(corpus)


def test_a_single_document_that_holds_the_word_scores_above_nothing(connection: sqlite3.Connection) -> None:
    indexing.add(connection, [["the", "only", "one"]])
    ((number, score),) = retriever.search(connection, ["only"], 10).best
    assert number == 0
    assert score > 0


def test_ties_go_to_the_smaller_number(
    connection: sqlite3.Connection, rank: Rank, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(retriever, "fastest", lambda: rank)
    connection.execute("UPDATE collection SET next_number = ?", (SEGMENT - 5,))
    indexing.add(connection, [["a", "b"]] * 5 + [["a", "b"]] * 5)
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
        indexing.add(connection, corpus[start : start + 1250])
    held: Corpus = dict(enumerate(corpus, SEGMENT - 4000))
    for number in range(SEGMENT - 4000, SEGMENT + 6000, 97):
        indexing.remove(connection, {number: held.pop(number)})
    for question in (["t1", "t2", "t7"], ["t40", "t3000", "t1"], ["t999"]):
        assert list(retriever.search(connection, question, 50).best) == oracle(held, question, 50)


def test_what_is_added_is_found_before_while_and_after_it_is_merged(
    connection: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(indexing, "MERGED", 2)
    monkeypatch.setattr(indexing, "MOVED", 2)
    runs = set()
    for number in range(1, 80):
        indexing.add(connection, [["a", f"only{number}"]])
        assert len(retriever.search(connection, ["a"], 100).best) == number
        assert len(retriever.search(connection, [f"only{number}"], 100).best) == 1
        runs |= {run for (run,) in connection.execute("SELECT run FROM posting UNION SELECT run FROM gathering")}
    assert runs == {0, 1, 2, 3, 4}


def test_a_question_looks_into_few_rows_of_a_term_however_many_additions_there_were(
    connection: sqlite3.Connection,
) -> None:
    for _ in range(5000):
        indexing.add(connection, [["a"]])
    assert len(postings.fetch(connection, ["a"])) < postings.PASSING * indexing.MERGED
    assert len(retriever.search(connection, ["a"], 10_000).best) == 5000


def test_large_additions_are_written_less_often_than_small_ones(connection: sqlite3.Connection) -> None:
    for size, run in ((1, 0), (15, 0), (16, 1), (255, 1), (256, 2), (4096, 3), (70_000, 3)):
        before = rows(connection, run)
        indexing.add(connection, [["a"]] * size)
        assert rows(connection, run) > before


def test_an_addition_merges_no_more_than_some_rows(
    connection: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    indexing.add(connection, [[f"t{number:03}" for number in range(100)]])
    monkeypatch.setattr(indexing, "MERGED", 1)
    monkeypatch.setattr(indexing, "MOVED", 10)
    moved = []
    while held := rows(connection, run=0):
        indexing.add(connection, [])
        moved.append(held - rows(connection, run=0))
    assert moved == [10] * 10


def test_merging_changes_no_score(connection: sqlite3.Connection) -> None:
    indexing.add(connection, [["a", "b"], ["a"], ["b", "c"]])
    before = retriever.search(connection, ["a", "c"], 10)
    merge_all(connection)
    assert rows(connection, run=4) == rows(connection)
    assert retriever.search(connection, ["a", "c"], 10) == before


def test_an_archive_that_was_made_before_there_were_runs_is_searched_as_it_was() -> None:
    scripts = sorted(files("knowledge").joinpath("migrations").iterdir(), key=lambda file: file.name)
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        for script in scripts[:3]:
            connection.executescript(script.read_text("utf-8"))
        connection.execute(f"INSERT INTO collection VALUES ({17 * SEGMENT + 2}, 3, 3, 1, {VERSION}, 1)")
        blobs = np.array([0], UINT16).tobytes(), np.array([1 << 8 | 1], UINT16).tobytes()
        connection.execute("INSERT INTO posting VALUES ('a', 0, ?, ?)", blobs)
        connection.execute("INSERT INTO posting VALUES ('a', 17, ?, ?)", blobs)
        connection.execute("INSERT INTO fresh VALUES ('a', 17, ?, ?)", (b"\1\0", blobs[1]))
        for script in scripts[3:]:
            connection.executescript(script.read_text("utf-8"))
        indexing.create(connection)
        merge_all(connection)
        indexing.add(connection, [["b"]])
        found = retriever.search(connection, ["a"], 10).best
        assert [number for number, _ in found] == [0, 17 * SEGMENT, 17 * SEGMENT + 1]
        assert [(row.term, row.segment) for row in postings.fetch(connection, ["b"])] == [("b", 17)]


def test_numbers_are_not_used_again(connection: sqlite3.Connection) -> None:
    assert indexing.add(connection, [["a"], ["b"]]) == 0
    indexing.remove(connection, {1: ["b"]})
    assert indexing.add(connection, [["b"]]) == 2
    assert indexing.add(connection, []) == 3


def test_a_term_asked_twice_counts_once(connection: sqlite3.Connection) -> None:
    indexing.add(connection, [["a", "b"], ["a"]])
    assert retriever.search(connection, ["a", "a"], 10) == retriever.search(connection, ["a"], 10)


def test_rarities_are_of_the_moment(connection: sqlite3.Connection) -> None:
    indexing.add(connection, [["a"], ["a", "b"], []])
    assert retriever.search(connection, ["a", "b", "c"], 1).idf == {"a": math.log(4 / 2), "b": math.log(4 / 1)}
    indexing.remove(connection, {0: ["a"]})
    assert retriever.search(connection, ["a", "b", "c"], 1).idf == {"a": math.log(3), "b": math.log(3)}


def test_an_index_of_other_terms_is_refused(connection: sqlite3.Connection) -> None:
    indexing.create(connection)
    connection.execute("UPDATE collection SET words_version = words_version + 1")
    with pytest.raises(ArchiveError, match="another version"):
        indexing.create(connection)


def test_the_compiled_kernel_is_used_when_it_is_there() -> None:
    pytest.importorskip("numba", reason="the extra [fast] is not installed")
    assert retriever.fastest() is not ranking.rank


@pytest.mark.parametrize("limit", [0, -1])
def test_who_wants_nothing_gets_nothing(
    connection: sqlite3.Connection, rank: Rank, monkeypatch: pytest.MonkeyPatch, limit: int
) -> None:
    monkeypatch.setattr(retriever, "fastest", lambda: rank)
    indexing.add(connection, [["a"], ["b"]])
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
    indexing.add(connection, [["a", "b"], ["a", "c"], ["d"]])
    merge_all(connection)
    indexing.add(connection, [["a", "d"]])
    indexing.remove(connection, {0: ["a", "b"], 3: ["a", "d"]})
    for _ in range(2):
        assert postings.held(connection, ["a", "b", "c", "d", "e"]) == {"a", "c", "d"}
        assert postings.beginning(connection, "", 100) == {"a": 1, "c": 1, "d": 1}
        assert postings.numbers(connection, ["a", "b"]).tolist() == [1]
        assert (postings.some(connection, "a", 5), postings.some(connection, "b", 5)) == ([1], [])
        assert {row.term for row in postings.fetch(connection, ["a", "b", "d"])} == {"a", "d"}
        swept_all(connection)
    assert connection.execute("SELECT count(*) FROM removed").fetchone() == (0,)


def test_a_sweep_does_some_and_says_whether_there_may_be_more(connection: sqlite3.Connection) -> None:
    indexing.add(connection, [[f"t{number}" for number in range(20)]])
    indexing.remove(connection, {0: [f"t{number}" for number in range(20)]})
    assert indexing.sweep(connection, 1)
    assert rows(connection) == 19
    assert indexing.sweep(connection)
    assert rows(connection) == 0
    assert not indexing.sweep(connection)


def test_adding_sweeps_out_what_was_removed_once_there_is_enough(
    connection: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(indexing, "FETCHED", 3)
    indexing.add(connection, [["a", "b"], ["d"]])
    indexing.remove(connection, {0: ["a", "b"]})
    indexing.add(connection, [["c"]])
    assert rows(connection) == 4
    indexing.remove(connection, {1: ["d"]})
    indexing.add(connection, [["e"]])
    assert rows(connection) == 2


def test_more_is_removed_than_one_sweep_looks_at(
    connection: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(indexing, "FETCHED", 3)
    indexing.add(connection, [["a", "b"]] * 5)
    indexing.remove(connection, {number: ["a", "b"] for number in range(4)})
    swept_all(connection)
    assert [len(row.passages) for row in postings.fetch(connection, ["a", "b"])] == [2, 2]
