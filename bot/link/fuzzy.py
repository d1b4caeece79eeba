"""Fuzzy linking: unknown words are taken for slips of stored ones where that makes a name.

The guard on short words: up to four letters only one slip, with the same first letter, and only as a part of a
name of several words; from five letters one slip, from eight two (see `index.allowed_cost`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import NamedTuple

from bot.link.index import Index, Spelt
from bot.link.plain import common_words, is_inflected, is_plain
from bot.link.slips import is_silent_slip
from bot.link.spans import Bit, Run
from bot.link.spelling import WordSpeller
from bot.link.spellings import LONGEST_JOINED
from bot.model import Candidate, Kind

SLIP_LOSS = 60.0  # points of score for one slip, divided by the letters of the name: 6 for one in ten letters
CUT_OFF = 70.0  # below, what was typed is closer to nothing than to this name
LONE_LETTERS = 5  # a corrected word that stands alone has at least so many
LONE_WEIGHT = 40.0  # and means somebody well known,
LONE_TWICE_WEIGHT = 100.0  # or, with two slips in it, somebody that everybody knows
TOGETHER_WEIGHT = 15.0  # words with several slips mean somebody who was nominated more than in passing
REAL_WORD_COST = 1.3  # a word that exists already is corrected by one slip or its sound, and in company only
_WHOLE_FORM = 80.0  # score of the forms that a corrected span may have
_REACH = 5  # words to either side that may belong to the same name
_JOINED_LETTERS = 7  # of words typed apart, from which the whole is compared with stored names
_PLAIN_LETTERS = 10  # the same where all the words are plain English: "singing in the rain"
_JOINED_WORDS = 6
_BESIDE_LETTERS = 4  # of a badly misspelt word beside a right one
_MOST_RIGHT = 4  # corrections tried of each further unknown word of one name
_TRIES = 300  # look-ups around one word
_WORDS, _JOINS, _HALVES = 16, 60, 8  # look-ups of single words, of words joined and of halves of names, in all
_LONGEST_WORD = 24  # letters that a name, even one run together, may have
_UTTERANCE_TRIES = 2_000  # and in all


class Repair(NamedTuple):
    """A span with some of its words corrected: the key that results, and the price.

    `bits` hold the corrected words, `typed` the first of them as it was; `is_sure` says whether it may stand alone.
    """

    bits: tuple[Bit, ...]
    key: str
    cost: float
    sounds: bool
    typed: str = ""
    is_sure: bool = True


class Place(NamedTuple):
    """What exact linking knows about the places of an utterance: by names of several words, and of one."""

    explained: Collection[int]
    whole: Collection[int]


@dataclass(slots=True)
class Looks:
    """How many look-ups of each kind are left for one utterance; no real question comes near the limits."""

    words: int
    joins: int
    halves: int


Pairs = Iterator[tuple[tuple[Bit, ...], list[Candidate]]]


class Fuzzy:
    """Finds the misspelt names of an utterance."""

    def __init__(self, index: Index, known: Collection[str]) -> None:
        self._index = index
        self._known = known
        self._english = WordSpeller(common_words() | frozenset(known))

    def warm_up(self) -> None:
        """Make now what would be made at the first word that nothing explains."""
        _ = self._english.nearby

    def find(self, runs: Sequence[Run], places: Place) -> Pairs:
        """Yield the spans that become names, with their candidates, not ranked yet."""
        tries = _UTTERANCE_TRIES
        looks = Looks(_WORDS, _JOINS, _HALVES)
        for run in runs:
            options = [self._options(run, i, places.explained, looks) for i in range(len(run))]
            for i, spelt in enumerate(options):
                if not spelt or tries <= 0:
                    continue
                for count, repair in enumerate(self._repairs(run, i, options)):
                    tries -= 1
                    if count > _TRIES:
                        break
                    if self._index.is_key(repair.key):
                        yield from self._accept(repair)
            for repair in chain(self._joined(run, places, looks), self._beside(run, places.explained, looks)):
                yield from self._accept(repair)

    def is_foreign(self, word: str) -> bool:
        """Whether a word is neither a cue nor plain English: a name, or nothing that we know."""
        return not (word in self._known or is_plain(word) or is_silent_slip(word, self._known))

    def is_unknown(self, word: str) -> bool:
        """Whether a word explains nothing: no cue, no plain English, no part of a name."""
        return not (word in self._known or self._index.is_word(word) or is_plain(word))

    def _options(self, run: Run, i: int, explained: Collection[int], looks: Looks) -> tuple[Spelt, ...]:
        bit = run[i]
        if bit.at in explained or bit.word in self._known or not 3 <= len(bit.word) <= _LONGEST_WORD:
            return ()
        if not bit.word.isalpha() or looks.words <= 0:
            return ()
        if self.is_unknown(bit.word):
            looks.words -= 1
            return self._index.spelt(bit.word)
        neighbours = [run[j] for j in (i - 1, i + 1) if 0 <= j < len(run)]
        if not any(self._is_company(other, explained) for other in neighbours):
            return ()
        looks.words -= 1
        return tuple(one for one in self._index.spelt(bit.word) if one.cost <= REAL_WORD_COST)

    def _is_company(self, bit: Bit, explained: Collection[int]) -> bool:
        """Whether a word next to a real one suggests that both are a misspelt name: "meryl steep"."""
        if bit.at in explained or bit.word in self._known or is_plain(bit.word):
            return False
        return not is_silent_slip(bit.word, self._known)

    def _repairs(self, run: Run, i: int, options: Sequence[tuple[Spelt, ...]]) -> Iterator[Repair]:
        """Yield the spans around bit i, corrected there and perhaps to its right, but not to its left."""
        for spelt in options[i]:
            bits = (Bit(run[i].at, spelt.word, spelt.word),)
            start = Repair(bits, spelt.word, spelt.cost, spelt.sounds, run[i].word, spelt.is_sure)
            after = spelt.word
            yield from self._rightwards(run, i + 1, start, after, options)
            for first in range(i - 1, max(-1, i - _REACH - 1), -1):
                if not self._index.is_pair(f"{run[first].piece} {after}"):
                    break
                after = run[first].piece
                start = start._replace(bits=(run[first], *start.bits), key=after + start.key)
                yield from self._rightwards(run, i + 1, start, spelt.word, options)

    def _rightwards(
        self, run: Run, at: int, so_far: Repair, before: str, options: Sequence[tuple[Spelt, ...]]
    ) -> Iterator[Repair]:
        """Yield `so_far`, and it with the bits from `at` on, while each pair of words stands in some name."""
        yield so_far
        if at >= len(run) or len(so_far.bits) > _REACH:
            return
        choices = [
            (run[at].piece, 0.0, False),
            *((one.word, one.cost, one.sounds) for one in options[at][:_MOST_RIGHT]),
        ]
        for word, cost, sounds in choices:
            if self._index.is_pair(f"{before} {word}"):
                bits, key = (*so_far.bits, Bit(run[at].at, word, word)), so_far.key + word
                more = so_far._replace(bits=bits, key=key, cost=so_far.cost + cost, sounds=so_far.sounds or sounds)
                yield from self._rightwards(run, at + 1, more, word, options)

    def _joined(self, run: Run, places: Place, looks: Looks) -> Iterator[Repair]:
        """Yield spans whose words, taken together, are nearly a stored word or a whole name: "di capro"."""
        sorts = [self._sort(bit, places.whole) for bit in run]
        if "foreign" not in sorts and "plain" not in sorts:
            return
        closed = [bit.at in places.explained for bit in run]
        pieces = [bit.piece for bit in run]
        for first in range(len(run) - 1):
            if closed[first]:
                continue
            key = pieces[first]
            for last in range(first + 1, min(first + _JOINED_WORDS, len(run))):
                key += pieces[last]
                if closed[last] or len(key) > LONGEST_JOINED + 1 or looks.joins <= 0:
                    break
                if len(key) >= _JOINED_LETTERS and _may_be_one(key, sorts[first : last + 1]):
                    looks.joins -= 1
                    for spelt in self._index.spelt_joined(key):
                        yield Repair(tuple(run[first : last + 1]), spelt.word, spelt.cost, spelt.sounds)

    def _sort(self, bit: Bit, whole: Collection[int]) -> str:
        """Return what a word is by itself: a cue, a whole name, plain English or foreign."""
        if bit.word in self._known:
            return "cue"
        return "whole" if bit.at in whole else "plain" if is_plain(bit.word) else "foreign"

    def _beside(self, run: Run, explained: Collection[int], looks: Looks) -> Iterator[Repair]:
        """Yield names of two words of which one is right, and the other has more slips than we would mend alone."""
        for i, bit in enumerate(run):
            if len(bit.word) < _BESIDE_LETTERS or not self.is_unknown(bit.word):
                continue
            for j in (i - 1, i + 1):
                if looks.halves > 0 and 0 <= j < len(run) and self._is_half(run[j], explained):
                    looks.halves -= 1
                    found = self._index.beside(run[j].piece, bit.word, is_first=j < i)
                    if found:
                        first, last = sorted((run[j], bit))
                        yield Repair((first, last), found.word, found.cost, False)

    def _is_half(self, bit: Bit, explained: Collection[int]) -> bool:
        return self._is_company(bit, explained) and self._index.is_word(bit.word)

    def _accept(self, repair: Repair) -> Pairs:
        loss = SLIP_LOSS * repair.cost / len(repair.key)
        alone = len(repair.bits) == 1
        if alone and not self._may_stand_alone(repair):
            return
        least, by_sound = _least_weight(repair), alone and repair.sounds
        found = []
        for named in self._index.named(repair.key):
            one = named.candidate
            score = one.score - loss
            if one.score < _WHOLE_FORM or score < CUT_OFF or one.weight < least or (by_sound and one.kind is Kind.WORK):
                continue
            found.append(one._replace(score=score, how="phonetic" if repair.sounds else "fuzzy"))
        if found:
            yield repair.bits, found

    def _may_stand_alone(self, repair: Repair) -> bool:
        """Whether a single corrected word is more likely a name than a slip for an English word.

        Where the English word is a title itself ("graviity"), it is both; then the mention will be weak.
        """
        if len(repair.typed) < LONE_LETTERS or not repair.is_sure or not self.is_unknown(repair.typed):
            return False
        if is_inflected(repair.typed, repair.key):
            return False
        english = self._english.suggest(repair.typed)
        return not english or english[0][1] > repair.cost or any(word == repair.key for word, _ in english)


def _may_be_one(key: str, sorts: Sequence[str]) -> bool:
    """Whether words together may be a misspelt name: one is foreign, or they are plain with no cue at the ends."""
    if "foreign" in sorts:
        return True
    if "plain" not in sorts:
        return False
    return "whole" in sorts or (len(key) >= _PLAIN_LETTERS and "cue" not in (sorts[0], sorts[-1]))


def _least_weight(repair: Repair) -> float:
    """Return how well known somebody must be to be meant by a word alone, or by words with several slips."""
    if len(repair.bits) == 1:
        return LONE_WEIGHT if repair.cost <= REAL_WORD_COST else LONE_TWICE_WEIGHT
    return TOGETHER_WEIGHT if repair.sounds or repair.cost > REAL_WORD_COST else 0.0
