"""The schema.org description (JSON-LD) that a page carries of its article."""

from __future__ import annotations

import json
import re
from contextlib import suppress
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from selectolax.lexbor import LexborHTMLParser

Thing = dict[str, Any]

_ARTICLES = frozenset(
    {
        "AdvertiserContentArticle", "AnalysisNewsArticle", "Article", "BackgroundNewsArticle", "BlogPosting",
        "LiveBlogPosting", "NewsArticle", "OpinionNewsArticle", "Report", "ReportageNewsArticle", "ReviewNewsArticle",
        "SatiricalArticle", "ScholarlyArticle", "TechArticle",
    }
)  # fmt: skip
_NESTING = ("@graph", "mainEntity", "mainEntityOfPage", "hasPart")
_DEEPEST = 6
_WRAPPING = re.compile(r"^\s*(?:<!\[CDATA\[|<!--)?\s*(.*?)\s*(?:-->|\]\]>)?\s*;?\s*$", re.DOTALL)
_TRAILING_COMMA = re.compile(r",\s*([}\]])")


def described_article(tree: LexborHTMLParser) -> Thing:
    """The description that says most, with references to named things inside the page resolved; empty when none is."""
    blocks = [block for script in tree.css('script[type*="ld+json"]') if (block := _loads(script.text())) is not None]
    articles = list(_articles(blocks))
    if not articles:
        return {}
    best = max(articles, key=lambda thing: [bool(thing.get(key)) for key in ("headline", "datePublished", "author")])
    named = {thing["@id"]: thing for thing in _things(blocks) if "name" in thing and isinstance(thing.get("@id"), str)}
    return {key: _resolved(value, named) for key, value in best.items()}


def _loads(script: str) -> object | None:
    """The script's JSON, for which stray wrapping, line breaks in strings and trailing commas are forgiven."""
    source = script
    for pattern in (None, _WRAPPING, _TRAILING_COMMA):  # most need no mending, which takes longer than all the rest
        source = pattern.sub(r"\1", source) if pattern else source
        with suppress(ValueError, RecursionError):
            return json.loads(source, strict=False)  # type: ignore[no-any-return]
    return None


def _articles(value: object, depth: int = 0) -> Iterator[Thing]:
    for thing in _listed(value):
        if isinstance(thing, list) and depth < _DEEPEST:
            yield from _articles(thing, depth + 1)
        elif isinstance(thing, dict) and depth < _DEEPEST:
            if _types(thing) & _ARTICLES:
                yield thing
            for key in _NESTING:
                yield from _articles(thing.get(key), depth + 1)


def _things(value: object, depth: int = 0) -> Iterator[Thing]:
    if depth > _DEEPEST:
        return
    if isinstance(value, dict):
        yield value
    for part in value.values() if isinstance(value, dict) else _listed(value):
        if isinstance(part, dict | list):
            yield from _things(part, depth + 1)


def _types(thing: Thing) -> set[str]:
    return {str(name).rsplit("/", 1)[-1] for name in _listed(thing.get("@type"))}


def _resolved(value: object, named: dict[str, Thing]) -> object:
    if isinstance(value, list):
        return [_resolved(part, named) for part in value]
    if isinstance(value, dict) and "name" not in value and isinstance(value.get("@id"), str):
        return named.get(value["@id"], value)
    return value


def _listed(value: object) -> Iterable[object]:
    return value if isinstance(value, list) else [value]
