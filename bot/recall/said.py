"""Who said it: quotes found by some of their words, in any order, with slips of the pen."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Sequence
from functools import cached_property
from itertools import chain

from rapidfuzz.fuzz import partial_ratio, ratio

from bot.link.spelling import WordSpeller
from bot.recall.words import stem, stems, stop_stems

SURE_SCORE = 75.0
"""From this score on the words are surely those of the quote."""

_STOP_WEIGHT = 0.3  # of a word that every speech is full of
_UNKNOWN_WEIGHT = 5.0  # of a word that no quote has
_MIN_EVIDENCE = 7.0  # weight of the words found below which order decides: two rare words
_MUCH_EVIDENCE = 13.0  # from here on the order of the words hardly matters: three rare words
_LITTLE_EVIDENCE = 2.5  # a phrase of one quote only must hold more than words of every speech
_WHOLE = 92.0  # a quote this like the words is the one, however common they are
_UNSURE = 70.0
_CANDIDATES = 12
_MIN_SCORE = 40.0


class Said:
    """An index over the folded texts of quotes."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._texts = list(texts)
        self._postings: dict[str, list[int]] = defaultdict(list)
        for number, text in enumerate(self._texts):
            for word in dict.fromkeys(stems(text.split())):
                self._postings[word].append(number)

    def warm_up(self) -> None:
        """Make now what would be made at the first unknown word."""
        _ = self._speller.nearby

    @cached_property
    def _speller(self) -> WordSpeller:
        """Corrects to the longer words of quotes; made at the first unknown word."""
        return WordSpeller({word for text in self._texts for word in text.split() if len(word) > 3})

    def known(self, word: str) -> str:
        """Return `word`, or the word of a quote that it is a slip for."""
        if stem(word) in self._postings or len(word) < 4:
            return word
        guess = self._speller.suggest(word)
        return guess[0][0] if guess else word

    def find(self, words: Sequence[str]) -> list[tuple[int, float]]:
        """Return (number of the text, score 0 to 100) of the texts that hold `words` (folded), best first.

        The score is the share of the words found, rare ones first, lowered where their order differs; it stays
        below 75 where too little was remembered to tell.
        """
        known = [self.known(word) for word in words]
        weights = {stem(word): self._weight(stem(word)) for word in known}
        total = sum(weights.values())
        stops = stop_stems()  # of which every speech is full: counted in one call
        common = Counter(chain.from_iterable(self._postings.get(word, ()) for word in weights if word in stops))
        hits = {number: _STOP_WEIGHT * words for number, words in common.items()}
        for word, weight in weights.items():
            for number in self._postings.get(word, ()) if word not in stops else ():
                hits[number] = hits.get(number, 0.0) + weight
        best = sorted(sorted(hits), key=hits.__getitem__, reverse=True)[:_CANDIDATES]  # equal ones keep their order
        phrase = " ".join(known)
        holders = {number for number in best if f" {phrase} " in f" {self._texts[number]} "}
        found = [(number, self._score(number, phrase, hits[number], total, holders)) for number in best]
        return sorted((it for it in found if it[1] >= _MIN_SCORE), key=lambda it: (-it[1], it[0]))

    def _weight(self, word: str) -> float:
        if word in stop_stems():
            return _STOP_WEIGHT
        texts = len(self._postings.get(word, ()))
        return math.log(1 + len(self._texts) / texts) if texts else _UNKNOWN_WEIGHT

    def _score(self, number: int, phrase: str, hit: float, total: float, holders: set[int]) -> float:
        text = self._texts[number]
        if ratio(phrase, text, score_cutoff=_WHOLE):
            return 100.0
        if holders == {number} and phrase.count(" ") > 1 and hit >= _LITTLE_EVIDENCE:
            return 95.0
        if 100 * hit / total < _MIN_SCORE:
            return 0.0  # whatever their order, which takes long to compare
        order = partial_ratio(phrase, text, score_cutoff=30) if len(phrase) <= len(text) else ratio(phrase, text)
        worth = 0.3 if hit >= _MUCH_EVIDENCE else 0.55
        score = (100 * hit / total) * (1 - worth + worth * order / 100)
        return score if hit >= _MIN_EVIDENCE else min(score, _UNSURE)
