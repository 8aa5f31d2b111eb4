"""Words that ask or join and say nothing of the subject: left out of questions, kept in the index.

Short lists of our own: the packaged ones drop words that news is about (`bill`, `back`, `areas`), and on Chinese
questions a long list finds less than a short one (88.6 against 89.5 % right first articles).
"""

from __future__ import annotations

from collections.abc import Iterable

STOP_WORDS: dict[str, frozenset[str]] = {
    language: frozenset(words.split())
    for language, words in {
        "ar": """
            من ما ماذا متى أين اين كيف كم هل لماذا لم لن لا هو هي هم هما هذا هذه ذلك تلك الذي التي الذين
            اللذان في على إلى الى عن مع أن ان إن أو او ثم قد كان كانت يكون تكون بين بعد قبل عند كل أي اي أية
            بعض حول أيضا ضد حتى و
        """,
        "da": """
            hvem hvad hvor hvornår hvorfor hvordan hvilken hvilket hvilke er var blev bliver har havde det
            den de der en et at i på til fra med af om for som og eller men ikke han hun sin sit sine skal
            kan vil ved efter under
        """,
        "de": """
            wer wen wem wessen was wo wann warum wieso wie wohin woher welche welcher welches welchem
            welchen ist sind war waren wird wurde wurden hat haben hatte hatten der die das den dem des ein
            eine einer eines einem einen und oder aber nicht in im am an auf zu zum zur mit von vom für bei
            nach aus über unter sich es er sie wir ihr sein seine ihre dass als auch noch viel viele gibt
            kann
        """,
        "en": """
            a about after all also an and any are as at be because been before being between but by can
            could did do does doing done during each else ever for from get got had happen happened happens
            has have having he her hers him his how i if in into is it its just let many may me might much
            must my no nor not of off on or our ours out over own per please say says said shall she should
            since so some such tell than that the their theirs them then there these they this those through
            to too until up upon us very was we were what when where whether which while who whom whose why
            will with would you your
        """,
        "es": """
            quién quiénes quien qué que cuál cuáles cuándo cuando dónde donde cómo como cuánto cuánta
            cuántos cuántas por para porque es son fue fueron era eran ha han había ser está están el la los
            las un una unos unas y o pero no en de del al a con sin sobre se su sus lo le les más entre hay
        """,
        "fr": """
            qui que quoi quel quelle quels quelles quand où comment combien pourquoi est sont était étaient
            a ont avait été être il elle ils elles on le la les l un une des du de d et ou mais ne pas en
            dans sur sous par pour avec sans au aux ce cette ces son sa ses leur leurs se s y qu n c j plus
        """,
        "he": """
            מי מה מהו מהי מהם מהן מתי איפה היכן איך כיצד כמה למה מדוע האם איזה איזו אילו איזו לאיזה לאיזו
            באיזה באיזו מאיזה של את על עם אל אם או כי זה זו זאת אלה אלו הוא היא הם הן אני אתה היה היתה הייתה
            היו יש אין לא גם רק כל בין לפי אשר שם כאן כך כמו עד אחרי לפני ידי לו לה להם בו בה בהם שלו שלה
            שלהם מן אך אבל יותר מאשר לאן מאין
        """,
        "it": """
            chi che cosa quale quali quando dove come quanto quanta quanti quante perché è sono era erano fu
            ha hanno aveva il lo la i gli le un uno una e o ma non in di del della dei delle dello a al alla
            ai alle da dal dalla con su sul sulla per tra fra si suo sua suoi sue più ci
        """,
        "nl": """
            wie wat waar wanneer waarom hoe hoeveel welke welk is zijn was waren wordt werd werden heeft
            hebben had de het een en of maar niet in op aan te ten ter van voor met bij uit over door om
            naar als dat die dit deze er zich hij zij ze haar hun ook nog veel
        """,
        "no": """
            hvem hva hvor hvorfor hvordan når hvilken hvilket hvilke er var ble blir blitt bli har hadde ha
            det den de dem der en ei et at i på til fra med av om for som og eller men ikke han hun seg sin
            sitt sine skal skulle kan kunne vil ville ved etter under mange mye hans hennes deres dette
            denne disse å så også noe noen vært være
        """,
        "pl": """
            kto kogo komu kim co czego czym gdzie kiedy dlaczego jak ile który która które jakie jaki jaka
            jest są był była było byli i oraz lub ale nie w we na do z ze od o po za przy przez dla pod nad
            się to ten ta te tym tego czy
        """,
        "pt": """
            quem que o quê qual quais quando onde como quanto quanta quantos quantas porque por para é são
            foi foram era eram ser está estão há tem têm tinha os a as um uma uns umas e ou mas não em no na
            nos nas de do da dos das ao à aos às com sem sobre se seu sua seus suas mais entre
        """,
        "ru": """
            кто кого кому кем что чего чему чем где когда почему зачем как какой какая какое какие каком
            сколько чей куда откуда и или но а не в во на с со к ко по о об от до из за у для при под над
            это этот эта эти тот был была было были есть быть ли же бы он она они его её их
        """,
        "sv": """
            vem vad var när varför hur vilken vilket vilka är blev blir har hade det den de dem där en ett
            att i på till från med av om för som och eller men inte han hon sig sin sitt sina ska skulle kan
            kunde vill ville vid efter under många mycket
        """,
        "tr": """
            kim kimi kime kimin ne nerede nereye nereden zaman neden niçin nasıl kaç hangi hangisi ve veya
            ama değil bir bu şu o da de mi mı mu mü ile için gibi olan olarak var yok
        """,
        "uk": """
            хто кого кому ким що чого чому чим де коли навіщо як який яка яке які скільки чий куди звідки і
            й та або але а не в у на з зі до по про від із за для при під над це цей ця ці був була було
            були є він вона вони його її їх
        """,
    }.items()
}

