"""Looking things up in the gazetteer of an open store, with small bounded caches."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz.distance import OSA, JaroWinkler

from bot.errors import StoreError
from bot.link.edits import typo_cost
from bot.link.keys import Filter
from bot.link.sound import sounds_of
from bot.link.spellings import edits_of, twice_typed_keys, typed_keys
from bot.model import Candidate, Kind
from bot.store import Row, Store, marks, padded

_CACHED_KEYS = 4096
_CACHED_LOOKS = 8192  # at each filter: most words of questions, and what they make together, come again
_CACHED_WORDS = 2048
_TWICE_FROM, _TWICE_TO = 8, 16  # letters of words with two slips: fewer are too like others, more too dear to try
_CACHED_PARTNERS = 256
_PARTNER_MARGIN = 0.5  # in the cost of slips, over the next best of that half name
_MOST_OPTIONS = 16  # corrections of one word that are worth trying, cheapest first
SOUND_COST = 1.2  # the price of a word that sounds the same, however it is spelt
_SOUND_LIKE = 0.6  # Jaro-Winkler; below, two words share a sound key by chance
_MOST_NAMED = 12  # things of one name that are worth weighing against each other
_MOST_STARTING = 100  # names that start alike and are looked at
_SHORTEST_START = 4  # letters; fewer start too many names
_KINDS = {kind.value: kind for kind in Kind}
_LONE_SOUND = 6  # letters of a word that stands alone and is known by its sound only
_LONE_LIKE = 0.8  # and its Jaro-Winkler likeness,
_LONG_LONE_LIKE = 0.72  # or that of a word of eight letters or more
_SHORTEST_SOUND = 3  # consonants and vowels of a sound key that are worth trusting


class Named(NamedTuple):
    """A candidate with the words (as in its key) that the stored form has, to see wrong word breaks."""

    candidate: Candidate
    words: str


class Spelt(NamedTuple):
    """A stored word that a typed one may be a slip for: `cost` as in `edits`, `weight` of its heaviest bearer.

    `is_sure` says whether it may stand alone: one that just sounds alike must be long, and look alike as well.
    """

    word: str
    cost: float
    weight: float
    sounds: bool
    is_sure: bool = True


class Index:
    """The gazetteer of one store; safe to share between threads, as it only reads."""

    def __init__(self, store: Store) -> None:
        self._store = store
        filters = {row["name"]: Filter(row["data"]) for row in store.rows("SELECT name, data FROM link_filter")}
        try:
            self.keys, self.starts, self._joined = (filters[name] for name in ("keys", "starts", "joined"))
            self.is_key, self.is_word, self.is_pair = (
                lru_cache(maxsize=_CACHED_LOOKS)(filters[name].__contains__) for name in ("keys", "words", "pairs")
            )
        except KeyError as error:
            raise StoreError(f"{store.path}: made by another version; run: awards-bot build") from error
        self._named: dict[str, tuple[Named, ...]] = {}
        self._partners = lru_cache(maxsize=_CACHED_PARTNERS)(self._find_partners)
        self.spelt = lru_cache(maxsize=_CACHED_WORDS)(self._spelt)

    def named(self, key: str) -> tuple[Named, ...]:
        """Return everything with this key, best score first."""
        found = self._named.get(key)
        return self.fetch([key])[key] if found is None else found

    def fetch(self, keys: Collection[str]) -> dict[str, tuple[Named, ...]]:
        """Return, and remember for `named`, everything with these keys: one query for all of an utterance."""
        if len(self._named) > _CACHED_KEYS:
            self._named = {}
        missing = [key for key in keys if key not in self._named]
        found: dict[str, list[Named]] = {key: [] for key in missing}
        if missing:
            asked = padded(missing)
            chosen = f"FROM gazetteer WHERE key IN ({marks(asked)}) ORDER BY score DESC, weight DESC, id"
            rows = self._store.rows(f"SELECT kind, id, name, how, score, weight, year, words, key {chosen}", asked)
            for row in rows:
                found[row["key"]].append(Named(_candidate(row), row["words"]))
        fetched = {key: tuple(named[:_MOST_NAMED]) for key, named in found.items()}
        self._named.update(fetched)
        return fetched

    def _spelt(self, word: str) -> tuple[Spelt, ...]:
        """Return the stored words near `word` (not itself), cheapest first, at most `_MOST_OPTIONS`."""
        found = self._near(word, typed_keys(word))
        if not found and _TWICE_FROM <= len(word) <= _TWICE_TO:
            found = self._near(word, twice_typed_keys(word))
        found.sort(key=lambda spelt: (spelt.cost, -spelt.weight, spelt.word))
        return tuple(found[:_MOST_OPTIONS])

    def _near(self, word: str, keys: Sequence[int]) -> list[Spelt]:
        keys = padded(keys)
        near = f"SELECT word FROM spelling WHERE hash IN ({marks(keys)})"  # noqa: S608
        rows = self._store.rows(f"SELECT word, sounds, weight FROM name_word WHERE id IN ({near})", keys)  # noqa: S608
        sounds = {sound for sound in sounds_of(word) if len(sound) >= _SHORTEST_SOUND}
        found = []
        for other, others, weight in rows:
            spelt = _compare(word, other, weight, not sounds.isdisjoint(others.split()))
            if spelt and other != word:
                found.append(spelt)
        return found

    def beside(self, word: str, typed: str, *, is_first: bool) -> Spelt | None:
        """Return the key of the person whose name of two words holds `word`, and something like `typed`.

        `is_first` says whether `word` stands first, as it must in the name then.

        Slips may cost more here than elsewhere, as half of the name is right; None when two are as near.
        """
        found = []
        for partner, key, weight in self._partners(word):
            in_order = key.startswith(word) if is_first else key.endswith(word)
            if in_order and OSA.distance(typed, partner, score_cutoff=3) <= 3:
                cost = typo_cost(typed, partner)
                if cost <= _allowed_beside(len(typed)):
                    found.append(Spelt(key, cost, weight, False))
        found.sort(key=lambda spelt: (spelt.cost, -spelt.weight, spelt.word))
        if not found or (len(found) > 1 and found[1].cost - found[0].cost < _PARTNER_MARGIN):
            return None
        return found[0]

    def _find_partners(self, word: str) -> list[Row]:
        """Return (other word, key, weight) of the known persons with a name of two words, `word` one of them."""
        return self._store.rows("SELECT other, key, weight FROM name_half WHERE word = ?", (word,))

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
        if self._joined.has_any(edits_of(key)):
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


def _allowed_beside(letters: int) -> float:
    if letters <= 5:
        return 1.7
    return 2.0 if letters < 8 else 2.8


def _compare(typed: str, other: str, weight: float, alike: bool) -> Spelt | None:
    if not (typed.isalpha() and other.isalpha()) and _digits(typed) != _digits(other):
        return None  # "harry potter" is not the eighth
    limit = allowed_cost(len(typed))
    edits = 1 if len(typed) < 8 else 2
    cost = typo_cost(typed, other) if OSA.distance(typed, other, score_cutoff=edits) <= edits else 9.9
    if len(typed) <= 4 and typed[0] != other[0]:
        cost = 9.9
    if alike and cost > SOUND_COST and len(typed) > 4:
        likeness = JaroWinkler.similarity(typed, other)
        if likeness >= _SOUND_LIKE:
            least = _LONE_LIKE if len(typed) < 8 else _LONG_LONE_LIKE
            is_sure = likeness >= least and min(len(typed), len(other)) >= _LONE_SOUND
            return Spelt(other, SOUND_COST, weight, True, is_sure)
    return Spelt(other, cost, weight, False) if cost <= limit else None


def _digits(word: str) -> str:
    return "".join(letter for letter in word if letter.isdigit())
