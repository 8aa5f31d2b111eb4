"""Mail: newsletters, mailboxes, and pages that browsers saved as mail."""

from __future__ import annotations

from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from readings import only, why
from saltmere import texts

from knowledge.model import Article, Citation, Document, Label
from knowledge.readers.documents import read
from knowledge.readers.items import Read, Refused

if TYPE_CHECKING:
    from knowledge.readers.items import Item

WORDS = "The ferry from Kettlesund sails at noon, and in summer it sails again at four, said the harbour master."
MORE = "It has sailed at noon for a hundred years, she said, and will go on sailing at noon."
HTML = f"<html><body><h1>Welcome to our letter</h1><p>{WORDS}</p><p>{MORE}</p></body></html>"


def message(**headers: str) -> EmailMessage:
    made = EmailMessage()
    stated = {
        "From": '"The Kettlesund Courier" <news@courier.example>',
        "Subject": "The ferry sails again",
        "Date": "Thu, 17 Nov 2016 09:30:00 +0100",
        **{name.replace("_", "-"): value for name, value in headers.items()},
    }
    for name, value in stated.items():
        made[name] = value
    return made


def items(folder: Path, content: bytes | EmailMessage, name: str = "letter.eml") -> list[Item]:
    path = folder / "file"
    path.write_bytes(content if isinstance(content, bytes) else content.as_bytes(policy=SMTP))
    return list(read(Document(name, path)))


def body(article: Article) -> list[str]:
    return [text for text in "\n".join(texts(article, Label.BODY)).split("\n") if text]


def test_a_newsletter_is_by_its_outlet_and_by_no_author(tmp_path: Path) -> None:
    letter = message(Archived_At="<https://courier.example/letters/7>", Message_ID="<7@courier.example>")
    letter.set_content(f"{WORDS}\n\n{MORE}\n")
    article = only(items(tmp_path, letter))
    assert article.citation == Citation(
        title="The ferry sails again",
        source="The Kettlesund Courier",
        published="2016-11-17T09:30:00+01:00",
        url="https://courier.example/letters/7",
        external_id="<7@courier.example>",
    )
    assert body(article) == [WORDS, MORE]


def test_html_is_read_before_plain_text_under_the_subject(tmp_path: Path) -> None:
    letter = message()
    letter.set_content("Your program cannot show this letter.")
    letter.add_alternative(HTML, subtype="html")
    article = only(items(tmp_path, letter))
    assert article.citation.title == "The ferry sails again"
    assert texts(article, Label.HEADLINE) == ["The ferry sails again"]
    assert {WORDS, MORE} <= set(body(article))


def test_plain_text_is_read_where_there_is_nothing_in_the_html(tmp_path: Path) -> None:
    letter = message()
    letter.set_content(WORDS)
    letter.add_alternative("<html><img src='cid:x'></html>", subtype="html")
    assert body(only(items(tmp_path, letter))) == [WORDS]


@pytest.mark.parametrize("encoding", ["quoted-printable", "base64", "8bit"])
@pytest.mark.parametrize("charset", ["utf-8", "iso-8859-1", "windows-1252"])
def test_encodings_are_undone(tmp_path: Path, encoding: str, charset: str) -> None:
    letter = message(Subject="Fähre fährt wieder")
    letter.set_content("Die Fähre nach Kettlesund fährt wieder täglich um zwölf.", charset=charset, cte=encoding)
    article = only(items(tmp_path, letter))
    assert article.citation.title == "Fähre fährt wieder"
    assert body(article) == ["Die Fähre nach Kettlesund fährt wieder täglich um zwölf."]


def test_words_of_others_and_the_signature_are_not_the_senders(tmp_path: Path) -> None:
    letter = message()
    letter.set_content(
        f"{WORDS}\n\nOn 3 May 2016, Ada Pell wrote:\n> We close.\n>> Never.\n\n{MORE}\n\n-- \nThe Courier\n"
    )
    assert body(only(items(tmp_path, letter))) == [WORDS, MORE]


@pytest.mark.parametrize(
    "answered",
    [
        "On 3 May 2016, Ada Pell wrote:\n\n> We close.",
        "-----Original Message-----\nFrom: Ada Pell\n\nWe close.",
        "-------- Ursprüngliche Nachricht --------\nVon: Ada Pell\n\nWe close.",
    ],
)
def test_a_message_that_is_answered_is_not_the_senders(tmp_path: Path, answered: str) -> None:
    letter = message(Subject="Re: The ferry")
    letter.set_content(f"{WORDS}\n\n{answered}\n")
    assert body(only(items(tmp_path, letter))) == [WORDS]


@pytest.mark.parametrize(
    "start", ['<blockquote type="cite">', '<div class="gmail_quote">', '<div class="yahoo_quoted">']
)
def test_a_page_that_is_answered_is_not_the_senders(tmp_path: Path, start: str) -> None:
    letter = message(Subject="Re: The ferry")
    letter.set_content(f"<p>{WORDS}</p>{start}<p>{MORE}</p></div></blockquote>", subtype="html")
    assert body(only(items(tmp_path, letter))) == [WORDS]
    letter.replace_header("Subject", "Fwd: The ferry")
    assert MORE in body(only(items(tmp_path, letter)))


@pytest.mark.parametrize("subject", ["Fwd: The ferry", "FW: The ferry", "WG: Die Fähre", "TR : Le bac"])
def test_what_was_sent_on_is_neither_of_who_did_so_nor_of_that_day(tmp_path: Path, subject: str) -> None:
    letter = message(Subject=subject)
    letter.set_content(f"----- Forwarded Message -----\nFrom: Ada Pell\n\n{WORDS}\n")
    article = only(items(tmp_path, letter))
    assert (article.citation.source, article.citation.published) == (None, None)
    assert WORDS in body(article)


