"""Who else may be asked the same questions: plain BM25, or the archive itself with other settings."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable
from pathlib import Path

from knowledge.archive import Archive
from knowledge.errors import SettingsError
from knowledge.evaluation.measurement import corpus
from knowledge.evaluation.observations import Observation, observed
from knowledge.evaluation.plain import Index, Plain, lucene, rank_bm25
from knowledge.evaluation.questions import Judged
from knowledge.settings import ArchiveSettings

Peer = Callable[[Archive, Iterable[Judged]], Awaitable[list[Observation]]]
"""What it replies to each question about the archive, in order."""


def named(names: Iterable[str], path: Path) -> dict[str, Peer]:
    """The peers of these names, one or several between commas, for the archive of that path. Raises SettingsError."""
    found = (name.strip() for one in names for name in one.split(","))
    return {name: _peer(name, path) for name in found if name}


def _peer(name: str, path: Path) -> Peer:
    match name:
        case "lucene":
            return _plain(lucene())
        case "rank-bm25":
            return _plain(rank_bm25())
        case _ if Path(name).is_file():
            return _configured(path, ArchiveSettings.load(Path(name)))
        case _:
            raise SettingsError(
                f"There is nothing called {name} to compare with: name lucene, rank-bm25 or the path of a config file."
            )


def _plain(index: Index) -> Peer:
    async def asked(archive: Archive, questions: Iterable[Judged]) -> list[Observation]:
        plain = Plain(await corpus(archive), index)
        return [plain.observe(one.text) for one in questions]

    return asked


def _configured(path: Path, settings: ArchiveSettings) -> Peer:
    async def asked(_: Archive, questions: Iterable[Judged]) -> list[Observation]:
        async with Archive(path, settings) as archive:
            return await observed(archive, questions)

    return asked
