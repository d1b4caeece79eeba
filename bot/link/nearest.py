"""The names nearest to one that nobody has: "did you mean ...?"."""

from __future__ import annotations

from collections.abc import Iterator
from math import log10

from rapidfuzz import fuzz

from bot.link.index import Index
from bot.link.keys import fold_words, key_of, pieces
from bot.link.plain import is_plain
from bot.model import Candidate, Kind

NEAR = 60.0  # rapidfuzz ratio of the keys; below, a name has little but a few letters in common
_WORDS = 6  # of the text that are tried
_OPTIONS = 4  # spellings tried for each
_SURNAME_SHARE = 0.9  # what a likeness to a part of a name counts


def nearest(text: str, index: Index, limit: int) -> list[Candidate]:
    """Return the persons and works with names nearest to `text`, best first; `score` is the likeness."""
    words = fold_words(text)
    typed = key_of(words)
    found: dict[tuple[Kind, str], Candidate] = {}
    for candidate in _around(words, typed, index):
        likeness = _likeness(typed, candidate, words)
        known = found.get((candidate.kind, candidate.id))
        if likeness >= NEAR and (known is None or known.score < likeness):
            found[candidate.kind, candidate.id] = candidate._replace(score=likeness)
    ranked = sorted(found.values(), key=lambda one: (-one.score - 3 * log10(1 + one.weight), one.id))
    return ranked[:limit]


def _likeness(typed: str, candidate: Candidate, words: list[str]) -> float:
    name = fold_words(candidate.name)
    whole = fuzz.ratio(typed, key_of(name))
    if candidate.kind is Kind.PERSON and len(words) == 1:
        return max(whole, _SURNAME_SHARE * fuzz.ratio(typed, name[-1]))
    return whole


def _around(words: list[str], typed: str, index: Index) -> Iterator[Candidate]:
    telling = [piece for piece in pieces(words) if len(piece) > 2 and not is_plain(piece)][:_WORDS]
    tries = {typed, *telling}
    for word in (typed, *telling):
        tries.update(spelt.word for spelt in index.spelt(word)[:_OPTIONS])
    for key in sorted(tries):
        yield from (named.candidate for named in index.named(key))
        yield from index.starting(key)
