"""Gzip files of several members, as web archives are: a damaged member costs itself, where the library's own ends."""

from __future__ import annotations

import zlib
from typing import BinaryIO

_START = b"\x1f\x8b\x08"
_WITH_HEADER = 31
_CHUNK = 65_536
_MOST_DAMAGES = 1_000


class GzipMembers:
    """What the members of a gzip file hold, one after the other. `damages` counts the gaps."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._packed = b""
        self._member = zlib.decompressobj(_WITH_HEADER)
        self.damages = 0

    def read1(self, size: int, /) -> bytes:
        """Some of what comes next, b"" at the end. EOFError when it ends too soon, zlib.error when damage goes on."""
        while self._is_more():
            try:
                content = self._member.decompress(self._packed, size)
            except zlib.error as error:
                self._find_next(error)
                continue
            self._packed = self._member.unconsumed_tail
            if content:
                return content
        return b""

    def _is_more(self) -> bool:
        """Whether there is anything to unpack: the rest of a member or the next one, zeros between them aside."""
        if not self._member.eof:
            self._packed = self._packed or self._file.read(_CHUNK)
            if not self._packed:
                raise EOFError
            return True
        self._packed = self._member.unused_data.lstrip(b"\0")
        while not self._packed and (chunk := self._file.read(_CHUNK)):
            self._packed = chunk.lstrip(b"\0")
        if self._packed:
            self._member = zlib.decompressobj(_WITH_HEADER)
        return bool(self._packed)

    def _find_next(self, error: zlib.error) -> None:
        """Go on where the next member may begin."""
        self.damages += 1
        if self.damages > _MOST_DAMAGES:
            raise error
        packed = self._packed[1:]
        while (start := packed.find(_START)) < 0:
            chunk = self._file.read(_CHUNK)
            if not chunk:
                raise error
            packed = packed[1 - len(_START) :] + chunk
        self._packed = packed[start:]
        self._member = zlib.decompressobj(_WITH_HEADER)
