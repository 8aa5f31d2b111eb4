"""Search over 100,000 passages: the archive beside tantivy, rank-bm25-rs, SQLite's FTS5 and rank-bm25, in one run.

    python tests/benchmarks/search.py --passages 100000 --questions 300 --seed 1

Prints Markdown. Articles are invented; with BACKISSUE_TEST_DATA set, a second part is measured on real ones.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
from collections.abc import Iterable
from functools import partial
from importlib import import_module
from importlib.util import find_spec
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

import corpus
import report
import with_archive
import with_fts5
import with_rank_bm25
import with_rank_bm25_rs
import with_tantivy
from measures import Ask, Times, in_turn, off_the_loop, on_the_loop, probed, until_found
from nouns import Asked
from with_archive import Rank

from knowledge import Archive, Article, ranking
from knowledge.stopwords import STOP_WORDS

PEERS: dict[str, Any] = {
    "tantivy": with_tantivy.Engine,
    "tantivy, given terms": with_tantivy.GivenTerms,
    "rank-bm25-rs": with_rank_bm25_rs.Engine,
    "SQLite FTS5": with_fts5.Engine,
    "rank-bm25": with_rank_bm25.Engine,
}
YARDSTICK = "tantivy"
SLOW = ("rank-bm25-rs", "SQLite FTS5")
"""Asked in a second turn: each takes so much through the processor's cache that whoever is asked next is slowed."""
SLOWEST = "rank-bm25"
"""Asked every tenth question only, for it takes .2 s each."""
RANKS: dict[str, Rank] = {"archive, numpy": ranking.rank}
if find_spec("numba"):
    RANKS["archive, [fast]"] = import_module("knowledge.kernel").rank
ADDITIONS = 3


async def main() -> None:
    """Measure on invented articles, and on real ones where there are any."""
    options = _options()
    report.tell(report.machine())
    questions = corpus.about(corpus.invented(options.seed + 1, corpus.PASSAGE_WORDS), options.seed)
    await measure("Invented articles", corpus.invented(options.seed), questions, options)
    if data := os.environ.get("BACKISSUE_TEST_DATA"):
        pool, quiz = Path(data, "pool"), Path(data, "questions", "rtqa")
        articles = corpus.real([pool / "articles.jsonl", quiz / "articles.jsonl"])
        await measure("Real news", articles, corpus.real_questions([quiz / "questions.dev.jsonl"]), options)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Search over many passages, beside other engines.")
    parser.add_argument("--passages", type=int, default=100_000)
    parser.add_argument("--questions", type=int, default=300)
    parser.add_argument("--rounds", type=int, default=5, help="how often every question is asked (default: 5)")
    parser.add_argument("--seed", type=int, default=1)
    return parser.parse_args()


async def measure(
    title: str, articles: Iterable[Article], questions: Iterable[Asked], options: argparse.Namespace
) -> None:
    """Give every engine the same passages, ask all the same questions, and print what it took."""
    asked = list(islice(questions, options.questions))
    with TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "questions.json").write_text(json.dumps(asked), "utf-8")
        (folder / "stop_words.txt").write_text(" ".join(STOP_WORDS[corpus.LANGUAGE]), "utf-8")
        started = perf_counter()
        held = await with_archive.build(folder, articles, options.passages)
        loading = perf_counter() - started
        pieces = list(corpus.pieces(held))
        for peer in PEERS.values():
            peer.build(folder, pieces)
        report.tell(report.opening(title, len(held), pieces, asked, loading))
        waited = await _waited(folder, asked, options.rounds)
        report.tell(report.searches(waited, await _bare(folder, asked, options.rounds), YARDSTICK))
        probes = {name: probed(name, folder) for name in (*RANKS, *PEERS)}
        report.tell(report.starts(probes, await _added(folder, len(pieces), options.seed)))
        report.tell(report.removal(*await with_archive.removal(folder)))


async def _waited(folder: Path, asked: list[Asked], rounds: int) -> dict[str, Times]:
    """Every engine as an asynchronous program calls it."""
    peers = {name: off_the_loop(peer(folder).search) for name, peer in PEERS.items()}
    async with Archive(folder / with_archive.FILE) as archive:
        ours = {name: with_archive.searched(archive, rank) for name, rank in RANKS.items()}
        return await _in_turns(ours | peers, asked, rounds)


async def _bare(folder: Path, asked: list[Asked], rounds: int) -> dict[str, Times]:
    """Every engine as a plain function, which holds up all else."""
    ours = {name: with_archive.bare(folder, rank) for name, rank in RANKS.items()}
    peers = {name: on_the_loop(peer(folder).search) for name, peer in PEERS.items()}
    return await _in_turns(ours | peers, asked, rounds)


async def _in_turns(engines: dict[str, Ask], asked: list[Asked], rounds: int) -> dict[str, Times]:
    """The fast engines in turn, then the slow ones, then the slowest alone."""
    slowest = {SLOWEST: engines.pop(SLOWEST)}
    slow = {name: engines.pop(name) for name in SLOW}
    return (
        await in_turn(engines, asked, rounds)
        | await in_turn(slow, asked, rounds)
        | await in_turn(slowest, asked[::10], rounds)
    )


async def _added(folder: Path, first: int, seed: int) -> dict[str, list[float]]:
    """Seconds from an article's addition to an answer from it, for each of several articles of ten passages."""
    peers = {name: peer(folder) for name, peer in PEERS.items()}
    seconds: dict[str, list[float]] = {name: [] for name in (*RANKS, *peers)}
    async with Archive(folder / with_archive.FILE) as archive:
        for article, asked in corpus.news(seed, ADDITIONS):
            pieces = list(corpus.pieces([article]))
            ours = with_archive.searched(archive, ranking.rank)
            seconds["archive, numpy"].append(await until_found(partial(archive.add, [article]), ours, asked, first))
            for name, peer in peers.items():
                add = partial(asyncio.to_thread, peer.add, pieces, first)
                seconds[name].append(await until_found(add, off_the_loop(peer.search), asked, first))
            first += len(pieces)
    return {name: taken for name, taken in seconds.items() if taken}


if __name__ == "__main__":
    asyncio.run(main())
