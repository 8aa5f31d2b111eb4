"""Passages in rank-bm25-rs, given as terms: in memory, kept as a pickle, made anew for an addition."""

from __future__ import annotations

import pickle
from collections.abc import Iterable
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import rank_bm25_rs
from nouns import Asked, Piece


class Engine:
    MODEL: Any = rank_bm25_rs.BM25Plus
    FILE = "rank_bm25_rs.pickle"

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._model = _unpickled(folder / self.FILE)

    @classmethod
    def build(cls, folder: Path, pieces: Iterable[Piece]) -> None:
        passages = [list(piece.terms) for piece in pieces]
        _pickle(folder / "passages.pickle", passages)
        _pickle(folder / cls.FILE, cls._made(passages))

    def search(self, asked: Asked, limit: int) -> list[int]:
        scores = self._model.get_scores(list(asked.terms))
        best = np.argpartition(scores, -limit)[-limit:]
        return [int(number) for number in best[np.argsort(-scores[best])]]

    def add(self, pieces: Iterable[Piece], first: int) -> None:
        self._passages[first:] = [list(piece.terms) for piece in pieces]
        self._model = self._made(self._passages)

    @cached_property
    def _passages(self) -> list[list[str]]:
        return list(_unpickled(self._folder / "passages.pickle"))

    @classmethod
    def _made(cls, passages: list[list[str]]) -> Any:  # noqa: ANN401 - neither library is typed
        return cls.MODEL(passages, k1=0.9, b=0.5, delta=0)


def _pickle(path: Path, content: object) -> None:
    with path.open("wb") as file:
        pickle.dump(content, file)


def _unpickled(path: Path) -> Any:  # noqa: ANN401 - as above
    with path.open("rb") as file:
        return pickle.load(file)
