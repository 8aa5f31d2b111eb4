"""A file of articles to an archive in which they are findable, beside the same articles into SQLite's FTS5, in one run.

    python tests/benchmarks/loading.py --articles 10000 --rounds 3

The peer does what any search in several languages must: it finds out each article's language, stems its words and
inserts them. It asks py3langid about the whole text, and in a row of its own as the archive does, about the beginning.
Prints Markdown. Articles are invented; with BACKISSUE_TEST_DATA set, real ones are loaded too.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import re
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from resource import RUSAGE_CHILDREN, RUSAGE_SELF, getrusage
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

import corpus
import py3langid
import report
import Stemmer

from knowledge import Archive, Document, Status
from knowledge.languages import language_of

WORD = re.compile(r"\w+")

Identify = Callable[[str], str | None]

PEERS: dict[str, Identify] = {
    "FTS5, py3langid, stems": lambda text: str(py3langid.classify(text)[0]),
    "FTS5, languages as the archive finds them, stems": language_of,
}


async def main() -> None:
    """Measure on invented articles, and on real ones where there are any."""
    options = _options()
    report.tell(report.machine())
    with TemporaryDirectory() as name:
        folder = Path(name)
        files = {"Invented articles": _invented(folder / "invented.jsonl", options.articles)}
        if data := os.environ.get("BACKISSUE_TEST_DATA"):
            files["Real news"] = Path(data, "questions", "rtqa", "articles.jsonl")
        for title, file in files.items():
            report.tell(await _measured(title, file, folder, options.rounds))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="How fast articles are loaded.")
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=3)
    return parser.parse_args()


def _invented(path: Path, count: int) -> Path:
    """Articles of ten passages, a line each, whose language is not stated."""
    with path.open("w", encoding="utf-8") as lines:
        for number, article in enumerate(islice(corpus.invented(1, corpus.LONG_ARTICLE_WORDS), count)):
            title, _, body = article.text.partition("\n\n")
            lines.write(json.dumps({"id": f"{number}", "title": title, "body": body}) + "\n")
    return path


async def _measured(title: str, file: Path, folder: Path, rounds: int) -> str:
    passages, articles = 0, 0
    seconds: dict[str, list[float]] = {name: [] for name in ("archive", *PEERS)}
    for turn in range(rounds):
        started = perf_counter()
        passages, articles = await _load(file, folder / f"{file.stem}-{turn}.sqlite")
        seconds["archive"].append(perf_counter() - started)
        for number, (name, identify) in enumerate(PEERS.items()):
            started = perf_counter()
            await asyncio.to_thread(_index, file, folder / f"{file.stem}-{turn}-{number}.sqlite", identify)
            seconds[name].append(perf_counter() - started)
    memory = (getrusage(RUSAGE_SELF).ru_maxrss, getrusage(RUSAGE_CHILDREN).ru_maxrss)
    told = (
        f"{articles:,} articles, {passages:,} passages, median of {rounds} rounds in turn. Most memory: this process "
        f"{memory[0] // 1024} MB, the largest beside it {memory[1] // 1024} MB."
    )
    return "\n".join([
        f"## {title}",
        "",
        told,
        "",
        "| | seconds | passages a second | the archive takes |",
        "|---|---:|---:|---:|",
        *(
            f"| {name} | {median(taken):.1f} | {passages / median(taken):,.0f} | {_ratio(seconds['archive'], taken)} |"
            for name, taken in seconds.items()
        ),
    ])  # fmt: skip


def _ratio(ours: Sequence[float], theirs: Sequence[float]) -> str:
    return f"{median(mine / other for mine, other in zip(ours, theirs, strict=True)):.2f}"


async def _load(file: Path, path: Path) -> tuple[int, int]:
    """Passages and articles that were stored."""
    passages = articles = 0
    async with Archive(path) as archive:
        async for outcome in archive.load([Document(file.name, file)]):
            passages += outcome.passages
            articles += outcome.status is Status.LOADED
    return passages, articles


def _index(file: Path, path: Path, identify: Identify) -> None:
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("CREATE VIRTUAL TABLE article USING fts5(title, body, language UNINDEXED, words)")
    with connection:
        connection.executemany("INSERT INTO article VALUES (?, ?, ?, ?)", _stemmed(file, identify))
    connection.close()


def _stemmed(file: Path, identify: Identify) -> Iterator[tuple[str, str, str | None, str]]:
    stemmer = Stemmer.Stemmer("english")
    with file.open(encoding="utf-8") as lines:
        for line in lines:
            fields = json.loads(line)
            title, body = fields["title"] or "", fields["body"]
            words = stemmer.stemWords(WORD.findall(f"{title} {body}".lower()))
            yield title, body, identify(body), " ".join(words)


if __name__ == "__main__":
    asyncio.run(main())
