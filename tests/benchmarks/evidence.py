"""How sure the archive must be before it answers: the thresholds of evidence, refitted on several sets of questions.

    python tests/benchmarks/evidence.py QUESTIONS ARCHIVE [QUESTIONS ARCHIVE ...] [--as-of FIELD] [--config FILE]

With nothing named and BACKISSUE_TEST_DATA set, three sets of it are loaded and asked. Prints Markdown, and the lines of
the config file that the refit comes to.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean
from tempfile import TemporaryDirectory

import numpy as np

from knowledge import Archive, ArchiveSettings, Document
from knowledge.evaluation.figures import Unit, priced
from knowledge.evaluation.measurement import Measurement, matched_with
from knowledge.evaluation.observations import observed
from knowledge.evaluation.questions import read

SETS = {"rtqa": "asked_at", "norquad_no": None, "mhrag_en": None}
"""Those whose unanswerable questions are ordinary ones, and the field that says when they were asked."""

GRID = np.arange(0.0, 2.005, 0.01).round(2).tolist()
"""The thresholds that are tried: two decimals are as many as five hundred questions can tell apart."""

MOST_STRONG = 0.02
"""The share of the unanswerable questions that may be called strong."""

FIGURES = {"AUROC": Unit.SCORE, "wrongly silent": Unit.SHARE, "false answers": Unit.SHARE, "strong": Unit.SHARE}


@dataclass(frozen=True, slots=True)
class Pair:
    """A set of questions, and the archive that it was written for."""

    name: str
    questions: Path
    archive: Path
    as_of: str | None


async def main() -> None:
    """Ask every question of every set once, and say what the thresholds cost and what others would."""
    options = _options()
    settings = ArchiveSettings.load(options.config)
    with TemporaryDirectory() as folder:
        pairs = _named(options) if options.paths else await _loaded(Path(folder))
        measured = {pair.name: await _measured(pair, settings) for pair in pairs}
    print(_table("now", {name: one.figures for name, one in measured.items()}))
    partial, strong = refitted(list(measured.values()))
    print(_table("refitted", {name: _at(one, partial, strong) for name, one in measured.items()}))
    print(f"[archive.weights]\npartial = {partial}\nstrong = {strong}")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Refit the thresholds of evidence.")
    parser.add_argument("paths", nargs="*", type=Path, metavar="QUESTIONS ARCHIVE")
    parser.add_argument("--as-of", metavar="FIELD", help="the field of each question that says when it was asked")
    parser.add_argument("--config", type=Path, metavar="FILE", help="the weights to ask with")
    options = parser.parse_args()
    if len(options.paths) % 2:
        parser.error("name an archive after each set of questions")
    if not options.paths and "BACKISSUE_TEST_DATA" not in os.environ:
        parser.error("name sets of questions and their archives, or set BACKISSUE_TEST_DATA")
    return options


def _named(options: argparse.Namespace) -> list[Pair]:
    paths = iter(options.paths)
    return [Pair(f"{one.parent.name}/{one.stem}", one, archive, options.as_of) for one, archive in zip(paths, paths)]  # noqa: B905 - pairs of one iterator


async def _loaded(folder: Path) -> list[Pair]:
    """The sets of BACKISSUE_TEST_DATA, each in an archive of its own."""
    return [await _load(Path(os.environ["BACKISSUE_TEST_DATA"], "questions", name), folder) for name in SETS]


async def _load(held: Path, folder: Path) -> Pair:
    path = folder / f"{held.name}.sqlite"
    articles = held / "articles.jsonl"
    async with Archive(path) as archive:
        loaded = [outcome async for outcome in archive.load([Document(articles.name, articles)])]
    print(f"{held.name}: {len(loaded):,} articles", file=sys.stderr)
    return Pair(held.name, held / "questions.dev.jsonl", path, SETS[held.name])


async def _measured(pair: Pair, settings: ArchiveSettings) -> Measurement:
    async with Archive(pair.archive, settings) as archive:
        asked = await matched_with(archive, read(pair.questions, pair.as_of))
        measured = Measurement(asked, await observed(archive, asked))
    if not priced(measured.table, GRID):
        sys.exit(f"{pair.name}: thresholds can only be fitted on answerable and unanswerable questions.")
    return measured


def refitted(measured: Sequence[Measurement]) -> tuple[float, float]:
    """The thresholds of partial and strong evidence, on an average of the sets.

    Partial is where the larger of wrongly silent and false answers is least; strong the least that MOST_STRONG allows.
    """
    silent, false = np.mean([priced(one.table, GRID) for one in measured], axis=0).T
    partial = int(np.argmin(np.maximum(silent, false)))
    strong = next((at for at, share in enumerate(false) if at >= partial and share <= MOST_STRONG), -1)
    return GRID[partial], GRID[strong]


def _at(measured: Measurement, partial: float, strong: float) -> dict[str, float]:
    """The figures with other thresholds; the scores, and so AUROC, are the same."""
    (silent, false), (_, called_strong) = priced(measured.table, [partial, strong])
    return measured.figures | {"wrongly silent": silent, "false answers": false, "strong": called_strong}


def _table(title: str, told: Mapping[str, Mapping[str, float]]) -> str:
    means = {figure: fmean(one[figure] for one in told.values()) for figure in FIGURES}
    return "\n".join(_lines([title, *FIGURES], told | {"average": means}))


def _lines(head: Sequence[str], told: Mapping[str, Mapping[str, float]]) -> Iterator[str]:
    yield f"| {' | '.join(head)} |"
    yield f"| --- |{' ---: |' * len(FIGURES)}"
    for name, figures in told.items():
        yield f"| {name} | {' | '.join(unit.told(figures[figure]) for figure, unit in FIGURES.items())} |"
    yield ""


if __name__ == "__main__":
    asyncio.run(main())
