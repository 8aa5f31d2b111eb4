"""The lines of a news page that are nobody's story: buttons, notices, headings over other stories, promotions."""

from __future__ import annotations

import re

from knowledge.readers.prose import ends_sentence, is_cut, weight

_LONGEST_FURNITURE = 300
_LONGEST_HEADING = 8
_LONGEST_PROMOTION = 30
_LONGEST_OFFER = 1_000

_BUTTON = re.compile(
    r"""(?ix)^\W*(?:
      advertisements? | ad | anzeige | werbung | publicité | publicidad | share\b.{0,60} | tweet | print | e-?mail
    | save | copy\slink | link\scopied.* | follow\b.{0,80} | log\sin\b.{0,40} | sign\sin\b.{0,40} | newsletter.*
    | skip\sto\s.* | menu | search | home | close | back\sto\stop.* | comments?(?:\s\(?\d*\)?)? | view\scomments.*
    | \d+\s(?:comments?|shares?|views?|likes?|min(?:ute)?s?(?:\sread)?)\b.* | copyright\b.* | \(c\)\s?\d{4}.*
    | cookies?\s(?:policy|settings|preferences|notice)\b.* | terms\sof\s(?:use|service)\b.* | privacy\spolicy.*
    | tags?\s*:.* | tags? | topics?\s*:.* | filed\sunder.* | categor(?:y|ies)\b.{0,40} | fact.?checked.* | lesezeit.*
    | \d+\smin\.?\s(?:read|lesezeit).* | listen\sto\sthis.* | play\s(?:video|audio) | watch\s*:.* | video\s*:?
    | photos? | gallery | image | (?:click|tap)\shere\b.{0,80} | support\s(?:our|us)\b.{0,80} | donate.{0,80}
    | our\sstandards.* | build\syour.* | your\s(?:email|guide).{0,60} | loading.{0,20} | \.\.\. | none | more | next
    | previous | published\sby.{0,60}
    )\W*$"""
)
"""Lines of the page's layout, unless they are sentences: "Share", but not "Share prices fell on Monday."."""
_NOTICE = re.compile(
    r"""(?ix)^\W*(?:
      sign\sup\b.* | subscribe\s(?:to|for|now|today)\b.* | get\s(?:the|our)\s.*newsletter.* | follow\sus\b.*
    | join\sthe\sconversation.* | leave\sa\scomment.* | ©.* | all\srights\sreserved.* | copyright\s(?:©|\(c\)|\d{4}).*
    | this\scopy\sis\sfor\syour\spersonal.*
    | this\s(?:material|article|story|document)\b.*(?:may\snot\sbe|copyright|permission|originally|was\sfirst).*
    | if\syou\s(?:purchase|buy|click).*commission.* | we\smay\searn.* | download\sthe\s.*app.*
    | report\s(?:a\stypo|an?\serror).* | read\sour\s.*polic.*
    | thank(?:s|\syou)\sfor\s(?:signing|reading|regist|subscri).* | you\smust\sbe\slogged\sin\b.*
    | please\s(?:use|enable|upgrade|update)\b.*\b(?:browser|javascript)\b.*
    | please\s(?:enter|provide)\b.*\be-?mail\b.* | hide\scaption | click\shere\b.*
    | like\sthis\s(?:story|article)\?.* | want\sto\s(?:bookmark|read\smore|keep\sup)\b.*\?.*
    )\W*$"""
)
"""Sentences that a publisher prints on every page."""
_HEADING = re.compile(
    r"""(?ix)^\W*(?:
      related\b | more\s(?:from|on|in|stories|news|about)\b | most\s(?:read|popular|viewed|shared)
    | trending | popular\b
    | recommended | you\s(?:may|might)\s(?:also\s)?(?:like|be) | read\s(?:more|next|also|these) | also\s(?:read|see|on)
    | see\s(?:also|more) | watch\s(?:now|more|next|:) | don.t\smiss | up\snext | next\sarticle | latest\b
    | top\s(?:stories|news|headlines) | editor.?s.?\s(?:picks?|choice) | from\s(?:around\sthe\sweb|our\spartners)
    | sponsored | promoted | paid\scontent | explore\s(?:further|more) | what\sto\sread | further\sreading
    | in\scase\syou\smissed | must\sread | keep\sreading | continue\sreading
    | mehr\s(?:zum\sthema|lesen|aus) | lesen\ssie\sauch | das\skönnte | auch\sinteressant | ähnliche\sartikel
    | à\slire | lire\saussi | sur\sle\smême | articles\s(?:liés|similaires|associés)
    | leer\s(?:más|también) | te\spuede | más\s(?:noticias|leído|sobre) | lee\stambién
    | (?:artículos|noticias|artigos|notícias)\srelacionad
    | leia\s(?:também|mais) | veja\s(?:também|mais) | você\s(?:também\s)?pode
    | leggi\sanche | potrebbe | articoli\scorrelati | lees\sook | meer\sover | gerelateerd
    | czytaj | zobacz\steż | przeczytaj | läs\s(?:också|mer) | les\sogså | læs\sogså
    | baca\sjuga | (?:berita|artikel)\sterkait | ilgili\shaberler | читайте\sтакже | по\sтеме | смотрите\sтакже
    | اقرأ\sأيض | مواضيع\sذات\sصلة | קראו\sגם | כתבות\sנוספות
    | 相关 | 相關 | 延伸閱讀 | 延伸阅读 | 推荐阅读 | 推薦閱讀 | 関連 | あわせて読みたい | おすすめ | 관련\s?기사
    )"""
)
_PROMOTION = re.compile(
    r"""(?ix)^\W*(?:
      (?:also\s|must\s|don.t\s)?
      (?: read(?:\smore|\snext|\salso)? | watch | related(?:\s(?:story|article|content|news|video|post))?
        | more | see\salso
        | also\ssee | see(?:\smore)? | required\sreading | also\son\s\S+
        | listen | explore | recommended | in\spictures | analysis | opinion | live )
    | leggi\sanche | lees\sook | lee\stambién | leia\s(?:também|mais) | veja\stambém | lire\saussi
    | mehr(?:\szum\sthema)? | lesen\ssie\sauch | baca\sjuga | läs\sockså | les\sogså | читайте\sтакже
    | czytaj\s(?:też|także)
    )\s*[:|►>»–-]\s*\S"""
)
_OFFER = re.compile(  # for lines in lower case: half the time of one that tells no cases apart
    r"""(?x)\b(?: cookies | affiliate | commissions? | compensation | newsletters? | inbox | subscri\w+
    | privacy\spolicy | terms\sof\s(?:use|service) | datenschutz\w* | abonn\w+ | suscri\w+ | assin\w+ | abbon\w+ )\b"""
)
_WE = re.compile(r"(?i)\b(?:we|our|us|wir|unser\w*|nous|notre|nos|nuestr\w+|nostr\w+|noss\w+|wij|onze)\b")
_YOU = re.compile(r"(?i)\b(?:you|your|sie|ihr\w*|vous|votre|vos|usted\w*|tus?|su|você|seu|sua|tuo|tua|uw|je)\b")
_QUOTES = ('"', "“", "„", "«", "'", "‘")

