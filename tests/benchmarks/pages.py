"""A folder of HTML pages to an archive in which they are findable, beside trafilatura alone on them, in one run.

    BACKISSUE_TEST_DATA=... python tests/benchmarks/pages.py --rounds 3 --copies 3

The archive reads in two processes, prepares in another and stores. The peer is one process that reads each file and
writes its story as XML: without what the page states of it, which the archive reads too, and with it. All are timed
with the start of their processes. Prints Markdown.
"""

from __future__ import annotations

import argparse
import asyncio
import gzip
import os
import subprocess
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from resource import RUSAGE_CHILDREN, RUSAGE_SELF, getrusage
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

import report

from knowledge import Archive, ArchiveSettings, Document, Status

PROCESSES = 2
_ALONE = """
import sys
from pathlib import Path
from trafilatura import extract
is_whole = sys.argv[2] == "whole"
for path in sorted(Path(sys.argv[1]).iterdir()):
    page = path.read_bytes()
    extract(page, favor_precision=True, include_comments=False, output_format="xml", with_metadata=is_whole)
"""


@dataclass
class Cost:
    """The seconds that each round took, by the clock and of all processors."""

    clock: list[float] = field(default_factory=list)
    processors: list[float] = field(default_factory=list)

    def measure(self, work: Callable[[], None]) -> None:
        started, used = perf_counter(), _used()
        work()
        self.clock.append(perf_counter() - started)
        self.processors.append(_used() - used)


def main() -> None:
    """Measure on real pages, where there are any."""
    options = _options()
    data = os.environ.get("BACKISSUE_TEST_DATA")
    if not data:
        sys.exit("BACKISSUE_TEST_DATA is unset: real pages are not part of the project.")
    report.tell(report.machine())
    with TemporaryDirectory() as name:
        pages = Path(name, "pages")
        pages.mkdir()
        _unpack(sorted(Path(data, "pages", "dev", "html").glob("*.html.gz")), pages, options.copies)
        report.tell(_measured(pages, Path(name), options.rounds))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="How fast HTML pages are loaded.")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument(
        "--copies", type=int, default=3, help="how often each page is there, each at an address of its own"
    )
    return parser.parse_args()


def _unpack(packed: Iterable[Path], folder: Path, copies: int) -> None:
    """Each page as often as wanted, with other hosts in its links: each is an article, and none another's version."""
    for path in packed:
        content = gzip.decompress(path.read_bytes())
        for copy in range(copies):
            (folder / f"{copy}-{path.stem}").write_bytes(content.replace(b"://", b"://%d." % copy))


def _measured(pages: Path, folder: Path, rounds: int) -> str:
    ours, story, whole = Cost(), Cost(), Cost()
    files = sorted(pages.iterdir())
    for turn in range(rounds):
        ours.measure(partial(_load, files, folder / f"{turn}.sqlite"))
        story.measure(partial(_alone, pages, "story"))
        whole.measure(partial(_alone, pages, "whole"))
    count = len(files)
    rows = (
        (f"archive, {PROCESSES} reading processes", ours),
        ("trafilatura, story", story),
        ("trafilatura, story and metadata", whole),
    )
    ratios = [_ratio(ours, peer) for peer in (story, whole)]
    return "\n".join([
        f"{count:,} pages, median of {rounds} rounds in turn, each with the start of its processes.",
        "",
        "| | seconds | pages a second | ms of processor a page |",
        "|---|---:|---:|---:|",
        *(_row(name, cost, count) for name, cost in rows),
        "",
        f"The archive is {ratios[0]:.2f} times as fast as trafilatura alone, {ratios[1]:.2f} times with metadata.",
    ])  # fmt: skip


def _row(name: str, cost: Cost, count: int) -> str:
    seconds, used = median(cost.clock), median(cost.processors)
    return f"| {name} | {seconds:.1f} | {count / seconds:.1f} | {used * 1000 / count:.1f} |"


def _ratio(ours: Cost, peer: Cost) -> float:
    return median(theirs / mine for mine, theirs in zip(ours.clock, peer.clock, strict=True))


def _load(files: Sequence[Path], path: Path) -> None:
    for name in asyncio.run(_refused([Document(file.name, file) for file in files], path)):
        report.tell(f"{name} was refused.")


async def _refused(documents: Sequence[Document], path: Path) -> list[str]:
    """The names of those that could not be stored when all the others are."""
    async with Archive(path, ArchiveSettings(reading_processes=PROCESSES)) as archive:
        return [one.name async for one in archive.load(documents) if one.status is Status.REFUSED]


def _alone(pages: Path, what: str) -> None:
    subprocess.run([sys.executable, "-c", _ALONE, pages, what], stderr=subprocess.DEVNULL, check=True)


def _used() -> float:
    """The seconds that this process and those that it has ended had of any processor."""
    return sum(one.ru_utime + one.ru_stime for one in map(getrusage, (RUSAGE_SELF, RUSAGE_CHILDREN)))


if __name__ == "__main__":
    main()
