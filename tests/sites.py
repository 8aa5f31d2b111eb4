"""A web site on 127.0.0.1, for tests of what is fetched: real sockets, real answers, every request written down."""

from __future__ import annotations

import asyncio
import gzip
import socket
import ssl
import threading
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from inspect import isawaitable

from aiohttp import web
from aiohttp.abc import AbstractResolver, ResolveResult

PAGE = "<html><head><title>The Ferry</title></head><body><h1>The Ferry Is Back</h1><p>{}</p></body></html>"
WORDS = "The ferry to Kettlesund sails again on Monday, the harbour master said, and the fare is two crowns. " * 3
STORY = PAGE.format(WORDS)

Handler = Callable[[web.Request], web.StreamResponse | Awaitable[web.StreamResponse]]


@dataclass
class Site:
    """What it answers by path, and what it was asked. A path that is not there is a 404."""

    answers: dict[str, Handler] = field(default_factory=dict)
    asked: list[web.Request] = field(default_factory=list)
    port: int = 0

    @property
    def paths(self) -> list[str]:
        """The pages that were asked for, without robots.txt."""
        return [request.path_qs for request in self.asked if request.path != "/robots.txt"]

    def link(self, path: str = "/", host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.port}{path}"

    def allows(self, address: str, port: int) -> bool:
        """A Judge to whom this site alone is public."""
        return (address, port) == ("127.0.0.1", self.port)

    def page(self, path: str, text: str = STORY, content_type: str = "text/html") -> None:
        self.answers[path] = lambda _: web.Response(text=text, content_type=content_type)

    def redirect(self, path: str, location: str, status: int = 302) -> None:
        self.answers[path] = lambda _: web.Response(status=status, headers={"Location": location})

    async def answer(self, request: web.Request) -> web.StreamResponse:
        self.asked.append(request)
        answer = self.answers.get(request.path)
        if answer is None:
            return web.Response(status=404)
        made = answer(request)
        return await made if isawaitable(made) else made


@asynccontextmanager
async def serving(site: Site, context: ssl.SSLContext | None = None) -> AsyncIterator[Site]:
    server = web.Application()
    server.router.add_route("*", "/{path:.*}", site.answer)
    runner = web.AppRunner(server, shutdown_timeout=0.1, handler_cancellation=True)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", 0, ssl_context=context).start()
        site.port = runner.addresses[0][1]
        yield site
    finally:
        await runner.cleanup()


class Names(AbstractResolver):
    """Names and their addresses; of several, each lookup gives the next."""

    def __init__(self, names: Mapping[str, list[str]]) -> None:
        self._names = {name: list(addresses) for name, addresses in names.items()}

    async def resolve(
        self,
        host: str,
        port: int = 0,
        family: socket.AddressFamily = socket.AF_INET,  # noqa: ARG002 - aiohttp's signature
    ) -> list[ResolveResult]:
        if host not in self._names:
            raise OSError("unknown")
        addresses = self._names[host]
        address = addresses.pop(0) if len(addresses) > 1 else addresses[0]
        kind = socket.AF_INET6 if ":" in address else socket.AF_INET
        flags = socket.AI_NUMERICHOST | socket.AI_NUMERICSERV
        return [ResolveResult(hostname=host, host=address, port=port, family=kind, proto=0, flags=flags)]

    async def close(self) -> None:
        pass


async def endless(request: web.Request) -> web.StreamResponse:
    response = web.StreamResponse(headers={"Content-Type": "text/html"})
    await response.prepare(request)
    while True:
        await response.write(b"<p>and on, and on</p>" * 500)


async def slow(request: web.Request, length: int | None = None) -> web.StreamResponse:
    response = web.StreamResponse(headers={"Content-Type": "text/html"})
    response.content_length = length
    await response.prepare(request)
    while True:
        await response.write(b"a")
        await asyncio.sleep(0.05)


async def broken_off(request: web.Request) -> web.StreamResponse:
    response = web.StreamResponse(headers={"Content-Type": "text/html", "Content-Length": "1000"})
    await response.prepare(request)
    await response.write(b"<p>The ferry")
    if request.transport:
        request.transport.abort()
    return response


def packed(content: bytes, packing: str = "gzip") -> web.Response:
    return web.Response(body=content, headers={"Content-Encoding": packing, "Content-Type": "text/html"})


BOMB = gzip.compress(bytes(40_000_000))
"""40 MB in 39 KB."""


@contextmanager
def served() -> Iterator[Site]:
    """A site in a thread of its own, for what has an event loop of its own."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    serving_site = serving(Site())
    try:
        yield asyncio.run_coroutine_threadsafe(serving_site.__aenter__(), loop).result(10)
        asyncio.run_coroutine_threadsafe(serving_site.__aexit__(None, None, None), loop).result(10)
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()
