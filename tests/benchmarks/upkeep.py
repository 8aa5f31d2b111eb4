"""What changes cost an archive, and what a load costs those who ask meanwhile, each beside the same without it.

    python tests/benchmarks/answering.py --passages 1000000 --folder /tmp/million
    python tests/benchmarks/upkeep.py --folder /tmp/million

Prints Markdown. What is added is removed again; what is loaded is taken back. tantivy, given the same passages in an
index of its own, is the yardstick for additions.
"""

from __future__ import annotations

import argparse
import asyncio
import json
from collections.abc import Awaitable, Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import TypeVar

import corpus
import numpy as np
import report
import with_archive
import with_tantivy
from nouns import Asked

from knowledge import Archive, Article, Document, Question, warm_up
from knowledge.stopwords import STOP_WORDS

_T = TypeVar("_T")

PAUSE = 0.02
"""Seconds between one question's answer and the next question."""


async def main() -> None:
    """Add, remove, ask, and ask while a load runs."""
    options = _options()
    report.tell(report.machine())
    warm_up()
    async with Archive(options.folder / with_archive.FILE) as archive:
        report.tell(f"{(await archive.statistics()).passages:,} passages.")
        report.tell(await _changes(archive, list(islice(corpus.news(7, options.additions), options.additions))))
        asked = list(islice(corpus.about(corpus.invented(2, corpus.PASSAGE_WORDS), 2), options.questions))
        with TemporaryDirectory() as name:
            report.tell(await _while_loading(archive, asked, _file(Path(name), options.articles)))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="What changes cost, and what a load costs those who ask.")
    parser.add_argument("--folder", type=Path, required=True)
    parser.add_argument("--additions", type=int, default=300)
    parser.add_argument("--questions", type=int, default=500)
    parser.add_argument("--articles", type=int, default=6_000)
    return parser.parse_args()


async def _changes(archive: Archive, news: Sequence[tuple[Article, Asked]]) -> str:
    """Each article of ten passages is added by itself, then each is removed."""
    added, peer, numbers = [], [], []
    with TemporaryDirectory() as name:
        add_to_peer = _peer(Path(name))
        for article, _ in news:
            seconds, outcomes = await _timed(partial(archive.add, [article]))
            added.append(seconds)
            numbers.append(outcomes[0].article_id or 0)
            peer.append((await _timed(partial(asyncio.to_thread, add_to_peer, article)))[0])
    removed = [(await _timed(partial(archive.remove, number)))[0] for number in numbers]
    rows = {"added": added, "added to an empty index of tantivy": peer, "removed": removed}
    return _table(f"{len(news)} articles of ten passages, one at a time", rows)


def _peer(folder: Path) -> Callable[[Article], None]:
    (folder / "stop_words.txt").write_text(" ".join(STOP_WORDS[corpus.LANGUAGE]), "utf-8")
    with_tantivy.Engine.build(folder, [])
    engine = with_tantivy.Engine(folder)
    return lambda article: engine.add(list(corpus.pieces([article])), 0)


async def _while_loading(archive: Archive, asked: Sequence[Asked], file: Path) -> str:
    """The same questions one after another, first by themselves and then beside a load, as long as that takes."""
    quiet = [await _answered(archive, one) for one in asked]
    load = asyncio.create_task(_loaded(archive, file))
    beside = []
    for one in _again(asked):
        if load.done():
            break
        beside.append(await _answered(archive, one))
    batch, passages, seconds = await load
    await archive.undo(batch)
    title = f"Answers, with a load of {passages:,} passages in {seconds:.0f} s in the same process"
    return _table(title, {"alone": quiet, "beside the load": beside})


def _again(asked: Sequence[Asked]) -> Iterator[Asked]:
    while True:
        yield from asked


async def _answered(archive: Archive, asked: Asked) -> float:
    await asyncio.sleep(PAUSE)
    return (await _timed(partial(archive.answer, Question(text=asked.text))))[0]


async def _loaded(archive: Archive, file: Path) -> tuple[int, int, float]:
    """The load's number, its passages, and the seconds it took."""
    started, passages, batch = perf_counter(), 0, 0
    async for outcome in archive.load([Document(file.name, file)]):
        passages, batch = passages + outcome.passages, outcome.batch or batch
    return batch, passages, perf_counter() - started


def _file(folder: Path, articles: int) -> Path:
    path = folder / "articles.jsonl"
    with path.open("w", encoding="utf-8") as lines:
        for article in islice(corpus.invented(11, corpus.LONG_ARTICLE_WORDS), articles):
            title, _, body = article.text.partition("\n\n")
            lines.write(json.dumps({"title": title, "body": body, "language": corpus.LANGUAGE}) + "\n")
    return path


async def _timed(work: Callable[[], Awaitable[_T]]) -> tuple[float, _T]:
    started = perf_counter()
    result = await work()
    return perf_counter() - started, result


def _table(title: str, rows: dict[str, list[float]]) -> str:
    head = [f"{title}:", "", "| | p50 ms | p99 ms | longest ms |", "|---|---:|---:|---:|"]
    return "\n".join([*head, *(f"| {name} | {_percentiles(taken)} |" for name, taken in rows.items())])


def _percentiles(seconds: Iterable[float]) -> str:
    return " | ".join(f"{value * 1000:.1f}" for value in np.percentile(list(seconds), (50, 99, 100)))


if __name__ == "__main__":
    asyncio.run(main())
