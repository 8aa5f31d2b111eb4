"""An answer quotes: word for word, within one voice, under the name of whoever said it, or it says that it cannot."""

from __future__ import annotations

import asyncio
from itertools import combinations, pairwise
from pathlib import Path

import pytest
from conftest import composed, page
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge import (
    Answer,
    Archive,
    Article,
    Citation,
    Excerpt,
    Label,
    Part,
    Question,
    Reference,
    Strength,
    UnknownArticle,
)
from knowledge.passages import MOST_WORDS, Section, sections
from knowledge.sentences import MOST_WORDS as LONGEST_SENTENCE
from knowledge.understanding import understand
from knowledge.words import words

HEN = "Hen lays blue egg\n\nA hen on Rope Street laid a blue egg and sat down again."
FLOOD = page(
    Citation(title="Tide floods Low Quay", byline="Ada Prym", source="The Courant", published="2019-02", language="en"),
    (Label.HEADLINE, "Tide floods Low Quay"),
    (None, "By Ada Prym"),
    (Label.CAPTION, "Barrels float past the customs house on Tuesday."),
    (Label.CREDIT, "Agency/Milo Frayne"),
    (Label.BODY, "The spring tide rose three metres above the quay. Nobody had closed the sluice."),
    (Label.BODY, "The sluice keeper, Otto Crake, was asleep in the boathouse. He has resigned."),
    (None, "Subscribe to our letter about sluices"),
    (Label.BODY, "The town will buy a louder bell. It costs ninety crowns."),
    (Label.TEASER, HEN),
)
OTHERS = [
    composed(
        f"Story number {number}",
        f"The {word} of the town was discussed for an hour. Nobody was hurt, and the {word} is well.",
        language="en",
    )
    for number, word in enumerate(["library", "railway", "market", "orchard", "school", "lighthouse", "theatre"])
]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "archive.sqlite"


async def asked(path: Path, text: str, *articles: Article, limit: int = 3) -> Answer:
    async with Archive(path) as archive:
        await archive.add(articles or [FLOOD, *OTHERS])
        return await archive.answer(Question(text=text, limit=limit))


def bold(excerpt: Excerpt) -> str:
    start, end = excerpt.reference.sentence
    return excerpt.quote[start:end]


def marked(excerpt: Excerpt) -> list[str]:
    return [excerpt.quote[start:end] for start, end in excerpt.highlights]


async def test_the_answer_is_a_quotation_with_its_sentence_and_its_words_marked(path: Path) -> None:
    answer = await asked(path, "Where was the sluice keeper asleep?")
    first = answer.excerpts[0]
    assert answer.evidence.strength is Strength.STRONG
    assert answer.evidence.missing == ()
    assert "The sluice keeper, Otto Crake, was asleep in the boathouse." in first.quote
    assert bold(first) == "The sluice keeper, Otto Crake, was asleep in the boathouse."
    assert {"sluice", "keeper", "asleep"} == set(marked(first))
    assert (first.citation.byline, first.citation.title) == ("Ada Prym", "Tide floods Low Quay")
    assert first.part is Label.BODY
    assert answer.leads == ()


async def test_the_words_are_marked_as_they_stand_there(path: Path) -> None:
    answer = await asked(path, "resigns boathouses crake")
    assert marked(answer.excerpts[0])[-3:] == ["Crake", "boathouse", "resigned"]


async def test_a_caption_is_quoted_with_its_credit_and_not_under_the_byline(path: Path) -> None:
    answer = await asked(path, "Who took the picture of barrels floating past the customs house?")
    first = answer.excerpts[0]
    assert first.part is Label.CAPTION
    assert first.quote == "Barrels float past the customs house on Tuesday.\n\nAgency/Milo Frayne"
    assert first.citation.byline == "Agency/Milo Frayne"
    assert (first.citation.title, first.citation.published) == ("Tide floods Low Quay", "2019-02")
    assert "picture" not in answer.evidence.missing


async def test_a_caption_without_a_credit_has_no_byline(path: Path) -> None:
    article = page(
        Citation(title="Gate", byline="Ada Prym", language="en"),
        (Label.CAPTION, "A walrus on the customs house steps."),
        (Label.BODY, "The gate stood open."),
    )
    answer = await asked(path, "Where was the walrus?", article, *OTHERS)
    assert answer.excerpts[0].part is Label.CAPTION
    assert answer.excerpts[0].citation.byline is None


