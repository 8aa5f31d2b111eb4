"""The plain text of a message: its lines made paragraphs, without the words of others and the sender's signature."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from email.message import MIMEPart

_SIGNATURE = "-- "
_QUOTED = re.compile(r"\s{0,3}>")
_INTRODUCES_QUOTE = re.compile(
    r"(?i)^\W*(?:on|am|le|el|op|den)\b.{5,200}(?:wrote|schrieb|écrit|escribió|schreef|skrev)\s?:$"
)


def own_words(text: str, part: MIMEPart) -> str:
    """What the sender wrote. Lines broken for transport (format=flowed) are joined; others stay as they are."""
    lines = list(_written(text.split("\n")))
    if part.get_param("format") == "flowed":
        lines = list(_joined(lines, " " if part.get_param("delsp") != "yes" else ""))
    return "\n".join(line.rstrip() for line in lines)


def _written(lines: list[str]) -> Iterator[str]:
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        if line == _SIGNATURE:
            return
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
