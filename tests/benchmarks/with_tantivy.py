"""Passages in tantivy, as small and fast as it goes: no positions, no stored text, one segment."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import tantivy
from nouns import Asked, Piece

HEAP_BYTES = 500_000_000


class Engine:
    """Takes a question as text and does with words what the archive does: small letters, stop words, stems."""

    FOLDER = "tantivy"

    def __init__(self, folder: Path) -> None:
        self._index = tantivy.Index.open(str(folder / self.FOLDER))
        self._index.register_tokenizer("words", self.analyzer(folder))
        self._schema = self._index.schema

    @classmethod
    def build(cls, folder: Path, pieces: Iterable[Piece]) -> None:
        """Index the passages; they are numbered in order."""
        (folder / cls.FOLDER).mkdir()
        tantivy.Index(_schema(), str(folder / cls.FOLDER))
        cls(folder).add(pieces, 0)

    @staticmethod
    def analyzer(folder: Path) -> tantivy.TextAnalyzer:
        builder = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple()).filter(tantivy.Filter.lowercase())
        stop_words = (folder / "stop_words.txt").read_text("utf-8").split()
        builder = builder.filter(tantivy.Filter.custom_stopword(stop_words))
        return builder.filter(tantivy.Filter.stemmer("English")).build()

    def query(self, asked: Asked) -> tantivy.Query:
        query, _ = self._index.parse_query_lenient(asked.text, ["words"])
        return query

    def search(self, asked: Asked, limit: int) -> list[int]:
        """The numbers of the best passages; article, start and end are read too, as the archive does."""
        searcher = self._index.searcher()
        addresses = [address for _, address in searcher.search(self.query(asked), limit, count=False).hits]
        number, *_ = (searcher.fast_field_values(name, addresses) for name in ("number", "article", "start", "end"))
        return number

    def words(self, piece: Piece) -> str:
        return piece.text

    def add(self, pieces: Iterable[Piece], first: int) -> None:
        """Add passages numbered from `first` on, and make them findable."""
        writer = self._index.writer(HEAP_BYTES, num_threads=1)
        for number, piece in enumerate(pieces, first):
            place = {"number": number, "article": piece.article, "start": piece.start, "end": piece.end}
            writer.add_document(tantivy.Document(words=self.words(piece), **place))
        writer.commit()
        writer.wait_merging_threads()
        self._index.reload()


class GivenTerms(Engine):
    """The same, but passages and questions come as the archive's terms, and only numbers are read."""

    FOLDER = "tantivy-terms"

    @staticmethod
    def analyzer(folder: Path) -> tantivy.TextAnalyzer:
        del folder
        return tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()

    def query(self, asked: Asked) -> tantivy.Query:
        terms = (tantivy.Query.term_query(self._schema, "words", term, "freq") for term in asked.terms)
        return tantivy.Query.boolean_query([(tantivy.Occur.Should, term) for term in terms])

    def search(self, asked: Asked, limit: int) -> list[int]:
        searcher = self._index.searcher()
        hits = searcher.search(self.query(asked), limit, count=False).hits
        return searcher.fast_field_values("number", [address for _, address in hits])

    def words(self, piece: Piece) -> str:
        return " ".join(piece.terms)


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    for name in ("number", "article", "start", "end"):
        builder.add_integer_field(name, fast=True)
    builder.add_text_field("words", tokenizer_name="words", index_option="freq")
    return builder.build()
