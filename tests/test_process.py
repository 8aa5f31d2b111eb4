"""The command backissue-bot as a process: what it says, how it stops, and that its token is in none of its output."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from conftest import composed
from loopback import TOKEN, Loopback
from loopback_payloads import texts
from loopback_troubles import Held, unavailable

from bot import work
from knowledge import Archive

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

LAUNCH = [sys.executable, str(Path(__file__).with_name("loopback_launch.py"))]
ITSELF = [sys.executable, "-m", "bot"]
BRIDGE = composed("The Bridge Is Down", "The Ferrier bridge collapsed on Tuesday night. Nobody was hurt.")
QUESTION = "When did the Ferrier bridge collapse?"
QUOTE = "**The Ferrier bridge collapsed on Tuesday night.**"
ORIGINAL = "/messages/@original"


@dataclass
class Running:
    """The bot's process."""

    process: asyncio.subprocess.Process
    output: asyncio.Task[tuple[bytes, bytes]]

    def signal(self, number: signal.Signals) -> None:
        self.process.send_signal(number)

    async def ended(self) -> tuple[int, str, str]:
        """Its exit code and all that it has said, when it is over."""
        async with asyncio.timeout(60):
            said, complained = await asyncio.shield(self.output)
        return self.process.returncode or 0, said.decode(), complained.decode()


@asynccontextmanager
async def running(command: list[str], folder: Path, **environment: str) -> AsyncIterator[Running]:
    """Starts the bot in an empty folder, with no settings but those given; nothing of it is left afterwards."""
    outer = {name: value for name, value in os.environ.items() if not name.startswith(("BACKISSUE_", "DISCORD_"))}
    process = await asyncio.create_subprocess_exec(
        *command, cwd=folder, env=outer | environment, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE
    )
    output = asyncio.create_task(process.communicate())
    try:
        yield Running(process, output)
    finally:
        if process.returncode is None:
            process.kill()
        await output


@pytest.fixture
async def loopback() -> AsyncIterator[Loopback]:
    async with Loopback().running() as loopback:
        yield loopback


@asynccontextmanager
async def connected(loopback: Loopback, folder: Path, **environment: str) -> AsyncIterator[Running]:
    """The bot, connected, with an archive of one article."""
    archive_file = folder / "archive.sqlite"
    async with Archive(archive_file) as archive:
        await archive.add([BRIDGE])
    settings = {"DISCORD_TOKEN": TOKEN, "BACKISSUE_BOT__DEFAULT_ARCHIVE": str(archive_file)} | environment
    async with running([*LAUNCH, str(loopback.port)], folder, **settings) as bot:
        identified = asyncio.create_task(loopback.until(lambda: loopback.gateway.identified))
        await asyncio.wait({identified, bot.output}, return_when=asyncio.FIRST_COMPLETED)
        assert not bot.output.done(), bot.output.result()
        await identified
        yield bot


async def refuses(loopback: Loopback) -> None:
    """Waits until the bot has begun to stop: questions are refused then."""
    async with asyncio.timeout(60):
        while (await loopback.answered(await loopback.ask(QUESTION)))["content"] != work.STOPPING:
            pass


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
async def test_a_signal_ends_it_well(loopback: Loopback, tmp_path: Path, number: signal.Signals) -> None:
    async with connected(loopback, tmp_path) as bot:
        bot.signal(number)
        code, said, complained = await bot.ended()
    assert code == 0
    assert said == ""
    assert "Traceback" not in complained


async def test_what_is_under_way_is_answered_before_it_ends(loopback: Loopback, tmp_path: Path) -> None:
    held = Held()
    async with connected(loopback, tmp_path, BACKISSUE_BOT__SHUTDOWN_SECONDS="60") as bot:
        loopback.trouble("PATCH", ORIGINAL, held)
        interaction = await loopback.ask(QUESTION)
        await held.arrived.wait()
        bot.signal(signal.SIGTERM)
        await refuses(loopback)
        held.released.set()
        code, _, complained = await bot.ended()
    assert QUOTE in texts((await loopback.answered(interaction))["components"])
    assert code == 0
    assert "Traceback" not in complained


