"""What an EPUB states of itself: title, authors, date, and its chapters in their order."""

from __future__ import annotations

import posixpath
import re
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import unquote

from knowledge.errors import Unreadable
from knowledge.model import Citation
from knowledge.readers.bylines import joined
from knowledge.readers.dates import iso_date
from knowledge.readers.fields import language_of, names_in
from knowledge.readers.xml_trees import attribute, below, first, words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from knowledge.readers.xml_trees import Element

IS_ABOUT = re.compile(
    r"(?:cover|title-?page|half-?title-?page|copyright-page|imprint|colophon|dedication|epigraph|toc|contents|landmarks"
    r"|index|loi|lot|bibliography|glossary|other-credits)"
)
"""The kinds of pages, as EPUB 2 and 3 call them, that are about the book."""
_OPF = "{http://www.idpf.org/2007/opf}"
_KIND = "{http://www.idpf.org/2007/ops}type"
"""Of a list: the table of contents, the landmarks ("Begin reading") or the pages of the printed book."""
_AUTHORS = frozenset({None, "aut"})
_PUBLICATION = frozenset({None, "publication", "original-publication"})
_PAGES = frozenset({"application/xhtml+xml", "text/html"})
_CONTENTS = "application/x-dtbncx+xml"


@dataclass(frozen=True, slots=True)
class Chapter:
    path: str
    """Its file within the book."""
    label: str | None
    """What the table of contents calls it."""


def citation_of(package: Element) -> Citation:
    """What a book states that holds for every chapter: their outlet is the book."""
    stated = first(package, "metadata")
    if stated is None:
        return Citation()
    dates = (words(day) for day in below(stated, "date") if attribute(day, f"{_OPF}event") in _PUBLICATION)
    names = [words(creator) for creator in below(stated, "creator") if _role(stated, creator) in _AUTHORS]
    return Citation(
        byline=joined(names_in(names)),
        source=words(first(stated, "title")) or words(first(stated, "publisher")),
        published=next(filter(None, map(iso_date, dates)), None),
        language=language_of(words(first(stated, "language"))),
    )


def chapters_of(package: Element, path: str, tree_at: Callable[[str], Element]) -> Iterator[Chapter]:
    """The chapters in the order of reading, without the pages that are about the book.

    `path` is where the package itself stands, `tree_at` reads another file of the book.
    """
    items = {attribute(item, "id"): item for item in below(package, "item")}
    about, labels = _about(package, path), _labels(list(items.values()), path, tree_at)
    for reference in below(package, "itemref"):
        item = items.get(attribute(reference, "idref"))
        chapter = _resolved(path, attribute(item, "href"))
        is_read = attribute(item, "media-type") in _PAGES and not _is_navigation(item)
        if is_read and chapter not in about and reference.get("linear") != "no":
            yield Chapter(chapter, labels.get(chapter))


def _role(stated: Element, creator: Element) -> str | None:
    """Author, illustrator, translator, as EPUB 2 and as EPUB 3 state it."""
    own = f"#{creator.get('id')}"
    roles = (meta for meta in below(stated, "meta") if meta.get("property") == "role" and meta.get("refines") == own)
    return attribute(creator, f"{_OPF}role") or words(next(roles, None))


def _about(package: Element, path: str) -> set[str]:
    references = below(package, "reference")
    return {
        _resolved(path, attribute(reference, "href"))
        for reference in references
        if IS_ABOUT.fullmatch(attribute(reference, "type") or "")
    }


def _is_navigation(item: Element) -> bool:
    return "nav" in (attribute(item, "properties") or "").split()


def _labels(items: list[Element], path: str, tree_at: Callable[[str], Element]) -> dict[str, str]:
    """What the tables of contents call each file: of several entries for one, the first."""
    labels: dict[str, str] = {}
    for item in items:
        if _is_navigation(item) or attribute(item, "media-type") == _CONTENTS:
            contents = _resolved(path, attribute(item, "href"))
            with suppress(Unreadable):  # a book without its table of contents is still a book
                for target, label in _listed(tree_at(contents)):
                    labels.setdefault(_resolved(contents, target), label)
    return labels


def _listed(contents: Element) -> Iterator[tuple[str, str]]:
    lists = [one for one in below(contents, "nav") if one.get(_KIND) == "toc"] or [contents]
    for link in (link for one in lists for link in below(one, "a")):
        if (target := attribute(link, "href")) and (label := words(link)):
            yield target, label
    for point in below(contents, "navPoint"):
        target, label = attribute(first(point, "content"), "src"), words(first(point, "navLabel", "text"))
        if target and label:
            yield target, label


def _resolved(base: str, target: str | None) -> str:
    """The file that `target` means in the file `base`."""
    path = unquote((target or "").partition("#")[0])
    return posixpath.normpath(posixpath.join(posixpath.dirname(base), path)).lstrip("/") if path else ""
