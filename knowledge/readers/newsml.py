"""NewsML-G2, the envelope in which agencies send news: each item's statements, and its text in NITF, HTML or plain."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from knowledge.errors import Unreadable
from knowledge.model import Citation
from knowledge.readers import nitf, wires
from knowledge.readers.fields import language_of
from knowledge.readers.markup import text_of
from knowledge.readers.xml_trees import attribute, below, first, local, paragraphs, stated_language, words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from knowledge.model import Article
    from knowledge.readers.entries import Entry
    from knowledge.readers.items import Item
    from knowledge.readers.xml_trees import Element

_WITHOUT = "is NewsML-G2 without a news item, such as a package or a list of terms; it holds no text"
_OTHERS = ("figure", "figcaption", "table", "script", "style", "header", "footer")
"""Elements of a page whose words are not its author's, repeat the envelope's, or are no sentences."""

_LATER_VERSION = re.compile(r"[2-9]|[1-9]\d\d?", flags=re.ASCII)
"""The number of a version; longer ones do not count, but name."""


def read_newsml(entry: Entry) -> Iterator[Item]:
    """The articles of a file of NewsML-G2; an item that is withdrawn, or no text, is refused by itself."""
    return wires.stories_in(entry, "newsItem", article_of, _WITHOUT)


def article_of(element: Element) -> Article:
    """The article of a <newsItem>; Unreadable when it is withdrawn or holds no text."""
    wires.require_usable(_code(first(element, "itemMeta", "pubStatus")))
    stated = _citation(element)
    story = first(element, "contentSet", "nitf")
    if story is not None:
        return nitf.article_of(story, stated)
    text = _text(element)
    if not text:
        kind = _code(first(element, "itemMeta", "itemClass")) or "unknown"
        raise Unreadable(f"holds no text itself; its kind is “{kind[:40]}”")
    return wires.laid_out(stated, text)


def _text(element: Element) -> list[str]:
    content = first(element, "contentSet")
    page, data = (None if content is None else first(content, name) for name in ("inlineXML", "inlineData"))
    if page is not None:
        body = next(below(page, "body", "article", "div"), None)
        return [] if body is None else paragraphs(body, *_OTHERS)
    is_text = data is not None and (data.get("contenttype") or "text/plain").startswith("text/")
    lines = text_of("".join(data.itertext())).split("\n") if data is not None and is_text else []
    return [line for line in (" ".join(line.split()) for line in lines) if line]


def _citation(element: Element) -> Citation:
    about, content = first(element, "itemMeta"), first(element, "contentMeta")
    provider = first(element, "itemMeta", "provider")
    outlet = _name(provider) or _code(provider)
    creators = map(_name, _all(content, "creator"))
    dates = (words(first(element, *path)) for path in _DATES)
    published = next(filter(None, map(wires.moment, dates)), None)
    return Citation(
        external_id=attribute(element, "guid"),
        title=words(first(element, "contentMeta", "headline")) or words(next(iter(_all(about, "title")), None)),
        byline=wires.named(map(words, _all(content, "by")), outlet) or wires.named(creators, outlet),
        source=outlet or _name(first(element, "rightsInfo", "copyrightHolder")),
        published=published,
        updated=wires.changed(published, _modified(element)),
        language=language_of(attribute(first(element, "contentMeta", "language"), "tag") or stated_language(element)),
    )


_DATES = (("contentMeta", "contentCreated"), ("itemMeta", "firstCreated"), ("itemMeta", "versionCreated"))
"""Where an item says since when there is its text, then itself, then this version of it."""


def _modified(element: Element) -> str | None:
    """When the text was changed, or else when a version of the item was made that is not its first."""
    is_later = bool(_LATER_VERSION.fullmatch(attribute(element, "version") or ""))
    created = wires.moment(words(first(element, "itemMeta", "versionCreated"))) if is_later else None
    return wires.moment(words(first(element, "contentMeta", "contentModified"))) or created


def _name(element: Element | None) -> str | None:
    """What a party is called."""
    return None if element is None else words(first(element, "name")) or attribute(element, "literal")


def _all(element: Element | None, name: str) -> list[Element]:
    """The children of that name."""
    return [] if element is None else [child for child in element if local(child) == name]


def _code(element: Element | None) -> str | None:
    """The code that an element names: "usable" for stat:usable, and for its address."""
    code = attribute(element, "qcode") or attribute(element, "uri")
    return code and code.replace("/", ":").rpartition(":")[2]
