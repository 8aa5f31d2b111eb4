"""Files read into articles: plain text, HTML, JSON and JSON Lines, told apart by content and name."""

from knowledge.readers.documents import read
from knowledge.readers.items import Item, Read, Refused
from knowledge.readers.worker import Worker

__all__ = ["Item", "Read", "Refused", "Worker", "read"]
