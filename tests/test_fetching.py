"""Links fetched from a real server on 127.0.0.1: what may be reached, how much is taken, and what a host allows."""

from __future__ import annotations

import asyncio
import gzip
import re
import shutil
import ssl
import subprocess
import tempfile
import time
import zlib
from contextlib import asynccontextmanager
from functools import partial
from ipaddress import IPv4Address, IPv6Address
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from aiohttp import web
from hypothesis import given
from hypothesis import strategies as st
from sites import BOMB, STORY, Names, Site, broken_off, endless, packed, serving, slow

from knowledge import ArchiveSettings, Document, Outcome, Status, Unfetchable, Validators
from knowledge.fetching import Turns, fetched, is_link
from knowledge.fetching.addresses import is_public
from knowledge.fetching.declined import Declined
from knowledge.fetching.fetcher import HOPS, Fetcher
from knowledge.fetching.links import address, next_address
from knowledge.fetching.responses import Body, Fetched
from knowledge.fetching.robots import LARGEST, LONGEST_PAUSE, Rule, read_robots
from knowledge.fetching.validators import read_validators

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from knowledge.fetching.addresses import Judge

ON = ArchiveSettings(fetch=True, fetch_seconds=5, fetch_bytes=1_000_000)
NOT_THE_WEB = "it leads to an address or a port that is not the public web's"


@pytest.fixture
async def site() -> AsyncIterator[Site]:
    async with serving(Site()) as site:
        yield site


@asynccontextmanager
async def fetching(
    site: Site, settings: ArchiveSettings = ON, judge: Judge | None = None, names: Names | None = None
) -> AsyncIterator[Fetcher]:
    async with Fetcher(settings, Turns(pause=0), judge or site.allows, names) as fetcher:
        yield fetcher


async def fetch(
    site: Site,
    link: str,
    settings: ArchiveSettings = ON,
    judge: Judge | None = None,
    names: Names | None = None,
) -> Fetched:
    async with fetching(site, settings, judge, names) as fetcher:
        return await fetcher.fetch(link)


async def why(
    site: Site,
    link: str,
    settings: ArchiveSettings = ON,
    judge: Judge | None = None,
    names: Names | None = None,
) -> str:
    """Why a link is not fetched; it must not be."""
    with pytest.raises(Unfetchable) as raised:
        await fetch(site, link, settings, judge, names)
    sentence = str(raised.value)
    assert sentence == f"{link} {raised.value.reason}."
    assert "\n" not in raised.value.reason
    return raised.value.reason.removeprefix("was not fetched: ")


# What is fetched


async def test_a_page_is_fetched_as_it_was_sent(site: Site) -> None:
    site.answers["/ferry"] = lambda _: web.Response(text=STORY, content_type="text/html", charset="utf-8")
    page = await fetch(site, site.link("/ferry#top"))
    assert page == Fetched(site.link("/ferry"), "text/html", "utf-8", STORY.encode())


async def test_who_asks_says_who_it_is_and_keeps_nothing(site: Site) -> None:
    site.answers["/"] = lambda _: web.Response(
        status=302, headers={"Location": "/next", "Set-Cookie": "visitor=7; Path=/"}
    )
    site.page("/next")
    names = Names({"news.example": ["127.0.0.1"]})  # because no cookie is ever kept for a number
    await fetch(site, site.link(host="news.example"), names=names)
    assert [request.path for request in site.asked] == ["/robots.txt", "/", "/next"]
    for request in site.asked:
        assert re.fullmatch(r"Backissue/\d[\w.]*", request.headers["User-Agent"])
        assert not {"Cookie", "Authorization", "Referer"} & set(request.headers)


async def test_up_to_three_redirects_are_followed(site: Site) -> None:
    for number, status in enumerate((301, 302, 307), 1):
        site.redirect(f"/{number}", f"/{number + 1}" if number < 3 else site.link("/4"), status)
    site.page("/4")
    assert (await fetch(site, site.link("/1"))).url == site.link("/4")
    site.redirect("/0", "1", 308)
    assert await why(site, site.link("/0")) == f"it redirects more than {HOPS} times"


@pytest.mark.parametrize("packing", ["gzip", "x-gzip", "GZIP"])
async def test_what_is_packed_is_unpacked(site: Site, packing: str) -> None:
    half = len(STORY) // 2
    members = gzip.compress(STORY[:half].encode()) + gzip.compress(STORY[half:].encode())
    site.answers["/"] = lambda _: packed(members, packing)
    assert (await fetch(site, site.link())).content == STORY.encode()


