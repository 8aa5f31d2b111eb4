"""What people say before and after a question, "hello" and "can you tell me", told from the question itself.

Only the start and the end of a text are looked at, and what may be a title or a name there, "Hello Kitty", "Thank You
for Smoking", is left alone: a greeting goes only before punctuation, another courtesy or a word that asks. So are
words that only say what is searched, "find articles about", wherever they stand.
"""

from __future__ import annotations

import regex

_GREETINGS = """
    (hi|hello|hey|hiya|howdy|greetings)( (there|all|everyone|everybody|folks|guys|friends?|team|bot))?
    good (morning|afternoon|evening|day)( (all|everyone|everybody|folks|team|bot))?
    dear (all|everyone|friends?|team|bot|archive|sirs?|madam|sir or madam)
    ((please|pls|plz|thanks|thank you|sorry|excuse me)|(a )?(quick )?question)
    (hei|heisann|hallo|hej|hejsan|hallå)( (der|alle|alle sammen|alla))?
    (god|go) (dag|morgen|kveld|ettermiddag|aften|eftermiddag|morgon|kväll)
    (takk|tak|tack|snälla|vær så snill|vær så venlig|unnskyld|undskyld|ursäkta)
    (guten? (tag|morgen|abend)|grüß gott|moin|servus|bitte|danke|entschuldigung)
    (bonjour|bonsoir|salut|coucou)( (à tous|tout le monde))?
    (merci|s'il (vous|te) pla[iî]t|svp|excusez-moi)
    (hola|buenos días|buenas( (tardes|noches))?)( a todos)?
    (gracias|por favor|disculpa|disculpe|perdón)
    (ciao|salve|buongiorno|buonasera|grazie|per favore|scusa|scusi)
    (olá|oi|bom dia|boa (tarde|noite)|obrigad[oa]|desculpe)
    (goede(morgen|middag|navond|ndag)|hoi|dag|alstublieft|alsjeblieft|dank je( wel)?|bedankt)
    (שלום|היי|הי|בוקר טוב|ערב טוב|צהריים טובים|בבקשה|תודה|סליחה)
    (你好|您好|大家好|早上好|下午好|晚上好|谢谢|謝謝|麻烦|劳驾)
"""

_PREAMBLES = """
    (do|does|did) (you|anyone|anybody|someone|somebody|any of you)( all)?( happen to)? know( anything)?
    (can|could|would|will) (you|anyone|anybody|someone)( please| kindly)? (tell (me|us)|let me know|say)
    (can|could|would|will) (you|anyone|anybody)( please)? explain( to (me|us))?
    (tell (me|us)|let (me|us) know)( please)?( more)?
    (i|we)( would|'d)( really)? (like|love) to (know|ask|find out|hear)
    (i|we)( really| just)? (want|wanted|need) to (know|ask|find out)
    (i was|i'm|i am|i've been)( just)? wondering|i( just)? wonder
    (may|can|could) i ask( you)?
    (what (do you know|can you tell (me|us))|is there anything) about
    (vet|ved) (du|dere|ni|noen|nogen|någon)( tilfeldigvis)?
    er det noen som vet|er der nogen,? der ved|är det någon som vet
    (kan|kunne|kunde) (du|dere|ni)( vennligst)? (si|fortelle|fortælle|sige|berätta|säga)( (meg|mig|oss|os|för mig))?
    (fortell|fortæl|berätta) (meg|mig|oss|os|för mig)|(si|sig|säg) (meg|mig|oss|os)
    (jeg|jag|vi) (vil|ville|skulle|ønsker å)( gjerne| gerne)?( vilja)? (vite|vide|veta)
    (jeg|jag|vi) (lurer på|undrer mig over|undrar)
    (weißt du|wisst ihr|wissen sie|weiß (jemand|wer))( zufällig)?
    (kannst du|könntest du|können sie|könnten sie|könnt ihr)( mir| uns)?( bitte)? (sagen|erklären|verraten|erzählen)
    (sag|sage|sagen sie|erzähl|erzähle|erzählen sie) (mir|uns)( bitte)?
    ich (möchte|würde|will|wollte)( gerne?)? wissen|ich frage mich
    (est-ce que )?(tu sais|vous savez|quelqu'un sait|sais-tu|savez-vous)
    (peux-tu|pouvez-vous|pourrais-tu|pourriez-vous|tu peux|vous pouvez) (me|nous) dire
    (dis|dites)-(moi|nous)|(parle|parlez)-moi
    (je voudrais|j'aimerais|je veux) savoir|je me demand(e|ais)
    (alguien sabe|sabe alguien|sabe usted)
    (me )?(puedes?|podrías?|pueden|podrían)( por favor)? (decirme|decir|contarme)
    (dime|dígame|cuéntame|háblame)( por favor)?
    (quiero|quisiera|querría|me gustaría) saber|me pregunt(o|aba)
    qualcuno sa|(mi )?(puoi|potresti|può|potrebbe)( per favore)? (dirmi|dire)
    (dimmi|mi dica|parlami|raccontami)
    (vorrei|voglio|mi piacerebbe) sapere|mi chied(o|evo)
    (você sabe|vocês sabem|alguém sabe)( me dizer)?
    (você )?(pode|podes|poderia|podia)( por favor)? (me dizer|dizer-me)
    (diga-me|diz-me|me diga|me diz|fala-me|fale-me)
    (gostaria de|gostava de|queria|quero) saber
    weet (je|jij|u|jullie|iemand)( misschien| toevallig)?
    (kun je|kunt u|kan iemand|zou je|zou u)( me| mij| ons)?( alsjeblieft| alstublieft)?( kunnen)? (vertellen|zeggen)
    (vertel|zeg) (me|mij|ons)( eens)?
    ik (wil|zou)( graag)?( willen)? weten|ik vraag me af
    (האם )?(אתה יודע|את יודעת|אתם יודעים|מישהו יודע)
    (האם )?(תוכל|תוכלי|אתה יכול|את יכולה|אפשר)( בבקשה)? (להגיד לי|לומר לי|לספר לי|לדעת)
    (תגיד|תגידי|ספר|ספרי|תספר|תספרי) (לי|לנו)
    (אני )?(רוצה|רציתי|אשמח) לדעת
    (请|請|想|我想|麻烦)(问一下|問一下|问|問)|我?想知道|我?想了解|(你们|你|您|有人|有谁|谁)知道|你知不知道
    (请|請|(你|您)?(可以|可否|能否|能不能|能))?(告诉|告訴)我
"""

