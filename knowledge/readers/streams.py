"""Streams of what is packed: what is read of them is counted, so that a bomb is put down while it goes off."""

from __future__ import annotations

import io
import lzma
import sys
import tarfile
import zipfile
import zlib
from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

from knowledge.readers.entries import MEBIBYTE, Damaged, buffered

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

MOST_TIMES = 250
"""Bytes that one packed byte may become. News comes to 3 to 20, the same page over and over to 120; zeros to 1,000."""
FREE = 16 * MEBIBYTE
"""Bytes that may come of anything, however small."""
MOST_BYTES = 64 * 1_024 * MEBIBYTE

DAMAGE = (EOFError, OSError, zlib.error, lzma.LZMAError, zstd.ZstdError, zipfile.BadZipFile, tarfile.TarError)
"""What unpackers raise of a file that is not as it should be."""


class Packed(Protocol):
    """What unpackers give to read from."""

    def read1(self, size: int, /) -> bytes: ...


class Meter:
    """Counts what comes out of a container; Damaged, by its name, when that is too much for what goes in."""

    def __init__(self, name: str, packed: Callable[[], int]) -> None:
        self._name = name
        self._packed = packed
        self._bytes = 0

    def add(self, count: int) -> None:
        self._bytes += count
        if self._bytes > max(FREE, MOST_TIMES * self._packed()):
            raise Damaged(self._name, f"unpacks to more than {MOST_TIMES} times its size; it is not read on")
        if self._bytes > MOST_BYTES:
            raise Damaged(self._name, f"unpacks to more than {MOST_BYTES // MEBIBYTE:,} MiB; split it")


class _Unpacked(io.RawIOBase):
    def __init__(self, name: str, packed: Packed, meter: Meter) -> None:
        super().__init__()
        self._name = name
        self._packed = packed
        self._meter = meter
        self._at = 0

    def readable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._at

    def readinto(self, buffer: WriteableBuffer, /) -> int:
        """As many bytes as there is room for: what is looked at of a stream is one read of it."""
        view, filled = memoryview(buffer).cast("B"), 0
        while filled < len(view) and (chunk := self._chunk(len(view) - filled, is_first=not filled)):
            view[filled : filled + len(chunk)] = chunk
            filled += len(chunk)
        self._at += filled
        self._meter.add(filled)
        return filled

    def _chunk(self, size: int, *, is_first: bool) -> bytes:
        """What comes next. What came before damage is not lost with it: the next read tells of it."""
        try:
            return self._packed.read1(size)
        except DAMAGE as error:
            if not is_first:
                return b""
            raise Damaged(self._name, "is damaged or cut short; what stands before that is read") from error


def unpacked(name: str, packed: Packed, meter: Meter) -> io.BufferedReader:
    """The stream of an entry of that name. Raises Damaged where it is."""
    return buffered(_Unpacked(name, packed, meter))
