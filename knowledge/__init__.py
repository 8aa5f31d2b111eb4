"""Keeps, finds and quotes articles. Has never heard of Discord."""
