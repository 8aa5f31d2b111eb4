"""NewsML 1.0 to 1.2, which agencies sent before NewsML-G2: each item's statements, and the longest of its texts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowledge.errors import Unreadable
from knowledge.model import Citation
from knowledge.readers import nitf, wires
from knowledge.readers.fields import language_of
from knowledge.readers.markup import text_of
from knowledge.readers.xml_trees import attribute, below, first, paragraphs, stated_language, words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from knowledge.model import Article
    from knowledge.readers.entries import Entry
    from knowledge.readers.items import Item
    from knowledge.readers.xml_trees import Element

_WITHOUT = "is NewsML without a news item; it holds no text"
_IS_TEXT = frozenset({None, "text", "complexdata"})
_NAME = "FormalName"


def read_newsml_1(entry: Entry) -> Iterator[Item]:
    """The articles of a file of NewsML 1; an item that is withdrawn, or no text, is refused by itself."""
    return wires.stories_in(entry, "NewsItem", article_of, _WITHOUT)


def article_of(element: Element) -> Article:
    """The article of a <NewsItem>; Unreadable when it is withdrawn or holds no text."""
    wires.require_usable(attribute(first(element, "NewsManagement", "Status"), _NAME))
    contents = [content for content in below(element, "ContentItem") if _kind(content) in _IS_TEXT]
    texts = [data for content in contents for data in below(content, "DataContent")]
    longest = max(texts, key=lambda data: len(words(data) or ""), default=None)
    if longest is None or not words(longest):
        raise Unreadable("holds no text itself")
    story = first(longest, "nitf")
    stated = _citation(element)
    return nitf.article_of(story, stated) if story is not None else wires.laid_out(stated, _paragraphs(longest))


def _kind(content: Element) -> str | None:
    """Text or photo, as a piece of content is called; None when it is not."""
    kind = attribute(first(content, "MediaType"), _NAME)
    return kind and kind.lower()


def _paragraphs(data: Element) -> list[str]:
    """The paragraphs of a text, whether its mark-up was put in as such or as text."""
    if len(data):
        return paragraphs(next(below(data, "body.content", "body"), data))
    return [line for line in text_of(data.text or "").split("\n") if line.strip()]


def _citation(element: Element) -> Citation:
    published = wires.moment(words(first(element, "NewsManagement", "FirstCreated")))
    parties = _party(element, "Provider"), _party(element, "Source"), words(first(element, "CreditLine"))
    outlet = next(filter(None, parties), None)
    language, component = attribute(first(element, "Language"), _NAME), first(element, "NewsComponent")
    return Citation(
        external_id=words(first(element, "NewsIdentifier", "PublicIdentifier")),
        title=next(filter(None, map(words, below(element, "HeadLine"))), None),
        byline=wires.named(map(words, below(element, "ByLine")), outlet),
        source=outlet,
        published=published,
        updated=wires.changed(published, wires.moment(words(first(element, "NewsManagement", "ThisRevisionCreated")))),
        language=language_of(language) or language_of(component is not None and stated_language(component)),
    )


def _party(element: Element, role: str) -> str | None:
    parties = (attribute(party, _NAME) for one in below(element, role) for party in below(one, "Party"))
    return next(filter(None, parties), None)
