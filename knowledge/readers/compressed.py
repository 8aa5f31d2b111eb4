"""Compressed files: each holds one other, which is read while it is unpacked."""

from __future__ import annotations

import bz2
import lzma
import sys
from typing import TYPE_CHECKING

from knowledge.errors import Unreadable
from knowledge.readers.entries import Entry, Nest
from knowledge.readers.gzip_members import GzipMembers
from knowledge.readers.items import Refused
from knowledge.readers.streams import Meter, Packed, unpacked

if TYPE_CHECKING:
    import io
    from collections.abc import Callable, Iterator

    from knowledge.readers.entries import Found

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

_LARGEST_WINDOW = {int(zstd.DecompressionParameter.window_log_max): 27}
"""The logarithm of 128 MiB, what zstd --long asks for."""


def read_gzip(entry: Entry) -> Iterator[Found]:
    """The file within, and whether something of it is lost."""
    members = GzipMembers(entry.file)
    yield from _read(entry, lambda _: members)
    if members.damages:
        yield Refused(entry.name, f"is damaged in {members.damages} places; what stood there is lost")


def read_bzip2(entry: Entry) -> Iterator[Found]:
    """The file within."""
    yield from _read(entry, bz2.BZ2File)


def read_xz(entry: Entry) -> Iterator[Found]:
    """The file within."""
    yield from _read(entry, lzma.LZMAFile)


def read_zstd(entry: Entry) -> Iterator[Found]:
    """The file within."""
    yield from _read(entry, lambda file: zstd.ZstdFile(file, options=_LARGEST_WINDOW))


def _read(entry: Entry, unpack: Callable[[io.BufferedReader], Packed]) -> Iterator[Found]:
    if Nest.COMPRESSION in entry.within:
        raise Unreadable(Nest.COMPRESSION.value)
    meter = Meter(entry.name, entry.file.tell)
    file = unpacked(entry.name, unpack(entry.file), meter)
    yield Entry(entry.name, file, within=entry.within | {Nest.COMPRESSION})
