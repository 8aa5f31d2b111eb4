"""The operators of a question: "phrases", -word, OR and filters such as source:Reuters.

Only what is listed here means anything; every other text is words, so that none is an error. What looks like an
operator and cannot be used is told in a sentence.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

import regex

from knowledge.characters import says_something
from knowledge.filters import EXAMPLES, read_filters
from knowledge.model import Filters

MOST_CHARACTERS = 10_000
"""Of a question: what follows is not read."""

MOST = 8
"""Phrases, exclusions and alternatives of a question, and words that one OR after the other joins."""

_UNSPACED = r"\p{Han}\p{Hiragana}\p{Katakana}ー\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}"
_STOPS = "，。、；：！？（）"
_QUOTES = '"“”„‟＂«»「」『』'
_INSIDE = r'(?: (?<=\p{Hebrew}) " (?=\p{Hebrew}) )'
"""The straight quotation mark that abbreviates Hebrew words belongs to them."""

_QUOTE = rf"(?: (?! {_INSIDE} ) [{_QUOTES}] )"
_RUN = rf"(?: [^\s{_QUOTES}{_STOPS}] | {_INSIDE} )"
_QUOTED = rf"""
    (?<! [\p{{L}}\p{{N}}--[{_UNSPACED}\p{{Arabic}}]] )
    (?: (?! {_INSIDE} ) ["“”„‟＂] (?P<quoted> (?: [^"“”„‟＂] | {_INSIDE} )*+ ) ["“”„‟＂]
      | [«»] (?P<quoted> [^«»]*+ ) [«»]
      | [「」] (?P<quoted> [^「」]*+ ) [「」]
      | [『』] (?P<quoted> [^『』]*+ ) [『』] )"""
"""Quotation marks of one kind, whichever opens: „so“, ”so” and »so« are written somewhere. One behind a letter or a
digit opens nothing: 6" is a length.
"""

_MINUS = r"(?P<minus> (?<! \S ) - )"
_FIELD = rf"""
    (?: {_MINUS} | (?<! [^\s\p{{Ps}}{_STOPS}{_UNSPACED}] ) ) (?P<name> (?i: {"|".join(EXAMPLES)} ) ) [:：]"""
_TOKEN = regex.compile(
    rf"""
      {_FIELD} (?: {_QUOTED} | {_QUOTE}? (?P<value> {_RUN}*+ ) )
    | {_MINUS} (?: {_QUOTED} | {_QUOTE}? (?P<value> (?= [\p{{L}}\p{{N}}] ) {_RUN}++ ) )
    | {_QUOTED}
    | (?P<word> (?: (?! {_FIELD} ) {_RUN} )++ )
    """,
    flags=regex.V1 | regex.VERBOSE,
)
_ANY_QUOTE = regex.compile(_QUOTE, flags=regex.V1 | regex.VERBOSE)
_ONE_WORD = regex.compile(r"[\p{L}\p{N}][\p{L}\p{M}\p{N}]*")
_EDGES = ",;:!?…()[]{}<>"
_FILTER, _EXCLUSION, _PHRASE, _WORD, _OR, _NOTHING = ":-pwo "
_STUMP = regex.compile(r"\s\S{1,99}+\Z")
"""What is left of a word where a question is cut."""
_CHAIN = regex.compile(rf"[{_PHRASE}{_WORD}](?:{_OR}[{_PHRASE}{_WORD}])*")

_Token = regex.Match[str]
_Group = Sequence[_Token]
"""Words and phrases that OR joins; nearly always one alone."""


@dataclass(frozen=True, slots=True)
class Syntax:
    """A question taken apart."""

    text: str
    """What is left to be read as words; those of phrases are in it."""
    phrases: tuple[tuple[str, ...], ...] = ()
    """Of each tuple one must stand in a passage."""
    alternatives: tuple[tuple[str, ...], ...] = ()
    """Each tuple counts as one word, whichever of its own is found. They are not in the text."""
    excluded: tuple[str, ...] = ()
    """Words and phrases that must not stand in a passage."""
    filters: Filters = field(default_factory=Filters)
    complaints: tuple[str, ...] = ()
    """What could not be used, a sentence each."""


def parse(text: str) -> Syntax:
    """What the operators of a question say, and the rest of it. Any text can be parsed."""
    read = _whole_words(text)
    tokens = list(_TOKEN.finditer(read))
    kinds = "".join(map(_kind, tokens))
    groups = [tokens[chain.start() : chain.end() : 2] for chain in _CHAIN.finditer(kinds)]
    phrases = [group for group in groups if _is_quoted(group)]
    alternatives = [group for group in groups if len(group) > 1 and not _is_quoted(group)]
    excluded = [token for token, kind in zip(tokens, kinds, strict=True) if kind == _EXCLUSION]
    fields = [token for token, kind in zip(tokens, kinds, strict=True) if kind == _FILTER]
    filters, unusable = read_filters((token["name"], _said(token)) for token in fields if not token["minus"])
    return Syntax(
        text=_without(read, [*fields, *excluded, *_ors(tokens, kinds), *_members(alternatives)]),
        phrases=_sayings(phrases),
        alternatives=_sayings(alternatives),
        excluded=tuple(map(_said, excluded[:MOST])),
        filters=filters,
        complaints=(*unusable, *_turned_round(fields), *_unread(text, phrases, alternatives, excluded)),
    )


def typed(phrases: Iterable[Sequence[str]], excluded: Iterable[str]) -> str:
    """Phrases and exclusions as operators, as `parse` reads them."""
    asked = (" OR ".join(f'"{phrase}"' for phrase in either) for either in phrases)
    return " ".join((*asked, *(f"-{word}" if _ONE_WORD.fullmatch(word) else f'-"{word}"' for word in excluded)))


def _whole_words(text: str) -> str:
    """As much of a question as is read; what is longer than a word is cut as it is."""
    read = text[:MOST_CHARACTERS]
    stump = None if text[MOST_CHARACTERS : MOST_CHARACTERS + 1].strip() == "" else _STUMP.search(read)
    return read[: stump.start()] if stump else read


def _kind(token: _Token) -> str:
    if token["name"]:
        return _FILTER
    if not says_something(token[0]):
        return _NOTHING
    if token["minus"]:
        return _EXCLUSION
    if token["quoted"]:
        return _PHRASE
    return _OR if _is_joining(token) else _WORD


def _is_joining(token: _Token) -> bool:
    """Whether a word is OR, with white space on both sides or an end of the question."""
    (start, end), text = token.span(), token.string
    return token[0] == "OR" and not text[max(0, start - 1) : start].strip() and not text[end : end + 1].strip()


def _ors(tokens: Sequence[_Token], kinds: str) -> Iterator[_Token]:
    """Each OR that joins, or that a word does not follow, or that nothing to join stands before: none is a word.

    Of "OR nurses" at the start, and between Chinese punctuation, it is one.
    """
    for at, token in enumerate(tokens):
        before, after = kinds[max(0, at - 1) : at], kinds[at + 1 : at + 2]
        is_word = after == _WORD and (not before or (before == _WORD and kinds[at] == _WORD))
        if token[0] == "OR" and not is_word:
            yield token


def _members(groups: Iterable[_Group]) -> Iterator[_Token]:
    """The words of alternatives that are used."""
    return (token for group in islice(groups, MOST) for token in group[:MOST])


def _is_quoted(group: _Group) -> bool:
    return any(token["quoted"] for token in group)


def _said(token: _Token) -> str:
    """The words of an operator, without its marks."""
    if token["quoted"] is None:
        return _bare(token["value"] or token["word"] or "")
    return " ".join(_ANY_QUOTE.sub(" ", token["quoted"]).split())


def _bare(word: str) -> str:
    """A word without the punctuation around it; the last point of U.S. is its own."""
    word = word.strip(_EDGES)
    pointless = word.rstrip(".")
    return word if "." in pointless else pointless


def _sayings(groups: Sequence[_Group]) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(map(_said, group[:MOST])) for group in groups[:MOST])


def _without(text: str, tokens: Iterable[_Token]) -> str:
    """`text` with a space for each of these and for each quotation mark."""
    pieces, start = [], 0
    for taken, end in sorted({token.span() for token in tokens}):
        pieces.append(text[start:taken])
        start = end
    return _ANY_QUOTE.sub(" ", " ".join([*pieces, text[start:]])).strip()


def _turned_round(fields: Iterable[_Token]) -> Iterator[str]:
    for name in dict.fromkeys(token["name"].casefold() for token in fields if token["minus"]):
        yield f"“-{name}:” cannot be used, because filters only say what is wanted; write -word to leave a word out."


def _unread(text: str, phrases: Sequence[_Group], alternatives: Sequence[_Group], excluded: _Group) -> Iterator[str]:
    """What is too much to be used."""
    if len(text) > MOST_CHARACTERS:
        yield f"Only the first {MOST_CHARACTERS:,} characters of the question were read."
    if len(phrases) > MOST:
        yield f"Only the first {MOST} phrases are looked for as phrases, and the others word by word."
    if len(alternatives) > MOST or any(len(group) > MOST for group in (*phrases, *alternatives)):
        yield f"OR can be used in {MOST} places and join {MOST} words in each; those beyond are read as plain words."
    if len(excluded) > MOST:
        yield f"Only the first {MOST} words with a minus are left out of the answer, and the others are not looked at."
