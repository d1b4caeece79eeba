"""Looking things up in the gazetteer of an open store, with small bounded caches."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from rapidfuzz.distance import OSA, JaroWinkler

from bot.link.edits import typo_cost
from bot.link.keys import Filter
from bot.link.sound import sounds_of
from bot.link.spellings import edits_of, typed_keys
from bot.model import Candidate, Kind
from bot.store import Row, Store, marks

_CACHED_KEYS = 4096
_CACHED_WORDS = 2048
_MOST_OPTIONS = 12  # corrections of one word that are worth trying, cheapest first
SOUND_COST = 1.2  # the price of a word that sounds the same, however it is spelt
_SOUND_LIKE = 0.6  # Jaro-Winkler; below, two words share a sound key by chance
_MOST_STARTING = 100  # names that start alike and are looked at
_SHORTEST_START = 4  # letters; fewer start too many names
_KINDS = {kind.value: kind for kind in Kind}
_LONE_SOUND = 7  # letters of a word that stands alone and is known by its sound only
_SHORTEST_SOUND = 3  # consonants and vowels of a sound key that are worth trusting


class Named(NamedTuple):
    """A candidate with the words (as in its key) that the stored form has, to see wrong word breaks."""

    candidate: Candidate
    words: str


class Spelt(NamedTuple):
    """A stored word that a typed one may be a slip for: `cost` as in `edits`, `weight` of its heaviest bearer."""

    word: str
    cost: float
    weight: float
    sounds: bool

    @property
    def is_sure(self) -> bool:
        """Whether it may stand alone: one that just sounds alike must be long, and look alike as well."""
        return not self.sounds or len(self.word) >= _LONE_SOUND


class Index:
    """The gazetteer of one store; safe to share between threads, as it only reads."""

    def __init__(self, store: Store) -> None:
        self._store = store
        filters = {row["name"]: Filter(row["data"]) for row in store.rows("SELECT name, data FROM link_filter")}
        self.keys, self.words, self._joined = filters["keys"], filters["words"], filters["joined"]
        self.named = lru_cache(maxsize=_CACHED_KEYS)(self._named)
        self.spelt = lru_cache(maxsize=_CACHED_WORDS)(self._spelt)

    def _named(self, key: str) -> tuple[Named, ...]:
        """Return everything with this key, best score first."""
        rows = self._store.rows(
            "SELECT kind, id, name, how, score, weight, year, words FROM gazetteer WHERE key = ? "
            "ORDER BY score DESC, weight DESC, id",
            (key,),
        )
        return tuple(Named(_candidate(row), row["words"]) for row in rows)

    def _spelt(self, word: str) -> tuple[Spelt, ...]:
        """Return the stored words near `word` (not itself), cheapest first, at most `_MOST_OPTIONS`."""
        keys = typed_keys(word)
        near = f"SELECT word FROM spelling WHERE hash IN ({marks(keys)})"  # noqa: S608
        rows = self._store.rows(f"SELECT word, sounds, weight FROM name_word WHERE id IN ({near})", keys)  # noqa: S608
        sounds = {sound for sound in sounds_of(word) if len(sound) >= _SHORTEST_SOUND}
        found = []
        for other, others, weight in rows:
            spelt = _compare(word, other, weight, not sounds.isdisjoint(others.split()))
            if spelt and other != word:
                found.append(spelt)
        found.sort(key=lambda spelt: (spelt.cost, -spelt.weight, spelt.word))
        return tuple(found[:_MOST_OPTIONS])

    def starting(self, key: str) -> list[Candidate]:
        """Return whole names of persons and works that start with `key`, in order of the alphabet."""
        rows = self._store.rows(
            "SELECT kind, id, name, how, score, weight, year FROM gazetteer WHERE key > ? AND key < ? "
            "AND kind IN ('person', 'work') AND score > 90 LIMIT ?",
            (key, key + "~", _MOST_STARTING),
        )
        return [_candidate(row) for row in rows] if len(key) >= _SHORTEST_START else []

    def spelt_joined(self, key: str) -> tuple[Spelt, ...]:
        """Return the stored words and squashed names near a key of several typed words."""
        if any(one in self._joined for one in edits_of(key)):
            return self.spelt(key)
        return ()


def _candidate(row: Row) -> Candidate:
    kind, found, name, how, score, weight, year = row[:7]
    return Candidate(_KINDS[kind], found, name, score, how, weight, year)


def allowed_cost(letters: int) -> float:
    """Return the dearest slip that a word of so many letters may take; see the guard in `fuzzy`."""
    if letters <= 4:
        return 0.9
    return 1.3 if letters < 8 else 2.2


def _compare(typed: str, other: str, weight: float, alike: bool) -> Spelt | None:
    limit = allowed_cost(len(typed))
    edits = 1 if len(typed) < 8 else 2
    cost = typo_cost(typed, other) if OSA.distance(typed, other, score_cutoff=edits) <= edits else 9.9
    if len(typed) <= 4 and typed[0] != other[0]:
        cost = 9.9
    if alike and cost > SOUND_COST and len(typed) > 4 and JaroWinkler.similarity(typed, other) >= _SOUND_LIKE:
        return Spelt(other, SOUND_COST, weight, True)
    return Spelt(other, cost, weight, False) if cost <= limit else None
