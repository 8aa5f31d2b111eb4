"""The measurements as Markdown."""

from __future__ import annotations

import os
import platform
import sqlite3
import sys
from collections.abc import Iterable, Mapping, Sequence
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from statistics import mean, median

from measures import Times
from nouns import Asked, Piece

LIBRARIES = ("numpy", "numba", "tantivy", "rank-bm25-rs", "rank-bm25")


def tell(text: str) -> None:
    """Print a paragraph or a table, at once."""
    sys.stdout.write(f"{text}\n\n")
    sys.stdout.flush()


def machine() -> str:
    """The processor and the versions that the figures belong to."""
    lines = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
    model = next((line.partition(": ")[2] for line in lines if line.startswith("model name")), platform.machine())
    versions = ", ".join(
        f"{library} {version(library)}" for library in LIBRARIES if find_spec(library.replace("-", "_"))
    )
    return (
        f"{os.cpu_count()} cores of {model}, "
        f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, {versions}."
    )


def opening(title: str, articles: int, pieces: Sequence[Piece], asked: Sequence[Asked], loading: float) -> str:
    """What was searched, what was asked, and how fast it was loaded."""
    return (
        f"## {title}\n\n"
        f"{len(pieces):,} passages of {mean(len(one.terms) for one in pieces):.0f} terms from {articles:,} articles, "
        f"{len(asked)} questions of {mean(len(one.terms) for one in asked):.1f} terms. "
        f"`Archive.add` took {loading:.0f} s: {len(pieces) / loading:,.0f} passages a second."
    )


def searches(waited: Mapping[str, Times], bare: Mapping[str, Times], yardstick: str) -> str:
    """Each engine's times off the event loop and bare, with the median's ratio to the yardstick's."""
    rows = ((name, *_times(name, waited, yardstick), *_times(name, bare, yardstick)) for name in waited)
    return _table(
        ("", "p50 ms", "p99 ms", f"of {yardstick}'s", "bare p50 ms", "bare p99 ms", f"of {yardstick}'s"), rows
    )


def _times(name: str, measured: Mapping[str, Times], yardstick: str) -> tuple[str, str, str]:
    times = measured[name]
    ratios = times.ratios(measured[yardstick])
    ratio = f"{median(ratios):.2f} ({ratios[0]:.2f}-{ratios[-1]:.2f})"
    return f"{times.percentile(50):.3f}", f"{times.percentile(99):.3f}", ratio


def starts(probes: Mapping[str, Mapping[str, float]], added: Mapping[str, Sequence[float]]) -> str:
    """Each engine's cold start, memory, and the time until an added article is found."""
    rows = (
        (
            name,
            f"{probe['imports']:.2f}",
            f"{probe['first']:.3f}",
            f"{probe['resident'] / 1e6:.0f}",
            _milliseconds(added[name]) if name in added else "-",
        )
        for name, probe in probes.items()
    )
    return _table(("", "import s", "open to first answer s", "memory MB", "added and found ms"), rows)


def removal(passages: int, seconds: float) -> str:
    return f"Removal of an article of {passages} passages: {seconds * 1000:.0f} ms."


def _milliseconds(seconds: Iterable[float]) -> str:
    return f"{median(seconds) * 1000:,.1f}"


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---", *["---:"] * (len(head) - 1)], *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
