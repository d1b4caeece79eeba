"""Whether a message asks for a game."""

from __future__ import annotations

from bot.tables import word_group
from bot.text import fold
from bot.trivia.request import find_request


def wanted(text: str) -> str | None:
    """Return what somebody wants a game to be about, "" for anything, None when they want none.

    One word alone asks for a game as well; with others behind it, it asks for a story.
    """
    return "" if fold(text) in word_group("trivia-alone") else find_request(text)
