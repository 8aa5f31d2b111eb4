"""Documents: files, one at a time, read into articles, or refused with the reason, item by item."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from knowledge.errors import Unreadable
from knowledge.readers.alto import read_alto
from knowledge.readers.bundles import read_tar
from knowledge.readers.compressed import read_bzip2, read_gzip, read_xz, read_zstd
from knowledge.readers.dates import is_future
from knowledge.readers.entries import Damaged, Entry, buffered
from knowledge.readers.feeds import read_feed
from knowledge.readers.formats import Format, format_of
from knowledge.readers.items import At, Read, Refused
from knowledge.readers.json_files import read_json, read_lines
from knowledge.readers.mail import read_mail, read_mailbox, read_saved_page
from knowledge.readers.mets import read_mets
from knowledge.readers.newsml import read_newsml
from knowledge.readers.newsml_1 import read_newsml_1
from knowledge.readers.nitf import read_nitf
from knowledge.readers.page_files import addressed, read_html, read_plain
from knowledge.readers.pdf_files import read_pdf
from knowledge.readers.tables import read_table
from knowledge.readers.web_archives import read_warc
from knowledge.readers.zip_files import read_zip

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from knowledge.model import Document
    from knowledge.readers.entries import Found, Reader
    from knowledge.readers.items import Item, Step

READERS: dict[Format, Reader] = {
    Format.PLAIN: read_plain,
    Format.HTML: read_html,
    Format.JSON: read_json,
    Format.JSON_LINES: read_lines,
    Format.TABLE: read_table,
    Format.FEED: read_feed,
    Format.NITF: read_nitf,
    Format.NEWSML: read_newsml,
    Format.NEWSML_1: read_newsml_1,
    Format.ALTO: read_alto,
    Format.METS: read_mets,
    Format.MAIL: read_mail,
    Format.MAILBOX: read_mailbox,
    Format.MHTML: read_saved_page,
    Format.PDF: read_pdf,
    Format.WARC: read_warc,
    Format.ZIP: read_zip,
    Format.TAR: read_tar,
    Format.GZIP: read_gzip,
    Format.BZIP2: read_bzip2,
    Format.XZ: read_xz,
    Format.ZSTD: read_zstd,
}
CONTAINERS = frozenset(
    {Format.GZIP, Format.BZIP2, Format.XZ, Format.ZSTD, Format.ZIP, Format.TAR, Format.WARC, Format.MAILBOX}
)
"""What holds entries."""

MOST_REFUSED = 100_000
"""Items refused one after another: each is kept on record, and 400 KB, unpacked, may hold thirty million lines."""


def read(document: Document) -> Iterator[Item]:
    """The articles of a file, and the reason for each item of it that cannot become one. Raises nothing."""
    return (step for step in steps(document) if not isinstance(step, At))


def steps(document: Document, passed: int = 0) -> Iterator[Step]:
    """As `read`, with a word before each entry of a container. Of the first `passed` entries nothing is read again, and
    nothing said. Raises nothing.
    """
    today = datetime.now(UTC).date()
    try:
        with _opened(document) as file:
            for step in _unless_hopeless(_Walk(passed).steps(_entry(document, file)), document.name):
                yield _without_future(_found_at(step, document), today)
    except Unreadable as error:
        yield Refused(document.name, str(error))
    except OSError as error:
        yield Refused(document.name, f"could not be opened: {error.strerror or error}")


def _unless_hopeless(steps: Iterable[Step], name: str) -> Iterator[Step]:
    """The steps, up to where so many items in a row were refused that no article is to be expected."""
    refused = 0
    for step in steps:
        yield step
        refused = 0 if isinstance(step, Read) else refused + isinstance(step, Refused)
        if refused == MOST_REFUSED:
            yield Refused(name, f"holds {refused:,} items in a row that are no articles; the rest of it is not read")
            return


def _opened(document: Document) -> io.BufferedReader:
    """The file; a pipe or a device, which may have no end, is none."""
    if document.path.exists() and not (document.path.is_file() or document.path.is_dir()):
        raise Unreadable("is not a file")
    return buffered(io.FileIO(document.path))


def _entry(document: Document, file: io.BufferedReader) -> Entry:
    # Named by its place it lies in a folder of the loader's; an attachment or a fetched page, among strangers' files.
    path = document.path if document.name == str(document.path) else None
    return Entry(document.name, file, columns=document.columns, path=path, sent_as=document.sent_as)


class _Walk:
    """One way through a document, from entry to entry, however they stand within each other."""

    def __init__(self, passed: int) -> None:
        self._passed = passed
        self._begun = 0

    def steps(self, entry: Entry) -> Iterator[Step]:
        """What reading an entry yields. What is wrong with it costs it alone."""
        try:
            for found in self._found(entry):
                if isinstance(found, Entry):
                    yield from self._of_entry(replace(found, columns=entry.columns))
                elif self._is_ahead:
                    yield found
        except Unreadable as error:
            if isinstance(error, Damaged) and error.name != entry.name:
                raise
            yield from self._refused(entry, str(error))
        except (RecursionError, MemoryError):
            yield from self._refused(entry, "is too large or too deeply nested to be read")

    @property
    def _is_ahead(self) -> bool:
        """Whether what is read now was not passed before."""
        return self._begun >= self._passed

    def _found(self, entry: Entry) -> Iterable[Found]:
        """What the entry's reader finds; nothing in an entry that was passed, unless others are within it."""
        if 0 < self._passed >= self._begun and not _is_container(entry):
            return ()
        return (entry.read or READERS[format_of(entry.head, entry.name)])(entry)

    def _of_entry(self, entry: Entry) -> Iterator[Step]:
        self._begun += 1
        yield At(entry.name)
        yield from self.steps(entry)

    def _refused(self, entry: Entry, reason: str) -> Iterator[Step]:
        if self._is_ahead:
            yield Refused(entry.name, reason)


def _is_container(entry: Entry) -> bool:
    try:
        return entry.read is None and format_of(entry.head, entry.name) in CONTAINERS
    except Unreadable:
        return False


def _found_at(step: Step, document: Document) -> Step:
    """The article of a page that states no address has the one it was fetched from; items of a list do not."""
    if not isinstance(step, Read) or step.name != document.name:
        return step
    return replace(step, article=addressed(step.article, document.url))


def _without_future(step: Step, today: date) -> Step:
    """A date that has not come yet is a mistake: when the article was published, or changed, is then unknown."""
    if not isinstance(step, Read):
        return step
    stated = step.article.citation
    dates = {"published": stated.published, "updated": stated.updated, "inferred": stated.inferred}
    unknown = {field: None for field, date in dates.items() if is_future(date or "", today)}
    if not unknown:
        return step
    citation = stated.model_copy(update=unknown)
    return replace(step, article=step.article.model_copy(update={"citation": citation}))
