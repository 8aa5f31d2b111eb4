"""Which format a file is in, told by how it begins, and by its name where that leaves it open."""

from __future__ import annotations

import json
import re
from enum import Enum, auto
from pathlib import PurePath

from knowledge.errors import Unreadable
from knowledge.readers.encodings import byte_order
from knowledge.readers.tables import is_table

READABLE = "what can be read is listed in docs/loading.md"


class Format(Enum):
    PLAIN = auto()
    HTML = auto()
    JSON = auto()
    JSON_LINES = auto()
    GZIP = auto()
    BZIP2 = auto()
    XZ = auto()
    ZSTD = auto()
    ZIP = auto()
    TAR = auto()
    WARC = auto()
    MAIL = auto()
    MAILBOX = auto()
    MHTML = auto()
    PDF = auto()
    TABLE = auto()
    FEED = auto()
    NITF = auto()
    NEWSML = auto()
    NEWSML_1 = auto()
    ALTO = auto()
    METS = auto()


_CONTAINERS = (
    (b"%PDF-", Format.PDF),
    (b"PK\x03\x04", Format.ZIP),
    (b"PK\x05\x06", Format.ZIP),
    (b"\x1f\x8b", Format.GZIP),
    (b"BZh", Format.BZIP2),
    (b"\xfd7zXZ", Format.XZ),
    (b"\x28\xb5\x2f\xfd", Format.ZSTD),
    (b"WARC/0.", Format.WARC),
    (b"WARC/1.", Format.WARC),
)
_PDF_BEHIND = re.compile(rb"[\r\n]%PDF-\d\.\d")
_BEFORE_PDF = 1_024
"""Bytes of something else that may stand before a PDF: what sent it said something first."""
_TAR = slice(257, 262), b"ustar"
_SIGNATURES = (
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"RIFF", "a picture or a sound"),
    (b"7z\xbc\xaf", "an archive"),
    (b"Rar!", "an archive"),
    (b"\x04\x22\x4d\x18", "an archive packed by LZ4"),
    (b"filedesc://", "a web archive of the old format ARC"),
    (b"\xd0\xcf\x11\xe0", "an office document"),
    (b"{\\rtf", "an RTF document"),
    (b"%!PS", "a PostScript file"),
    (b"SQLite format 3\0", "a database"),
)
_OTHER_NAMES = {
    ".css": "a style sheet", ".ics": "a calendar", ".js": "a script", ".py": "a script", ".svg": "a picture",
    ".toml": "a settings file", ".xml": "an XML file", ".yaml": "a settings file", ".yml": "a settings file",
}  # fmt: skip
_LINES_NAMES = frozenset({".jsonl", ".ndjson", ".jsonlines"})
_JSON_NAMES = frozenset({".json", *_LINES_NAMES})
_HTML_NAMES = frozenset({".html", ".htm", ".xhtml"})
_TABLE_NAMES = frozenset({".csv", ".tsv", ".tab"})
_XML_ROOTS = {
    "rss": Format.FEED, "rdf": Format.FEED, "feed": Format.FEED, "nitf": Format.NITF, "newsmessage": Format.NEWSML,
    "newsitem": Format.NEWSML, "packageitem": Format.NEWSML, "knowledgeitem": Format.NEWSML,
    "conceptitem": Format.NEWSML, "planningitem": Format.NEWSML, "catalogitem": Format.NEWSML,
    "newsml": Format.NEWSML_1, "alto": Format.ALTO, "mets": Format.METS,
}  # fmt: skip
_FIRST_TAG = re.compile(r"(?is)(?:<\?xml[^>]*+>\s*+|<!--(?:(?!-->).)*+-->\s*+)*+<(!doctype\s+\w+|[a-z][\w:-]*)")
"""Possessive: otherwise 22 comments in a row take a second, and each further one twice as long."""
_HTML_TAGS = frozenset(
    {
        "!doctype", "a", "article", "aside", "b", "base", "blockquote", "body", "center", "div", "figure", "font", "h1",
        "h2", "h3", "head", "header", "html", "i", "img", "link", "main", "meta", "nav", "ol", "p", "script", "section",
        "span", "style", "table", "title", "ul",
    }
)  # fmt: skip
_HTML_SOMEWHERE = re.compile(r"(?i)<!doctype\s+html|<html[\s>]")
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
_MAILBOX = re.compile(r"From \S+ [^\n]*\d{4}[^\n]*\n(?:>?From [^\n]*\n)*[!-9;-~]+:")
_HEADER = re.compile(r"(?m)^([!-9;-~]+):[ \t]*([^\r\n]*)")
_HEADERS = re.compile(r"(?:[!-9;-~]+:[^\n]*\n(?:[ \t][^\n]*\n)*)+(?=\r?\n|$)")
_OF_MAIL = ("date", "message-id", "mime-version", "received")
_SAVED = re.compile(r"(?i)saved by")
_PAGE_NAMES = frozenset({".mht", ".mhtml"})
_PACKED_NAMES = frozenset({".bz2", ".gz", ".xz", ".zst"})
_JSON = re.compile(r'\{\s*(?:["}]|$)|\[\s*(?:[{\]]|$)')
_TOO_MANY_NULS = 10
"""A head of which one byte in so many is zero is not text."""


