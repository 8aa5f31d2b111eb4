"""Bytes as text: by their byte order mark, as UTF-8, or, for HTML, as the page declares. Never by guessing."""

from __future__ import annotations

import codecs
import re

from knowledge.errors import Unreadable

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(
    rb"""(?i)<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{2,40})|<\?xml[^>]{0,80}encoding=["']([\w.:-]{2,40})"""
)
_HEAD = 4_096
"""Where browsers, too, look for a declaration (they stop at 1,024; saved pages put a comment first)."""
_WEB_NAMES = {
    "iso-8859-1": "cp1252",
    "latin1": "cp1252",
    "latin-1": "cp1252",
    "us-ascii": "cp1252",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "ks_c_5601-1987": "cp949",
    "euc-kr": "cp949",
    "shift_jis": "cp932",
    "x-sjis": "cp932",
    "iso-8859-9": "cp1254",
    "tis-620": "cp874",
}
"""What pages mean by these names, as the WHATWG Encoding Standard has found."""


def byte_order(data: bytes) -> tuple[str, int] | None:
    """The encoding that a byte order mark at the front names, and the mark's length."""
    return next(((name, len(mark)) for mark, name in _MARKS if data.startswith(mark)), None)


def decoded(data: bytes) -> str:
    """Text in UTF-8, or in what its byte order mark says; Unreadable otherwise."""
    name, start = byte_order(data) or ("utf-8", 0)
    try:
        return data[start:].decode(name)
    except UnicodeDecodeError:
        raise Unreadable("is not UTF-8 text; save it as UTF-8 and load it again") from None


def decoded_html(data: bytes) -> str:
    """As `decoded`, or in the encoding that the page declares."""
    try:
        return decoded(data)
    except Unreadable:
        declared = _DECLARED.search(data[:_HEAD])
        name = (declared[1] or declared[2]).decode("ascii").lower() if declared else ""
        return _as_declared(data, _WEB_NAMES.get(name, name))


def _as_declared(data: bytes, name: str) -> str:
    try:
        return data.decode(name, errors="replace" if name == "utf-8" else "strict")
    except (UnicodeError, LookupError):
        raise Unreadable(
            "is not in the encoding that it declares, nor in UTF-8; save it as UTF-8 and load it again"
        ) from None
