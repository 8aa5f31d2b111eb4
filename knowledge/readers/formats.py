"""Which format a file is in, told by how it begins, and by its name where that leaves it open."""

from __future__ import annotations

import json
import re
from enum import Enum, auto
from pathlib import PurePath

from knowledge.errors import Unreadable
from knowledge.readers.encodings import byte_order

READABLE = "what can be read is plain text, HTML, JSON and JSON Lines"

_SIGNATURES = (
    (b"%PDF-", "a PDF"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"RIFF", "a picture or a sound"),
    (b"PK\x03\x04", "a zip archive or an office document"),
    (b"PK\x05\x06", "a zip archive"),
    (b"\x1f\x8b", "a compressed file"),
    (b"BZh", "a compressed file"),
    (b"\xfd7zXZ", "a compressed file"),
    (b"\x28\xb5\x2f\xfd", "a compressed file"),
    (b"7z\xbc\xaf", "an archive"),
    (b"Rar!", "an archive"),
    (b"\xd0\xcf\x11\xe0", "an office document"),
    (b"{\\rtf", "an RTF document"),
    (b"%!PS", "a PostScript file"),
    (b"SQLite format 3\0", "a database"),
    (b"WARC/", "a web archive"),
)
_OTHER_NAMES = {
    ".css": "a style sheet", ".csv": "a table", ".eml": "an e-mail", ".ics": "a calendar", ".js": "a script",
    ".mbox": "a mailbox", ".mht": "a web archive", ".mhtml": "a web archive", ".py": "a script", ".rss": "a feed",
    ".svg": "a picture", ".toml": "a settings file", ".tsv": "a table", ".warc": "a web archive", ".xml": "an XML file",
    ".yaml": "a settings file", ".yml": "a settings file",
}  # fmt: skip
_LINES_NAMES = frozenset({".jsonl", ".ndjson", ".jsonlines"})
_JSON_NAMES = frozenset({".json", *_LINES_NAMES})
_HTML_NAMES = frozenset({".html", ".htm", ".xhtml"})
_FIRST_TAG = re.compile(r"(?is)(?:<\?xml[^>]*>\s*|<!--.*?-->\s*)*<(!doctype\s+\w+|[a-z][\w:-]*)")
_HTML_TAGS = frozenset(
    {
        "!doctype", "a", "article", "aside", "b", "base", "blockquote", "body", "center", "div", "figure", "font", "h1",
        "h2", "h3", "head", "header", "html", "i", "img", "link", "main", "meta", "nav", "ol", "p", "script", "section",
        "span", "style", "table", "title", "ul",
    }
)  # fmt: skip
_HTML_SOMEWHERE = re.compile(r"(?i)<!doctype\s+html|<html[\s>]")
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
_MAIL = re.compile(r"(?im)^mime-version:\s*1\.0\b")
_JSON = re.compile(r'\{\s*(?:["}]|$)|\[\s*(?:[{\]]|$)')
_TOO_MANY_NULS = 10
"""A head of which one byte in so many is zero is not text."""


class Format(Enum):
    PLAIN = auto()
    HTML = auto()
    JSON = auto()
    JSON_LINES = auto()


def format_of(head: bytes, name: str) -> Format:
    """The format of a file that begins with `head`; Unreadable, with the reason, when it is none that can be read."""
    _refuse_binary(head)
    encoding, start = byte_order(head) or ("utf-8", 0)
    text = head[start:].decode(encoding, errors="replace").lstrip()
    if not text:
        raise Unreadable("is empty")
    suffix = PurePath(name).suffix.lower()
    if _JSON.match(text) or suffix in _JSON_NAMES:
        return _json_format(text, suffix)
    if _is_html(text, suffix):
        return Format.HTML
    if suffix in _OTHER_NAMES or _FIRST_TAG.match(text) or _MAIL.search(text):
        raise Unreadable(f"is {_OTHER_NAMES.get(suffix, 'an e-mail, a feed or a web archive')}; {READABLE}")
    return Format.PLAIN


def _refuse_binary(head: bytes) -> None:
    kind = next((kind for signature, kind in _SIGNATURES if head.startswith(signature)), None)
    if not kind and head.count(0) * _TOO_MANY_NULS > len(head) and not byte_order(head):
        kind = "not text"
    if kind:
        raise Unreadable(f"is {kind}; {READABLE}")


def _is_html(text: str, suffix: str) -> bool:
    if first := _FIRST_TAG.match(text):
        tag = first[1].lower().split()
        return tag[0] in _HTML_TAGS and tag[1:] in ([], ["html"])
    return bool(_HTML_SOMEWHERE.search(text) or (suffix in _HTML_NAMES and _TAG.search(text)))


def _json_format(text: str, suffix: str) -> Format:
    """JSON Lines when the first line is a whole object and another line follows; the name decides on a broken one."""
    first, _, rest = text.partition("\n")
    is_named_so = suffix in _LINES_NAMES
    try:
        is_object = isinstance(json.loads(first), dict)
    except (ValueError, RecursionError):
        return Format.JSON_LINES if is_named_so and first.strip() not in {"{", "["} else Format.JSON
    return Format.JSON_LINES if is_object and (is_named_so or rest.strip()) else Format.JSON
