"""What prose looks like, in any script: whether a line ends a sentence, how much it says, which words it uses."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_ENDS = tuple(".!?…。！？।؟։")
_CLOSING = "\"'”’»)]」』）】 \t\xa0\n"
_OPENING = tuple('"“«„「『')
_UNSPACED = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff\u0e00-\u0e7f]")
_WORD = re.compile(r"\w{4,}")
_SIGNS = re.compile(r"[\W_]+")

_COMMON = frozenset(
    {
        "about", "after", "also", "because", "been", "before", "being", "between", "could", "during", "even", "from",
        "have", "into", "just", "like", "made", "make", "many", "more", "most", "much", "only", "other", "over", "said",
        "some", "such", "than", "that", "their", "them", "then", "there", "these", "they", "this", "under", "very",
        "were", "what", "when", "where", "which", "while", "will", "with", "would", "your",
    }
)  # fmt: skip

_SENTENCE_WEIGHT = 12
"""Words from which a line that ends like a sentence is prose rather than a title or a label."""
_QUOTATION_WEIGHT = 5
_UNENDED_WEIGHT = 45
"""Words from which a line is prose even when its end was cut off."""


def ends_sentence(line: str) -> bool:
    return line.rstrip(_CLOSING).endswith(_ENDS)


def is_cut(text: str) -> bool:
    """Whether the end of a text was cut off, at a fixed width or with dots."""
    return not ends_sentence(text) or text.rstrip(_CLOSING).endswith(("...", "…"))


def weight(line: str) -> int:
    """About how many words a line has; three characters of an unspaced script count as two."""
    words = line.count(" ") + 1
    return words if line.isascii() else words + len(_UNSPACED.findall(line)) * 2 // 3


def is_prose(line: str) -> bool:
    words = weight(line)
    if not ends_sentence(line):
        return words >= _UNENDED_WEIGHT
    return words >= (_QUOTATION_WEIGHT if line.startswith(_OPENING) else _SENTENCE_WEIGHT)


def vocabulary(*texts: str) -> set[str]:
    """Words by which two texts are seen to speak of the same thing: four letters and more, or pairs of characters."""
    return set().union(*map(_words, texts))


def telling_words(*texts: str) -> set[str]:
    """Their vocabulary without the words that every English text has."""
    return vocabulary(*texts) - _COMMON


def repeated_words(texts: Iterable[str]) -> set[str]:
    """Telling words that several of the texts have: the entries of one list share some, other stories do not."""
    times = Counter(word for text in texts for word in telling_words(text))
    return {word for word, count in times.items() if count > 1}


def shared(words: set[str], story: set[str]) -> float:
    """The share of `words` that the story uses too; 0 when there are none."""
    return len(words & story) / len(words) if words else 0.0


def _words(text: str) -> Iterable[str]:
    if unspaced := "".join(_UNSPACED.findall(text)):
        return (unspaced[i : i + 2] for i in range(len(unspaced) - 1))
    return _WORD.findall(text.lower())


def letters(text: str, most: int) -> str:
    """The first letters and figures of a text: what tells it where mark-up has added white space."""
    return _SIGNS.sub("", text[: 4 * most])[:most]
