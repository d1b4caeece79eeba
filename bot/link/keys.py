"""Keys: the one form in which a typed span and a stored name meet, whatever the spaces and small words."""

from __future__ import annotations

import re
import zlib
from collections.abc import Collection, Iterable, Sequence
from functools import lru_cache

from bot.text import fold

SILENT = frozenset({"the", "a", "an", "and", "of"})  # typed or left out at will: "lord of rings"
_PARTS = frozenset({"part", "chapter", "volume", "vol", "pt"})  # silent before a number: "godfather 2"
_NUMBERS = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty",
)  # fmt: skip
_ROMAN = {"ii": "2", "iii": "3", "iv": "4", "vi": "6", "vii": "7", "viii": "8", "ix": "9", "xi": "11", "xii": "12"}
_SECOND = 2654435761  # makes a second spot of a hash (Knuth's multiplier)
_POSSESSIVE = re.compile(r"(?<=\w)['’][sS]\b")
_SAME = (
    {word: str(number) for number, word in enumerate(_NUMBERS)}
    | _ROMAN
    | {"doctor": "dr", "mister": "mr", "saint": "st", "sainte": "ste", "versus": "vs", "okay": "ok"}
)
_PIECES = _SAME | dict.fromkeys(SILENT, "")


def pieces(words: Sequence[str]) -> list[str]:
    """Return what each folded word adds to a key: "" for a silent one, digits for a number.

    >>> pieces("the godfather part ii".split())
    ['', 'godfather', '', '2']
    """
    out = [_PIECES.get(word, word) for word in words]
    if not _PARTS.isdisjoint(words):
        for i, word in enumerate(words[:-1]):
            if word in _PARTS and out[i + 1].isdigit():
                out[i] = ""
    return out


def key_of(words: Sequence[str]) -> str:
    """Return the key of folded words; silent words count where there is nothing else ("The A")."""
    return "".join(pieces(words)) or "".join(words)


def readings(name: str) -> list[list[str]]:
    """Return the ways in which the words of `name` may be typed: "Schindler's" as schindler and as schindlers."""
    kept = fold_words(name)
    if "'" not in name and "’" not in name:
        return [kept]
    cut = _POSSESSIVE.sub("", name)
    return [kept] if cut == name else [kept, fold_words(cut)]


def fold_words(text: str) -> list[str]:
    """Return `fold(text).split()`, fast for the many words that names share."""
    return " ".join(map(_fold_word, text.split())).split()


_fold_word = lru_cache(maxsize=1 << 16)(fold)


def hash_of(text: str, seed: int = 0) -> int:
    """Return a 32-bit number for `text`, the same in every run."""
    return zlib.crc32(text.encode(), seed)


class Filter:
    """A set of texts as a few bits each: `in` is never wrongly false, and hardly ever wrongly true."""

    BITS_PER_ITEM = 64  # wrongly true some (2/64)^2 = 0.1 % of the time

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._mask = len(data) * 8 - 1

    def __contains__(self, text: str) -> bool:
        return self.has(zlib.crc32(text.encode()))

    def has(self, hashed: int) -> bool:
        """Return whether a text of this hash (see `hash_of`) is in."""
        mask, data = self._mask, self._data
        spot = hashed & mask
        if not data[spot >> 3] >> (spot & 7) & 1:
            return False
        spot = (hashed * _SECOND >> 7) & mask
        return bool(data[spot >> 3] >> (spot & 7) & 1)

    @property
    def bits(self) -> tuple[bytes, int]:
        """The bits and the mask of hashes: a loop may test bit `hash & mask` itself before it calls `has`."""
        return self._data, self._mask

    def has_any(self, texts: Iterable[str]) -> bool:
        """Return whether any of `texts` is in."""
        mask, data = self._mask, self._data
        hashes = map(zlib.crc32, map(str.encode, texts))
        maybe = [one for one in hashes if data[(one & mask) >> 3] >> (one & 7) & 1]
        return any(map(self.has, maybe))

    @classmethod
    def pack(cls, texts: Collection[str]) -> bytes:
        """Return the bytes of a filter that holds `texts`."""
        size = 8192
        while size * 8 < len(texts) * cls.BITS_PER_ITEM:
            size *= 2
        data, mask = bytearray(size), size * 8 - 1
        for one in map(zlib.crc32, map(str.encode, texts)):
            spot, other = one & mask, (one * _SECOND >> 7) & mask
            data[spot >> 3] |= 1 << (spot & 7)
            data[other >> 3] |= 1 << (other & 7)
        return bytes(data)
