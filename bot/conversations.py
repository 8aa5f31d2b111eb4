"""Who asked what of late, so that one question may follow up another. In memory only; it has no clock of its own."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Generic, TypeVar

from knowledge import Understood, follow

if TYPE_CHECKING:
    from datetime import datetime

    from knowledge import Question

LASTING = timedelta(minutes=15)
"""How long a question can be followed up: Discord's own interactions last as long."""
MOST = 10_000
"""Questions that are remembered at once; a question and what was understood of it take a few kilobytes."""

K = TypeVar("K")
V = TypeVar("V")


@dataclass(frozen=True, slots=True)
class Asker:
    """Somebody in a channel. Asking privately is a conversation of its own: its words must not show in the channel."""

    guild_id: int
    channel_id: int
    user_id: int
    is_private: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as it reached the bot."""

    question: Question
    asker: Asker
    number: int
    """Discord's number of the message or the interaction that it came in."""
    moment: datetime


class Recent(Generic[K, V]):
    """The last things put in, MOST of them at most and none older than LASTING."""

    def __init__(self) -> None:
        self._held: OrderedDict[K, tuple[V, datetime]] = OrderedDict()

    def __len__(self) -> int:
        return len(self._held)

    def put(self, key: K, value: V, now: datetime) -> None:
        self._held[key] = value, now
        self._held.move_to_end(key)
        while len(self._held) > MOST or now - next(iter(self._held.values()))[1] > LASTING:
            self._held.popitem(last=False)

    def get(self, key: K, now: datetime) -> V | None:
        value, then = self._held.get(key, (None, now))
        return value if now - then <= LASTING else None


class Conversations:
    """What each asker was last understood to ask, and questions that were carried on as they were without that."""

    def __init__(self) -> None:
        self._understood: Recent[Asker, Understood] = Recent()
        self._alone: Recent[int, Asked] = Recent()

    def continued(self, asked: Asked) -> Question:
        """The question with what it carries on of the one before; as it is when it carries on none.

        What it is without that is remembered, for `alone`.
        """
        previous = self._understood.get(asked.asker, asked.moment)
        question = follow(previous, asked.question) if previous else asked.question
        if question != asked.question:
            self._alone.put(asked.number, asked, asked.moment)
        return question

    def heard(self, asked: Asked, understood: Understood) -> None:
        """Remember how the question was understood, for the next one."""
        self._understood.put(asked.asker, understood, asked.moment)

    def alone(self, number: int, now: datetime) -> Asked | None:
        """The question of that number as it was asked, or None when it is forgotten."""
        return self._alone.get(number, now)
