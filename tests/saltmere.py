"""A made-up page of news, in the layouts that archives of web text have."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from knowledge.model import Article, Label

HEADLINE = "Harbour Council Votes To Rebuild The Old Lighthouse"
ALT = "Fishermen in Saltmere"
CAPTION = "Boats lie in the harbour of Saltmere after the storm that broke the lighthouse, Saltmere, March 3, 2019."
CREDIT = "Coastwire/Ada Pell"
BODY = (
    "The harbour council of Saltmere voted on Tuesday to rebuild the old lighthouse that a storm broke in winter.",
    "Councillors said that the lighthouse would cost two million crowns, a quarter of which the harbour would pay.",
    '"The boats need the light, and the town needs the boats," said harbour master Nils Orrin after the vote.',
    "Fishermen had asked the council for months to rebuild the lighthouse, since three boats ran aground nearby.",
    "The storm took the lantern and half the tower, and the council closed the harbour to large boats at night.",
    "Work on the tower begins in spring, the council said, and the lantern should burn again before next winter.",
)
_BLURBS = (
    "Mira Tolland, nineteen, played before eight hundred listeners in a hall that had not seen a recital for twenty",
    "years. The jury, which has often quarrelled, needed only four minutes to agr",
    "Passengers must use their telephones from August, the railway says. Older travellers doubt that it is wise: on",
    "the upper slopes a telephone finds no network, and the guards carry no machine to ch",
    "Round or braided? Two guilds have printed pamphlets on a question that their grandparents settled with a draw.",
    "Customers do not mind, provided that the crust is dark and the raisins are plentiful enough.",
    "The comet will be seen best before dawn. Amateurs with binoculars may distinguish two of its tails; the third,",
    "made of sodium, needs a telescope, some patience and a sky without any moon in it to be vi",
)
CARDS = (
    ("Young violinist wins the northern prize with a forgotten sonata", " ".join(_BLURBS[:2])),
    ("Why the mountain railway will stop selling paper tickets", " ".join(_BLURBS[2:4])),
    ("Bakers quarrel over the proper shape of a festival loaf", " ".join(_BLURBS[4:6])),
    ("Astronomers at Highfield report a comet with three tails", " ".join(_BLURBS[6:])),
)
"""Titles and blurbs of other stories; most blurbs are cut at a fixed width, as archives have them."""


def page(foot: str = "", head: str = f"By Tomas Verre\n{ALT}\n{CAPTION}  {CREDIT}") -> str:
    return "\n\n".join(filter(None, (HEADLINE, head, *BODY, foot)))


def bullets(mark: str = "  • ", gap: str = "\n\n    ") -> str:
    return "\n\n".join(f"{mark}{title}{gap}{blurb}" for title, blurb in CARDS)


def texts(article: Article, label: Label) -> list[str]:
    return [part.of(article.text) for part in article.labelled(label)]
