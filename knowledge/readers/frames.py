"""The words between the reading process and its parent: JSON frames, each behind its length."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from knowledge.model import Article, Document
from knowledge.readers.items import At, Read, Refused, Step

LENGTH = 4
"""Bytes of a frame's length, the greatest first."""
LONGEST_FRAME = 256 * 1_048_576
"""Sixteen times the longest line of a file: no character grows more than that when written as JSON."""

END: dict[str, Any] = {"end": True}


def request(document: Document, passed: int = 0) -> bytes:
    """A document as a line for the reading process, and how many of its entries it need not read again.

    Names that are not valid Unicode survive, escaped.
    """
    told = [document.name, str(document.path), document.columns, document.url, document.sent_as, passed]
    return json.dumps(told).encode("ascii") + b"\n"


def requested(line: bytes) -> tuple[Document, int]:
    name, path, columns, url, sent_as, passed = json.loads(line)
    return Document(name, Path(path), tuple((field, column) for field, column in columns), url, sent_as), passed


def frame(step: Step | None) -> bytes:
    """A step of reading, or with None the end of a document, as bytes."""
    content = json.dumps(END if step is None else _content(step)).encode("ascii")
    return len(content).to_bytes(LENGTH) + content


def step_of(content: bytes) -> Step | None:
    """The step that a frame holds, an article checked again; None at the end of a document."""
    value = json.loads(content)
    if value == END:
        return None
    if "at" in value:
        return At(value["at"])
    if "reason" in value:
        return Refused(value["name"], value["reason"])
    return Read(value["name"], Article.model_validate(value["article"]), value["note"])


def _content(step: Step) -> dict[str, Any]:
    if isinstance(step, At):
        return {"at": step.name}
    if isinstance(step, Refused):
        return {"name": step.name, "reason": step.reason}
    return {"name": step.name, "article": step.article.model_dump(mode="json"), "note": step.note}
