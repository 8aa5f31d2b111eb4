"""Articles are made ready in a process beside this one, in order, and the same as here."""

from __future__ import annotations

import os
import signal
from collections.abc import AsyncGenerator
from contextlib import aclosing

import pytest
from conftest import composed

from knowledge import Outcome, Status
from knowledge.preparation import AHEAD, FEW, Batch, Preparation, ready
from knowledge.readers import Read, Refused


def batch(number: int) -> Batch:
    article = composed(f"Notice {number}", f"Gull number {number} was seen in Ollery. It sat.", language="en")
    return [
        Read(f"item {number}", article),
        Refused(f"bad {number}", "is empty"),
        Outcome(f"link {number}", Status.REFUSED, reason="is not fetched"),
    ]


async def batches(count: int) -> AsyncGenerator[Batch]:
    for number in range(count):
        yield batch(number)


async def test_batches_come_in_order_and_as_they_would_be_prepared_here() -> None:
    for count in (0, 1, FEW, FEW + 1, FEW + AHEAD, FEW + AHEAD + 9):
        async with Preparation() as preparation, aclosing(preparation.of(batches(count))) as prepared:
            assert [one async for one in prepared] == [ready(batch(number)) for number in range(count)]


async def test_a_few_batches_start_no_process() -> None:
    async with Preparation() as preparation, aclosing(preparation.of(batches(FEW))) as prepared:
        assert len([one async for one in prepared]) == FEW
        assert preparation.process_id is None


async def test_when_the_process_is_killed_the_rest_is_prepared_here_without_a_word(
    caplog: pytest.LogCaptureFixture,
) -> None:
    found = []
    async with Preparation() as preparation, aclosing(preparation.of(batches(FEW + 30))) as prepared:
        async for one in prepared:
            found.append(one)
            if len(found) == FEW + 2:
                assert preparation.process_id
                os.kill(preparation.process_id, signal.SIGKILL)
    assert found == [ready(batch(number)) for number in range(FEW + 30)]
    assert caplog.messages == []


async def test_who_stops_early_leaves_no_process() -> None:
    async with Preparation() as preparation, aclosing(preparation.of(batches(FEW + 30))) as prepared:
        for _ in range(FEW + 1):
            await anext(prepared)
        process = preparation.process_id
    assert process
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return
    raise AssertionError("the process is still there")
