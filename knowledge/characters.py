"""Which characters may be stored: NFC text of whole lines, without controls and lone surrogates."""

from __future__ import annotations

import re
import unicodedata

import regex

_UNWANTED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
"""Controls, but line feeds and tabs, and surrogates."""
_SUSPECT = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
"""Those and all ends of lines. Most texts hold none, which `re` sees in a quarter of the time that regex takes."""
OBEYED = regex.compile(r"[\p{Cc}\p{Cf}\u2028\u2029--\n\u200c\u200d]", flags=regex.V1)
"""What a terminal may obey instead of showing it: controls and directions, but not the joiners that scripts need."""

_LINE_END = re.compile("\r\n?|[\f\v\x85\u2028\u2029]")
_TOLD = regex.compile(r"[\p{L}\p{N}]")


def says_something(text: str) -> bool:
    """Whether a letter or a digit stands in it."""
    return _TOLD.search(text) is not None


def clean(text: str) -> str:
    """`text` as it may be stored: NFC, lines ended by line feeds, no controls but tabs, no lone surrogates."""
    if _SUSPECT.search(text):
        text = _UNWANTED.sub("", _LINE_END.sub("\n", text))
    return unicodedata.normalize("NFC", text)


def is_clean(text: str) -> bool:
    """Whether `clean` would leave `text` as it is."""
    return not _SUSPECT.search(text) and unicodedata.is_normalized("NFC", text)


def one_line(text: str) -> str:
    """`text` cleaned, with every run of white space made one space: for headlines, names and labels."""
    return " ".join(clean(text).split())
