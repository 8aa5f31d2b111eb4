"""What a server answers, taken in up to a limit: unpacked as it comes, so that no answer is larger than it may be."""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from knowledge.fetching.declined import Declined
from knowledge.fetching.validators import Validators, read_validators

if TYPE_CHECKING:
    import aiohttp

_CHUNK = 65_536
_READABLE = re.compile(
    r"text/(?:html|plain|xml|csv|tab-separated-values)"
    r"|application/(?:[\w.-]+\+)?(?:xml|json)"
    r"|application/(?:x-ndjson|jsonl|json-lines|json-seq)"
)
_PACKED = frozenset({"gzip", "x-gzip"})
_AS_IT_IS = frozenset({"", "identity"})
_MEBIBYTE = 1_048_576


@dataclass(frozen=True, slots=True)
class Fetched:
    """A document as its server gave it."""

    url: str
    """Where it was found in the end."""
    content_type: str
    charset: str | None
    """The encoding that the server states, which may be none that there is."""
    content: bytes
    validators: Validators | None = None


async def read_page(response: aiohttp.ClientResponse, most: int) -> Fetched:
    """The document of a response. Raises Declined when it is none that can be read, or larger than `most` bytes."""
    if response.status != 200:  # noqa: PLR2004 - OK; all others hold no document, or a part of one
        raise Declined(f"its server answers with status {response.status}")
    if not _READABLE.fullmatch(response.content_type):
        raise Declined("it is not HTML, XML, JSON or plain text")
    url = str(response.url)
    content = await read_body(response, most)
    return Fetched(url, response.content_type, response.charset, content, read_validators(url, response.headers))


async def read_body(response: aiohttp.ClientResponse, most: int) -> bytes:
    """All that a response holds, unpacked. Raises Declined as soon as it is more than `most` bytes."""
    if (response.content_length or 0) > most:
        raise Declined(_too_large(most))
    body = Body(most, response.headers.get("Content-Encoding", ""))
    async for chunk in response.content.iter_chunked(_CHUNK):
        body.add(chunk)
    return body.whole()


class Body:
    """Grows by what arrives, packed by gzip or not. Raises Declined when it is too large, or packed in another way."""

    def __init__(self, most: int, packing: str = "") -> None:
        packing = packing.strip().lower()
        if packing not in _PACKED | _AS_IT_IS:
            raise Declined("it is packed in a way that was not asked for")
        self._most = most
        self._is_packed = packing in _PACKED
        self._inflate = zlib.decompressobj(zlib.MAX_WBITS | 16)
        self._arrived = 0
        self._content = bytearray()

    def add(self, chunk: bytes) -> None:
        self._arrived += len(chunk)  # counted too, because a million empty members unpack to nothing
        if self._is_packed:
            self._unpack(chunk)
        else:
            self._content += chunk
        if max(self._arrived, len(self._content)) > self._most:
            raise Declined(_too_large(self._most))

    def whole(self) -> bytes:
        """What it has grown to. Raises Declined when it broke off."""
        if self._is_packed and self._arrived and not self._inflate.eof:
            raise Declined("its content broke off")
        return bytes(self._content)

    def _unpack(self, chunk: bytes) -> None:
        """Unpack one member after another, and no further than just past the limit."""
        try:
            while chunk and len(self._content) <= self._most:
                if self._inflate.eof:
                    self._inflate = zlib.decompressobj(zlib.MAX_WBITS | 16)
                self._content += self._inflate.decompress(chunk, self._most + 1 - len(self._content))
                chunk = self._inflate.unused_data
        except zlib.error:
            raise Declined("its content is not packed as its server says") from None


def _too_large(most: int) -> str:
    return f"it is larger than {most / _MEBIBYTE:,.3g} MiB"
