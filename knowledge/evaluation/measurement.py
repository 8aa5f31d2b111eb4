"""A set of questions asked of an archive: what was replied, and the figures of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from knowledge.archive import Archive
from knowledge.errors import UnusableQuestions
from knowledge.evaluation.comparison import Difference, differences
from knowledge.evaluation.figures import Table, columns, summed
from knowledge.evaluation.observations import Observation
from knowledge.evaluation.plain import Corpus
from knowledge.evaluation.questions import Judged, Known, matched
from knowledge.model import Citation

PAGE = 1000
"""Articles that are listed at a time."""


@dataclass(frozen=True)
class Measurement:
    """Questions, and what was replied to each, in the same order."""

    questions: Sequence[Judged]
    observations: Sequence[Observation]

    @cached_property
    def table(self) -> Table:
        return columns(self.questions, self.observations)

    @cached_property
    def figures(self) -> dict[str, float]:
        return summed(self.table)

    def less(self, peer: Measurement) -> dict[str, Difference]:
        """By how much each figure is above the peer's. Raises UnusableQuestions when it was not asked the same."""
        if self.questions != peer.questions:
            raise UnusableQuestions(
                "The two were not asked the same questions, so nothing can be said of what parts them."
            )
        return differences(self.table, peer.table)


async def matched_with(archive: Archive, known: Iterable[Known]) -> list[Judged]:
    """The questions with the archive's articles. Raises UnusableQuestions when it does not hold one that they name."""
    return matched(known, await _citations(archive))


async def corpus(archive: Archive) -> Corpus:
    """The passages that plain BM25 is asked about."""
    held = [await archive.article(one.article_id or 0) for one in await _citations(archive)]
    covers = await archive.statistics()
    return Corpus.of(held, covers.language_names)


async def _citations(archive: Archive) -> list[Citation]:
    found: list[Citation] = []
    while page := await archive.articles(found[-1].article_id or 0 if found else 0, PAGE, teasers=True):
        found += page
    return found
