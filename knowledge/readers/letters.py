"""What a message's sender wrote: without the words of others and the signature, lines made paragraphs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from selectolax.lexbor import LexborHTMLParser

if TYPE_CHECKING:
    from collections.abc import Iterator
    from email.message import MIMEPart

_SIGNATURE = "-- "
_QUOTED = re.compile(r"\s{0,3}>")
_INTRODUCES_QUOTE = re.compile(
    r"(?i)^\W*(?:on|am|le|el|op|den)\b.{5,200}(?:wrote|schrieb|écrit|escribió|schreef|skrev)\s?:$"
)
_FORWARDED = re.compile(r"(?i)\s*(?:fwd?|wg|tr|rv|enc|vl)\s*:")
"""How mail programs of several languages begin the subject of what they send on."""
_QUOTED_BELOW = re.compile(
    r"(?i)-{2,}\s*(?:original message|ursprüngliche nachricht|message d'origine|mensaje original|oorspronkelijk bericht"
    r"|opprinnelig melding|messaggio originale|forwarded message|weitergeleitete nachricht|message transféré)\s*-{2,}"
)
_QUOTE_ELEMENTS = "blockquote[type=cite], .gmail_quote, .yahoo_quoted, .moz-cite-prefix, .OutlookMessageHeader ~ *"
_MAY_QUOTE = re.compile(r"(?i)type=.?cite|gmail_quote|yahoo_quoted|OutlookMessageHeader")


def is_forwarded(subject: str | None) -> bool:
    """Whether a message is another's, sent on: then its sender is not whose words it holds, nor its day theirs."""
    return bool(subject and _FORWARDED.match(subject))


def without_quotes(markup: str) -> str:
    """A message's HTML without the message that it answers."""
    if not _MAY_QUOTE.search(markup):
        return markup
    tree = LexborHTMLParser(markup)
    for node in tree.css(_QUOTE_ELEMENTS):
        node.decompose()
    return tree.html or ""


def own_words(text: str, part: MIMEPart) -> str:
    """What the sender wrote. Lines broken for transport (format=flowed) are joined; others stay as they are."""
    lines = list(_written(text.split("\n")))
    if part.get_param("format") == "flowed":
        lines = list(_joined(lines, " " if part.get_param("delsp") != "yes" else ""))
    return "\n".join(line.rstrip() for line in lines)


def _written(lines: list[str]) -> Iterator[str]:
    for number, line in enumerate(lines):
        if line == _SIGNATURE or _QUOTED_BELOW.fullmatch(line.strip()):
            return
        following = next(filter(str.strip, lines[number + 1 : number + 3]), "")
        introduces = _INTRODUCES_QUOTE.match(line) and _QUOTED.match(following)
        if not (_QUOTED.match(line) or introduces):
            yield line


def _joined(lines: list[str], between: str) -> Iterator[str]:
    """A line that ends with a space goes on in the next one."""
    begun = ""
    for line in lines:
        so_far = begun + line.removeprefix(" ")
        begun = so_far.rstrip(" ") + between if line.endswith(" ") and line.strip() else ""
        if not begun:
            yield so_far
    if begun:
        yield begun
