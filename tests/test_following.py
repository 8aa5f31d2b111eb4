"""What tells a feed from a page, and the pages that a feed links to."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge import Document, is_feed, linked

RSS = "<rss version='2.0'><channel>{}</channel></rss>"
ITEM = "<item><title>{0}</title><link>{1}</link><description>About {0}.</description></item>"


def file(folder: Path, content: str | bytes, url: str | None = None) -> Document:
    path = folder / "fetched"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return Document("fetched", path, url=url)


@pytest.mark.parametrize(
    ("content", "is_one"),
    [
        (RSS, True),
        (f'<?xml version="1.0"?>\n<?xml-stylesheet href="x"?><!-- made > by -->\n{RSS}', True),
        (f"\ufeff  {RSS}", True),
        (RSS.encode("utf-16"), True),
        ('<!DOCTYPE rss PUBLIC "-//Netscape//DTD RSS 0.91//EN" "x.dtd"><rss version="0.91">', True),
        ('<rdf:RDF xmlns="http://purl.org/rss/1.0/">', True),
        ('<FEED xmlns="http://www.w3.org/2005/Atom">', True),
        ('{"version": "https://jsonfeed.org/version/1.1"', True),
        (' [{"title": "Ferry"}]', True),
        ('<?xml version="1.0"?><!DOCTYPE html><html><body><rss>', False),
        ("<html><body>We will be back soon.", False),
        ("<feedback>", False),
        ("The rss of the <rss>", False),
        ("", False),
        (b"\x00\xff" * 9, False),
    ],
)
def test_feeds_are_told_by_how_they_begin(tmp_path: Path, content: str | bytes, *, is_one: bool) -> None:
    assert is_feed(file(tmp_path, content)) is is_one


@pytest.mark.parametrize("piece", ["<!---->", "<!--", "<?", "<!doctype ", "<?xml >", " ", "<a:", "<", "\x00"])
def test_no_beginning_takes_long_to_tell(tmp_path: Path, piece: str) -> None:
    document = file(tmp_path, piece * 200_000)
    began = time.process_time()
    assert not is_feed(document)
    assert time.process_time() - began < 0.2


@given(content=st.binary(max_size=200))
def test_any_bytes_are_a_feed_or_not(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    assert is_feed(file(tmp_path_factory.getbasetemp(), content)) in {True, False}


async def test_the_first_links_of_each_feed_are_found_and_none_twice(tmp_path: Path) -> None:
    links = [f"https://kettlesund.example/{name}" for name in ("a", "feed", "a", "b", "c")]
    items = "".join(ITEM.format(number, link) for number, link in enumerate(links))
    feed = file(tmp_path, RSS.format(items), url=links[1])
    assert await linked([feed, feed], 2, 20) == [[links[0], links[3]]] * 2
    page = Document("page.html", tmp_path / "page.html", url="https://kettlesund.example/page")
    page.path.write_text(f"<html><body><h1>The Ferry</h1><p>{'It sails on Monday. ' * 20}</p></body></html>")
    assert await linked([page, Document("gone", tmp_path / "gone")], 2, 20) == [[], []]
