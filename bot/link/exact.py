"""Exact linking: spans whose key is in the gazetteer."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import lru_cache
from zlib import crc32

from bot.link.index import Index, Named
from bot.link.keys import pieces
from bot.link.plain import is_plain
from bot.link.rank import rank
from bot.link.spans import MOST_WORDS, Bit, Run
from bot.model import Candidate

SQUASHED_LOSS = 3.0  # for wrong word breaks: "para site", "lalaland"
PLURAL_LOSS = 2.0  # for a possessive typed without its apostrophe: "spielbergs film"
_SHORTEST_SQUASHED = 5  # letters; "i t" is not "it"
_SHORTEST_PLAIN = 9  # letters of a name that plain words make up when their spaces go: "in side out"
_BROKEN_WORDS = 3  # words into which breaks in wrong places may cut a name; beyond, each word must fit
_CACHED_SPANS = 4096
_WHOLE = 98.0  # score from which a form is the name itself or an alias


class Exact:
    """Looks spans up, and remembers the ranking of what it found (bounded)."""

    def __init__(self, index: Index, known: Collection[str]) -> None:
        self._index = index
        self._known = known
        self._ranked = lru_cache(maxsize=_CACHED_SPANS)(self._rank)

    def find(self, run: Run) -> Iterator[tuple[tuple[Bit, ...], tuple[Candidate, ...]]]:
        """Yield the spans of a run that are keys, with their candidates, ranked."""
        spans = list(self._spans(run))
        self._index.fetch({key for key, _, _ in spans})
        for key, bits, loss in spans:
            found = self._ranked(key, " ".join([bit.word for bit in bits]), loss)
            if found:
                yield bits, found

    def whole(self, run: Run) -> tuple[Candidate, ...]:
        """Return the candidates, ranked, of a run taken as one name; () where it is none."""
        key = _key(run)
        if not run:
            return ()
        loss = 0.0
        if not self._index.is_key(key):
            if not self._is_possessive(key, run):
                return ()
            key, loss = key[:-1], PLURAL_LOSS
        self._index.fetch({key})
        return self._ranked(key, " ".join([bit.word for bit in run]), loss)

    def _spans(self, run: Run) -> Iterator[tuple[str, tuple[Bit, ...], float]]:
        """Yield (key, bits, loss of score) of the spans whose key is most likely in the gazetteer."""
        keys, starts = self._index.keys, self._index.starts
        data, mask = keys.bits
        encoded = [bit.piece.encode() for bit in run]
        may_be_plural = [bit.word[-1] == "s" for bit in run]
        for first in range(len(run)):
            hashed = 0
            for last in range(first, min(first + MOST_WORDS, len(run))):
                hashed = crc32(encoded[last], hashed)  # of the whole key, which need not be put together for it
                if data[(hashed & mask) >> 3] >> (hashed & 7) & 1 and keys.has(hashed):
                    yield _key(run[first : last + 1]), tuple(run[first : last + 1]), 0.0
                elif may_be_plural[last]:
                    bits = run[first : last + 1]
                    key = _key(bits)
                    if self._is_possessive(key, bits):
                        yield key[:-1], tuple(bits), PLURAL_LOSS
                if last - first >= _BROKEN_WORDS and not starts.has(hashed):
                    break

    def _is_possessive(self, key: str, bits: Sequence[Bit]) -> bool:
        """Whether the key of some bits, less an "s" at their end, is one of the gazetteer."""
        word = bits[-1].word
        if len(word) < 4 or word[-1] != "s" or word in self._known or not self._index.is_key(key[:-1]):
            return False
        return len(bits) > 1 or not (is_plain(word) or self._index.is_word(word))

    def _rank(self, key: str, words: str, loss: float) -> tuple[Candidate, ...]:
        """Return the candidates of a key for the words as typed (folded, without the silent ones)."""
        typed = words.split()
        found = [one for one in (_fit(named, typed) for named in self._index.named(key)) if one]
        if loss:
            found = [one._replace(score=one.score - loss) for one in found]
        if words in self._known:
            found = [one for one in found if one.score >= _WHOLE]
        return rank(found)


def _key(bits: Iterable[Bit]) -> str:
    return "".join([bit.piece for bit in bits])


def _fit(named: Named, words: Sequence[str]) -> Candidate | None:
    """Return the candidate; at a lower score, or not at all, where the words are broken otherwise."""
    candidate, typed = named.candidate, " ".join(piece for piece in pieces(words) if piece)
    if named.words == typed or named.words.removesuffix("s") == typed.removesuffix("s"):
        return candidate
    letters = len(typed.replace(" ", ""))
    if all(len(word) == 1 for word in words) or typed.replace(" ", "").isdigit():
        return candidate  # "e t", "nineteen seventeen"
    if letters < _SHORTEST_SQUASHED or (letters < _SHORTEST_PLAIN and all(is_plain(word) for word in words)):
        return None
    return candidate._replace(score=candidate.score - SQUASHED_LOSS, how="squashed")
