"""What people put into the fields of an article's description, in JSON-LD, meta tags, JSON files: read or ignored."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from knowledge.characters import one_line
from knowledge.readers.bylines import plain_name

if TYPE_CHECKING:
    from collections.abc import Iterator

_TAG = re.compile(r"<[^<>]{0,1000}>")
_LANGUAGE = re.compile(r"([A-Za-z]{2})(?:[-_].*)?")
_LONGEST_URL = 2_000
_DEEPEST = 4


def words_of(value: object) -> str | None:
    """The words of a title or a name, without mark-up and entities; None when there are none."""
    if isinstance(value, list) and value:
        value = value[0]
    if isinstance(value, dict):
        value = value.get("@value") or value.get("name") or value.get("title")
    return one_line(html.unescape(_TAG.sub(" ", value))) or None if isinstance(value, str) else None


def names_in(value: object, depth: int = 0) -> list[str]:
    """The authors whom a field names: a name, a thing with a name, or a list of such."""
    return list(_names(value, depth))


def _names(value: object, depth: int) -> Iterator[str]:
    if isinstance(value, str) and (name := plain_name(one_line(value))):
        yield name
    elif isinstance(value, dict) and depth < _DEEPEST:
        yield from _names(value.get("name"), depth + 1)
    elif isinstance(value, list) and depth < _DEEPEST:
        for part in value:
            yield from _names(part, depth + 1)


def web_address(value: object) -> str | None:
    """An address that may become a link, or None."""
    if isinstance(value, dict):
        value = value.get("@id") or value.get("url")
    if not isinstance(value, str) or len(value) > _LONGEST_URL:
        return None
    address = one_line(value)
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    return address if parts.scheme in {"http", "https"} and parts.hostname and " " not in address else None


def language_of(value: object) -> str | None:
    """The two letters of a language tag ("en-US" is "en"). Longer codes would only hide a language from its stemmer."""
    match = _LANGUAGE.fullmatch(value.strip()) if isinstance(value, str) else None
    return match[1].lower() if match else None
