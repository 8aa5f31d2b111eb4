"""A page while it is being read: its text, and what has been found out about stretches of it so far."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from knowledge.model import Article, Citation, Label, Part
from knowledge.readers.bylines import joined

if TYPE_CHECKING:
    from collections.abc import Iterable

    from knowledge.readers.captions import Credit
    from knowledge.readers.dates import StatedDate
    from knowledge.readers.lines import Line


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph of the story, an item of one of its lists, or a subhead."""

    line: Line
    is_subhead: bool = False


@dataclass(slots=True)
class Page:
    text: str
    headline: Line | None = None
    authors: list[str] = field(default_factory=list)
    published: str | None = None
    updated: str | None = None
    body: list[Block] = field(default_factory=list)
    others: list[Part] = field(default_factory=list)
    """Captions, credits and teasers."""

    def add_body(self, lines: Iterable[Line], *, are_subheads: bool = False) -> None:
        self.body += [Block(line, are_subheads) for line in lines]

    def add_caption(self, line: Line, credit: Credit | None = None, alt: Line | None = None) -> None:
        """A caption, the alt text before it, and the credit within its line."""
        if alt:
            self._add(Label.CAPTION, alt.start, alt.end)
        self._add(Label.CAPTION, line.start, line.start + credit.caption_end if credit else line.end)
        if credit:
            self.add_credit(line, credit)

    def add_credit(self, line: Line, credit: Credit | None = None) -> None:
        """A credit within a line, or a line that is one."""
        start, end = credit[1:] if credit else (0, len(line.text))
        self._add(Label.CREDIT, line.start + start, line.start + end)

    def add_teaser(self, title: Line, last: Line) -> None:
        """Another story's advertisement, from its title to the last line of its blurb."""
        self._add(Label.TEASER, title.start, last.end)

    def add_authors(self, names: Iterable[str]) -> None:
        self.authors += [name for name in names if name not in self.authors]

    def add_dates(self, dates: Iterable[StatedDate]) -> None:
        """The first date that is not of an update is when the page was published; the first that is, when changed."""
        for stated in dates:
            if stated.is_update:
                self.updated = self.updated or stated.iso
            else:
                self.published = self.published or stated.iso

    def article(self, citation: Citation | None = None) -> Article:
        """The page as it is stored; by default with the citation that the page itself shows."""
        return Article(citation=citation or self._citation(), text=self.text, parts=self._parts())

    def _citation(self) -> Citation:
        title = self.headline.text if self.headline else None
        return Citation(title=title, byline=joined(self.authors), published=self.published, updated=self.updated)

    def _parts(self) -> tuple[Part, ...]:
        parts = [*self.others, *(_part(Label.BODY, block.line) for block in self.body)]
        if self.headline:
            parts.append(_part(Label.HEADLINE, self.headline))
        return tuple(sorted(parts, key=lambda part: part.start))

    def _add(self, label: Label, start: int, end: int) -> None:
        if end > start:
            self.others.append(Part(label=label, start=start, end=end))


def _part(label: Label, line: Line) -> Part:
    return Part(label=label, start=line.start, end=line.end)