_BEFORE_ASKING = """
    (any idea|anyone know|(please )?explain( to (me|us))?|remind me)
    (sai|sa|sapete|lei sa)( dirmi)?|sabes?|saben|tu sabes
"""
"""Short ones, which are courtesies only just before a word that asks."""

_LINKS = "if whether about om ob über von si se of over sobre אם האם על"
"""Words that join what was said politely and the question."""

_ASKING = """
    who whom whose what when where why how which did do does can could would
    hvem hva hvor hvorfor hvordan hvornår hvilken hvilket hvilke hvad kan vem vad när varför hur når vilken vilket vilka
    wer wen wem wessen wo wann warum wieso wie welche welcher welches
    qui que quoi quel quelle quels quelles quand où comment combien pourquoi est-ce quién quiénes qué cuál cuáles
    cuándo dónde cómo cuánto cuántos cuántas chi cosa quale quali quando dove come quanto quanti quante perché quem
    qual quais onde quantos quantas wat waar wanneer waarom hoe hoeveel welke welk if whether si se
    מי מה מהו מהי מתי איפה היכן איך כיצד כמה למה מדוע האם איזה איזו
"""
"""What questions of all languages begin with; not "is" or "was", which also follow a title: "Hello was sung by"."""

_CLOSINGS = """
    ((many )?thanks|thank you)( a lot| so much| very much| in advance| again)?|please|pls|plz|thx
    (tusen |mange )?(takk|tak|tack)( så mye| så meget| så mycket| på forhånd| på förhand)?
    vær så snill|vær så venlig|vennligst|venligst|snälla|vielen dank( im voraus)?
    danke( schön| sehr| im voraus)?|bitte( schön)?|merci( beaucoup| d'avance| bien)?
    s'il (vous|te) pla[iî]t|svp|stp|(muchas )?gracias|por favor
    (mille )?grazie( mille)?|per favore|per piacere|(muito )?obrigad[oa]|dank (je|u)( wel)?
    bedankt|alvast bedankt|alstublieft|alsjeblieft|תודה( רבה| מראש)?|בבקשה
    (谢谢|謝謝|多谢|感谢)(你|您|大家)?|拜托了?
"""

_SEARCHES = """
    ((can|could|would|will) you( please)? )?(find( me)?|search for|look for|show me|give me|get me|list)
    (finn|vis meg|find|vis mig|visa mig|hitta)
    finde|suche( nach)?|zeige? mir|such|trouve(-moi|z)?|cherche|montre(z)?-moi|busca|encuentra|muéstrame
    מצא|מצאי|חפש|חפשי|הראה לי
"""
"""What asks to be shown articles."""

