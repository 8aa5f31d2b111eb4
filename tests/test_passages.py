"""Passages are whole sentences of one label, and nothing of a page is searched under another's name."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

import pytest
from conftest import composed, page
from hypothesis import given, settings
from hypothesis import strategies as st
from test_sentences import LANGUAGES, REPEATED, TEXTS

from knowledge import Article, Citation, Label, Part
from knowledge.passages import HEADLINE_TERMS, MOST_WORDS, headline_terms, sections, slices
from knowledge.store.indexing import MOST
from knowledge.words import words

STORY = page(
    Citation(title="Gate left open", byline="N. Reporter", language="en"),
    (Label.HEADLINE, "Gate left open"),
    (None, "By N. Reporter"),
    (Label.CAPTION, "A gate at dusk."),
    (Label.CREDIT, "Agency/P. Hotographer"),
    (Label.BODY, "The gate stood open all night."),
    (Label.BODY, "Nobody had the key."),
    (None, "Subscribe to our letter"),
    (Label.BODY, "A locksmith came at dawn."),
    (Label.TEASER, "Key found in hen house\n\nA key was found."),
    (Label.TEASER, "Hens lay fewer eggs\n\nExperts blame the key."),
)


def quoted(article: Article) -> list[tuple[str, str]]:
    found = [(one.label, one.sentences[0].start, one.sentences[-1].end) for one in sections(article)]
    return [(label, article.text[start:end]) for label, start, end in found]


def searched(article: Article) -> list[str]:
    return [article.text[one.start : one.end] for one in slices(article)]


def test_a_section_holds_one_label_and_stops_at_furniture() -> None:
    assert quoted(STORY) == [
        ("caption", "A gate at dusk.\n\nAgency/P. Hotographer"),
        ("body", "The gate stood open all night.\n\nNobody had the key."),
        ("body", "A locksmith came at dawn."),
    ]


def test_teasers_and_furniture_are_not_in_the_articles_passages() -> None:
    assert searched(STORY) == [text for _, text in quoted(STORY)]


def test_a_caption_goes_with_its_own_credit_only() -> None:
    article = page(
        Citation(title="Two"),
        (Label.CAPTION, "A boat."),
        (Label.CREDIT, "One"),
        (Label.CREDIT, "Two"),
        (Label.CAPTION, "A cat."),
        (None, "advertisement"),
        (Label.CREDIT, "Three"),
        (Label.BODY, "Words."),
    )
    assert [text for _, text in quoted(article)] == ["A boat.\n\nOne", "A cat.", "Words."]


def test_two_captions_are_two_sections() -> None:
    article = page(Citation(), (Label.CAPTION, "A boat."), (Label.CAPTION, "A cat."))
    assert [text for _, text in quoted(article)] == ["A boat.", "A cat."]


def test_of_a_teaser_all_is_quoted() -> None:
    teaser = Article.teaser("Key found in hen house\n\nA key was found. It fits.")
    assert quoted(teaser) == [("teaser", teaser.text)]
    assert headline_terms(teaser) == []


def test_an_article_of_a_headline_alone_is_found_by_it_once() -> None:
    article = composed("Mayor resigns", "", language="en")
    assert quoted(article) == [("headline", "Mayor resigns")]
    assert [one.terms for one in slices(article)] == [("mayor", "resign")]


@pytest.mark.parametrize("text", ["", "…", "— !"])
def test_an_article_without_words_has_no_passages(text: str) -> None:
    assert list(slices(composed(None, text))) == []


def test_each_passage_is_indexed_with_the_words_of_the_headline() -> None:
    article = composed("Mayor resigns", " ".join(["The town hall stood empty for the day."] * 40), language="en")
    found = list(slices(article))
    assert len(found) > 2
    assert all(one.terms[:2] == ("mayor", "resign") for one in found)


def test_of_an_endless_headline_the_beginning_is_indexed_and_a_posting_can_still_say_the_length() -> None:
    article = composed(" ".join(f"word{number}" for number in range(400)), "naïve café " * 400, language="en")
    assert len(headline_terms(article)) == HEADLINE_TERMS
    assert all(len(one.terms) <= MOST for one in slices(article))


def test_a_passage_is_closed_where_a_paragraph_ends_past_sixty_words() -> None:
    sentence = "Ten short words make up each one of these sentences."
    article = composed(None, "\n\n".join([" ".join([sentence] * 7), " ".join([sentence] * 2), sentence]))
    assert [len(text.split()) for text in searched(article)] == [70, 30]


def test_a_passage_is_closed_before_a_hundred_and_ten_words() -> None:
    article = composed(None, " ".join(["Ten short words make up each one of these sentences."] * 30))
    assert [len(text.split()) for text in searched(article)] == [110, 110, 80]


@st.composite
def _pages(draw: st.DrawFn) -> Article:
    title = draw(st.one_of(st.none(), TEXTS))
    labels = st.sampled_from([None, Label.BODY, Label.BODY, Label.CAPTION, Label.CREDIT, Label.TEASER, Label.HEADLINE])
    blocks = draw(st.lists(st.tuples(labels, st.one_of(TEXTS, REPEATED).map(str.strip)), max_size=6))
    text, parts = "", []
    for label, words_ in blocks:
        if label and words_:
            parts.append(Part(label=label, start=len(text), end=len(text) + len(words_)))
        text += f"{words_}\n\n"
    return Article(citation=Citation(title=title, language=draw(LANGUAGES)), text=text, parts=tuple(parts))


@settings(deadline=None, max_examples=150)
@given(_pages())
def test_a_passage_read_again_gives_the_terms_it_was_indexed_under(article: Article) -> None:
    """Removal relies on it: it knows of a passage where it starts and ends, and must find every posting of it."""
    headline = headline_terms(article)
    for one in slices(article):
        again = words(article.text, article.citation.language, one.start, one.end)
        assert Counter([*headline, *(term for word in again for term in word.terms)]) == Counter(one.terms)


@settings(deadline=None, max_examples=150)
@given(_pages())
def test_every_quotable_sentence_is_in_exactly_one_passage(article: Article) -> None:
    found = list(slices(article))
    assert all(before.end <= after.start for before, after in pairwise(found))
    assert all(0 < len(one.terms) <= MOST for one in found)
    for section in sections(article):
        for sentence in section.sentences:
            assert sum(one.start <= sentence.start and sentence.end <= one.end for one in found) == 1
            assert sentence.weight <= MOST_WORDS


@settings(deadline=None, max_examples=150)
@given(_pages())
def test_a_section_lies_within_parts_of_its_label(article: Article) -> None:
    belongs = {Label.CAPTION: {Label.CAPTION, Label.CREDIT}}
    for section in sections(article):
        labels = belongs.get(section.label, {section.label})
        for sentence in section.sentences:
            for word in words(article.text, article.citation.language, sentence.start, sentence.end):
                held = [part for part in article.parts if part.start <= word.start and word.end <= part.end]
                assert [part.label in labels for part in held] == [True]
