"""Spelling correction over a small closed vocabulary: the cue words of the lexicon."""

from __future__ import annotations

from collections.abc import Collection
from functools import cached_property, lru_cache

from bot.link.edits import typo_cost
from bot.link.nearby import Nearby

MARGIN = 0.3  # the best must be cheaper than the runner-up by this much; nearer is a coin toss
_CACHE_WORDS = 4096


def allowed_cost(letters: int) -> float:
    """Return the dearest correction that a word of so many letters may take (see `edits`).

    Two and three letters hold too little evidence for anything but a doubled, swapped, missing or
    neighbouring letter; from seven letters on two slips leave the word recognisable.
    """
    if letters <= 3:
        return 0.9
    if letters <= 4:
        return 1.0
    return 1.3 if letters <= 6 else 1.9


class WordSpeller:
    """Corrects single folded words to words of a vocabulary; deterministic.

    `real` are further correct words (plain English): they are never corrected, and never offered.
    """

    def __init__(self, words: Collection[str], real: Collection[str] = ()) -> None:
        self._words = frozenset(words)
        self._real = frozenset(real)
        self._cached = lru_cache(maxsize=_CACHE_WORDS)(self._find)

    @cached_property
    def nearby(self) -> Nearby:
        """The words that may be offered; made at the first word that is none of them."""
        return Nearby(word for word in self._words if word.isalpha() and len(word) > 1)

    def correct(self, word: str) -> str | None:
        """Return the one word that `word` is most likely a slip for; None when known, or when unsure."""
        found = self.suggest(word)
        if not found:
            return None
        best, cost = found[0]
        rivals = [other for other, dear in found[1:] if dear - cost < MARGIN and not _same_stem(best, other)]
        return None if rivals else best

    def suggest(self, word: str) -> tuple[tuple[str, float], ...]:
        """Return the possible corrections with their cost, cheapest first; () for a known or real word."""
        if word in self._words or word in self._real or len(word) < 2 or not word.isalpha():
            return ()
        return self._cached(word)

    def _find(self, word: str) -> tuple[tuple[str, float], ...]:
        limit = allowed_cost(len(word))
        edits = 2 if limit > 1.3 else 1
        found = []
        for other, _ in self.nearby.find(word, edits):
            if other[0] in word[:2]:  # the same first letter, or a swap, or a slip of the first
                cost = typo_cost(word, other)
                if cost <= limit:
                    found.append((other, cost))
        return tuple(sorted(found, key=lambda pair: (pair[1], pair[0])))


def _same_stem(word: str, other: str) -> bool:
    """Whether two words differ in their ending only ("host", "hosted"): either will do."""
    return word.startswith(other) or other.startswith(word)
