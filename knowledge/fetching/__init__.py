"""Links fetched from the web, so that they can be read as files are. Off unless the settings say otherwise."""

from knowledge.fetching.documents import fetched, is_link
from knowledge.fetching.turns import Turns
from knowledge.fetching.validators import Validators

__all__ = ["Turns", "Validators", "fetched", "is_link"]
