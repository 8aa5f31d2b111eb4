"""A filter as it is typed, a name and a value, to what it means, or to a sentence that says why it means nothing."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import date

import regex

from knowledge.characters import one_line, says_something
from knowledge.errors import UnusableFilter
from knowledge.model import LONGEST_LINE, Filters

EXAMPLES = {
    "title": "title:budget",
    "source": "source:Reuters",
    "author": 'author:"Jane Doe"',
    "after": "after:2016-11-17, after:2016-11 or after:2016",
    "before": "before:2016-11-17, before:2016-11 or before:2016",
    "lang": "lang:en or lang:norsk",
}
"""Every filter there is, by the name it is typed with, and how it is written."""

_LONGEST_SHOWN = 60
"""Characters of somebody's value that a complaint repeats."""

_MOST_COMPLAINTS = 6
"""Of unusable filters: a question has room for a thousand."""

_LONGEST_READ = 100
"""Characters of a date or of a language's name; no such name is longer."""

_EDGES = " .,;:!?()[]"

_MONTH_NAMES = "january february march april may june july august september october november december"
_MONTHS = {name: number for number, month in enumerate(_MONTH_NAMES.split(), 1) for name in (month, month[:3])}
_MONTHS["sept"] = _MONTHS["september"]
_NAME = rf"(?P<name>{'|'.join(_MONTHS)})\.?"
_DAY = r"(?P<day>\d{1,2})"
_DATE = regex.compile(
    rf"""
      (?P<year>\d{{4}}) (?: (?P<mark>[-/.]) (?P<month>\d{{1,2}}) (?: (?P=mark) {_DAY} )? )?
    | (?P<year>\d{{4}}) 年 (?: (?P<month>\d{{1,2}}) 月 (?: {_DAY} 日 )? )?
    | (?: {_DAY} (?:st|nd|rd|th)? \s )? {_NAME} \s (?P<year>\d{{4}})
    | {_NAME} \s {_DAY} (?:st|nd|rd|th)? ,? \s (?P<year>\d{{4}})
    """,
    flags=regex.VERBOSE,
)
"""Only what can be read in one way: 3/4/2016 cannot. Months in words are English, as dates are shown."""

_TAG = regex.compile(r"([a-z]{2})(?:[-_][a-z0-9]{1,8}){0,4}")
_CODES = frozenset(
    """
    aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el en eo
    es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu ja jv ka kg
    ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nd ne ng nl no nr
    nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su sv sw ta te tg
    th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu
    """.split(),  # noqa: SIM905 - one a line would fill the screen
)
_SAME = {"nb": "no", "nn": "no", "iw": "he", "in": "id", "ji": "yi"}
"""Codes of what is stored under another one: the two ways of writing Norwegian, and three that ISO 639 gave up."""

_NAMES = """
    ar arabic, العربية, عربي; bg bulgarian, български; bn bengali, বাংলা; ca catalan, català; cs czech, čeština, česky;
    da danish, dansk; de german, deutsch; el greek, ελληνικά; en english; es spanish, español, castellano;
    et estonian, eesti; eu basque, euskara; fa persian, farsi, فارسی; fi finnish, suomi; fr french, français;
    ga irish, gaeilge; he hebrew, עברית; hi hindi, हिन्दी, हिंदी; hr croatian, hrvatski; hu hungarian, magyar;
    hy armenian, հայերեն; id indonesian, bahasa indonesia; is icelandic, íslenska; it italian, italiano;
    ja japanese, 日本語; ka georgian, ქართული; ko korean, 한국어; lt lithuanian, lietuvių; lv latvian, latviešu;
    nl dutch, nederlands, flemish, vlaams; no norwegian, norsk, bokmål, norsk bokmål, nynorsk, norsk nynorsk;
    pl polish, polski; pt portuguese, português; ro romanian, română; ru russian, русский; sk slovak, slovenčina;
    sl slovenian, slovene, slovenščina; sr serbian, српски, srpski; sv swedish, svenska; sw swahili, kiswahili;
    ta tamil, தமிழ்; th thai, ไทย, ภาษาไทย; tr turkish, türkçe; uk ukrainian, українська; ur urdu, اردو;
    vi vietnamese, tiếng việt; yi yiddish, ייִדיש; zh chinese, mandarin, 中文, 汉语, 漢語, 华语, 華語
"""


def read_filter(name: str, value: str) -> Filters:
    """The filter that a name and a value typed behind it mean; UnusableFilter when they mean none."""
    name = name.casefold()
    if name not in EXAMPLES:
        raise UnusableFilter(
            f"“{_shown(name)}:” is no filter; there are {', '.join(f'{known}:' for known in EXAMPLES)}."
        )
    return Filters.model_validate(_READ[name](name, one_line(value[: 4 * LONGEST_LINE])[:LONGEST_LINE]))


