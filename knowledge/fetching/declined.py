"""Why something is not fetched, on its way from where it is found out to where it is told."""

from __future__ import annotations


class Declined(Exception):
    """`str(error)` goes on where "was not fetched: " ends, and has no full stop."""


class Unchanged(Exception):
    """A document is still what it was when it was fetched last, and was not sent again."""
