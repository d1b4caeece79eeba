"""Two questions in one message: "when were the 2017 oscars and who hosted them"."""

from __future__ import annotations

import re

from bot.tables import word_group

MIN_FIRST_WORDS, MIN_SECOND_WORDS = 3, 2
_ASKS = r"(?:(?:in|for|at|by|to|with|from|on) )?(?:who|whom|whose|what|which|when|where|how)\b"
_JOINED = re.compile(rf"[,;]?\s+(?:and|&|plus)\s+(?={_ASKS})", re.IGNORECASE)
_TOLD = re.compile(r"(?<=[a-z)0-9])\.\s+(?=[A-Z])")
_SENTENCES = re.compile(rf"\?+\s+(?=(?:and\s+)?{_ASKS})", re.IGNORECASE)


def split_pair(utterance: str) -> tuple[str, str] | None:
    """Return the two questions that a message asks one after the other; None for one question, or for more.

    The second may lean on the first. A relative clause ("the actor who won and who hosted") is no second question.
    """
    for joint in (_SENTENCES, _JOINED):
        parts = joint.split(utterance.strip())
        if len(parts) == 2 and _is_question(parts[0]) and len(parts[1].split()) >= MIN_SECOND_WORDS:
            return parts[0], parts[1]
    return None


def split_told(utterance: str) -> tuple[str, str] | None:
    """Return what is told first and the question that leans on it: "X won for Y. Who did he play?"; None otherwise."""
    parts = _TOLD.split(utterance.strip())
    if len(parts) != 2 or not parts[1].endswith("?") or len(parts[0].split()) < MIN_FIRST_WORDS:
        return None
    leans = not word_group("leaning").isdisjoint(parts[1].lower().rstrip("?").split())
    return (parts[0], parts[1]) if leans and not parts[0].endswith("?") else None


def _is_question(text: str) -> bool:
    """Return whether a text begins as a question, and has no clause of its own that "and who" might go on with."""
    words = text.lower().split()
    if len(words) < MIN_FIRST_WORDS or words[0] not in word_group("question-opener"):
        return False
    return word_group("clause-opener").isdisjoint(words[2:])