_CLOSING = re.compile(
    r"""(?ix) [\w.+-]+@[\w-]+\.\w{2,}
    | ^[^"“”]{0,120}\b(?:is|was)\s(?:an?|the)\b[^"“”.]{0,80}
      \b(?:reporter|writer|editor|journalist|columnist|correspondent|contributor)\b
    | \bfollow\s(?:him|her|them|me|us|@\w+|\w+\s\w+)\son\b | \bcan\sbe\s(?:reached|followed)\s(?:at|on)\b
    | \bdoi:?\s?10\.
    | ^\W*(?:disclaimer|more\sinformation)\s?: | ^\W*(?:by\sclicking|thank\syou\sfor\ssubscribing)\b
    | ^\W*(?:get|join|sign\sup|subscribe|download|find\sout|start|want|listen)\b
      .*\b(?:newsletters?|inbox|subscri\w+|delivered|podcasts?|app|forums?)\b
    | \b(?:informational|educational)\spurposes\b"""
)
"""What a publisher or an author adds below a story: addresses, a word on the author, sources, offers."""


def is_furniture(line: str) -> bool:
    if len(line) >= _LONGEST_FURNITURE:
        return _is_offer(line)
    return bool(_NOTICE.match(line) or (_BUTTON.match(line) and not ends_sentence(line))) or _is_offer(line)


def _is_offer(line: str) -> bool:
    """Whether a publisher speaks to the reader of its own affairs: cookies, newsletters, commissions."""
    if len(line) > _LONGEST_OFFER or line.startswith(_QUOTES) or not _OFFER.search(line.lower()):
        return False
    return bool(_WE.search(line) and _YOU.search(line))


def closes_story(line: str) -> bool:
    """Whether a line at the foot of a story was added to it: who wrote it and where to write to, sources, offers."""
    return len(line) <= _LONGEST_OFFER and bool(_CLOSING.search(line))


def is_promotion(line: str) -> bool:
    """Whether a line inside a story points to another one: "Read more: ..."."""
    return bool(_PROMOTION.match(line)) and weight(line) < _LONGEST_PROMOTION


def starts_other_stories(line: str, longest: int = _LONGEST_HEADING) -> bool:
    """Whether a line is a heading over other stories: "Related", "You may also like"."""
    is_short = weight(line) <= longest and (not ends_sentence(line) or is_cut(line))
    return is_short and bool(_HEADING.match(line))
