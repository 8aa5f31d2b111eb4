"""A question as a row of signs: its tokens, one character for the kind of each, and what those that are dates say."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import regex

from knowledge.times.cues import COUNTED, Kind, kinds
from knowledge.times.months import Month, month
from knowledge.times.phrases import LANGUAGES, Meaning, Phrase, Token, Unit, begins_sentence, fold, phrases
from knowledge.times.points import Point

YEARS = range(1500, 2101)
"""Numbers of four digits that may be years."""

_DATE = r"""
      (?P<year>\d{4})-(?P<month>0[1-9]|1[0-2])(?:-(?P<day>0[1-9]|[12]\d|3[01])(?:T[\d:.]{2,15}(?:Z|[+-][\d:]{2,5})?)?)?(?![\d-])
    | (?P<day>\d\d?)\.(?P<month>\d\d?)\.(?P<year>\d{4})(?![\d.])
    | (?P<year>\d{4})年(?:(?P<month>\d\d?)月(?:份|(?P<day>\d\d?)[日号號])?)?
    | (?P<month>\d\d?)月(?:份|(?P<day>\d\d?)[日号號])?
    | (?P<year>\d{4})[-–/](?P<until>\d\d)(?![\d/-])
"""
_TOKEN = regex.compile(
    rf"""
      (?P<date> {_DATE} )
    | (?P<decade> \d{{3}}0 ) (?: ['’]?s | er(?:ne|na)? | -?tal(?:let|et)? | -?årene | 年代 ) (?![\p{{L}}--\p{{Han}}])
    | (?P<figure> (?: [$€£¥#]\s? )? \d{{1,99}} (?: (?: [.,:/]\d{{1,99}} )+ | \s?[%‰€£$°] )? )
      (?P<ordinal> st | nd | rd | th | er | [.]?[ºª] )? (?![\p{{L}}\d--\p{{Han}}])
    | [בלמה] (?= -?\d | (?:ינואר|פברואר|מרץ|מרס|אפריל|מאי|יוני|יולי|אוגוסט|ספטמבר|אוקטובר|נובמבר|דצמבר)\b )
    | (?: 以前 | 之前 | 以后 | 之后 | 以後 | 之後 | 以来 | 以來 | 至今 | 截至 | 直到 )
    | [一二三四五六七八九十]{{1,2}}月
    | \p{{Han}}
    | [\p{{L}}\p{{M}}\p{{N}}--\p{{Han}}]{{1,99}}
    | \S
    """,
    flags=regex.V1 | regex.VERBOSE,
)
_MEASURE = frozenset("人个個名元块塊亿億万萬千百位家台部只隻次条條件多余餘吨噸米公里平岁歲度倍余")
_ABOUT = frozenset(("over", "about", "nearly", "than", "least", "most", "some", "around", "almost", "exactly", "only"))
_DETERMINERS = frozenset(
    """
    the a an this that which what whose its their his her our my s le la les l el los las il lo gli der die das dem den
    det de het o os as
    """.split(),  # noqa: SIM905 - one a line would fill the screen
)
_FRENCH = frozenset(("qui", "que", "qu", "quoi", "quel", "quelle", "quand", "où", "est", "les", "à", "ont", "été"))
"""Words of a question that neither German nor Dutch has."""

_TO_BE_DATED = frozenset(("may", "march"))


@dataclass(frozen=True, slots=True)
class Sign:
    """Consecutive tokens that are one thing to a date."""

    start: int
    end: int
    text: str
    kind: Kind
    says: Point | Meaning | None = None


@lru_cache(maxsize=4)
def signs(text: str) -> tuple[Sign, ...]:
    """What `text` is made of, in order. Remembered, as a question is read for several things."""
    matches = list(_TOKEN.finditer(text))
    read = [Token(*match.span(), match.group()) for match in matches]
    found = {phrase.first: phrase for phrase in _relative(read)}
    made: list[Sign] = []
    at = 0
    while at < len(read):
        phrase = found.get(at)
        made.append(_merged(text, read, phrase) if phrase else _sign(matches[at], read, at))
        at = phrase.last if phrase else at + 1
    return tuple(made)


def _relative(read: Sequence[Token]) -> Iterator[Phrase]:
    """The phrases of every language; "hier" is yesterday in French, and here in German and Dutch."""
    is_french = any(fold(token.text) in _FRENCH for token in read)
    for phrase in phrases(read, LANGUAGES):
        if is_french or fold(read[phrase.last - 1].text) != "hier":
            yield phrase


def _merged(text: str, read: Sequence[Token], phrase: Phrase) -> Sign:
    """The phrase, with the 's of "this week's"."""
    last = phrase.last
    end = read[last - 1].end
    if text[end : end + 1] in {"'", "’"} and text[end + 1 : end + 2] == "s" and not text[end + 2 : end + 3].isalpha():
        end += 2
    start = read[phrase.first].start
    return Sign(start, end, text[start:end], _kind_of(phrase.meaning), phrase.meaning)


def _kind_of(meaning: Meaning) -> Kind:
    if meaning.unit in {Unit.LATELY, Unit.NEWEST}:
        return Kind.VAGUE
    if meaning.offset > 0 and meaning.unit is not Unit.PAST:
        return Kind.WORD
    return Kind.RELATIVE_YEAR if meaning.unit is Unit.YEAR else Kind.RELATIVE


def _sign(match: regex.Match[str], read: Sequence[Token], at: int) -> Sign:
    kind, says = _dated(match) or _figure(match, read, at) or _month(read, at) or (_cue(read, at), None)
    return Sign(*match.span(), match.group(), kind, says)


_Said = tuple[Kind, Point | None]


def _dated(match: regex.Match[str]) -> _Said | None:
    if match["decade"]:
        first = int(match["decade"])
        length = 100 if first % 100 == 0 and first < 2000 else 10  # noqa: PLR2004 - the 1800s, the 2000s
        return (Kind.DECADE, Point(years=(first, first + length - 1))) if first in YEARS else (Kind.NUMBER, None)
    if not match["date"]:
        return None
    year, month_number, day = (int(match[part]) if match[part] else None for part in ("year", "month", "day"))
    if year is not None and year not in YEARS:
        return Kind.NUMBER, None
    last = year if year is None or not match["until"] else year - year % 100 + int(match["until"])
    if last is not None and year is not None and not 0 <= last - year <= bool(match["until"]):
        return Kind.NUMBER, None
    months = None if month_number is None else (month_number, month_number)
    years = None if year is None or last is None else (year, last)
    alone = Kind.MONTH_AND_DAY if day else Kind.OTHER_MONTH
    return (Kind.DATE if years else alone), Point(years, months, day)


def _figure(match: regex.Match[str], read: Sequence[Token], at: int) -> _Said | None:
    """A number: a day, a year, or neither."""
    figure = match["figure"]
    if not figure:
        return None
    if not figure.isascii() or not figure.isdigit() or _is_counting(read, at):
        return Kind.NUMBER, None
    number = int(figure)
    if len(figure) == len("2016") and number in YEARS and not match["ordinal"]:
        return (Kind.YEAR if _stands_alone(read, at) else Kind.BARE), Point(years=(number, number))
    is_day = number in range(1, 32) and len(figure) <= len("31")
    return (Kind.DAY, Point(day=number)) if is_day else (Kind.NUMBER, None)


def _is_counting(read: Sequence[Token], at: int) -> bool:
    after = _word(read, at + 1)
    return fold(after) in COUNTED or after in _MEASURE or _word(read, at - 1) in _ABOUT


def _stands_alone(read: Sequence[Token], at: int) -> bool:
    """Whether a number is a year without a preposition: the 2016 election, Election 2017, but not killed 2016."""
    before, after = _word(read, at - 1), _word(read, at + 1)
    is_plural = after.endswith("s") and len(after) > 1
    if before.casefold() in _DETERMINERS or before == "(":
        return True
    if before.istitle() or (before.isupper() and len(before) == len("VM")):
        return not (after.islower() and is_plural)
    if after[:1].isupper() or not before:
        return not is_plural
    return _is_han(before) or _is_han(after)


def _is_han(word: str) -> bool:
    return len(word) == 1 and "一" <= word <= "鿿"


def _word(read: Sequence[Token], at: int) -> str:
    return read[at].text if 0 <= at < len(read) else ""


def _month(read: Sequence[Token], at: int) -> _Said | None:
    typed = read[at].text
    found = month(fold(typed))
    if found is None or _is_compound(read, at):
        return None
    kind = Kind.MONTH if found.is_english else Kind.OTHER_MONTH
    if typed in _TO_BE_DATED:
        kind = Kind.MAYBE_MONTH
    return kind, Point(months=(found.number, found.number))


def _is_compound(read: Sequence[Token], at: int) -> bool:
    """Whether a hyphen makes a longer word of it: mai-talen; but March-May is a range."""
    if _word(read, at + 1) != "-" or read[at].end != read[at + 1].start:
        return False
    after = _word(read, at + 2)
    return after[:1].isalpha() and month(fold(after)) is None and read[at + 2].start == read[at + 1].end


def _cue(read: Sequence[Token], at: int) -> Kind:
    """What any other token is; names, which have capitals (BBC News), are only words."""
    kind = kinds().get(fold(read[at].text), Kind.WORD)
    if kind is Kind.NEWS and read[at].text[0].isupper() and not begins_sentence(read, at):
        return Kind.WORD
    return Kind.OTHER_SIGN if kind is Kind.WORD and not read[at].text[0].isalnum() else kind


def spoken_month(sign: Sign) -> Month | None:
    """The month that a sign names, with its languages."""
    return month(fold(sign.text).removesuffix("份"))
