"""robots.txt, as RFC 9309 has it: which paths of a host a program of our name may ask for. Pure.

Not urllib.robotparser, which knows no `*` and takes the first rule instead of the longest; not Protego 0.7, which keeps
every rule once for each name in front of it: 62 KB, two thousand of each, cost it 3.8 seconds and 290 MB.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import quote

NAME = "backissue"
"""What a host calls us in its robots.txt, in small letters."""

LARGEST = 512_000
"""Bytes that are read of it, what RFC 9309 asks for at least; rules after them are not seen."""

LONGEST_PAUSE = 10.0
"""Seconds between two requests that `Crawl-delay` may ask for, as most that do; more is taken for that much."""

_NAME = re.compile(r"[a-z_-]*")
_SECONDS = re.compile(r"[0-9]{1,9}(?:\.[0-9]{1,9})?")
_ESCAPED = re.compile(r"%([0-9A-Fa-f]{2})")
_PRINTABLE = "".join(map(chr, range(0x21, 0x7F)))
_UNRESERVED = re.compile(r"[A-Za-z0-9._~-]")


@dataclass(frozen=True, slots=True)
class Rule:
    """A path, in which `*` is anything and a `$` at the end is the end."""

    path: str
    is_allowed: bool

    def matches(self, path: str) -> bool:
        is_whole = self.path.endswith("$")
        first, *parts = self.path.removesuffix("$").split("*")
        if not parts:
            return path == first if is_whole else path.startswith(first)
        last, end = parts.pop(), len(first)
        for part in parts:
            if (found := path.find(part, end)) < 0:
                return False
            end = found + len(part)
        fits = path.endswith(last) and len(path) - len(last) >= end if is_whole else path.find(last, end) >= 0
        return path.startswith(first) and fits


@dataclass(frozen=True, slots=True)
class Robots:
    """The rules that hold for us; none means that everything is allowed."""

    rules: tuple[Rule, ...] = ()
    pause: float = 0.0
    """Seconds that the host wants to be left alone between two requests."""

    def allow(self, path: str) -> bool:
        """Whether a path with its query may be asked for: the longest rule that fits says, and of two that allows."""
        path = _normal(path)
        fitting = [(len(rule.path), rule.is_allowed) for rule in self.rules if rule.matches(path)]
        return max(fitting, default=(0, True))[1]


@dataclass(slots=True)
class _Group:
    """What is said to some names."""

    rules: list[Rule] = field(default_factory=list)
    pause: float = 0.0

    def add(self, key: str, value: str) -> None:
        if key == "crawl-delay":
            self.pause = max(self.pause, _pause(value))
        elif value:
            self.rules.append(Rule(_normal(value), key == "allow"))


def read_robots(content: bytes) -> Robots:
    """What the groups say that name us, else those for everybody."""
    groups = {NAME: _Group(), "*": _Group()}
    is_named, is_open, names = False, False, set[str]()
    for key, value in _lines(content[:LARGEST].decode("utf-8", errors="replace").removeprefix("\ufeff")):
        if key == "user-agent":
            names = names if is_open else set()
            names.add("*" if value == "*" else _name(value))
            is_named, is_open = is_named or NAME in names, True
        else:
            is_open = is_open and key == "crawl-delay"  # which RFC 9309 does not know, and so it ends no list of names
            for name in names & groups.keys():
                groups[name].add(key, value)
    ours = groups[NAME if is_named else "*"]
    return Robots(tuple(ours.rules), ours.pause)


def _lines(text: str) -> Iterator[tuple[str, str]]:
    """The lines that matter, as key and value."""
    for line in re.split(r"[\r\n]+", text):
        key, _, value = line.partition("#")[0].partition(":")
        if (key := key.strip().lower()) in {"user-agent", "allow", "disallow", "crawl-delay"}:
            yield key, value.strip()


def _pause(value: str) -> float:
    return min(float(value), LONGEST_PAUSE) if _SECONDS.fullmatch(value) else 0.0


def _name(value: str) -> str:
    """The name alone of "Backissue/1.0"."""
    found = _NAME.match(value.lower())
    return found[0] if found else ""


def _normal(path: str) -> str:
    """One spelling of a path: what must be escaped is, what need not be is not, escapes are in capitals."""
    return quote(_ESCAPED.sub(_unescaped, path), safe=_PRINTABLE)


def _unescaped(escaped: re.Match[str]) -> str:
    character = chr(int(escaped[1], 16))
    return character if _UNRESERVED.match(character) else escaped[0].upper()
