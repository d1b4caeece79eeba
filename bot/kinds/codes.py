"""The codes on buttons: what a press asks, in at most 64 bytes, understood without any context, also years later.

"#winner oscars-89 best-actress" · "#nominees oscars-89 best-actress" · "#speech oscars-89 best-actress 1a2b3c4d"
(the quote after that one) · "#show oscars-89" · "#person nm0000123" · "#film tt0000123" · "#source oscars-89
best-actress" · "#source fact gg-001" · "#source quote 1a2b3c4d" · "#more 10 QUESTION" (the lines from the tenth on)
"""

from __future__ import annotations

import re
from dataclasses import dataclass

MAX_CODE_BYTES = 64  # of callback_data, see https://core.telegram.org/bots/api#inlinekeyboardbutton
_VERBS = frozenset({"winner", "nominees", "speech", "show", "person", "film", "source"})
_CODE = re.compile(r"#([a-z]+)((?: [^\s]+){1,3})")
_MORE = re.compile(r"#more (\d{1,4}) (.+)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Code:
    """What to do, and with what: an edition and a category, an id, or for "more" the first line and the question."""

    verb: str
    args: tuple[str, ...]


def read_code(utterance: str) -> Code | None:
    """Return the code that an utterance is, or None for anything that a person would write."""
    if not utterance.startswith("#"):
        return None
    if match := _MORE.fullmatch(utterance):
        return Code("more", (match[1], match[2]))
    match = _CODE.fullmatch(utterance)
    return Code(match[1], tuple(match[2].split())) if match and match[1] in _VERBS else None


def make_code(verb: str, *args: str) -> str:
    """Return the code as text, "" where it would be too long for a button."""
    text = " ".join((f"#{verb}", *args))
    return text if len(text.encode()) <= MAX_CODE_BYTES else ""
