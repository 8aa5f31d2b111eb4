"""The client as a whole: what it may see, when it syncs its commands, which archive a server has, how it ends."""

from __future__ import annotations

import asyncio
import logging
from pathlib import Path
from typing import TYPE_CHECKING, Any

import aiohttp
import discord
import pytest
from conftest import Server, World, composed, said

from bot import __main__ as command
from bot import errors, replies
from bot.archives import Archives, Bindings
from bot.client import create
from bot.settings import BotSettings, Settings
from bot.work import Work
from knowledge import ArchiveError, SettingsError, UnknownArticle

if TYPE_CHECKING:
    from collections.abc import Callable


def settings(folder: Path, servers: dict[int, Path] | None = None, **bot: Any) -> Settings:  # noqa: ANN401
    return Settings(bot=BotSettings(folder=folder, **bot), servers=servers or {})


# What it asks of Discord


def test_the_bot_sees_no_more_than_it_needs(tmp_path: Path) -> None:
    client = create(settings(tmp_path))
    assert client.intents == discord.Intents(guilds=True, guild_messages=True, dm_messages=True)
    assert not client.intents.message_content
    assert client.allowed_mentions.to_dict() == {"parse": []}


async def test_the_invitation_has_scopes_and_permissions(world: World, caplog: pytest.LogCaptureFixture) -> None:
    link = world.client.invite()
    assert "scope=bot+applications.commands" in link
    assert f"client_id={world.client.application_id}" in link
    permissions = discord.Permissions(int(link.partition("permissions=")[2].partition("&")[0]))
    assert permissions.send_messages
    assert not permissions.manage_messages
    caplog.set_level(logging.INFO)
    await world.restart()
    assert f"invite: {world.client.invite()}" in caplog.messages


async def test_commands_are_told_to_discord_only_when_they_changed(world: World) -> None:
    def syncs() -> int:
        return sum(it.method == "PUT" and it.path.endswith("/commands") for it in world.env.http_requests)

    assert syncs() == 1
    await world.restart()
    assert syncs() == 1
    await world.client.records.set_note("commands", "those of another version")
    await world.restart()
    assert syncs() == 2


# Whose archive


def test_each_server_has_an_archive_of_its_own(tmp_path: Path) -> None:
    bindings = Bindings(settings(tmp_path))
    assert bindings.path(1) == tmp_path / "1.sqlite"
    assert bindings.path(2) == tmp_path / "2.sqlite"
    assert not bindings.is_shared(1)


def test_a_server_is_bound_to_the_archive_that_the_settings_name(tmp_path: Path) -> None:
    town = tmp_path / "town.sqlite"
    bindings = Bindings(settings(tmp_path, {1: town}))
    assert bindings.path(1) == town
    assert not bindings.is_shared(1)


@pytest.mark.parametrize(
    ("servers", "default", "shared"),
    [
        ({1: "town.sqlite", 2: "town.sqlite"}, None, {1, 2}),
        ({1: "town.sqlite", 2: "x/../town.sqlite"}, None, {1, 2}),
        ({1: "2.sqlite"}, None, {1, 2}),
        ({}, "town.sqlite", {1, 2, 3}),
        ({1: "town.sqlite"}, "town.sqlite", {1, 2, 3}),
        ({1: "own.sqlite"}, "town.sqlite", {2, 3}),
    ],
)
def test_an_archive_that_two_servers_may_read_is_shared(
    tmp_path: Path, servers: dict[int, str], default: str | None, shared: set[int]
) -> None:
    (tmp_path / "x").mkdir()
    named = {guild_id: tmp_path / path for guild_id, path in servers.items()}
    bindings = Bindings(settings(tmp_path, named, default_archive=default and tmp_path / default))
    assert {guild_id for guild_id in (1, 2, 3) if bindings.is_shared(guild_id)} == shared


async def test_no_more_archives_stay_open_than_are_allowed(tmp_path: Path) -> None:
    archives = Archives(settings(tmp_path, open_archives=2))
    async with archives.of(1) as first:
        for guild_id in (2, 3, 4):
            async with archives.of(guild_id):
                pass
        await first.articles()  # in use, and so not closed
        async with archives.of(1) as again:
            assert again is first
    async with archives.of(4), archives.of(1):
        assert len(archives._open) == 2  # noqa: SLF001 - how many are open shows nowhere else
    await archives.close()


async def test_many_tasks_open_an_archive_once(tmp_path: Path) -> None:
    archives = Archives(settings(tmp_path))

    async def opened() -> int:
        async with archives.of(1) as archive:
            await asyncio.sleep(0)
            return id(archive)

    assert len(set(await asyncio.gather(*(opened() for _ in range(20))))) == 1
    await archives.close()


# What is under way


