"""What is searched and what is asked: articles of invented words in Zipf's proportions, or real ones from files."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice, product
from pathlib import Path

import numpy as np
from nouns import Asked, Piece

from knowledge import Article, Citation, Question
from knowledge.passages import slices
from knowledge.stopwords import STOP_WORDS
from knowledge.understanding import understand
from knowledge.words import terms

LANGUAGE = "en"

VOCABULARY = 200_000
"""Invented words; before them, as in English, the stop words are the most frequent of all."""

ARTICLE_WORDS, SENTENCE_WORDS, HEADLINE_WORDS = 400, 18, 8
PASSAGE_WORDS, LONG_ARTICLE_WORDS = 100, 1_050  # one passage, ten passages
FEWEST_WORDS, MOST_WORDS = 4, 5
"""Of a question, without its stop words."""


def invented(seed: int, length: int = ARTICLE_WORDS) -> Iterator[Article]:
    """Articles without end, of `length` words each."""
    random = np.random.default_rng(seed)
    vocabulary = np.array([*sorted(STOP_WORDS[LANGUAGE]), *islice(_spoken(), VOCABULARY)])
    cumulated = np.cumsum(1 / np.arange(3, len(vocabulary) + 3))
    while True:
        at = np.searchsorted(cumulated, random.random(length) * cumulated[-1])
        words = vocabulary[at].tolist()
        yield _article(" ".join(words[:HEADLINE_WORDS]), words)


def _spoken() -> Iterator[str]:
    """Words that can be spoken, of two syllables and then of three."""
    syllables = ["".join(pair) for pair in product("bdfgklmnprstvz", "aeiou")]
    for count in (2, 3):
        yield from map("".join, product(syllables, repeat=count))


def _article(title: str, words: Sequence[str]) -> Article:
    sentences = (words[at : at + SENTENCE_WORDS] for at in range(0, len(words), SENTENCE_WORDS))
    body = " ".join(" ".join(sentence).capitalize() + "." for sentence in sentences)
    return Article.compose(body, Citation(title=title, language=LANGUAGE))


def news(seed: int, count: int) -> Iterator[tuple[Article, Asked]]:
    """`count` articles of ten passages each, and for each a question that nothing else answers."""
    for number, article in enumerate(islice(invented(seed, LONG_ARTICLE_WORDS), count)):
        headline = f"Zyxword{number}"
        body = article.text.partition("\n\n")[2]
        yield Article.compose(body, Citation(title=headline, language=LANGUAGE)), asked(f"What is {headline}?")


def real(files: Iterable[Path]) -> Iterator[Article]:
    """The articles of files of JSON lines."""
    for record in _records(files):
        yield Article.compose(record["body"], Citation(title=record["title"], language=record["language"]))


def real_questions(files: Iterable[Path]) -> Iterator[Asked]:
    """The questions of files of JSON lines, each cut after its fifth word that says something."""
    for record in _records(files):
        found = asked(record["question"])
        if len(found.terms) >= FEWEST_WORDS:
            yield found


def _records(files: Iterable[Path]) -> Iterator[dict[str, str]]:
    for file in files:
        with file.open(encoding="utf-8") as lines:
            yield from map(json.loads, lines)


def about(articles: Iterable[Article], seed: int) -> Iterator[Asked]:
    """A question about each article: some of its words, the frequent ones the likelier."""
    random = np.random.default_rng(seed)
    for article in articles:
        telling = [word for word in re.findall("[a-z]+", article.text.casefold()) if word not in STOP_WORDS[LANGUAGE]]
        chosen = random.choice(telling, random.integers(FEWEST_WORDS, MOST_WORDS + 1)).tolist()
        yield asked(f"What is the {' '.join(chosen)}?")


def asked(text: str) -> Asked:
    """The question, cut after its fifth word that says something, and the terms that an English article has for it."""
    words = [word.text for word in understand(Question(text=text), (LANGUAGE,)).words[:MOST_WORDS]]
    cut = text[: text.rindex(words[-1]) + len(words[-1])]
    return Asked(f"{cut}?", tuple(dict.fromkeys(terms(" ".join(words), LANGUAGE))))


def pieces(articles: Iterable[Article]) -> Iterator[Piece]:
    """The passages that the archive makes of the articles, in the order of their numbers."""
    for number, article in enumerate(articles):
        for cut in slices(article):
            text = f"{article.citation.title or ''}\n{article.text[cut.start : cut.end]}"
            yield Piece(number, cut.start, cut.end, text, cut.terms)
