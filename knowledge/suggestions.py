"""What a word that the archive has never seen may be a slip of the pen for: "did you mean", in the archive's own words.

The index holds stems, so a few stems that are alike are looked at as the words they stand for in a passage, and these
are compared with what was typed. A wrong suggestion is worse than none.
"""

from __future__ import annotations

import re
import sqlite3
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from enum import IntEnum
from itertools import islice
from typing import NamedTuple

import regex
from rapidfuzz import process
from rapidfuzz.distance import OSA

from knowledge.model import Article, Passage, Suggestion
from knowledge.store import articles, postings
from knowledge.words import readings, words

MOST = 3
"""Suggestions for a question."""

MOST_WORDS = 5
"""Words of a question that one is looked for."""

MOST_ROWS = 8_000
"""Of the index that are read for one word: 2,000 begin with "co" at 90,000 passages, read in 1 ms, and 8,000 at
about 800,000, read in 5 to 18.
"""

LOOKED_AT = 5
"""Stems that are looked up as words."""

MOST_READ = 3
"""Passages that a stem is looked up in."""

LONGEST = 30
"""Characters of a word that is suggested for."""

LONGEST_ENDING = 7
"""Characters that a stem may lack of its word."""

PREFIX = 2
"""Characters at the start that are taken as right; slips within them are tried one by one."""

MOST_SLIPS = 2

MORE_OF_TWO = 2
"""Characters more that a word with two slips has."""

MORE_OF_ABJADS = 2
"""Characters more of words written without vowels, which are alike sooner."""

_ABJAD = regex.compile(r"[\p{Hebrew}\p{Arabic}]")
_REPEATED = re.compile(r"(.)\1+")
_ALIKE = str.maketrans("aeiouyøckqszfvwmndt", "aaaaaaakkkssfffnndd")
_POSSESSIVE = regex.compile(r"['’][sS]\Z")
_MARKS = regex.compile(r"\p{Mn}+")
_SPELT = regex.compile(r"[\p{L}\p{M}'’]+")


class Kind(IntEnum):
    """What makes a word another one by mistake, and of how many characters on it is taken for that.

    Of 962 words of real questions that the four archives asked do not hold, 32 get a suggestion and 28 of them a right
    one; with any one letter wrong, from five characters on, 284 get one, and most are another word.
    """

    SWAPPED = 5
    """Two neighbours."""
    DOUBLED = 6
    """A letter once that stands twice, or twice that stands once."""
    SOUNDED = 8
    """A vowel for another, or a consonant that sounds alike."""
    LEFT_OUT = 9
    """A letter too few or too many; not the first nor in the last two, where it makes another word."""


class _Form(NamedTuple):
    """A word of the archive, as it is written there."""

    text: str
    distance: int
    passages: int


def suggest(connection: sqlite3.Connection, words: Sequence[str], languages: Sequence[str]) -> tuple[Suggestion, ...]:
    """For those of a question's words that no article holds, the most alike that one does; at most three."""
    unseen = (word for word in dict.fromkeys(words) if _is_unseen(connection, word, languages))
    meant = ((word, _nearest(connection, word, languages)) for word in islice(unseen, MOST_WORDS))
    return tuple(islice((Suggestion(word, form) for word, form in meant if form), MOST))


def _is_unseen(connection: sqlite3.Connection, word: str, languages: Sequence[str]) -> bool:
    """Whether the archive holds the word in no form, and it is one that may be misspelt."""
    if not Kind.SWAPPED <= len(word) <= LONGEST or not _SPELT.fullmatch(word):
        return False
    terms = [term for reading in readings(word, languages) for term in (*reading.terms, *reading.folded)]
    return not postings.held(connection, terms)


def _nearest(connection: sqlite3.Connection, word: str, languages: Sequence[str]) -> str | None:
    """The word of the archive that is most alike, the more frequent at a tie; None when none is alike enough."""
    typed = _folded(word)
    forms = (
        form
        for term, passages in _alike(connection, word, languages)
        for form in _forms(connection, term, passages, typed)
        if is_slip(typed, _folded(form.text))
    )
    best = min(forms, key=lambda form: (form.distance, -form.passages), default=None)
    return best and best.text


def is_slip(typed: str, meant: str) -> bool:
    """Whether the one is so likely a slip for the other that it may be said; both folded."""
    slips = OSA.distance(typed, meant, score_cutoff=MOST_SLIPS)
    kind = _kind(typed, meant, slips)
    is_within = (typed[:1], typed[-2:]) == (meant[:1], meant[-2:]) or kind is not Kind.LEFT_OUT
    return typed == meant or (_is_allowed(kind, slips, typed) and is_within)


