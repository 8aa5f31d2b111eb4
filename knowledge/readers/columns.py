"""Which column of a table or field of a dump holds what, as whoever loads it says: `title=headline`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowledge.errors import UnusableField

if TYPE_CHECKING:
    from collections.abc import Iterable

    from knowledge.model import Columns

FIELDS = ("title", "body", "author", "date", "updated", "url", "source", "section", "language", "id")


def read_columns(texts: Iterable[str]) -> Columns:
    """The columns that `FIELD=COLUMN` texts name, one a field. Raises UnusableField."""
    columns: dict[str, str] = {}
    for text in texts:
        field, _, column = (part.strip() for part in text.partition("="))
        if not field or not column:
            raise UnusableField(f"“{text}” does not name a field and its column; write it like title=headline.")
        if field not in FIELDS:
            raise UnusableField(f"“{field}” is no field of an article; there are {', '.join(FIELDS)}.")
        if field in columns:
            raise UnusableField(f"The field “{field}” is given two columns; name one.")
        columns[field] = column
    return tuple(columns.items())