def read_filters(typed: Iterable[tuple[str, str]]) -> tuple[Filters, tuple[str, ...]]:
    """The filters that names and values mean together, the last of a name, and a sentence for each unusable one."""
    usable: list[tuple[str, Filters]] = []
    complaints: dict[str, None] = {}
    for name, value in typed:
        try:
            usable.append((name.casefold(), read_filter(name, value)))
        except UnusableFilter as error:
            complaints[str(error)] = None
    filters = Filters()
    for _, later in usable:
        filters = later.over(filters)
    filters, contradictions = agreeing(filters)
    return filters, (*_few(list(complaints)), *_repeated(name for name, _ in usable), *contradictions)


def agreeing(filters: Filters) -> tuple[Filters, tuple[str, ...]]:
    """The filters that mean something, as they are stored, and a sentence for each that does not; of two dates that no
    article can lie between, neither.
    """
    checked, complaints = _meant(filters)
    after, before = checked.after, checked.before
    if not after or not before or _first_day(after) < _first_day(before):
        return checked, complaints
    complaint = (
        f"Nothing is published after:{after} and also before:{before}, so neither is used; the first must be earlier."
    )
    return checked.model_copy(update={"after": None, "before": None}), (*complaints, complaint)


def _meant(filters: Filters) -> tuple[Filters, tuple[str, ...]]:
    """What options say, read as if it were typed; the hour of a date stays."""
    update: dict[str, str | None] = {}
    complaints = []
    for field, value in filters.model_dump(exclude_none=True).items():
        name = "lang" if field == "language" else field
        try:
            read = _READ[name](name, value.partition("T")[0] if name in _DATES else value)
            update |= {} if name in _DATES else read
        except UnusableFilter as error:
            update[field] = None
            complaints.append(str(error))
    return filters.model_copy(update=update), tuple(complaints)


def _few(complaints: list[str]) -> Iterator[str]:
    yield from complaints[:_MOST_COMPLAINTS]
    if (more := len(complaints) - _MOST_COMPLAINTS) > 0:
        yield f"There were more filters that cannot be used: {more}."


def _repeated(names: Iterable[str]) -> Iterator[str]:
    for name, count in Counter(names).items():
        if count > 1:
            times = "twice" if count == 2 else f"{count} times"  # noqa: PLR2004 - English has a word for it
            yield f"{name}: was given {times}; the last one is used."


def _words(name: str, value: str) -> dict[str, str]:
    if not says_something(value):
        raise UnusableFilter(f"“{name}:{_shown(value)}” names nothing; write it without a space, as {EXAMPLES[name]}.")
    return {name: value}


def _date(name: str, value: str) -> dict[str, str]:
    found = _iso_date(_plain(_words(name, value)[name]))
    if not found:
        raise UnusableFilter(f"“{name}:{_shown(value)}” is no date; write {EXAMPLES[name]}.")
    return {name: found}


def _language(name: str, value: str) -> dict[str, str]:
    code = _language_code(_plain(_words(name, value)[name]))
    if not code:
        raise UnusableFilter(f"“{name}:{_shown(value)}” is no language; write {EXAMPLES[name]}.")
    return {"language": code}


_READ: dict[str, Callable[[str, str], dict[str, str]]] = {
    "title": _words,
    "source": _words,
    "author": _words,
    "after": _date,
    "before": _date,
    "lang": _language,
}


_DATES = frozenset(("after", "before"))


def _iso_date(text: str) -> str | None:
    """A date as ISO 8601, as precise as it was written; None when it is none, or could be two."""
    match = _DATE.fullmatch(text)
    if not match:
        return None
    month = _MONTHS[match["name"]] if match["name"] else match["month"]
    year, *rest = (int(part) for part in (match["year"], month, match["day"]) if part)
    try:
        first_day = date(year, *[*rest, 1, 1][:2])
    except ValueError:
        return None
    return first_day.isoformat()[: len("2016") + len("-11") * len(rest)]


def _language_code(text: str) -> str | None:
    match = _TAG.fullmatch(text)
    code = _SAME.get(match[1], match[1]) if match else _LANGUAGES.get(_unmarked(text))
    return code if code in _CODES else None


def _unmarked(name: str) -> str:
    """A name however its accents are typed, or not."""
    return "".join(letter for letter in unicodedata.normalize("NFKD", name) if unicodedata.category(letter) != "Mn")


def _plain(value: str) -> str:
    return unicodedata.normalize("NFKC", value[:_LONGEST_READ]).casefold().strip(_EDGES)


_LANGUAGES = {
    _unmarked(name.strip().casefold()): code
    for code, _, names in (line.strip().partition(" ") for line in _NAMES.split(";"))
    for name in names.split(",")
}


def _first_day(iso: str) -> str:
    return f"{iso}-01-01"[:10]


def _shown(value: str) -> str:
    return value if len(value) <= _LONGEST_SHOWN else f"{value[:_LONGEST_SHOWN]}…"
