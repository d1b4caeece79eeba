"""How much people ask about a person or a work: wins, nominations and a weight, counted from the nominations."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

_WIN_FACTOR = 3
_FAME_FACTOR = 2
_FAMOUS_FAMILIES = frozenset(
    ("best-actor", "best-actress", "best-supporting-actor", "best-supporting-actress", "best-director", "best-picture")
)
_RECENT_YEAR, _RECENT_BONUS = 2015, 5.0


@dataclass(slots=True)
class _Tally:
    wins: int = 0
    noms: int = 0
    weight: float = 0.0
    newest: int = 0

    def values(self) -> tuple[int, int, float]:
        bonus = _RECENT_BONUS if self.newest >= _RECENT_YEAR else 0.0
        return self.wins, self.noms, self.weight + bonus


class Weights:
    """Wins, nominations (official ones, at all bodies) and weight of every person and work."""

    def __init__(self, tables: dict[str, list[tuple[Any, ...]]], body_weights: dict[str, float]) -> None:
        families = {(row[0], row[1]): _FAMOUS_FAMILIES.isdisjoint(row[6].split("|")) for row in tables["category"]}
        values = {row[0]: _value(row, body_weights[row[2]], families[row[2], row[7]]) for row in tables["nomination"]}
        self._persons = _tallies(tables["nomination_person"], values)
        self._works = _tallies(tables["nomination_work"], values)

    def person(self, key: str) -> tuple[int, int, float]:
        """Return (wins, nominations, weight) of a person; zeros for one who was never nominated."""
        return self._persons[key].values() if key in self._persons else (0, 0, 0.0)

    def work(self, key: str) -> tuple[int, int, float]:
        """Return (wins, nominations, weight) of a work."""
        return self._works[key].values() if key in self._works else (0, 0, 0.0)


def _value(row: tuple[Any, ...], body_weight: float, plain: bool) -> tuple[int, int, float, int]:
    """Return (win, official, weight, year) of one nomination."""
    year, winner, official = row[4], row[10], row[11]
    weight = body_weight * (_WIN_FACTOR if winner else 1) * (1 if plain else _FAME_FACTOR)
    return winner * official, official, weight * official, year


def _tallies(links: list[tuple[Any, ...]], values: dict[int, tuple[int, int, float, int]]) -> dict[str, _Tally]:
    tallies: dict[str, _Tally] = defaultdict(_Tally)
    for nomination, _, key in links:
        win, official, weight, year = values[nomination]
        tally = tallies[key]
        tally.wins, tally.noms, tally.weight = tally.wins + win, tally.noms + official, tally.weight + weight
        tally.newest = max(tally.newest, year)
    return dict(tallies)
