"""A quote as a card shows it: behind its bar, and beside it what its relative dates mean. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot import limits
from bot.escaping import beginning, ending, fitted, isolated, quotation, visible
from knowledge import wording

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.escaping import Piece
    from knowledge import Excerpt, Span


def block(excerpt: Excerpt, context: tuple[str, str] = ("", "")) -> str:
    """The quote behind its bar, the sentence that answers in bold; where it was cut is marked outside it.

    `context` is what stands before and after it, shown as far as there is room.
    """
    reference, quote = excerpt.reference, excerpt.quote
    start, end = _window(quote, reference.sentence)
    before, after = context[0] * (start == 0), context[1] * (end == len(quote))
    room = limits.CONTEXT + (limits.QUOTE - _takes(quote[start:end])) // 2
    near, far = _cut(before, room, ending), _cut(after, room, beginning)
    pieces = [(near, False), *_sentence_in(quote, reference.sentence, start, end), (far, False)]
    is_cut_before = start > 0 or near != before or (reference.is_cut_before and not before)
    is_cut_after = end < len(quote) or far != after or (reference.is_cut_after and not after)
    return "\n".join([*["…"] * is_cut_before, quotation(pieces), *["…"] * is_cut_after])


def meanings(excerpt: Excerpt) -> str:
    """What the relative dates among the words shown mean, to stand beside the quote; empty when there are none."""
    start, end = _window(excerpt.quote, excerpt.reference.sentence)
    within = (it for it in excerpt.resolved if start <= it.start < it.end <= end)
    said = dict.fromkeys(wording.meaning(excerpt.quote[it.start : it.end], it.iso, _word) for it in within)
    return f"-# {' · '.join(list(said)[: wording.MOST])}" if said else ""


def _word(text: str) -> str:
    return isolated(fitted(text, limits.MEANINGS // 6))


def _window(quote: str, sentence: Span) -> Span:
    """The part of a quote that fits: from its start, or from the sentence that answers when that lies too far."""
    is_far = _takes(quote[: sentence[1]]) > limits.QUOTE
    start = sentence[0] if is_far and visible(quote[sentence[0] :]) else 0
    return start, start + len(_cut(quote[start:], limits.QUOTE, beginning))


def _cut(text: str, room: int, cut: Callable[[str, int], str]) -> str:
    limit = room
    while (taken := _takes(text)) > room:
        text = cut(text, limit)
        limit = min(limit - 1, limit * room // taken)
    return text


def _takes(text: str) -> int:
    """The most that `text` takes in a quotation, whichever part of it is emphasised."""
    return limits.length(quotation([(text, True)])) + 2


def _sentence_in(quote: str, sentence: Span, start: int, end: int) -> list[Piece]:
    first, last = (min(max(offset, start), end) for offset in sentence)
    return [(quote[start:first], False), (quote[first:last], True), (quote[last:end], False)]
