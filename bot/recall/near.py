"""Facts about what a question names, found by words that are near to their topics rather than phrases of them."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Final

from bot.recall.cards import Card
from bot.recall.phrases import Unit
from bot.recall.words import stems, stop_stems

_UNKNOWN_WEIGHT: Final = 4.5
_PLAIN_WEIGHT: Final = 0.5  # of a word that most questions have
_PART: Final = 0.7  # how well one word of a phrase tells its topic
_MIN_NEAR: Final = 2.0  # weight


class Near:
    """For every topic the words that may be said of it: of its own phrases, and those of data/lexicon/near.csv."""

    def __init__(self, phrases: Iterable[Mapping[str, str]], near: Iterable[Mapping[str, str]]) -> None:
        """Take the rows of the two tables, each a phrase with a topic, or several joined by "|"."""
        said: dict[str, dict[str, float]] = defaultdict(dict)
        for row in (*phrases, *near):
            words = set(stems(row["phrase"].split())) - stop_stems()
            for topic in row["topic"].split("|"):
                for word in words:
                    known = said[_bare(topic)].get(word, 0.0)
                    said[_bare(topic)][word] = max(known, 1.0 if " " not in row["phrase"] else _PART)
        self._said = dict(said)
        self._topics = Counter(word for words in said.values() for word in words)

    def share(self, units: Sequence[Unit], card: Card, said: Collection[Unit]) -> float:
        """Return which share of the words of `units`, by weight, the topics of the card may be told with.

        `said` are the units that the card says itself. Words that may say nothing count for a card, and against
        none. It is 0 where no topic that the card is filed under has to do with it.
        """
        total = hit = near = 0.0
        for unit in units:
            if unit.optional and not unit.senses:
                continue
            for word in unit.stems:
                weight = self._weight(word)
                known = max((self._said.get(topic, {}).get(word, 0.0) for topic in card.sure), default=0.0)
                near += weight * known
                hit += weight * (1.0 if unit in said else known)
                total += weight if known or unit in said or not unit.optional else 0.0
        return hit / total if near >= _MIN_NEAR else 0.0

    def _weight(self, word: str) -> float:
        if word in stop_stems():
            return _PLAIN_WEIGHT
        topics = self._topics.get(word, 0)
        return math.log(1 + len(self._said) / topics) if topics else _UNKNOWN_WEIGHT


def _bare(topic: str) -> str:
    facet, _, value = topic.partition(":")
    return value if facet in ("story", "case") else topic
