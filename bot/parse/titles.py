"""Titles that are plain English ("Frozen", "Get Out"): believed only where the sentence wants a name."""

from __future__ import annotations

from collections.abc import Sequence

from bot.model import Mention

_INTRODUCE = frozenset(
    {
        "film",
        "movie",
        "picture",
        "musical",
        "for",
        "from",
        "in",
        "of",
        "to",
        "beat",
        "about",
        "wrote",
        "directed",
        "made",
        "over",
        "show",
        "series",
    }
)
_AUXILIARIES = frozenset({"did", "does", "has", "was", "is", "were", "have", "had", "do", "than", "didnt", "wasnt"})
_VERBS = frozenset({"win", "won", "wins", "get", "got", "receive", "received", "nominated", "lose", "lost", "beat", "sweep", "oscar", "oscars", "globe", "globes", "bafta", "baftas", "awards", "academy", "take", "have", "earn", "nominations"})  # fmt: skip
_PRONOUNS = frozenset({"it", "her", "him", "he", "she", "they", "us", "you", "me", "that", "this", "them", "what", "who", "you", "i"})  # fmt: skip


def wants_title(words: Sequence[str], mention: Mention, free: Sequence[int], *, quoted: bool) -> bool:
    """Return whether the sentence wants a title at a weak mention.

    `free` are the places of words that nothing else explains; a title that explains some of them, or that
    stands right behind "film", "for" or an auxiliary verb and before the verb, is believed.
    """
    before = words[mention.start - 1] if mention.start else ""
    after = words[mention.end] if mention.end < len(words) else ""
    inside = words[mention.start : mention.end]
    if quoted or before in ("film", "movie", "musical", "show", "series"):
        return True
    if len(inside) == 1 and (inside[0] in _PRONOUNS or inside[0].isdigit()):
        return False
    explains = any(at in free for at in range(mention.start, mention.end))
    closes = mention.end == len(words) or after in _VERBS
    if before in _AUXILIARIES:
        return closes and (explains or after in _VERBS)
    if before in _INTRODUCE:
        return (explains or len(inside) > 1) and (closes or explains)
    return mention.start == 0 and after in _VERBS and (explains or len(inside) > 1)
