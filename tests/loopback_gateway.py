"""The gateway of a loopback Discord: sessions, events in order, and the ways in which a connection is lost."""

from __future__ import annotations

import asyncio
import json
import zlib
from enum import IntEnum
from typing import TYPE_CHECKING, Any

from aiohttp import WSMsgType, web
from loopback_payloads import Json, snowflake

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

AUTHENTICATION_FAILED = 4004


class Op(IntEnum):
    DISPATCH = 0
    HEARTBEAT = 1
    IDENTIFY = 2
    RESUME = 6
    RECONNECT = 7
    INVALID_SESSION = 9
    HELLO = 10
    HEARTBEAT_ACK = 11


class Changes:
    """Lets a test wait until something has become true. Whoever changes anything says that it `happened`."""

    def __init__(self) -> None:
        self._next = asyncio.Event()

    def happened(self) -> None:
        self._next.set()
        self._next = asyncio.Event()

    async def until(self, is_so: Callable[[], Any], seconds: float = 60) -> None:
        async with asyncio.timeout(seconds):
            while not is_so():
                await self._next.wait()


class Connection:
    """One websocket, compressed when that was asked for."""

    def __init__(self, request: web.Request) -> None:
        self.socket = web.WebSocketResponse()
        self._request = request
        self._deflate = zlib.compressobj() if request.query.get("compress") == "zlib-stream" else None

    async def send(self, op: int, data: object, **fields: object) -> None:
        text = json.dumps({"op": op, "d": data, **fields})
        if self._deflate:
            await self.socket.send_bytes(self._deflate.compress(text.encode()) + self._deflate.flush(zlib.Z_SYNC_FLUSH))
        else:
            await self.socket.send_str(text)

    async def messages(self) -> AsyncIterator[Json]:
        """What the other side says, until it is gone."""
        await self.socket.prepare(self._request)
        await self.send(Op.HELLO, {"heartbeat_interval": 41_250})
        async for frame in self.socket:
            if frame.type is WSMsgType.TEXT:
                yield json.loads(frame.data)

    def cut(self) -> None:
        """As a broken network does: no close frame."""
        if self._request.transport:
            self._request.transport.abort()


class Session:
    """What one identified client has been told, to tell it again from where it left off."""

    def __init__(self) -> None:
        self.session_id = snowflake()
        self.connection: Connection | None = None
        self._events: list[Json] = []

    async def dispatch(self, name: str, data: Json) -> None:
        """Tells it now, or when it is back."""
        event = {"t": name, "s": len(self._events) + 1, "data": data}
        self._events.append(event)
        if self.connection:
            await self._tell(self.connection, event)

    async def resume(self, connection: Connection, last_heard: int) -> None:
        for event in self._events[last_heard:]:
            await self._tell(connection, event)
        self.connection = connection
        await self.dispatch("RESUMED", {})

    @staticmethod
    async def _tell(connection: Connection, event: Json) -> None:
        await connection.send(Op.DISPATCH, event["data"], t=event["t"], s=event["s"])


class Gateway:
    """One shard. `welcome` makes the events that a new session begins with."""

    def __init__(self, token: str, welcome: Callable[[str], list[tuple[str, Json]]], changes: Changes) -> None:
        self.identified = self.resumed = self.heartbeats = 0
        self._token: str | None = token
        self._welcome = welcome
        self._changes = changes
        self._session: Session | None = None

    async def serve(self, request: web.Request) -> web.WebSocketResponse:
        connection = Connection(request)
        async for message in connection.messages():
            await self._hear(connection, message["op"], message["d"])
            self._changes.happened()
        self._lose(connection)
        return connection.socket

    async def dispatch(self, name: str, data: Json) -> None:
        """Tells the client of an event, as soon as it is connected."""
        assert self._session, "nobody has identified"
        await self._session.dispatch(name, data)

    async def cut(self) -> None:
        self._disconnected().cut()

    async def ask_to_reconnect(self) -> None:
        await self._disconnected().send(Op.RECONNECT, None)

    async def invalidate(self, *, is_resumable: bool) -> None:
        connection = self._disconnected()
        if not is_resumable:
            self._session = None
        await connection.send(Op.INVALID_SESSION, is_resumable)

    async def revoke_token(self) -> None:
        """Ends the connection, and refuses every later one."""
        self._token = None
        await self._disconnected().socket.close(code=AUTHENTICATION_FAILED)

    def _disconnected(self) -> Connection:
        """The connection, which hears of no more events."""
        assert self._session, "nobody has identified"
        assert self._session.connection, "nobody is connected"
        connection, self._session.connection = self._session.connection, None
        return connection

    def _lose(self, connection: Connection) -> None:
        if self._session and self._session.connection is connection:
            self._session.connection = None

    async def _hear(self, connection: Connection, op: int, data: Any) -> None:  # noqa: ANN401 - whatever is sent
        match op:
            case Op.HEARTBEAT:
                self.heartbeats += 1
                await connection.send(Op.HEARTBEAT_ACK, None)
            case Op.IDENTIFY | Op.RESUME if data["token"] != self._token:
                await connection.socket.close(code=AUTHENTICATION_FAILED)
            case Op.IDENTIFY:
                await self._identify(connection)
            case Op.RESUME:
                await self._resume(connection, data)

    async def _identify(self, connection: Connection) -> None:
        self._session = Session()
        self._session.connection = connection
        for name, data in self._welcome(self._session.session_id):
            await self._session.dispatch(name, data)
        self.identified += 1

    async def _resume(self, connection: Connection, data: Json) -> None:
        if self._session and self._session.session_id == data["session_id"]:
            await self._session.resume(connection, data["seq"])
            self.resumed += 1
        else:
            await connection.send(Op.INVALID_SESSION, False)  # noqa: FBT003 - what is sent
