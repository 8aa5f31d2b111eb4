"""NITF, the XML in which agencies and newspapers keep stories: what it states, and its text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowledge.errors import Unreadable
from knowledge.model import Citation
from knowledge.readers.fields import language_of, web_address
from knowledge.readers.wires import changed, laid_out, moment, named, require_usable, stories_in
from knowledge.readers.xml_trees import attribute, below, first, local, paragraphs, stated_language, words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from knowledge.model import Article
    from knowledge.readers.entries import Entry
    from knowledge.readers.items import Item
    from knowledge.readers.xml_trees import Element

_OTHERS = ("media", "block.media", "nitf-table", "table", "object", "note")
"""Elements of a story whose words are not its author's, or no sentences."""


def read_nitf(entry: Entry) -> Iterator[Item]:
    """The stories of a file of NITF."""
    return stories_in(entry, "nitf", article_of, "is NITF without a story")


def article_of(story: Element, over: Citation | None = None) -> Article:
    """The article of an <nitf>; what `over` states goes before what the story does. Unreadable when there is none."""
    require_usable(attribute(first(story, "docdata"), "management-status"))
    stated = _citation(story).model_copy(update=over.model_dump(exclude_none=True) if over else {})
    content = next((one for one in below(story, "body.content") if not _is_noted(one)), None)
    if content is None:
        raise Unreadable("holds no text of an article")
    heads = [line for line in map(words, below(story, "hl2", "abstract")) if line and not _is_within(line, content)]
    return laid_out(stated, paragraphs(content, *_OTHERS), heads, _captions(story))


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
