"""What a server calls the state of a document, told to it the next time, so that it need not send it again. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

_LONGEST = 500
"""Characters of one; those of most servers have under 60."""
_PLAIN = re.compile(rf"[ -~]{{1,{_LONGEST}}}")


@dataclass(frozen=True, slots=True)
class Validators:
    """They are the document's at `url`, and so are told to no other address."""

    url: str
    etag: str | None = None
    modified: str | None = None

    def conditions(self, url: str) -> dict[str, str]:
        """The headers that ask for the document only if it has changed; none for another address."""
        told = {"If-None-Match": self.etag, "If-Modified-Since": self.modified} if url == self.url else {}
        return {name: value for name, value in told.items() if value}


def read_validators(url: str, headers: Mapping[str, str]) -> Validators | None:
    """What the headers of an answer tell, or None when they tell nothing that can be told again."""
    etag, modified = (_plain(headers.get(name, "")) for name in ("ETag", "Last-Modified"))
    return Validators(url, etag, modified) if etag or modified else None


def _plain(value: str) -> str | None:
    return value if _PLAIN.fullmatch(value) else None
