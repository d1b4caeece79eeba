"""An inverted index over fact cards: which cards say what a unit of the question says, and how rare that is."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence

from bot.recall.cards import Card
from bot.recall.phrases import WIN, Sense, Unit

LITERAL, SURE, SAID = 1.0, 0.97, 0.9
"""How well a card explains a unit: by its very words, by a slug of its own, by a phrase in its statement."""

_HALF = 0.75  # what limits without what it is about: "most" of "most nominations"
_ELSEWHERE = 0.95  # for a topic alone where other cards have the very words
_ONLY_WORDS = 0.8  # for the words alone, where they mean one of the topics

_MAX_WEIGHT = 4.5
_MIN_WEIGHT = 0.7
_WIN_WEIGHT = 1.6  # who only was nominated did not win
_SHORT_CHARS, _SHORT_WEIGHT = 4, 2.0  # of a short one: a slip in "with" or "what" perhaps
_COMMON_WEIGHT = 3.0  # of a plain word that no card has: another wording perhaps

Postings = dict[int, float]


class Index:
    """Postings by topic and by stem; weights are inverse document frequencies in [0.7, 4.5]."""

    def __init__(self, cards: Sequence[Card], common: frozenset[str]) -> None:
        """Take the cards, and the stems of plain English words: of these no card needs to know all."""
        self.size = len(cards)
        self._common = common
        self._bodies = [card.body for card in cards]
        self._stems: dict[str, Postings] = defaultdict(dict)
        self._topics: dict[str, Postings] = defaultdict(dict)
        self._cache: dict[str, tuple[Postings, float]] = {}
        for number, card in enumerate(cards):
            for stem in card.stems:
                self._stems[stem][number] = LITERAL
            for topic in card.hard:
                self._topics[topic][number] = LITERAL
            for topic in card.soft:
                self._topics[topic][number] = SURE if topic in card.sure else SAID

    def find(self, unit: Unit) -> tuple[Postings, float]:
        """Return the cards that explain `unit`, each with how well in [0, 1], and the unit's weight."""
        found = self._cache.get(unit.key)
        if found is None:
            postings = self._search(unit)
            found = postings, self._weight(unit, len(postings))
            if postings or unit.senses:  # bounded: words of the lexicon or of the cards only
                self._cache[unit.key] = found
        return found

    def is_literal(self, unit: Unit, card: int) -> bool:
        """Return whether `unit` is one word outside the lexicon that stands in the card."""
        return not unit.senses and len(unit.stems) == 1 and card in self._stems.get(unit.stems[0], {})

    def is_own(self, postings: Postings, body: str) -> bool:
        """Return whether only facts of `body` use these words."""
        return all(self._bodies[card] == body for card in postings)

    def _search(self, unit: Unit) -> Postings:
        best: Postings = {}
        literal = {} if unit.optional or unit.is_hard or len(unit.stems) > 1 else self._stems.get(unit.stems[0], {})
        for sense in unit.senses:
            found = self._by_sense(sense)
            _keep_best(best, {card: _ELSEWHERE * q for card, q in found.items()} if literal else found)
        if not unit.senses:
            return dict(literal)
        for card in literal:
            filed = best.get(card, 0.0) > SAID * _ELSEWHERE
            best[card] = LITERAL if filed else SAID if card in best else _ONLY_WORDS
        return best

    def _by_sense(self, sense: Sense) -> Postings:
        """Cards with all limiting topics of the sense, better with its main topic; or with the main topic."""
        about = self._topics.get(sense.soft[0], {}) if sense.soft else None
        if not sense.hard:
            return about or {}
        first, *more = sorted((self._topics.get(topic, {}) for topic in sense.hard), key=len)
        return {
            card: LITERAL if about is None or card in about else _HALF
            for card in first
            if all(card in postings for postings in more)
        }

    def _strange_weight(self, word: str) -> float:
        """Return the weight of a word that no card has: a name says much, a plain or a short word less."""
        if word in self._common:
            return _COMMON_WEIGHT
        return _SHORT_WEIGHT if len(word) <= _SHORT_CHARS else _MAX_WEIGHT

    def _weight(self, unit: Unit, cards: int) -> float:
        if not cards:
            return _MAX_WEIGHT if unit.senses else self._strange_weight(unit.key)
        least = _WIN_WEIGHT if any(WIN in sense.soft[:1] for sense in unit.senses) else _MIN_WEIGHT
        return min(_MAX_WEIGHT, max(least, math.log(1 + self.size / cards)))


def _keep_best(best: Postings, more: Postings) -> None:
    for card, quality in more.items():
        if quality > best.get(card, 0.0):
            best[card] = quality
