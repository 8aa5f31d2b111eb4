"""The measurements: everybody is asked every question in turn, so that a slow moment of the machine hits all alike."""

from __future__ import annotations

import asyncio
import gc
import json
import subprocess
import sys
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import perf_counter

import numpy as np
import numpy.typing as npt
from nouns import Asked

LIMIT = 10
PROBES = 3
"""Fresh processes for each cold start, after one that does not count; the median is told."""

Ask = Callable[[Asked], Awaitable[list[int]]]
Search = Callable[[Asked, int], list[int]]


@dataclass(frozen=True, slots=True)
class Times:
    """The seconds that each question took, (rounds, questions)."""

    seconds: npt.NDArray[np.float64]

    def percentile(self, share: float) -> float:
        """Milliseconds, over the questions; each counts with the median of its rounds."""
        return float(np.percentile(np.median(self.seconds, axis=0), share)) * 1000

    def ratios(self, other: Times) -> list[float]:
        """This median over the other's, round by round, lowest first."""
        ours, theirs = (np.median(times.seconds, axis=1) for times in (self, other))
        return sorted((ours / theirs).tolist())


async def in_turn(engines: Mapping[str, Ask], questions: Sequence[Asked], rounds: int) -> dict[str, Times]:
    """Time every question with every engine, in another order each time, after a round that does not count."""
    order = np.random.default_rng(rounds)
    seconds = {name: np.zeros((rounds + 1, len(questions))) for name in engines}
    gc.collect()
    gc.freeze()  # what the engines hold in Python is not looked through again while one is timed
    for turn in range(rounds + 1):
        for number, asked in enumerate(questions):
            for name in order.permutation(list(engines)).tolist():
                started = perf_counter()
                await engines[name](asked)
                seconds[name][turn, number] = perf_counter() - started
    return {name: Times(taken[1:]) for name, taken in seconds.items()}


def off_the_loop(search: Search) -> Ask:
    """A synchronous engine as an asynchronous program must call it."""

    async def ask(asked: Asked) -> list[int]:
        return await asyncio.to_thread(search, asked, LIMIT)

    return ask


def on_the_loop(search: Search) -> Ask:
    """A synchronous engine called as it is."""

    async def ask(asked: Asked) -> list[int]:
        return search(asked, LIMIT)

    return ask


async def until_found(add: Callable[[], Awaitable[object]], ask: Ask, asked: Asked, first: int) -> float:
    """Seconds from an addition's start to an answer, which must hold a passage numbered from `first` on."""
    started = perf_counter()
    await add()
    found = await ask(asked)
    seconds = perf_counter() - started
    if max(found, default=-1) < first:
        raise RuntimeError(f"The added article is not among the answers to {asked.text}")
    return seconds


def probed(engine: str, folder: Path) -> dict[str, float]:
    """What `probe.py` says of an engine, the median of several processes."""
    told = [_probe(engine, folder) for _ in range(PROBES + 1)][1:]
    return {figure: median(one[figure] for one in told) for figure in told[0]}


def _probe(engine: str, folder: Path) -> dict[str, float]:
    command = [sys.executable, str(Path(__file__).with_name("probe.py")), engine, str(folder)]
    told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return dict(json.loads(told))
