"""A loopback Discord: REST and gateway v10 on 127.0.0.1 for the unmodified discord.py, and people who use the bot."""

from __future__ import annotations

from contextlib import asynccontextmanager, contextmanager
from typing import TYPE_CHECKING, Any

import yarl
from aiohttp import web
from discord.gateway import DiscordWebSocket
from discord.http import Route
from loopback_gateway import Changes, Gateway
from loopback_payloads import MEMBER, Json, Place, application, member, message, person, snowflake, walk
from loopback_rest import API, Interaction, Rest
from loopback_troubles import Trouble

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterator

TOKEN = "the-token-of-the-loopback-discord"
SUBCOMMAND, ATTACHMENT = 1, 11  # types of an option
COMMAND, COMPONENT = 2, 3  # types of an interaction


@contextmanager
def redirected(port: int) -> Iterator[None]:
    """Points discord.py at 127.0.0.1. Nothing else of it is changed."""
    before = Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY
    Route.BASE = f"http://127.0.0.1:{port}{API}"
    DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(_gateway(port))
    try:
        yield
    finally:
        Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY = before


class Loopback:
    """One server with one channel. What the bot sends is in `rest`, its connection is `gateway`."""

    def __init__(self) -> None:
        self.place = Place()
        self.port = 0
        self._changes = Changes()
        self.rest = Rest(TOKEN, self.place, self._changes)
        self.gateway = Gateway(TOKEN, self._welcome, self._changes)

    @asynccontextmanager
    async def running(self) -> AsyncIterator[Loopback]:
        """Listens, and in the end finds that the bot sent nothing that Discord would refuse."""
        listening = web.Application(middlewares=[self.rest.watch])
        listening.add_routes([*self.rest.routes(), web.get("/gateway/", self.gateway.serve)])
        runner = web.AppRunner(listening, shutdown_timeout=1)
        await runner.setup()
        try:
            await web.TCPSite(runner, "127.0.0.1", 0).start()
            self.port = runner.addresses[0][1]
            self.rest.gateway_url = _gateway(self.port)
            yield self
        finally:
            await runner.cleanup()
        assert self.rest.complaints == []

    async def until(self, is_so: Callable[[], Any]) -> None:
        """Waits until something that the bot does has made `is_so` true."""
        await self._changes.until(is_so)

    async def answered(self, interaction: Interaction) -> Json:
        """The message that answers it, when it is there."""
        await self.until(lambda: interaction.is_answered)
        assert interaction.message
        return interaction.message

    def trouble(self, method: str, path: str, *troubles: Trouble) -> None:
        """The next requests of that method whose path ends so meet these troubles, one each."""
        self.rest.troubles.add(method, path, *troubles)

    async def ask(self, question: str, user: Json | None = None) -> Interaction:
        return await self.command("ask", user, question=question)

    async def command(
        self, name: str, user: Json | None = None, permissions: str = MEMBER, **options: str | Json
    ) -> Interaction:
        """Uses a slash command that the bot has made known; an option that is an attachment is sent as one."""
        group, _, subcommand = name.partition(" ")
        command = next(command for command in self.rest.commands if command["name"] == group)
        chosen = [_option(option, value) for option, value in options.items()]
        if subcommand:
            chosen = [{"name": subcommand, "type": SUBCOMMAND, "options": chosen}]
        attachments = {value["id"]: value for value in options.values() if isinstance(value, dict)}
        data = {"id": command["id"], "name": group, "type": 1, "options": chosen}
        data["resolved"] = {"attachments": attachments}
        return await self._interact(COMMAND, Interaction(user or person("reader")), permissions, data=data)

    async def press(self, label: str, shown: Json, user: Json | None = None) -> Interaction:
        """Presses a button of a message."""
        button = next(component for component in walk(shown["components"]) if component.get("label") == label)
        assert not button.get("disabled"), f"nobody can press {label}"
        data = {"custom_id": button["custom_id"], "component_type": button["type"], "id": 1}
        interaction = Interaction(user or person("reader"), pressed=shown)
        return await self._interact(COMPONENT, interaction, MEMBER, data=data, message=shown)

    async def mention(self, words: str) -> Json:
        """Writes a message that mentions the bot."""
        user, bot = person("reader"), self.place.bot
        written = message(user, self.place.channel_id, {"content": f"<@{bot['id']}> {words}"})
        about = {"guild_id": self.place.guild_id, "mentions": [bot], "member": member(user)}
        await self.gateway.dispatch("MESSAGE_CREATE", written | about)
        return written

    def attachment(self, filename: str, content: bytes) -> Json:
        """A file as Discord keeps it until the bot fetches it."""
        attachment_id = snowflake()
        self.rest.files[f"{attachment_id}/{filename}"] = content
        url = f"http://127.0.0.1:{self.port}/attachments/{attachment_id}/{filename}"
        return {"id": attachment_id, "filename": filename, "size": len(content), "url": url, "proxy_url": url}

    async def _interact(self, kind: int, interaction: Interaction, permissions: str, **parts: Json) -> Interaction:
        self.rest.interactions[interaction.token] = interaction
        place = self.place
        about = {
            "id": interaction.interaction_id,
            "application_id": place.bot["id"],
            "type": kind,
            "token": interaction.token,
            "version": 1,
            "guild_id": place.guild_id,
            "guild": {"id": place.guild_id, "locale": "en-GB", "features": []},
            "channel_id": place.channel_id,
            "channel": place.channel() | {"permissions": permissions},
            "member": member(interaction.user, permissions),
            "app_permissions": MEMBER,
            "locale": "en-GB",
            "context": 0,
            "entitlements": [],
            "authorizing_integration_owners": {"0": place.guild_id},
            "attachment_size_limit": 10 << 20,
        }
        await self.gateway.dispatch("INTERACTION_CREATE", about | parts)
        return interaction

    def _welcome(self, session_id: str) -> list[tuple[str, Json]]:
        bot, guild_id = self.place.bot, self.place.guild_id
        ready = {
            "v": 10,
            "user": bot | {"verified": True, "mfa_enabled": False, "email": None, "flags": 0},
            "guilds": [{"id": guild_id, "unavailable": True}],
            "session_id": session_id,
            "resume_gateway_url": self.rest.gateway_url,
            "application": {"id": application(bot)["id"], "flags": 0},
            "shard": [0, 1],
        }
        return [("READY", ready), ("GUILD_CREATE", self.place.guild())]


def _gateway(port: int) -> str:
    return f"ws://127.0.0.1:{port}/gateway/"


def _option(name: str, value: str | Json) -> Json:
    if isinstance(value, dict):
        return {"name": name, "type": ATTACHMENT, "value": value["id"]}
    return {"name": name, "type": 3, "value": value}
