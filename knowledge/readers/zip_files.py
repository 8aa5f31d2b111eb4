"""What comes as a zip: told apart by what is in it, and read accordingly."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowledge.errors import Unreadable
from knowledge.readers.books import is_book, read_book
from knowledge.readers.bundles import read_members
from knowledge.readers.members import is_left_out
from knowledge.readers.web_archives import is_collection, is_web_archive
from knowledge.readers.zips import open_zip

if TYPE_CHECKING:
    from collections.abc import Iterator

    from knowledge.readers.entries import Entry, Found

_OF_OFFICE = ("[Content_Types].xml", "META-INF/manifest.xml")


def read_zip(entry: Entry) -> Iterator[Found]:
    """The chapters of a book, the records of a collected web archive, or the files of an ordinary zip."""
    with open_zip(entry) as archive:
        if is_book(archive):
            yield from read_book(entry, archive)
        elif any(name in archive for name in _OF_OFFICE):
            raise Unreadable("is an office document; save it as text, HTML or PDF")
        elif is_collection(archive):
            yield from read_members(entry, archive, is_web_archive)
        else:
            yield from read_members(entry, archive, lambda name: not is_left_out(name))
