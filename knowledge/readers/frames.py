"""The words between the reading process and its parent: JSON frames, each behind its length."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from knowledge.model import Article, Document
from knowledge.readers.items import Item, Read, Refused

LENGTH = 4
"""Bytes of a frame's length, the greatest first."""
LONGEST_FRAME = 256 * 1_048_576
"""Sixteen times the longest line of a file: no character grows more than that when written as JSON."""

END: dict[str, Any] = {"end": True}


def request(document: Document) -> bytes:
    """A document as a line for the reading process. Names that are not valid Unicode survive, escaped."""
    return json.dumps([document.name, str(document.path)]).encode("ascii") + b"\n"


def requested(line: bytes) -> Document:
    name, path = json.loads(line)
    return Document(name, Path(path))


def frame(item: Item | None) -> bytes:
    """An item, or with None the end of a document, as bytes."""
    content = json.dumps(END if item is None else _content(item)).encode("ascii")
    return len(content).to_bytes(LENGTH) + content


def item_of(content: bytes) -> Item | None:
    """The item that a frame holds, checked again; None at the end of a document."""
    value = json.loads(content)
    if value == END:
        return None
    if "reason" in value:
        return Refused(value["name"], value["reason"])
    return Read(value["name"], Article.model_validate(value["article"]))


def _content(item: Item) -> dict[str, Any]:
    if isinstance(item, Refused):
        return {"name": item.name, "reason": item.reason}
    return {"name": item.name, "article": item.article.model_dump(mode="json")}
