"""Slips in the words of a question mended by what stands beside them: "hwo", "acadmy wards", "the fiest oscar"."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from functools import lru_cache
from itertools import pairwise

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from bot.lexicon import Lexicon
from bot.link.edits import typo_cost
from bot.link.linker import Linker
from bot.text import fold

MARGIN = 0.12  # the best must lead by this much; nearer is a coin toss
NEIGHBOUR = 0.55  # what a word gains when it often stands beside the one before or after
FREQUENT = 0.13  # and for each doubling of its frequency in our own example questions
MAX_FREQUENCY = 60  # more often than this makes no word likelier
CUT_SHORT = 0.35  # a word that only lacks its first or last letter is easily told
REAL_WORD_COST = 1.3  # a word that is also a name or plain English is mended for at most one slip
MAX_REMEMBERED = 4096  # unknown words whose neighbours are kept


class Mender:
    """Mends words by the lexicon's vocabulary; names are the linker's to mend.

    `common` are plain English words, which are left alone unless a neighbour speaks for another word;
    `examples` are questions that show which words are frequent and which stand side by side.
    """

    def __init__(self, lexicon: Lexicon, linker: Linker, common: Collection[str], examples: Iterable[str]) -> None:
        self._vocabulary = lexicon.words
        self._linker = linker
        self._common = frozenset(common) - lexicon.words
        questions = [fold(example).split() for example in examples]
        texts = questions + [phrase.split() for phrase, _ in lexicon.phrases()]
        self._counts = Counter(word for text in questions for word in text)
        self._pairs = frozenset(pair for text in texts for pair in pairwise(text))
        self._tags = {
            phrase: entries[0].value
            for phrase, entries in lexicon.phrases()
            if " " not in phrase and entries[0].kind == "cue"
        }
        tagged = [[self._tags.get(word) for word in text] for text in texts]
        self._tag_pairs = frozenset(pair for text in tagged for pair in pairwise(text) if all(pair))
        self._by_length: dict[int, list[str]] = {}
        for word in sorted(self._vocabulary):
            if word.isalpha() and len(word) > 1:
                self._by_length.setdefault(len(word), []).append(word)
        self._near = lru_cache(maxsize=MAX_REMEMBERED)(self._find_near)

    def mend(self, words: Sequence[str], named: Collection[int] = ()) -> dict[int, str]:
        """Return place -> better word for the words that are surely slips; those at `named` places are names."""
        mended: dict[int, str] = {}
        slips = [at for at, word in enumerate(words) if at not in named and self._may_be_slip(word)]
        for _ in range(2 if len(slips) > 1 else 1):  # a second look, now that the neighbours are mended
            for at in slips:
                before = mended.get(at - 1, words[at - 1]) if at else ""
                after = mended.get(at + 1, words[at + 1]) if at + 1 < len(words) else ""
                better = self._choose(words[at], before, after)
                if better:
                    mended[at] = better
        return mended

    def _may_be_slip(self, word: str) -> bool:
        plural = word[-1:] == "s" and word[:-1] in self._vocabulary
        return len(word) > 1 and word.isalpha() and word not in self._vocabulary and not plural

    def _choose(self, word: str, before: str, after: str) -> str | None:
        """Return the best vocabulary word for one slip, or None when unsure."""
        near = self._near(word)
        ranked = sorted((self._price(other, cost, before, after), other) for other, cost in near)
        if not ranked or ranked[0][0] > allowed(len(word)):
            return None
        price, best = ranked[0]
        if word in self._common or self._is_plural(word) or self._linker.knows(word):
            return best if self._is_sure_slip(best, dict(near)[best], before, after) else None
        rivals = (dear - price < MARGIN and not self._is_same(best, other) for dear, other in ranked[1:])
        return None if any(rivals) else best

    def _is_plural(self, word: str) -> bool:
        """Return whether a word is the plural of plain English: "dogs"."""
        return word[-1:] == "s" and word[:-1] in self._common

    def _is_same(self, word: str, other: str) -> bool:
        """Return whether either word will do: forms of one word, or cues of one meaning ("win", "won")."""
        tag = self._tags.get(word)
        return word.startswith(other) or other.startswith(word) or (bool(tag) and tag == self._tags.get(other))

    def _is_sure_slip(self, best: str, cost: float, before: str, after: str) -> bool:
        """Return whether a word that means something itself is more likely a slip: its neighbours say so."""
        in_name = any(self._linker.knows(other) and other not in self._vocabulary for other in (before, after))
        return cost <= REAL_WORD_COST and not in_name and self._is_beside(best, before, after)

    def _price(self, other: str, cost: float, before: str, after: str) -> float:
        frequent = FREQUENT * math.log2(1 + min(self._counts[other], MAX_FREQUENCY))
        return cost - frequent - (NEIGHBOUR if self._is_beside(other, before, after) else 0.0)

    def _is_beside(self, word: str, before: str, after: str) -> bool:
        """Return whether words, or kinds of word, stand side by side in our phrases and examples."""
        if (before, word) in self._pairs or (word, after) in self._pairs:
            return True
        tag = self._tags.get(word)
        return bool(tag) and (
            (self._tags.get(before), tag) in self._tag_pairs or (tag, self._tags.get(after)) in self._tag_pairs
        )

    def _find_near(self, word: str) -> tuple[tuple[str, float], ...]:
        """Return the vocabulary words within two slips, with their cost."""
        edits = 1 if len(word) <= 4 else 2
        lengths = range(len(word) - edits, len(word) + edits + 1)
        others = [other for length in lengths for other in self._by_length.get(length, ())]
        return tuple(
            (other, typo_cost(word, other) - (CUT_SHORT if word in (other[1:], other[:-1]) else 0.0))
            for other, _, _ in extract(word, others, scorer=OSA.distance, score_cutoff=edits, limit=None)
        )


def allowed(letters: int) -> float:
    """Return the dearest price, neighbours and frequency taken off, for a word of so many letters."""
    return 0.6 if letters <= 3 else 0.9 if letters == 4 else 1.2 if letters <= 6 else 1.5
