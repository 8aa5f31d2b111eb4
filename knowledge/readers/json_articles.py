"""Articles as dumps, feeds and interfaces bring them: JSON objects with the usual field names."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from knowledge.characters import clean, one_line
from knowledge.errors import Unreadable
from knowledge.model import Article, Citation
from knowledge.readers.bylines import joined
from knowledge.readers.dates import iso_date
from knowledge.readers.fields import language_of, names_in, web_address, words_of
from knowledge.readers.markup import text_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

Fields = dict[str, Any]

_BODY = ("body", "text", "content", "articleBody")
_TITLE = ("title", "headline")
_AUTHOR = ("author", "authors", "byline", "creator")
_DATE = ("date", "published", "published_at", "publishedAt", "pub_date", "pubDate", "datePublished", "date_published")
_ADDRESS = ("url", "link")
_SOURCE = ("source", "publisher", "outlet")
_LANGUAGE = ("language", "lang", "inLanguage")
_ID = ("id", "external_id")
_LISTS = ("articles", "items", "data", "results")
_LONGEST_ID = 500


def parsed(source: str) -> object:
    """The value of a JSON text; Unreadable, with the reason, when it is none."""
    try:
        return json.loads(source, parse_constant=_nothing)
    except json.JSONDecodeError as error:
        raise Unreadable(f"is not valid JSON: {error.msg} at character {error.pos + 1}") from None
    except RecursionError:
        raise Unreadable("is JSON nested too deeply to be an article") from None
    except ValueError:
        raise Unreadable("is JSON with a number too long to read") from None


def _nothing(_: str) -> None:
    """NaN and the infinities, which JSON does not have, say nothing."""


def listed(value: object) -> list[object] | None:
    """The articles that a value lists, under one of the usual names or by itself; None when it is no list of any."""
    if isinstance(value, list):
        return value
    if not isinstance(value, dict) or _first(value, _BODY, _body):
        return None
    lists = [value[name] for name in _LISTS if isinstance(value.get(name), list)]
    return lists[0] if len(lists) == 1 else None


def read_fields(value: object) -> Article:
    """The article that a JSON object describes; Unreadable, with the reason, when it describes none."""
    if not isinstance(value, dict):
        raise Unreadable("is not a JSON object with the fields of an article")
    body = _first(value, _BODY, _body)
    if not body:
        raise Unreadable(f"has no text: none of the fields {', '.join(_BODY)} holds any")
    return Article.compose(body, _citation(value))


def _citation(fields: Fields) -> Citation:
    return Citation(
        external_id=_first(fields, _ID, _identifier),
        title=_first(fields, _TITLE, words_of),
        byline=_first(fields, _AUTHOR, lambda value: joined(names_in(value))),
        source=_first(fields, _SOURCE, words_of),
        published=_first(fields, _DATE, iso_date),
        url=_first(fields, _ADDRESS, web_address),
        language=_first(fields, _LANGUAGE, language_of),
    )


def _first(fields: Fields, names: Iterable[str], read: Callable[[object], str | None]) -> str | None:
    """What the first of the named fields that says anything says."""
    return next(filter(None, (read(fields[name]) for name in names if name in fields)), None)


def _body(value: object) -> str | None:
    """The text of a string, or of a list of paragraphs, without mark-up; None when there is no letter in it."""
    if isinstance(value, list) and all(isinstance(part, str) for part in value):
        value = "\n\n".join(value)
    text = text_of(clean(value)) if isinstance(value, str) else ""
    return text if any(map(str.isalnum, text)) else None


def _identifier(value: object) -> str | None:
    if isinstance(value, bool) or not isinstance(value, str | int):
        return None
    return one_line(str(value))[:_LONGEST_ID]
