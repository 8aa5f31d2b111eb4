"""Mail: newsletters one by one or in a mailbox, and pages that browsers saved as mail (MHTML)."""

from __future__ import annotations

import email
import re
from email import policy
from email.message import EmailMessage, MIMEPart
from typing import TYPE_CHECKING, BinaryIO

from knowledge.characters import clean, one_line
from knowledge.errors import Unreadable
from knowledge.model import Article, Citation
from knowledge.readers.dates import iso_date
from knowledge.readers.encodings import Text, markup_in
from knowledge.readers.entries import LONGEST_FILE, MEBIBYTE, Entry, in_memory, parsing
from knowledge.readers.fields import language_of, web_address
from knowledge.readers.items import Read, Refused
from knowledge.readers.letters import is_forwarded, own_words, without_quotes
from knowledge.readers.newsletters import digest_of
from knowledge.readers.page_files import addressed, article_of_html, with_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from knowledge.readers.entries import Found
    from knowledge.readers.items import Item

_LONGEST_SAVED_PAGE = 64 * MEBIBYTE
"""Its pictures are within, each a third longer than it is."""
_LONGEST_LINE = MEBIBYTE
_ENVELOPE = re.compile(rb"From \S+ .{0,100}\d{4}")
_ESCAPED = re.compile(rb">+From ")


def read_mail(entry: Entry) -> Iterator[Item]:
    """A message as an article: its subject is the headline, and whoever sent it the outlet, not the author."""
    with parsing("a message"):
        message = _parsed(entry.data(advice="save it without its attachments"))
        article, note = _article(message)
        article = article.model_copy(update={"citation": _citation(message)})
    yield Read(entry.name, article, note)


def read_mailbox(entry: Entry) -> Iterator[Found]:
    """Every message of a mailbox."""
    for number, message in enumerate(_messages(entry.file), 1):
        name = f"{entry.name}, message {number}"
        if message is None:
            yield Refused(name, f"is larger than {LONGEST_FILE // MEBIBYTE} MiB")
        else:
            yield Entry(name, in_memory(message), read_mail)


def read_saved_page(entry: Entry) -> Iterator[Item]:
    """The page that a browser saved together with its pictures."""
    with parsing("a saved page"):
        message = _parsed(entry.data(_LONGEST_SAVED_PAGE, "save it as HTML"))
        root = _root(message)
        if root is None:
            raise Unreadable("is a saved page without any HTML in it")
        addresses = root["Content-Location"], message["Snapshot-Content-Location"]
        text = _text(root)
        article = article_of_html(text.content)
    yield Read(entry.name, addressed(article, next(filter(None, map(_address, addresses)), None)), text.note)


def _parsed(data: bytes) -> EmailMessage:
    return email.message_from_bytes(data, policy=policy.default)


def _root(message: EmailMessage) -> MIMEPart | None:
    """The part that the others belong to: the one that is named so, else the first that is HTML."""
    pages = [part for part in message.walk() if part.get_content_type() in {"text/html", "application/xhtml+xml"}]
    start = message.get_param("start")
    named = (part for part in pages if start and part["Content-ID"] == start)
    return next(named, pages[0] if pages else None)


def _article(message: EmailMessage) -> tuple[Article, str | None]:
    """The message's HTML without what surrounds the story, else its plain text without what is not its sender's; and
    what is not certain of it.
    """
    reason = "holds no text"
    for kind in ("html", "plain"):
        if part := message.get_body((kind,)):
            try:
                text = _text(part)
                return _compose(text.content, part, _words(message["Subject"])), text.note
            except Unreadable as error:
                reason = str(error)
    attached = sum(1 for _ in message.iter_attachments())
    raise Unreadable(f"{reason}; attachments are not read, and it has {attached}" if attached else reason)


def _compose(text: str, part: MIMEPart, subject: str | None) -> Article:
    if part.get_content_type() == "text/html":
        markup = text if is_forwarded(subject) else without_quotes(text)
        return digest_of(markup, subject) or article_of_html(markup, subject)
    words = clean(text) if is_forwarded(subject) else own_words(clean(text), part)
    return with_words(Article.compose(words, Citation(title=subject)))


def _citation(message: EmailMessage) -> Citation:
    sender = message["From"]
    named = sender.addresses[0].display_name if sender and getattr(sender, "addresses", ()) else None
    title = _words(message["Subject"])
    is_own = not is_forwarded(title)
    return Citation(
        external_id=_words(message["Message-ID"]),
        title=title,
        source=_words(named) if is_own else None,
        published=iso_date(_words(message["Date"])) if is_own else None,
        url=_address(message["Archived-At"]),
        language=language_of(_words(message["Content-Language"])),
    )


def _text(part: MIMEPart) -> Text:
    data = part.get_payload(decode=True)
    return markup_in(data if isinstance(data, bytes) else b"", part.get_content_charset())


def _words(value: object) -> str | None:
    return one_line(str(value)) or None if value else None


def _address(value: object) -> str | None:
    return web_address(str(value).strip().strip("<>")) if value else None


def _messages(file: BinaryIO) -> Iterator[bytes | None]:
    """The messages between the lines that begin with "From ", None for one that is too long."""
    message, is_blank_before = bytearray(), True
    while line := file.readline(_LONGEST_LINE):
        if is_blank_before and _ENVELOPE.match(line):
            yield from _whole(message)
            message.clear()
        elif len(message) <= LONGEST_FILE:
            message += line[1:] if _ESCAPED.match(line) else line
        is_blank_before = not line.strip()
    yield from _whole(message)


def _whole(message: bytearray) -> Iterator[bytes | None]:
    if message:
        yield bytes(message) if len(message) <= LONGEST_FILE else None
