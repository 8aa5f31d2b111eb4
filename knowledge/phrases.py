"""Exact words in a text: in their order, whatever their case and whatever stands between them."""

from __future__ import annotations

from functools import lru_cache

import regex

_WORD = regex.compile(r"[\p{L}\p{M}\p{N}]+")
_UNSPACED = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}]")
_BETWEEN = r"[^\p{L}\p{M}\p{N}]{1,5}"
_EDGE = r"[\p{L}\p{M}\p{N}]"
_NOTHING = regex.compile(r"(?!)")


@lru_cache(maxsize=256)
def pattern(phrase: str) -> regex.Pattern[str]:
    """What finds the words of `phrase` in a text; nothing where it has no words."""
    found = _WORD.findall(phrase)
    if not found:
        return _NOTHING
    before = "" if _UNSPACED.match(found[0][0]) else f"(?<!{_EDGE})"
    after = "" if _UNSPACED.match(found[-1][-1]) else f"(?!{_EDGE})"
    return regex.compile(before + _BETWEEN.join(map(regex.escape, found)) + after, regex.IGNORECASE | regex.V1)


def holds(text: str | None, phrase: str) -> bool:
    """Whether the words of `phrase` stand in `text`."""
    return text is not None and pattern(phrase).search(text) is not None
