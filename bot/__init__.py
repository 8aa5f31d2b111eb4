"""Speaks Discord. Has never heard of BM25."""
