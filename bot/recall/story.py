"""A film that is told of instead of named: "the movie about the jazz pianist and the actress"."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Final

from bot.recall.cards import Card
from bot.recall.phrases import WIN, Unit
from bot.recall.ranking import Index

_TELLING: Final = frozenset({"plot", "setting", "characters", "genre", "sweep"})
_FILM_STEMS: Final = frozenset({"film", "movi", "musical", "pictur"})
_MIN_WEIGHT: Final = 5.0  # of the words that tell the story; two rare words, or three common ones
_MIN_WORDS: Final = 2


class Stories:
    """What the facts tell of the films that they tell most about."""

    def __init__(self, cards: Iterable[Card], works: Iterable[str]) -> None:
        """Take the cards and the ids of works among their subjects."""
        works = frozenset(works)
        self._told: dict[str, set[str]] = defaultdict(set)
        for card in cards:
            films = card.subjects & works
            if len(films) == 1 and not card.sure.isdisjoint(_TELLING):
                self._told[next(iter(films))] |= card.content

    def guess(self, units: Sequence[Unit], index: Index) -> tuple[str, list[Unit]] | None:
        """Return the film that `units` tell of and the units left over, which ask something; None when unsure."""
        if not any(_FILM_STEMS.intersection(unit.stems) for unit in units):
            return None
        best = self.film_of(units, index)
        if not best:
            return None
        left = [unit for unit in units if not self._tells(unit, best)]
        return (best, left) if any(_asks(unit) for unit in left) else None

    def film_of(self, units: Sequence[Unit], index: Index) -> str:
        """Return the film that most of `units` are told of, "" when unsure or when they are told of two films."""
        weights = {work: self._weight(units, told, index) for work, told in self._told.items()}
        best = max(weights, key=weights.__getitem__, default="")
        alike = sum(weight == weights[best] for weight in weights.values()) if best else 0
        return best if alike == 1 and weights[best] >= _MIN_WEIGHT else ""

    def _weight(self, units: Sequence[Unit], told: set[str], index: Index) -> float:
        hits = [unit for unit in units if not unit.optional and told.issuperset(unit.stems)]
        return sum(index.find(unit)[1] for unit in hits) if len(hits) >= _MIN_WORDS else 0.0

    def _tells(self, unit: Unit, work: str) -> bool:
        """Whether a unit belongs to the description of the film and not to what is asked of it."""
        return self._told[work].issuperset(unit.stems) or any(WIN in sense.soft for sense in unit.senses)


def _asks(unit: Unit) -> bool:
    return not unit.optional and any(sense.soft and not sense.hard for sense in unit.senses)
