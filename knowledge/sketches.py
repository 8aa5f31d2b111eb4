"""Whether two articles print the same story, from a few hundred hashes of each. It knows no database and no question.

A sketch is a sample of an article's shingles, four neighbouring words each: all of those with a figure in them and one
in RATE of the others, chosen by their hash, so that two articles keep the same ones. The share that two sketches have
in common of the smaller one is the share of the shorter article that stands in the longer, however short it was cut.
Figures are kept whole because they are what tells apart two notices of one form: results, rates, the weather.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import regex

from knowledge.model import Article, Label

RATE = 8
"""With one in 8 a sketch takes an eighth of its text's bytes; with one in 4, or all, as many pairs are mistaken."""

LEAST = 80
"""Shingles that the shorter article must have, about as many as words: with fewer, a form with one name changed is as
alike as a story sent twice. Among 29,641 wire stories, mostly of 20 to 150 words, 399 pairs are the same from 64 on,
356 from 80, 291 from 100; of those 19, 12 and 6 are over three days apart and, read, other stories of one form."""

SAME = 0.7
"""Containment from which on two articles are the same story. Of those wire stories and of 11,092 Chinese articles 1,932
pairs are at .5 or more, 1,698 at .6, 1,533 at .7 and 1,367 at .8; over three days apart 127, 34, 21 and 15. Read, a
dozen pairs a step: above .8 nearly all are a story sent again; at .7 to .8 three in four, corrected or with another
lead; below, more and more bonds and loans of other companies, and at .6 to .7 one newsletter with each day's news. Of
1,200 longer articles in English and Chinese all but one were the same cut to half or with a paragraph put in, 99 % cut
to a quarter, 78 % cut to half with a paragraph, 93 % with 5 % of the words changed, 28 % with 10 %; of others none."""

SAME_FIGURES = 0.6
"""As SAME, of the shingles with figures. Of the Chinese pairs at SAME it leaves 1,177 of 4,585, and of those over three
days apart 9 of 2,049: the others are notices of one form about other shares and funds. At .7 another 6 % would go,
mostly stories with another dateline."""

FEWEST = 4
"""Hashes of a short article that are enough to say that another with just the same ones is the same."""

ENOUGH_FIGURES = 5
"""Shingles with figures that the shorter article must have for them to speak against: one figure stands in four."""

TELLING = 4
"""The smallest hashes of a sketch, which are as good as any: two articles with half of their shingles in common share
one of four with a probability of .94, with four fifths of them .998."""

LONGEST = 1_000_000
"""Characters of an article that are looked at, which takes 40 MB for a moment."""

SHINGLE = 4
"""Words, or characters of a script that does not part its words."""

HASH = np.dtype("<u4")
"""Its lowest bit says whether the shingle holds a figure."""

_Codes = npt.NDArray[np.uint32]
_Hashes = npt.NDArray[np.uint64]
_Kinds = npt.NDArray[np.uint8]
_Flags = npt.NDArray[np.bool_]

_GAP, _ALONE, _LETTER, _DIGIT = 1, 2, 3, 4  # and 0 for what is passed over within a word: don't, U.S., 1,200
_KIND = regex.compile(
    r"""
      (?P<gap> [\s\p{Pd}/…] )
    | (?P<alone> [\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}] )
    | (?P<letter> [\p{L}\p{M}\p{Nl}\p{No}] )
    | (?P<digit> \p{Nd} )
    """,
    flags=regex.V1 | regex.VERBOSE,
)
_LAST = 0xFFFF  # rarer characters count as this one's kind, alone: nearly all of them are Han

_MIX = np.uint64(0x9E3779B97F4A7C15)
_MIX_AGAIN = np.uint64(0xD6E8FEB86659FD93)  # any odd numbers would do; these spread well
_HALF = np.uint64(32)
_FIGURE = np.uint64(1)
_PLACES = 64  # characters of a word whose order counts


def sketch(article: Article) -> bytes:
    """Hashes of the article's own words, sorted, each once, as little-endian uint32; empty where it says nothing."""
    label = Label.TEASER if article.is_teaser else Label.BODY
    hashes = _shingles("\n".join(part.of(article.text) for part in article.labelled(label))[:LONGEST])
    return _unique(hashes[(hashes & 1 == 1) | ((hashes >> 1) % RATE == 0)]).tobytes()


def telling(sketch: bytes) -> list[int]:
    """The few hashes by which an article that prints the same story is found; none where it is too short to say."""
    hashes = np.frombuffer(sketch, HASH)
    return hashes[:TELLING].tolist() if _size(hashes) >= LEAST else []


class _Sample(NamedTuple):
    """What a sketch has in common with any of those it is compared with, and how much the whole of it is."""

    figures: frozenset[int]
    """Shingles with a figure; all of them are in a sketch."""
    others: frozenset[int]
    """Of the rest it is one in RATE."""
    figure_count: int
    size: int
    """Of the article, in shingles, estimated."""
    sketch: bytes


def containment(one: bytes, other: bytes) -> float:
    """The share of the shorter article that stands in the longer, estimated; 0 where it is too short to say."""
    first, second = _samples([one, other])
    smaller = min(first.size, second.size)
    return _common(first, second) / smaller if smaller >= LEAST else 0.0


