"""Whether quoted words hold a known answer. Pure."""

from __future__ import annotations

import unicodedata

import regex

from knowledge.evaluation.questions import Judged

_BOUND = r"[\p{Latin}\p{Cyrillic}\p{Greek}\p{N}]"
"""Letters and digits that make another word of a word. Hebrew and Arabic write "to" and "the" on to the word, and Han
does not part words at all."""


def is_shown(question: Judged, quote: str) -> bool:
    """Whether `quote` holds one of the answers as whole words, or all of an evidence sentence.

    An answer that no evidence sentence states ("yes", "consistent") is not one that could be quoted: for such questions
    only the sentence counts.
    """
    quoted, evidence = _folded(quote), [_folded(one) for one in question.evidence]
    answers = [folded for one in question.answers if (folded := _folded(one))]
    quotable = [one for one in answers if not evidence or any(_holds(sentence, one) for sentence in evidence)]
    return any(sentence in quoted for sentence in evidence) or any(_holds(quoted, one) for one in quotable)


def _holds(text: str, answer: str) -> bool:
    before = rf"(?<!{_BOUND})" if regex.match(_BOUND, answer[0]) else ""
    after = rf"(?!{_BOUND})" if regex.match(_BOUND, answer[-1]) else ""
    return regex.search(before + regex.escape(answer) + after, text) is not None


def _folded(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())