def test_lines_broken_for_transport_are_joined(tmp_path: Path) -> None:
    head = b"From: A <a@b.example>\r\nMessage-ID: <1>\r\nContent-Type: text/plain; format=flowed\r\n\r\n"
    article = only(items(tmp_path, head + b"The ferry from \r\nKettlesund sails \r\nat noon.\r\n\r\nIt waits.\r\n"))
    assert body(article) == ["The ferry from Kettlesund sails at noon.", "It waits."]


def test_attachments_are_not_read_but_counted(tmp_path: Path) -> None:
    letter = message()
    letter.set_content("\n")
    for _ in range(2):
        letter.add_attachment(HTML.encode(), maintype="application", subtype="pdf", filename="a.pdf")
    assert why(items(tmp_path, letter)).endswith("attachments are not read, and it has 2")


def test_a_sender_without_a_name_is_no_outlet(tmp_path: Path) -> None:
    letter = message(From="news@courier.example")
    letter.set_content(WORDS)
    assert only(items(tmp_path, letter)).citation.source is None


def test_every_message_of_a_mailbox_is_an_item(tmp_path: Path) -> None:
    letters = []
    for subject in ("One", "Two", "Three"):
        letter = message(Subject=subject)
        letter.set_content(f"From here the {subject.lower()} ferries sail.\n>From there, too.\n")
        letters.append(b"From news@courier.example Thu Nov 17 09:30:00 2016\n" + letter.as_bytes() + b"\n")
    letters.insert(1, b"From x Thu Nov 17 09:30:00 2016\nSubject: empty\nFrom: x@y.example\n\n\n")
    found = items(tmp_path, b"".join(letters), "letters.mbox")
    assert [item.name for item in found] == [f"letters.mbox, message {number}" for number in (1, 2, 3, 4)]
    assert [item.article.citation.title if isinstance(item, Read) else None for item in found] == [
        "One",
        None,
        "Two",
        "Three",
    ]


def test_a_message_too_long_costs_itself_only(tmp_path: Path) -> None:
    letter = message()
    letter.set_content(WORDS)
    start = b"From x Thu Nov 17 09:30:00 2016\n"
    long = start + b"From: x@y.example\n\n" + (b"word " * 200_000 + b"\n") * 18 + b"\n"
    found = items(tmp_path, start + letter.as_bytes() + b"\n" + long + start + letter.as_bytes(), "letters.mbox")
    assert [isinstance(item, Read) for item in found] == [True, False, True]
    assert isinstance(found[1], Refused)
    assert found[1].reason == "is larger than 16 MiB"


def saved_page(*parts: tuple[str, str, str], start: str = "") -> bytes:
    lines = ["From: <Saved by Blink>", "Snapshot-Content-Location: https://courier.example/ferry", "MIME-Version: 1.0"]
    lines += [f'Content-Type: multipart/related; type="text/html"; boundary="x"{start}', ""]
    for kind, number, content in parts:
        lines += [
            "--x",
            f"Content-Type: {kind}",
            f"Content-ID: <{number}>",
            "Content-Transfer-Encoding: 8bit",
            "",
            content,
        ]
    return "\r\n".join([*lines, "--x--", ""]).encode()


def test_a_saved_page_is_its_first_page_under_its_address(tmp_path: Path) -> None:
    page = HTML.replace("Welcome to our letter", "The ferry")
    other = "<html><p>An advertisement, which is a page within the page and not what was saved.</p></html>"
    content = saved_page(("image/png", "1", "x"), ("text/html; charset=utf-8", "2", page), ("text/html", "3", other))
    for name in ("page.mhtml", "page"):
        article = only(items(tmp_path, content, name))
        assert (article.citation.title, article.citation.url) == ("The ferry", "https://courier.example/ferry")
        assert "advertisement" not in article.text


def test_a_saved_page_may_name_its_root(tmp_path: Path) -> None:
    content = saved_page(("text/html", "1", "<p>Advertisement</p>"), ("text/html", "2", HTML), start='; start="<2>"')
    assert WORDS in only(items(tmp_path, content, "page.mht")).text


def test_a_page_of_text_that_speaks_of_mail_is_a_page(tmp_path: Path) -> None:
    text = f"How to read a letter\n\n{WORDS} Its second line is this one:\n\nMIME-Version: 1.0\n\n{MORE}"
    assert WORDS in only(items(tmp_path, text.encode(), "page.txt")).text


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    st.dictionaries(
        st.sampled_from(["From", "Subject", "Date", "Content-Type", "Content-Transfer-Encoding", "Archived-At"]),
        st.binary(max_size=60).map(lambda value: value.replace(b"\n", b"").replace(b"\r", b"")),
    ),
    st.binary(max_size=300),
    st.sampled_from(["a.eml", "a.mbox", "a.mht"]),
)
def test_any_message_is_read_or_refused(tmp_path: Path, headers: dict[str, bytes], content: bytes, name: str) -> None:
    head = b"".join(key.encode() + b": " + value + b"\n" for key, value in headers.items())
    for start in (b"", b"From x Thu Nov 17 09:30:00 2016\n"):
        for item in items(tmp_path, start + b"Message-ID: <1>\nFrom: x\n" + head + b"\n" + content, name):
            assert isinstance(item, Read) or item.reason
