"""Readers' comments below a story: nobody's words, whatever they speak of."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from knowledge.readers.prose import weight

if TYPE_CHECKING:
    from collections.abc import Sequence

    from knowledge.readers.lines import Chunk

_SHORTEST_STORY = 3
"""Paragraphs of a story: "Comments" above them is a button."""
_LONGEST_HEADING = 15
_LOOKAHEAD = 60

_COMMENTS = re.compile(
    r"""(?ix)^\W*(?: (?:\d+\s)?(?:(?:top|best|latest|recent|reader'?s?'?)\s(?:rated\s)?)?comments?(?:\s?\(?\d+\)?)?
    | \d+\s(?:thoughts|responses|replies|comments)\s(?:on|to)\b.* | leave\sa\s(?:reply|comment).*
    | join\sthe\s(?:conversation|discussion).* | (?:leser)?kommentare? | commentaires? | comentarios? | comentários?
    | commenti | reacties | komentarze | комментарии | 评论 | 評論 | 留言 | コメント | 댓글 )(?:\s?\(?\d+\)?)?\W*$"""
)
_OF_COMMENT = re.compile(
    r"""(?ix)^\W*(?: \d+\s?(?:s|m|min|h|d|w|seconds?|minutes?|hours?|days?|weeks?|months?|years?)\sago\b.{0,25}
    | reply | like | report | flag | \d+\s(?:votes?|likes?|replies) | rating:.{0,20} | .{2,40}\ssays:?
    | (?:vor|il\sy\sa|hace|há)\s\d+\s\w+ )\W*$ | ^[\w.-]{3,24}\ssaid:(?=\S)"""
)
"""A line that stands above or below each comment: when it was written, buttons; or a quotation of another comment."""


def start_of_comments(chunks: Sequence[Chunk], prose: Sequence[str | None]) -> int:
    """The number of the chunk with which readers' comments begin: below a heading that says so, where a line follows
    that stands beside comments only. Without any, how many chunks there are.
    """
    below = next(islice((i for i, text in enumerate(prose) if text), _SHORTEST_STORY - 1, None), len(chunks))
    for i in range(below + 1, len(chunks)):
        if _is_heading(chunks[i].lines[0].text) and _hold_comments(chunks[i : i + _LOOKAHEAD]):
            return i
    return len(chunks)


def belongs_to_comment(line: str) -> bool:
    """Whether a line stands beside a reader's comment, or quotes another one."""
    return bool(_OF_COMMENT.match(line))


def _is_heading(text: str) -> bool:
    return weight(text) <= _LONGEST_HEADING and bool(_COMMENTS.match(text))


def _hold_comments(chunks: Sequence[Chunk]) -> bool:
    return any(belongs_to_comment(line.text) for chunk in chunks for line in chunk.lines)
