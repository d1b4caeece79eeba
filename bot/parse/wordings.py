"""How questions run: how likely one word stands behind another, counted in data/lexicon/wordings.csv."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import pairwise

from bot.text import fold

NAME = "x"  # stands for any name in a wording, as "2017" stands for any number
NUMBER = "2017"
OPEN, CLOSE = "^", "$"  # before the first word and behind the last
_PHRASE_USES = 0.25  # what a phrase of the lexicon counts beside a whole question
_BACK_OFF = 8.0  # uses from which a pair is trusted more than its words alone
_UNSEEN = 0.3  # uses of a word that no wording holds
_OFTEN = 3.0  # uses from which a word is one of ours
_CACHED_PAIRS = 1 << 15


class Wordings:
    """Counts of the words and pairs of neighbours in questions; read only, made once."""

    def __init__(self, questions: Iterable[str], phrases: Iterable[str]) -> None:
        """Take whole questions, in which `NAME` stands for every name, and phrases that may stand in others."""
        self._uses: dict[str, float] = defaultdict(float)
        self._pairs: dict[tuple[str, str], float] = defaultdict(float)
        for question in questions:
            self._count([OPEN, *map(kind_of, fold(question).split()), CLOSE], 1.0)
        for phrase in phrases:
            self._count([*map(kind_of, phrase.split())], _PHRASE_USES)
        self.pairs = self._pairs.keys()  # kinds of word (see `kind_of`) that stand side by side in some wording
        self._all = sum(self._uses.values())
        words = {word for word, uses in self._uses.items() if uses >= _OFTEN and word.isalpha()}
        self.words = frozenset(words - {NAME})
        self.odds = lru_cache(maxsize=_CACHED_PAIRS)(self._odds)

    def _count(self, words: Sequence[str], uses: float) -> None:
        for word in words:
            self._uses[word] += uses
        for pair in pairwise(words):
            self._pairs[pair] += uses

    def _odds(self, before: str, word: str) -> float:
        """Return the natural logarithm of how likely `word` is behind `before` (both as by `kind_of`)."""
        alone = (self._uses.get(word, 0.0) + _UNSEEN) / self._all
        seen, uses = self._pairs.get((before, word), 0.0), self._uses.get(before, 0.0)
        return math.log((seen + _BACK_OFF * alone) / (uses + _BACK_OFF))


def kind_of(word: str) -> str:
    """Return the word itself, or `NUMBER` for any number, year or ordinal in figures."""
    return NUMBER if word[0].isdigit() else word
