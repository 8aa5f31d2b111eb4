"""Everything that can go wrong with an archive, as sentences for the person who asked.

BackissueError
├── ArchiveError          the file: missing, damaged, of another version, in use
├── UnknownArticle        an id that the archive does not hold, or holds no longer
├── Unreadable            a document that cannot become an article; the sentence says why
├── UnusableFilter        a filter of a question that cannot be used: no date, no language, nothing at all
├── UnusableQuestions     a question set that an archive cannot be measured by
└── SettingsError         a setting that cannot be used
"""

from __future__ import annotations


class BackissueError(Exception):
    """The root of the tree. `str(error)` is one sentence that says what is wrong and what to do."""


class ArchiveError(BackissueError):
    """The archive file cannot be used."""


class UnknownArticle(BackissueError):
    """No article of that number is in the archive."""

    def __init__(self, article_id: int) -> None:
        super().__init__(f"There is no article {article_id} in the archive. It may have been removed.")
        self.article_id = article_id


class Unreadable(BackissueError):
    """A document, or one item of it, that cannot become an article."""


class UnusableFilter(BackissueError):
    """A filter of a question that cannot be used; the sentence says how to write it."""


class UnusableQuestions(BackissueError):
    """A set of questions with known answers that cannot be read, or that was written for another archive."""


class SettingsError(BackissueError):
    """A setting that cannot be used."""
