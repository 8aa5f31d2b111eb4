"""Outlets as a question names them: of those that an archive holds, the ones that are meant. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

import regex

from knowledge.phrases import holds
from knowledge.stopwords import STOP_WORDS

_WORD = regex.compile(r"[\p{L}\p{M}\p{N}]+")
_UNSPACED = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}]")
_SECTION = regex.compile(r"\s+[-|–—:]\s+|:\s+|\s*\|\s*")
"""What parts an outlet from the rest of its name: "The Herald - Sports", "Herald | News of the harbour"."""

_SAID_IN_PASSING = frozenset().union(*STOP_WORDS.values())


def named(text: str, outlets: Iterable[str]) -> tuple[str, ...]:
    """The outlets that `text` names: in their own capitals, or in any when no ordinary words would read the same."""
    spoken, folded = _spoken(text), _spoken(text.casefold())
    return tuple(outlet for outlet in outlets if _is_named(outlet, spoken, folded))


def called(words: str, outlets: Iterable[str]) -> tuple[str, ...]:
    """The outlets whose name holds `words`."""
    return tuple(outlet for outlet in outlets if holds(outlet, words))


@lru_cache(maxsize=10_000)
def name_of(outlet: str) -> str:
    """The outlet's name without the section that stands behind it."""
    return _SECTION.split(outlet.strip(), maxsplit=1)[0] or outlet


def _is_named(outlet: str, spoken: str, folded: str) -> bool:
    exact, loose = _forms(outlet)
    return exact in spoken or bool(loose and loose in folded)


@lru_cache(maxsize=10_000)
def _forms(outlet: str) -> tuple[str, str]:
    """The outlet as it stands in `_spoken` text, and case-folded if it is told from ordinary words even so."""
    name = name_of(outlet)
    words = _WORD.findall(name)
    if _UNSPACED.search(name) or not words:
        return name, ""
    telling = [word for word in words if word.casefold() not in _SAID_IN_PASSING]
    return _spoken(name), _spoken(name.casefold()) if len(telling) > 1 else ""


def _spoken(text: str) -> str:
    """The words of `text`, each between spaces."""
    return f" {' '.join(_WORD.findall(text))} " if not _UNSPACED.search(text) else text
