"""Whether somebody asks for a game in plain words: "let's play trivia about the oscars", "quiz me on meryl streep"."""

from __future__ import annotations

from bot.tables import per_data, read_table
from bot.text import tokenize

_LINKS = frozenset(("about", "on", "with", "of", "for", "in", "from", "using", "please", "now", "then", "questions"))
_MAX_OPENER_WORDS = 6


def find_request(text: str) -> str | None:
    """Return what follows a request for a game, as it was typed ("the oscars"; "" for nothing), None for no request.

    The wordings are data/trivia/openers.csv; before them only small words may stand (data/trivia/before.csv).
    """
    tokens = tokenize(text)
    words = [token.norm for token in tokens]
    for start in range(len(words)):
        for length in range(min(_MAX_OPENER_WORDS, len(words) - start), 0, -1):
            if " ".join(words[start : start + length]) in _openers():
                end = start + length
                while end < len(words) and words[end] in _LINKS:
                    end += 1
                return text[tokens[end].start :].rstrip(" ?!.") if end < len(words) else ""
        if words[start] not in _before():
            return None
    return None


@per_data
def _openers() -> frozenset[str]:
    return frozenset(row["phrase"] for row in read_table("trivia/openers"))


@per_data
def _before() -> frozenset[str]:
    return frozenset(row["word"] for row in read_table("trivia/before"))
