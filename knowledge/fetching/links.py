"""Links as people and servers give them -> addresses that may be asked for, or the reason why not. Pure."""

from __future__ import annotations

import re

from yarl import URL

from knowledge.fetching.declined import Declined
from knowledge.model import LONGEST_ADDRESS

_WEB = re.compile(r"(?i)https?:")


def address(text: str) -> URL:
    """The address of a link. Raises Declined."""
    if len(text) > LONGEST_ADDRESS:
        raise Declined(f"it is longer than {LONGEST_ADDRESS:,} characters")
    if not _WEB.match(text):
        raise Declined("only http and https are fetched")
    try:
        found = URL(text)
    except (ValueError, UnicodeError):
        raise Declined("it is not a link that can be followed") from None
    if found.user is not None or found.password is not None:
        raise Declined("it holds a name or a password, which are not sent")
    if not found.host:
        raise Declined("it names no host")
    return found


def next_address(here: URL, location: str | None) -> URL:
    """Where a redirect leads, which is judged as every link is. Raises Declined."""
    if not location:
        raise Declined("it redirects to nowhere")
    if len(location) > LONGEST_ADDRESS:
        raise Declined(f"it redirects to a link of more than {LONGEST_ADDRESS:,} characters")
    try:
        return address(str(here.join(URL(location))))
    except (ValueError, UnicodeError):
        raise Declined("it redirects to a link that cannot be followed") from None
