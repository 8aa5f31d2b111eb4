"""What a load did so far: figures, and no more items than are shown, however many there are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Self

from knowledge.cli.spool import Spool
from knowledge.model import Outcome, Status

ROWS = 60
"""The most items of a load that are listed one by one; of more only those are that something is said of."""

NOTED = 500
"""The most of those."""


@dataclass(slots=True)
class Tally:
    """Counts outcomes, and puts each into the spool, if there is one, for whoever wants them all as JSON."""

    spool: Spool | None = None
    is_dry: bool = False
    """Whether nothing is stored."""
    batch: int | None = None
    items: int = 0
    counts: Counter[Status] = field(default_factory=Counter)
    alike: int = 0
    passages: int = 0
    teasers: int = 0
    first: list[Outcome] = field(default_factory=list)
    noted: list[Outcome] = field(default_factory=list)

    @classmethod
    def of(cls, outcomes: Iterable[Outcome]) -> Self:
        tally = cls()
        for outcome in outcomes:
            tally.add(outcome)
        return tally

    def add(self, outcome: Outcome) -> None:
        self.items += 1
        self.batch = outcome.batch or self.batch
        self.counts[outcome.status] += 1
        self.alike += is_alike(outcome)
        self.passages += outcome.passages
        self.teasers += outcome.teasers
        if self.spool:
            self.spool.add(outcome)
        if len(self.first) < ROWS:
            self.first.append(outcome)
        if (outcome.reason or is_alike(outcome)) and len(self.noted) < NOTED:
            self.noted.append(outcome)

    @property
    def listed(self) -> list[Outcome]:
        """The items to be told one by one."""
        return self.first if self.items <= ROWS else self.noted

    @property
    def is_vain(self) -> bool:
        """Whether nothing could be read."""
        return self.counts[Status.REFUSED] == self.items


def is_alike(outcome: Outcome) -> bool:
    """Whether it is an article of its own that prints the story of another."""
    return outcome.status is Status.LOADED and outcome.other is not None
