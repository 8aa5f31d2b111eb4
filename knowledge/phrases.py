"""Exact words in a text: in their order, whatever their case and whatever stands between them."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

import regex

_WORD = regex.compile(r"[\p{L}\p{M}\p{N}]+")
_SCRIPTS = r"\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}"
_UNSPACED = regex.compile(f"[{_SCRIPTS}]")
_BETWEEN = r"[^\p{L}\p{M}\p{N}]{1,5}"
_EDGE = rf"[\p{{L}}\p{{M}}\p{{N}}--[{_SCRIPTS}]]"
"""What makes another word of a word: but scripts without spaces are written on to figures and to Latin letters."""
_NOTHING = regex.compile(r"(?!)")

_LITERAL = 50
"""Characters of a word that are matched as one: of a word like aaaa, preparing takes the cube of it, 5 s at 2,000."""
_SEAM = r"(?s:(?<=.))"


@lru_cache(maxsize=256)
def pattern(phrase: str) -> regex.Pattern[str]:
    """What finds the words of `phrase` in a text that is NFC; nothing where it has no words."""
    found = _WORD.findall(unicodedata.normalize("NFC", phrase))
    if not found:
        return _NOTHING
    before = "" if _UNSPACED.match(found[0][0]) else f"(?<!{_EDGE})"
    after = "" if _UNSPACED.match(found[-1][-1]) else f"(?!{_EDGE})"
    return regex.compile(before + _BETWEEN.join(map(_literal, found)) + after, regex.IGNORECASE | regex.V1)


def _literal(word: str) -> str:
    return _SEAM.join(regex.escape(word[at : at + _LITERAL]) for at in range(0, len(word), _LITERAL))


def holds(text: str | None, phrase: str) -> bool:
    """Whether the words of `phrase` stand in `text`."""
    return text is not None and pattern(phrase).search(text) is not None
