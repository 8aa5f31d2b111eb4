"""Feeds in XML: RSS 0.9x, 1.0 and 2.0, and Atom. Each item states its own title, author and date, or none."""

from __future__ import annotations

import re
from copy import deepcopy
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from knowledge.errors import Unreadable
from knowledge.readers.encodings import markup_in
from knowledge.readers.feed_items import FeedItem, article_of
from knowledge.readers.items import item
from knowledge.readers.xml_trees import attribute, below, local, markup, namespace, stated_language, tree_of, words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from knowledge.model import Article
    from knowledge.readers.entries import Entry
    from knowledge.readers.items import Item
    from knowledge.readers.xml_trees import Element

_PREFIXES = {
    "http://purl.org/rss/1.0/modules/content/": "content:",
    "http://purl.org/dc/elements/1.1/": "dc:",
    "http://purl.org/dc/terms/": "dcterms:",
    "http://rssnamespace.org/feedburner/ext/1.0": "feedburner:",
    "http://purl.org/rss/1.0/": "",
    "http://my.netscape.com/rdf/simple/0.9/": "",
    "http://channel.netscape.com/rdf/simple/0.9/": "",
    "http://backend.userland.com/rss2": "",
    "http://www.w3.org/1999/xhtml": "xhtml:",
    "http://www.w3.org/2005/Atom": "atom:",
    "http://purl.org/atom/ns#": "atom:",
    "": "",
}
"""What follows is called by these prefixes, whichever the feed has."""
_TEXTS = frozenset({"text", "html", "xhtml", "text/plain", "text/html", "application/xhtml+xml"})
_ABOUT = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about"
_BASE = "{http://www.w3.org/XML/1998/namespace}base"
_ITEMS = frozenset({"atom:entry", "entry", "item"})
_MOST_STATED = 200
"""What a feed may say of itself: most say ten things."""
_MAILED_BY = re.compile(r"[^\s@]+@[^\s@]+\s*\((?P<name>[^()]+)\)")
"""How RSS names an author: ida@gazette.example (Ida Holm)."""


def read_feed(entry: Entry) -> Iterator[Item]:
    """The articles of a feed, those that are only teasers marked as such; Unreadable when it holds no items."""
    text = markup_in(entry.data(), entry.sent_as)
    root = tree_of(text.content)
    is_atom = local(root) == "feed"
    found = [one for one in below(root, "entry", "item") if _name(one) in _ITEMS]
    if not found:
        raise Unreadable("is a feed without items")
    head = _head(root if is_atom else next(below(root, "channel"), root))
    read_item = partial(_atom_item if is_atom else _rss_item, head)
    for number, element in enumerate(found, 1):
        yield item(f"{entry.name}, item {number}", partial(_article, read_item, element), text.note)


def _head(feed: Element) -> Element:
    """The feed without its items. Each asks what it says, and 100,000 would look through each other for that."""
    head = feed.makeelement(feed.tag, feed.attrib, feed.nsmap)
    stated = (child for child in feed if _name(child) not in _ITEMS)
    head.extend(deepcopy(child) for child in islice(stated, _MOST_STATED))
    return head


def _article(read_item: Callable[[Element], FeedItem], element: Element) -> Article:
    return article_of(read_item(element))


def _name(element: Element) -> str:
    """The element's name with the usual prefix of its namespace; one without a declared namespace has its own."""
    return f"{_PREFIXES.get(namespace(element), '?:')}{local(element)}"


def _child(element: Element, *names: str) -> Element | None:
    """The child that has the first of these names that any has."""
    return next((child for name in names for child in element if _name(child) == name), None)


def _children(element: Element, name: str) -> list[Element]:
    return [child for child in element if _name(child) == name]


def _words(element: Element, *names: str) -> str | None:
    return words(_child(element, *names))


def _markup(element: Element, *names: str) -> str:
    child = _child(element, *names)
    return "" if child is None else markup(child)


def _rss_item(channel: Element, element: Element) -> FeedItem:
    guid = _child(element, "guid")
    is_link = guid is not None and guid.get("isPermaLink") != "false"
    link = _words(element, "feedburner:origLink", "link") or (words(guid) if is_link else None)
    return FeedItem(
        title=_words(element, "title", "dc:title"),
        content=_markup(element, "content:encoded") or _markup(element, "xhtml:body"),
        summary=_markup(element, "description", "dc:description"),
        authors=[words(name) for name in _children(element, "dc:creator")] or _mailed_by(_words(element, "author")),
        date=_words(element, "pubDate", "dc:date", "dcterms:issued"),
        updated=_words(element, "dcterms:modified", "atom:updated"),
        link=_whole(link, element, _words(channel, "link")),
        outlet=_words(element, "source") or _words(channel, "title", "dc:title"),
        language=_words(element, "dc:language") or _words(channel, "language", "dc:language"),
        identifier=words(guid) or attribute(element, _ABOUT),
    )


def _whole(link: str | None, element: Element, home: str | None) -> str | None:
    """A link that says only where on its site it leads, with the site: the stated base, else the feed's own page."""
    holders = [element, *element.iterancestors()]
    base = next(filter(None, (attribute(holder, _BASE) for holder in holders)), home)
    try:
        return urljoin(base, link) if link and base else link
    except ValueError:
        return None


def _mailed_by(author: str | None) -> str | None:
    found = _MAILED_BY.fullmatch(author or "")
    return found["name"] if found else author


def _atom_item(feed: Element, element: Element) -> FeedItem:
    origin = _child(element, "atom:source", "source")
    outlets = [holder for holder in (origin, feed) if holder is not None]
    summary = _markup_of_atom(element, "summary")
    return FeedItem(
        title=_markup_of_atom(element, "title"),
        content=_markup_of_atom(element, "content"),
        summary=summary,
        is_abstract=True,
        authors=next(filter(None, map(_atom_authors, (element, *outlets))), None),
        date=_words(element, "atom:published", "published", "atom:issued", "issued"),
        updated=_words(element, "atom:updated", "updated", "atom:modified", "modified"),
        link=_whole(_atom_link(element), element, _atom_link(feed)),
        outlet=next(filter(None, (_markup_of_atom(holder, "title") for holder in outlets)), None),
        language=stated_language(element),
        identifier=_words(element, "atom:id", "id"),
    )


def _markup_of_atom(element: Element, name: str) -> str:
    """A text of Atom as HTML; "" when it stands elsewhere, or is no text."""
    child = _child(element, f"atom:{name}", name)
    is_text = child is not None and (child.get("type") or "text") in _TEXTS and child.get("mode") != "base64"
    return markup(child) if is_text else ""


def _atom_authors(element: Element) -> list[str | None]:
    return [
        _words(author, "atom:name", "name") for name in ("atom:author", "author") for author in _children(element, name)
    ]


def _atom_link(element: Element) -> str | None:
    links = [*_children(element, "atom:link"), *_children(element, "link")]
    named = next((link for link in links if (link.get("rel") or "alternate") == "alternate"), None)
    return _words(element, "feedburner:origLink") or attribute(named, "href")