_WHICH = frozenset(
    """
    a an the any all some more other which what these those your every many several few new old recent latest newest
    there have got
    noen alle andre flere de hvilke siste nyeste nye nogle seneste några andra flera vilka senaste nya det
    die alle alte neue neueste neuesten letzte letzten welche einige weitere mehr es do did
    les des quels quelles plusieurs las los algunos algunas qué más hay
    יש אילו איזה כל
    """.split(),  # noqa: SIM905 - one a line would fill the screen
)
"""Words before "articles" that make no other thing of them, as "ghost" does of stories; not those that only with it ask
for the newest, "últimas noticias".
"""

_PRINTED = """
    (news )?(articles?|stories|story|reports|coverage)|news
    (artikler|nyheter|nyheder|saker|historier|artiklar|artikel|berichte)
    (nachrichten|meldungen|nouvelles|reportages|artículos|noticias|reportajes|כתבות|ידיעות|חדשות|מאמרים)
"""
_ABOUT = """
    ((say|tell|tell us|report|mention) )?about|on|om|über|zu|zum|zur|sur|à propos de|sobre|acerca de|על
"""

_NAMING = frozenset(
    """
    a an the la le un une sans man of to for and or with no not by in on say says said saying word words called titled
    named mean means meaning wrote write sang sing sings song album film book phrase please my your his her their si
    sier sa sagt sagte sige siger sagde säga säger dit dire dice dijo disse dizer zeggen zei
    """.split(),  # noqa: SIM905 - one a line would fill the screen
)
"""Words that make a "thanks" or "please" after them, without a comma, what the question is about."""

_CAPITALISED = frozenset(["I", "I'd", "I'm", "I've", "Tag", "Morgen", "Abend", "Gott", "Sie", "Bot", "Dag"])
"""Words within courtesies that have a capital where it is no title."""

_NEEDS_STOP = frozenset(["tak", "takk", "tack"])
"""Closings that are a word of another language: "changed tack"."""

MOST = 12
"""Courtesies that are taken off either end."""

_WINDOW = 40  # characters at the end: no closing is longer

_STOPS = regex.compile(r"(?:\s|[,!?:;…~–—¿¡、，。！？：]|\.(?!\w)|-(?=\s))*+")
_HAN = regex.compile(r"\p{Han}")
_LEAD = regex.compile(r"[\s¿¡]*+")
_MENTION = regex.compile(r"<(?:@[!&]?|#)\d{1,20}>")
_TITLE = regex.compile(r"\p{Lu}\w*!")
_LAST_WORD = regex.compile(r"[\w'’]+\Z")
_TRAILING = " \t\n\r\u00a0.,!?;:…~–—-、，。！？：)🙂🙏😊👍❤\ufe0f"


def _phrases(lines: str) -> str:
    """One pattern for all of the phrases; a space stands for any white space. Chinese ones need no bounds."""
    return "|".join(
        f"(?:{phrase})" if _HAN.search(phrase) else rf"(?<![\w'’-])(?:{phrase})(?![\w'’-])"
        for line in filter(None, map(str.strip, lines.splitlines()))
        for phrase in [line.replace("(", "(?:").replace("'", "['’]").replace(" ", r"\s{1,9}")]
    )


_ASKS = rf"(?:{'|'.join(_ASKING.split())})\b|who['’]s|what['’]s|谁|誰|什么|什麼|哪|为什么|为何|怎么|如何|多少|几|是否"
_COURTESY = regex.compile(
    r"(?P<mention><(?:@[!&]?|#)\d{1,20}>|@[\w.]{1,40})"
    rf"|(?P<greeting>{_phrases(_GREETINGS)})"
    rf"|(?P<preamble>(?:{_phrases(_PREAMBLES)}|(?:{_phrases(_BEFORE_ASKING)})(?=[\s,]{{1,9}}(?:{_ASKS})))"
    rf",?(?:\s{{1,9}}(?:{'|'.join(_LINKS.split())})\b)?)",
    flags=regex.IGNORECASE,
)
_QUESTION = regex.compile(rf"[\s¿¡]*+(?:{_ASKS})", flags=regex.IGNORECASE)
_CLOSING = regex.compile(rf"(?:{_phrases(_CLOSINGS)})\Z", flags=regex.IGNORECASE)