def format_of(head: bytes, name: str) -> Format:
    """The format of a file that begins with `head`; Unreadable, with the reason, when it is none that can be read."""
    if container := _container(head):
        return container
    _refuse_binary(head)
    encoding, start = byte_order(head) or ("utf-8", 0)
    text = head[start:].decode(encoding, errors="replace").lstrip()
    if not text:
        raise Unreadable("is empty")
    return _text_format(text, _suffix(name))


def _text_format(text: str, suffix: str) -> Format:
    form = _mail_format(text, suffix) or _json_format(text, suffix) or _xml_format(text) or _table_format(text, suffix)
    if form:
        return form
    if _is_html(text, suffix):
        return Format.HTML
    if suffix in _OTHER_NAMES or _FIRST_TAG.match(text):
        raise Unreadable(f"is {_OTHER_NAMES.get(suffix, 'an XML file')}; {READABLE}")
    return Format.PLAIN


def _container(head: bytes) -> Format | None:
    place, mark = _TAR
    if head[place] == mark:
        return Format.TAR
    if _PDF_BEHIND.search(head[:_BEFORE_PDF]):
        return Format.PDF
    return next((form for signature, form in _CONTAINERS if head.startswith(signature)), None)


def _suffix(name: str) -> str:
    """How a name ends, without what packing added to it."""
    path = PurePath(name)
    return (path.with_suffix("") if path.suffix.lower() in _PACKED_NAMES else path).suffix.lower()


def _mail_format(text: str, suffix: str) -> Format | None:
    if _MAILBOX.match(text):
        return Format.MAILBOX
    block = _HEADERS.match(text)
    headers = {line[1].lower(): line[2] for line in _HEADER.finditer(block[0])} if block else {}
    is_mail = "from" in headers and not headers.keys().isdisjoint(_OF_MAIL)
    if suffix in _PAGE_NAMES or "snapshot-content-location" in headers or _SAVED.search(headers.get("from", "")):
        return Format.MHTML if headers.keys() & {"mime-version", "content-type"} else None
    return Format.MAIL if is_mail or (headers and suffix == ".eml") else None


def _refuse_binary(head: bytes) -> None:
    kind = next((kind for signature, kind in _SIGNATURES if head.startswith(signature)), None)
    if not kind and head.count(0) * _TOO_MANY_NULS > len(head) and not byte_order(head):
        kind = "not text"
    if kind:
        raise Unreadable(f"is {kind}; {READABLE}")


def _xml_format(text: str) -> Format | None:
    """The format of an XML file, by its first element or the type that it declares."""
    first = _FIRST_TAG.match(text)
    name = first[1].lower().split()[-1] if first else ""
    return _XML_ROOTS.get(name.rpartition(":")[2])


def _is_html(text: str, suffix: str) -> bool:
    if first := _FIRST_TAG.match(text):
        tag = first[1].lower().split()
        return tag[0] in _HTML_TAGS and tag[1:] in ([], ["html"])
    return bool(_HTML_SOMEWHERE.search(text) or (suffix in _HTML_NAMES and _TAG.search(text)))


def _table_format(text: str, suffix: str) -> Format | None:
    return Format.TABLE if not _FIRST_TAG.match(text) and (suffix in _TABLE_NAMES or is_table(text)) else None


def _json_format(text: str, suffix: str) -> Format | None:
    """JSON Lines when the first line is a whole object and another line follows; the name decides on a broken one."""
    if not (_JSON.match(text) or suffix in _JSON_NAMES):
        return None
    first, _, rest = text.partition("\n")
    is_named_so = suffix in _LINES_NAMES
    try:
        is_object = isinstance(json.loads(first), dict)
    except (ValueError, RecursionError):
        return Format.JSON_LINES if is_named_so and first.strip() not in {"{", "["} else Format.JSON
    return Format.JSON_LINES if is_object and (is_named_so or rest.strip()) else Format.JSON
