"""What is remembered of who asked what, and for how long."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.conversations import LASTING, MOST, Asked, Asker, Conversations, Recent
from knowledge import Filters, Question, Understood

NOON = datetime(2016, 11, 17, 12, tzinfo=UTC)
ADA = Asker(guild_id=1, channel_id=2, user_id=3, is_private=False)
BRIDGE = Understood(words=("Ferrier", "bridge"), filters=Filters(source="The Harbour Post"))


def asked(text: str = "and who led it?", asker: Asker = ADA, number: int = 9, seconds: float = 60) -> Asked:
    return Asked(Question(text=text), asker, number, NOON + timedelta(seconds=seconds))


def talk() -> Conversations:
    """Ada has asked about the bridge at noon."""
    talk = Conversations()
    talk.heard(asked("When did the Ferrier bridge fall?", seconds=0), BRIDGE)
    return talk


def test_a_question_that_asks_on_carries_words_and_filters_of_the_one_before() -> None:
    question = talk().continued(asked())
    assert question.text == "and who led it?"
    assert set(question.carried) == {"Ferrier", "bridge"}
    assert question.filters.source == "The Harbour Post"


def test_what_carries_something_can_be_asked_alone() -> None:
    conversations = talk()
    conversations.continued(asked())
    assert conversations.alone(9, NOON + LASTING) == asked()
    assert conversations.alone(9, NOON + LASTING * 2) is None
    assert conversations.alone(8, NOON) is None


def test_a_question_of_its_own_is_left_as_it_is() -> None:
    conversations = talk()
    new = asked("How much does the lighthouse in Kettlesund cost to rebuild?")
    assert conversations.continued(new) == new.question
    assert conversations.alone(9, NOON) is None


@pytest.mark.parametrize("field", ["guild_id", "channel_id", "user_id", "is_private"])
def test_nobody_goes_on_from_another_conversation(field: str) -> None:
    stranger = asked(asker=replace(ADA, **{field: not ADA.is_private if field == "is_private" else 99}))
    assert talk().continued(stranger) == stranger.question


@pytest.mark.parametrize(
    ("seconds", "is_followed"), [(LASTING.total_seconds(), True), (LASTING.total_seconds() + 1, False)]
)
def test_a_conversation_ends_after_a_while(seconds: float, is_followed: bool) -> None:  # noqa: FBT001 - a column
    later = asked(seconds=seconds)
    assert (talk().continued(later) != later.question) is is_followed


def test_what_was_understood_last_is_followed() -> None:
    conversations = talk()
    conversations.heard(asked(), Understood(words=("lighthouse",)))
    assert conversations.continued(asked()).carried == ("lighthouse",)


def test_no_more_than_the_most_are_remembered() -> None:
    recent: Recent[int, str] = Recent()
    for key in [*range(MOST), 0, MOST]:
        recent.put(key, str(key), NOON)
    assert len(recent) == MOST == 10_000
    assert [recent.get(key, NOON) for key in (0, 1, 2, MOST)] == ["0", None, "2", "10000"]


def test_what_is_too_old_is_forgotten_when_something_new_comes() -> None:
    recent: Recent[int, str] = Recent()
    for key in range(5):
        recent.put(key, "", NOON + timedelta(minutes=key))
    recent.put(9, "", NOON + timedelta(minutes=3) + LASTING)
    assert len(recent) == 3
