"""Words within a few slips of a typed one, out of thousands, without a comparison with each of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from operator import add
from typing import TypeVar

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.link.keys import hash_of
from bot.link.spellings import edits_of

K = TypeVar("K")

_PAIRS_PER_SLIP = 3  # pairs of letters that one slip changes at most: "abcd" and "acbd" share none
_MANY = 200  # from so many on, to compare all in one call takes less time than to compare these one by one


class Nearby:
    """A closed vocabulary; a slip leaves most pairs of neighbouring letters alone, which tells whom to compare.

    Sets of words are whole numbers, one bit for each word, so that some machine words hold them all. For the
    commonest case, a single slip, the words are listed by what is left of them without one of their letters.
    """

    def __init__(self, words: Iterable[str]) -> None:
        self._words = list(dict.fromkeys(words))
        self._of_length: dict[int, dict[int, str]] = defaultdict(dict)
        for at, word in enumerate(self._words):
            self._of_length[len(word)][at] = word
        self._longest = max(self._of_length, default=0)
        self._lengths = _bit_sets((len(word),) for word in self._words)
        self._pairs = _bit_sets(map(_pairs, self._words))
        self._edits: dict[int, tuple[int, ...]] = {}
        for at, word in enumerate(self._words):
            alone = (at,)  # shared by most of its edits: no other word has them
            for edit in {hash_of(edit) for edit in edits_of(word)}:
                others = self._edits.get(edit)
                self._edits[edit] = (*others, at) if others else alone

    def find(self, word: str, edits: int) -> list[tuple[str, int]]:
        """Return the words within so many edits (each a letter more, less, other or swapped) with their distance."""
        if len(word) > self._longest + edits:  # a message may be one word of 4,096 letters
            return []
        return self._find_one_off(word) if edits == 1 else self._find_within(word, edits)

    def _find_one_off(self, word: str) -> list[tuple[str, int]]:
        listed = [self._edits.get(hash_of(edit), ()) for edit in edits_of(word)]
        near = [self._words[at] for at in sorted({at for places in listed for at in places})]
        measured = [(other, OSA.distance(word, other, score_cutoff=1)) for other in near]
        return [(other, distance) for other, distance in measured if distance <= 1]

    def _find_within(self, word: str, edits: int) -> list[tuple[str, int]]:
        lengths = range(len(word) - edits, len(word) + edits + 1)
        pairs = _pairs(word)
        least = len(pairs) - _PAIRS_PER_SLIP * edits
        if least <= 1:
            return self._find_of_lengths(word, edits, lengths)
        among = 0
        for length in lengths:
            among |= self._lengths.get(length, 0)
        alike = self._sharing(pairs, least, among)
        if alike.bit_count() > _MANY:
            return self._find_of_lengths(word, edits, lengths)
        found = []
        while alike:
            last = alike & -alike
            alike ^= last
            other = self._words[last.bit_length() - 1]
            distance = OSA.distance(word, other, score_cutoff=edits)
            if distance <= edits:
                found.append((other, distance))
        return found

    def _find_of_lengths(self, word: str, edits: int, lengths: Iterable[int]) -> list[tuple[str, int]]:
        """Compare all of these lengths: so many slips in so short a word leave hardly any of its pairs."""
        found = [
            (at, other, int(distance))
            for length in lengths
            for other, distance, at in process.extract(
                word, self._of_length.get(length, {}), scorer=OSA.distance, score_cutoff=edits, limit=None
            )
        ]
        return [(other, distance) for _, other, distance in sorted(found)]

    def _sharing(self, pairs: Iterable[str], least: int, among: int) -> int:
        """Return those `among` the words that have at least so many, one or more, of the pairs.

        The pairs of each word are counted in binary: bit i of the count of every word stands in `digits[i]`.
        """
        digits: list[int] = []
        for pair in pairs:
            carry = self._pairs.get(pair, 0) & among
            for i, digit in enumerate(digits):
                if not carry:
                    break
                digits[i], carry = digit ^ carry, digit & carry
            if carry:
                digits.append(carry)
        if least >> len(digits):
            return 0
        above = 0
        for i in reversed(range(len(digits))):
            if least >> i & 1:
                among &= digits[i]
            else:
                above |= among & digits[i]
                among &= ~digits[i]
        return above | among


def _pairs(word: str) -> set[str]:
    """Return the pairs of neighbouring letters, the ends of the word among them."""
    return set(map(add, f"^{word}", f"{word}$"))


def _bit_sets(keys_of_each: Iterable[Iterable[K]]) -> dict[K, int]:
    """Return for each key the set of the places that have it."""
    places: dict[K, list[int]] = defaultdict(list)
    for at, keys in enumerate(keys_of_each):
        for key in keys:
            places[key].append(at)
    return {key: _bits(found) for key, found in places.items()}


def _bits(places: list[int]) -> int:
    """Return the number with these bits set; the places are in rising order."""
    packed = bytearray((places[-1] >> 3) + 1)
    for at in places:
        packed[at >> 3] |= 1 << (at & 7)
    return int.from_bytes(packed, "little")
