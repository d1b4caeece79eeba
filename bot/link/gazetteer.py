"""The gazetteer: every form of every name in the store, and the spellings that lead to them (built once)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

import sqlite_utils

from bot.link.entries import Entry, all_entries
from bot.link.forms import CLEAR_FIRST_NAME, FIRST_NAME, SURNAME
from bot.link.keys import Filter
from bot.link.spellings import joined_edits, key_starts, spelling_rows, word_pairs
from bot.model import Kind

MOST_PER_KEY = 12  # of one kind, heaviest first: nobody means the thirteenth "Smith"
LEAD = 3.0  # a first name is clear when its bearer has this many times the weight of the next
HALF_WEIGHT = 20.0  # of those who are recognised by half of their name
KNOWN_WEIGHT = 60.0  # some twenty nominations: everybody has heard of them

_TABLES = (
    """CREATE TABLE gazetteer (
        key TEXT NOT NULL, kind TEXT NOT NULL, id TEXT NOT NULL, name TEXT NOT NULL, how TEXT NOT NULL,
        score REAL NOT NULL, weight REAL NOT NULL, year INTEGER, words TEXT NOT NULL, PRIMARY KEY (key, kind, id)
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE name_word (
        id INTEGER PRIMARY KEY, word TEXT NOT NULL, sounds TEXT NOT NULL, weight REAL NOT NULL
    ) STRICT""",
    """CREATE TABLE spelling (
        hash INTEGER NOT NULL, word INTEGER NOT NULL, PRIMARY KEY (hash, word)
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE name_half (
        word TEXT NOT NULL, other TEXT NOT NULL, key TEXT NOT NULL, weight REAL NOT NULL, PRIMARY KEY (word, other)
    ) STRICT, WITHOUT ROWID""",
    "CREATE TABLE link_filter (name TEXT PRIMARY KEY, data BLOB NOT NULL) STRICT",
)


def create_tables(db: sqlite_utils.Database) -> None:
    """Create the tables of this package in a store that is being built."""
    for statement in _TABLES:
        db.conn.execute(statement)


def fill(db: sqlite_utils.Database, folder: Path | None = None) -> None:
    """Fill the tables from person, work, alias and detail, and from the nicknames under `folder` (data/)."""
    entries = sorted(_cut(_best_of(all_entries(db, folder))))
    db.conn.executemany("INSERT INTO gazetteer VALUES (?,?,?,?,?,?,?,?,?)", entries)
    words, spellings = spelling_rows(entries)
    db.conn.executemany("INSERT INTO name_word VALUES (?,?,?,?)", words)
    db.conn.executemany("INSERT INTO spelling VALUES (?,?)", spellings)
    db.conn.executemany("INSERT INTO name_half VALUES (?,?,?,?)", _halves(entries))
    packed = {
        "keys": {entry.key for entry in entries},
        "words": {word for entry in entries for word in entry.words.split()},
        "starts": key_starts(entries),
        "joined": joined_edits(entries),
        "pairs": word_pairs(entries),
    }
    filters = [(name, Filter.pack(texts)) for name, texts in packed.items()]
    db.conn.executemany("INSERT INTO link_filter VALUES (?,?)", filters)


def _best_of(entries: Iterable[Entry]) -> Iterable[Entry]:
    """Keep the best-scored of several forms with one key."""
    best: dict[tuple[str, str, str], Entry] = {}
    for entry in entries:
        known = best.get(entry[:3])
        if known is None or entry.score > known.score:
            best[entry[:3]] = entry
    return best.values()


def _cut(entries: Iterable[Entry]) -> Iterator[Entry]:
    """Keep the best of those that share a key."""
    shared: dict[tuple[str, str], list[Entry]] = defaultdict(list)
    for entry in entries:
        shared[entry.key, entry.kind].append(entry)
    for group in shared.values():
        if len(group) == 1 and group[0].score != FIRST_NAME:
            yield group[0]
            continue
        group.sort(key=_best_first)
        yield from sorted(_settle(group), key=_best_first)[:MOST_PER_KEY]


def _settle(group: list[Entry]) -> list[Entry]:
    """Raise a first name that one bearer owns; lower the surnames of those whom a first name outshines."""
    bearers = [entry for entry in group if entry.score == FIRST_NAME]
    if not bearers:
        return group
    heaviest = bearers[0].weight
    group = [
        entry._replace(score=FIRST_NAME) if entry.score == SURNAME and heaviest >= entry.weight else entry
        for entry in group
    ]
    if heaviest >= KNOWN_WEIGHT and all(heaviest >= LEAD * entry.weight for entry in bearers[1:]):
        return [entry._replace(score=CLEAR_FIRST_NAME) if entry is bearers[0] else entry for entry in group]
    return group


def _best_first(entry: Entry) -> tuple[float, float, str]:
    return -entry.score, -entry.weight, entry.id


def _halves(entries: Iterable[Entry]) -> list[tuple[str, str, str, float]]:
    """Return (word, other word, key, weight) both ways for the known persons whose names have two words."""
    best: dict[tuple[str, str], Entry] = {}
    for entry in entries:
        words = entry.words.split()
        if entry.kind == Kind.PERSON and len(words) == 2 and entry.score > SURNAME and entry.weight >= HALF_WEIGHT:
            for half in ((words[0], words[1]), (words[1], words[0])):
                if half not in best or (entry.score, entry.weight) > (best[half].score, best[half].weight):
                    best[half] = entry
    return sorted((*half, entry.key, entry.weight) for half, entry in best.items())
