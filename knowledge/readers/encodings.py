"""Bytes as text: by their byte order mark, as UTF-8, as mark-up declares, and by a guess that is told or not made."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

import chardet

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
_ESCAPE = "\x1b$"
"""Begins a stretch of Japanese, Korean or Chinese in ISO 2022, which passes for ASCII."""
_NOT_UTF8 = "is not UTF-8 text; save it as UTF-8 and load it again"
_HEAD = 4_096
"""Where browsers, too, look for a declaration (they stop at 1,024; saved pages put a comment first)."""
_WEB_NAMES = {
    "iso-8859-1": "cp1252",
    "latin1": "cp1252",
    "latin-1": "cp1252",
    "us-ascii": "cp1252",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift-jis": "cp932",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "ascii": "cp1252",
    "ks_c_5601-1987": "cp949",
    "euc-kr": "cp949",
    "shift_jis": "cp932",
    "x-sjis": "cp932",
    "iso-8859-9": "cp1254",
    "tis-620": "cp874",
}
"""What pages mean by these names, as the WHATWG Encoding Standard has found."""

_LEAST_LENGTH = 100
"""Bytes from which a guess is made: 153 samples of 100 bytes and more, of 17 languages in 25 encodings, were all told
rightly; of 138 of 60 bytes four were not, of 300 of 30 bytes 22.
"""
_LEAST_CONFIDENCE = 0.12
"""Of chardet, on its own scale: the least of a right guess at that length was 0.13."""
_WINDOW = 200_000
_BEFORE = 2_000
"""Bytes before the first that is not ASCII that the guess is made from."""
_TAG = re.compile(rb"<[^<>]{0,1000}>")
"""Mark-up says nothing of the language, and halves the confidence."""
_IMPLAUSIBLE = re.compile("[\x80-\x9f¤\ufffd]|[^\\W\\d_][¢£¥¦§¨¬¯¶¸]")
"""What stands in text that was read in the wrong encoding, and in no other."""


@dataclass(frozen=True, slots=True)
class Text:
    """What bytes say. `note` tells, as a clause, what is not certain of it: a guess, or bytes that say nothing."""

    content: str
    note: str | None = None
    encoding: str = "utf-8"


def byte_order(data: bytes) -> tuple[str, int] | None:
    """The encoding that a byte order mark at the front names, and the mark's length."""
    return next(((name, len(mark)) for mark, name in _MARKS if data.startswith(mark)), None)


def decoded(data: bytes) -> str:
    """Text in UTF-8, or in what its byte order mark says; Unreadable otherwise."""
    name, start = byte_order(data) or ("utf-8", 0)
    try:
        content = data[start:].decode(name)
    except UnicodeDecodeError:
        raise Unreadable(_NOT_UTF8) from None
    if _ESCAPE in content:
        raise Unreadable(_NOT_UTF8)
    return content


def text_in(data: bytes) -> Text:
    """As `decoded`, or by a guess; Unreadable where none is certain enough."""
    try:
        return Text(decoded(data))
    except Unreadable as error:
        return _guessed(data, str(error))


def markup_in(data: bytes, sent_as: str | None = None) -> Text:
    """As `decoded`, or in what it was sent as or declares, or by a guess; Unreadable where none is certain enough."""
    try:
        return Text(decoded(data))
    except Unreadable as error:
        reason = str(error)
    names = [name for name in (_meant(sent_as or ""), _declared(data)) if name and name != "utf-8"]
    for name in names:
        try:
            return Text(_as_declared(data, name))
        except Unreadable as error:
            reason = str(error)
    if not names and _is_broken_utf8(data):
        return Text(data.decode(errors="replace"), "some of its bytes are not the UTF-8 that the others are")
    return _guessed(data, reason)


def _declared(data: bytes) -> str:
    found = _DECLARED.search(data[:_HEAD])
    return _meant((found[1] or found[2]).decode("ascii") if found else "")


def _meant(name: str) -> str:
    name = name.strip(" \"'").lower()
    return _WEB_NAMES.get(name, name)


def _guessed(data: bytes, otherwise: str) -> Text:
    """`data` in the encoding that it looks like; Unreadable, `otherwise`, where that is not certain enough."""
    start = max(0, _length_of_ascii(data) - _BEFORE)
    guess = chardet.detect(_TAG.sub(b" ", data[start : start + _WINDOW]), compat_names=False)
    name = _WEB_NAMES.get(guess["encoding"] or "", guess["encoding"] or "")
    try:
        content = data.decode(name)
    except (UnicodeError, LookupError):
        raise Unreadable(otherwise) from None
    is_certain = len(data) >= _LEAST_LENGTH and guess["confidence"] >= _LEAST_CONFIDENCE
    if not is_certain or _is_broken_utf8(data) or byte_order(data) or _IMPLAUSIBLE.search(content):
        raise Unreadable(otherwise)
    return Text(content, f"decoded as {_shown(name)}, which the file does not say", name)


def _length_of_ascii(data: bytes) -> int:
    try:
        return len(data.decode("ascii"))
    except UnicodeDecodeError as error:
        return error.start


def _is_broken_utf8(data: bytes) -> bool:
    """Whether more of what is not ASCII is UTF-8 than is not: in any other encoding next to nothing is."""
    content = data.decode(errors="replace")
    broken = content.count("\ufffd")
    return len(content) - len(content.encode("ascii", "ignore")) - broken > broken


def _shown(name: str) -> str:
    return name.replace("cp125", "windows-125").replace("iso8859", "iso-8859")


def _as_declared(data: bytes, name: str) -> str:
    try:
        return data.decode(name)
    except (UnicodeError, LookupError):
        raise Unreadable(
            "is not in the encoding that it declares, nor in UTF-8; save it as UTF-8 and load it again"
        ) from None