@pytest.mark.parametrize(
    "content_type",
    [
        "text/html", "application/xhtml+xml", "text/plain", "text/xml", "application/xml", "application/rss+xml",
        "application/atom+xml", "application/json", "application/feed+json", "application/x-ndjson", "TEXT/HTML",
    ],
)  # fmt: skip
async def test_text_of_every_kind_is_taken(site: Site, content_type: str) -> None:
    site.answers["/"] = lambda _: web.Response(body=b"words", headers={"Content-Type": content_type})
    assert (await fetch(site, site.link())).content == b"words"


# What is not


async def test_nothing_is_asked_for_unless_it_is_switched_on(site: Site) -> None:
    site.page("/")
    said = await why(site, site.link(), ArchiveSettings())
    assert said.startswith("fetching links is switched off; fetch = true in the section [archive]")
    assert site.asked == []


LOCAL = [
    "127.0.0.1", "localhost", "2130706433", "0x7f.1", "0x7f000001", "0177.0.0.1", "017700000001", "127.1", "0",
    "0.0.0.0", "127.0.0.1.", "localhost.", "[::1]", "[::]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[::127.0.0.1]",
    "[64:ff9b::7f00:1]", "[2002:7f00:1::]", "[fe80::1]", "[fd00:ec2::254]", "169.254.169.254", "10.0.0.1",
    "192.168.1.1", "172.16.0.1", "100.100.100.200", "168.63.129.16", "①②⑦.⓪.⓪.①",
]  # fmt: skip


@pytest.mark.parametrize("host", LOCAL)
async def test_no_spelling_of_a_private_address_is_connected_to(site: Site, host: str) -> None:
    site.page("/")

    def judge(address: str, _: int) -> bool:
        return is_public(address, 80)

    said = await why(site, site.link(host=host), judge=judge)
    assert said in {NOT_THE_WEB, "its host is not known", "it is not a link that can be followed"}
    assert site.asked == []


@pytest.mark.parametrize("address", ["127.0.0.1", "10.1.2.3", "169.254.169.254", "::1", "::ffff:10.0.0.1", "fe80::1%1"])
async def test_a_public_name_of_a_private_address_is_not_connected_to(site: Site, address: str) -> None:
    said = await why(site, "http://news.example/", judge=is_public, names=Names({"news.example": [address]}))
    assert said == NOT_THE_WEB
    assert address not in said


async def test_a_name_that_changes_its_address_in_between_is_judged_again(site: Site) -> None:
    site.page("/")
    names = Names({"news.example": ["127.0.0.1", "127.0.0.2"]})
    assert await why(site, site.link(host="news.example"), names=names) == NOT_THE_WEB
    assert [request.path for request in site.asked] == ["/robots.txt"]


@pytest.mark.parametrize(
    "location",
    [
        "http://10.0.0.1/", "//169.254.169.254/latest/meta-data/", "http://[::1]/",
        "https://127.0.0.1/", "http://127.0.0.1:22/",
    ],
)  # fmt: skip
async def test_a_redirect_to_a_private_address_or_another_port_is_not_followed(site: Site, location: str) -> None:
    site.redirect("/", location)
    assert await why(site, site.link()) == NOT_THE_WEB
    assert site.paths == ["/"]


@pytest.mark.parametrize(
    ("location", "reason"),
    [
        ("file:///etc/passwd", "only http and https are fetched"),
        ("gopher://news.example/", "only http and https are fetched"),
        ("http://user:word@127.0.0.1/", "it holds a name or a password, which are not sent"),
        ("http://2130706433/", "it is not a link that can be followed"),
        ("http://[", "it redirects to a link that cannot be followed"),
        ("", "it redirects to nowhere"),
        ("/" + "a" * 2_500, "it redirects to a link of more than 2,000 characters"),
    ],
)
async def test_every_redirect_is_judged_as_a_link_is(site: Site, location: str, reason: str) -> None:
    site.redirect("/", location)
    assert await why(site, site.link()) == reason


async def test_a_loop_of_redirects_comes_to_an_end(site: Site) -> None:
    site.redirect("/", "/there")
    site.redirect("/there", "/")
    assert await why(site, site.link()) == "it redirects more than 3 times"
    assert len(site.paths) == HOPS + 1


