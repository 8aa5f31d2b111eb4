"""PDF: the printed page as a page of plain text, which is then judged as such. Pictures of pages are not read."""

from __future__ import annotations

import re
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pypdfium2
from pypdfium2 import raw

from knowledge.characters import clean, one_line
from knowledge.errors import Unreadable
from knowledge.readers.bylines import is_person, joined
from knowledge.readers.entries import MEBIBYTE, parsing
from knowledge.readers.fields import names_in
from knowledge.readers.items import Read
from knowledge.readers.page_files import with_words
from knowledge.readers.plain_pages import read_plain_page
from knowledge.readers.printed_lines import Begun, Line, columns, without_running
from knowledge.readers.printed_paragraphs import paragraphs

if TYPE_CHECKING:
    from collections.abc import Iterator

    from knowledge.model import Article
    from knowledge.readers.entries import Entry
    from knowledge.readers.items import Item

_LARGEST = 64 * MEBIBYTE
_MOST_PAGES = 500
_MOST_CHARACTERS = 1_500_000
"""Five microseconds each."""
_LEAST_CHARACTERS = 50
"""A page: a scan's has no more than the mark of the program that made it."""
_HYPHENS_AT_END = frozenset({0x02, 0xFFFE})
"""What PDFium gives for a hyphen that ends a line."""
_LINE_ENDS = frozenset("\r\n")
_OF_PROGRAM = re.compile(
    r"(?i)\.(?:docx?|indd|qxp|pdf|rtf|odt|tex|dvi|pages|pub|html?|txt)$|^microsoft|^untitled|^layout\b|^https?:|^\W*$"
)
_AND = re.compile(r"\s*(?:;|,|&|\band\b)\s*")


def read_pdf(entry: Entry) -> Iterator[Item]:
    """The article that a PDF prints."""
    data = entry.data(_LARGEST, "split it")
    with parsing("a PDF"), _opened(data) as document:
        pages = without_running(_pages(document))
        text = "\n\n".join(paragraphs([column for page in pages for column in columns(page)]))
        article = _completed(read_plain_page(clean(text)), document)
    yield Read(entry.name, with_words(article))


@contextmanager
def _opened(data: bytes) -> Iterator[pypdfium2.PdfDocument]:
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        is_locked = error.err_code in {raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY}
        reason = "is encrypted; save it without its password" if is_locked else "is a damaged PDF; save it anew"
        raise Unreadable(reason) from error
    try:
        if len(document) > _MOST_PAGES:
            raise Unreadable(f"has {len(document):,} pages, more than {_MOST_PAGES}; split it")
        yield document
    finally:
        document.close()


def _pages(document: pypdfium2.PdfDocument) -> list[list[Line]]:
    """The lines of every page; Unreadable when it prints pictures instead of text, or too much of it."""
    pages: list[list[Line]] = []
    characters = 0
    for number in range(len(document)):
        page = document[number].get_textpage()
        characters += page.count_chars()
        if characters > _MOST_CHARACTERS:
            raise Unreadable(f"prints more than {_MOST_CHARACTERS:,} characters; split it")
        pages.append(list(_lines(page)))
    if characters < _LEAST_CHARACTERS * len(pages):
        raise Unreadable("holds pictures of pages instead of text; let a program for OCR read it first")
    return pages


def _lines(page: pypdfium2.PdfTextPage) -> Iterator[Line]:
    """What PDFium takes for lines, cut where it took two columns for one."""
    box, begun = raw.FS_RECTF(), Begun()
    for index in range(page.count_chars()):
        code = raw.FPDFText_GetUnicode(page.raw, index)
        raw.FPDFText_GetLooseCharBox(page.raw, index, box)
        place = box.left, box.right, box.bottom, box.top
        character = "-" if code in _HYPHENS_AT_END else chr(code)
        if character in _LINE_ENDS or begun.is_far_from(character, *place):
            yield from begun.line()
            begun = Begun()
        begun.add(character, *place)
    yield from begun.line()


def _completed(article: Article, document: pypdfium2.PdfDocument) -> Article:
    """The article with the title and the author that the file states, where the page prints none and they are such. A
    title that goes on where the printed line ends is the whole of it.
    """
    printed, stated = article.citation.title, _title(document.get_metadata_value("Title"))
    title = stated if stated and stated.casefold().startswith((printed or "").casefold()) else printed
    byline = article.citation.byline or _author(document.get_metadata_value("Author"))
    return article.model_copy(
        update={"citation": article.citation.model_copy(update={"title": title, "byline": byline})}
    )


def _title(stated: str) -> str | None:
    """A title, when it is not what a program puts there by itself, such as the name of the file."""
    title = one_line(stated)
    return title if " " in title and not _OF_PROGRAM.search(title) else None


def _author(stated: str) -> str | None:
    names = names_in(_AND.split(one_line(stated)))
    return joined(names) if all(map(is_person, names)) else None
