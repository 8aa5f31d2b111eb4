"""Text to terms, in any language: one function for the index, the question and the quote.

A word gives one or more terms. Latin words are case-folded and stemmed by the article's language, with the form
without diacritics beside it (ano/año); acronyms keep an upper-case term of their own beside the lower one, because
folding makes pronouns of US, IT and WHO; Han, kana and other scripts without spaces give pairs of characters.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from itertools import chain
from typing import NamedTuple

import regex
import Stemmer

VERSION = 2
"""Rises whenever the same text would give other terms: an archive indexed by another version cannot be searched."""

LONGEST = 48  # code points of a word that are told apart; what is longer is an address or encoded data
LONGEST_OF_ACRONYMS = 12  # characters of a text that may still be nothing but acronyms: NATO EU US
KEPT = 200_000  # words whose terms are remembered for each language, about 40 MB; then the memory starts anew

PAIR_WEIGHT = 0.55
"""Words that a pair of characters counts for: 180 characters of Chinese are quoted where 100 words of English are."""

_PAIRED = r"\p{Han}\p{Hiragana}\p{Katakana}ー\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}"
_LETTERS = rf"[\p{{L}}\p{{M}}\p{{N}}--[{_PAIRED}]]"
_INNER = r"""(?: ['’] | (?<=\p{Hebrew}) [׳"״] (?=\p{Hebrew}) )"""
_WORD = regex.compile(
    rf"""
      (?P<run> [{_PAIRED}]+ )
    | (?P<acronym> (?<![\p{{L}}\p{{N}}]) (?: \p{{Lu}}\. ){{2,9}} (?: \p{{Lu}} (?![\p{{L}}\p{{N}}]) )? )
    | (?P<number> (?<!\p{{L}}) \p{{Nd}}{{1,30}} (?: [.,] \p{{Nd}}{{1,30}} ){{1,9}} (?!\p{{L}}) )
    | (?P<word> {_LETTERS}{{1,99}} (?: {_INNER} {_LETTERS}{{1,99}} ){{0,3}} )
    """,
    flags=regex.V1 | regex.VERBOSE,
)
_UPPER = "".join(letter for letter in map(chr, range(0x250)) if letter.isupper())
_PLAIN_WORD = re.compile(
    rf"""
      (?<![^\W_]) (?: [{_UPPER}]\. ){{2,9}} (?: [{_UPPER}] (?![^\W_]) )?
    | (?<![^\W\d_]) \d{{1,30}} (?: [.,] \d{{1,30}} ){{1,9}} (?![^\W\d_])
    | [^\W_]{{1,99}} (?: ['’] [^\W_]{{1,99}} ){{0,3}}
    """,
    flags=re.VERBOSE,
)
"""As _WORD, three times as fast, for Latin text: the standard library knows no scripts."""
_NOT_PLAIN = re.compile("[^\x00-\xb1\xb4-\xb8\xba\xbb\xbf-\u024f\u2010-\u2027€]")
LONGEST_ACRONYM = 5
_CAPITALS = regex.compile(rf"\p{{Lu}}{{2,{LONGEST_ACRONYM}}}")
_LATIN = regex.compile(r"[\p{Latin}\p{Greek}ёЁ]")
_SEMITIC = regex.compile(r"[\p{Hebrew}\p{Arabic}]")
_HANGUL = regex.compile(r"\p{Hangul}{3,}")
_HEBREW_PREFIX = regex.compile(r"^(?:ו?ש[הבלמכ]|ו?כש|ו[משהכלב]|[משהוכלב])(?=\p{Hebrew}{3})")
"""And, that, when, the, in, to, from, as, written on to the word, one or two of them. With two taken off the right
article is first in 0.7 points more Hebrew questions than with one."""
_ELISION = regex.compile(r"^(?:[cdjlmnst]|qu|dell|all|nell|sull|dall|un)'(?=\p{L})")
_GROUPED = regex.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_MARKS = regex.compile(r"\p{Mn}+")
_QUOTES = str.maketrans("", "", "'\"׳״")
_UNDECOMPOSED = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i"})


class Word(NamedTuple):
    """A stretch of text that can match, and the terms it is indexed under."""

    start: int
    end: int
    terms: tuple[str, ...]
    weight: float = 1
    """The share of a word that it is, for lengths in words."""


_word = tuple.__new__  # a third of the time that the class takes to check its four arguments


def words(text: str, language: str | None = None, start: int = 0, end: int | None = None) -> list[Word]:
    """The words of `text[start:end]` in order; pairs of characters overlap. Offsets are code points of `text`."""
    terms_of = _vocabulary(_stemmer(language), shouting=is_shouted(text))
    end = len(text) if end is None else end
    if not _NOT_PLAIN.search(text, start, end):
        return [
            _word(Word, (*at.span(), terms_of[at[0][:LONGEST]], 1)) for at in _PLAIN_WORD.finditer(text, start, end)
        ]
    found: list[Word] = []
    for each in _WORD.finditer(text, start, end):
        if each.lastgroup == "run":
            found += _pairs(text, *each.span())
        else:
            found.append(_word(Word, (*each.span(), terms_of[each[0][:LONGEST]], 1)))
    return found


def weighed(text: str, language: str | None, start: int, end: int) -> tuple[tuple[str, ...], float]:
    """The terms of `text[start:end]` in order, and its length in words: as `words` says, in half the time."""
    if _NOT_PLAIN.search(text, start, end):
        found = words(text, language, start, end)
        return tuple(chain.from_iterable(word.terms for word in found)), sum(word.weight for word in found)
    terms_of = _vocabulary(_stemmer(language), shouting=is_shouted(text))
    plain_words = _PLAIN_WORD.findall(text, start, end)
    return tuple(chain.from_iterable([terms_of[word[:LONGEST]] for word in plain_words])), len(plain_words)


def _pairs(text: str, start: int, end: int) -> Iterator[Word]:
    """Neighbouring characters two by two; a character that stands alone is a word alone."""
    for at in range(start, max(end - 1, start + 1)):
        pair = text[at : min(at + 2, end)]
        yield Word(at, at + len(pair), (unicodedata.normalize("NFKC", pair),), PAIR_WEIGHT)


def terms(text: str, language: str | None = None) -> list[str]:
    """What `text` is indexed under, one entry a mention."""
    return [term for word in words(text, language) for term in word.terms]


class Reading(NamedTuple):
    """A word of a question, and what it may stand under, whichever language an article is in."""

    text: str
    """As typed."""
    terms: tuple[str, ...]
    folded: tuple[str, ...]
    """What it stands under where it is written without its diacritics."""


def readings(text: str, languages: Iterable[str], start: int = 0, end: int | None = None) -> Iterator[Reading]:
    """The words of `text[start:end]`, of a question to an archive in `languages`."""
    shouting = is_shouted(text)
    stemmers = dict.fromkeys(map(_stemmer, (None, *languages)))
    vocabularies = [_vocabulary(stemmer, shouting=shouting) for stemmer in stemmers]
    for match in _WORD.finditer(text, start, len(text) if end is None else end):
        if match.lastgroup == "run":
            yield from (Reading(text[first:last], terms, ()) for first, last, terms, _ in _pairs(text, *match.span()))
        else:
            yield _reading(match.group(), vocabularies)


def _reading(word: str, vocabularies: Sequence[_Vocabulary]) -> Reading:
    found = dict.fromkeys(term for vocabulary in vocabularies for term in vocabulary[word[:LONGEST]])
    plain = set() if word.isascii() else {vocabulary.folded(word.casefold()) for vocabulary in vocabularies}
    return Reading(
        word, tuple(term for term in found if term not in plain), tuple(term for term in found if term in plain)
    )


def plain(word: str) -> str:
    """A word of a question as lists of words have it."""
    return word.casefold().replace("’", "'").replace(".", "").removesuffix("'s")


@lru_cache(maxsize=4)
def is_shouted(text: str) -> bool:
    """Whether a whole text is in capitals, so that they do not tell acronyms from words.

    Kept, because it is asked for each sentence: where no small letter ends the search, as in 10,000 lines of figures,
    they took 2.4 seconds, and ten times as many a hundred times that.
    """
    return len(text) > LONGEST_OF_ACRONYMS and text.isupper()


class _Vocabulary(dict[str, tuple[str, ...]]):
    """The terms of each word, worked out when it is first met."""

    def __init__(self, stemmer: str | None, *, shouting: bool) -> None:
        super().__init__()
        self._stem = Stemmer.Stemmer(stemmer, 0).stemWord if stemmer else str
        self._shouting = shouting

    def __missing__(self, word: str) -> tuple[str, ...]:
        if len(self) >= KEPT:
            self.clear()
        self[word] = found = tuple(dict.fromkeys(filter(None, self._terms(word))))
        return found

    def _terms(self, word: str) -> Iterator[str]:
        if word.isascii() and word.isalpha():  # what follows would say the same, in three times the time
            if word.isupper() and 1 < len(word) <= LONGEST_ACRONYM and not self._shouting:
                yield word
            yield self._stem(word.lower())
            return
        plain = unicodedata.normalize("NFKC", word).replace("’", "'")
        if _GROUPED.fullmatch(plain):
            plain = plain.replace(",", "")
        plain = plain.replace(".", "") if "." in plain and not plain[0].isdigit() else plain
        plain = plain.removesuffix("'s").removesuffix("'S")
        if _CAPITALS.fullmatch(plain) and not self._shouting:
            yield plain
        yield from self._of_script(plain.casefold())

    def folded(self, word: str) -> str | None:
        """The term of a case-folded word without its diacritics, if it has any."""
        if word.isascii() or not _LATIN.search(word):
            return None
        plain = _without_marks(word).translate(_UNDECOMPOSED)
        return self._stem(plain) if plain != word else None

    def _of_script(self, word: str) -> Iterator[str]:
        if _SEMITIC.search(word):
            yield self._stem(_HEBREW_PREFIX.sub("", _without_marks(word).translate(_QUOTES)))
            return
        word = _ELISION.sub("", word)
        yield self._stem(word)
        if folded := self.folded(word):
            yield folded
        if _HANGUL.search(word):
            yield from (word[at : at + 2] for at in range(len(word) - 1))


def _without_marks(word: str) -> str:
    return _MARKS.sub("", unicodedata.normalize("NFKD", word))


_SNOWBALL = {
    code: name
    for name, codes in {
        "arabic": "ar", "armenian": "hy", "basque": "eu", "catalan": "ca", "czech": "cs", "danish": "da", "dutch": "nl",
        "english": "en", "esperanto": "eo", "estonian": "et", "finnish": "fi", "french": "fr", "german": "de",
        "greek": "el", "hindi": "hi", "hungarian": "hu", "indonesian": "id", "irish": "ga", "italian": "it",
        "lithuanian": "lt", "nepali": "ne", "norwegian": "no nb nn", "persian": "fa", "polish": "pl",
        "portuguese": "pt", "romanian": "ro", "russian": "ru", "serbian": "sr", "spanish": "es", "swedish": "sv",
        "tamil": "ta", "turkish": "tr", "yiddish": "yi",
    }.items()
    for code in codes.split()
    if name in Stemmer.algorithms()
}  # fmt: skip


def _stemmer(language: str | None) -> str | None:
    """The stemmer of a language; None where there is none, and every word is its own stem."""
    return _SNOWBALL.get(language or "")


@cache
def _vocabulary(stemmer: str | None, *, shouting: bool) -> _Vocabulary:
    return _Vocabulary(stemmer, shouting=shouting)