async def test_a_teaser_is_quoted_as_a_teaser_with_nobodys_name_or_date(path: Path) -> None:
    answer = await asked(path, "Where did a hen lay a blue egg?")
    (first, *_) = answer.excerpts
    citation = first.citation
    assert first.part is Label.TEASER
    assert first.quote == HEN
    assert citation.title == "Hen lays blue egg"
    assert (citation.byline, citation.published, citation.source, citation.url) == (None, None, None, None)
    assert first.beside == ("Tide floods Low Quay",)


async def test_a_teaser_says_every_page_it_was_printed_on_while_it_is_there(path: Path) -> None:
    other = page(Citation(title="Bell bought", language="en"), (Label.BODY, "It is loud."), (Label.TEASER, HEN))
    async with Archive(path) as archive:
        flood, _ = await archive.add([FLOOD, other])
        reference = (await archive.answer(Question(text="blue egg"))).excerpts[0].reference
        assert (await archive.recall(reference)).beside == ("Tide floods Low Quay", "Bell bought")
        await archive.remove(flood.article_id or 0)
        assert (await archive.recall(reference)).beside == ("Bell bought",)


async def test_furniture_is_never_quoted(path: Path) -> None:
    answer = await asked(path, "Subscribe to our letter about sluices", limit=20)
    assert not any("Subscribe" in excerpt.quote for excerpt in answer.excerpts)
    assert {"Subscribe", "letter"} <= set(answer.evidence.missing)


async def test_an_article_of_a_headline_alone_is_quoted_by_it(path: Path) -> None:
    article = composed("Comptroller absconds with turbine", "", language="en")
    (first, *_) = (await asked(path, "Who absconds with the turbine?", article, *OTHERS)).excerpts
    assert (first.part, first.quote) == (Label.HEADLINE, "Comptroller absconds with turbine")


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("What is the capital of Mongolia?", ("capital", "Mongolia")),
        ("Who won the 2018 World Cup?", ("won", "2018", "World", "Cup")),
        ("zzz qqq", ("zzz", "qqq")),
        ("蒙古的首都", ("蒙古", "首都")),
        ("???", ()),
        ("", ()),
    ],
)
async def test_what_is_not_there_is_not_answered_and_the_missing_words_are_said(
    path: Path, text: str, missing: tuple[str, ...]
) -> None:
    answer = await asked(path, text)
    assert answer.evidence.strength is Strength.NONE
    assert answer.excerpts == ()
    assert answer.evidence.missing == missing
    assert (answer.covers.articles, answer.covers.teasers) == (8, 1)
    assert answer.covers.outlets == (("The Courant", 1),)
    assert (answer.covers.earliest, answer.covers.latest, answer.covers.undated) == ("2019-02", "2019-02", 7)


async def test_the_nearest_headlines_are_leads_and_not_answers(path: Path) -> None:
    answer = await asked(path, "Which comet destroyed the ancient Babylonian lighthouse keeper?", limit=2)
    assert answer.evidence.strength is Strength.NONE
    assert answer.excerpts == ()
    assert "Story number 5" in [lead.title for lead in answer.leads]
    assert len(answer.leads) <= 2


async def test_evidence_says_which_words_the_best_excerpt_holds(path: Path) -> None:
    evidence = (await asked(path, "Did the sluice keeper Otto Crake ride a walrus?")).evidence
    assert {"sluice", "keeper", "Otto", "Crake"} <= set(evidence.covered)
    assert "walrus" in evidence.missing


async def test_the_most_excerpts_asked_for_are_the_most(path: Path) -> None:
    articles = [composed(f"Walrus {n}", f"Walrus number {n} sat on the quay.", language="en") for n in range(8)]
    for limit in (1, 2, 5):
        answer = await asked(path, "walrus quay", *articles, *OTHERS, limit=limit)
        assert len(answer.excerpts) == min(limit, 5)
        assert len({excerpt.reference.article_id for excerpt in answer.excerpts}) == len(answer.excerpts)


async def test_a_sentence_too_long_is_cut_at_a_word_and_says_where(path: Path) -> None:
    body = f"{'very ' * 150}Crake {'much ' * 150}so."
    (first, *_) = (await asked(path, "Crake", composed("Long", body, language="en"), *OTHERS)).excerpts
    assert (first.reference.is_cut_before, first.reference.is_cut_after) == (True, True)
    assert len(first.quote.split()) == LONGEST_SENTENCE
    assert set(first.quote.split()) == {"very", "Crake", "much"}
    assert "…" not in first.quote


