"""Books (EPUB): every chapter an article, in the book's order, with what the book states of itself."""

from __future__ import annotations

import re
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING

from selectolax.lexbor import LexborHTMLParser

from knowledge.characters import one_line
from knowledge.errors import Unreadable
from knowledge.readers.encodings import markup_in
from knowledge.readers.entries import MEBIBYTE, Damaged, Entry
from knowledge.readers.items import Read, Refused
from knowledge.readers.members import label_of
from knowledge.readers.packages import IS_ABOUT, Chapter, chapters_of, citation_of
from knowledge.readers.page_files import article_of_html
from knowledge.readers.xml_trees import attribute, first, tree_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from knowledge.model import Citation
    from knowledge.readers.entries import Found
    from knowledge.readers.items import Item
    from knowledge.readers.xml_trees import Element
    from knowledge.readers.zips import Zip

_CONTAINER = "META-INF/container.xml"
_LOCKED = "META-INF/encryption.xml"
_LONGEST_LIST = 8 * MEBIBYTE
_MOST_CHAPTERS = 10_000
_HEADINGS = re.compile(
    r"(?i)(?:table of )?contents|cover|title page|copyright(?: page)?|imprint|inhalt(?:sverzeichnis)?|impressum"
    r"|sommaire|table des matières|índice|indice|innhold|index|目次|目录|目錄|차례"
)
_HEADING_TAGS = "h1, h2, h3"
_KINDS = "body, body > section, body > div, body > nav"
_DECLARATION = re.compile(r"\s*<\?xml\b[^>]{0,200}\?>")
_EMPTY_ELEMENT = re.compile(r"(?i)<(a|b|div|em|i|p|script|section|span|strong|style|td|title)((?:\s[^<>]*)?)/>")


def is_book(archive: Zip) -> bool:
    """Whether a zip is an EPUB."""
    return _CONTAINER in archive


def read_book(entry: Entry, archive: Zip) -> Iterator[Found]:
    """The chapters; cover, imprint, table of contents and the like are left out."""
    path = attribute(first(_tree(archive, _CONTAINER), "rootfile"), "full-path")
    if path is None:
        raise Unreadable("is a book that does not say where its chapters are")
    package = _tree(archive, path)
    citation, locked = citation_of(package), _encrypted(archive)
    chapters = list(islice(chapters_of(package, path, partial(_tree, archive)), _MOST_CHAPTERS))
    if not chapters:
        raise Unreadable("is a book without chapters of text, of pictures for one")
    for chapter in chapters:
        name = label_of(entry.name, chapter.path)
        if f'"{chapter.path}"' in locked:
            yield Refused(name, "is encrypted; only the program that it was bought for can read it")
        else:
            yield from _chapter(name, archive, chapter, citation)


def _chapter(name: str, archive: Zip, chapter: Chapter, citation: Citation) -> Iterator[Found]:
    try:
        with archive.opened(chapter.path) as file:
            yield Entry(name, file, partial(_read_chapter, citation, chapter.label))
    except Damaged:
        raise
    except Unreadable as error:
        yield Refused(name, str(error))


def _encrypted(archive: Zip) -> str:
    """What a book says of which of its files are encrypted."""
    return archive.data(_LOCKED, _LONGEST_LIST).decode(errors="replace") if _LOCKED in archive else ""


def _tree(archive: Zip, path: str) -> Element:
    return tree_of(markup_in(archive.data(path, _LONGEST_LIST)).content)


def _read_chapter(citation: Citation, label: str | None, entry: Entry) -> Iterator[Item]:
    text = markup_in(entry.data())
    markup = _as_html(text.content)
    tree = LexborHTMLParser(markup)
    heading = tree.css_first(_HEADING_TAGS)
    title = one_line(heading.text(separator=" ")) if heading else label
    if _is_left_out(tree, title or ""):
        return
    article = article_of_html(markup, title)
    own = article.citation.model_dump(include={"title", "byline", "published", "language"}, exclude_none=True)
    yield Read(entry.name, article.model_copy(update={"citation": citation.model_copy(update=own)}), text.note)


def _as_html(markup: str) -> str:
    """XHTML for a reader of HTML, to which an empty <title/> is the beginning of one."""
    return _EMPTY_ELEMENT.sub(r"<\1\2></\1>", _DECLARATION.sub("", markup, count=1))


def _is_left_out(tree: LexborHTMLParser, title: str) -> bool:
    kinds = " ".join(node.attributes.get("epub:type") or "" for node in tree.css(_KINDS)).split()
    return bool(_HEADINGS.fullmatch(title)) or any(map(IS_ABOUT.fullmatch, kinds))
