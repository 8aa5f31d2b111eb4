"""Keeps, finds and quotes articles. Has never heard of Discord."""

from knowledge import wording
from knowledge.archive import Archive
from knowledge.database import Database
from knowledge.errors import ArchiveError, BackissueError, SettingsError, UnknownArticle, Unreadable
from knowledge.model import (
    Answer,
    Article,
    Citation,
    Document,
    Evidence,
    Excerpt,
    Hit,
    Label,
    Outcome,
    Part,
    Passage,
    Question,
    Reference,
    Span,
    Statistics,
    Status,
    Strength,
)
from knowledge.settings import ArchiveSettings, config_file, explain

__all__ = [
    "Answer",
    "Archive",
    "ArchiveError",
    "ArchiveSettings",
    "Article",
    "BackissueError",
    "Citation",
    "Database",
    "Document",
    "Evidence",
    "Excerpt",
    "Hit",
    "Label",
    "Outcome",
    "Part",
    "Passage",
    "Question",
    "Reference",
    "SettingsError",
    "Span",
    "Statistics",
    "Status",
    "Strength",
    "UnknownArticle",
    "Unreadable",
    "config_file",
    "explain",
    "wording",
]
