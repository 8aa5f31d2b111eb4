"""Outlets as a question names them: of those that an archive holds, the ones that are meant. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

import regex

from knowledge.phrases import holds
from knowledge.stopwords import STOP_WORDS

_UNSPACED = r"\p{Han}\p{Hiragana}\p{Katakana}ー\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}"
_WORD = regex.compile(rf"[{_UNSPACED}]+|[\p{{L}}\p{{M}}\p{{N}}--[{_UNSPACED}]]+", regex.V1)
_RUN = regex.compile(rf"[{_UNSPACED}]+", regex.V1)
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
    """The outlet as it stands in `_spoken` text, and case-folded, without its article, if no ordinary words read so."""
    name = name_of(outlet)
    words = _WORD.findall(name)
    if not words or any(map(_RUN.fullmatch, words)):
        return _open(words) if words else name, ""
    telling = [word for word in words if word.casefold() not in _SAID_IN_PASSING]
    is_plain = len(telling) < 2  # noqa: PLR2004 - "The Times" is told from "the times" by its capital alone
    return _spoken(name), "" if is_plain else _spoken(name[name.index(telling[0]) :].casefold())


def _open(words: Sequence[str]) -> str:
    """The words as they stand in `_spoken` text that goes on without a space where their script has none."""
    before, after = ("" if _RUN.fullmatch(word) else " " for word in (words[0], words[-1]))
    return f"{before}{' '.join(words)}{after}"


def _spoken(text: str) -> str:
    """The words of `text`, each between spaces; a run of a script without spaces is one."""
    return f" {' '.join(_WORD.findall(text))} "
