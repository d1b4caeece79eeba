"""Small slips of the pen in words that facts and their phrases know."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

from bot.link.nearby import Nearby
from bot.link.spelling import WordSpeller

_SLIP_COST = 1.3  # see bot/link/edits.py: any one slip, and two small ones in a long word
_OFTEN = 0.12  # what a word used twice as often may cost more
_FIRST_LETTER_CHARS = 4  # from this length on the first letter may be the wrong one ...
_FIRST_LETTER_USES = 3  # ... of a word used at least so often
_FIRST_LETTER_COST = 1.3
_CACHE_WORDS = 4096


class Slips:
    """Corrects words to those used most in facts and phrases; plain English words are left alone."""

    def __init__(self, words: Iterable[str], common: frozenset[str]) -> None:
        """Take the words as often as they are used, and the plain English ones."""
        self._uses = Counter(words)
        self._common = common
        self._speller = WordSpeller(self._uses.keys(), common)
        self._often = Nearby(word for word, uses in self._uses.items() if uses >= _FIRST_LETTER_USES and len(word) > 3)
        self.correct = lru_cache(maxsize=_CACHE_WORDS)(self._correct)

    def _correct(self, word: str) -> str:
        """Return the word that `word` (folded) is a small slip for, or `word` itself."""
        if word in self._uses or word in self._common or not word.isalpha():
            return word
        found = [(cost, other) for other, cost in self._speller.suggest(word) if cost <= _SLIP_COST]
        if len(word) >= _FIRST_LETTER_CHARS:
            near = self._often.find(word, 1)
            found += [(_FIRST_LETTER_COST, other) for other, _ in near if other[0] != word[0]]
        return min(found, key=lambda it: (it[0] - _OFTEN * math.log2(self._uses[it[1]]), it[1]))[1] if found else word