async def test_it_does_not_wait_for_ever_for_what_is_under_way(loopback: Loopback, tmp_path: Path) -> None:
    held = Held()
    async with connected(loopback, tmp_path, BACKISSUE_BOT__SHUTDOWN_SECONDS="0.1") as bot:
        loopback.trouble("PATCH", ORIGINAL, held)
        await loopback.ask(QUESTION)
        await held.arrived.wait()
        bot.signal(signal.SIGTERM)
        code, _, complained = await bot.ended()
        held.released.set()
    assert code == 0
    assert "Traceback" not in complained


async def test_a_signal_while_it_logs_in_ends_it_well(loopback: Loopback, tmp_path: Path) -> None:
    held = Held()
    loopback.trouble("GET", "/users/@me", held)
    async with running([*LAUNCH, str(loopback.port)], tmp_path, DISCORD_TOKEN=TOKEN) as bot:
        await held.arrived.wait()
        bot.signal(signal.SIGTERM)
        code, said, _ = await bot.ended()
        held.released.set()
    assert (code, said) == (0, "")


@pytest.mark.parametrize("level", ["DEBUG", "WARNING"])
async def test_a_token_that_discord_refuses_is_one_sentence(loopback: Loopback, tmp_path: Path, level: str) -> None:
    settings = {"DISCORD_TOKEN": "not-the-token", "BACKISSUE_BOT__LOG_LEVEL": level}
    async with running([*LAUNCH, str(loopback.port)], tmp_path, **settings) as bot:
        code, said, complained = await bot.ended()
    sentence = "Discord refused the token: copy it again from the Bot page of the developer portal.\n"
    assert (code, said) == (2, "")
    assert complained.endswith(sentence)
    assert level == "DEBUG" or complained == sentence
    assert "Traceback" not in complained
    assert "not-the-token" not in complained


async def test_the_token_may_be_in_a_file_and_is_in_no_output(loopback: Loopback, tmp_path: Path) -> None:
    secret = tmp_path / "token"
    secret.write_text(f"{TOKEN}\n", "utf-8")
    settings = {"DISCORD_TOKEN": "", "DISCORD_TOKEN_FILE": str(secret), "BACKISSUE_BOT__LOG_LEVEL": "DEBUG"}
    async with connected(loopback, tmp_path, **settings) as bot:
        await loopback.answered(await loopback.ask(QUESTION))
        bot.signal(signal.SIGTERM)
        code, said, complained = await bot.ended()
    assert code == 0
    assert said == ""
    assert "DEBUG" in complained
    assert TOKEN not in complained


@pytest.mark.parametrize(
    ("arguments", "settings", "named"),
    [
        ([], {}, "There is no token"),
        ([], {"DISCORD_TOKEN_FILE": "missing"}, "DISCORD_TOKEN_FILE"),
        (["--config", "missing.toml"], {"DISCORD_TOKEN": "unused"}, "missing.toml"),
    ],
)
async def test_settings_that_cannot_be_used_are_one_sentence(
    tmp_path: Path, arguments: list[str], settings: dict[str, str], named: str
) -> None:
    async with running([*ITSELF, *arguments], tmp_path, **settings) as bot:
        code, said, complained = await bot.ended()
    assert (code, said) == (2, "")
    assert named in complained
    assert complained.count("\n") == 1


async def test_a_discord_that_cannot_be_reached_is_one_sentence(tmp_path: Path) -> None:
    settings = {"DISCORD_TOKEN": TOKEN, "BACKISSUE_BOT__LOG_LEVEL": "WARNING"}
    async with running([*LAUNCH, "1"], tmp_path, **settings) as bot:
        code, said, complained = await bot.ended()
    assert (code, said) == (1, "")
    assert complained == "Discord cannot be reached: check the network.\n"


async def test_a_discord_that_is_down_ends_it_with_an_error(loopback: Loopback, tmp_path: Path) -> None:
    loopback.trouble("GET", "/users/@me", unavailable)
    async with running([*LAUNCH, str(loopback.port)], tmp_path, DISCORD_TOKEN=TOKEN) as bot:
        code, said, complained = await bot.ended()
    assert (code, said) == (1, "")
    assert "Traceback" not in complained
    assert TOKEN not in complained


async def test_a_token_that_is_taken_back_ends_it_with_an_error(loopback: Loopback, tmp_path: Path) -> None:
    async with connected(loopback, tmp_path) as bot:
        await loopback.gateway.revoke_token()
        code, said, complained = await bot.ended()
    assert (code, said) == (2, "")
    assert "Discord refused the token" in complained.splitlines()[-1]
    assert "Traceback" not in complained
    assert TOKEN not in complained
