"""Whether a question asks on from the one before it, "and who led it?", and with which of that one's words.

A question with neither an opening that goes on nor a word that points back is whole, and stays as it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

import regex

from knowledge import courtesies, periods, syntax
from knowledge.model import Filters, Question, Understood
from knowledge.stopwords import QUESTION_CHARACTERS, STOP_WORDS, spoken_by
from knowledge.words import is_shouted, plain, words

MOST_CHARACTERS = 500
"""Of a text: a longer one says itself what it is about."""

MOST_TELLING = 5
"""Words that say something in a question that asks on."""

MOST_CARRIED = 5
"""Words of the question before, the rarest first."""

MOST_OF_ANOTHER = 2
"""Words of the question before when the new one names another subject."""

MOST_DATES = 2
"""Dates of the question before."""

_OPENINGS = {
    "en": "and|but|also|then|(and |but |so )?(what|how) about|what of|same for",
    "no": "og|(og )?hva med|hva så med|(men|så) WORD",
    "da": "og|(og )?hvad med|hvad så med|(men|så) WORD",
    "sv": "och|(och )?hur är det med|(men|så) WORD",
    "de": "und|aber|(und )?was ist mit|(und )?wie (sieht|steht) es mit|dann WORD",
    "fr": "et WORD|mais|et (pour|en|à)|qu'en est-il",
    "es": "y|pero|(y )?qué (hay|pasa) (de|con)|(y )?qué tal",
    "it": "(e|ma) WORD|(e )?che ne è|(e )?che mi dici di",
    "pt": "(e|mas) WORD|e quanto",
    "nl": "(en|maar) WORD|(en )?hoe zit het met|(en )?wat (is er )?met",
    "he": "ומי|ומה|ומתי|ואיפה|והיכן|ואיך|וכמה|ולמה|ומדוע|והאם|ואיזה|אבל|ואז|ו?מה (לגבי|עם|בנוגע)",
    "zh": "那(?=[么麼，,\\s\\d谁誰什哪为為怎何几多])|还有|還有|然后|然後|而且|另外|此外",
}
"""What goes on from another question. WORD is one that says nothing, a capital or a number: "men" is English too."""

_ANOTHER = regex.compile(
    r"\b(?:about|what\s+of|med|mit|met|qu['’]en\s+est-il|(?:hay|pasa)\s+(?:de|con)|tal|che\s+ne\s+è|dici\s+di)\Z"
)
"""The end of an opening that names another subject, "what about the ferry?"."""

_POINTERS = {
    "en": "it its they them their theirs this these those there he him his she her hers",
    "no": "han ham hans hun henne hennes dem deres dens dets",
    "da": "han ham hans hun hende hendes dem deres dens dets",
    "sv": "han honom hans hon henne hennes dem deras dess",
    "de": "er ihn ihm sie ihr ihre ihren ihrem ihrer seine seinen seinem seiner dort deren dieser diese dieses diesem",
    "fr": "il elle ils elles lui leur leurs son sa ses cela ça",
    "es": "él ella ellos ellas su sus eso esto allí",
    "it": "lui lei loro suo sua suoi sue esso essa ciò",
    "pt": "ele ela eles elas dele dela deles delas seu sua seus suas isso isto lá",
    "nl": "hij hem zij haar hen hun ervan daarvan daarmee daarover",
    "he": "הוא היא הם הן אותו אותה אותם אותן שלו שלה שלהם שלהן",
}
"""Words that point back."""

_POINTERS_AT_THE_END = {
    "en": "that then",
    "no": "den det de der dette disse",
    "da": "den det de der dette disse",
    "sv": "den det de där detta dessa",
    "de": "es das damals",
    "es": "ese esa",
    "it": "lì là quello",
    "pt": "ali esse essa",
    "nl": "het dat dit die deze daar",
    "he": "זה זו זאת שם בו בה בהם לו לה להם",
}
"""Words that point back as the last of a question, and elsewhere are articles or join."""

_SUBJECTS = frozenset(
    """
    he she they its their theirs er sie han hun hon il elle ils elles él ella lui lei ele ela hij zij הוא היא שלו שלה
    שלהם
    """.split(),  # noqa: SIM905 - one a line would fill the screen
)
"""Words for what the question itself may name before: "did the mayor say that she goes?"."""

_OBJECTS = frozenset(
    """
    it them him this these those there ihn ihm ham honom hende henne hem אותו אותה אותם
    """.split(),  # noqa: SIM905 - as above
)
"""Words that hardly ever mean who is named before them in one sentence: "when did Sweden sell it?"."""

_VERBS_BEFORE = {"en": 0, "fr": 0}
"""Telling words before a subject that name nobody: one, the verb, where it comes first, "hvorfor gikk hun"."""

_EMPTY = regex.compile(
    r"""
      \bit\s+(?:takes?|rains?|snows?|true|possible|likely|legal|safe|called|that|mean)\b
    | \b(?:is|are|was|were|be|been|has|have|will|isn['’]t)\s+there\b(?=\s+\w)
    | \bthere(?:\s+(?:is|are|was|were)\b|['’])
    | \b(?:this|these|diese[rsmn]?)\s+(?:week|month|year|summer|winter|spring|autumn|season|morning|evening|weekend|days
        |time|woche|monat|jahr|sommer|tage)\b
    | \bil\s+y\s+a\b
    | \bמ(?:י|ה|הו|הי)\s+(?:הוא|היא|הם|הן)\b(?=\s+\w)
    """,
    flags=regex.VERBOSE | regex.IGNORECASE,
)
"""Where such words point at nothing: "how long does it take", "is there a ferry", "this week"."""

_POINTING = regex.compile(
    r"""
      \bthat\s+(?:year|month|week|day|time|place|man|woman|match|game|election|company|country|city|town|vote|law)\b
    | (?<![其吉维維])[他她它] | 那[里裡儿年] | 当时 | 當時 | 此[事人案] | 这[件场位次个](?!月|星期) | 呢\W*\Z
    """,
    flags=regex.VERBOSE | regex.IGNORECASE,
)
"""Phrases that point back, and Chinese, which does not space its words."""

_YEAR = regex.compile(r"(?<!\d)(?:1[5-9]|20)\d\d(?!\d)")
_SCRIPTS = {"zh": regex.compile(r"\p{Han}"), "he": regex.compile(r"\p{Hebrew}")}
_ASKING = regex.compile("|".join(sorted(QUESTION_CHARACTERS, key=len, reverse=True)))
_LEAD = regex.compile(r"[\s¿¡]*+")


class _Token(NamedTuple):
    """A word of a text."""

    text: str
    weight: float
    is_telling: bool


def _opening(language: str, phrases: str) -> regex.Pattern[str]:
    """What matches an opening of that language; the word after it, where one must be, is not part of it."""
    silent = "|".join(map(regex.escape, STOP_WORDS.get(language, ())))
    word = rf"(?=\s+(?:(?:{silent})\b|\d|(?-i:\p{{Lu}})\w*\W*\Z))"
    bound = "" if language == "zh" else r"\b"
    spaced = phrases.replace(" WORD", word).replace(" ", r"\s+").replace("'", "['’]")
    return regex.compile(f"(?:{spaced}){bound}", regex.IGNORECASE)


_OPENING = {language: _opening(language, phrases) for language, phrases in _OPENINGS.items()}


def follow(previous: Understood, question: Question) -> Question:
    """The question with what it leaves unsaid when it asks on from the previous one; else the question itself.

    Phrases and exclusions are carried as operators, behind its text.
    """
    text = courtesies.without(question.text) if len(question.text) <= MOST_CHARACTERS else ""
    if not _asks_on(text):
        return question
    asked = _Asked.read(text)
    operators = _operators(previous, asked, text)
    filters = question.filters.over(_lasting(previous.filters, names_a_time=asked.names_a_time))
    carried = _carried(previous, asked, f"{text} {operators}") or question.carried
    if not operators and (filters, carried) == (question.filters, question.carried):
        return question
    whole = " ".join(f"{text} {operators}".split()) if operators else question.text
    return question.model_copy(update={"text": whole, "filters": filters, "carried": carried})


class _Asked(NamedTuple):
    """What a text that asks on says of its own."""

    parsed: syntax.Syntax
    names_a_time: bool
    names_a_name: bool
    is_of_another: bool
    """Whether it names another subject, "what about the ferry?", and not another time or another of the same,
    "what about Oslo?".
    """

    @classmethod
    def read(cls, text: str) -> _Asked:
        own = syntax.parse(text)
        text = own.text.lower() if is_shouted(own.text) else own.text
        languages = _languages(text)
        telling = [token.text for token in _tokens(text, languages) if token.is_telling]
        names_a_time = _names_a_time(text)
        return cls(
            own,
            names_a_time,
            names_a_name=bool(own.filters.source) or any(word[0].isupper() for word in telling),
            is_of_another=not names_a_time and _names_another(text, languages, telling),
        )


def _names_another(text: str, languages: Sequence[str], telling: Sequence[str]) -> bool:
    openings = (found[0].casefold() for language in languages for found in _OPENING[language].finditer(text))
    is_about = any(map(_ANOTHER.search, openings))
    return is_about and bool(telling) and all(word.islower() for word in telling)


def _operators(previous: Understood, asked: _Asked, text: str) -> str:
    """The phrases, unless it has its own or names another subject, and the exclusions that it does not ask for; none
    that would not be read as they are meant behind its quotation marks.
    """
    own = asked.parsed
    phrases = () if asked.is_of_another or own.phrases else previous.phrases
    said = {*_words_of(own.text), *map(plain, own.excluded)}
    excluded = [word for word in dict.fromkeys(previous.excluded) if said.isdisjoint({plain(word), *_words_of(word)})]
    used = excluded[: syntax.MOST - len(own.excluded)]
    operators = syntax.typed(phrases, used)
    read = syntax.parse(f"{text} {operators}")
    is_read = (read.phrases, read.excluded) == ((*own.phrases, *phrases), (*own.excluded, *used))
    return operators if is_read and len(operators) <= MOST_CHARACTERS else ""


def _names_a_time(text: str) -> bool:
    return bool(_YEAR.search(text) or periods.relative_words(text) or periods.mentions(text, (), None))


def _lasting(filters: Filters, *, names_a_time: bool) -> Filters:
    """The filters that a new question keeps: a time that it names takes the place of the one before."""
    return filters.model_copy(update={"after": None, "before": None}) if names_a_time else filters


def _carried(previous: Understood, asked: _Asked, text: str) -> tuple[str, ...]:
    if not previous.words:
        return ()
    said = set(_words_of(text))
    dates = [dated.text for dated in previous.dates if not said.issuperset(_words_of(dated.text))]
    silent = {word for dated in previous.dates for word in _words_of(dated.text)} | _of_outlets(previous, asked)
    offered = {plain(word): word for word in reversed((*previous.words, *previous.carried))}
    once = dict.fromkeys(offered[plain(word)] for word in (*previous.words, *previous.carried))
    stop = spoken_by([*said, *map(plain, once)])
    fitting = (
        word
        for word in once
        if (plain(word) not in stop or _is_acronym(word))
        and _is_fitting(word, said)
        and silent.isdisjoint(_words_of(word))
    )
    kept = tuple(islice(fitting, MOST_OF_ANOTHER if asked.is_of_another else MOST_CARRIED))
    return kept if asked.names_a_time else (*kept, *dict.fromkeys(dates[:MOST_DATES]))


def _of_outlets(previous: Understood, asked: _Asked) -> set[str]:
    """The words of outlets of the question before, when the new one has a name that may be another's."""
    return {word for outlet in previous.outlets if asked.names_a_name for word in _words_of(outlet)}


def _is_fitting(word: str, said: set[str]) -> bool:
    """Whether a word of the previous question is not in the new one, and nothing there takes its place."""
    is_replaced = word.isdecimal() and any(_is_like(word, other) for other in said if other.isdecimal())
    return not is_replaced and said.isdisjoint(_words_of(word.replace(" OR ", " ")))


def _is_like(number: str, other: str) -> bool:
    return bool(_YEAR.fullmatch(number)) == bool(_YEAR.fullmatch(other))


def _asks_on(text: str) -> bool:
    text = text.lower() if is_shouted(text) else text
    languages = _languages(text)
    tokens = list(_tokens(_EMPTY.sub(" ", text), languages))
    if not tokens or sum(token.weight for token in tokens if token.is_telling) > MOST_TELLING:
        return False
    return (
        any(_goes_on(text, language) for language in languages)
        or _POINTING.search(text) is not None
        or any(_points_back(tokens, language) for language in languages)
    )


def _goes_on(text: str, language: str) -> bool:
    """Whether the text opens as one that goes on; not as a title does, "And Then There Were None"."""
    start = _LEAD.match(text)
    found = _OPENING[language].match(text, start.end() if start else 0)
    following = text[found.end() :].split(maxsplit=1) if found else []
    is_title = bool(following) and following[0].istitle() and following[0].casefold() in STOP_WORDS.get(language, ())
    return found is not None and not is_title


def _points_back(tokens: Sequence[_Token], language: str) -> bool:
    if plain(tokens[-1].text) in _POINTERS_AT_THE_END.get(language, "").split():
        return True
    pointers = _POINTERS.get(language, "").split()
    verbs = _VERBS_BEFORE.get(language, 1)
    return any(plain(one.text) in pointers and not _is_named(one, tokens[:at], verbs) for at, one in enumerate(tokens))


def _is_named(pointer: _Token, before: Sequence[_Token], verbs: int) -> bool:
    """Whether words before it, other than so many verbs, say whom or what it means, or it is a name: Hans."""
    word, telling = plain(pointer.text), [token.text for token in before if token.is_telling]
    if word in _OBJECTS:
        return False
    if before and pointer.text.istitle():
        return True
    return any(text[0].isupper() for text in telling) or (word in _SUBJECTS and len(telling) > verbs)


def _languages(text: str) -> list[str]:
    """What the text may be in, by its script or by whose words that say nothing are the most."""
    if scripts := [language for language, script in _SCRIPTS.items() if script.search(text)]:
        return scripts
    spoken = set(_words_of(text))
    shared = {language: len(STOP_WORDS[language] & spoken) for language in _POINTERS}
    most = max(shared.values())
    return [language for language, number in shared.items() if number == most > 0]


def _tokens(text: str, languages: Sequence[str]) -> Iterator[_Token]:
    """The words of the text; those tell something that are no stop words of its languages."""
    stop = frozenset().union(*(STOP_WORDS.get(language, frozenset()) for language in languages))
    split = _ASKING.sub(lambda found: " " * len(found[0]), text) if "zh" in languages else text
    for word in words(split):
        said = split[word.start : word.end]
        yield _Token(said, word.weight, _is_telling(said, stop))


def _is_telling(word: str, stop: frozenset[str]) -> bool:
    """Whether it says something: no stop word but as an acronym, and no single letter, as in "a-t-il"."""
    return _is_acronym(word) or (plain(word) not in stop and (len(word) > 1 or not word.islower()))


def _is_acronym(word: str) -> bool:
    return len(word) > 1 and word.isupper()


def _words_of(text: str) -> Iterator[str]:
    return (plain(text[word.start : word.end]) for word in words(text))
