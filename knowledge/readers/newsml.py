"""NewsML-G2, the envelope in which agencies send news: each item's statements, and its text in NITF, HTML or plain."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from knowledge.errors import Unreadable
from knowledge.model import Citation
from knowledge.readers import nitf
from knowledge.readers.encodings import markup_in
from knowledge.readers.fields import language_of
from knowledge.readers.items import item
from knowledge.readers.markup import text_of
from knowledge.readers.xml_trees import attribute, below, first, local, paragraphs, stated_language, tree_of, words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from knowledge.model import Article
    from knowledge.readers.entries import Entry
    from knowledge.readers.items import Item
    from knowledge.readers.xml_trees import Element

_PICTURES = ("figure", "figcaption", "table", "script", "style")


def read_newsml(entry: Entry) -> Iterator[Item]:
    """The articles of a file of NewsML-G2; an item that is withdrawn, or no text, is refused by itself."""
    text = markup_in(entry.data())
    root = tree_of(text.content)
    items = [root] if local(root) == "newsItem" else list(below(root, "newsItem"))
    if not items:
        raise Unreadable("is NewsML without a news item")
    for number, element in enumerate(items, 1):
        label = f"{entry.name}, item {number}" if len(items) > 1 else entry.name
        yield item(label, partial(article_of, element), text.note)


def article_of(element: Element) -> Article:
    """The article of a <newsItem>; Unreadable when it is withdrawn or holds no text."""
    nitf.require_usable(_code(first(element, "itemMeta", "pubStatus")))
    stated = _citation(element)
    story = first(element, "contentSet", "nitf")
    if story is not None:
        return nitf.article_of(story, stated)
    text = _text(element)
    if not text:
        kind = _code(first(element, "itemMeta", "itemClass")) or "unknown"
        raise Unreadable(f"holds no text itself; its kind is “{kind[:40]}”")
    return nitf.laid_out(stated, text)


def _text(element: Element) -> list[str]:
    content = first(element, "contentSet")
    page, data = (None if content is None else first(content, name) for name in ("inlineXML", "inlineData"))
    if page is not None:
        body = next(below(page, "body", "article", "div"), None)
        return [] if body is None else paragraphs(body, *_PICTURES)
    is_text = data is not None and (data.get("contenttype") or "text/plain").startswith("text/")
    lines = text_of("".join(data.itertext())).split("\n") if data is not None and is_text else []
    return [line for line in (" ".join(line.split()) for line in lines) if line]


def _citation(element: Element) -> Citation:
    about, content = first(element, "itemMeta"), first(element, "contentMeta")
    provider = first(element, "itemMeta", "provider")
    outlet = words(first(provider, "name")) or attribute(provider, "literal") or _code(provider)
    creators = [words(first(creator, "name")) or attribute(creator, "literal") for creator in _all(content, "creator")]
    dates = (words(first(element, *path)) for path in _DATES)
    return Citation(
        external_id=attribute(element, "guid"),
        title=words(first(element, "contentMeta", "headline")) or words(next(iter(_all(about, "title")), None)),
        byline=nitf.named(map(words, _all(content, "by"))) or nitf.named(one for one in creators if one != outlet),
        source=outlet,
        published=next(filter(None, map(nitf.moment, dates)), None),
        language=language_of(attribute(first(element, "contentMeta", "language"), "tag") or stated_language(element)),
    )


_DATES = (("contentMeta", "contentCreated"), ("itemMeta", "firstCreated"), ("itemMeta", "versionCreated"))
"""Where an item says since when there is its text, then itself, then this version of it."""


def _all(element: Element | None, name: str) -> list[Element]:
    """The children of that name."""
    return [] if element is None else [child for child in element if local(child) == name]


def _code(element: Element | None) -> str | None:
    """The code that an element names: "usable" for stat:usable, and for its address."""
    code = attribute(element, "qcode") or attribute(element, "uri")
    return code and code.replace("/", ":").rpartition(":")[2]
