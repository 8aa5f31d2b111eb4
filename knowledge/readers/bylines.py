"""Who a line or a field names as the author. Precision first: what is not plainly a name is not believed."""

from __future__ import annotations

import html
import re

from knowledge.readers.captions import AGENCY
from knowledge.readers.dates import before_date
from knowledge.readers.names import NAME, PERSON

_LONGEST_LINE = 160

_BYLINE = re.compile(
    r"""(?ix)^\W{0,3}(?:
      (?: (?:written|reported|words|story|text|posted|article|reporting|interview|review|analysis|opinion|commentary
        |report)[ ]+ )? by
    | authors?: | von | par | por | di | door | av | af | autor:? | tekst:? | przez | автор:? | текст: | yazan:? | oleh
    | penulis:? ) [ :\xa0]+ (?P<who>.+)$"""
)
_BYLINE_HAN = re.compile(
    r"""(?x)^[【\[（(]? (?: (?:記者|记者|撰文|作者|編輯|编辑)[\s:：/／|｜]* | 文[\s:：/／|｜]+ )
    (?P<who>[\u4e00-\u9fff·]{2,6}?) (?:[\s／/]*(?:報導|报道|報道|撰))? [】\]）)]?$"""
)
_ENGLISH = re.compile(r"(?i)\bby[ :\xa0]|author")
_TRAILER = re.compile(
    r"\s[|•·–—-]\s|\s{2,}|\xa0{2,}|\s\(|(?i:,?\s(?:updated|published|posted|on)\b)"
    r"|,?\s(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b"
)
_SEPARATOR = re.compile(r"(?i)\s*(?:;|,(?!\s(?:Jr|Sr|Ph|M\.?D))|\s(?:and|und|et|y|e|en|och|og|i)\s|&)\s*")
_ROLE = re.compile(
    r"""(?ix)\b(?:officer|writer|editor|reporter|correspondent|staff|contributor|contributing|photo(?:s|grapher)?
    |columnist|fellow|desk|team|president|director|professor|producer|bureau|special|chief|head|author|posts?|about
    )\b | redaktion | korrespondent"""
)
_PERSON = re.compile(PERSON)
_NAME_OR_AGENCY = re.compile(rf"(?:The )?{AGENCY}|{NAME}")
_AGENCY_ALONE = re.compile(rf"(?:The )?{AGENCY}")
_LEADING_BY = re.compile(r"(?i)^(?:(?:written |posted )?by|von|par|por)[ :\xa0]+(?=\S)")
_NOT_A_NAME = re.compile(r"(?i)https?:|www\.|@|[<>{}|()]|\b(?:admin|unknown|none|null|n/a|anonymous|author)\b|^\W*$")
_SIGNS = re.compile(r"[\W_]+")
_LONGEST_NAME = 80


def names_of(line: str) -> list[str]:
    """The people whom a byline names; none when the line is not one."""
    if len(line) > _LONGEST_LINE:
        return []
    if match := _BYLINE_HAN.match(line):
        return [match["who"]]
    match = _BYLINE.match(line)
    if not match:
        return []
    who = before_date(_TRAILER.split(match["who"])[0])
    is_english = bool(_ENGLISH.search(line[: match.start("who")]))
    return _people(_SEPARATOR.split(who), _NAME_OR_AGENCY if is_english else _AGENCY_ALONE)


def _people(candidates: list[str], single: re.Pattern[str]) -> list[str]:
    """The names at the front of a list that may go on with roles and papers: "Jane Doe, Staff Writer, Reuters"."""
    people: list[str] = []
    for candidate in (" ".join(part.strip(" .,:|").split()) for part in candidates):
        is_role = bool(_ROLE.search(candidate))
        if not candidate or (is_role and people):
            continue
        if not is_role and _PERSON.fullmatch(candidate):
            people.append(candidate)
        elif people:
            break
        elif not is_role and single.fullmatch(candidate):
            people.append(candidate)
        else:
            return []
    return people


def plain_name(field: str) -> str | None:
    """A name as a field or a tag states it, without "By" and mark-up; None when it is an address or a placeholder."""
    name = " ".join(html.unescape(field).split())
    name = _LEADING_BY.sub("", name).strip(" ,;")
    return None if len(name) > _LONGEST_NAME or _NOT_A_NAME.search(name) else name


def is_person(name: str) -> bool:
    """Whether a name that nobody vouches for looks like a person's: two capitalised words and no role."""
    return bool(_PERSON.fullmatch(name)) and not _ROLE.search(name)


def joined(names: list[str]) -> str | None:
    """One byline of several names, each once: "jane-doe" is Jane Doe again."""
    once: dict[str, str] = {}
    for name in names:
        once.setdefault(_SIGNS.sub(" ", name).strip().casefold(), name)
    return ", ".join(once.values()) or None
