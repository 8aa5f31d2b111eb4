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
from knowledge.readers.summaries import is_cut_by_service, teaser_of

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable

    from knowledge.model import Columns

Fields = dict[str, Any]

NAMES: dict[str, tuple[str, ...]] = {
    "body": ("body", "text", "content", "articleBody"),
    "title": ("title", "headline"),
    "author": ("author", "authors", "byline", "creator"),
    "date": (
        "date", "published", "published_at", "publishedAt", "pub_date", "pubDate", "datePublished", "date_published",
    ),
    "updated": ("updated", "updated_at", "updatedAt", "modified", "modified_at", "dateModified", "date_modified"),
    "url": ("url", "link"),
    "source": ("source", "publisher", "publication", "outlet"),
    "section": ("section", "articleSection", "section_name", "category"),
    "language": ("language", "lang", "inLanguage"),
    "id": ("id", "external_id"),
}  # fmt: skip
"""What dumps call the fields of an article."""
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


def names_of(field: str, columns: Columns = ()) -> tuple[str, ...]:
    """What a field is called: as `columns` says, or else as is usual."""
    return next(((column,) for name, column in columns if name == field), NAMES[field])


def listed(value: object, columns: Columns = ()) -> list[object] | None:
    """The articles that a value lists, under one of the usual names or by itself; None when it is no list of any."""
    if isinstance(value, list):
        return value
    if not isinstance(value, dict) or _first(value, names_of("body", columns), _body):
        return None
    lists = [value[name] for name in _LISTS if isinstance(value.get(name), list)]
    return lists[0] if len(lists) == 1 else None


def read_fields(value: object, columns: Columns = ()) -> Article:
    """The article that a JSON object describes; Unreadable, with the reason, when it describes none."""
    if not isinstance(value, dict):
        raise Unreadable("is not a JSON object with the fields of an article")
    names = names_of("body", columns)
    body = _first(value, names, _body)
    if not body:
        raise Unreadable(f"has no text: none of the fields {', '.join(names)} holds any")
    citation = _citation(value, columns)
    return teaser_of(citation, body) if is_cut_by_service(body) else Article.compose(body, citation)


def require(columns: Columns, known: Collection[str], what: str) -> None:
    """Unreadable when nothing of a dump has a field that one was told to read: its articles would lack it silently."""
    if missing := next((pair for pair in columns if pair[1] not in known), None):
        field, column = missing
        raise Unreadable(f"has no {what} “{column}”, which the field “{field}” was to be read from")


def _citation(fields: Fields, columns: Columns) -> Citation:
    def said(field: str, read: Callable[[object], str | None]) -> str | None:
        return _first(fields, names_of(field, columns), read)

    return Citation(
        external_id=said("id", _identifier),
        title=said("title", words_of),
        byline=said("author", lambda value: joined(names_in(value))),
        source=said("source", words_of),
        section=said("section", words_of),
        published=said("date", iso_date),
        updated=said("updated", iso_date),
        url=said("url", web_address),
        language=said("language", language_of),
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
