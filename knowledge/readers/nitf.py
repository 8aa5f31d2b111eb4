"""NITF, the XML in which agencies and newspapers keep stories: what it states, and the story laid out as a page."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from knowledge.errors import Unreadable
from knowledge.model import Article, Citation
from knowledge.readers.bylines import joined, names_of
from knowledge.readers.dates import iso_date
from knowledge.readers.encodings import markup_in
from knowledge.readers.fields import language_of, names_in, web_address
from knowledge.readers.items import item
from knowledge.readers.page import Page
from knowledge.readers.page_files import with_words
from knowledge.readers.sheet import Sheet
from knowledge.readers.xml_trees import attribute, below, first, local, paragraphs, stated_language, tree_of, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from knowledge.readers.entries import Entry
    from knowledge.readers.items import Item
    from knowledge.readers.xml_trees import Element

_MOMENT = re.compile(r"(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)?(?:[.,]\d+)?(Z|[+-]\d\d:?\d\d)?", flags=re.ASCII)
_OTHERS = ("media", "block.media", "nitf-table", "table", "object")
"""Elements of a story whose words are not its author's, or no sentences."""


def read_nitf(entry: Entry) -> Iterator[Item]:
    """The stories of a file of NITF."""
    text = markup_in(entry.data())
    root = tree_of(text.content)
    stories = [root] if local(root) == "nitf" else list(below(root, "nitf"))
    for number, story in enumerate(stories, 1):
        label = f"{entry.name}, item {number}" if len(stories) > 1 else entry.name
        yield item(label, partial(article_of, story), text.note)


def article_of(story: Element, over: Citation | None = None) -> Article:
    """The article of an <nitf>; what `over` states goes before what the story does. Unreadable when there is none."""
    require_usable(attribute(first(story, "docdata"), "management-status"))
    stated = _citation(story).model_copy(update=over.model_dump(exclude_none=True) if over else {})
    content = first(story, "body.content")
    if content is None:
        raise Unreadable("holds no text of an article")
    heads = [line for line in map(words, below(story, "hl2", "abstract")) if line and not _is_within(line, content)]
    return laid_out(stated, paragraphs(content, *_OTHERS), heads, _captions(story))


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
    page.add_body(sheet.paragraph(paragraph) for paragraph in story if paragraph != citation.title)
    page.text = sheet.text
    return with_words(page.article(citation))


def moment(stated: str | None) -> str | None:
    """A date as IPTC's formats write it, 20161117T093000+0100 or with its signs, as ISO 8601."""
    if found := _MOMENT.fullmatch(stated or ""):
        year, month, day, hour, minute, second, zone = found.groups()
        stated = f"{year}-{month}-{day}T{hour}:{minute}{f':{second}' if second else ''}{zone or ''}"
    return iso_date(stated)


def named(lines: Iterable[str | None]) -> str | None:
    """One byline of the lines in which a provider names the authors."""
    return joined([name for line in lines if line for name in names_of(line) or names_in(line)])


def _citation(story: Element) -> Citation:
    published = first(story, "pubdata")
    dates = (
        attribute(published, "date.publication"),
        *(attribute(first(story, name), "norm") for name in ("date.issue", "date.release", "story.date")),
    )
    return Citation(
        external_id=attribute(first(story, "doc-id"), "id-string"),
        title=words(first(story, "hedline", "hl1")) or words(first(story, "head", "title")),
        byline=_byline(story),
        source=attribute(published, "name") or words(first(story, "distributor")),
        published=next(filter(None, map(moment, dates)), None),
        url=web_address(attribute(published, "ex-ref")),
        language=language_of(stated_language(story)),
    )


def _byline(story: Element) -> str | None:
    head = first(story, "body.head")
    bylines = [] if head is None else list(below(head, "byline"))
    persons = [words(person) for byline in bylines for person in below(byline, "person")]
    return named(persons or [" ".join(paragraphs(byline, "byttl")) for byline in bylines])


def _captions(story: Element) -> Iterator[tuple[str | None, str | None]]:
    for media in below(story, "media"):
        yield words(first(media, "media-caption")), words(first(media, "media-producer"))


def _is_within(line: str, content: Element) -> bool:
    return line in (words(content) or "")
