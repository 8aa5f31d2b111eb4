"""Paths as people name them to the files that are meant."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from knowledge.model import Document
from knowledge.readers.members import is_left_out


def documents(paths: Iterable[Path]) -> list[Document]:
    """Every file of `paths`, folders with all below them, in order.

    In folders, hidden files and those about the folder itself (README, LICENSE) are left out; what is named is always
    taken. What is not there, and a folder that may not be read, is refused by the reader.
    """
    return [Document(str(file), file) for path in paths for file in _files(path)]


def _files(path: Path) -> Iterator[Path]:
    if not path.is_dir():
        yield path
        return
    closed: list[OSError] = []
    found = [Path(folder, name) for folder, _, names in os.walk(path, onerror=closed.append) for name in names]
    found += [Path(error.filename) for error in closed]
    yield from sorted(file for file in found if not is_left_out(file.relative_to(path)))
