"""Everything that can go wrong with an archive, as sentences for the person who asked.

BackissueError
├── ArchiveError          the file: missing, damaged, of another version, in use
├── UnknownArticle        an id that the archive does not hold, or holds no longer
├── UnknownBatch          a load that the archive has no record of
├── AlreadyUndone         a load of which nothing is left
├── Unreadable            a document that cannot become an article; the sentence says why
├── Unfetchable           a link that is not fetched, or could not be
├── UnusableField         a field of an article and its column, as `--field` names them, that cannot be used
├── UnusableFilter        a filter of a question that cannot be used: no date, no language, nothing at all
├── UnusableCorrection    what is to be put right in which articles, when that cannot be done
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


class UnknownBatch(BackissueError):
    """No load of that number is on record."""

    def __init__(self, batch_id: int) -> None:
        super().__init__(f"There is no batch {batch_id} in the archive: no load has that number.")


class AlreadyUndone(BackissueError):
    """What a load brought in was taken away before."""

    def __init__(self, batch_id: int, moment: str) -> None:
        super().__init__(f"Batch {batch_id} was undone already, on {moment.partition('T')[0]}.")


class Unreadable(BackissueError):
    """A document, or one item of it, that cannot become an article."""


class Unfetchable(BackissueError):
    """A link that is not fetched, or could not be."""

    def __init__(self, link: str, why: str) -> None:
        self.reason = f"was not fetched: {why}"
        """Goes on where the link ends, as the reason of a refusal does."""
        super().__init__(f"{link} {self.reason}.")


class UnusableField(BackissueError):
    """A field of an article and its column that cannot be used; the sentence says how to write it."""


class UnusableFilter(BackissueError):
    """A filter of a question that cannot be used; the sentence says how to write it."""


class UnusableCorrection(BackissueError):
    """A correction of articles that cannot be made; the sentence says how to write it."""


class UnusableQuestions(BackissueError):
    """A set of questions with known answers that cannot be read, or that was written for another archive."""


class SettingsError(BackissueError):
    """A setting that cannot be used."""
