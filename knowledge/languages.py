"""Which language a text is in, when its page does not say."""

from __future__ import annotations

from functools import cache
from typing import Any

SURE = 0.9
"""The least probability that is believed: headlines of ten words reach it, names and numbers do not."""

READ = 2000  # characters: more do not change the answer

_ONE = {"nb": "no", "nn": "no"}


def language_of(text: str) -> str | None:
    """The two-letter code of the language of `text`, or None when it is not clear."""
    code, probability = _identifier().classify(text[:READ])
    return _ONE.get(code, code) if probability >= SURE else None


@cache
def _identifier() -> Any:  # noqa: ANN401 - py3langid is not typed
    """Loaded when it is first needed: it takes 149 MB, and who only asks needs none of it."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415 - as above

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