_ARTICLES = regex.compile(
    rf"(?P<noun>{_phrases(_PRINTED)})\s{{1,9}}(?:{_phrases(_ABOUT)})(?=\s{{1,9}}\p{{L}})"
    r"|\b(?P<noun>(?:news\s)?coverage|news|reports|stor(?:y|ies))\s{1,9}of(?=\s{1,9}\p{L})(?!\s{1,9}(?:o|the\s{1,9}world)\b)",
    flags=regex.IGNORECASE,
)
_NOUN = regex.compile(rf"{_phrases(_PRINTED)}|\b(?:article|story|report|reported)\b", flags=regex.IGNORECASE)
_GERMAN = frozenset(("artikel", "berichte", "nachrichten", "meldungen"))
_TITLE_OF = regex.compile(r"\p{Lu}\w*\s+of\s+(?:the\s+)?\p{Lu}")
_SEARCH = regex.compile(
    rf"\s*+(?:{_phrases(_SEARCHES)})(?=\s{{1,9}}(?:(?:most\s)?(?:{'|'.join(_WHICH)})\s{{1,9}}){{0,4}}(?:{_phrases(_PRINTED)}))",
    flags=regex.IGNORECASE,
)
_CHINESE = regex.compile(
    r"(?P<about>关于|關於|(?:有关|有關)(?![于於]))[^。，？！]{1,99}?(?P<of>的)(?:最新)?(?P<noun>文章|报道|報道|报导|新闻|新聞)"
)


def without(text: str) -> str:
    """The text with spaces instead of its courtesies, so that offsets stay; as it is when nothing would be left."""
    start = _opening(text)
    end = _closing(text, start)
    kept = _without_articles(_MENTION.sub(lambda found: " " * len(found[0]), text[start:end]))
    if not any(map(str.isalnum, kept)):
        return text
    return " " * start + kept + " " * (len(text) - end)


def _opening(text: str) -> int:
    """Where the courtesies at the start end."""
    place, end = _after(_LEAD, text, 0), 0
    for _ in range(MOST):
        found = _COURTESY.match(text, place)
        if not found:
            break
        place = _after(_STOPS, text, found.end())
        end = place if _is_courtesy(found, place) else end
    return end


def _after(pattern: regex.Pattern[str], text: str, place: int) -> int:
    found = pattern.match(text, place)
    return found.end() if found else place


def _is_courtesy(found: regex.Match[str], place: int) -> bool:
    """Whether what was found at the start is one, by what follows at `place`; before another one it need not be."""
    if found.lastgroup == "mention":
        return True
    text, is_title = found.string, _is_title(found[0])
    if found.lastgroup == "preamble":
        return not is_title
    is_last = place == len(text)
    is_apart = is_last or (bool(text[found.end() : place].strip()) and not _TITLE.match(text, place))
    return bool(_QUESTION.match(text, place)) or (is_apart and not is_title)


def _is_title(phrase: str) -> bool:
    """Whether a word after the first has a capital, as in "Good Morning America"."""
    later = [word for word in phrase.split()[1:] if word not in _CAPITALISED]
    return any(word[0].isupper() for word in later) and not phrase.isupper()


def _closing(text: str, start: int) -> int:
    """Where the courtesies at the end begin."""
    end = len(text)
    for _ in range(MOST):
        last = start + len(text[start:end].rstrip(_TRAILING))
        found = _CLOSING.search(text, max(start, last - _WINDOW), last)
        if not found or not _closes(text, start, found):
            break
        end = found.start()
    return end


def _closes(text: str, start: int, found: regex.Match[str]) -> bool:
    """Whether a phrase at the end is no part of the question: a stop is before it, or a word that does not name it."""
    before = text[start : found.start()].rstrip()
    if not before or not before[-1].isalnum():
        return bool(before)
    last = _LAST_WORD.search(before[-_WINDOW:])
    is_named = last is not None and last[0].casefold() in _NAMING
    return not (is_named or found[0][0].isupper() or found[0].casefold() in _NEEDS_STOP)


def _without_articles(text: str) -> str:
    """The text with spaces for what only says that articles are searched; two kinds of articles may be compared."""
    if len(_NOUN.findall(text)) > 1:
        return text
    spans = [found.span() for found in _ARTICLES.finditer(text) if _is_searched(found)]
    spans += [found.span(group) for found in _CHINESE.finditer(text) for group in ("about", "of", "noun")]
    if opening := _SEARCH.match(text):
        spans.append(opening.span())
    for start, end in spans:
        text = text[:start] + " " * (end - start) + text[end:]
    return text


def _is_searched(found: regex.Match[str]) -> bool:
    """Whether articles of no kind are meant: not ghost stories, the Story of O, or Kettlesund News."""
    text, before = found.string, found.string[: found.start()].rstrip()
    if before and found["noun"][0].isupper() and found["noun"].casefold() not in _GERMAN and not text.isupper():
        return False
    if found["noun"] != "Coverage" and _TITLE_OF.match(text, found.start()) and not text.isupper():
        return False
    if before.endswith(tuple("\"'“‘„«")):
        return False
    last = _LAST_WORD.search(before[-_WINDOW:])
    search = _SEARCH.match(text)
    return last is None or last[0].casefold() in _WHICH or bool(search and search.end() == len(before))
