"""The text of a page that has none of its own: an HTML page's blocks laid out as a plain page has them."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from knowledge.readers.lines import Chunk, Item, Line

if TYPE_CHECKING:
    from collections.abc import Iterable

_PARAGRAPH, _LINE, _CREDIT = "\n\n", "\n", "  "
_BULLET, _INDENT = "  • ", "    "


class Sheet:
    """Grows by lines, and says where each of them stands in its text."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._length = 0

    @property
    def text(self) -> str:
        return "".join(self._pieces)

    def paragraph(self, text: str) -> Line:
        return self._write(text, _PARAGRAPH)

    def line(self, text: str) -> Line:
        """A line right below the last one."""
        return self._write(text, _LINE)

    def credit(self, text: str) -> Line:
        """A credit behind its caption, on the same line."""
        return self._write(text, _CREDIT)

    def bullets(self, items: Iterable[tuple[str, ...]]) -> Chunk:
        written = tuple(self._item(paragraphs) for paragraphs in items)
        return Chunk(tuple(chain.from_iterable(item.lines for item in written)), written)

    def _item(self, paragraphs: tuple[str, ...]) -> Item:
        first = self._write(paragraphs[0], _PARAGRAPH + _BULLET)
        others = (self._write(text, _PARAGRAPH + _INDENT) for text in paragraphs[1:])
        return Item(((first,), *((line,) for line in others)))

    def _write(self, text: str, before: str) -> Line:
        before = before if self._pieces else before.lstrip("\n")
        self._pieces += [before, text]
        start = self._length + len(before)
        self._length = start + len(text)
        return Line(start, text)
