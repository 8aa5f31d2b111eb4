"""Cards, readers, lists and reports: what they say, and that Discord never refuses them for their size."""

from __future__ import annotations

import re
from dataclasses import replace
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
    Evidence,
    Excerpt,
    Label,
    Outcome,
    Part,
    Question,
    Reference,
    Statistics,
    Status,
    Strength,
    wording,
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
FELL, HURT = (0, 20), (21, 37)


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


@pytest.mark.parametrize(
    ("published", "said"),
    [
        (None, "date unknown"),
        ("2016", "2016"),
        ("2016-11", "November 2016"),
        ("2016-11-07", "7 November 2016"),
        ("2016-11-17T09:30+01:00", "17 November 2016"),
        ("2016-13-45", "2016"),
    ],
)
def test_dates_are_said_as_precisely_as_they_are_known(published: str | None, said: str) -> None:
    assert wording.date(published) == said


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


def test_the_preamble_has_the_question_and_the_evidence() -> None:
    found = Evidence(Strength.PARTIAL, missing=("Mongolia", "*capital*"))
    (text,) = texts(formatter.preamble("What is @everyone's\ncapital?", found))
    asked, said = text.split("\n")
    assert asked == r"-# What is \@everyone's capital?"
    assert said == r"**The archive has part of this.** Not found: “Mongolia”, “\*capital\*”."
    assert texts(formatter.preamble(None, Evidence(Strength.STRONG))) == ["**The archive has this.**"]
    assert formatter.preamble(None, Evidence(Strength.NONE)) == []


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


@st.composite
def cards(draw: st.DrawFn) -> Card:
    quote = f"Said{draw(words)}"
    sentence = tuple(sorted(draw(st.tuples(*[st.integers(0, len(quote))] * 2))))
    reference = {"label": draw(st.sampled_from(Label)), "sentence": sentence, "is_cut_after": draw(st.booleans())}
    found = replace(excerpt(quote, draw(citations), **reference), beside=tuple(draw(st.lists(lines, max_size=2))))
    context = draw(st.tuples(words, words))
    return shown(found, number=2, of=3, context=context, strength=draw(st.sampled_from(Strength)))


@given(cards(), words, st.lists(lines, max_size=9))
def test_every_card_stays_within_the_limits_and_the_bar(card: Card, question: str, missing: list[str]) -> None:
    evidence = Evidence(card.strength, missing=tuple(missing))
    rows = [ui.ActionRow(*(ui.Button(label="x", custom_id=f"{row}{column}") for column in "ab")) for row in "12"]
    _, headline, *_, source = ["", *texts([*formatter.preamble(question, evidence), formatter.card(card, rows)])]
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


@given(st.lists(citations, max_size=10), st.lists(st.tuples(lines, st.just(3)), max_size=12), words)
def test_every_list_and_report_stays_within_the_limits(
    found: list[Citation], outlets: list[tuple[str, int]], question: str
) -> None:
    covers = Statistics(articles=9, outlets=tuple(outlets), languages=tuple(outlets), earliest="2011", latest="2012")
    evidence = Evidence(Strength.NONE, missing=tuple(name for name, _ in outlets))
    answer = Answer(Question(text=question), evidence, leads=tuple(found), covers=covers)
    assert texts([*formatter.preamble(question, evidence), formatter.no_answer(answer, is_shared=False)])
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
