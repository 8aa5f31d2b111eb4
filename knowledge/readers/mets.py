"""METS, the file that says which pages make an issue of a newspaper, and what the issue is. It holds no text itself."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, NoReturn
from urllib.parse import unquote

from knowledge.errors import Unreadable
from knowledge.readers.dates import iso_date
from knowledge.readers.encodings import markup_in
from knowledge.readers.entries import LONGEST_FILE
from knowledge.readers.fields import language_of
from knowledge.readers.xml_trees import attribute, below, first, local, tree_of, words

if TYPE_CHECKING:
    from knowledge.readers.entries import Entry
    from knowledge.readers.xml_trees import Element

_MOST_BESIDE = 4
"""The most METS files that a page is looked for in."""
_ALTO = re.compile(r"(?i)alto|ocr|text")
_HREF = "{http://www.w3.org/1999/xlink}href"


@dataclass(frozen=True, slots=True)
class Issue:
    """What a METS file states of an issue, and of one of its pages."""

    title: str | None
    source: str | None
    published: str | None
    language: str | None
    number: str | None = None


def read_mets(entry: Entry) -> NoReturn:
    """Raises Unreadable, with what is to be loaded in its place."""
    named = list(_files(tree_of(markup_in(entry.data()).content)).values())
    example = f", such as “{named[0][:80]}”" if named else ""
    raise Unreadable(f"is METS, which holds no text; load its pages from the folder beside it, ALTO files{example}")


def issue_beside(path: Path) -> Issue | None:
    """What is stated of a page by the METS file that names it, in its folder or the one above; None without one."""
    for folder in (path.parent, path.parent.parent):
        for issue, numbers in _issues(folder, folder.stat().st_mtime_ns):
            if path.name in numbers:
                return replace(issue, number=numbers[path.name])
    return None


@lru_cache(maxsize=4)
def _issues(folder: Path, _changed: int) -> list[tuple[Issue, dict[str, str | None]]]:
    """The issues that METS files in a folder describe, and the numbers of their pages by their files' names."""
    named = sorted(found for found in folder.glob("*.[xX][mM][lL]") if "mets" in found.name.lower())
    roots = [root for root in map(_root, named[:_MOST_BESIDE]) if root is not None]
    return [(issue_of(root), numbers_of(root)) for root in roots if local(root) == "mets"]


def _root(path: Path) -> Element | None:
    """The tree of a file; None when it cannot be read."""
    try:
        with path.open("rb") as file:
            return tree_of(markup_in(file.read(LONGEST_FILE)).content)
    except (Unreadable, OSError):
        return None


def issue_of(root: Element) -> Issue:
    """What a <mets> states of itself, in its label and in MODS or Dublin Core."""
    described = first(root, "dmdSec")
    dates = [] if described is None else below(described, "dateIssued", "date", "issued")
    languages = [] if described is None else below(described, "languageTerm", "language")
    source = None if described is None else words(next(below(described, "title"), None))
    return Issue(
        title=attribute(root, "LABEL") or source,
        source=source,
        published=next(filter(None, (iso_date(words(one)) for one in dates)), None),
        language=next(filter(None, (language_of(words(one)) for one in languages)), None),
    )


def numbers_of(root: Element) -> dict[str, str | None]:
    """The names of the files of text that a <mets> lists, each with the number of its page as printed."""
    files = _files(root)
    numbers: dict[str, str | None] = dict.fromkeys(files.values())
    for page in below(root, "div"):
        if (page.get("TYPE") or "").lower() == "page":
            number = attribute(page, "ORDERLABEL") or attribute(page, "ORDER")
            pointed = (files.get(one.get("FILEID") or "") for one in below(page, "fptr", "area"))
            numbers |= dict.fromkeys(filter(None, pointed), number)
    return numbers


def _files(root: Element) -> dict[str, str]:
    """The names of the files that hold text, by their ids."""
    found: dict[str, str] = {}
    for group in below(root, "fileGrp"):
        for file in group:
            kind = " ".join(filter(None, (group.get("USE"), group.get("ID"), file.get("ID"), file.get("USE"))))
            address = attribute(first(file, "FLocat"), _HREF) if file.get("ID") else None
            if address and _ALTO.search(kind) and address.lower().endswith(".xml"):
                found[str(file.get("ID"))] = PurePosixPath(unquote(address)).name
    return found