@pytest.mark.parametrize("port", [1, 22, 25, 6379, 8080, 0])
async def test_no_other_port_is_connected_to(site: Site, port: int) -> None:
    names = Names({"news.example": ["93.184.215.14"]})
    assert await why(site, f"http://news.example:{port}/", judge=is_public, names=names) == NOT_THE_WEB


@pytest.mark.parametrize(
    ("link", "reason"),
    [
        ("file:///etc/passwd", "only http and https are fetched"),
        ("ftp://news.example/", "only http and https are fetched"),
        ("gopher://news.example/", "only http and https are fetched"),
        ("data:text/html,words", "only http and https are fetched"),
        ("javascript:alert(1)", "only http and https are fetched"),
        ("news.example", "only http and https are fetched"),
        ("", "only http and https are fetched"),
        ("http:", "it names no host"),
        ("http:///path", "it names no host"),
        ("http://[::1", "it is not a link that can be followed"),
        ("http://news.example:99999/", "it is not a link that can be followed"),
        ("http://ada@news.example/", "it holds a name or a password, which are not sent"),
        ("http://:word@news.example/", "it holds a name or a password, which are not sent"),
        ("https://ada:word@news.example/", "it holds a name or a password, which are not sent"),
        (f"http://news.example/{'a' * 2_000}", "it is longer than 2,000 characters"),
    ],
)
async def test_what_is_no_link_to_the_web_is_not_followed(site: Site, link: str, reason: str) -> None:
    assert await why(site, link) == reason


@given(st.text() | st.text().map("http://{}".format) | st.text().map("https://a.example{}".format))
def test_any_text_is_an_address_or_declined(text: str) -> None:
    for read in (address, lambda location: next_address(address("http://a.example/b"), location)):
        try:
            found = read(text)
        except Declined:
            continue
        else:
            assert found.scheme in {"http", "https"}
            assert found.host
            assert not found.user
            assert not found.password


@pytest.mark.parametrize("text", ["https://a.example/x", "http://a", "FTP://a", "file://a", "git+ssh://a"])
def test_links_are_told_from_paths(text: str) -> None:
    assert is_link(text)
    assert not is_link(text.replace("://", ":/"))
    assert not is_link(f"./{text}")


@pytest.mark.parametrize(
    ("content_type", "body"),
    [("image/png", b"\x89PNG"), ("application/pdf", b"%PDF"), ("application/octet-stream", b"x"), ("text/css", b"a{}"),
     ("text/javascript", b"x"), ("image/svg+xml", b"<svg/>"), ("video/mp4", b"x"), ("", b"<html>")],
)  # fmt: skip
async def test_what_is_no_text_is_not_taken(site: Site, content_type: str, body: bytes) -> None:
    site.answers["/"] = lambda _: web.Response(body=body, headers={"Content-Type": content_type})
    assert await why(site, site.link()) == "it is not HTML, XML, JSON or plain text"


@pytest.mark.parametrize("status", [204, 206, 300, 304, 401, 403, 404, 410, 429, 500, 503])
async def test_an_answer_without_a_document_is_told_by_its_status(site: Site, status: int) -> None:
    site.answers["/"] = lambda _: web.Response(status=status)
    assert await why(site, site.link()) == f"its server answers with status {status}"


async def test_what_is_larger_than_it_may_be_is_given_up(site: Site) -> None:
    site.answers["/declared"] = lambda _: web.Response(body=bytes(1_000_001), content_type="text/html")
    site.answers["/bomb"] = lambda _: packed(BOMB)
    site.answers["/only-declared"] = partial(slow, length=1_000_001)
    site.answers["/endless"] = endless
    for path in ("/declared", "/only-declared", "/bomb", "/endless"):
        assert await why(site, site.link(path)) == "it is larger than 0.954 MiB"
    site.answers["/largest"] = lambda _: web.Response(body=bytes(1_000_000), content_type="text/html")
    assert len((await fetch(site, site.link("/largest"))).content) == 1_000_000


@pytest.mark.parametrize(
    ("content", "packing", "reason"),
    [
        (zlib.compress(bytes(40_000_000)), "deflate", "it is packed in a way that was not asked for"),
        (b"x", "br", "it is packed in a way that was not asked for"),
        (gzip.compress(BOMB), "gzip, gzip", "it is packed in a way that was not asked for"),
        (b"plain", "gzip", "its content is not packed as its server says"),
        (gzip.compress(STORY.encode())[:-20], "gzip", "its content broke off"),
    ],
)
async def test_nothing_is_unpacked_but_whole_gzip(site: Site, content: bytes, packing: str, reason: str) -> None:
    site.answers["/"] = lambda _: packed(content, packing)
    assert await why(site, site.link()) == reason


