"""What a slip of the fingers costs: an edit distance that knows keyboards and sounds."""

from __future__ import annotations

from itertools import accumulate, pairwise

_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_ALIKE = ("ck", "sz", "sc", "cz", "fv", "gj", "iy", "kq", "mn", "td", "bp", "uw", "hw")  # sound or look alike
_VOWELS = "aeiouy"

SWAP = 0.7  # "hwo": two neighbouring letters in the wrong order
DOUBLE = 0.5  # "wiiner", "nominatd" -> one letter twice, or once where it stands twice
MISSING = 0.9  # a letter left out
EXTRA = 1.0  # a letter too many
NEAR = 0.7  # a neighbouring key, another vowel, or a letter of like sound
OTHER = 1.3  # any other letter
FIRST = 0.4  # on top when the first letter differs: people rarely get that one wrong


def _near_pairs() -> frozenset[str]:
    pairs = set(_ALIKE)
    for row in _ROWS:
        pairs.update(row[i : i + 2] for i in range(len(row) - 1))
    for upper, lower in pairwise(_ROWS):
        for i, letter in enumerate(lower):
            pairs.update(letter + other for other in upper[i : i + 2])
    pairs.update(a + b for a in _VOWELS for b in _VOWELS)
    return frozenset(pairs | {pair[::-1] for pair in pairs})


_NEAR_PAIRS = _near_pairs()


def near_letters(letter: str) -> list[str]:
    """Return the letters that a slip of the finger, the ear or the eye may put for `letter`."""
    return sorted(pair[1] for pair in _NEAR_PAIRS if pair[0] == letter != pair[1])


def typo_cost(typed: str, meant: str) -> float:
    """Return how dear it is to take `typed` for `meant`: 0 when equal, about 1 for each slip.

    >>> typo_cost("stnoe", "stone"), typo_cost("wiiner", "winner"), typo_cost("house", "stone")
    (0.7, 1.0, 4.9)
    """
    single = _single_cost(typed, meant)
    if single is not None:
        return single
    typed, meant = _trim(typed, meant)
    missing = [_skip(meant, at, MISSING) for at in range(len(meant))]
    before: list[float] = []
    above = [0.0, *accumulate(missing)]
    for i, letter in enumerate(typed):
        extra = _skip(typed, i, EXTRA)
        best = above[0] + extra
        row = [best]
        for j, other in enumerate(meant):
            best += missing[j]
            kept = above[j]
            if letter != other:
                kept += (NEAR if letter + other in _NEAR_PAIRS else OTHER) + (0.0 if j else FIRST)
                if i and j and letter == meant[j - 1] and typed[i - 1] == other:
                    kept = min(kept, before[j - 1] + SWAP)
            if kept < best:
                best = kept
            if above[j + 1] + extra < best:
                best = above[j + 1] + extra
            row.append(best)
        before, above = above, row
    return round(above[-1], 3)


def _single_cost(typed: str, meant: str) -> float | None:
    """Return the cost of one plain slip, the usual case, without weighing all that might have happened; else None."""
    at, shorter = 0, min(len(typed), len(meant))
    while at < shorter and typed[at] == meant[at]:
        at += 1
    rest, due = typed[at:], meant[at:]
    if rest[2:] == due[2:] and rest and rest[:2] == due[1::-1]:
        return SWAP
    if not at:
        return None  # of the first letters, two slips may be cheaper than one
    if rest[1:] == due:
        return _skip(typed, at, EXTRA) if rest else 0.0
    if rest == due[1:]:
        return _skip(meant, at, MISSING)
    return NEAR if rest[1:] == due[1:] and rest[0] + due[0] in _NEAR_PAIRS else None


def _trim(typed: str, meant: str) -> tuple[str, str]:
    """Cut what both have in common at the ends, but for one letter that may be doubled or the first."""
    start, most = 0, min(len(typed), len(meant)) - 1
    while start < most and typed[start] == meant[start]:
        start += 1
    start = max(0, start - 2)
    end = 0
    while end < most - start and typed[-1 - end] == meant[-1 - end]:
        end += 1
    end = max(0, end - 2)
    return typed[start : len(typed) - end], meant[start : len(meant) - end]


def _skip(word: str, at: int, cost: float) -> float:
    """The cost of one letter that stands in one word only: little when it repeats its neighbour."""
    if at and word[at - 1] == word[at]:
        return DOUBLE
    return cost + FIRST if at == 0 else cost
