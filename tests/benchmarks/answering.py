"""Whole answers, question to verbatim excerpts, beside retrieval alone and tantivy's on the same passages, in one run.

    python tests/benchmarks/answering.py --passages 1000000 --questions 500 --folder /tmp/million

Prints Markdown. The folder is filled when it is empty, and used again when it is not: a million passages take minutes.
"""

from __future__ import annotations

import argparse
import asyncio
import gc
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import partial
from itertools import islice
from pathlib import Path
from shutil import rmtree
from time import perf_counter

import corpus
import numpy as np
import report
import with_archive
import with_tantivy
from measures import Ask, Times, in_turn, off_the_loop
from nouns import Asked

from knowledge import Archive, Article, Question
from knowledge.stopwords import STOP_WORDS

OUTLETS = ("The Harbour Post", "Coast Weekly", "Morning Ledger", "Evening Ledger", "Valley Times")
FIRST_DAY = date(2016, 1, 1)
SAMPLE = 20_000
"""Passages that tantivy is given: it is a yardstick here, and is measured at every size in search.py."""


async def main() -> None:
    """Fill the archive if need be, ask, and print what it took."""
    options = _options()
    options.folder.mkdir(parents=True, exist_ok=True)
    if not (options.folder / with_archive.FILE).exists():
        await _fill(options.folder, options.passages)
    questions = corpus.about(corpus.invented(2, corpus.PASSAGE_WORDS), 2)
    asked = list(islice(questions, options.questions))
    (options.folder / "stop_words.txt").write_text(" ".join(STOP_WORDS[corpus.LANGUAGE]), "utf-8")
    rmtree(options.folder / with_tantivy.Engine.FOLDER, ignore_errors=True)
    with_tantivy.Engine.build(options.folder, list(islice(corpus.pieces(_articles()), SAMPLE)))
    async with Archive(options.folder / with_archive.FILE) as archive:
        held = (await archive.statistics()).passages
        engines: dict[str, Ask] = {
            "archive.answer": partial(_answered, archive),
            "archive.search": partial(_found, archive),
            "tantivy": off_the_loop(with_tantivy.Engine(options.folder).search),
        }
        gc.collect()
        times = await in_turn(engines, asked, options.rounds)
    report.tell(report.machine())
    report.tell(_told(held, asked, times))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="How long whole answers take.")
    parser.add_argument("--passages", type=int, default=100_000)
    parser.add_argument("--questions", type=int, default=500)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--folder", type=Path, required=True)
    return parser.parse_args()


async def _fill(folder: Path, passages: int) -> None:
    started = perf_counter()
    await with_archive.build(folder, _articles(), passages)
    seconds = perf_counter() - started
    report.tell(f"`Archive.add` took {seconds:.0f} s: {passages / seconds:,.0f} passages a second.")


def _articles() -> Iterator[Article]:
    """Articles of ten passages, of five outlets, each of another day."""
    for number, article in enumerate(corpus.invented(1, corpus.LONG_ARTICLE_WORDS)):
        published = (FIRST_DAY + timedelta(days=number % 3650)).isoformat()
        stated = {"source": OUTLETS[number % len(OUTLETS)], "published": published}
        yield article.model_copy(update={"citation": article.citation.model_copy(update=stated)})


async def _answered(archive: Archive, asked: Asked) -> list[int]:
    answer = await archive.answer(Question(text=asked.text))
    return [excerpt.reference.article_id for excerpt in answer.excerpts]


async def _found(archive: Archive, asked: Asked) -> list[int]:
    return [hit.number for hit in await archive.search(asked.text, 10)]


def _told(passages: int, asked: Sequence[Asked], times: dict[str, Times]) -> str:
    title = f"{passages:,} passages, {len(asked)} questions of {np.mean([len(one.terms) for one in asked]):.1f} terms"
    rows = [
        f"| {name} | {one.percentile(50):.2f} | {one.percentile(95):.2f} | {one.percentile(99):.2f} |"
        for name, one in times.items()
    ]
    head = [f"{title}; tantivy over {SAMPLE:,}.", "", "| | p50 ms | p95 ms | p99 ms |", "|---|---|---|---|"]
    return "\n".join([*head, *rows])


if __name__ == "__main__":
    asyncio.run(main())
