"""Where the caption of a picture ends and its credit begins."""

from __future__ import annotations

import re
from typing import NamedTuple

from knowledge.readers.names import NAME, PERSON

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
    (?: ^ | (?<=[.!?”"’)])[\s\xa0]* | [\s\xa0]{{2,}} | [\s\xa0]*[|•][\s\xa0]* | [\s\xa0]*[-–—][\s\xa0]+ )
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
_AROUND_CREDIT = "() \t\xa0"
_AROUND_CAPTION = "|•-–— \t\xa0"


class Credit(NamedTuple):
    """Where in a line the caption ends and the credit starts and ends; a line that is all credit has no caption."""

    caption_end: int
    start: int
    end: int


def credit_of(line: str) -> Credit | None:
    """The photo credit that ends a line. Prose ends with a full stop, so a credit is what stands after one."""
    if (
        not line
        or len(line) > _LONGEST_CAPTION
        or (line.endswith((".", "!", "?", "…", "。")) and not line[-2:-1].isupper())
    ):
        return None
    at = max(0, len(line) - _LONGEST_CREDIT)
    match = _CREDIT.search(line, at) if _HINT.search(line, at) else None
    return _trimmed(line, *match.span("credit")) if match else None


def _trimmed(line: str, start: int, end: int) -> Credit | None:
    credit = line[start:end]
    first = start + len(credit) - len(credit.lstrip(_AROUND_CREDIT))
    last = start + len(credit.rstrip(_AROUND_CREDIT))
    caption = line[:start].rstrip(_AROUND_CAPTION)
    return Credit(len(caption), first, last) if last > first else None
