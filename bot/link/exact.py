"""Exact linking: spans whose key is in the gazetteer."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from bot.link.index import Index, Named
from bot.link.plain import is_plain
from bot.link.spans import MOST_WORDS, Bit, Run
from bot.model import Candidate

SQUASHED_LOSS = 3.0  # for wrong word breaks: "para site", "lalaland"
PLURAL_LOSS = 2.0  # for a possessive typed without its apostrophe: "spielbergs film"
_SHORTEST_SQUASHED = 5  # letters; "i t" is not "it"
_SHORTEST_PLAIN = 9  # letters of a name that plain words make up when their spaces go: "in side out"
_WHOLE = 98.0  # score from which a form is the name itself or an alias


def find_exact(run: Run, index: Index, known: Collection[str]) -> Iterator[tuple[tuple[Bit, ...], list[Candidate]]]:
    """Yield the spans of a run that are keys, with their candidates."""
    for first in range(len(run)):
        key = ""
        for last in range(first, min(first + MOST_WORDS, len(run))):
            key += run[last].piece
            bits = tuple(run[first : last + 1])
            found = _look_up(key, bits, index)
            if not found and _may_be_possessive(bits, index, known):
                found = [replace(one, score=one.score - PLURAL_LOSS) for one in _look_up(key[:-1], bits, index)]
            if len(bits) == 1 and bits[0].word in known:
                found = [one for one in found if one.score >= _WHOLE]
            if found:
                yield bits, found


def _look_up(key: str, bits: Sequence[Bit], index: Index) -> list[Candidate]:
    if key not in index.keys:
        return []
    typed = " ".join(bit.piece for bit in bits)
    return [one for one in (_fit(named, typed, bits) for named in index.named(key)) if one]


def _fit(named: Named, typed: str, bits: Sequence[Bit]) -> Candidate | None:
    """Return the candidate; at a lower score, or not at all, where the words are broken otherwise."""
    candidate = named.candidate
    if named.words == typed or named.words.removesuffix("s") == typed.removesuffix("s"):
        return candidate
    letters = len(typed.replace(" ", ""))
    if letters < _SHORTEST_SQUASHED or (letters < _SHORTEST_PLAIN and all(is_plain(bit.word) for bit in bits)):
        return None
    return replace(candidate, score=candidate.score - SQUASHED_LOSS, how="squashed")


def _may_be_possessive(bits: Sequence[Bit], index: Index, known: Collection[str]) -> bool:
    word = bits[-1].word
    if len(word) < 4 or word[-1] != "s" or word in known:
        return False
    return len(bits) > 1 or not (is_plain(word) or word in index.words)