async def test_chinese_without_a_full_stop_is_marked_within_the_quotation(path: Path) -> None:
    article = composed("水位", "长江水位上涨" * 100, language="zh")
    for excerpt in (await asked(path, "长江水位上涨", article, *OTHERS, limit=5)).excerpts:
        assert all(0 <= start < end <= len(excerpt.quote) for start, end in excerpt.highlights)


# The sentences around a quotation, and the quotation again.


async def test_context_is_the_sentences_around_word_for_word(path: Path) -> None:
    sentences = [f"Sentence number {number} stands here." for number in range(12)]
    article = composed("Twelve", " ".join(sentences), language="en")
    async with Archive(path) as archive:
        (outcome,) = await archive.add([article])
        start = article.text.index(sentences[5])
        reference = Reference(outcome.article_id or 0, Label.BODY, start, start + len(sentences[5]), (0, 9))
        before, after = await archive.context(reference)
    assert before == " ".join(sentences[2:5]) + " "
    assert after == " " + " ".join(sentences[6:9])


async def test_context_never_crosses_into_a_caption_furniture_or_a_teaser(path: Path) -> None:
    async with Archive(path) as archive:
        (outcome,) = await archive.add([FLOOD])
        for quote, around in (
            ("He has resigned.", ("Nobody had closed", "")),
            ("The town will buy a louder bell.", ("", " It costs ninety crowns.")),
            ("Barrels float past the customs house on Tuesday.\n\nAgency/Milo Frayne", ("", "")),
        ):
            start = FLOOD.text.index(quote)
            reference = Reference(outcome.article_id or 0, Label.BODY, start, start + len(quote), (0, 1))
            before, after = await archive.context(reference)
            assert around[0] in before
            assert after == around[1]
            assert "Subscribe" not in before + after
            assert "Frayne" not in before


async def test_a_removed_articles_card_cannot_be_read_again(path: Path) -> None:
    async with Archive(path) as archive:
        (outcome,) = await archive.add([FLOOD])
        excerpt = (await archive.answer(Question(text="sluice keeper asleep"))).excerpts[0]
        await archive.remove(outcome.article_id or 0)
        await archive.add([*OTHERS, FLOOD])
        for again in (archive.recall, archive.context):
            with pytest.raises(UnknownArticle):
                await again(excerpt.reference)


# The promise, for any archive and any question.

WORDS = ["sluice", "keeper", "crown", "Ada", "U.S.", "naïve", "5,000", "l’eau", "中文水位", "the", "of", "and", "tide"]
SENTENCES = st.builds(
    lambda held, end: " ".join(held) + end,
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=30),
    st.sampled_from([".", "。", "!", "", "\n\n", ".\n"]),
)
STRETCHES = st.lists(SENTENCES, min_size=1, max_size=8).map(" ".join).map(str.strip)
LONG = st.builds(lambda word, times: f"{word} " * times, st.sampled_from(WORDS), st.integers(90, 230)).map(str.strip)
BLOCKS = st.tuples(
    st.sampled_from([None, Label.BODY, Label.BODY, Label.CAPTION, Label.CREDIT, Label.TEASER]),
    st.one_of(STRETCHES, STRETCHES, LONG),
)
ARTICLES = st.builds(
    lambda title, language, blocks: page(Citation(title=title, byline="Ada Prym", language=language), *blocks),
    st.sampled_from([None, "Sluice keeper", "Tide"]),
    st.sampled_from(["en", "fr", "zh"]),
    st.lists(BLOCKS, min_size=1, max_size=6),
)
QUESTIONS = st.lists(st.sampled_from([*WORDS, "sluices", "picture", "walrus"]), min_size=1, max_size=5).map(" ".join)


def section_of(article: Article, excerpt: Excerpt) -> Section:
    """The one section that a quotation lies in, from the start of a sentence to the end of one."""
    for section in sections(article):
        if excerpt.start in [one.start for one in section.sentences]:
            assert excerpt.end in [one.end for one in section.sentences]
            return section
    raise AssertionError(excerpt)


def assert_kept(answer: Answer, excerpt: Excerpt, article: Article, languages: list[str]) -> None:
    assert excerpt.quote == article.text[excerpt.start : excerpt.end] != ""
    section = section_of(article, excerpt)
    quoted = [one for one in section.sentences if excerpt.start <= one.start and one.end <= excerpt.end]
    assert excerpt.part is section.label
    assert sum(one.weight for one in quoted) <= MOST_WORDS or len(quoted) == 1
    assert excerpt.reference.is_cut_before == quoted[0].is_cut_before
    assert excerpt.reference.is_cut_after == quoted[-1].is_cut_after
    start, end = excerpt.reference.sentence
    assert (start + excerpt.start, end + excerpt.start) in [(one.start, one.end) for one in quoted]
    assert_marked(answer, excerpt, article, languages)


