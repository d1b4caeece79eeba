"""The phrases of data/lexicon/topics.csv: what the words of a question or of a fact are about.

A topic is "facet:value" for what limits a statement (rank:first, group:black, role:supporting, case:pixar), or a
bare slug for what it is about (premiere, budget). A "story:" is a circumstance without which a fact is no answer
(story:mixup), a "bound:" a limit that must stand on both sides ("until 2025"), "allow:rank:first" a limit that
the word names besides. "want:date" is the kind of answer a question asks for, "gives:date" the kind that a fact
filed under the phrase gives, "award" marks words that only awards have, "filler" those that may say nothing.
Topics joined by "|" belong together; several rows of one phrase are alternatives.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from bot.recall.words import stems

FILLER: Final = "filler"
AWARD: Final = "award"
WIN: Final = "result:win"
"""The one result that goes without saying."""

ALLOW: Final = "allow:"
BOUND: Final = "bound:"
HARD_FACETS: Final = frozenset({"rank", "group", "gender", "role", "result", "case", "story"})
"""Facets that make a statement another statement: what a question limits, its answer must limit too."""


@dataclass(frozen=True, slots=True)
class Sense:
    """One reading of a phrase: `hard` are its limiting topics, `soft` what it is about (first the main one)."""

    hard: frozenset[str]
    soft: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Unit:
    """Words of a text that say one thing, as stems (`key`: joined by blanks).

    `senses` are alternatives, none for a word outside the lexicon; `wants` and `gives` are kinds of answer;
    `optional` marks words that may also say nothing, `award` those that only awards have. `hard` are the limiting
    topics of all senses, `sole` those that all senses share; `is_hard` says that every sense limits, `is_rank`
    that it names a place in a row (first, oldest, most).
    """

    stems: tuple[str, ...]
    key: str
    senses: tuple[Sense, ...] = ()
    wants: tuple[str, ...] = ()
    gives: tuple[str, ...] = ()
    optional: bool = False
    award: bool = False
    hard: frozenset[str] = frozenset()
    sole: frozenset[str] = frozenset()
    is_hard: bool = False
    is_rank: bool = False


def is_hard(topic: str) -> bool:
    """Return whether `topic` belongs to a limiting facet.

    >>> is_hard("rank:first"), is_hard("premiere"), is_hard("result:win")
    (True, False, False)
    """
    facet, colon, _ = topic.partition(":")
    return bool(colon) and facet in HARD_FACETS and topic != WIN


class Phrases:
    """All phrases, found in a text longest first at each word, left to right."""

    def __init__(self, rows: Iterable[tuple[Sequence[str], str]]) -> None:
        """Take (folded words of a phrase, topics joined by "|") pairs."""
        merged: dict[tuple[str, ...], list[str]] = {}
        for words, topics in rows:
            merged.setdefault(tuple(stems(words)), []).append(topics)
        self._topics = merged
        self._units: dict[tuple[str, ...], Unit] = {}
        self._made: dict[tuple[str, ...], Unit] = {}
        self._lengths: dict[tuple[str, ...], set[int]] = {}  # of the phrases that start with two words
        for key in merged:
            if len(key) > 1:
                self._lengths.setdefault(key[:2], set()).add(len(key))

    def read(self, words: Sequence[str]) -> list[Unit]:
        """Return the units of `words` (folded): a phrase of the lexicon, or else the single word."""
        return list(self._scan(tuple(stems(words))))

    def units(self) -> Iterator[Unit]:
        """Yield the unit of every phrase."""
        return map(self._get, self._topics)

    def _scan(self, text: tuple[str, ...]) -> Iterator[Unit]:
        at = 0
        while at < len(text):
            unit = self._match(text, at)
            yield unit
            at += len(unit.stems)

    def _match(self, text: tuple[str, ...], start: int) -> Unit:
        lengths = self._lengths.get(text[start : start + 2])
        if lengths:
            for length in sorted(lengths, reverse=True):
                key = text[start : start + length]
                if key in self._topics:
                    return self._get(key)
        word = text[start : start + 1]
        return self._get(word) if word in self._topics else Unit(word, word[0])

    def _get(self, key: tuple[str, ...]) -> Unit:
        """Return the unit of a phrase, made when it is met first: most phrases never are."""
        unit = self._units.get(key)
        if unit is None:
            topics = tuple(dict.fromkeys(self._topics[key]))
            if topics not in self._made:
                self._made[topics] = _unit(topics)
            unit = self._units[key] = _named(self._made[topics], key)
        return unit


def _unit(rows: Sequence[str]) -> Unit:
    """Return a unit without words for the topics of all rows of a phrase."""
    topics = [row.split("|") for row in rows]
    flat = [topic for row in topics for topic in row]
    wants = _values(flat, "want:")
    gives = _values(flat, "gives:")
    senses = tuple(dict.fromkeys(sense for row in topics if (sense := _sense(row))))
    optional = FILLER in flat or (bool(wants or gives) and not senses)
    hard = frozenset(topic for sense in senses for topic in sense.hard)
    sole = frozenset.intersection(*(sense.hard for sense in senses)) if senses and not optional else frozenset()
    ranked = not optional and any(topic.startswith("rank:") for topic in hard)
    limits = bool(senses) and all(sense.hard for sense in senses)
    return Unit((), "", senses, wants, gives, optional, AWARD in flat, hard, sole, limits, ranked)


def _named(unit: Unit, key: tuple[str, ...]) -> Unit:
    """Return `unit` with the words of one phrase; every "best ..." is of awards."""
    return Unit(
        key, " ".join(key), unit.senses, unit.wants, unit.gives, unit.optional, unit.award or "best" in key,
        unit.hard, unit.sole, unit.is_hard, unit.is_rank,
    )  # fmt: skip


def _sense(topics: Iterable[str]) -> Sense | None:
    said = [topic for topic in topics if topic not in (FILLER, AWARD) and not topic.startswith(("want:", "gives:"))]
    hard = frozenset(topic for topic in said if is_hard(topic))
    return Sense(hard, tuple(topic for topic in said if topic not in hard)) if said else None


def _values(topics: Iterable[str], facet: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(topic[len(facet) :] for topic in topics if topic.startswith(facet)))
