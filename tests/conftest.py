"""A simulated Discord with servers, their archives, a reader and a manager each; and what every test must hold."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import discord
import pytest
import simcord
from discord_document import CHECKED, discord_document

from bot.client import Client, create
from bot.settings import BotSettings, Settings
from knowledge import Archive, Article, Citation, Label, Part

if TYPE_CHECKING:
    from pathlib import Path

    from simcord.actors import MemberActor
    from simcord.builders import ChannelHandle, GuildHandle
    from simcord.env import Env

MANAGER = discord.Permissions(manage_guild=True)


def composed(title: str | None, body: str, **citation: Any) -> Article:  # noqa: ANN401 - fields of Citation
    return Article.compose(body, Citation(title=title, **citation))


def page(citation: Citation, *parts: tuple[Label | None, str]) -> Article:
    """A page of labelled stretches, None for furniture, each a paragraph or more."""
    text, spans = "", []
    for label, words in parts:
        spans += [Part(label=label, start=len(text), end=len(text) + len(words))] if label else []
        text += f"{words}\n\n"
    return Article(citation=citation, text=text, parts=tuple(spans))


@dataclass
class World:
    """The bot `client` in a simulated Discord."""

    env: Env
    clients: list[Client]

    @property
    def client(self) -> Client:
        return self.clients[-1]

    def server(self) -> Server:
        guild = self.env.create_guild()
        managers = guild.create_role("Managers", permissions=MANAGER)
        return Server(
            self,
            guild,
            guild.create_text_channel("news"),
            guild.add_member(self.env.create_user(f"reader{guild.id}")),
            guild.add_member(self.env.create_user(f"manager{guild.id}"), roles=[managers]),
        )

    async def restart(self) -> None:
        """Another process of the same bot: nothing is left of the first but its files."""
        self.clients.append(create(self.client.settings))
        await self.env.restart_bot(self.client)
        await self.clients[-2].close()


@dataclass
class Server:
    """A Discord server with the bot in it."""

    world: World
    guild: GuildHandle
    channel: ChannelHandle
    reader: MemberActor
    manager: MemberActor

    async def add(self, *articles: Article) -> list[int]:
        """Puts articles into this server's archive; their numbers."""
        async with Archive(self.world.client.archives.bindings.path(self.guild.id)) as archive:
            return [outcome.article_id or 0 for outcome in await archive.add(articles)]

    async def remove(self, article_id: int) -> None:
        async with Archive(self.world.client.archives.bindings.path(self.guild.id)) as archive:
            await archive.remove(article_id)


def said(message: Any) -> str:  # noqa: ANN401 - whatever simcord has for a message
    """All that a message or a response shows."""
    components = [part if isinstance(part, dict) else part.to_dict() for part in message.components]
    return "\n".join([message.content, *_texts(components)]).strip()


def _texts(components: list[dict[str, Any]]) -> Iterator[str]:
    for component in components:
        if component["type"] == discord.ComponentType.text_display.value:
            yield component["content"]
        yield from _texts(component.get("components", []))


def buttons(message: Any) -> dict[str, dict[str, Any]]:  # noqa: ANN401 - as said
    """The buttons of a message by their label."""
    found: list[dict[str, Any]] = []
    rows = [part if isinstance(part, dict) else part.to_dict() for part in message.components]
    while rows:
        component = rows.pop()
        rows += component.get("components", [])
        found += [component] * (component["type"] == discord.ComponentType.button.value)
    return {button["label"]: button for button in found}


@pytest.fixture
def bot_settings() -> dict[str, Any]:
    """Settings of [bot] that a test module or a parameter changes."""
    return {}


@pytest.fixture
def make_settings(tmp_path: Path, bot_settings: dict[str, Any]) -> Callable[..., Settings]:
    return lambda **parts: Settings(bot=BotSettings(folder=tmp_path / "bot", **bot_settings), **parts)


@pytest.fixture
async def clients(
    make_settings: Callable[..., Settings], caplog: pytest.LogCaptureFixture
) -> AsyncIterator[list[Client]]:
    """The bot, and after it those that a test restarted it as. No test may provoke an error that nobody foresaw."""
    clients = [create(make_settings())]
    yield clients
    for client in clients:
        await client.close()
    assert not [record for record in caplog.records if record.levelno >= logging.ERROR]


@pytest.fixture
async def env(clients: list[Client]) -> AsyncIterator[simcord.Env]:
    """A simulated Discord with the bot in it; Discord's own document must agree with all that was sent."""
    env = simcord.Env(clients[0], shard_count=1)
    await env.start()
    yield env
    await env.shutdown()
    env.raise_errors()
    check_requests(env)


@pytest.fixture
def world(env: simcord.Env, clients: list[Client]) -> World:
    return World(env, clients)


@pytest.fixture
def server(world: World) -> Server:
    return world.server()


def check_requests(env: Env) -> None:
    if document := discord_document():
        sent = [request for request in env.http_requests if request.method in CHECKED]
        assert [text for it in sent for text in document.mistakes(it.method, it.path, it.json)] == []
