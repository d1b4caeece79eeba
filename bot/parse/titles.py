"""Titles that are plain English ("Frozen", "Get Out"): believed only where the sentence wants a name."""

from __future__ import annotations

from collections.abc import Sequence

from bot.model import Mention
from bot.tables import word_group
from bot.years import NUMBERS


def wants_title(
    words: Sequence[str], mention: Mention, free: Sequence[int], *, quoted: bool, is_small: bool = False
) -> bool:
    """Return whether the sentence wants a title at a weak mention.

    `free` are the places of words that nothing else explains; a title that explains some of them, or that
    stands right behind "film", "for" or an auxiliary verb and before the verb, is believed. `is_small` says that
    the word has no capital where other names have one.
    """
    at = mention.start - 1
    if at > 0 and words[at] in word_group("article") and words[at - 1] in word_group("before-title"):
        at -= 1  # "the movie the help"
    before = words[at] if at >= 0 else ""
    inside = words[mention.start : mention.end]
    if len(inside) == 1 and inside[0] in word_group("never-title") and not quoted:
        return False
    if quoted or (before in word_group("before-title") and not is_small):
        return True
    if len(inside) == 1 and (inside[0] in word_group("pronoun") or inside[0].isdigit() or inside[0] in NUMBERS):
        return False
    return _fits_sentence(words, mention, before, free)


def _fits_sentence(words: Sequence[str], mention: Mention, before: str, free: Sequence[int]) -> bool:
    """Return whether the words on both sides of a mention leave the place of a title between them."""
    after = words[mention.end] if mention.end < len(words) else ""
    before_verb = after in word_group("after-title")
    explains = any(at in free for at in range(mention.start, mention.end))
    several = mention.end - mention.start > 1
    closes = mention.end == len(words) or before_verb
    if before in word_group("auxiliary"):
        return closes and (explains or before_verb)
    if before in word_group("before-wanted-title"):
        return explains or (several and closes)
    return mention.start == 0 and before_verb and (explains or several)