def test_what_unpacks_to_nothing_is_not_read_for_ever() -> None:
    body, nothing = Body(1_000, "gzip"), gzip.compress(b"")
    for _ in range(1_000 // len(nothing)):
        body.add(nothing)
    with pytest.raises(Declined):
        body.add(nothing)


def test_a_bomb_is_not_unpacked_beyond_the_limit() -> None:
    body = Body(1_000, "gzip")
    with pytest.raises(Declined):
        body.add(BOMB)
    assert len(body._content) <= 1_001  # noqa: SLF001 - what is held is the point


@given(st.lists(st.binary(max_size=300), max_size=5), st.integers(min_value=1, max_value=40))
def test_whatever_the_pieces_it_arrives_in_the_content_is_the_same(members: list[bytes], size: int) -> None:
    sent = b"".join(map(gzip.compress, members))
    body = Body(1_000_000, "gzip")
    for start in range(0, len(sent), size):
        body.add(sent[start : start + size])
    assert body.whole() == b"".join(members)


async def test_what_takes_too_long_is_given_up(site: Site) -> None:
    site.answers["/"] = slow
    began = time.monotonic()
    assert (
        await why(site, site.link(), ON.model_copy(update={"fetch_seconds": 0.5})) == "it took longer than 0.5 seconds"
    )
    assert time.monotonic() - began < 2


async def test_the_time_is_for_all_hops_together(site: Site) -> None:
    async def dawdling(request: web.Request) -> web.Response:
        await asyncio.sleep(0.3)
        return web.Response(status=302, headers={"Location": request.path + "x"})

    site.answers |= dict.fromkeys(("/", "/x", "/xx", "/xxx"), dawdling)
    assert (
        await why(site, site.link(), ON.model_copy(update={"fetch_seconds": 0.7})) == "it took longer than 0.7 seconds"
    )


async def test_what_a_connection_suffers_is_a_sentence(site: Site) -> None:
    site.answers["/"] = broken_off
    assert await why(site, site.link()) == "the connection broke"
    assert await why(site, site.link(host="nowhere.example"), names=Names({})) == "its host is not known"

    async def babble(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"220 mail.example ESMTP\r\n\r\n")
        await writer.drain()
        writer.close()

    async with await asyncio.start_server(babble, "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
        said = await why(site, f"http://127.0.0.1:{port}/", judge=lambda *_: True)
    assert said == "its server does not answer as the web does"
    said = await why(site, f"http://127.0.0.1:{port}/", judge=lambda *_: True)
    assert said == "its server cannot be reached"


@pytest.fixture(scope="module")
def self_signed(tmp_path_factory: pytest.TempPathFactory) -> ssl.SSLContext:
    if not (openssl := shutil.which("openssl")):
        pytest.skip("there is no openssl to make a certificate with")
    folder = tmp_path_factory.mktemp("certificate")
    key, certificate = folder / "key.pem", folder / "certificate.pem"
    names = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1"]
    kind = ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"]
    subprocess.run(
        [openssl, *kind, *names, "-keyout", str(key), "-out", str(certificate)], check=True, capture_output=True
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    return context


async def test_a_certificate_that_nobody_vouches_for_is_not_trusted(self_signed: ssl.SSLContext) -> None:
    async with serving(Site(), self_signed) as secure:
        secure.page("/")
        said = await why(secure, secure.link().replace("http:", "https:"))
        assert said == "its certificate cannot be trusted"
        assert secure.asked == []


async def test_a_server_without_encryption_is_no_secure_one(site: Site) -> None:
    site.page("/")
    assert await why(site, site.link().replace("http:", "https:")) == "no secure connection to it can be made"


async def test_proxies_and_passwords_of_the_environment_are_not_used(
    site: Site, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    site.page("/")
    (tmp_path / "netrc").write_text("machine 127.0.0.1 login ada password word\n", "ascii")
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
    async with serving(Site()) as proxy:
        for name in ("http_proxy", "HTTP_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"):
            monkeypatch.setenv(name, proxy.link())
        monkeypatch.delenv("NO_PROXY", raising=False)
        monkeypatch.delenv("no_proxy", raising=False)
        assert (await fetch(site, site.link())).content == STORY.encode()
        assert proxy.asked == []
    assert not any("Authorization" in request.headers for request in site.asked)


# What a host allows


async def test_what_robots_txt_does_not_allow_is_not_asked_for(site: Site) -> None:
    site.page("/robots.txt", "User-agent: *\nDisallow: /members/\nAllow: /members/free", "text/plain")
    site.page("/members/free")
    site.page("/members/page")
    site.redirect("/way", "/members/page")
    async with fetching(site) as fetcher:
        assert (await fetcher.fetch(site.link("/members/free"))).content
        for path in ("/members/page", "/way"):
            with pytest.raises(Unfetchable, match=r"robots\.txt of its host does not allow it"):
                await fetcher.fetch(site.link(path))
    assert site.paths == ["/members/free", "/way"]
    assert len(site.asked) - len(site.paths) == 1  # robots.txt is asked for once


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410])
async def test_a_host_without_robots_txt_allows_everything(site: Site, status: int) -> None:
    site.answers["/robots.txt"] = lambda _: web.Response(status=status, text="User-agent: *\nDisallow: /")
    site.page("/")
    assert (await fetch(site, site.link())).content == STORY.encode()


@pytest.mark.parametrize("status", [429, 500, 502, 503])
async def test_a_host_in_trouble_is_left_alone(site: Site, status: int) -> None:
    site.answers["/robots.txt"] = lambda _: web.Response(status=status)
    site.page("/")
    async with fetching(site) as fetcher:
        with pytest.raises(Unfetchable, match=f"robots.txt of its host answers with status {status}"):
            await fetcher.fetch(site.link())
        with pytest.raises(Unfetchable, match=r"robots\.txt of its host cannot be read"):
            await fetcher.fetch(site.link("/other"))
    assert [request.path for request in site.asked] == ["/robots.txt"]


async def test_robots_txt_is_fetched_as_carefully_as_a_page(site: Site) -> None:
    site.page("/")
    site.redirect("/robots.txt", "http://169.254.169.254/")
    assert await why(site, site.link()) == NOT_THE_WEB
    site.redirect("/robots.txt", "/robots.txt")
    assert await why(site, site.link()) == "it redirects more than 3 times"
    site.answers["/robots.txt"] = endless
    assert await why(site, site.link()) == "it is larger than 0.954 MiB"
    site.answers["/robots.txt"] = slow
    assert (
        await why(site, site.link(), ON.model_copy(update={"fetch_seconds": 0.5})) == "it took longer than 0.5 seconds"
    )
    assert site.paths == []


async def test_each_host_has_its_own_robots_txt(site: Site) -> None:
    async with serving(Site()) as other:
        site.redirect("/", other.link("/page"))
        other.page("/page")
        other.page("/robots.txt", "User-agent: backissue\nDisallow: /", "text/plain")

        def judge(address: str, port: int) -> bool:
            return site.allows(address, port) or other.allows(address, port)

        assert await why(site, site.link(), judge=judge) == "the robots.txt of its host does not allow it"
        assert other.paths == []


async def test_a_host_is_left_alone_between_its_pages(site: Site) -> None:
    site.redirect("/", "/next")
    site.page("/next")
    async with Fetcher(ON, Turns(pause=0.2), site.allows) as fetcher:
        began = time.monotonic()
        await fetcher.fetch(site.link())
    assert len(site.asked) == 3
    assert time.monotonic() - began >= 0.4


GROUPS = """\ufeff# a comment
Sitemap: https://kettlesund.example/sitemap.xml
User-agent: Elsebot
User-Agent : BackIssue/2.0 # us
Crawl-delay: 5
Disallow: /a
disallow:/b$

User-agent: *
Disallow: /

User-agent: backissue
Allow: /a/open
Disallow: /*/print?
"""


@pytest.mark.parametrize(
    ("robots", "path", "is_allowed"),
    [
        ("", "/", True),
        ("User-agent: *\nDisallow:", "/", True),
        ("User-agent: *\nDisallow: /", "/", False),
        ("Disallow: /", "/", True),
        ("<html>Not found</html>", "/", True),
        ("User-agent: other\nDisallow: /", "/", True),
        ("User-agent: other\nUser-agent: *\nDisallow: /", "/", False),
        ("User-agent: backissuebot\nDisallow: /", "/", True),
        ("User-agent: *\nAllow: /page\nDisallow: /page", "/page", True),
        ("User-agent: *\nDisallow: /\nAllow: /$", "/", True),
        ("User-agent: *\nDisallow: /\nAllow: /$", "/page", False),
        ("User-agent: *\nDisallow: /*.php$", "/a.php", False),
        ("User-agent: *\nDisallow: /*.php$", "/a.php?b", True),
        ("User-agent: *\nDisallow: /a%3cd", "/a%3Cd", False),
        ("User-agent: *\nDisallow: /%7Eada", "/~ada", False),
        ("User-agent: *\nDisallow: /ærlig", "/%C3%A6rlig", False),
        ("User-agent: *\nDisallow: /a%2Fb", "/a/b", True),
        ("User-agent: *\rDisallow: /\r", "/", False),
        (GROUPS, "/other", True),
        (GROUPS, "/a", False),
        (GROUPS, "/a/open", True),
        (GROUPS, "/b", False),
        (GROUPS, "/bc", True),
        (GROUPS, "/x/print?y", False),
    ],
)
def test_robots_txt_is_read_as_rfc_9309_has_it(robots: str, path: str, *, is_allowed: bool) -> None:
    assert read_robots(robots.encode()).allow(path) is is_allowed


@given(st.text(alphabet="/ab*$", max_size=8), st.text(alphabet="/ab$", max_size=12))
def test_a_rule_fits_what_its_pattern_says(rule: str, path: str) -> None:
    pattern = re.escape(rule.removesuffix("$")).replace(r"\*", ".*") + ("$" if rule.endswith("$") else "")
    assert Rule(rule, is_allowed=False).matches(path) == bool(re.match(pattern, path))


def test_of_a_huge_robots_txt_the_beginning_counts() -> None:
    rule = b"User-agent: *\nDisallow: /"
    assert not read_robots(b"\n" * (LARGEST - len(rule)) + rule).allow("/")
    assert read_robots(b"\n" * LARGEST + rule).allow("/")


@given(st.binary(), st.text())
def test_any_bytes_are_rules(content: bytes, path: str) -> None:
    assert read_robots(content).allow(path) in {True, False}


@pytest.mark.parametrize(
    ("robots", "pause"),
    [
        ("", 0),
        ("User-agent: *\nCrawl-delay: 5", 5),
        ("User-agent: *\nCrawl-delay: 1.5 # a comment\nDisallow:", 1.5),
        ("User-agent: *\nCrawl-delay: 5\nCrawl-delay: 3", 5),
        ("User-agent: *\nCrawl-delay: 5\nUser-agent: backissue\nCrawl-delay: 2\nDisallow:", 2),
        ("User-agent: *\nCrawl-delay: 5\nDisallow:\nUser-agent: backissue\nCrawl-delay: 2", 2),
        ("User-agent: *\nCrawl-delay: 5\nDisallow:\nUser-agent: backissue\nDisallow:", 0),
        ("User-agent: other\nCrawl-delay: 5", 0),
        ("Crawl-delay: 5", 0),
        *((f"User-agent: *\nCrawl-delay: {no}", 0) for no in ("-1", "soon", "", "1e9", "nan", "inf", "١", "9" * 99)),
        ("User-agent: *\nCrawl-delay: 86400", LONGEST_PAUSE),
    ],
)
def test_the_pause_is_what_robots_txt_asks_of_us_up_to_a_limit(robots: str, pause: float) -> None:
    assert read_robots(robots.encode()).pause == pause


def test_a_pause_between_two_names_ends_no_group() -> None:
    robots = b"User-agent: backissue\nCrawl-delay: 5\nUser-agent: other\nDisallow: /"
    assert not read_robots(robots).allow("/")


async def test_a_host_that_asks_for_pauses_gets_them_and_they_do_not_count_as_its_time(site: Site) -> None:
    site.page("/robots.txt", "User-agent: *\nCrawl-delay: 0.4", "text/plain")
    site.page("/a")
    site.page("/b")
    settings, turns = ON.model_copy(update={"fetch_seconds": 0.3}), Turns(pause=0)
    async with Fetcher(settings, turns, site.allows) as fetcher:
        await fetcher.fetch(site.link("/a"))
        began = time.monotonic()
        await fetcher.fetch(site.link("/b"))
    assert time.monotonic() - began >= 0.35
    assert site.paths == ["/a", "/b"]


def test_no_robots_txt_takes_long() -> None:
    names = "".join(f"user-agent:a{number}\n" for number in range(15_000))
    rules = "".join(f"disallow:/{number}\n" for number in range(15_000))
    stars = "user-agent:*\n" + f"disallow:/{'*a' * 20}*b\n" * 10_000
    began = time.process_time()
    pauses = "user-agent:*\ncrawl-delay:" + "1" * 400_000
    one_rule = "user-agent:*\ndisallow:/" + "*a" * LARGEST
    for robots in (names + rules, stars, pauses, one_rule, "\n" * LARGEST, "a" * 5_000_000):
        read_robots(robots.encode()).allow("/" + "a" * 2_000)
    assert time.process_time() - began < 3


# What has not changed


def tagged(site: Site, path: str, tag: str = '"one"', **more: str) -> None:
    """A page that is not sent to whoever has its tag, by its own headers."""

    def answer(request: web.Request) -> web.Response:
        is_known = request.headers.get("If-None-Match") == tag
        headers = {"ETag": tag, "Content-Type": "text/html", **more}
        return web.Response(status=304) if is_known else web.Response(text=STORY, headers=headers)

    site.answers[path] = answer


async def again(site: Site, link: str, seen: dict[str, Validators]) -> Document | Outcome:
    async with fetched([link], ON, Turns(pause=0), site.allows, seen=seen) as found:
        (one,) = [one async for one in found]
        return one


async def test_what_has_not_changed_is_not_sent_again(site: Site) -> None:
    seen: dict[str, Validators] = {}
    tagged(site, "/", **{"Last-Modified": "Mon, 04 Mar 2019 10:00:00 GMT"})
    assert isinstance(await again(site, site.link("/"), seen), Document)
    assert seen == {site.link("/"): Validators(site.link("/"), '"one"', "Mon, 04 Mar 2019 10:00:00 GMT")}
    told = await again(site, site.link("/"), seen)
    assert told == Outcome(site.link("/"), Status.DUPLICATE, reason="has not changed")
    assert site.asked[-1].headers["If-Modified-Since"] == "Mon, 04 Mar 2019 10:00:00 GMT"
    tagged(site, "/", '"two"')
    assert isinstance(await again(site, site.link("/"), seen), Document)
    assert seen[site.link("/")].etag == '"two"'
    site.page("/")
    assert isinstance(await again(site, site.link("/"), seen), Document)
    assert seen == {}


async def test_what_a_page_was_called_is_told_to_no_other_address(site: Site) -> None:
    seen: dict[str, Validators] = {}
    tagged(site, "/a")
    tagged(site, "/b")
    site.redirect("/", "/a")
    await again(site, site.link("/"), seen)
    assert isinstance(await again(site, site.link("/"), seen), Outcome)
    site.redirect("/", "/b")
    assert isinstance(await again(site, site.link("/"), seen), Document)
    told = [request.path for request in site.asked if "If-None-Match" in request.headers]
    assert told == ["/a"]


async def test_nothing_is_unchanged_that_was_not_asked_about(site: Site) -> None:
    site.answers["/"] = lambda _: web.Response(status=304)
    reason = "its server answers with status 304"
    assert await why(site, site.link()) == reason
    seen = {site.link(): Validators("https://kettlesund.example/", '"one"')}
    told = await again(site, site.link(), seen)
    assert isinstance(told, Outcome)
    assert told.reason == f"was not fetched: {reason}"


@pytest.mark.parametrize("tag", ["", "x" * 501, "\udcff\udcfe", "ä", "a\tb"])
def test_what_cannot_be_told_again_is_not_kept(tag: str) -> None:
    assert read_validators("https://kettlesund.example/", {"ETag": tag}) is None


# Turns, files, addresses


async def test_a_host_is_asked_one_thing_at_a_time_with_a_pause_between() -> None:
    turns, under_way, seen = Turns(pause=0.1), set[str](), list[tuple[str, float]]()

    async def ask(host: str) -> None:
        async with turns.at(host):
            assert host not in under_way
            under_way.add(host)
            seen.append((host, time.monotonic()))
            await asyncio.sleep(0.05)
            under_way.remove(host)

    began = time.monotonic()
    await asyncio.gather(*map(ask, ("a", "a", "a", "b")))
    moments = [moment for host, moment in seen if host == "a"]
    assert all(later - sooner >= 0.14 for sooner, later in pairwise(moments))
    assert next(moment for host, moment in seen if host == "b") - began < 0.1
    await asyncio.sleep(0.11)
    await ask("c")
    assert set(turns._hosts) == {"c"}  # noqa: SLF001 - what is remembered is the point


async def collected(site: Site, *paths: str) -> list[Document | Outcome]:
    async with fetched([*map(site.link, paths)], ON, Turns(pause=0), site.allows) as found:
        return [one async for one in found]


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def left_in(folder: Path) -> list[Path]:
    return list(folder.iterdir())


async def test_links_become_files_for_as_long_as_they_are_needed(site: Site, temporary: Path) -> None:
    site.page("/a", "First")
    site.redirect("/b", "/a")
    async with fetched([*map(site.link, ("/a", "/gone", "/b"))], ON, Turns(pause=0), site.allows) as found:
        first, gone, second = [one async for one in found]
        assert isinstance(first, Document)
        assert isinstance(second, Document)
        assert first.path.read_bytes() == second.path.read_bytes() == b"First"
        assert (second.name, second.url) == (site.link("/b"), site.link("/a"))
        assert isinstance(gone, Outcome)
        assert gone.reason == "was not fetched: its server answers with status 404"
    assert left_in(temporary) == []


async def test_no_file_is_left_after_a_failure_or_when_broken_off(site: Site, temporary: Path) -> None:
    site.page("/a")
    started = asyncio.Event()

    async def starting(request: web.Request) -> web.StreamResponse:
        started.set()
        return await slow(request)

    site.answers["/slow"] = starting

    async def failing() -> None:
        async with fetched([site.link("/a")], ON, Turns(pause=0), site.allows) as found:
            async for one in found:
                raise RuntimeError(one)

    with pytest.raises(RuntimeError):
        await failing()
    assert left_in(temporary) == []

    waiting = asyncio.create_task(collected(site, "/a", "/slow"))
    await started.wait()
    assert left_in(temporary) != []
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    assert left_in(temporary) == []


ADDRESSES = {
    "8.8.8.8": True, "93.184.215.14": True, "127.0.0.1": False, "127.255.255.254": False, "10.1.2.3": False,
    "172.31.255.255": False, "172.32.0.1": True, "192.168.0.1": False, "169.254.169.254": False, "100.64.0.1": False,
    "100.127.255.255": False, "100.128.0.1": True, "0.0.0.0": False, "0.1.2.3": False, "192.0.0.8": False,
    "192.0.0.192": False, "192.0.2.1": False, "192.88.99.1": False, "198.18.0.1": False, "198.19.255.255": False,
    "198.51.100.1": False, "203.0.113.1": False, "224.0.0.1": False, "239.255.255.255": False, "240.0.0.1": False,
    "255.255.255.255": False, "168.63.129.16": False, "2001:4860:4860::8888": True, "2606:4700::1111": True,
    "::": False, "::1": False, "::127.0.0.1": False, "::8.8.8.8": False, "::ffff:127.0.0.1": False,
    "::ffff:10.0.0.1": False, "::ffff:8.8.8.8": True, "::ffff:0:7f00:1": False, "64:ff9b::7f00:1": False,
    "64:ff9b::a9fe:a9fe": False,
    "64:ff9b::808:808": True, "64:ff9b:1::7f00:1": False, "2002:7f00:1::": False, "2002:808:808::": False,
    "2001::1": False, "2001:0:4136:e378:8000:63bf:3fff:fdd2": False, "2001:20::1": False, "2001:db8::1": False,
    "3fff::1": False, "fe80::1%eth0": False, "fe80::1": False, "fec0::1": False, "fc00::1": False,
    "fd00:ec2::254": False, "ff02::1": False, "100::1": False, "5f00::1": False,
}  # fmt: skip


@pytest.mark.parametrize("numeric", ADDRESSES)
def test_which_addresses_are_public(numeric: str) -> None:
    assert is_public(numeric, 443) is ADDRESSES[numeric]
    assert is_public(numeric, 80) is ADDRESSES[numeric]
    assert not any(is_public(numeric, port) for port in (0, 22, 81, 8080, 8443))


@given(st.ip_addresses(v=4))
def test_an_address_within_another_is_judged_by_itself(inside: IPv4Address) -> None:
    judged = {is_public(f"{before}{inside}", 443) for before in ("", "::ffff:", "64:ff9b::")}
    assert len(judged) == 1


@given(st.ip_addresses())
def test_nothing_is_public_that_python_calls_special(address: IPv4Address | IPv6Address) -> None:
    is_mapped = isinstance(address, IPv6Address) and address.ipv4_mapped
    if is_public(str(address), 443) and not is_mapped:
        assert not address.is_private
        assert not address.is_multicast
        assert not address.is_link_local
