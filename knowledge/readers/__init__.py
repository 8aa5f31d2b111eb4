"""Files read into articles: plain text, HTML, JSON and JSON Lines, told apart by content and name.

What reads them is `knowledge.readers.documents`, which runs in a process of its own: only that one imports the parsers.
"""

from knowledge.readers.items import Item, Read, Refused
from knowledge.readers.worker import Worker

__all__ = ["Item", "Read", "Refused", "Worker"]
