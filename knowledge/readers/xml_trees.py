"""XML as a tree, hardened: nothing is fetched, no entity expanded; what wild feeds get wrong harmlessly is mended."""

from __future__ import annotations

import re
import sys
from html import escape
from html.entities import html5
from typing import TYPE_CHECKING, Any

from lxml import etree

from knowledge.characters import one_line
from knowledge.errors import Unreadable
from knowledge.readers.prose import ends_sentence

if TYPE_CHECKING:
    from collections.abc import Iterator

Element = Any
"""An element of lxml, which is not typed."""

_OPENING = re.compile(r"(?s)(?:\s+|<!--.*?-->|<\?.*?\?>)*+")
"""What may stand before a document's type and its first element, the declaration of the encoding among it."""
_FIRST_ELEMENT = re.compile(r"<[^\W\d]")
_CHARACTER_DATA = re.compile(r"(<!\[CDATA\[.*?(?:\]\]>|\Z))", flags=re.DOTALL)
_AMPERSAND = re.compile(r"&(?:#(?P<number>\d{1,7}|[xX][0-9a-fA-F]{1,6});|(?P<name>[A-Za-z][A-Za-z0-9]{1,31});)?")
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_XML_ENTITIES = frozenset({"amp", "lt", "gt", "quot", "apos"})
_BLOCKS = frozenset({"p", "div", "li", "h1", "h2", "h3", "h4", "h5", "h6", "hl2", "blockquote", "tr", "pre"})
_BREAK = "\u2029"  # PARAGRAPH SEPARATOR: what it means, if a text should hold one
_LINE_BREAK = "\u2028"  # LINE SEPARATOR
_OUTSIDE_LIST = re.compile(r"<!ENTITY\s+%\s+[\w.:-]+\s+(?:PUBLIC|SYSTEM)\s[^<>]*>|%[\w.:-]+;")
"""A list of entities that lies elsewhere, as old feeds and NewsML 1 declare: left out, for nothing is fetched."""
_BROKEN_FOR_WIDTH = 40
"""Characters from which a line that ends no sentence may have been broken for it was full: wires are 60 to 80 wide."""


def tree_of(source: str) -> Element:
    """The root element. Unreadable when the text is not well-formed, nested too deeply, or declares entities.

    Mended are undeclared entities (&nbsp;), bare ampersands, forbidden characters and undeclared namespaces. A tag that
    is not closed is not: words would end up in another item.
    """
    source = _FORBIDDEN.sub("", source)
    opening = _OPENING.match(source)
    start = opening.end() if opening else 0
    first = _FIRST_ELEMENT.search(source, start)
    end = first.start() if first else len(source)
    head = _OUTSIDE_LIST.sub("", source[start:end])
    if "<!ENTITY" in head.upper():
        raise Unreadable("is XML that declares entities of its own, as XML bombs do; replace them and load it again")
    lines = "\n" * source.count("\n", 0, start)  # so that the parser numbers them as the file does
    return _parsed(f"{lines}{head}{_mended(source[end:])}".encode())


def _parsed(source: bytes) -> Element:
    parser = etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,  # a depth of 256, and 10 MB for one text
        recover=True,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(source, parser)
    except etree.XMLSyntaxError as error:
        raise Unreadable(f"is not well-formed XML: {error.msg}") from None
    wrong = next((entry for entry in parser.error_log if entry.domain_name != "NAMESPACE"), None)
    if wrong:
        raise Unreadable(f"is not well-formed XML: {wrong.message} on line {wrong.line}")
    if root is None:
        raise Unreadable("holds no XML")
    return root


def _mended(source: str) -> str:
    pieces = _CHARACTER_DATA.split(source)
    pieces[::2] = (_AMPERSAND.sub(_reference, piece) for piece in pieces[::2])
    return "".join(pieces)


def _reference(found: re.Match[str]) -> str:
    if number := found["number"]:
        code = int(number[1:], 16) if number[0] in "xX" else int(number)
        allowed = code <= sys.maxunicode and not _FORBIDDEN.match(chr(code))
        return f"&#{code};" if allowed else ""
    if not found["name"]:
        return "&amp;"
    if found["name"] in _XML_ENTITIES:
        return found[0]
    return escape(html5.get(f"{found['name']};", found[0]), quote=False)


def local(element: Element) -> str:
    """The element's name without its namespace."""
    return str(element.tag).rpartition("}")[2]


def namespace(element: Element) -> str:
    """The address of the element's namespace; "" when it has none."""
    return str(element.tag).rpartition("}")[0].removeprefix("{")


def below(element: Element, *names: str) -> Iterator[Element]:
    """The elements of these local names below `element`, in order, however deep."""
    return (found for found in element.iterdescendants() if local(found) in names)


def outermost(root: Element, name: str) -> list[Element]:
    """The root itself when it is of that local name, else the elements of that name in it."""
    return [root] if local(root) == name else list(below(root, name))


def first(element: Element, *path: str) -> Element | None:
    """The first element that these local names lead to, each anywhere below the one before; None when there is none."""
    for name in path:
        element = None if element is None else next(below(element, name), None)
    return element


def words(element: Element | None) -> str | None:
    """All text in an element as one line; None when there is none."""
    return None if element is None else one_line("".join(_pieces(element, ()))) or None


def attribute(element: Element | None, name: str) -> str | None:
    """An attribute's value without the space around it; None when it says nothing."""
    value = None if element is None else element.get(name)
    return str(value).strip() or None if value else None


def stated_language(element: Element) -> str | None:
    """The xml:lang that holds for an element."""
    name = "{http://www.w3.org/XML/1998/namespace}lang"
    holders = [element, *element.iterancestors()]
    return next((str(holder.get(name)) for holder in holders if holder.get(name)), None)


def paragraphs(element: Element, *left_out: str) -> list[str]:
    """The paragraphs in an element of HTML or of what resembles it, each as one line, without what `left_out` names."""
    blocks = "".join(_pieces(element, left_out)).split(_BREAK)
    return [paragraph for block in blocks for paragraph in _unbroken(block)]


def _unbroken(block: str) -> Iterator[str]:
    """The paragraphs of a block: a line that was full goes on in the next one, any other was broken on purpose."""
    begun: list[str] = []
    for line in map(one_line, block.split(_LINE_BREAK)):
        if begun and (not line or len(begun[-1]) < _BROKEN_FOR_WIDTH or ends_sentence(begun[-1])):
            yield " ".join(begun)
            begun = []
        begun += [line] if line else []
    if begun:
        yield " ".join(begun)


def _pieces(element: Element, left_out: tuple[str, ...]) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if (name := local(child)) not in left_out:
            mark = _BREAK if name in _BLOCKS else ""
            yield _LINE_BREAK if name == "br" else mark
            yield from _pieces(child, left_out)
            yield mark
        yield child.tail or ""


def markup(element: Element) -> str:
    """An element's content as text that may hold HTML: as it was escaped, or as the elements that it has."""
    if not len(element):
        return element.text or ""
    return "\n\n".join(escape(paragraph, quote=False) for paragraph in paragraphs(element))
