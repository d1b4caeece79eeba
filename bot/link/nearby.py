"""Words within a few slips of a typed one, out of thousands, without a comparison with each of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from operator import add
from typing import TypeVar

from rapidfuzz.distance import OSA

K = TypeVar("K")

_PAIRS_PER_SLIP = 3  # pairs of letters that one slip changes at most: "abcd" and "acbd" share none


class Nearby:
    """A closed vocabulary; a slip leaves most pairs of neighbouring letters alone, which tells whom to compare.

    Sets of words are whole numbers, one bit for each word, so that some machine words hold them all.
    """

    def __init__(self, words: Iterable[str]) -> None:
        self._words = list(dict.fromkeys(words))
        self._lengths = _bit_sets((len(word),) for word in self._words)
        self._pairs = _bit_sets(map(_pairs, self._words))

    def find(self, word: str, edits: int) -> list[tuple[str, int]]:
        """Return the words within so many edits (each a letter more, less, other or swapped) with their distance."""
        among = 0
        for length in range(len(word) - edits, len(word) + edits + 1):
            among |= self._lengths.get(length, 0)
        pairs = _pairs(word)
        alike = self._sharing(pairs, len(pairs) - _PAIRS_PER_SLIP * edits, among)
        found = []
        while alike:
            last = alike & -alike
            alike ^= last
            other = self._words[last.bit_length() - 1]
            distance = OSA.distance(word, other, score_cutoff=edits)
            if distance <= edits:
                found.append((other, distance))
        return found

    def _sharing(self, pairs: Iterable[str], least: int, among: int) -> int:
        """Return those `among` the words that have at least so many of the pairs.

        The pairs of each word are counted in binary: bit i of the count of every word stands in `digits[i]`.
        """
        digits: list[int] = []
        for pair in pairs:
            carry = self._pairs.get(pair, 0) & among
            for i, digit in enumerate(digits):
                digits[i], carry = digit ^ carry, digit & carry
            if carry:
                digits.append(carry)
        if least <= 0:
            return among
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
