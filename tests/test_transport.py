"""The bot over real sockets, with a Discord on 127.0.0.1 that refuses, breaks off and forgets."""

from __future__ import annotations

import asyncio
import json
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import discord
import pytest
from conftest import composed
from discord.http import Route
from loopback import TOKEN, Loopback, redirected
from loopback_payloads import EPHEMERAL, MANAGER, person, texts
from loopback_troubles import Held, cut, lost, rate_limited, unavailable

from bot.client import Client, create
from knowledge import Archive

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from loopback_payloads import Json
    from loopback_troubles import Trouble

QUESTION = "When did the Ferrier bridge collapse?"
QUOTE = "**The Ferrier bridge collapsed on Tuesday night.**"
BRIDGE = composed(
    "The Bridge Is Down",
    "The Ferrier bridge collapsed on Tuesday night. Nobody was hurt in the collapse, the harbour master said.",
    byline="Ada Moss",
    source="The Harbour Post",
    url="https://news.example/bridge",
)
ORIGINAL = "/messages/@original"
REPLY = "/messages"


@pytest.fixture
async def loopback() -> AsyncIterator[Loopback]:
    async with Loopback().running() as loopback:
        with redirected(loopback.port):
            yield loopback


@pytest.fixture
async def bot(loopback: Loopback, clients: list[Client]) -> AsyncIterator[Client]:
    """The bot, connected, with one article to quote from."""
    client = clients[0]
    async with Archive(client.archives.bindings.path(int(loopback.place.guild_id))) as archive:
        await archive.add([BRIDGE])
    async with connected(loopback, client):
        yield client


@asynccontextmanager
async def connected(loopback: Loopback, client: Client) -> AsyncIterator[None]:
    before = loopback.gateway.identified
    async with client:
        connection = asyncio.create_task(client.start(TOKEN))
        ready = asyncio.create_task(loopback.until(lambda: loopback.gateway.identified > before))
        await asyncio.wait({connection, ready}, return_when=asyncio.FIRST_COMPLETED)
        assert not connection.done(), connection.exception()
        await ready
        yield
    await connection


def shown(message: Json) -> str:
    return texts(message["components"])


@pytest.mark.parametrize("bot_settings", [{"concurrent_searches": 1}])
async def test_a_question_is_acknowledged_before_it_is_searched(loopback: Loopback, bot: Client) -> None:
    async with bot.work.search():
        interaction = await loopback.ask(QUESTION)
        await loopback.until(lambda: interaction.callback)
        assert not interaction.is_answered
    assert QUOTE in shown(await loopback.answered(interaction))


@pytest.mark.usefixtures("bot")
async def test_the_buttons_of_an_answer_work(loopback: Loopback) -> None:
    answer = await loopback.answered(await loopback.ask(QUESTION))
    pressed = await loopback.press("Full article", answer)
    await loopback.until(lambda: pressed.followups)
    assert pressed.followups[0]["flags"] & EPHEMERAL
    assert "Nobody was hurt in the collapse" in shown(pressed.followups[0])


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize("is_global", [False, True])
async def test_an_answer_that_is_rate_limited_waits_as_long_as_discord_says(
    loopback: Loopback, *, is_global: bool
) -> None:
    limited = rate_limited(0.3, is_global=is_global)
    loopback.trouble("PATCH", ORIGINAL, limited, limited)
    assert QUOTE in shown(await loopback.answered(await loopback.ask(QUESTION)))
    first, second, third = loopback.rest.requests("PATCH", ORIGINAL)
    assert first.body == second.body == third.body
    assert second.at - first.at >= 0.3
    assert third.at - second.at >= 0.3


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize("trouble", [unavailable, cut, lost], ids=["503", "cut", "reply lost"])
async def test_an_answer_that_does_not_get_through_is_sent_again(loopback: Loopback, trouble: Trouble) -> None:
    loopback.trouble("PATCH", ORIGINAL, trouble)
    interaction = await loopback.ask(QUESTION)
    await loopback.until(lambda: len(loopback.rest.requests("PATCH", ORIGINAL)) == 2)
    assert QUOTE in shown(await loopback.answered(interaction))


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize(
    "trouble", [rate_limited(0.1), unavailable, cut, lost], ids=["429", "503", "cut", "reply lost"]
)
async def test_a_reply_is_sent_again_and_is_there_once(loopback: Loopback, trouble: Trouble) -> None:
    loopback.trouble("POST", REPLY, trouble)
    await loopback.mention(QUESTION)
    await loopback.until(lambda: len(loopback.rest.requests("POST", REPLY)) == 2 and loopback.rest.messages)
    (message,) = loopback.rest.messages.values()
    assert QUOTE in shown(message)


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize("trouble", [cut, lost], ids=["cut", "reply lost"])
async def test_an_acknowledgement_is_sent_again(loopback: Loopback, trouble: Trouble) -> None:
    loopback.trouble("POST", "/callback", trouble)
    assert QUOTE in shown(await loopback.answered(await loopback.ask(QUESTION)))


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize("how", ["cut", "asked to reconnect", "told to resume"])
async def test_a_question_asked_while_the_gateway_was_lost_is_answered(loopback: Loopback, how: str) -> None:
    gateway = loopback.gateway
    match how:
        case "cut":
            await gateway.cut()
        case "asked to reconnect":
            await gateway.ask_to_reconnect()
        case _:
            await gateway.invalidate(is_resumable=True)
    missed = await loopback.ask(QUESTION)
    assert QUOTE in shown(await loopback.answered(missed))
    assert (gateway.identified, gateway.resumed) == (1, 1)


