"""A second look: whole names that stand where words are left which nothing explains, slips in any of their words."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from functools import cached_property
from math import log2
from typing import NamedTuple

from rapidfuzz.distance import OSA

from bot.link.edits import typo_cost
from bot.link.index import Index
from bot.link.keys import pieces
from bot.link.nearby import Nearby
from bot.link.plain import is_plain
from bot.link.rank import rank
from bot.model import Candidate
from bot.store import Store

KNOWN_WEIGHT = 20.0  # of names that somebody asks about,
LONE_WEIGHT = 30.0  # those told by one word with a slip,
LONE_TWICE_WEIGHT = 100.0  # and those by one with two
WHOLE_SCORE = 95.0  # of the forms that are a name in full
FAME = 0.12  # what a doubled weight is worth, in points of `typo_cost`
MARGIN = 0.4  # by which the best must lead the next
SLIP_LOSS = 60.0  # points of score for one slip, divided by the letters of the name
SHORTEST, SHORTEST_PLAIN = 4, 7  # letters of a name; of one that is typed in plain words alone
SHORTEST_ALIAS = 6  # letters of a nickname
LONGEST = 45
REACH = 5  # words to either side of one that is left
MOST_LEFT, MOST_WINDOWS = 3, 14  # words that are looked at, and spans tried for all of them
SHORT_WORD = 4  # letters of a word in which two slips leave nothing
ONE_SLIP = 1.35  # the dearest single slip


class Span(NamedTuple):
    """Tokens [start, end) taken for a whole name, and whom they may mean, best first."""

    start: int
    end: int
    candidates: tuple[Candidate, ...]


class Wholes:
    """Finds spans that are nearly the full name of somebody well known; the names are read at first need."""

    def __init__(self, store: Store, index: Index) -> None:
        self._store = store
        self._index = index

    @cached_property
    def known(self) -> Nearby:
        """The keys of all well-known names."""
        rows = self._store.rows(
            "SELECT DISTINCT key FROM gazetteer WHERE kind IN ('person', 'work') AND score >= ? AND weight >= ?"
            " AND (how != 'alias' OR length(key) >= ?)",  # initials are typed right, or mean something else
            (WHOLE_SCORE, KNOWN_WEIGHT, SHORTEST_ALIAS),
        )
        return Nearby(key for (key,) in rows if SHORTEST <= len(key) <= LONGEST)

    def find(
        self, words: Sequence[str], left: Sequence[int], edges: Collection[int], closed: Collection[int]
    ) -> Span | None:
        """Return the best whole name around one of the `left` places, or None.

        It neither begins nor ends at a place that is not among `edges`, and holds none of the `closed` places.
        """
        found: list[tuple[float, int, Span]] = []
        plain = [is_plain(word) for word in words] if left else []
        windows = list(dict.fromkeys(span for at in left[:MOST_LEFT] for span in _windows(at, edges, closed)))
        for start, end in windows[:MOST_WINDOWS]:
            best = self._nearest(words[start:end], plain=all(plain[start:end]))
            if best:
                cost, candidates = best
                found.append((cost / (end - start + 1), start - end, Span(start, end, candidates)))
        return min(found, key=lambda one: one[:2])[2] if found else None

    def _nearest(self, words: Sequence[str], *, plain: bool) -> tuple[float, tuple[Candidate, ...]] | None:
        """Return the cost of the slips and the candidates of the one known name that some words are nearest to.

        `plain` says that all of them are plain English.
        """
        key = "".join(pieces(words))
        if not (SHORTEST_PLAIN if plain else SHORTEST) <= len(key) <= LONGEST or (plain and len(words) < 2):
            return None
        edits = 1 if plain else allowed_edits(len(key))
        limit = ONE_SLIP if plain else allowed_cost(len(key))
        prices: list[tuple[float, float, str, tuple[Candidate, ...]]] = []
        for other, _ in self.known.find(key, edits):
            cost = typo_cost(key, other)
            if cost <= limit:
                candidates = self._candidates(other, cost, words)
                if candidates:
                    price = cost - FAME * log2(1 + candidates[0].weight / KNOWN_WEIGHT)
                    prices.append((price, cost, other, candidates))
        prices.sort(key=lambda one: one[:3])
        if not prices or any(
            one[0] - prices[0][0] < MARGIN and one[3][0].id != prices[0][3][0].id for one in prices[1:]
        ):
            return None
        return prices[0][1], prices[0][3]

    def _candidates(self, key: str, cost: float, words: Sequence[str]) -> tuple[Candidate, ...]:
        """Return those with this name who are known well enough to be meant in spite of the slips."""
        least = KNOWN_WEIGHT if len(words) > 1 else LONE_WEIGHT if cost <= ONE_SLIP else LONE_TWICE_WEIGHT
        loss = SLIP_LOSS * cost / len(key)
        typed = [piece for piece in pieces(words) if piece]
        return rank(
            one._replace(score=one.score - loss, how="fuzzy")
            for one, stored in self._index.named(key)
            if one.score >= WHOLE_SCORE and one.weight >= least and _fits(typed, stored.split(), cost)
        )


def allowed_edits(letters: int) -> int:
    """Return how many slips a name of so many letters may have."""
    return 1 if letters <= 5 else 2 if letters <= 14 else 3


def allowed_cost(letters: int) -> float:
    """Return the dearest slips that a name of so many letters may have."""
    return 0.95 if letters <= 4 else ONE_SLIP if letters <= 5 else 2.0 if letters <= 9 else 2.8


def _fits(typed: Sequence[str], stored: Sequence[str], cost: float) -> bool:
    """Return whether no word is quite another one, as in "mon river" for "mrs miniver"."""
    if len(typed) != len(stored):
        return cost <= ONE_SLIP  # a wrong word break is a slip as well
    pairs = zip(typed, stored, strict=True)
    return all(OSA.distance(one, other) <= (1 if len(other) <= SHORT_WORD else 2) for one, other in pairs)


def _windows(at: int, edges: Collection[int], closed: Collection[int]) -> Iterator[tuple[int, int]]:
    """Yield spans [start, end) around a place, the longest first."""
    first = last = at
    while first - 1 >= max(0, at - REACH) and first - 1 not in closed:
        first -= 1
    while last + 1 <= at + REACH and last + 1 not in closed and last + 1 <= max(edges):
        last += 1
    spans = [
        (start, end + 1)
        for start in range(first, at + 1)
        for end in range(at, last + 1)
        if start in edges and end in edges
    ]
    yield from sorted(spans, key=lambda span: (span[0] - span[1], span[0]))