def assert_marked(answer: Answer, excerpt: Excerpt, article: Article, languages: list[str]) -> None:
    """What is marked are the words that were asked for; each of them is, and nothing else."""
    query = understand(answer.question, languages)
    asked_for = {term for word in query.words for term in (*word.terms, *word.folded)}
    found = words(article.text, article.citation.language, excerpt.start, excerpt.end)
    matched = [(word.start - excerpt.start, word.end - excerpt.start) for word in found if asked_for & {*word.terms}]
    letters = {at for start, end in excerpt.highlights for at in range(start, end)}
    assert letters <= {at for start, end in matched for at in range(start, end)}
    assert all(0 <= start < end <= len(excerpt.quote) for start, end in excerpt.highlights)
    assert all(before[1] < after[0] for before, after in pairwise(excerpt.highlights))


def assert_credited(excerpt: Excerpt, article: Article) -> None:
    if excerpt.part is Label.TEASER:
        assert article.is_teaser
        assert (excerpt.citation.byline, excerpt.citation.published, excerpt.citation.source) == (None, None, None)
    elif excerpt.part is Label.CAPTION:
        held = [one for one in article.labelled(Label.CREDIT) if excerpt.start <= one.start < one.end <= excerpt.end]
        assert excerpt.citation.byline == (held[0].of(article.text) if held else None)
    else:
        assert excerpt.citation.byline == "Ada Prym"


async def check(path: Path, articles: list[Article], text: str, limit: int) -> None:
    async with Archive(path) as archive:
        await archive.add(articles)
        answer = await archive.answer(Question(text=text, limit=limit))
        languages = [name for name, _ in (await archive.statistics()).languages]
        assert len(answer.excerpts) <= limit
        assert bool(answer.excerpts) == (answer.evidence.strength is not Strength.NONE)
        assert not (answer.excerpts and answer.leads)
        assert sorted([*answer.evidence.covered, *answer.evidence.missing]) == sorted(
            word.text for word in understand(Question(text=text), languages).words
        )
        for excerpt in answer.excerpts:
            article = await archive.article(excerpt.reference.article_id)
            assert_kept(answer, excerpt, article, languages)
            assert_credited(excerpt, article)
            await assert_again(archive, excerpt, article)
        for one, other in combinations(answer.excerpts, 2):
            same = one.reference.article_id == other.reference.article_id
            assert not same or one.end <= other.start or other.end <= one.start


async def assert_again(archive: Archive, excerpt: Excerpt, article: Article) -> None:
    again = await archive.recall(excerpt.reference)
    assert (again.reference, again.quote, again.citation) == (excerpt.reference, excerpt.quote, excerpt.citation)
    before, after = await archive.context(excerpt.reference)
    start, end = excerpt.start - len(before), excerpt.end + len(after)
    assert before + excerpt.quote + after == article.text[start:end]
    section = section_of(article, excerpt)
    assert section.sentences[0].start <= start
    assert end <= section.sentences[-1].end


@settings(deadline=None, max_examples=80)
@given(articles=st.lists(ARTICLES, min_size=1, max_size=4), text=QUESTIONS, limit=st.integers(1, 5))
def test_the_promise_holds_for_any_archive_and_any_question(
    tmp_path_factory: pytest.TempPathFactory, articles: list[Article], text: str, limit: int
) -> None:
    asyncio.run(check(tmp_path_factory.mktemp("promise") / "archive.sqlite", articles, text, limit))


async def test_a_quotation_of_characters_beyond_the_first_plane_is_counted_in_code_points(path: Path) -> None:
    article = composed("🙂", "🙂🙂 The walrus 🦭 sat on the quay. 🙂", language="en")
    (first, *_) = (await asked(path, "walrus quay", article, *OTHERS)).excerpts
    assert first.quote == article.text[first.start : first.end]
    assert marked(first) == ["walrus", "quay"]


async def test_parts_that_begin_with_white_space_are_quoted_without_it(path: Path) -> None:
    text = "Walrus\n\n  The walrus sat on the quay.  \n\n"
    parts = (Part(label=Label.HEADLINE, start=0, end=6), Part(label=Label.BODY, start=8, end=len(text)))
    article = Article(citation=Citation(title="Walrus", language="en"), text=text, parts=parts)
    (first, *_) = (await asked(path, "walrus quay", article, *OTHERS)).excerpts
    assert first.quote == "The walrus sat on the quay."