def same_stories(ids: Sequence[int], sketches: Mapping[int, bytes]) -> list[list[int]]:
    """The articles in groups of one story, all in the order given; what has no sketch is alone.

    Each is the same as its group's first, so nothing is passed on: what only its second holds is another group's.
    """
    groups: list[tuple[_Sample, list[int]]] = []
    for article_id, sample in zip(ids, _samples([sketches.get(one, b"") for one in ids]), strict=True):
        group = next((members for first, members in groups if _are_same(first, sample)), None)
        if group is None:
            groups.append((sample, [article_id]))
        else:
            group.append(article_id)
    return [members for _, members in groups]


def _samples(sketches: Sequence[bytes]) -> list[_Sample]:
    """Each sketch without what it alone has: of stories that are not the same, next to nothing is left to compare."""
    held = [np.frombuffer(one, HASH) for one in sketches]
    if not held:
        return []
    distinct, counts = np.unique(np.concatenate(held), return_counts=True)
    shared = distinct[counts > 1]
    return [_sample(hashes, hashes[np.isin(hashes, shared, assume_unique=True)]) for hashes in held]


def _sample(hashes: _Codes, shared: _Codes) -> _Sample:
    figure_count, size = int(np.count_nonzero(hashes & 1)), _size(hashes)
    is_figure = shared & 1 == 1
    figures, others = frozenset(shared[is_figure].tolist()), frozenset(shared[~is_figure].tolist())
    return _Sample(figures, others, figure_count, size, hashes.tobytes())


def _size(hashes: _Codes) -> int:
    """Of the article, in shingles, estimated."""
    figures = int(np.count_nonzero(hashes & 1))
    return figures + RATE * (len(hashes) - figures)


def _are_same(one: _Sample, other: _Sample) -> bool:
    """Whether they are one story: as alike as SAME says or, too short to say, with just the same hashes."""
    if len(one.sketch) >= FEWEST * HASH.itemsize and one.sketch == other.sketch:
        return True
    smaller = min(one.size, other.size)
    if smaller < LEAST or _common(one, other) < SAME * smaller:
        return False
    figures = min(one.figure_count, other.figure_count)
    return figures < ENOUGH_FIGURES or len(one.figures & other.figures) >= SAME_FIGURES * figures


def _common(one: _Sample, other: _Sample) -> int:
    return len(one.figures & other.figures) + RATE * len(one.others & other.others)


def _shingles(text: str) -> _Codes:
    """A hash of every four neighbouring words, whatever their case and the marks between them."""
    codes, kinds, is_start = _characters(text)
    starts = is_start.nonzero()[0]
    if len(starts) < SHINGLE:
        return np.zeros(0, HASH)
    first, second, third, fourth = _neighbours(_words(codes, starts))
    mixed = ((first * _MIX + second) * _MIX + third) * _MIX + fourth
    mixed = (mixed ^ mixed >> _HALF) * _MIX_AGAIN >> _HALF
    first, second, third, fourth = _neighbours(kinds[starts] == _DIGIT)
    hashes: _Codes = (mixed & ~_FIGURE | first | second | third | fourth).astype(HASH)
    return hashes


def _neighbours(words: npt.NDArray[Any]) -> Iterator[npt.NDArray[Any]]:
    """What stands first in each shingle, what second, and so on."""
    count = len(words) - SHINGLE + 1
    return (words[place : place + count] for place in range(SHINGLE))


def _characters(text: str) -> tuple[_Codes, _Kinds, _Flags]:
    """The characters of all words, each one's kind, and whether a word starts with it."""
    codes = np.frombuffer(text.casefold().encode("utf-32-le"), HASH)
    kinds = _kinds().take(codes, mode="clip")
    seen = kinds > 0
    codes, kinds = codes[seen], kinds[seen]
    is_start = kinds > _GAP
    kept = is_start.copy()
    is_start[1:] &= (kinds[1:] == _ALONE) | (kinds[:-1] < _LETTER)
    return codes[kept], kinds[kept], is_start[kept]


def _words(codes: _Codes, starts: npt.NDArray[np.intp]) -> _Hashes:
    """A hash of each word: the sum of its characters, each times a number of its place."""
    places = np.arange(len(codes))
    places -= starts.repeat(np.append(starts[1:], len(codes)) - starts)
    return np.add.reduceat(_weights().take(places, mode="clip") * codes, starts)


def _unique(hashes: _Codes) -> _Codes:
    """In order, each once: in a fifth of the time that numpy's own takes for so few."""
    ordered = np.sort(hashes)
    is_new = np.ones(len(ordered), np.bool_)
    is_new[1:] = ordered[1:] != ordered[:-1]
    return ordered[is_new]


@cache
def _weights() -> _Hashes:
    return np.multiply.accumulate(np.full(_PLACES, _MIX, np.uint64))


@cache
def _kinds() -> _Kinds:
    """The kind of every character up to _LAST; 30 ms, once."""
    kinds = np.zeros(_LAST + 1, np.uint8)
    for match in _KIND.finditer("".join(map(chr, range(_LAST)))):
        kinds[match.start()] = match.lastindex or 0
    kinds[_LAST] = _ALONE
    return kinds
