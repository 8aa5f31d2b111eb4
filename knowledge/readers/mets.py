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
_WHOLE = re.compile(r"(?i)(?:newspaper|periodical|volume|issue)$")
"""The kinds of what a METS file describes that are the whole of it or hold it."""
_PLACEHOLDER = re.compile(r"[A-Z\d]+(?:_[A-Z\d]+)+")
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
    example = f", such as “{named[0].name[:80]}”" if named else ""
    raise Unreadable(f"is METS, which holds no text; load its pages from the folder beside it, ALTO files{example}")


def issue_beside(path: Path) -> Issue | None:
    """What is stated of a page by the METS file that names it, in its folder or, with that, in the one above."""
    place = path.absolute()
    for folder, depth in ((place.parent, 1), (place.parent.parent, 2)):
        for issue, numbers in _issues(folder, folder.stat().st_mtime_ns):
            page = next((address for address in numbers if address.parts[-depth:] == place.parts[-depth:]), None)
            if page is not None:
                return replace(issue, number=numbers[page])
    return None


@lru_cache(maxsize=4)
def _issues(folder: Path, _changed: int) -> list[tuple[Issue, dict[PurePosixPath, str | None]]]:
    """The issues that METS files in a folder describe, and the numbers of their pages by where these are; kept for the
    next page, until the folder has `_changed`.
    """
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
    described = _descriptions(root)
    dates = [date for one in described for date in below(one, "dateIssued", "date", "issued")]
    languages = [language for one in described for language in below(one, "languageTerm", "language")]
    label, source = attribute(root, "LABEL"), max(filter(None, map(_title, described)), key=len, default=None)
    return Issue(
        title=label if label and not _PLACEHOLDER.fullmatch(label) else source,
        source=source,
        published=next(filter(None, (iso_date(words(one)) for one in dates)), None),
        language=next(filter(None, (language_of(words(one)) for one in languages)), None),
    )


def _descriptions(root: Element) -> list[Element]:
    """What describes the newspaper and the issue, and not its articles; where that is not said, the first."""
    whole = (part for part in below(root, "div") if _WHOLE.search(part.get("TYPE") or ""))
    named = {identifier for part in whole for identifier in (part.get("DMDID") or "").split()}
    sections = list(below(root, "dmdSec"))
    return [section for section in sections if section.get("ID") in named] or sections[:1]


def _title(described: Element) -> str | None:
    """A title with its article ("Der"), without the sign that catalogues put behind titles."""
    title = next(below(described, "title"), None)
    if title is None:
        return None
    article = next((words(one) for one in title.getparent() if local(one) == "nonSort"), None)
    return " ".join(filter(None, (article, words(title)))).rstrip(" .,:;/") or None


def numbers_of(root: Element) -> dict[PurePosixPath, str | None]:
    """The files of text that a <mets> lists, each with the number of its page as printed."""
    files = _files(root)
    numbers: dict[PurePosixPath, str | None] = dict.fromkeys(files.values())
    for page in below(root, "div"):
        if (page.get("TYPE") or "").lower().endswith("page"):
            number = attribute(page, "ORDERLABEL") or attribute(page, "ORDER")
            pointed = (files.get(one.get("FILEID") or "") for one in below(page, "fptr", "area"))
            numbers |= dict.fromkeys(filter(None, pointed), number)
    return numbers


def _files(root: Element) -> dict[str, PurePosixPath]:
    """The files that hold text, by their ids."""
    found: dict[str, PurePosixPath] = {}
    for group in below(root, "fileGrp"):
        for file in group:
            kind = " ".join(filter(None, (group.get("USE"), group.get("ID"), file.get("ID"), file.get("USE"))))
            address = attribute(first(file, "FLocat"), _HREF) if file.get("ID") else None
            if address and _ALTO.search(kind) and address.lower().endswith(".xml"):
                found[str(file.get("ID"))] = PurePosixPath(unquote(address).replace("\\", "/"))
    return found
