"""Where the caption of a picture ends and its credit begins."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from knowledge.readers.names import NAME, PERSON

if TYPE_CHECKING:
    from collections.abc import Iterable

AGENCY = r"""(?:Reuters|AFP|AP(?:\s?Photo)?|Associated\sPress|Getty(?:\sImages?)?|EPA(?:-EFE)?|EFE|ANSA|DPA|dpa|Xinhua
|Bloomberg|Shutterstock|iStock(?:photo)?|Alamy(?:\sStock\sPhoto)?|PA(?:\sWire|\sImages|\sMedia)?|Anadolu(?:\sAgency)?
|UPI|TASS|Sputnik|RIA\sNovosti|Kyodo(?:\sNews)?|NurPhoto|ZUMA(?:\sPress)?|Corbis|Wikimedia(?:\sCommons)?|Wikipedia
|Flickr|Unsplash|Pexels|Pixabay|Handout|File(?:\sphoto)?|Screenshot|Screengrab|Facebook|Twitter|Instagram|YouTube
|Imagn(?:\sImages)?|USA\sTODAY(?:\sSports|\sNetwork)?|Icon\sSportswire|Keystone|IMAGO|imago|APA|PTI|ANI|CNS|CP|MTI|NTB
|TT|CTK|L[Aa][Pp]resse|Belga|Rex(?:\sFeatures)?|Splash|WireImage|FilmMagic|Adobe\sStock|Depositphotos|Netflix|NASA
|Public\sDomain|Creative\sCommons|CC\sBY[\w\s.-]{0,20})""".replace("\n", "")
_WHO = rf"(?:{PERSON}|{NAME})"

_LONGEST_CAPTION = 600
_LONGEST_CREDIT = 140

_CREDIT = re.compile(
    rf"""(?x)
    (?: ^ | (?<=[.!?”"’)])[\s\xa0]* | [\s\xa0]{{2,}} | [\s\xa0]*[|•][\s\xa0]* | [\s\xa0]*[-–—][\s\xa0]+
      | [\s\xa0]+(?=\((?i:photo|image|picture|foto|bild|credit|source)) )
    (?P<credit>
        \(? (?i:photo(?:graph(?:s|y)?|s)?|images?|pictures?|foto|bild|illustration|screenshot)
        (?i:\s?credits?|\sby|\scourtesy(?:\sof)?|\s?[:/©]) [\s:©/]* [^.]{{2,80}} \)?
      | \(? (?i:(?:credits?|source|courtesy)\s?:|credits?\sto\s|courtesy\s(?:of\s)?|©|\(c\)) \s? [^.]{{2,80}} \)?
      | (?i:photo|image|screenshot)\svia\s {AGENCY}
      | \(? {_WHO} (?:\s?[/|]{{1,2}}\s?|\s(?:via|for)\s|\s[-–]\s|,\s) {AGENCY}
        (?:\s?(?:[/|]{{1,2}}|via)\s?[^.]{{2,40}})? \)?
      | \(? {AGENCY} (?:\s?[/|]{{1,2}}\s?[^.()]{{2,60}}|\svia\s[^.()]{{2,40}})? \)?
      | \( {_WHO} \s?/\s? [^().]{{2,40}} \)
      | {_WHO} \s?/\s? {_WHO}
    ) \s*$"""
)
_HINT = re.compile(
    rf"""(?x)(?i:photo|image|picture|foto|bild|credit|source|illustration|courtesy|screenshot)|[©/|(]|{AGENCY}"""
)
_LABELLED_CREDIT = re.compile(r"(?i)\b(?:photo|image|picture)\s(?:credits?|courtesy)\s?:?\s[^.]{2,80}\.$")
_PICTURE = re.compile(r"(?i)^(?:photos?|images?|pictures?|fotos?|bild|foto)\s?:\s?\S")
_SHORTEST_REPEATED = 50
_AROUND_CREDIT = "() \t\xa0"
_AROUND_CAPTION = "|•-–— \t\xa0"


class Credit(NamedTuple):
    """Where in a line the caption ends and the credit starts and ends; a line that is all credit has no caption."""

    caption_end: int
    start: int
    end: int


def credit_of(line: str) -> Credit | None:
    """The photo credit that ends a line. Prose ends with a full stop, so a credit is what stands after one."""
    if not line or len(line) > _LONGEST_CAPTION:
        return None
    if line.endswith((".", "!", "?", "…", "。")) and not line[-2:-1].isupper():
        return _ended_credit(line)
    at = max(0, len(line) - _LONGEST_CREDIT)
    match = _CREDIT.search(line, at) if _HINT.search(line, at) else None
    return _trimmed(line, *match.span("credit")) if match else None


def _ended_credit(line: str) -> Credit | None:
    """The credit that ends with a full stop: believed only when it calls itself one."""
    match = _LABELLED_CREDIT.search(line, max(0, len(line) - _LONGEST_CREDIT))
    return _trimmed(line, *match.span()) if match else None


def is_labelled_picture(line: str) -> bool:
    """Whether a line says in front that it is about a picture: "PHOTO: Boats in the harbour"."""
    return len(line) <= _LONGEST_CAPTION and bool(_PICTURE.match(line))


def printed_twice(lines: Iterable[str]) -> set[str]:
    """The lines that stand twice in a row, alone or with a few words more: an alt text and its caption. Of 49 such
    pairs of sentences on 380 pages, 44 were no part of the story.
    """
    pairs = pairwise(line for line in lines if len(line) >= _SHORTEST_REPEATED)
    return {line for pair in pairs if _holds(*sorted(pair, key=len)) for line in pair}


def _holds(shorter: str, longer: str) -> bool:
    return 2 * len(shorter) > len(longer) and (longer.startswith(shorter) or longer.endswith(shorter))


def _trimmed(line: str, start: int, end: int) -> Credit | None:
    credit = line[start:end]
    first = start + len(credit) - len(credit.lstrip(_AROUND_CREDIT))
    last = start + len(credit.rstrip(_AROUND_CREDIT))
    caption = line[:start].rstrip(_AROUND_CAPTION)
    return Credit(len(caption), first, last) if last > first else None
