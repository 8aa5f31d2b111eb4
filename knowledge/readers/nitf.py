"""NITF, the XML in which agencies and newspapers keep stories: what it states, and the story laid out as a page."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from knowledge.characters import one_line
from knowledge.errors import Unreadable
from knowledge.model import Article, Citation
from knowledge.readers.bylines import joined, names_of
from knowledge.readers.dates import iso_date
from knowledge.readers.encodings import markup_in
from knowledge.readers.fields import language_of, web_address
from knowledge.readers.items import item
from knowledge.readers.markup import text_of
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
_OTHERS = ("media", "block.media", "nitf-table", "table", "object", "note")
"""Elements of a story whose words are not its author's, or no sentences."""
_HEAD_LINES = 4
"""How many lines of a story, what was corrected in it among them, may stand before its byline."""
_END_OF_STORY = re.compile(r"(?i)\(?(?:ends?|more)\)?|\W*-30-\W*|#+|[a-z]{2,4}(?:/[a-z]{2,4})+")
"""How agencies close a text, with the initials of those who worked on it for one."""
_APART = re.compile(r"\s+/\s+")


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
    content = next((one for one in below(story, "body.content") if not _is_noted(one)), None)
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


def _citation(story: Element) -> Citation:
    published = first(story, "pubdata")
    dates = (
        attribute(published, "date.publication"),
        *(attribute(first(story, name), "norm") for name in ("date.issue", "date.release", "story.date")),
    )
    issued = next(filter(None, map(moment, dates)), None)
    revisions = (moment(attribute(one, "norm")) for one in below(story, "revision-history"))
    return Citation(
        external_id=attribute(first(story, "doc-id"), "id-string"),
        title=words(first(story, "hedline", "hl1")) or words(first(story, "head", "title")),
        byline=_byline(story),
        source=_outlet(story),
        section=attribute(published, "position.section"),
        published=issued,
        updated=changed(issued, *revisions),
        url=web_address(attribute(published, "ex-ref")),
        language=language_of(stated_language(story)),
    )


def _outlet(story: Element) -> str | None:
    """The publication, or else who sent the story, or else whose it is."""
    owner = attribute(first(story, "doc.copyright"), "holder")
    return attribute(first(story, "pubdata"), "name") or words(first(story, "distributor")) or owner


def _byline(story: Element) -> str | None:
    head = first(story, "body.head")
    bylines = [] if head is None else list(below(head, "byline"))
    persons = [words(person) for byline in bylines for person in below(byline, "person")]
    return named(persons or [" ".join(paragraphs(byline, "byttl")) for byline in bylines])


def _captions(story: Element) -> Iterator[tuple[str | None, str | None]]:
    for media in below(story, "media"):
        yield words(first(media, "media-caption")), words(first(media, "media-producer"))


def _is_noted(content: Element) -> bool:
    """Whether it is a note's, to editors for one, and not the story."""
    return any(local(holder) == "note" for holder in content.iterancestors())


def _is_within(line: str, content: Element) -> bool:
    return line in (words(content) or "")
