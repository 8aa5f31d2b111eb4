"""Which characters may be stored: NFC text of whole lines, without controls and lone surrogates."""

from __future__ import annotations

import unicodedata

import regex

_UNWANTED = regex.compile(r"[\p{Cc}\p{Cs}--\n\t]", flags=regex.V1)
OBEYED = regex.compile(r"[\p{Cc}\p{Cf}\u2028\u2029--\n\u200c\u200d]", flags=regex.V1)
"""What a terminal may obey instead of showing it: controls and directions, but not the joiners that scripts need."""

_LINE_END = regex.compile(r"\r\n?|[\f\v\x85\u2028\u2029]")
_TOLD = regex.compile(r"[\p{L}\p{N}]")


def says_something(text: str) -> bool:
    """Whether a letter or a digit stands in it."""
    return _TOLD.search(text) is not None


def clean(text: str) -> str:
    """`text` as it may be stored: NFC, lines ended by line feeds, no controls but tabs, no lone surrogates."""
    return unicodedata.normalize("NFC", _UNWANTED.sub("", _LINE_END.sub("\n", text)))


def is_clean(text: str) -> bool:
    """Whether `clean` would leave `text` as it is."""
    return not (_UNWANTED.search(text) or _LINE_END.search(text)) and unicodedata.is_normalized("NFC", text)


def one_line(text: str) -> str:
    """`text` cleaned, with every run of white space made one space: for headlines, names and labels."""
    return " ".join(clean(text).split())
