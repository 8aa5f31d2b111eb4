"""Passages in rank-bm25, which is used like rank-bm25-rs."""

from __future__ import annotations

import rank_bm25
import with_rank_bm25_rs


class Engine(with_rank_bm25_rs.Engine):
    MODEL = rank_bm25.BM25Plus
    FILE = "rank_bm25.pickle"
