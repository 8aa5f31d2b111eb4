"""News pages saved as HTML. The stored text is the story's, laid out as a plain page, and judged by the same rules.

Metadata is what the page states; the story is what trafilatura finds; a list of other stories inside <article>, which
fools every extractor, is told from the story's own lists here.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from selectolax.lexbor import LexborHTMLParser

from knowledge.characters import one_line
from knowledge.errors import Unreadable
from knowledge.model import Citation
from knowledge.readers.bylines import is_person, joined, names_of
from knowledge.readers.captions import credit_of
from knowledge.readers.dates import stated_dates
from knowledge.readers.extraction import Found, Kind, extract
from knowledge.readers.figures import figures_of
from knowledge.readers.furniture import is_furniture, is_promotion
from knowledge.readers.heads import Printed, agreed, printed_in
from knowledge.readers.inferred import Inferred, inferred_from
from knowledge.readers.lines import Chunk
from knowledge.readers.markup import encoded, text_of
from knowledge.readers.missed import with_missed
from knowledge.readers.page import Page
from knowledge.readers.prose import is_prose, vocabulary
from knowledge.readers.sheet import Sheet
from knowledge.readers.stated import Stated, stated_in
from knowledge.readers.story import read_story

if TYPE_CHECKING:
    from knowledge.model import Article
    from knowledge.readers.figures import Figure
    from knowledge.readers.lines import Line

_LABELLED = re.compile(r"(?i)(?:photo|image|picture|credit)")
"""What a credit begins with that ends a paragraph of the story: "... on Monday. (Reuters)" is no caption."""
_DATA_ADDRESS = re.compile(r"""data:[\w.+-]+/[\w.+-]+[^"'()<>\s]{100,}""")


def without_data_addresses(markup: str) -> str:
    """The page without the pictures and fonts that browsers put inside pages saved as one file."""
    return _DATA_ADDRESS.sub("data:,", markup)


def read_html_page(markup: str, title: str | None = None) -> Article:
    """The article of an HTML page, as it is stored; Unreadable when there is none. `title` is a headline that is known
    from elsewhere.
    """
    source = encoded(markup)
    tree = LexborHTMLParser(source)
    stated = stated_in(tree, markup)
    stated = replace(stated, title=title or stated.title)
    blocks = with_missed(extract(source), tree) or _visible_blocks(tree, stated)
    if not blocks:
        raise Unreadable("no article text was found on it")
    paragraphs = [block.items[0][0] for block in blocks]
    printed = printed_in(tree, next(filter(is_prose, paragraphs), paragraphs[0]))
    inferred = _inferred(stated, printed, source)
    stated = _with_printed(stated, printed)
    stated = replace(stated, title=stated.title or inferred.title, authors=stated.authors or list(inferred.authors))
    page = _laid_out(stated.title or "", blocks, figures_of(tree, paragraphs))
    return page.article(_citation(stated, inferred.published, page))


def _with_printed(stated: Stated, printed: Printed) -> Stated:
    """What the description states, then what is printed above the story."""
    authors = stated.authors if any(map(is_person, stated.authors)) else printed.authors or stated.authors
    published, updated = agreed(stated.published, printed.published), stated.updated or printed.updated
    return replace(stated, authors=authors, published=published, updated=updated)


def _inferred(stated: Stated, printed: Printed, source: bytes) -> Inferred:
    """What else the page lets one infer, where it does not say all itself; no date where it states several."""
    is_dated = bool(stated.published or printed.published)
    if stated.title and (stated.authors or printed.authors) and is_dated:
        return Inferred()
    inferred = inferred_from(source)
    return replace(inferred, published=None) if is_dated else inferred


def _visible_blocks(tree: LexborHTMLParser, stated: Stated) -> list[Found]:
    """For pages too small or too odd for extraction: the text they repeat for search engines, or their paragraphs."""
    if stated.body:
        paragraphs = text_of(stated.body).split("\n")
    else:
        paragraphs = [node.text(separator=" ") for node in tree.css("article p, main p") or tree.css("body p")]
    return [Found(Kind.PARAGRAPH, ((text,),)) for text in map(one_line, paragraphs) if text]


def _laid_out(title: str, blocks: list[Found], figures: list[Figure]) -> Page:
    """The page's text, and what is the story in it. Captions that extraction left out stand under the headline."""
    sheet, page = Sheet(), Page("")
    page.headline = sheet.paragraph(title) if title else None
    printed = {text for block in blocks for item in block.items for text in item}
    for figure in figures:
        if not printed & {figure.caption, figure.whole}:
            _write_figure(sheet, page, figure)
    by_text = {text: figure for figure in figures for text in (figure.caption, figure.whole)}
    chunks, subheads = _written(sheet, page, blocks, by_text)
    page.text = sheet.text
    prose = [only.text if (only := chunk.only_line) and is_prose(only.text) else None for chunk in chunks]
    story = vocabulary(title, *filter(None, prose))
    read_story(page, chunks, prose, story, partial(_read_block, page, subheads))
    return page


def _written(
    sheet: Sheet, page: Page, blocks: list[Found], figures: dict[str, Figure]
) -> tuple[list[Chunk], set[Line]]:
    """The blocks as chunks of the sheet, and which lines are subheads. The headline is not printed twice."""
    chunks: list[Chunk] = []
    subheads: set[Line] = set()
    for block in blocks:
        text = block.items[0][0]
        if block.kind is Kind.LIST:
            chunks.append(sheet.bullets(block.items))
        elif text in figures:
            _write_figure(sheet, page, figures[text])
        elif not (page.headline and text.casefold() == page.headline.text.casefold()):
            line = sheet.paragraph(text)
            chunks.append(Chunk((line,)))
            subheads |= {line} if block.kind is Kind.SUBHEAD else set()
    return chunks, subheads


def _write_figure(sheet: Sheet, page: Page, figure: Figure) -> None:
    alt = sheet.paragraph(figure.alt) if figure.alt else None
    caption = sheet.line(figure.caption) if alt else sheet.paragraph(figure.caption)
    page.add_caption(caption, alt=alt)
    if figure.credit:
        page.add_credit(sheet.credit(figure.credit))


def _read_block(page: Page, subheads: set[Line], chunk: Chunk) -> None:
    line = chunk.lines[0]
    text = line.text
    if is_furniture(text) or is_promotion(text):
        return
    if (credit := credit_of(text)) and (credit.caption_end == 0 or _LABELLED.match(text, credit.start)):
        page.add_caption(line, credit)
        return
    if names := names_of(text):
        page.add_authors(() if page.body else names)
    elif not stated_dates(text):
        page.add_body([line], are_subheads=line in subheads)


def _citation(stated: Stated, inferred: str | None, page: Page) -> Citation:
    return Citation(
        title=stated.title,
        byline=joined(stated.authors or page.authors),
        source=stated.source,
        section=stated.section,
        published=stated.published,
        inferred=inferred,
        updated=stated.updated,
        url=stated.url,
        language=stated.language,
    )
