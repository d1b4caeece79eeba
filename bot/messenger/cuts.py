"""Text that Telegram takes: its length as Telegram counts it, cut between words, without what no message holds."""

from __future__ import annotations

from bot.text import sound_text
from bot.text import utf16_units as units

__all__ = ["cut_text", "sendable", "units"]
_ELLIPSIS = "…"
_WORD_REACH = 40  # how far back a cut looks for the end of a word, in characters


def sendable(text: str) -> str:
    """Return `text` without what no message can hold and without blanks around it."""
    return sound_text(text).strip()


def cut_text(text: str, max_units: int) -> str:
    """Return `text` when it fits into `max_units`, else its beginning up to the end of a word and "…"."""
    if units(text) <= max_units:
        return text
    end, left = 0, max_units - units(_ELLIPSIS)
    while (left := left - units(text[end])) >= 0:
        end += 1
    space = max(text.rfind(blank, max(0, end - _WORD_REACH), end + 1) for blank in " \n")
    return text[: space if space > 0 else end].rstrip() + _ELLIPSIS
