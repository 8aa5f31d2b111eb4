"""A zip archive as it is read here: by its list of contents, a member at a time, and never further than is safe."""

from __future__ import annotations

import io
import zipfile
from contextlib import contextmanager
from typing import TYPE_CHECKING, BinaryIO, cast

from knowledge.errors import Unreadable
from knowledge.readers.entries import LONGEST_FILE, MEBIBYTE, Entry, in_memory
from knowledge.readers.members import label_of
from knowledge.readers.streams import DAMAGE, Meter, Packed, unpacked

if TYPE_CHECKING:
    from collections.abc import Iterator

_LARGEST_HELD = 256 * MEBIBYTE
"""A zip within a compressed file has to be held, for its list of contents is at its end."""
_ENCRYPTED = 0x1
_MISFITS = (*DAMAGE, NotImplementedError, RuntimeError, ValueError)


class Zip:
    """An open archive. `name` is what reports call it."""

    def __init__(self, name: str, archive: zipfile.ZipFile) -> None:
        self.name = name
        self._archive = archive
        size = cast("BinaryIO", archive.fp).seek(0, io.SEEK_END)
        self._meter = Meter(name, lambda: size)

    @property
    def names(self) -> list[str]:
        """Of its files, in the order of its list of contents; folders are none."""
        return [member.filename for member in self._archive.infolist() if not member.is_dir()]

    def __contains__(self, name: str) -> bool:
        return name in self._archive.NameToInfo

    @contextmanager
    def opened(self, name: str) -> Iterator[io.BufferedReader]:
        """A file of it as a stream; Unreadable when there is none or it cannot be unpacked."""
        label = label_of(self.name, name)
        try:
            member = self._archive.getinfo(name)
            if member.flag_bits & _ENCRYPTED:
                raise Unreadable("is encrypted; unpack it with its password, and load what is in it")
            file = self._archive.open(member)
        except (KeyError, *_MISFITS) as error:
            raise Unreadable("cannot be unpacked here; pack it anew as an ordinary zip") from error
        with file:
            yield unpacked(label, cast("Packed", file), self._meter)

    def data(self, name: str, most: int = LONGEST_FILE) -> bytes:
        """All of a file; Unreadable when it is longer than `most` bytes."""
        with self.opened(name) as file:
            return Entry(name, file).data(most, "split it")


@contextmanager
def open_zip(entry: Entry) -> Iterator[Zip]:
    """A zip archive; Unreadable when it has no list of contents."""
    file = entry.file if entry.file.seekable() else in_memory(entry.data(_LARGEST_HELD, "unpack it first"))
    try:
        archive = zipfile.ZipFile(file)
    except _MISFITS as error:
        raise Unreadable("is a damaged zip archive; pack it anew") from error
    with archive:
        yield Zip(entry.name, archive)
