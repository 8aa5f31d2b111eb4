"""Makes the words of strangers safe to show in Discord: they cannot format, ping, link or leave their line.

Nothing is replaced or added that a reader would see. What goes are invisible characters and runs of white space.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from operator import itemgetter
from urllib.parse import quote, urlsplit

import regex

from bot.limits import length

# Formatting characters reorder or hide text (bidirectional overrides, soft hyphens, tags). Kept are those that shape
# letters and emoji (ZWNJ, ZWJ) and those that are visible (Arabic number signs).
_INVISIBLE = regex.compile(r"[[\p{Cf}\p{Cc}\p{Cs}]--[\p{Prepended_Concatenation_Mark}\u200c\u200d\s]]", flags=regex.V1)
_SPECIAL = regex.compile(r"[\\`*_~|<>\[\]@]|:(?=//|[\w+~-]+:)")
_LINE_START = regex.compile(r"^(?:(?=[#+-])|\d+(?=[.)]))")
_PARAGRAPH = regex.compile(r"\s*\n\s*\n\s*")
_WORD_CUT = regex.compile(r"\s+\S{0,40}$")
_RIGHT_TO_LEFT = regex.compile(r"[\p{bc=R}\p{bc=AL}]")
# Outside the asterisks stay spaces, and East Asian punctuation, which has no space between it and the next sentence:
# by the rules of CommonMark, which some clients follow, asterisks between punctuation and a letter are only asterisks.
_LOOSE = r"\s\u3000-\u303f\uff01-\uff0f\uff1a-\uff20"
_EMPHASISED = regex.compile(rf"([{_LOOSE}]*)(.*[^\\{_LOOSE}])([{_LOOSE}]*)")
_GRAPHEME = regex.compile(r"\X")

Piece = tuple[str, bool]
"""A stretch of a quotation, and whether it is emphasised."""


def visible(text: str) -> str:
    """`text` on one line, without characters that nobody sees."""
    return " ".join(_INVISIBLE.sub("", text).split())


def plain(text: str) -> str:
    """`text` on one line, shown as it is wherever it is put: at the start of a line, in a quotation, in a link."""
    return _start_of_line(_escape(visible(text)))


def fitted(text: str, room: int) -> str:
    """As `plain`, cut at a word with an ellipsis when it would take more than `room`."""
    text = visible(text)
    limit = room
    while length(safe := plain(shorten(text, limit))) > room:
        limit = min(limit - 1, limit * room // length(safe))
    return safe


def shorten(text: str, limit: int) -> str:
    """`text`, or its beginning and an ellipsis, in at most `limit` characters."""
    return text if len(text) <= limit else f"{beginning(text, limit - 1)}…"


def beginning(text: str, limit: int) -> str:
    """The first `limit` characters or fewer, cut between words, or at least not inside a character."""
    if len(text) <= limit:
        return text
    end = 0
    for match in _GRAPHEME.finditer(text, endpos=limit + 1):
        end = match.start()
    end = end or max(limit, 0)
    head = text[:end]
    return head if text[end].isspace() else _WORD_CUT.sub("", head)


def ending(text: str, limit: int) -> str:
    """The last `limit` characters or fewer, cut as `beginning` cuts."""
    if len(text) <= limit:
        return text
    starts = (match.start() for match in _GRAPHEME.finditer(text))
    start = next((start for start in starts if start >= len(text) - limit), len(text))
    words = regex.search(r"\s\S", text[start - 1 : start + 40]) if start else None
    return text[start - 1 + words.end() - 1 :] if words else text[start:]


def isolated(text: str) -> str:
    """`text`, kept from reordering its neighbours on the line when it is written from right to left."""
    return f"\u2068{text}\u2069" if _RIGHT_TO_LEFT.search(text) else text


def quotation(pieces: Iterable[Piece]) -> str:
    """The pieces one after the other as a block quotation: every line of it stands behind the bar."""
    lines: list[list[str]] = [[]]
    for is_emphasised, run in groupby(pieces, key=itemgetter(1)):  # joined first: halves of a link make a link
        text = "".join(text for text, _ in run)
        first, *others = (_emphasise(part, is_emphasised) for part in _PARAGRAPH.split(text))
        lines[-1].append(first)
        lines.extend([other] for other in others)
    whole = ("".join(line).strip() for line in lines)
    return "\n> \n".join(f"> {isolated(_start_of_line(line))}" for line in whole if line)


def link(url: str | None, room: int) -> str | None:
    """`url` as it may stand inside a masked link, or None: http and https only, no credentials, at most `room`."""
    try:
        parts = urlsplit(url or "")
        host = (parts.hostname or "").encode("idna").decode()
        port = f":{parts.port}" if parts.port else ""
    except ValueError:
        return None
    if parts.scheme not in {"http", "https"} or not host or "@" in parts.netloc or quote(host, safe=".-") != host:
        return None
    query, fragment = (
        f"{mark}{_encode(part)}" if part else "" for mark, part in (("?", parts.query), ("#", parts.fragment))
    )
    safe = f"{parts.scheme}://{host}{port}{_encode(parts.path)}{query}{fragment}"
    return safe if length(safe) <= room else None


def _encode(part: str) -> str:
    return quote(part.encode("utf-8", "replace"), safe="/%:@!$&+,;=~?")


def _escape(text: str) -> str:
    return _SPECIAL.sub(r"\\\g<0>", text)


def _start_of_line(escaped: str) -> str:
    return _LINE_START.sub(r"\g<0>\\", escaped)


def _emphasise(text: str, is_emphasised: bool) -> str:  # noqa: FBT001 - the second half of a Piece
    escaped = _escape(regex.sub(r"\s+", " ", _INVISIBLE.sub("", text)))
    match = _EMPHASISED.fullmatch(escaped)
    return f"{match[1]}**{match[2]}**{match[3]}" if is_emphasised and match else escaped
