"""One page, one address, whatever link led to it; and two pages stay two."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_model import ANY_TEXT

from knowledge.addresses import canonical, digest

PAGE = "https://courant.example/2016/whale"


@pytest.mark.parametrize(
    "link",
    [
        "http://courant.example/2016/whale",
        "HTTPS://Courant.Example/2016/whale",
        "https://courant.example:443/2016/whale",
        "http://courant.example:80/2016/whale",
        "https://www.courant.example/2016/whale",
        "https://m.courant.example/2016/whale",
        "https://mobile.courant.example/2016/whale/",
        "https://www.m.courant.example/2016/whale",
        "https://amp.courant.example/2016/whale",
        "https://courant.example./2016/whale",
        "https://reader:secret@courant.example/2016/whale",
        "  https://courant.example/2016/whale \n",
        f"{PAGE}/",
        f"{PAGE}#comments",
        f"{PAGE}?",
        f"{PAGE}?utm_source=harbour&utm_medium=mail",
        f"{PAGE}?fbclid=IwAR0&gclid=x&msclkid=y&dclid=z",
        f"{PAGE}?ref=homepage&cmpid=7&mc_cid=1&igshid=2&at_medium=RSS&ns_source=x",
        f"{PAGE}/amp",
        f"{PAGE}/amp/",
        f"{PAGE}/amp.html",
        f"{PAGE}.amp",
        "https://courant.example/amp/2016/whale",
        f"{PAGE}?amp",
        f"{PAGE}?amp=1",
        f"{PAGE}?outputType=amp",
        f"{PAGE}?amp_js_v=0.1&usqp=mq331",
        "https://courant-example.cdn.ampproject.org/c/s/courant.example/2016/whale",
        "https://courant-example.cdn.ampproject.org/v/s/www.courant.example/2016/whale/amp/?amp_js_v=a6",
        "https://www.google.com/amp/s/courant.example/2016/whale/amp/",
        "https://www.google.co.uk/amp/courant.example/2016/whale",
        "https://courant.example//2016/./x/../whale",
        "https://courant.example/2016/%77hale",
    ],
)
def test_these_links_lead_to_one_page(link: str) -> None:
    assert canonical(link) == PAGE
    assert digest(link) == digest(PAGE)


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        ("https://courant.example/s?id=7&p=2", "https://courant.example/s?id=7&p=2"),
        ("https://courant.example/s?p=2&utm_id=1&id=7", "https://courant.example/s?id=7&p=2"),
        ("https://courant.example/?p=12", "https://courant.example?p=12"),
        ("https://courant.example/s?pk=3&uid=4&eid=5&source=6&ref=7", "https://courant.example/s?eid=5&pk=3&ref=7&source=6&uid=4"),
        ("https://courant.example/whale.amp.html", "https://courant.example/whale.html"),
        ("https://courant.example/camp", "https://courant.example/camp"),
        ("https://courant.example/amp", None),
        ("https://courant.example:8443/whale", "https://courant.example:8443/whale"),
        ("https://courant.example/Whale", "https://courant.example/Whale"),
        ("https://courant.example/caf%e9", "https://courant.example/caf%E9"),
        ("https://courant.example/café", "https://courant.example/caf%C3%A9"),
        ("https://bücher.example/wal", "https://xn--bcher-kva.example/wal"),
        ("https://courant.example/#!/whale", "https://courant.example#!/whale"),
        ("https://m.example/whale", "https://m.example/whale"),
        ("http://[2001:DB8::1]/whale", "https://[2001:db8::1]/whale"),
        ("https://courant.example/s?q=a%26b&q=c%3Dd", "https://courant.example/s?q=a%26b&q=c%3Dd"),
    ],
)  # fmt: skip
def test_what_may_name_a_page_stays(link: str, expected: str | None) -> None:
    assert canonical(link) == expected


@pytest.mark.parametrize(
    "link",
    ["", "whale", "courant.example/whale", "ftp://courant.example/whale", "javascript:alert(1)", "https://", "https:///x",
     "https://courant.example", "https://www.courant.example/?utm_source=x", "https://courant.example:port/whale",
     "https://courant.example:99999/whale", "http://[::1/whale", "https://cou rant.example/x",
     "https://courant.example/\udce9", "https://" + "a" * 70 + "é.example/x"],
)  # fmt: skip
def test_what_is_no_page_has_no_address(link: str) -> None:
    assert canonical(link) is None
    assert digest(link) is None


def test_an_article_without_a_link_has_no_address() -> None:
    assert digest(None) is None


def test_a_digest_fits_into_a_column_of_sqlite() -> None:
    digests = [digest(f"{PAGE}/{number}") for number in range(200)]
    assert len(set(digests)) == 200
    assert all(one is not None and -(2**63) <= one < 2**63 for one in digests)


PARTS = st.sampled_from(
    ["/", "amp", "/amp", ".amp", ".html", "?", "&", "=", "#", "#!", "%", "%2F", "%25", "%E9", "+", ";", "..", ".", ":",
     "@", "www.", "m.", "utm_x=1", "ref=a", "id=7", "é", "中", " ", "\\", "courant.example", "cdn.ampproject.org",
     "/c/s/", "[", "]"]
)  # fmt: skip
LINKS = st.lists(PARTS | st.text(max_size=3), max_size=12).map("".join)


STARTS = st.sampled_from(["https://courant.example/", "http://", "https://x.cdn.ampproject.org/c/s/", "https://m.", ""])


@given(STARTS, LINKS)
def test_a_canonical_address_is_its_own(start: str, rest: str) -> None:
    one = canonical(start + rest)
    assert one is None or canonical(one) == one


@given(ANY_TEXT)
def test_any_text_has_an_address_or_none(text: str) -> None:
    for link in (text, f"https://{text}", f"https://courant.example/{text}", f"https://courant.example/?{text}"):
        digest(link)