QUESTION_CHARACTERS = frozenset(
    """
    什么 甚麼 什麼 为什么 為什麼 怎么 怎麼 怎样 怎樣 如何 哪一 哪些 哪里 哪裡 哪个 哪個 哪位 哪 谁 誰 多少 几 幾
    什么时候 什麼時候 有多 多长 多長 多久 多大 多高 多远 多遠 是否 何时 何時 何地 请问 請問 吗 嗎 呢 的 了
    """.split(),  # noqa: SIM905 - one a line would fill the screen
)
"""Where a run of Chinese characters is cut before it is paired: the pairs across these say nothing."""


PICTURES = frozenset(
    """
    picture pictures photo photos photograph photographs image images caption foto fotos fotografie bild bilder bilde
    bildet imagen imágenes fotografía photographie immagine immagini 照片 图片 圖片 相片 תמונה צילום صورة الصورة
    """.split(),  # noqa: SIM905
)
"""Words that ask for a picture: what its caption answers by being one."""

TAKING = frozenset(
    """
    photographer photographed took taken take shot shows show shown seen fotograf fotografiert fotógrafo tomó
    photographe pris fotografo tok tatt viser
    """.split(),  # noqa: SIM905
)
"""Words that, beside one of PICTURES, ask no more than it does."""


def spoken_by(words: Iterable[str], preferred: Iterable[str] = ()) -> frozenset[str]:
    """The stop words of the language that most of `words` belong to: of the `preferred` ones, the earliest at a tie,
    if any of the words is theirs.

    `war` is a stop word of German and the subject of an English question: one list is used, never all of them.
    """
    spoken = set(words)
    nearest = [STOP_WORDS[code] for code in preferred if code in STOP_WORDS]
    lists = nearest if any(not stop.isdisjoint(spoken) for stop in nearest) else STOP_WORDS.values()
    return max(lists, key=lambda stop: len(stop & spoken))
