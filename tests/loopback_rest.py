"""The REST API of a loopback Discord, as far as a bot that answers interactions uses it."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from aiohttp import web
from discord_document import CHECKED, discord_document
from loopback_payloads import LOADING, Json, application, edit, message, snowflake
from loopback_troubles import Troubles, reply

if TYPE_CHECKING:
    from loopback_gateway import Changes
    from loopback_payloads import Place
    from loopback_troubles import Handler

API = "/api/v10"
DEFERRED_MESSAGE, DEFERRED_EDIT, EDIT = 5, 6, 7  # kinds of callback
ACKNOWLEDGED_WITHIN = 3.0  # seconds


def error(status: int, code: int, words: str) -> web.Response:
    return reply({"code": code, "message": words}, status)


@dataclass
class Interaction:
    """Something that a person did, and what the bot made of it."""

    user: Json
    pressed: Json | None = None
    """The message whose button it was."""
    interaction_id: str = field(default_factory=snowflake)
    token: str = field(default_factory=lambda: f"interaction-{snowflake()}")
    began: float = field(default_factory=time.monotonic)
    callback: Json | None = None
    message: Json | None = None
    """The reply; for a button the message that it belongs to."""
    followups: list[Json] = field(default_factory=list)

    @property
    def is_answered(self) -> bool:
        return self.message is not None and not self.message["flags"] & LOADING


@dataclass(frozen=True)
class Sent:
    """A request of the bot's."""

    method: str
    path: str
    body: Any
    at: float


class Rest:
    """Keeps what the bot sends. `complaints` are what Discord would have refused, or this does not know."""

    def __init__(self, token: str, place: Place, changes: Changes) -> None:
        self.sent: list[Sent] = []
        self.complaints: list[str] = []
        self.commands: list[Json] = []
        self.messages: dict[str, Json] = {}
        self.interactions: dict[str, Interaction] = {}
        self.files: dict[str, bytes] = {}
        self.troubles = Troubles()
        self.gateway_url = ""
        self._token = token
        self._place = place
        self._changes = changes

    def routes(self) -> list[web.RouteDef]:
        webhook = f"{API}/webhooks/{{application}}/{{token}}"
        return [
            web.get(f"{API}/users/@me", self._me),
            web.get(f"{API}/oauth2/applications/@me", self._application),
            web.get(f"{API}/gateway/bot", self._gateway),
            web.put(f"{API}/applications/{{application}}/commands", self._set_commands),
            web.post(f"{API}/interactions/{{interaction}}/{{token}}/callback", self._call_back),
            web.post(webhook, self._follow_up),
            web.patch(f"{webhook}/messages/{{message}}", self._edit),
            web.post(f"{API}/channels/{{channel}}/messages", self._send),
            web.post(f"{API}/channels/{{channel}}/typing", self._type),
            web.get("/attachments/{name:.+}", self._download),
        ]

    def requests(self, method: str, path: str) -> list[Sent]:
        return [sent for sent in self.sent if sent.method == method and sent.path.endswith(path)]

    @web.middleware
    async def watch(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Notes and checks each request, then lets it meet the trouble that waits for it."""
        path = request.path.removeprefix(API)
        body = await request.json() if request.can_read_body else None
        self.sent.append(Sent(request.method, path, body, time.monotonic()))
        if request.method in CHECKED and (document := discord_document()):
            self.complaints += document.mistakes(request.method, path, body)
        try:
            trouble = self.troubles.next(request.method, path)
            return await (trouble(request, handler) if trouble else handler(request))
        except web.HTTPException as refusal:
            self.complaints.append(f"{request.method} {path}: {refusal.reason}")
            raise
        finally:
            self._changes.happened()

    async def _me(self, request: web.Request) -> web.Response:
        is_known = request.headers["Authorization"] == f"Bot {self._token}"
        return reply(self._place.bot) if is_known else error(401, 0, "401: Unauthorized")

    async def _application(self, _: web.Request) -> web.Response:
        return reply(application(self._place.bot))

    async def _gateway(self, _: web.Request) -> web.Response:
        starts = {"total": 1000, "remaining": 999, "reset_after": 1, "max_concurrency": 1}
        return reply({"url": self.gateway_url, "shards": 1, "session_start_limit": starts})

    async def _set_commands(self, request: web.Request) -> web.Response:
        defaults = {"application_id": self._place.bot["id"], "version": "1", "description": ""}
        self.commands = [{"id": snowflake(), **defaults, **command} for command in await request.json()]
        return reply(self.commands)

    async def _call_back(self, request: web.Request) -> web.Response:
        interaction = self.interactions[request.match_info["token"]]
        if interaction.callback is not None:
            return error(400, 40060, "Interaction has already been acknowledged.")
        if time.monotonic() - interaction.began > ACKNOWLEDGED_WITHIN:
            return error(404, 10062, "Unknown interaction")
        interaction.callback = await request.json()
        interaction.message = self._begun(interaction, interaction.callback)
        about = {"id": interaction.interaction_id, "type": 2, "response_message_id": interaction.message["id"]}
        kept = {"type": interaction.callback["type"], "message": interaction.message}
        return reply({"interaction": about, "resource": kept})

    def _begun(self, interaction: Interaction, callback: Json) -> Json:
        """The message that an interaction answers with or changes."""
        if interaction.pressed and callback["type"] in {DEFERRED_EDIT, EDIT}:
            edit(interaction.pressed, callback.get("data") or {})
            return interaction.pressed
        flags = LOADING if callback["type"] == DEFERRED_MESSAGE else 0
        return self._keep(callback.get("data") or {}, flags)

    async def _follow_up(self, request: web.Request) -> web.Response:
        """The first one takes the place of an answer that is awaited."""
        interaction, body = self._acknowledged(request), await request.json()
        if interaction.message and not interaction.is_answered:
            edit(interaction.message, body)
            return reply(interaction.message)
        interaction.followups.append(self._keep(body))
        return reply(interaction.followups[-1])

    async def _edit(self, request: web.Request) -> web.Response:
        interaction, message_id = self._acknowledged(request), request.match_info["message"]
        kept = interaction.message if message_id == "@original" else self.messages[message_id]
        assert kept, "an acknowledged interaction has a message"
        edit(kept, await request.json())
        return reply(kept)

    def _acknowledged(self, request: web.Request) -> Interaction:
        interaction = self.interactions[request.match_info["token"]]
        if interaction.callback is None:
            raise web.HTTPNotFound(reason="Unknown Webhook")
        return interaction

    async def _send(self, request: web.Request) -> web.Response:
        """The same nonce again is the same message again."""
        body = await request.json()
        nonce = body.get("nonce") if body.get("enforce_nonce") else None
        kept = next((kept for kept in self.messages.values() if nonce and kept["nonce"] == nonce), None)
        return reply(kept or self._keep(body))

    def _keep(self, body: Json, flags: int = 0) -> Json:
        kept = message(self._place.bot, self._place.channel_id, body, flags)
        self.messages[kept["id"]] = kept
        return kept

    async def _type(self, _: web.Request) -> web.Response:
        return web.Response(status=204)

    async def _download(self, request: web.Request) -> web.Response:
        return web.Response(body=self.files[request.match_info["name"]])
