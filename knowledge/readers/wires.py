"""What NITF and NewsML have in common: items, withdrawn ones, moments, names, and a story laid out as a page."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from knowledge.characters import one_line
from knowledge.errors import Unreadable
from knowledge.readers.bylines import joined, names_of
from knowledge.readers.dates import iso_date
from knowledge.readers.encodings import markup_in
from knowledge.readers.items import items_of
from knowledge.readers.markup import text_of
from knowledge.readers.page import Page
from knowledge.readers.page_files import with_words
from knowledge.readers.sheet import Sheet
from knowledge.readers.xml_trees import outermost, tree_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from knowledge.model import Article, Citation
    from knowledge.readers.entries import Entry
    from knowledge.readers.items import Item
    from knowledge.readers.xml_trees import Element

_MOMENT = re.compile(r"(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)?(?:[.,]\d+)?(Z|[+-]\d\d:?\d\d)?", flags=re.ASCII)
_HEAD_LINES = 4
"""How many lines of a story, what was corrected in it among them, may stand before its byline."""
_END_OF_STORY = re.compile(r"(?i)\(?(?:ends?|more)\)?|\W*-30-\W*|#+|[a-z]{2,4}(?:/[a-z]{2,4})+")
"""How agencies close a text, with the initials of those who worked on it for one."""
_APART = re.compile(r"\s+/\s+")


def stories_in(entry: Entry, name: str, article_of: Callable[[Element], Article], without: str) -> Iterator[Item]:
    """The articles of a file's elements of that name, each refused by itself; Unreadable, `without` any."""
    text = markup_in(entry.data())
    elements = outermost(tree_of(text.content), name)
    if not elements:
        raise Unreadable(without)
    yield from items_of(elements, entry.name, article_of, text.note)


def require_usable(status: str | None) -> None:
    """Unreadable when the provider says that a story is not to be used."""
    if status and status.lower() != "usable":
        raise Unreadable(f"is not to be used: its provider calls it “{status[:40]}”")


def laid_out(
    citation: Citation,
    story: Iterable[str],
    heads: Iterable[str] = (),
    captions: Iterable[tuple[str | None, str | None]] = (),
) -> Article:
    """An article as a page: the headline, lines that are nobody's, captions with credits, then the story."""
    sheet, page = Sheet(), Page("")
    page.headline = sheet.paragraph(citation.title) if citation.title else None
    for head in heads:
        sheet.paragraph(head)
    for caption, credit in captions:
        if caption:
            page.add_caption(sheet.paragraph(caption))
        if caption and credit:
            page.add_credit(sheet.credit(credit))
    authors = _write_story(sheet, page, [text for text in map(_unescaped, story) if text and text != citation.title])
    page.text = sheet.text
    return with_words(page.article(citation.model_copy(update={"byline": citation.byline or authors})))


def _write_story(sheet: Sheet, page: Page, paragraphs: list[str]) -> str | None:
    """Writes the story, and returns the byline that is printed at its head: that, and how it is closed, is nobody's."""
    printed: str | None = None
    for number, paragraph in enumerate(paragraphs):
        line = sheet.paragraph(paragraph)
        names = joined(names_of(paragraph)) if number < _HEAD_LINES else None
        printed = printed or names
        is_end = number == len(paragraphs) - 1 and _END_OF_STORY.fullmatch(paragraph)
        page.add_body([] if names or is_end else [line])
    return printed


def _unescaped(paragraph: str) -> str:
    """Without the mark-up that some systems put into texts as text, a video's frame for one."""
    return one_line(text_of(paragraph))


def moment(stated: str | None) -> str | None:
    """A date as IPTC's formats write it, 20161117T093000+0100 or with its signs, as ISO 8601."""
    if found := _MOMENT.fullmatch(stated or ""):
        year, month, day, hour, minute, second, zone = found.groups()
        stated = f"{year}-{month}-{day}T{hour}:{minute}{f':{second}' if second else ''}{zone or ''}"
    return iso_date(stated)


def named(lines: Iterable[str | None], outlet: str | None = None) -> str | None:
    """One byline of the lines in which a provider names the authors. Initials, names that people log in by, and the
    provider itself, which some put there, are none.
    """
    names = [name for line in lines if line for name in _names(line) if " " in name or not name.isupper()]
    return joined([name for name in names if name.casefold() not in (outlet or "").casefold()])


def _names(line: str) -> list[str]:
    return names_of(line) or [name for part in _APART.split(line) for name in names_of(f"By {part}")]


def changed(published: str | None, *stated: str | None) -> str | None:
    """The last of the dates at which a story was worked on, if that was after it was published."""
    last = max(filter(None, stated), default=None)
    return last if last and published and last > published else None
