"""Cards, readers, lists and reports: what they say, and that Discord never refuses them for their size."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from discord import ui
from hypothesis import given
from hypothesis import strategies as st

from bot import formatter, limits, reports
from bot.formatter import Card
from knowledge import (
    Answer,
    Article,
    Citation,
    Dated,
    Evidence,
    Excerpt,
    Filters,
    Label,
    Outcome,
    Part,
    Period,
    Question,
    Reference,
    Resolved,
    Statistics,
    Status,
    Strength,
    Suggestion,
    Understood,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

BRIDGE = Citation(
    article_id=7,
    title="The Bridge Is Down",
    byline="Ada Moss",
    source="The Harbour Post",
    published="2016-11-17",
    url="https://example.org/bridge",
)
QUOTE = "The old bridge fell. Nobody was hurt. It will be built again."
HURT = (21, 37)


def excerpt(quote: str = QUOTE, citation: Citation = BRIDGE, **reference: object) -> Excerpt:
    values = {"article_id": 7, "label": Label.BODY, "start": 0, "end": len(quote), "sentence": HURT} | reference
    return Excerpt(Reference(**values), citation, quote)  # type: ignore[arg-type]


def shown(found: Excerpt, **card: object) -> Card:
    values = {"strength": Strength.STRONG, "number": 1, "of": 1} | card
    return Card(found, **values)  # type: ignore[arg-type]


def texts(items: Iterable[ui.Item[ui.LayoutView]]) -> list[str]:
    return [item.content for item in limits.view(items).walk_children() if isinstance(item, ui.TextDisplay)]


def card_text(card: Card) -> str:
    return "\n".join(texts([formatter.card(card)]))


def test_a_card_has_headline_quote_and_source() -> None:
    assert texts([formatter.card(shown(excerpt(), number=2, of=3))]) == [
        "### [The Bridge Is Down](<https://example.org/bridge>)",
        "> The old bridge fell. **Nobody was hurt.** It will be built again.",
        "-# By Ada Moss · The Harbour Post · 17 November 2016 · excerpt 2 of 3",
    ]


def test_what_is_unknown_is_said_or_left_out_and_never_invented() -> None:
    headline, _, source = texts([formatter.card(shown(excerpt(citation=Citation(title="Undated"))))])
    assert headline == "### Undated"
    assert source == "-# date unknown"


def test_a_link_that_is_not_http_is_no_link() -> None:
    citation = BRIDGE.model_copy(update={"url": "javascript:alert(1)"})
    assert texts([formatter.card(shown(excerpt(citation=citation)))])[0] == "### The Bridge Is Down"


def test_a_caption_is_labelled_and_credited_and_has_no_byline() -> None:
    citation = BRIDGE.model_copy(update={"byline": "Reuters/Bo Lund"})
    text = card_text(shown(excerpt(citation=citation, label=Label.CAPTION)))
    assert "**Photo caption** · credit: Reuters/Bo Lund" in text
    assert "By " not in text
    assert card_text(shown(excerpt(citation=Citation(), label=Label.CAPTION))).count("credit") == 0


def test_a_teaser_says_where_it_was_printed_and_has_no_byline() -> None:
    teaser = replace(excerpt(label=Label.TEASER), beside=("Harbour Opens", "Another"))
    text = card_text(shown(teaser))
    assert "**Teaser** printed beside “Harbour Opens” and 1 more" in text
    assert "Ada Moss" not in text


def test_relative_dates_are_told_beside_the_quote_and_not_in_it() -> None:
    quote = "It fell yesterday. Last month it was sound."
    resolved = (Resolved(8, 17, "2016-11-16"), Resolved(19, 29, "2016-10"))
    _, said, meanings, source = texts(
        [formatter.card(shown(replace(excerpt(quote, sentence=(0, 18)), resolved=resolved)))]
    )
    assert said == "> **It fell yesterday.** Last month it was sound."
    assert meanings == "-# “yesterday” = 16 November 2016 · “Last month” = October 2016"
    assert source.startswith("-# By Ada Moss")


def test_each_relative_date_is_told_once_and_three_at_most() -> None:
    quote = "today today then soon now here"
    spans = [(0, 5, "2016-11-17"), (6, 11, "2016-11-17"), (12, 16, "2016"), (17, 21, "2017"), (22, 25, "2018")]
    found = replace(excerpt(quote), resolved=tuple(Resolved(*span) for span in spans))
    assert texts([formatter.card(shown(found))])[2] == "-# “today” = 17 November 2016 · “then” = 2016 · “soon” = 2017"


def test_relative_dates_of_words_that_are_not_shown_are_not_told() -> None:
    quote = "today " + "word " * 2000 + "yesterday. The answer. " + "word " * 2000 + "tomorrow"
    start = quote.index("The answer.")
    resolved = (
        Resolved(0, 5, "2016-11-17"),
        Resolved(start - 11, start - 2, "2016-11-16"),
        Resolved(len(quote) - 8, len(quote), "2016-11-18"),
    )
    found = replace(excerpt(quote, sentence=(start, start + 11)), resolved=resolved)
    assert len(texts([formatter.card(shown(found))])) == 3
    assert "=" not in card_text(shown(found))


HERALD = Citation(title="Bridge falls", source="The *Herald*", published="2016-11-17", url="https://herald.example/1")
COURIER = Citation(title="A Bridge Is No More", published="2016", url="javascript:alert(1)")


def test_other_outlets_of_the_story_stand_under_the_source() -> None:
    text = texts([formatter.card(shown(replace(excerpt(), also=(HERALD, COURIER, COURIER, COURIER))))])[-1]
    assert text.split("\n") == [
        "-# By Ada Moss · The Harbour Post · 17 November 2016",
        (
            r"-# also in [The \*Herald\*](<https://herald.example/1>) (17 November 2016), A Bridge Is No More (2016), "
            "A Bridge Is No More (2016) and 1 more"
        ),
    ]


def test_as_many_other_outlets_are_linked_as_there_is_room_for() -> None:
    others = [Citation(source=name, url=f"https://e.org/{'x' * 140}/{name}") for name in ("A", "B", "C")]
    text = texts([formatter.card(shown(replace(excerpt(), also=tuple(others))))])[-1]
    assert text.count("](<https://e.org/") == 2
    assert text.endswith("/B>), C")


def test_context_surrounds_the_quote_inside_the_bar() -> None:
    text = card_text(shown(excerpt(), context=("Before it. ", " After it.")))
    assert "> Before it. The old bridge fell. **Nobody was hurt.** It will be built again. After it." in text


def test_a_cut_sentence_is_marked_outside_the_quote() -> None:
    quote = texts([formatter.card(shown(excerpt(is_cut_before=True, is_cut_after=True)))])[1]
    assert quote.split("\n") == ["…", "> The old bridge fell. **Nobody was hurt.** It will be built again.", "…"]


def test_a_quote_too_long_for_a_card_keeps_the_sentence_that_answers() -> None:
    start = len("word " * 2000)
    long = "word " * 2000 + "The answer. " + "word " * 2000
    quote = texts([formatter.card(shown(excerpt(long, sentence=(start, start + 11))))])[1]
    assert quote.startswith("…\n> **The answer.** word")
    assert quote.endswith("word\n…")


def preamble(question: str | None, evidence: Evidence, understood: Understood | None = None) -> list[str]:
    return texts(formatter.preamble(question, answered(evidence, understood)))


def answered(evidence: Evidence, understood: Understood | None = None, excerpts: int = 1) -> Answer:
    quoted = () if evidence.strength is Strength.NONE else (excerpt(),) * excerpts
    return Answer(Question(text="?"), evidence, quoted, understood=understood or Understood())


def test_the_preamble_has_the_question_and_the_evidence() -> None:
    found = Evidence(Strength.PARTIAL, missing=("Mongolia", "*capital*"))
    (text,) = preamble("What is @everyone's\ncapital?", found)
    asked, said = text.split("\n")
    assert asked == r"-# What is \@everyone's capital?"
    assert said == r"**The archive has part of this.** Not found: “Mongolia”, “\*capital\*”."
    assert preamble(None, Evidence(Strength.STRONG)) == ["**The archive has this.**"]
    assert preamble(None, Evidence(Strength.NONE)) == []


def test_the_preamble_says_of_several_excerpts_which_one_lacks_the_missing_words() -> None:
    found = Evidence(Strength.PARTIAL, missing=("Mongolia",))
    (text,) = texts(formatter.preamble(None, answered(found, excerpts=2)))
    assert text == "**The archive has part of this.** Not in the first excerpt: “Mongolia”."


@pytest.mark.parametrize("missing", [(), ("\ufe0f",), ("\u200b", "\u3164")])
def test_the_preamble_does_not_speak_of_a_part_that_it_cannot_name(missing: tuple[str, ...]) -> None:
    assert preamble(None, Evidence(Strength.PARTIAL, missing=missing)) == ["**The archive may have this.**"]


UNDERSTOOD = Understood(
    complaints=("“after:soon” is no date; write after:2016.",),
    suggestions=(Suggestion("Ketlesund", "Kettlesund"),),
    carried=("bridge", "2016"),
    filters=Filters(source="The Harbour Post", after="2016-11-01", before="2017-01-01"),
    undated=3,
)


@pytest.mark.parametrize("strength", Strength)
def test_how_the_question_was_understood_is_said_in_one_small_line(strength: Strength) -> None:
    (text,) = preamble("Who fell?", Evidence(strength), UNDERSTOOD)
    assert text.split("\n")[-1] == (
        "-# “after:soon” is no date; write after:2016. “Ketlesund” is in no article: did you mean “Kettlesund”? "
        "Carried over: “bridge”, “2016”. Only articles from “The Harbour Post”, published from 1 November 2016 and "
        "before 1 January 2017. 3 undated articles were left out."
    )


def test_long_words_are_shortened_before_anything_that_was_understood_is_left_out() -> None:
    filters = Filters(title="a " * 400, source="b " * 400, author="c " * 400, language="d " * 400, after="2016")
    (text,) = preamble(
        "e " * 400, Evidence(Strength.PARTIAL, missing=("f " * 400,)), replace(UNDERSTOOD, filters=filters)
    )
    line = text.split("\n")[-1]
    assert line.startswith("-# “after:soon” is no date; write after:2016.")
    assert line.endswith("…”, published from 2016. 3 undated articles were left out.")
    assert line.count("…") == 4


def test_what_is_left_out_at_last_is_marked() -> None:
    dates = tuple(Dated(f"word{n} " * 200, Period(date(2016, 1, n), None), is_filter=False) for n in range(1, 9))
    phrases = tuple(tuple(f"phrase{n} or{m} " * 200 for m in range(8)) for n in range(8))
    (text,) = preamble(None, Evidence(Strength.NONE), replace(UNDERSTOOD, dates=dates, phrases=phrases))
    assert text.startswith("-# “after:soon” is no date")
    assert text.endswith(". …")


def no_answer(**answer: object) -> str:
    values = {"question": Question(text="?"), "evidence": Evidence(Strength.NONE, missing=("Mongolia",))} | answer
    return "\n".join(texts([formatter.no_answer(Answer(**values), is_shared=False)]))  # type: ignore[arg-type]


def test_no_answer_says_what_is_missing_what_is_covered_and_where_to_look() -> None:
    covers = Statistics(articles=41, outlets=(("The Harbour Post", 40),), earliest="2011-03", latest="2019")
    text = no_answer(covers=covers, leads=(BRIDGE,))
    assert "### The archive does not say." in text
    assert "Not found: “Mongolia”." in text
    assert "The archive holds 41 articles, from The Harbour Post, dated March 2011 to 2019." in text
    assert "**Nearest headlines, not answers**" in text
    assert "- [The Bridge Is Down](<https://example.org/bridge>) · The Harbour Post · 17 November 2016" in text


@pytest.mark.parametrize(
    "understood",
    [Understood(filters=Filters(source="Post")), Understood(excluded=("ferry",)), Understood(phrases=(("a b",),))],
)
def test_no_answer_among_some_articles_does_not_say_that_the_others_lack_the_word(understood: Understood) -> None:
    text = no_answer(covers=Statistics(articles=41), understood=understood)
    assert "Not found in those articles: “Mongolia”." in text


def test_no_answer_names_no_word_that_nobody_sees() -> None:
    evidence = Evidence(Strength.NONE, missing=("\ufe0f", "\u26f4\ufe0f"))
    assert "Not found: “\u26f4\ufe0f”." in no_answer(covers=Statistics(articles=41), evidence=evidence)
    evidence = Evidence(Strength.NONE, missing=("\ufe0f",))
    assert "Not found" not in no_answer(covers=Statistics(articles=41), evidence=evidence)


def test_an_empty_archive_says_how_to_fill_it() -> None:
    assert "The archive is empty." in no_answer()
    assert "/archive load" in no_answer()
    answer = Answer(Question(text="?"), Evidence(Strength.NONE))
    assert "/archive load" not in "\n".join(texts([formatter.no_answer(answer, is_shared=True)]))


def page(*parts: tuple[Label | None, str]) -> Article:
    text, spans = "", []
    for label, words in parts:
        spans += [Part(label=label, start=len(text), end=len(text) + len(words))] if label else []
        text += f"{words}\n\n"
    return Article(citation=BRIDGE, text=text, parts=tuple(spans))


PAGE = page(
    (Label.HEADLINE, "The Bridge Is Down"),
    (Label.CAPTION, "People at the river."),
    (Label.CREDIT, "Reuters/Bo Lund"),
    (None, "Share this"),
    (Label.BODY, "First.\n\nSecond."),
    (Label.TEASER, "Another story\n\nIts words."),
)


def test_the_reader_has_body_and_captions_and_neither_teasers_nor_furniture() -> None:
    text = "\n".join(texts([formatter.article_page(PAGE.citation, formatter.article_pages(PAGE), 1)]))
    assert "-# Photo caption: People at the river.\n\n-# Photo credit: Reuters/Bo Lund\n\nFirst.\n\nSecond." in text
    assert "Another story" not in text
    assert "Share this" not in text


def test_the_pages_of_an_article_hold_all_its_words_in_order() -> None:
    body = "\n\n".join(f"Paragraph {number} " + "of words " * 40 for number in range(40))
    pages = formatter.article_pages(Article.compose(body, BRIDGE))
    assert len(pages) > 3
    assert all(limits.length(shown) <= limits.PAGE for shown in pages)
    assert " ".join(pages).split() == body.split()


def test_a_page_beyond_the_last_is_the_last() -> None:
    assert texts([formatter.article_page(PAGE.citation, formatter.article_pages(PAGE), 99)]) == texts(
        [formatter.article_page(PAGE.citation, formatter.article_pages(PAGE), 1)]
    )


HOSTILE = (
    "*" * 1000,
    "**bold** `code` ||spoiler|| # heading\n> quote\n-# small\n- list\n1. item",
    "@everyone @here <@1> <@&2> <#3> </ask:1> <t:1:R> <:e:1> :smile:",
    "[click](javascript:alert(1)) http://evil.example <https://evil.example>",
    "\u202egnp.exe\u202c \u2066x\u2069 \u200b\u00ad",
    "x" * 1000,
    "\\" * 1000,
    "שלום " * 200,
    "\U0001f4a5" * 1000,
)


def hostile_card(text: str) -> list[str]:
    """Everything on a card that a stranger may have written, written by a hostile one."""
    line = " ".join(text.split())
    understood = Understood(
        phrases=((text, text), (text,)),
        excluded=(text,) * 9,
        filters=Filters(title=text, source=text, author=text, language=text, after="2016"),
        dates=(
            Dated(text, Period(date(2016, 1, 1), None), is_filter=True),
            Dated(text, Period(None, None), is_filter=False),
        ),
        outlets=(line, line),
        carried=(text,) * 9,
        undated=9,
        complaints=(f"“{text}” cannot be used.",) * 9,
        suggestions=(Suggestion(text, text),) * 9,
    )
    also = (
        Citation(title=text, source=text, url=text),
        Citation(source=text, url="https://e.org/"),
        Citation(title=text),
    )
    resolved = (Resolved(0, len(text), "2016-11-17"), Resolved(0, 1, "2016"))
    found = replace(excerpt(text, HERALD, sentence=(0, 0)), also=also * 2, resolved=resolved)
    parts = formatter.preamble(text, answered(Evidence(Strength.PARTIAL, missing=(text,)), understood))
    return texts([*parts, formatter.card(shown(found))])


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_that_a_stranger_typed_does_anything(text: str) -> None:
    for said in hostile_card(text):
        assert all(line.startswith(("-# ", "**The archive has part", "### ", "> ", "…")) for line in said.split("\n"))
        bare = re.sub(r"\[[^\[\]]*\]\(<https://(e\.org|herald\.example)/1?>\)", "", re.sub(r"\\.", "", said))
        bare = re.sub(r"(?m)^(-#|>|###) |\*\*The archive has part of this\.\*\*", "", bare)
        assert not re.search(r"[*_`~|<>\[\]@]|://", bare)
        assert not re.search(r"[\u202a-\u202e\u2066\u2067\u200b\u00ad]", said)
        assert said.count("\u2068") == said.count("\u2069")


hostile_words = st.sampled_from(
    ["*" * 50, "]" * 30, "a" * 3000, "\n\n", "\n", "梁" * 500, "\U0001f600" * 400, "1. ", "> "]
)
words = st.lists(hostile_words | st.text(max_size=20), max_size=12).map("".join)
lines = words.map(lambda text: " ".join(text.split()))
dates = st.sampled_from([None, "2016", "2016-11-17"])
urls = st.sampled_from([None, "https://e.org/" + "x" * 380, "https://e.org/" + "(" * 120, "javascript:x"])
citations = st.builds(
    Citation, article_id=st.just(7), title=lines, byline=lines, source=lines, published=dates, url=urls
)


isos = st.sampled_from(["2016", "2016-10", "2016-11-16", "9999-12-31"])
periods = st.builds(Period, st.none() | st.dates(), st.none() | st.dates())
several = st.lists(lines, max_size=5).map(tuple)
filters = st.builds(
    Filters, title=lines, source=lines, author=lines, language=lines, after=st.none() | isos, before=st.none() | isos
)
understandings = st.builds(
    Understood,
    phrases=st.lists(several.filter(bool), max_size=5).map(tuple),
    excluded=several,
    filters=filters,
    dates=st.lists(st.builds(Dated, words, periods, st.booleans()), max_size=5).map(tuple),
    outlets=several,
    wants_newest=st.booleans(),
    carried=several,
    undated=st.integers(0, 10**9),
    complaints=several,
    suggestions=st.lists(st.builds(Suggestion, lines, lines), max_size=5).map(tuple),
)


@st.composite
def cards(draw: st.DrawFn) -> Card:
    quote = f"Said{draw(words)}"
    sentence = tuple(sorted(draw(st.tuples(*[st.integers(0, len(quote))] * 2))))
    reference = {"label": draw(st.sampled_from(Label)), "sentence": sentence, "is_cut_after": draw(st.booleans())}
    spans = draw(st.lists(st.tuples(*[st.integers(0, len(quote))] * 2), max_size=5))
    found = replace(
        excerpt(quote, draw(citations), **reference),
        beside=tuple(draw(st.lists(lines, max_size=2))),
        also=tuple(draw(st.lists(citations, max_size=5))),
        resolved=tuple(Resolved(*sorted(span), draw(isos)) for span in spans),
    )
    context = draw(st.tuples(words, words))
    return shown(found, number=2, of=3, context=context, strength=draw(st.sampled_from(Strength)))


@given(cards(), words, st.lists(lines, max_size=9), understandings)
def test_every_card_stays_within_the_limits_and_the_bar(
    card: Card, question: str, missing: list[str], understood: Understood
) -> None:
    parts = formatter.preamble(question, answered(Evidence(card.strength, missing=tuple(missing)), understood, card.of))
    rows = [ui.ActionRow(*(ui.Button(label="x", custom_id=f"{row}{column}") for column in "ab")) for row in "12"]
    _, headline, *_, source = ["", *texts([*parts, formatter.card(card, rows)])]
    assert sum(map(limits.length, texts(parts))) <= limits.PREAMBLE
    assert source.startswith("-# ")
    for text in texts([formatter.card(card)]):
        assert all(line.startswith(("### ", "> ", "**", "-# ", "…")) for line in text.split("\n"))
        assert all(url.startswith("https://e.org/") for url in re.findall(r"(?<!\\)\]\(<([^>]*)>\)", text))
    assert headline


@given(st.lists(words, max_size=5), citations)
def test_every_page_of_every_article_stays_within_the_limits(bodies: list[str], citation: Citation) -> None:
    article = Article.compose("\n\n".join(bodies).encode("utf-8", "ignore").decode(), citation)
    number = len(formatter.article_pages(article))
    rows = [ui.ActionRow(ui.Button(label="x", custom_id="x"))]
    for page_number in {1, number}:
        assert texts([formatter.article_page(article.citation, formatter.article_pages(article), page_number, rows)])


@given(st.lists(citations, max_size=10), st.lists(st.tuples(lines, st.just(3)), max_size=12), words, understandings)
def test_every_list_and_report_stays_within_the_limits(
    found: list[Citation], outlets: list[tuple[str, int]], question: str, understood: Understood
) -> None:
    covers = Statistics(articles=9, outlets=tuple(outlets), languages=tuple(outlets), earliest="2011", latest="2012")
    evidence = Evidence(Strength.NONE, missing=tuple(name for name, _ in outlets))
    answer = Answer(Question(text=question), evidence, leads=tuple(found), covers=covers, understood=understood)
    assert texts([*formatter.preamble(question, answer), formatter.no_answer(answer, is_shared=False)])
    assert texts(reports.articles(found, [], is_shared=True))
    assert texts(reports.statistics(covers, is_shared=True))


@given(st.lists(st.tuples(st.sampled_from(Status), lines, lines), max_size=60))
def test_every_load_report_stays_within_the_limits(rows: list[tuple[Status, str, str]]) -> None:
    tally = reports.Tally()
    for status, name, reason in rows:
        tally.add(Outcome(name, status, article_id=10**9, title=name, passages=10**6, reason=reason))
    assert tally.loaded + tally.duplicates + tally.refused == len(rows)
    assert texts(reports.loaded(tally))
    assert texts(reports.progress(tally, 10))


def test_a_load_report_names_what_was_loaded_and_why_the_rest_was_not() -> None:
    tally = reports.Tally()
    for number in range(14):
        tally.add(Outcome("a.jsonl", Status.LOADED, article_id=number, title=f"Story {number}", passages=2))
    tally.add(Outcome("b.txt", Status.DUPLICATE))
    tally.add(Outcome("c_d.pdf", Status.REFUSED, reason="it is not text"))
    text = "\n".join(texts(reports.loaded(tally)))
    assert "### 14 articles loaded\n- `0` Story 0 · 2 passages" in text
    assert "- and 2 more" in text
    assert "**1 article already in the archive**" in text
    assert "**1 refused**\n- c\\_d.pdf: it is not text" in text


def test_a_view_that_discord_would_refuse_is_not_made() -> None:
    with pytest.raises(ValueError, match="4001 characters"):
        limits.view([ui.TextDisplay("x" * 4001)])
    with pytest.raises(ValueError, match="4002 characters"):
        limits.view([ui.TextDisplay("\U0001f600" * 2001)])
    with pytest.raises(ValueError, match="0 characters"):
        limits.view([ui.TextDisplay("")])
