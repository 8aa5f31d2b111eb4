"""Question to terms: which of its words say what it is about, and what each may stand under in the index."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import regex

from knowledge.stopwords import PICTURES, QUESTION_CHARACTERS, TAKING, spoken_by
from knowledge.words import Reading, readings

MOST_CHARACTERS = 10_000
"""Of a question: what follows is not read."""

MOST_WORDS = 64
"""Of a question: the longest of 3,000 real ones has 41. What follows is not looked for."""

_ASKING = regex.compile("|".join(sorted(QUESTION_CHARACTERS, key=len, reverse=True)))


@dataclass(frozen=True, slots=True)
class Asked:
    """A word that the question is about: as it was typed, and every term it may stand under."""

    text: str
    terms: tuple[str, ...]
    folded: tuple[str, ...] = ()
    """What it stands under without its diacritics: looked for when nothing stands under `terms`."""


@dataclass(frozen=True, slots=True)
class Query:
    """A question as it is looked for; each word once."""

    words: tuple[Asked, ...]

    @property
    def pictured(self) -> frozenset[int]:
        """The positions of the words that a caption answers by being one: "who took the picture of ..."."""
        plain = [_plain(word.text) for word in self.words]
        if PICTURES.isdisjoint(plain):
            return frozenset()
        return frozenset(position for position, word in enumerate(plain) if word in PICTURES | TAKING)

    @property
    def terms(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(term for word in self.words for term in word.terms))

    @property
    def in_doubt(self) -> tuple[str, ...]:
        """The terms of words with diacritics: who writes Łódź means łódź, unless the archive only has lodz."""
        return tuple(term for word in self.words if word.folded for term in word.terms)

    def settled(self, held: Collection[str]) -> Query:
        """The query for an archive that holds these of the terms in doubt. Looked for both ways, a word would count
        twice where it is written in full: the right article is first in 1.4 points fewer Norwegian questions.
        """
        return Query(tuple(_settled(word, held) for word in self.words))


def understand(text: str, languages: Sequence[str] = ()) -> Query:
    """The query that `text` makes of an archive in these languages, most frequent first. Any text makes one."""
    text = _ASKING.sub(lambda found: " " * len(found[0]), text[:MOST_CHARACTERS])
    typed = list(readings(text, languages))
    stop = spoken_by((_plain(word.text) for word in typed), languages)
    telling = [told for word in typed if (told := _telling(word, stop)).terms]
    asked = telling or [Asked(*word) for word in typed if word.terms or word.folded]
    return Query(tuple({(word.terms, word.folded): word for word in asked}.values())[:MOST_WORDS])


def _settled(word: Asked, held: Collection[str]) -> Asked:
    if not word.folded or any(term in held for term in word.terms):
        return word
    return Asked(word.text, word.terms + word.folded)


def _telling(word: Reading, stop: frozenset[str]) -> Asked:
    """The word with the terms that say something: all, or none of a stop word; of US and IT only the acronym."""
    if _plain(word.text) not in stop:
        return Asked(*word)
    return Asked(word.text, tuple(term for term in word.terms if term != term.casefold()))


def _plain(word: str) -> str:
    return word.casefold().replace("’", "'").replace(".", "").removesuffix("'s")
