"""The pictures of an HTML page's story: what is written under them, who took them, what their alt text says."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from knowledge.characters import one_line
from knowledge.readers.captions import credit_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from selectolax.lexbor import LexborHTMLParser, LexborNode

_STORY = 'article, main, [itemprop~="articleBody"]'
_FOREIGN = frozenset({"a", "aside", "footer", "li", "nav"})
"""A picture inside one of these advertises something else."""
_CREDIT_CLASS = re.compile(r"(?i)credit|copyright|photographer|attribution|source")
_FILE_NAME = re.compile(r"(?i)\.(?:jpe?g|png|gif|webp|svg)\b|^\S*$")
_LONGEST_ALT = 300
_RECOGNISED = 60
"""So many characters of a paragraph tell whether an element holds it."""


@dataclass(frozen=True, slots=True)
class Figure:
    whole: str
    """Caption and credit as the page prints them together."""
    caption: str
    credit: str | None = None
    alt: str | None = None


def figures_of(tree: LexborHTMLParser, paragraphs: Iterable[str]) -> list[Figure]:
    """The captioned pictures inside the element that holds the story, each once."""
    holds_story = _containers(tree, [paragraph[:_RECOGNISED] for paragraph in paragraphs])
    found = (_figure(node) for node in tree.css("figure") if _is_in_story(node, holds_story))
    return list({figure.caption: figure for figure in found if figure}.values())


def _containers(tree: LexborHTMLParser, beginnings: list[str]) -> dict[int, bool]:
    """Which of the elements that may hold the story do; a page without such elements is one itself."""
    nodes = tree.css(_STORY) or tree.css("body")
    return {node.mem_id: _holds_any(node, beginnings) for node in nodes}


def _holds_any(node: LexborNode, beginnings: list[str]) -> bool:
    text = one_line(node.text(separator=" "))
    return any(beginning in text for beginning in beginnings)


def _is_in_story(node: LexborNode, holds_story: dict[int, bool]) -> bool:
    """Whether the nearest element around the picture that may hold a story holds this one."""
    parent = node.parent
    while parent is not None and parent.tag not in _FOREIGN:
        if parent.mem_id in holds_story:
            return holds_story[parent.mem_id]
        parent = parent.parent
    return False


def _figure(node: LexborNode) -> Figure | None:
    caption = node.css_first("figcaption")
    if caption is None:
        return None
    whole = _words(caption)
    credit = next((text for part in caption.css("*") if _is_credit(part) and (text := _words(part)) != whole), None)
    if credit and credit in whole:
        text = one_line(whole.replace(credit, " "))
        return Figure(whole, text, _bare(credit), _alt(node, text)) if text else None
    return _judged_by_text(whole, node)


def _judged_by_text(whole: str, node: LexborNode) -> Figure | None:
    credit = credit_of(whole)
    text = whole[: credit.caption_end] if credit else whole
    return Figure(whole, text, whole[credit.start : credit.end] if credit else None, _alt(node, text)) if text else None


def _is_credit(node: LexborNode) -> bool:
    return bool(_CREDIT_CLASS.search(node.attributes.get("class") or ""))


def _alt(node: LexborNode, caption: str) -> str | None:
    image = node.css_first("img[alt]")
    alt = one_line(image.attributes.get("alt") or "") if image else ""
    is_telling = alt and len(alt) <= _LONGEST_ALT and not _FILE_NAME.search(alt)
    return alt if is_telling and alt.casefold() not in caption.casefold() else None


def _words(node: LexborNode) -> str:
    return one_line(node.text(separator=" "))


def _bare(credit: str) -> str:
    return credit.strip("() ") or credit
