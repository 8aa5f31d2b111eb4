"""Newsletters that tell of stories elsewhere: a link with its blurb is a teaser, the rest is the sender's.

Extractors made for pages find little in them, for they are tables of links. A letter that is one story is theirs.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from knowledge.characters import one_line
from knowledge.readers.entries import MEBIBYTE
from knowledge.readers.fields import web_address
from knowledge.readers.markup import encoded, page_of
from knowledge.readers.page import Page
from knowledge.readers.prose import is_prose, weight
from knowledge.readers.sheet import Sheet

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from knowledge.model import Article
    from knowledge.readers.markup import Element

_LEAST_STORIES = 4
_LEAST_SHARE = 0.5
"""Of the words: in 75 newsletters, lists of links had .6 to 1, letters up to .35."""
_LEAST_TITLE, _LEAST_LONELY_TITLE, _LONGEST_TITLE = 3, 4, 30
"""Words of a link that may be a title, with a blurb and without: fewer are "Read more" or a name."""
_LEAST_BLURB = 8
_LONGEST_MAIL = 5 * MEBIBYTE
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_BLOCKS = _HEADINGS | {
    "address", "article", "blockquote", "br", "center", "dd", "div", "dl", "dt", "footer", "header", "hr", "li", "main",
    "ol", "p", "pre", "section", "table", "tbody", "td", "th", "tr", "ul",
}  # fmt: skip
_UNREAD = frozenset({"head", "script", "style", "title", "template", "noscript"})
_HIDDEN = re.compile(r"(?i)(?:display:none|visibility:hidden|mso-hide:all|max-height:0|font-size:0)")
_OF_MAILING = re.compile(
    r"""(?ix)
      unsubscri | preferences | \b(?:view|read|open)\b .{0,30} \b(?:browser|on[ ]the[ ]web|online|web[ ]version)\b
    | forward[ ](?:this|to) | \b(?:received|receiving|receive|getting|get)[ ]this\b | sent[ ]to[ ]\S+@
    | copyright | © | all[ ]rights[ ]reserved | p\.?o\.?[ ]box
    | abmelden | abbestellen | im[ ]browser | hier[ ]klicken | klicken[ ]sie[ ]bitte
    | d[ée]sinscri | se[ ]d[ée]sabonner | uitschrijven | afmelden | bekijk .{0,30} browser | darse[ ]de[ ]baja
    | cancelar .{0,20} suscripci | avregistrer | meld[ ]deg[ ]av | avsluta[ ]prenumeration | annulla .{0,10} iscrizione
    """
)
"""What a mailing says of itself."""
_JOINT = " \t—–-:|·•»→"


@dataclass(slots=True)
class Block:
    """A line of a mail, and how much of its beginning is a link."""

    text: str = ""
    linked: str = ""
    address: str | None = None
    is_heading: bool = False

    @property
    def title(self) -> str | None:
        """The title that it begins with, or is; None when it begins with none."""
        title = one_line(self.linked)
        is_blurb = is_prose(title) and title == one_line(self.text)
        is_title = _LEAST_TITLE <= weight(title) <= _LONGEST_TITLE and not is_blurb
        return title if is_title and not _OF_MAILING.search(title) else None


@dataclass(slots=True)
class Piece:
    """A story that is told of; without a title, words of the sender."""

    title: str | None
    address: str | None = None
    lines: list[str] = field(default_factory=list)

    @property
    def words(self) -> int:
        return sum(map(weight, filter(None, (self.title, *self.lines))))


def digest_of(markup: str, subject: str | None) -> Article | None:
    """The newsletter as a page of teasers; None when it is not mainly a list of stories elsewhere."""
    root = page_of(encoded(markup)) if len(markup) <= _LONGEST_MAIL else None
    pieces = [] if root is None else _parted(list(_pieces(_blocks(root))))
    stories = [piece for piece in pieces if piece.title]
    share = sum(piece.words for piece in stories) / max(1, sum(piece.words for piece in pieces))
    return _laid_out(pieces, subject) if len(stories) >= _LEAST_STORIES and share >= _LEAST_SHARE else None


def _laid_out(pieces: list[Piece], subject: str | None) -> Article:
    sheet, page = Sheet(), Page("")
    page.headline = sheet.paragraph(subject) if subject else None
    for piece in pieces:
        if piece.title:
            title = sheet.paragraph(piece.title)
            page.add_teaser(title, [title, *map(sheet.line, piece.lines)][-1])
        else:
            page.add_body(map(sheet.paragraph, piece.lines))
    page.text = sheet.text
    return page.article()


def _parted(pieces: list[Piece]) -> list[Piece]:
    """Without links that are no titles, and with what follows the last story's blurb as a piece of its own."""
    kept = [piece for piece in pieces if piece.lines or weight(piece.title or "") >= _LEAST_LONELY_TITLE]
    if len(kept) > 1 and kept[-1].title:
        most = max(len(piece.lines) for piece in kept[:-1])
        kept.append(Piece(None, lines=kept[-1].lines[most:]))
        del kept[-2].lines[most:]
    return kept


def _pieces(blocks: Iterable[Block]) -> Iterator[Piece]:
    """The stories with their blurbs. Names of sections, of authors and of sites say nothing by themselves."""
    begun = Piece(None)
    for block in blocks:
        title, text = block.title, one_line(block.text)
        is_story = title is not None and block.address != begun.address
        if is_story or (block.is_heading and title is None):
            yield begun
            begun = Piece(title, block.address)
        text = text.removeprefix(title or "").strip(_JOINT)
        if weight(text) >= _LEAST_BLURB and not _OF_MAILING.search(text) and (is_story or not block.is_heading):
            begun.lines.append(text)
    yield begun


def _blocks(root: Element) -> Iterator[Block]:
    """The lines of a mail that are shown and say something."""
    begun = Block()
    for text, address, is_heading in _runs(root, None, is_heading=False):
        if text is None:
            if begun.text.strip():
                yield begun
            begun = Block(is_heading=is_heading)
            continue
        if address and not begun.text.removeprefix(begun.linked).strip():
            begun.linked += text
            begun.address = address
        begun.text += text
    if begun.text.strip():
        yield begun


def _runs(element: Element, address: str | None, *, is_heading: bool) -> Iterator[tuple[str | None, str | None, bool]]:
    """Stretches of text, each with where it leads and whether it is in a heading; None where a line ends."""
    if element.tag in _UNREAD or _HIDDEN.search("".join((element.get("style") or "").split())):
        return
    is_block, is_heading = element.tag in _BLOCKS, is_heading or element.tag in _HEADINGS
    address = web_address(element.get("href")) if element.tag == "a" else address
    if is_block:
        yield None, None, is_heading
    yield element.text or "", address, is_heading
    for child in element:
        yield from _runs(child, address, is_heading=is_heading)
        yield child.tail or "", address, is_heading
    if is_block:
        yield None, None, False
