"""The lines of a news page that are nobody's story: buttons, notices, headings over other stories, promotions."""

from __future__ import annotations

import re

from knowledge.readers.prose import ends_sentence, weight

_LONGEST_FURNITURE = 300
_LONGEST_HEADING = 8
_LONGEST_PROMOTION = 30

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
    | report\s(?:a\stypo|an?\serror).* | read\sour\s.*polic.* | thanks?\sfor\s(?:signing|reading).*
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
    | mehr\s(?:zum\sthema|lesen|aus) | lesen\ssie\sauch | das\skönnte | à\slire | lire\saussi | sur\sle\smême
    | leer\s(?:más|también) | te\spuede | más\s(?:noticias|leído|sobre) | lee\stambién | leggi\sanche | potrebbe
    | lees\sook | meer\sover | czytaj | zobacz\steż | читайте\sтакже | 相关 | 相關 | 延伸閱讀 | 推荐阅读 | 関連
    )"""
)
_PROMOTION = re.compile(
    r"""(?ix)^\W*(?:
      (?:also\s|must\s|don.t\s)?
      (?: read(?:\smore|\snext|\salso)? | watch | related(?:\s(?:story|article|content|news|video|post))?
        | more | see\salso
        | also\ssee | see(?:\smore)? | required\sreading | also\son\s\S+
        | listen | explore | recommended | in\spictures | analysis | opinion | live )
    | leggi\sanche | lees\sook | lee\stambién | lire\saussi | mehr(?:\szum\sthema)?
    )\s*[:|►>»–-]\s*\S"""
)


def is_furniture(line: str) -> bool:
    if len(line) >= _LONGEST_FURNITURE:
        return False
    return bool(_NOTICE.match(line) or (_BUTTON.match(line) and not ends_sentence(line)))


def is_promotion(line: str) -> bool:
    """Whether a line inside a story points to another one: "Read more: ..."."""
    return bool(_PROMOTION.match(line)) and weight(line) < _LONGEST_PROMOTION


def starts_other_stories(line: str, longest: int = _LONGEST_HEADING) -> bool:
    """Whether a line is a heading over other stories: "Related", "You may also like"."""
    return bool(_HEADING.match(line)) and weight(line) <= longest and not ends_sentence(line)
