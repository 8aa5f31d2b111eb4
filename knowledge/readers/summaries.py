"""Texts that are no story but tell of one: by what they are known, and the teasers that they become."""

from __future__ import annotations

import re

from knowledge.model import Article, Citation, Label, Part

_MORE = (
    r"read more|read on|read the (?:full|whole|rest)|continue reading|keep reading|(?:the )?full story"
    r"|weiterlesen|mehr lesen|lire la suite|lire plus|en savoir plus|leer más|seguir leyendo|sigue leyendo|leia mais"
    r"|continua a leggere|leggi tutto|lees verder|les mer|läs mer|læs mere|lue lisää|czytaj (?:dalej|więcej)"
    r"|читать (?:далее|дальше)|阅读全文|閱讀全文|続きを読む"
)
_CUT = re.compile(
    rf"""(?ix) (?: … | \.\.\. | \[\+\d+[ ]chars\] ) \W{{0,9}}$
    | (?: ^ | [\n.!?…\])»”"] ) \s* \W? (?:{_MORE.replace(" ", "[ ]")}) [^.:\n]{{0,80}} $
    | (?-i:(?=[A-ZÀ-ÞŁА-Я])) (?:{_MORE.replace(" ", "[ ]")}) \W{{0,9}} $"""
)
_CUT_BY_SERVICE = re.compile(r"\[\+\d+ chars\]\W{0,9}$")
_END = 300
"""Characters of a text's end."""


def goes_on_elsewhere(text: str) -> bool:
    """Whether a text ends as those do whose rest is to be read on the page: with dots, with "Read more"."""
    return bool(_CUT.search(text[-_END:]))


def is_cut_by_service(text: str) -> bool:
    """Whether a text ends with the mark of a service that hands on no more than beginnings: "… [+1234 chars]"."""
    return bool(_CUT_BY_SERVICE.search(text[-_END:]))


def teaser_of(citation: Citation, summary: str) -> Article:
    """The teaser of a story: the outlet, link and date are known, who wrote the summary is not."""
    title = citation.title or summary.partition("\n")[0]
    text = summary if summary.startswith(title) else f"{title}\n{summary}"
    citation = citation.model_copy(update={"title": title, "byline": None})
    return Article(citation=citation, text=text, parts=(Part(label=Label.TEASER, start=0, end=len(text)),))