@pytest.mark.usefixtures("bot")
async def test_a_session_that_discord_has_forgotten_is_begun_anew(loopback: Loopback) -> None:
    await loopback.gateway.invalidate(is_resumable=False)
    await loopback.until(lambda: loopback.gateway.identified == 2)
    assert QUOTE in shown(await loopback.answered(await loopback.ask(QUESTION)))
    assert loopback.gateway.resumed == 0


def archive_of_megabytes() -> bytes:
    """JSON lines of articles with much beside them that is not read, and one worth finding."""
    lines = [{"title": f"Ledger {n}", "body": f"Ledger {n} was closed.", "image": "x" * 60_000} for n in range(100)]
    lines.append({"title": "The Clock", "body": "The tower clock was mended by Osric Thane. It strikes again."})
    return "\n".join(map(json.dumps, lines)).encode()


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize("troubles", [[], [cut, cut]], ids=["at once", "after cuts"])  # aiohttp makes up for one cut
async def test_an_attachment_of_megabytes_is_fetched_and_then_found(
    loopback: Loopback, troubles: list[Trouble]
) -> None:
    content = archive_of_megabytes()
    assert len(content) > 5_000_000
    loopback.trouble("GET", "ledgers.jsonl", *troubles)
    file = loopback.attachment("ledgers.jsonl", content)
    load = await loopback.command("archive load", permissions=MANAGER, file=file)
    await loopback.until(lambda: load.is_answered and "101 articles" in shown(load.message or {}))
    answer = await loopback.answered(await loopback.ask("Who mended the tower clock?"))
    assert "**The tower clock was mended by Osric Thane.**" in shown(answer)


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize("bot_settings", [{"attachment_bytes": 1000}])
async def test_an_attachment_that_is_too_large_is_not_even_fetched(loopback: Loopback) -> None:
    file = loopback.attachment("long.txt", b"Long ago. " * 101)
    load = await loopback.command("archive load", permissions=MANAGER, file=file)
    assert "long.txt" in shown(await loopback.answered(load))
    assert loopback.rest.requests("GET", "long.txt") == []


@pytest.mark.usefixtures("bot")
async def test_fifty_people_at_once_are_all_answered(loopback: Loopback) -> None:
    asked = [await loopback.ask(QUESTION, person(f"reader{number}")) for number in range(50)]
    answers = await asyncio.gather(*map(loopback.answered, asked))
    assert [QUOTE in shown(answer) for answer in answers] == [True] * 50


async def test_commands_are_made_known_once(loopback: Loopback, clients: list[Client]) -> None:
    async with connected(loopback, clients[0]):
        assert {command["name"] for command in loopback.rest.commands} == {"ask", "archive", "Ask the archive"}
    clients.append(create(clients[0].settings))
    async with connected(loopback, clients[1]):
        assert len(loopback.rest.requests("PUT", "/commands")) == 1


@pytest.mark.usefixtures("bot")
async def test_a_question_that_discord_has_given_up_on_does_no_harm(loopback: Loopback) -> None:
    held = Held()
    loopback.trouble("POST", "/callback", held)
    late = await loopback.ask(QUESTION)
    await held.arrived.wait()
    late.began -= 10
    held.released.set()
    assert QUOTE in shown(await loopback.answered(await loopback.ask(QUESTION)))
    assert late.message is None
    assert len(loopback.rest.requests("PATCH", ORIGINAL)) == 1


async def test_what_discord_does_not_have_is_a_complaint(loopback: Loopback, bot: Client) -> None:
    with pytest.raises(discord.NotFound):
        await bot.http.request(Route("GET", "/nowhere"))
    assert loopback.rest.complaints == ["GET /nowhere: Not Found"]
    loopback.rest.complaints.clear()
