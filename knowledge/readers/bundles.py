"""Archives of several files, zip and tar: their members are read one after another in memory, never written to disk."""

from __future__ import annotations

import tarfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, TypeVar, cast

from knowledge.errors import Unreadable
from knowledge.readers.entries import Damaged, Entry, Nest
from knowledge.readers.items import Refused
from knowledge.readers.members import is_left_out, label_of
from knowledge.readers.streams import DAMAGE, Meter, Packed, unpacked

if TYPE_CHECKING:
    from knowledge.readers.entries import Found
    from knowledge.readers.zips import Zip

MOST_MEMBERS = 1_000_000
_BLOCKS = 20 * tarfile.BLOCKSIZE
_DAMAGED = "is damaged or cut short; what stands before that is read"

Member = TypeVar("Member")


def read_members(entry: Entry, archive: Zip, is_wanted: Callable[[PurePosixPath], bool]) -> Iterator[Found]:
    """The files of a zip archive whose names are wanted."""
    within = _within(entry)
    for member in _counted(entry.name, archive.names):
        if not is_wanted(PurePosixPath(member.replace("\\", "/"))):
            continue
        name = label_of(entry.name, member)
        try:
            with archive.opened(member) as file:
                yield Entry(name, file, within=within)
        except Damaged:
            raise
        except Unreadable as error:
            yield Refused(name, str(error))


def read_tar(entry: Entry) -> Iterator[Found]:
    """The files of a tar archive, in the order they come; links and devices are none."""
    within = _within(entry)
    meter = Meter(entry.name, entry.file.tell)
    try:
        # An empty or broken block is skipped: a header that is damaged costs its own member only.
        with tarfile.open(fileobj=entry.file, mode="r|", bufsize=_BLOCKS, ignore_zeros=True) as archive:
            for header in _counted(entry.name, _files(archive)):
                name = label_of(entry.name, header.name)
                file = cast("Packed", archive.extractfile(header))
                yield Entry(name, unpacked(name, file, meter), within=within)
    except (*DAMAGE, ValueError) as error:
        raise Damaged(entry.name, _DAMAGED) from error


def _within(entry: Entry) -> frozenset[Nest]:
    if Nest.BUNDLE in entry.within:
        raise Unreadable(Nest.BUNDLE.value)
    return entry.within | {Nest.BUNDLE}


def _files(archive: tarfile.TarFile) -> Iterator[tarfile.TarInfo]:
    while header := archive.next():
        vars(archive)["members"].clear()  # else a kilobyte is kept of every one
        if header.isreg() and not header.issparse() and not is_left_out(PurePosixPath(header.name)):
            yield header


def _counted(name: str, members: Iterable[Member]) -> Iterator[Member]:
    for number, member in enumerate(members):
        if number == MOST_MEMBERS:
            raise Damaged(name, f"holds more than {MOST_MEMBERS:,} files; the rest of them is not read")
        yield member
