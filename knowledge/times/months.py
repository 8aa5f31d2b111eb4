"""What the months are called: the full names first, then what they are cut to. A table of our own.

dateparser has such tables too, and takes 65 ms to load.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from typing import NamedTuple

_TABLE: dict[str, str] = {
    "ar": "يناير, فبراير, مارس, أبريل ابريل, مايو, يونيو, يوليو, أغسطس اغسطس, سبتمبر, أكتوبر اكتوبر, نوفمبر, ديسمبر",
    "da": """
        januar jan, februar feb, marts, april apr, maj, juni jun, juli jul, august aug, september sep sept, oktober okt,
        november nov, december dec
    """,
    "de": """
        januar jänner jan, februar feb, märz, april apr, mai, juni jun, juli jul, august aug, september sept sep,
        oktober okt, november nov, dezember dez
    """,
    "en": """
        january jan, february feb, march mar, april apr, may, june jun, july jul, august aug, september sept sep,
        october oct, november nov, december dec
    """,
    "es": """
        enero ene, febrero feb, marzo, abril abr, mayo, junio jun, julio jul, agosto ago, septiembre setiembre sept sep,
        octubre oct, noviembre nov, diciembre dic
    """,
    "fr": """
        janvier janv, février févr fév, mars, avril avr, mai, juin, juillet juil, août aout, septembre sept,
        octobre oct, novembre nov, décembre déc
    """,
    "he": "ינואר, פברואר, מרץ מרס, אפריל, מאי, יוני, יולי, אוגוסט, ספטמבר, אוקטובר, נובמבר, דצמבר",
    "it": """
        gennaio gen, febbraio feb, marzo, aprile apr, maggio mag, giugno giu, luglio lug, agosto ago, settembre set,
        ottobre ott, novembre nov, dicembre dic
    """,
    "nl": """
        januari jan, februari feb, maart mrt, april apr, mei, juni jun, juli jul, augustus aug, september sept sep,
        oktober okt, november nov, december dec
    """,
    "no": """
        januar jan, februar feb, mars, april apr, mai, juni jun, juli jul, august aug, september sept sep, oktober okt,
        november nov, desember des
    """,
    "pt": """
        janeiro jan, fevereiro fev, março, abril abr, maio, junho jun, julho jul, agosto ago, setembro set, outubro out,
        novembro nov, dezembro dez
    """,
    "ru": """
        января январь январе, февраля февраль феврале, марта март марте, апреля апрель апреле, мая май мае,
        июня июнь июне, июля июль июле, августа август августе, сентября сентябрь сентябре, октября октябрь октябре,
        ноября ноябрь ноябре, декабря декабрь декабре
    """,
    "sv": """
        januari jan, februari feb, mars, april apr, maj, juni jun, juli jul, augusti aug, september sept sep,
        oktober okt, november nov, december dec
    """,
    "zh": """
        1月 一月, 2月 二月, 3月 三月, 4月 四月, 5月 五月, 6月 六月, 7月 七月, 8月 八月, 9月 九月, 10月 十月,
        11月 十一月, 12月 十二月
    """,
}

LANGUAGES = tuple(_TABLE)

_OTHER_WORDS = frozenset(("ago", "des", "gen", "mag", "out", "set"))
"""Words of one of the languages that are short for a month in another: 3 days ago, 3 out of 5."""


class Month(NamedTuple):
    number: int
    languages: frozenset[str]
    """Those it is written out in: of "nov" none."""
    is_english: bool


def month(word: str) -> Month | None:
    """The month that a case-folded word names."""
    return _months().get(word)


def names(numbers: Iterable[int], languages: Sequence[str]) -> tuple[str, ...]:
    """What months are called in these languages, in their order; in every language when none of them is known.

    Months in figures ("3月") only where that language comes first: a 3 means March in few articles of others.
    """
    known = [_TABLE[language] for language in languages if language in _TABLE] or list(_TABLE.values())
    wanted = list(numbers)
    named = (name for table in known for number in wanted for name in table.split(",")[number - 1].split())
    in_figures = known[0] is _TABLE["zh"]
    return tuple(dict.fromkeys(name for name in named if in_figures or not name[0].isdigit()))


@cache
def _months() -> dict[str, Month]:
    months: dict[str, Month] = {}
    for language, table in _TABLE.items():
        for number, spellings in enumerate(table.split(","), start=1):
            full, *others = spellings.split()
            for word in (full, *others):
                old = months.get(word) or Month(number, frozenset(), is_english=False)
                is_short = word != full and full.startswith(word)
                spoken = frozenset() if is_short else frozenset((language,))
                months[word] = Month(number, old.languages | spoken, old.is_english or language == "en")
    return {word: found for word, found in months.items() if word not in _OTHER_WORDS}
