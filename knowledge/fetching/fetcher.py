"""The only place that asks the web for anything: off unless it is switched on, and guarded at every step.

The address is judged where it is used. aiohttp hands each one that it is about to connect to, whether written in the
link, found by name, reached by a redirect or changed since it was looked up, to `socket_factory`, and connects to that.
"""

from __future__ import annotations

import asyncio
import socket
from contextlib import asynccontextmanager
from importlib.metadata import version
from typing import TYPE_CHECKING, Self, TypeVar

import aiohttp

from knowledge.errors import Unfetchable
from knowledge.fetching.addresses import Judge, is_public
from knowledge.fetching.declined import Declined, Unchanged
from knowledge.fetching.links import address, next_address
from knowledge.fetching.responses import Fetched, read_body, read_page
from knowledge.fetching.robots import Robots, read_robots
from knowledge.fetching.turns import Turns

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable

    from aiohttp.abc import AbstractResolver
    from aiohttp.connector import AddrInfoType
    from yarl import URL

    from knowledge.fetching.validators import Validators
    from knowledge.settings import ArchiveSettings

    Check = Callable[[URL], Awaitable[None]]

T = TypeVar("T")

HOPS = 3
"""Redirects that are followed."""
SWITCHED_OFF = "fetching links is switched off; fetch = true in the section [archive] of the config file switches it on"
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_NOT_MODIFIED, _TOO_MANY_REQUESTS, _SERVER_ERROR = 304, 429, 500


class _NotPublic(OSError):
    """Raised to aiohttp, which knows an address that cannot be connected to by an OSError."""


_REASONS: tuple[tuple[type[Exception], str], ...] = (
    (aiohttp.ClientConnectorDNSError, "its host is not known"),
    (aiohttp.ClientConnectorCertificateError, "its certificate cannot be trusted"),
    (aiohttp.ClientSSLError, "no secure connection to it can be made"),
    (aiohttp.InvalidURL, "it is not a link that can be followed"),
    (aiohttp.ClientConnectorError, "its server cannot be reached"),
    (aiohttp.ClientResponseError, "its server does not answer as the web does"),
    (Exception, "the connection broke"),
)
"""What goes wrong with a connection, the special before the general."""


class Fetcher:
    """Fetches the links of one load, one after another. Use it with `async with`.

    `judge` says what may be connected to, `resolver` finds addresses by name; neither is changed but by tests.
    """

    def __init__(
        self,
        settings: ArchiveSettings,
        turns: Turns | None = None,
        judge: Judge = is_public,
        resolver: AbstractResolver | None = None,
    ) -> None:
        self._settings = settings
        self._turns = turns or Turns()
        self._judge = judge
        self._resolver = resolver
        self._robots: dict[URL, Robots | None] = {}
        self._limit = asyncio.Timeout(None)

    async def __aenter__(self) -> Self:
        connector = aiohttp.TCPConnector(
            socket_factory=self._socket, resolver=self._resolver, use_dns_cache=False, force_close=True
        )
        self._session = aiohttp.ClientSession(
            connector=connector,
            cookie_jar=aiohttp.DummyCookieJar(),
            trust_env=False,  # neither proxies, which would be what is judged, nor passwords from a .netrc
            auto_decompress=False,
            timeout=aiohttp.ClientTimeout(total=None),
            headers={
                "User-Agent": f"Backissue/{version('backissue')}",
                "Accept": "text/html, application/xhtml+xml, application/xml, application/json, text/plain;q=0.9",
                "Accept-Encoding": "gzip",
            },
        )
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._session.close()

    async def fetch(self, link: str, since: Validators | None = None) -> Fetched:
        """The document that a link leads to. Raises Unfetchable, and Unchanged when it is what it was `since` then."""
        if not self._settings.fetch:
            raise Unfetchable(link, SWITCHED_OFF)
        seconds = self._settings.fetch_seconds
        try:
            async with asyncio.timeout(seconds) as self._limit:
                return await self._page(address(link), since)
        except Declined as error:
            raise Unfetchable(link, str(error)) from None
        except TimeoutError:
            raise Unfetchable(link, f"it took longer than {seconds:g} seconds") from None
        except (aiohttp.ClientError, OSError, ValueError) as error:
            raise Unfetchable(link, reason(error)) from None

    async def _page(self, url: URL, since: Validators | None) -> Fetched:
        async with self._response(url, self._check_robots, since) as response:
            if response.status == _NOT_MODIFIED and since and since.conditions(str(response.url)):
                raise Unchanged
            return await read_page(response, self._settings.fetch_bytes)

    async def _check_robots(self, url: URL) -> None:
        """Raises Declined when the host does not want to be asked for that path."""
        origin = url.origin()
        if origin not in self._robots:
            self._robots[origin] = None  # stays so when reading them fails: once is enough
            self._robots[origin] = await self._read_robots(origin / "robots.txt")
        robots = self._robots[origin]
        if robots is None:
            raise Declined("the robots.txt of its host cannot be read")
        if not robots.allow(url.raw_path_qs):
            raise Declined("the robots.txt of its host does not allow it")

    async def _read_robots(self, url: URL) -> Robots:
        """The rules of a host; one that has none allows everything, one that is in trouble nothing."""
        async with self._response(url, _unchecked) as response:
            if response.status >= _SERVER_ERROR or response.status == _TOO_MANY_REQUESTS:
                raise Declined(f"the robots.txt of its host answers with status {response.status}")
            return read_robots(await read_body(response, self._settings.fetch_bytes) if response.ok else b"")

    @asynccontextmanager
    async def _response(
        self, url: URL, check: Check, since: Validators | None = None
    ) -> AsyncIterator[aiohttp.ClientResponse]:
        """The answer at the end of the redirects, each checked anew."""
        for _ in range(HOPS + 1):
            await check(url)
            headers = since.conditions(str(url)) if since else {}
            async with self._turn(url), self._session.get(url, headers=headers, allow_redirects=False) as response:
                if response.status not in _REDIRECTS:
                    yield response
                    return
                url = next_address(url, response.headers.get("Location"))
        raise Declined(f"it redirects more than {HOPS} times")

    @asynccontextmanager
    async def _turn(self, url: URL) -> AsyncIterator[None]:
        """Holds the host. Waiting for it is no time that fetching takes: a host may ask for a pause of half of that."""
        robots, clock = self._robots.get(url.origin()), asyncio.get_running_loop().time
        left = (self._limit.when() or clock()) - clock()
        self._limit.reschedule(None)
        async with self._turns.at(url.host or "", robots.pause if robots else 0.0):
            self._limit.reschedule(clock() + left)
            yield

    def _socket(self, found: AddrInfoType) -> socket.socket:
        """A socket for an address that may be connected to."""
        family, kind, protocol, _, (host, port, *_) = found
        if not self._judge(str(host), int(port)):
            raise _NotPublic("not public")
        made = socket.socket(family, kind, protocol)
        made.settimeout(0)
        return made


def reason(error: Exception) -> str:
    """What went wrong with a connection, for whoever gave the link. Tells no address that a name stands for."""
    if isinstance(error, aiohttp.ClientConnectorError) and isinstance(error.os_error, _NotPublic):
        return "it leads to an address or a port that is not the public web's"
    return next(words for kind, words in _REASONS if isinstance(error, kind))


async def _unchecked(_: URL) -> None:
    """For what says itself what may be asked for."""
