"""XML made to exhaust or to spy: bounded in time and memory, and refused with a sentence."""

from __future__ import annotations

import tracemalloc
from pathlib import Path
from time import perf_counter

import pytest

from knowledge import Document
from knowledge.errors import Unreadable
from knowledge.readers import Item, Read, Refused
from knowledge.readers.documents import read
from knowledge.readers.xml_trees import tree_of, words

GENEROUS = 10.0
STORY = "The council of Kettlesund voted on Tuesday."


def items(folder: Path, content: str | bytes) -> list[Item]:
    (folder / "file").write_bytes(content.encode() if isinstance(content, str) else content)
    started = perf_counter()
    found = list(read(Document("feed.xml", folder / "file")))
    assert perf_counter() - started < GENEROUS
    return found


def feed(inside: str, declared: str = "") -> str:
    item = f"<item><title>{inside}</title><content>{STORY}</content><description>{STORY}{inside}</description></item>"
    return f'<?xml version="1.0"?>{declared}<rss version="2.0"><channel>{item}</channel></rss>'


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))


@pytest.mark.parametrize(
    "declared",
    [
        f'<!DOCTYPE rss [<!ENTITY l0 "lol">{LAUGHS}]>',
        f'<!DOCTYPE rss [<!ENTITY l0 "{"x" * 100_000}">]>',
        '<!DOCTYPE rss [<!ENTITY l9 SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE rss [<!ENTITY l9 SYSTEM "http://127.0.0.1:9/x">]>',
        "<!DOCTYPE rss [<!ENTITY % d \"<!ENTITY l9 'lol'>\"> %d;]>",
        '<!DOCTYPE rss [<!ENTITY % d SYSTEM "file:///etc/passwd"> %d; <!ENTITY l9 "lol">]>',
        '<!DOCTYPE rss [<!entity l9 "lol">]>',
        '<!-- <rss> --><!DOCTYPE rss [<!ENTITY l9 "<b>lol</b>">]>',
        '<?x <rss> ?><!DOCTYPE rss [<!ENTITY l9 "lol">]>',
    ],
    ids=["laughs", "quadratic", "file", "address", "parameter", "parameters", "case", "comment", "instruction"],
)
def test_entities_are_never_expanded(tmp_path: Path, declared: str) -> None:
    found = items(tmp_path, feed("&l9;" * 1_000, declared))
    assert all(isinstance(one, Refused) for one in found)
    assert "root:" not in str(found)


@pytest.mark.parametrize("kind", ["SYSTEM", 'PUBLIC "-//W3C//ENTITIES Latin 1 for XHTML//EN"'])
def test_a_list_of_entities_that_lies_elsewhere_is_not_fetched(tmp_path: Path, kind: str) -> None:
    (tmp_path / "x.ent").write_text('<!ENTITY l9 "expanded">')
    declared = f'<!DOCTYPE rss [\n<!ENTITY % all {kind} "{tmp_path / "x.ent"}">\n%all;]>'
    (found,) = items(tmp_path, feed("&l9; caf&eacute; &#X201D;", declared))
    assert isinstance(found, Read)
    assert "expanded" not in found.article.text
    assert "café ”" in found.article.text


def test_a_type_that_is_named_is_not_fetched(tmp_path: Path) -> None:
    (tmp_path / "x.dtd").write_text('<!ENTITY l9 "expanded">')
    (found,) = items(tmp_path, feed("&l9;", f'<!DOCTYPE rss SYSTEM "{tmp_path / "x.dtd"}">'))
    assert isinstance(found, Read)
    assert "expanded" not in found.article.text


@pytest.mark.parametrize(
    "inside",
    [
        "<a>" * 100_000 + "</a>" * 100_000,
        "<a " + " ".join(f'a{number}="1"' for number in range(200_000)) + "/>",
        "<a/>" * 500_000,
        "&" * 500_000,
        "&#1;" * 500_000,
        "<![CDATA[" * 200_000,
        "<!--" * 500_000,
        "</rss>" + "\n" * 2_000_000,
        "<![CDATA[x]]>" * 300_000,
        "]]>" * 300_000,
        "… " * 2_000_000,
        "\n" * 5_000_000,
        "Read more " * 400_000,
        "The post " * 400_000,
    ],
    ids=[
        "depth", "attributes", "elements", "ampersands", "references", "open data", "open comments", "lines behind",
        "data", "ends", "dots", "lines", "more", "posts",
    ],
)  # fmt: skip
def test_monsters_are_read_or_refused_in_time(tmp_path: Path, inside: str) -> None:
    for found in items(tmp_path, feed(inside)):
        assert isinstance(found, Read) or len(found.reason) < 300


@pytest.mark.parametrize("root", ["nitf", "newsItem", "alto", "mets", "feed", "rss", "newsMessage", "rdf:RDF"])
def test_a_root_alone_is_refused_with_a_sentence(tmp_path: Path, root: str) -> None:
    for content in (f"<{root}/>", f"<{root}>", f"<{root}>{'<a>' * 1_000}", f"<{root}", f"<{root}>\x00"):
        (found,) = items(tmp_path, content)
        assert isinstance(found, Refused)


def test_a_large_file_is_refused_before_it_is_parsed(tmp_path: Path) -> None:
    large = feed("x" * 17 * 1_048_576).encode()
    tracemalloc.start()
    (found,) = items(tmp_path, large)
    assert tracemalloc.get_traced_memory()[1] < 60 * 1_048_576
    tracemalloc.stop()
    assert isinstance(found, Refused)
    assert "is larger than 16 MiB" in found.reason


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("<a>Tom &amp; &lt;Ida&gt; &#169; &#xA9;</a>", "Tom & <Ida> © ©"),
        ("<a>&nbsp;x&eacute;</a>", "xé"),
        ("<a><![CDATA[a & b]]> & c</a>", "a & b & c"),
        ("<a>\x00x\ud800\uffff</a>", "x"),
        ("<a><b:c>x</b:c></a>", "x"),
        ("\n<?xml version='1.0' encoding='utf-16'?><a>x</a>", "x"),
    ],
)
def test_harmless_mistakes_are_mended(source: str, text: str) -> None:
    assert words(tree_of(source)) == text


@pytest.mark.parametrize(
    "source", ["", "x", "<a>", "<a><b></a>", "<a/><b/>", "<a b=1/>", "<a", "<!DOCTYPE a>", "<?xml?>"]
)
def test_what_is_not_xml_is_refused(source: str) -> None:
    with pytest.raises(Unreadable, match=r"is not well-formed XML|holds no XML"):
        tree_of(source)
