"""What trafilatura takes for a page's title, authors and date, for whatever the page does not state plainly."""

from __future__ import annotations

from dataclasses import dataclass

from lxml.etree import strip_elements
from trafilatura import extract_metadata

from knowledge.characters import one_line
from knowledge.readers.bylines import is_person
from knowledge.readers.markup import page_of

_DATE_SEARCH = {"extensive_search": False, "original_date": True}
"""The extensive search turns "Copyright 2024" in a footer into a date of publication."""
_OF_OTHERS = ("aside", "footer", "li", "nav")
"""Where other stories are advertised, with authors and dates of their own."""


@dataclass(frozen=True, slots=True)
class Inferred:
    title: str | None = None
    authors: tuple[str, ...] = ()
    published: str | None = None


def inferred_from(source: bytes) -> Inferred:
    page = page_of(source)
    if page is None:
        return Inferred()
    strip_elements(page, *_OF_OTHERS, with_tail=False)
    found = extract_metadata(page, date_config=_DATE_SEARCH)
    names = (one_line(name) for name in (found.author or "").split(";"))
    return Inferred(one_line(found.title or "") or None, tuple(filter(is_person, names)), found.date)