async def test_no_more_searches_run_at_once_than_are_allowed() -> None:
    work, running, most = Work(BotSettings(concurrent_searches=3)), 0, 0

    async def search() -> None:
        nonlocal running, most
        async with work.search():
            running += 1
            most = max(most, running)
            await asyncio.sleep(0.001)
            running -= 1

    await asyncio.gather(*(search() for _ in range(20)))
    assert most == 3


async def test_a_search_that_waits_too_long_is_given_up() -> None:
    work = Work(BotSettings(concurrent_searches=1, answer_seconds=0.01))
    with pytest.raises(errors.Refused, match="The archive is busy"):
        async with work.search():
            await asyncio.sleep(5)
    async with work.search():
        pass


async def test_a_server_loads_one_thing_at_a_time() -> None:
    work = Work(BotSettings())
    async with work.load(1):
        async with work.load(2):
            pass
        with pytest.raises(errors.Refused, match="Another load"):
            async with work.load(1):
                pass
    async with work.load(1):
        pass


async def test_a_shutdown_does_not_wait_for_ever() -> None:
    work = Work(BotSettings())

    async def endless() -> None:
        with work.under_way():
            await asyncio.sleep(60)

    task = asyncio.create_task(endless())
    await asyncio.sleep(0)
    assert await work.drain(0.01) == 1
    task.cancel()


# Errors and sending


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (errors.Refused("Not now."), "Not now."),
        (UnknownArticle(7), "There is no article 7 in the archive. It may have been removed."),
        (SettingsError("`@everyone` is no setting"), r"\`\@everyone\` is no setting"),
        (discord.app_commands.NoPrivateMessage(), errors.SERVERS_ONLY),
        (ArchiveError("/srv/secret.sqlite is damaged."), None),
        (RuntimeError("secret"), None),
    ],
)
def test_the_foreseen_is_a_sentence(error: Exception, words: str | None) -> None:
    assert errors.sentence(error) == words


def test_the_unforeseen_is_a_number_and_nothing_else(caplog: pytest.LogCaptureFixture) -> None:
    one, other = errors.explained(RuntimeError("secret")), errors.explained(RuntimeError("secret"))
    assert one != other
    assert "secret" not in one
    for message, text in zip(caplog.messages, (one, other), strict=True):
        assert f"({message})" in text
    assert "RuntimeError: secret" in caplog.text


async def test_a_cut_connection_is_tried_three_times(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(replies, "PAUSES", (0, 0))
    tries: list[int] = []

    async def send(failures: int) -> str:
        tries.append(failures)
        if len(tries) <= failures:
            raise aiohttp.ServerDisconnectedError
        return "sent"

    assert await replies.persistently(lambda: send(2)) == "sent"
    tries.clear()
    with pytest.raises(aiohttp.ServerDisconnectedError):
        await replies.persistently(lambda: send(3))
    assert len(tries) == 3


async def test_a_question_answered_too_late_is_no_error(server: Server, world: World) -> None:
    world.env.inject_error("POST", "/interactions/*/*/callback", status=404, code=10062)
    result = await server.reader.slash(server.channel, "ask", question="bridge")
    assert result.response is None
    assert world.env.errors == []


async def test_answering_an_error_never_raises(server: Server, world: World) -> None:
    world.env.inject_error("POST", "/interactions/*/*/callback", status=404, code=10062)
    await server.reader.slash(server.channel, "ask", question="\u200b")
    assert world.env.errors == []


# The command


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[..., int]:
    """Runs backissue-bot in an empty folder without any settings of ours."""
    for name in ("DISCORD_TOKEN", "DISCORD_TOKEN_FILE", "BACKISSUE_CONFIG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    return lambda *arguments: command.main(arguments)


def test_a_missing_token_is_one_sentence(started: Callable[..., int], capsys: pytest.CaptureFixture[str]) -> None:
    assert started() == 2
    assert capsys.readouterr().err == f"{command.NO_TOKEN}\n"


def test_a_setting_that_cannot_be_used_is_one_sentence(
    started: Callable[..., int], capsys: pytest.CaptureFixture[str]
) -> None:
    Path("wrong.toml").write_text("[bot]\nexcerpts = 'many'", "utf-8")
    assert started("--config", "wrong.toml") == 2
    assert capsys.readouterr().err.startswith("The setting bot.excerpts cannot be used: ")
    assert started("--config", "missing.toml") == 2
    assert capsys.readouterr().err == "There is no config file missing.toml.\n"


async def test_what_one_process_answered_the_next_one_knows(server: Server, world: World) -> None:
    await server.add(composed("First Frost", "Frost fell on the orchards in October."))
    message = (await server.reader.slash(server.channel, "ask", question="frost on the orchards")).response.message
    for _ in range(2):
        await world.restart()
        await server.reader.click(message, label="More context")
        assert "First Frost" in said(server.channel.last_message)
        await server.reader.click(message, label="Less context")
