"""Files read into articles, each format by a reader of its own: told apart by content, then by name.

What reads them is `knowledge.readers.documents`, which runs in a process of its own: only that one imports the parsers.
"""

from knowledge.readers.crew import Crew
from knowledge.readers.items import Item, Read, Refused
from knowledge.readers.worker import Worker

__all__ = ["Crew", "Item", "Read", "Refused", "Worker"]
