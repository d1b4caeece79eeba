"""Strangers: people whom the store does not know, though it knows half of their names ("serena williams")."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

from bot.link.forms import SURNAME
from bot.link.keys import fold_words
from bot.link.spans import Bit, Found, Run
from bot.model import Candidate, Kind

_NO_INITIALS = frozenset("aist")  # letters that are words, or ends of words: "it's", "don't"
_LONGEST_HALF = 2  # words of a surname with its particle


def find_strangers(runs: Sequence[Run], chosen: Sequence[Found], is_foreign: Callable[[str], bool]) -> list[Found]:
    """Return the halves of names that stand beside a word with which they make no name.

    Somebody else is meant there than the bearer of that half whom we know. `is_foreign` tells of a folded word
    that it is neither a cue nor plain English.
    """
    left: dict[int, Bit] = {}
    right: dict[int, Bit] = {}
    for run in runs:
        for one, other in pairwise(run):
            if other.at - one.at == 1:
                left[other.at], right[one.at] = one, other
    named = {at: one for one in chosen for at in range(one.start, one.end)}
    strange = []
    for found in filter(_is_half, chosen):
        before = left.get(found.start) if _is_surname(found) else None
        after = right.get(found.end - 1) if _is_first_name(found) else None
        sides = ((before, _is_first_name), (after, _is_surname))
        if any(bit and _is_rest(bit, named.get(bit.at), is_foreign, is_fit) for bit, is_fit in sides):
            strange.append(found)
    return strange


def _is_half(found: Found) -> bool:
    best = found.candidates[0]
    return best.kind is Kind.PERSON and best.score <= SURNAME and len(found.bits) <= _LONGEST_HALF


def _is_rest(bit: Bit, named: Found | None, is_foreign: Callable[[str], bool], is_fit: Callable[[Found], bool]) -> bool:
    """Whether a word looks like the rest of a name: the other half of somebody's, or a word of no other meaning."""
    if named:
        return len(named.bits) == 1 and is_fit(named)
    if len(bit.word) == 1:
        return bit.word.isalpha() and bit.word not in _NO_INITIALS
    return bit.word.isalpha() and is_foreign(bit.word)


def _is_first_name(found: Found) -> bool:
    return any(_first_word(one) == found.bits[0].word for one in _halves(found))


def _is_surname(found: Found) -> bool:
    return any(_first_word(one) != found.bits[0].word for one in _halves(found)[:1])


def _halves(found: Found) -> list[Candidate]:
    return [one for one in found.candidates if one.kind is Kind.PERSON and one.score <= SURNAME]


def _first_word(candidate: Candidate) -> str:
    return fold_words(candidate.name)[0]
