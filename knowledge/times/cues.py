"""The words around a date that say how it is meant, "since", "between", "ago": a letter for each kind, and a table.

A kind is for all languages alike, and a word has one kind; which languages a preposition belongs to is kept.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from functools import cache

import regex

from knowledge.times.phrases import Unit


class Kind(StrEnum):
    """What a token is to a date. Each is one character, so that a question is a string that a pattern reads."""

    IN = "I"
    """A preposition that makes a time of a month: in May."""
    ON = "O"
    """One that needs a day or a year."""
    OF = "o"
    """One that also begins a range: from 2014 to 2016."""
    BETWEEN = "R"
    AND = "J"
    TO = "t"
    EN = "E"
    """"In" in French and Spanish, "and" in Dutch."""
    TILL = "j"
    """One that joins a range or, alone, ends it."""
    UNTIL = "U"
    UP = "^"
    """Until, where "to" follows."""
    BY = "u"
    BEFORE = "B"
    IN_FRONT = "b"
    """One that is also said of places, so only of a date beside it."""
    BEFORE_OR_AGO = "v"
    AFTER = "F"
    BEHIND = "f"
    SINCE = "S"
    OUT_OF = "s"
    ARTICLE = "A"
    PART = "k"
    """What stands between a preposition and its date: the end of, early."""
    LAST = "p"
    AGO = "z"
    FOR = "g"
    """With "since" after the time, ago: for tre dager siden."""
    IT_MAKES = "h"
    """Ago, before the time: hace tres días."""
    NEWS = "N"
    PRINTED = "P"
    BY_WHOM = "y"
    UNIT = "i"
    NUMBER = "n"
    DAY = "D"
    YEAR = "Y"
    BARE = "Z"
    """A number that is a year only after a preposition or a month."""
    MONTH = "M"
    """One of English, which a day may follow."""
    OTHER_MONTH = "m"
    MAYBE_MONTH = "c"
    """"may" and "march": months beside a year, or a day after a preposition."""
    DATE = "X"
    MONTH_AND_DAY = "x"
    DECADE = "T"
    SEASON = "e"
    COUNT = "q"
    RELATIVE = "L"
    RELATIVE_YEAR = "Q"
    VAGUE = "V"
    UP_TO_IT = "<"
    PAST_IT = ">"
    ONWARDS = "+"
    WORD = "w"
    COMMA = ","
    DOT = "."
    DASH = "-"
    APOSTROPHE = "'"
    OTHER_SIGN = "_"


_CUES: dict[str, dict[Kind, str]] = {
    "da": {
        Kind.IN: "i under", Kind.ON: "på den", Kind.OF: "fra af", Kind.BETWEEN: "mellem", Kind.TILL: "til",
        Kind.UNTIL: "indtil", Kind.BEFORE: "før", Kind.BEHIND: "efter", Kind.SINCE: "siden", Kind.FOR: "for",
        Kind.PART: "starten begyndelsen slutningen", Kind.LAST: "seneste", Kind.AND: "og eller",
        Kind.NEWS: "artikler nyheder", Kind.PRINTED: "udgivet trykt",
    },
    "de": {
        Kind.IN: "im in während", Kind.ON: "am", Kind.OF: "von vom", Kind.BETWEEN: "zwischen", Kind.TILL: "bis",
        Kind.BEFORE_OR_AGO: "vor", Kind.BEHIND: "nach", Kind.SINCE: "seit", Kind.OUT_OF: "ab",
        Kind.ARTICLE: "der die das dem", Kind.AND: "und oder", Kind.LAST: "letzten vergangenen",
        Kind.PART: "anfang ende mitte zum", Kind.NEWS: "artikel nachrichten berichte meldungen",
        Kind.PRINTED: "veröffentlicht erschienen",
    },
    "en": {
        Kind.IN: "in during throughout", Kind.ON: "on at", Kind.OF: "of from", Kind.BETWEEN: "between",
        Kind.AND: "and or", Kind.TO: "to through", Kind.TILL: "till", Kind.UNTIL: "until", Kind.UP: "up", Kind.BY: "by",
        Kind.BEFORE: "before prior", Kind.AFTER: "after following", Kind.SINCE: "since", Kind.ARTICLE: "the",
        Kind.PART: "early late mid end start beginning middle", Kind.LAST: "last past previous", Kind.AGO: "ago",
        Kind.NEWS: "article articles news story stories report reports coverage headlines",
        Kind.PRINTED: "published printed reported written", Kind.ONWARDS: "onwards onward",
    },
    "es": {
        Kind.EN: "en", Kind.IN: "durante", Kind.ON: "el", Kind.OF: "de del", Kind.BETWEEN: "entre",
        Kind.AND: "y", Kind.TO: "a al", Kind.UNTIL: "hasta", Kind.BEFORE: "antes", Kind.AFTER: "después",
        Kind.SINCE: "desde", Kind.IT_MAKES: "hace", Kind.LAST: "últimos últimas", Kind.ARTICLE: "la los las",
        Kind.PART: "principios finales mediados", Kind.NEWS: "artículos noticias",
        Kind.PRINTED: "publicados publicadas",
    },
    "fr": {
        Kind.EN: "en", Kind.IN: "durant pendant courant", Kind.ON: "le", Kind.OF: "de du d", Kind.BETWEEN: "entre",
        Kind.AND: "et", Kind.TO: "à au", Kind.UNTIL: "jusqu jusque", Kind.BEFORE: "avant", Kind.AFTER: "après",
        Kind.SINCE: "depuis", Kind.ARTICLE: "la l les", Kind.PART: "début", Kind.LAST: "derniers dernières",
        Kind.NEWS: "articles nouvelles", Kind.PRINTED: "publiés publiées parus",
    },
    "he": {
        Kind.IN: "ב בשנת במהלך", Kind.OF: "מ", Kind.BETWEEN: "בין", Kind.TO: "ל", Kind.UNTIL: "עד",
        Kind.BEFORE_OR_AGO: "לפני", Kind.BEHIND: "אחרי לאחר", Kind.SINCE: "מאז", Kind.ARTICLE: "ה",
        Kind.PART: "שנת סוף תחילת", Kind.NEWS: "כתבות",
    },
    "it": {
        Kind.IN: "in nel nell durante", Kind.ON: "il", Kind.OF: "di del dal dall", Kind.BETWEEN: "tra",
        Kind.AND: "e", Kind.TO: "a al", Kind.UNTIL: "fino", Kind.BEFORE: "prima", Kind.AFTER: "dopo",
        Kind.ARTICLE: "l lo gli", Kind.PART: "inizio metà", Kind.LAST: "ultimi ultime", Kind.AGO: "fa",
        Kind.NEWS: "articoli notizie", Kind.PRINTED: "pubblicati",
    },
    "nl": {
        Kind.IN: "in tijdens", Kind.ON: "op", Kind.OF: "van", Kind.BETWEEN: "tussen", Kind.EN: "en", Kind.TILL: "tot",
        Kind.IN_FRONT: "voor", Kind.BEHIND: "na", Kind.SINCE: "sinds vanaf", Kind.ARTICLE: "het", Kind.AGO: "geleden",
        Kind.PART: "begin eind", Kind.LAST: "afgelopen laatste", Kind.NEWS: "artikelen berichten",
        Kind.PRINTED: "gepubliceerd",
    },
    "no": {
        Kind.IN: "i under", Kind.ON: "på den", Kind.OF: "fra av", Kind.BETWEEN: "mellom", Kind.TILL: "til",
        Kind.UNTIL: "inntil", Kind.BEFORE: "før", Kind.BEHIND: "etter", Kind.SINCE: "siden", Kind.FOR: "for",
        Kind.PART: "starten begynnelsen slutten", Kind.LAST: "siste", Kind.AND: "og eller",
        Kind.NEWS: "artikler nyheter saker", Kind.PRINTED: "publisert trykt",
    },
    "pt": {
        Kind.IN: "em durante", Kind.OF: "de do", Kind.BETWEEN: "entre", Kind.AND: "e", Kind.TO: "a",
        Kind.UNTIL: "até", Kind.BEFORE: "antes", Kind.AFTER: "depois após", Kind.SINCE: "desde",
        Kind.IT_MAKES: "há", Kind.AGO: "atrás", Kind.LAST: "últimos últimas", Kind.PART: "início",
        Kind.NEWS: "artigos notícias", Kind.PRINTED: "publicados publicadas",
    },
    "sv": {
        Kind.IN: "i under", Kind.ON: "på den", Kind.OF: "från av", Kind.BETWEEN: "mellan", Kind.TILL: "till",
        Kind.UNTIL: "tills", Kind.BEFORE: "före innan", Kind.BEHIND: "efter", Kind.SINCE: "sedan", Kind.FOR: "för",
        Kind.PART: "början slutet", Kind.LAST: "senaste", Kind.AND: "och eller", Kind.NEWS: "artiklar nyheter",
        Kind.PRINTED: "publicerat publicerade",
    },
    "zh": {
        Kind.IN: "在 于 於", Kind.OF: "从 從 自", Kind.TILL: "到 至", Kind.UNTIL: "截至 直到",
        Kind.UP_TO_IT: "以前 之前", Kind.PAST_IT: "以后 之后 以後 之後", Kind.ONWARDS: "以来 以來 至今",
    },
}  # fmt: skip

_UNITS: dict[Unit, str] = {
    Unit.DAY: """
        day days dag dager dagar dage Tag Tage Tagen dagen jour jours día días giorno giorni dia dias יום ימים
    """,
    Unit.WEEK: """
        week weeks uke uker ukene veckor veckorna vecka uge uger Woche Wochen weken semaine semaines semana semanas
        settimana settimane שבוע שבועות
    """,
    Unit.MONTH: """
        month months måned måneder månedene månad månader Monat Monate Monaten maand maanden mois mes meses mese mesi
        mês חודש חודשים
    """,
    Unit.YEAR: """
        year years år årene åren Jahr Jahre Jahren jaar jaren an ans année années año años anno anni ano anos
        שנה שנים l'an
    """,
}

_COUNTS = (
    "a an one en et ett ein eine einem einer un une una uno um uma een אחד",
    "two to två zwei deux dos due dois duas twee שני שתי",
    "three tre drei trois tres três drie שלושה שלוש",
    "four fire fyra vier quatre cuatro quattro quatro ארבעה ארבע",
    "five fem fünf cinq cinco cinque vijf חמישה חמש",
    "six seks sex sechs seis sei zes שישה שש",
    "seven sju syv sieben sept siete sette sete zeven שבעה שבע",
    "eight åtte otte åtta acht huit ocho otto oito שמונה",
    "nine ni nio neun neuf nueve nove negen תשעה תשע",
    "ten ti tio zehn dix diez dieci dez tien עשרה עשר",
    "eleven elleve elva elf onze once undici אחד־עשר",
    "twelve tolv zwölf douze doce dodici doze twaalf",
)

_SEASONS: dict[Unit, str] = {
    Unit.SPRING: "spring våren Frühjahr Frühling printemps primavera voorjaar",
    Unit.SUMMER: "summer sommeren sommaren Sommer été verano estate verão zomer",
    Unit.AUTUMN: "autumn høsten efteråret hösten Herbst automne otoño autunno outono herfst",
}
"""Not winter, which two years share."""

_MARKS: dict[str, Kind] = {
    "-": Kind.DASH, "–": Kind.DASH, "—": Kind.DASH, "־": Kind.DASH, ",": Kind.COMMA,
    ".": Kind.DOT, "'": Kind.APOSTROPHE,
}  # fmt: skip

COUNTED = frozenset(
    """
    people persons men women children dollars euro euros pounds kroner kronor francs yen yuan percent prosent procent
    prozent per km kilometres kilometers miles metres meters feet acres tonnes tons votes seats homes houses jobs troops
    soldiers deaths cases points goals times day days week weeks month months year years hour hours minutes seconds
    million billion mennesker personer menn kvinner stemmer dager dagar år timer menschen personen stimmen tage jahre
    jahren personnes voix ans jours personas votos años días persone anni giorni voti pessoas anos dias mensen stemmen
    jaar dagen אנשים שקל שקלים דולר שנים ימים
    """.split(),  # noqa: SIM905 - one a line would fill the screen
)
"""What a number before it counts: it is no year then, and no day."""


@cache
def kinds() -> dict[str, Kind]:
    """The kind of each case-folded word."""
    found = {word.casefold(): Kind.UNIT for words in _UNITS.values() for word in words.split()}
    found |= {word.casefold(): Kind.SEASON for words in _SEASONS.values() for word in words.split()}
    found |= {word: Kind.COUNT for words in _COUNTS for word in words.split()}
    found |= _MARKS
    return found | {word: kind for cues in _CUES.values() for kind, words in cues.items() for word in words.split()}


@cache
def languages_of(cue: str) -> frozenset[str]:
    """The languages in which this case-folded word says how a date is meant."""
    return frozenset(code for code, cues in _CUES.items() if any(cue in words.split() for words in cues.values()))


@cache
def _values() -> dict[str, Unit]:
    tables = (*_UNITS.items(), *_SEASONS.items())
    return {word.casefold(): unit for unit, words in tables for word in words.split()}


def unit(word: str) -> Unit:
    """The unit of time, or the season, that a word names. Raises ValueError when it names none."""
    if found := _values().get(word.casefold()):
        return found
    raise ValueError(f"{word} is no unit of time")


def is_unit(word: str) -> bool:
    """Whether a word names days, weeks, months or years."""
    return _values().get(word.casefold()) in _UNITS


_THOUSANDS = regex.compile(r"(?<=\d)[.,](?=\d{3}(?!\d))")


@cache
def _numbers() -> dict[str, int]:
    return {word: number for number, words in enumerate(_COUNTS, start=1) for word in words.split()}


def count(word: str) -> int:
    """The number that a word or its digits say. Raises ValueError when they say none."""
    return _numbers().get(word.casefold()) or int(_THOUSANDS.sub("", word))


def clashes() -> Iterator[str]:
    """Words that the table gives two kinds, which it must not."""
    seen: dict[str, Kind] = {}
    for cues in _CUES.values():
        for kind, words in cues.items():
            yield from (word for word in words.split() if seen.setdefault(word, kind) is not kind)
