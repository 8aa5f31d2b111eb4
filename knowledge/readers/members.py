"""The names of files within folders and archives: labels, never places to write to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowledge.characters import one_line

if TYPE_CHECKING:
    from pathlib import PurePath

_ABOUT_THE_FOLDER = ("readme", "license", "licence", "copying")
_OF_THE_SYSTEM = ("__MACOSX", "Thumbs.db")
_LONGEST_LABEL = 300


def is_left_out(file: PurePath) -> bool:
    """Whether a file is hidden, or about the folder itself."""
    is_hidden = any((part.startswith(".") and part != "..") or part in _OF_THE_SYSTEM for part in file.parts)
    return is_hidden or file.stem.lower() in _ABOUT_THE_FOLDER


def label_of(container: str, member: str) -> str:
    """What a member is called in reports. Of an endless name the end is kept, for it says what kind of file it is."""
    return f"{container}: {one_line(member[-4 * _LONGEST_LABEL :])[-_LONGEST_LABEL:]}"
