"""The address that a page has whatever link led to it: without tracking, AMP, mobile hosts. Pure; fetches nothing.

What might be an article's number stays: two articles taken for one would be worse than one taken for two. So only
parameters that are known to name campaigns go, where courlan would also drop `uid`, `eid` and `source`.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator
from hashlib import blake2b
from urllib.parse import SplitResult, quote_from_bytes, unquote_to_bytes, urlsplit

VERSION = 1
"""Of the rules. With others the digests that an archive holds are made anew."""

_DEVICES = frozenset({"amp", "m", "mobil", "mobile", "touch", "wap", "www"})
"""What stands before a host for some readers only."""

_HOST = re.compile(r"[a-z0-9_](?:[a-z0-9_.-]*[a-z0-9_])?|\[[0-9a-f:.]+\]")
_TRACKING = re.compile(
    r"""
      (?: utm | hsa | itm | mtm | matomo | oly | pk | piwik | vero | guce | amp | ga | at | ns | __hs ) _ [a-z0-9_]+
    | (?: fb | g | d | y | tw | tt | yc | ys ) clid | msclkid | li_fat_id | [gw]braid | igsh | igshid | _hsenc | _hsmi
    | mc_ (?: cid | eid ) | mkt_tok | _g[al] | wt_?mc | xtor | s_cid | sr_share | taid | usqp | spm
    | cmp | cmpid | icid | ncid | ocid | smid | smtyp | smprod | ref_src | ref_url | referr?er
    | amp (?: =1 | =true )? | outputtype=amp | ref=[a-z].* | rss
    """,
    flags=re.VERBOSE | re.IGNORECASE,
)
_CACHE = re.compile(r"/(?:[acirv]|wp)/(?:s/)?(?P<address>[^/]+\..*)")
"""A page as an AMP cache has it: /c/s/www.example.com/story."""
_VIEWER = re.compile(r"/amp/(?:s/)?(?P<address>[^/]+\.[^/]+/.*)")
_GOOGLE = re.compile(r"google(?:\.[a-z]{2,3}){1,2}")
_AMP_PAGE = re.compile(r"/amp(?:\.html?)?$|\.amp$|(?<=.)\.amp(?=\.html?$)|^/amp(?=/.)", re.IGNORECASE)
_SAFE = "/:@!$'()*,~-._"


def canonical(address: str) -> str | None:
    """The one form of a web address; None where it is none, or that of a whole site."""
    try:
        parts = urlsplit(address.strip())
        host, port = _host(parts), parts.port
    except ValueError:  # of urlsplit, of the port, of idna, of lone surrogates
        return None
    if parts.scheme not in {"http", "https"} or not host:
        return None
    if inner := _within_cache(host, parts):
        return canonical(inner)
    place = host if port in {None, 80, 443} else f"{host}:{port}"
    return _composed(place, parts)


def digest(address: str | None) -> int | None:
    """Eight bytes of a page's canonical address, as SQLite keeps them; None where it has none."""
    one = canonical(address) if address else None
    return int.from_bytes(blake2b(one.encode(), digest_size=8).digest(), signed=True) if one else None


def _composed(place: str, parts: SplitResult) -> str | None:
    try:
        path, query = _path(parts.path), _query(parts.query)
        fragment = _quoted(parts.fragment) if parts.fragment.startswith(("!", "/")) else ""
    except ValueError:
        return None
    if not path and not query and not fragment:
        return None
    return f"https://{place}{path}{query and '?'}{query}{fragment and '#'}{fragment}"


def _host(parts: SplitResult) -> str:
    """The host without what only some readers have before it; empty where it is none."""
    name = (parts.hostname or "").rstrip(".")
    host = f"[{name}]" if ":" in name else name if name.isascii() else name.encode("idna").decode()
    while (first := host.partition("."))[0] in _DEVICES and "." in first[2]:
        host = first[2]
    return host if _HOST.fullmatch(host) else ""


def _within_cache(host: str, parts: SplitResult) -> str | None:
    """The address of the page itself, where this one is that of a copy for telephones."""
    path = posixpath.normpath("/" + parts.path.lstrip("/")) if parts.path else ""
    if host.endswith("cdn.ampproject.org"):
        found = _CACHE.fullmatch(path)
    else:
        found = _VIEWER.fullmatch(path) if _GOOGLE.fullmatch(host) else None
    return f"https://{found['address']}{parts.query and '?'}{parts.query}" if found else None


def _path(path: str) -> str:
    """The path without what says AMP, without a slash at its end, with the same characters always quoted."""
    found = posixpath.normpath("/" + _quoted(path).lstrip("/")).rstrip("/")
    while (shorter := _AMP_PAGE.sub("", found).rstrip("/")) != found:
        found = shorter
    return found


def _query(query: str) -> str:
    """The parameters, in order, without those that only say where a reader came from."""
    return "&".join(sorted(_kept(query.split("&"))))


def _kept(parameters: Iterable[str]) -> Iterator[str]:
    for parameter in parameters:
        name, _, value = parameter.replace("+", "%20").partition("=")
        name, value = _quoted(name), _quoted(value)
        if name and not _TRACKING.fullmatch(name) and not _TRACKING.fullmatch(f"{name}={value}"):
            yield f"{name}={value}" if value else name


def _quoted(text: str) -> str:
    return quote_from_bytes(unquote_to_bytes(text), safe=_SAFE)
