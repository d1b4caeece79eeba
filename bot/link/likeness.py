"""The known phrase that is most like a text: for the host's eye, not for answering."""

from __future__ import annotations

from collections.abc import Sequence

from rapidfuzz import fuzz, process

from bot.text import fold


def nearest_phrase(text: str, phrases: Sequence[str]) -> tuple[str, float]:
    """Return the phrase most like `text` and their likeness, 0 to 100; ("", 0.0) without phrases."""
    found = process.extractOne(fold(text), phrases, scorer=fuzz.token_set_ratio, processor=fold)
    return (found[0], float(found[1])) if found else ("", 0.0)
