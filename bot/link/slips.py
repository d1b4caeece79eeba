"""Slips in the small words of a name: "the power f the dog", "butch cassidy amd the sundance kid"."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from bot.link.edits import near_letters
from bot.link.keys import SILENT
from bot.link.plain import is_plain
from bot.tables import per_data

_LONGEST = 4


@per_data
def silent_slips() -> frozenset[str]:
    """Return what becomes of "the", "and" and "of" by one slip, but for what is a word itself."""
    slips = {slip for word in SILENT if len(word) > 1 for slip in _slips(word)}
    return frozenset(slip for slip in slips if len(slip) == 1 or not is_plain(slip)) - SILENT


def is_silent_slip(word: str, known: Collection[str]) -> bool:
    """Whether a folded word is nothing but a slip for a silent word."""
    return len(word) <= _LONGEST and word in silent_slips() and (len(word) == 1 or word not in known)


def _slips(word: str) -> Iterator[str]:
    for at, letter in enumerate(word):
        yield word[:at] + word[at + 1 :]
        yield word[:at] + letter + word[at:]
        yield from (word[:at] + near + word[at + 1 :] for near in near_letters(letter))
        if at + 1 < len(word):
            yield word[:at] + word[at + 1] + letter + word[at + 2 :]