def _is_allowed(kind: Kind | None, slips: int, typed: str) -> bool:
    """Whether what was typed is long enough for so many slips."""
    length = len(typed) - (MORE_OF_ABJADS if _ABJAD.search(typed) else 0)
    return kind is not None and slips <= MOST_SLIPS and length >= kind + MORE_OF_TWO * (slips - 1)


def _kind(typed: str, meant: str, slips: int) -> Kind | None:
    """What so many slips are that make the one of the other; None for those that are as likely another word."""
    is_longer = len(typed) != len(meant)
    if slips == 1 and not is_longer and sorted(typed) == sorted(meant):
        return Kind.SWAPPED
    if (is_longer or slips > 1) and _once(typed) == _once(meant):
        return Kind.DOUBLED
    if _sounds(typed) == _sounds(meant):
        return Kind.SOUNDED
    return Kind.LEFT_OUT if slips == 1 and is_longer else None


def _once(word: str) -> str:
    """The word with every letter that stands twice or more in a row once."""
    return _REPEATED.sub(r"\1", word)


def _sounds(word: str) -> str:
    """The word as slips of the ear have it: vowels alike, and consonants that are taken for each other."""
    return _once(word.translate(_ALIKE))


def _alike(connection: sqlite3.Connection, word: str, languages: Sequence[str]) -> list[tuple[str, int]]:
    """Terms that may stand for what was meant, and how many passages each stands in; the likeliest first."""
    typed = word.casefold()
    terms = postings.beginning(connection, typed[:PREFIX], MOST_ROWS)
    scored = [(distance, term, terms[term]) for term, distance in _near(typed, terms)]
    slipped = _slipped(connection, typed, languages)
    scored += [(1, term, postings.beginning(connection, term, 1).get(term, 1)) for term in slipped]
    scored.sort(key=lambda one: (one[0] + abs(len(typed) - len(one[1])) / 4, -one[2]))
    return [(term, passages) for _, term, passages in scored[:LOOKED_AT]]


def _near(typed: str, terms: Iterable[str]) -> Iterator[tuple[str, int]]:
    """The terms that may be slips for the beginning of what was typed, as a stem is, and how many slips they are."""
    by_length: defaultdict[int, list[str]] = defaultdict(list)
    for term in terms:
        by_length[len(term)].append(term)
    for length in range(max(PREFIX, len(typed) - LONGEST_ENDING), len(typed) + MOST_SLIPS + 1):
        beginnings = {typed[: length + more] for more in (-1, 0, 1)}
        found = sorted(pair for beginning in beginnings for pair in _slips(beginning, by_length[length], typed))
        yield from dict(reversed(found)).items()


def _slips(beginning: str, terms: Sequence[str], typed: str) -> Iterator[tuple[str, int]]:
    """Those of the terms that may be slips for the beginning of what was typed."""
    near = process.extract(beginning, terms, scorer=OSA.distance, score_cutoff=MOST_SLIPS, limit=None)
    for term, slips, _ in near:
        if slips == 0 or _is_allowed(_kind(beginning, term, slips), slips, typed):
            yield term, slips


def _slipped(connection: sqlite3.Connection, typed: str, languages: Sequence[str]) -> frozenset[str]:
    """The terms of what was typed, with a slip within its first letters undone, that the archive holds."""
    pairs = [typed[:at] + typed[at + 1] + typed[at] + typed[at + 2 :] for at in range(PREFIX)]
    dropped = [typed[:at] + typed[at + 1 :] for at in range(PREFIX)]
    undone = [term for form in (*pairs, *dropped) for reading in readings(form, languages) for term in reading.terms]
    return postings.held(connection, undone)


def _forms(connection: sqlite3.Connection, term: str, passages: int, typed: str) -> Iterator[_Form]:
    """The words that the term stands for in a few of its passages, each as it is mostly written there."""
    written: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for passage in articles.passages(connection, postings.some(connection, term, MOST_READ)).values():
        for form in _standing_for(term, passage, articles.get(connection, passage.article_id)):
            written[_folded(form)][form] += 1
    for folded, forms in written.items():
        yield _Form(forms.most_common(1)[0][0], OSA.distance(typed, folded), passages)


def _standing_for(term: str, passage: Passage, article: Article) -> Iterator[str]:
    """The words of a passage, and of the headline that is indexed with it, that are indexed under the term."""
    title, language = article.citation.title or "", article.citation.language
    for text, start, end in ((article.text, passage.start, passage.end), (title, 0, len(title))):
        for word in words(text, language, start, end):
            if term in word.terms:
                yield _POSSESSIVE.sub("", text[word.start : word.end])


def _folded(word: str) -> str:
    """The word without its case, its diacritics and a possessive."""
    return _MARKS.sub("", unicodedata.normalize("NFKD", _POSSESSIVE.sub("", word).casefold()))
