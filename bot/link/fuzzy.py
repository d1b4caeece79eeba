"""Fuzzy linking: unknown words are taken for slips of stored ones where that makes a name.

The guard on short words: up to four letters only one slip, with the same first letter, and only as a part of a
name of several words; from five letters one slip, from eight two (see `index.allowed_cost`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from bot.link.index import Index, Spelt
from bot.link.plain import common_words, is_plain
from bot.link.spans import Bit, Run
from bot.link.spelling import WordSpeller
from bot.model import Candidate

SLIP_LOSS = 60.0  # points of score for one slip, divided by the letters of the name: 6 for one in ten letters
CUT_OFF = 70.0  # below, what was typed is closer to nothing than to this name
LONE_LETTERS = 5  # a corrected word that stands alone has at least so many
LONE_WEIGHT = 15.0  # and means somebody who has been nominated more than in passing
REAL_WORD_COST = 1.2  # a word that exists already is corrected by one slip or its sound, and in company only
_WHOLE_FORM = 80.0  # score of the forms that a corrected span may have
_REACH = 5  # words to either side that may belong to the same name
_JOINED_LETTERS = 7  # of words typed apart, from which the whole is compared with stored names
_PLAIN_LETTERS = 10  # the same where all the words are plain English: "singing in the rain"
_JOINED_WORDS = 6
_TRIES = 300  # look-ups around one word
_UTTERANCE_TRIES = 2_000  # and in all; no real question comes near


class Repair(NamedTuple):
    """A span with some of its words corrected: the key that results, and the price."""

    bits: tuple[Bit, ...]
    key: str
    cost: float
    sounds: bool
    is_sure: bool = True


class Fuzzy:
    """Finds misspelt names in one run of bits at a time."""

    def __init__(self, index: Index, known: Collection[str]) -> None:
        self._index = index
        self._known = known
        self._english = WordSpeller(common_words() | frozenset(known))

    def find(
        self, runs: Sequence[Run], explained: Collection[int]
    ) -> Iterator[tuple[tuple[Bit, ...], list[Candidate]]]:
        """Yield the spans that become names; `explained` are the places that exact names account for."""
        tries = _UTTERANCE_TRIES
        for run in runs:
            options = [self._options(run, i, explained) for i in range(len(run))]
            for i, spelt in enumerate(options):
                if not spelt or tries <= 0:
                    continue
                for count, repair in enumerate(self._repairs(run, i, options)):
                    tries -= 1
                    if count > _TRIES:
                        break
                    if repair.key in self._index.keys:
                        yield from self._accept(repair)
            for repair in self._joined(run, explained):
                yield from self._accept(repair)

    def is_unknown(self, word: str) -> bool:
        """Whether a word explains nothing: no cue, no plain English, no part of a name."""
        return not (word in self._known or word in self._index.words or is_plain(word))

    def _options(self, run: Run, i: int, explained: Collection[int]) -> tuple[Spelt, ...]:
        bit = run[i]
        if bit.at in explained or bit.word in self._known or len(bit.word) < 4 or not bit.word.isalpha():
            return ()
        if self.is_unknown(bit.word):
            return self._index.spelt(bit.word)
        neighbours = [run[j] for j in (i - 1, i + 1) if 0 <= j < len(run)]
        if not any(self._is_company(other, explained) for other in neighbours):
            return ()
        return tuple(one for one in self._index.spelt(bit.word)[:6] if one.cost <= REAL_WORD_COST)

    def _is_company(self, bit: Bit, explained: Collection[int]) -> bool:
        """Whether a word next to a real one suggests that both are a misspelt name: "meryl steep"."""
        return bit.at not in explained and bit.word not in self._known and not is_plain(bit.word)

    def _repairs(self, run: Run, i: int, options: Sequence[tuple[Spelt, ...]]) -> Iterator[Repair]:
        """Yield the spans around bit i, corrected there and perhaps to its right, but not to its left."""
        for spelt in options[i]:
            prefix = ""
            for first in range(i, max(-1, i - _REACH - 1), -1):
                prefix = run[first].piece + prefix if first < i else ""
                if first < i and self.is_unknown(run[first].word):
                    break
                yield from self._rightwards(
                    run, first, i, Repair((), prefix + spelt.word, spelt.cost, spelt.sounds, spelt.is_sure), options
                )

    def _rightwards(
        self, run: Run, first: int, last: int, so_far: Repair, options: Sequence[tuple[Spelt, ...]]
    ) -> Iterator[Repair]:
        yield so_far._replace(bits=tuple(run[first : last + 1]))
        after = last + 1
        if after >= len(run) or after - first > _REACH:
            return
        if not self.is_unknown(run[after].word):
            yield from self._rightwards(run, first, after, so_far._replace(key=so_far.key + run[after].piece), options)
        for spelt in options[after][:4]:
            more = Repair((), so_far.key + spelt.word, so_far.cost + spelt.cost, so_far.sounds or spelt.sounds)
            yield from self._rightwards(run, first, after, more, options)

    def _joined(self, run: Run, explained: Collection[int]) -> Iterator[Repair]:
        """Yield spans whose words, taken together, are nearly a stored word or a whole name: "di capro"."""
        for first in range(len(run)):
            key = ""
            for last in range(first, min(first + _JOINED_WORDS, len(run))):
                if run[last].at in explained:
                    break
                key += run[last].piece
                bits = tuple(run[first : last + 1])
                if last > first and self._is_worth_joining(key, bits):
                    for spelt in self._index.spelt_joined(key):
                        yield Repair(bits, spelt.word, spelt.cost, spelt.sounds)

    def _is_worth_joining(self, key: str, bits: Sequence[Bit]) -> bool:
        if len(key) < _JOINED_LETTERS or all(bit.word in self._known for bit in bits):
            return False
        plain = all(bit.word in self._known or is_plain(bit.word) for bit in bits)
        return not plain or len(key) >= _PLAIN_LETTERS

    def _accept(self, repair: Repair) -> Iterator[tuple[tuple[Bit, ...], list[Candidate]]]:
        loss = SLIP_LOSS * repair.cost / len(repair.key)
        alone = len(repair.bits) == 1
        if alone and not self._may_stand_alone(repair):
            return
        found = []
        for named in self._index.named(repair.key):
            one = named.candidate
            score = one.score - loss
            if one.score < _WHOLE_FORM or score < CUT_OFF or (alone and one.weight < LONE_WEIGHT):
                continue
            found.append(replace(one, score=score, how="phonetic" if repair.sounds else "fuzzy"))
        if found:
            yield repair.bits, found

    def _may_stand_alone(self, repair: Repair) -> bool:
        """Whether a single corrected word is more likely a name than a slip for an English word."""
        word = repair.bits[0].word
        if len(word) < LONE_LETTERS or not repair.is_sure:
            return False
        english = self._english.suggest(word)
        return not english or english[0][1] > repair.cost
