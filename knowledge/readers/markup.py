"""Mark-up: a page as a tree of lxml, and text that may hold mark-up, as feeds and dumps bring it, without its tags."""

from __future__ import annotations

import re
from typing import Any

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring
from selectolax.lexbor import LexborHTMLParser

_BLOCK = (
    "p|div|br|h[1-6]|li|ul|ol|blockquote|table|tr|article|section|figure|figcaption|pre|hr"
    "|img|iframe|script|style|video"
)
_BLOCK_TAG = re.compile(rf"(?i)</?(?:{_BLOCK})(?:\s[^<>]*)?/?>")
_INLINE_TAG = re.compile(r"(?i)</(?:a|abbr|b|cite|code|em|font|i|mark|q|s|small|span|strong|sub|sup|u)\s*>")
_ENTITY = re.compile(r"&(?:#\d{2,6}|#[xX][0-9a-fA-F]{2,5}|[a-zA-Z]{2,8}\d{0,2});")
_SPACE = re.compile(r"\s+")
_GAP = re.compile(r"[ \t]*\n\s*\n\s*")
_TIMES_ESCAPED = 2
"""Some feeds escape their mark-up once more, and it would come back as tags."""
_EMPTY_ROOT = re.compile(rb"(<html\b[^<>]*?)\s*/>")
_HEAD = 4_096
_PARSER = HTMLParser(encoding="utf-8", collect_ids=False, remove_comments=True, remove_pis=True)
_PARSER.set_element_class_lookup(
    etree.ElementDefaultClassLookup(element=HtmlElement)  # one class for all, which costs no call of Python for each
)
_CONTROLS = bytes(code for code in range(0x20) if code not in b"\t\n\v\f\r")
_SPACED = bytes.maketrans(b"\v\f", b"  ")
_UNREAD = ["script", "style", "template", "noscript", "iframe", "svg", "figcaption"]


Element = Any
"""An element of lxml, which is not typed."""


def encoded(markup: str) -> bytes:
    """The markup in UTF-8 as parsers take it, without the characters that no document may hold."""
    markup = markup.replace("\ufffe", "").replace("\uffff", "")
    return markup.encode(errors="ignore").translate(_SPACED, _CONTROLS)


def page_of(source: bytes) -> Element | None:
    """The root of an HTML page; None when nothing is on it."""
    source = _EMPTY_ROOT.sub(rb"\1>", source[:_HEAD], count=1) + source[_HEAD:]
    try:
        return document_fromstring(source, parser=_PARSER)
    except etree.ParserError:
        return None


def text_of(text: str) -> str:
    """`text` with its paragraphs apart and no tag in it; text that holds no mark-up comes back as it is."""
    for _ in range(_TIMES_ESCAPED):
        if _BLOCK_TAG.search(text):
            text = _plain(_BLOCK_TAG.sub(r"\n\n\g<0>\n\n", _SPACE.sub(" ", text)))
        elif _INLINE_TAG.search(text) or _ENTITY.search(text):
            text = _plain(text)
    return text


def _plain(markup: str) -> str:
    tree = LexborHTMLParser(markup)
    tree.strip_tags(_UNREAD, recursive=True)
    return _GAP.sub("\n\n", tree.body.text()).strip() if tree.body else ""
