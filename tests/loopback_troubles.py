"""What may go wrong between a bot and Discord: each trouble meets one request of the bot's."""

from __future__ import annotations

import asyncio
import json
from collections import deque
from collections.abc import Awaitable, Callable

from aiohttp import web

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
Trouble = Callable[[web.Request, Handler], Awaitable[web.StreamResponse]]


class Troubles:
    """What the next requests will meet."""

    def __init__(self) -> None:
        self._waiting: list[tuple[str, str, deque[Trouble]]] = []

    def add(self, method: str, path: str, *troubles: Trouble) -> None:
        """The next requests of that method whose path ends so meet these troubles, one each."""
        self._waiting.append((method, path, deque(troubles)))

    def next(self, method: str, path: str) -> Trouble | None:
        for troubled, ending, troubles in self._waiting:
            if troubles and troubled == method and path.endswith(ending):
                return troubles.popleft()
        return None


def reply(data: object, status: int = 200, **headers: str) -> web.Response:
    """JSON under exactly the content type that discord.py looks for."""
    headers = {name.replace("_", "-"): value for name, value in headers.items()}
    body = json.dumps(data).encode()
    return web.Response(body=body, status=status, headers={"Content-Type": "application/json", **headers})


def rate_limited(seconds: float, *, is_global: bool = False) -> Trouble:
    async def refuse(_: web.Request, __: Handler) -> web.StreamResponse:
        """With a Via header: without one discord.py believes that Cloudflare has banned it."""
        body = {"message": "You are being rate limited.", "retry_after": seconds, "global": is_global}
        return reply(body, 429, Via="1.1 loopback", Retry_After=str(seconds))

    return refuse


async def unavailable(_: web.Request, __: Handler) -> web.StreamResponse:
    return web.Response(status=503, text="upstream connect error")


async def cut(request: web.Request, _: Handler) -> web.StreamResponse:
    """The connection breaks before the request is handled."""
    if request.transport:
        request.transport.abort()
    return web.Response()


async def lost(request: web.Request, handle: Handler) -> web.StreamResponse:
    """The request is handled, but the connection breaks before the reply is through."""
    await handle(request)
    return await cut(request, handle)


class Held:
    """The request waits until the test lets it go on."""

    def __init__(self) -> None:
        self.arrived = asyncio.Event()
        self.released = asyncio.Event()

    async def __call__(self, request: web.Request, handle: Handler) -> web.StreamResponse:
        self.arrived.set()
        await self.released.wait()
        return await handle(request)
