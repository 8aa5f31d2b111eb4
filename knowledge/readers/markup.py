"""Text that may hold mark-up, as feeds and dumps bring it, without its tags."""

from __future__ import annotations

import re

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
_UNREAD = ["script", "style", "template", "noscript", "iframe", "svg", "figcaption"]


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
