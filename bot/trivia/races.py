"""A race: one category of one edition with everybody who was up for it, and whether one question can rest on it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from bot.catalog import Category, Edition
from bot.query.rows import Nom
from bot.tables import per_data, read_table
from bot.text import fold

Named = tuple[str, str]  # (id, name or title)


class Asks(StrEnum):
    """What a category is won by, as people speak of it."""

    PERSON = "person"
    WORK = "work"
    SONG = "song"


@dataclass(frozen=True, slots=True)
class Entry:
    """Somebody or something that was up for an award: `label` is how it is called, `ids` all that it is made of."""

    label: str
    people: tuple[Named, ...]
    works: tuple[Named, ...]
    details: tuple[str, ...]
    won: bool
    is_sure: bool  # nothing in the notes speaks against it

    @property
    def ids(self) -> tuple[str, ...]:
        return tuple(key for key, _ in (*self.people, *self.works))

    @property
    def title(self) -> str:
        """The title of its only work, else ""."""
        return self.works[0][1] if len(self.works) == 1 else ""


@dataclass(frozen=True)
class Race:
    """One category at one edition; `entries` are official nominees, each once, in the order of the files."""

    edition: Edition
    category: Category
    asks: Asks
    entries: tuple[Entry, ...]

    @property
    def key(self) -> tuple[str, str]:
        """The ids of edition and category."""
        return self.edition.id, self.category.id

    @cached_property
    def winner(self) -> Entry:
        """The one that won; only of a sound race."""
        return next(entry for entry in self.entries if entry.won)

    @cached_property
    def losers(self) -> tuple[Entry, ...]:
        """Those who did not win, as far as they can be named."""
        return tuple(entry for entry in self.entries if not entry.won and entry.label)

    @property
    def noun(self) -> str:
        """What is up for it, in a word: "actress", "film"."""
        found = next((row for family in self.category.families if (row := _families().get(family))), None)
        return found["noun"] if found else "series" if self.category.kind == "tv" else "film"

    @cached_property
    def is_sound(self) -> bool:
        """Whether it has exactly one winner, called by a name that nobody else in it bears, and without a doubt."""
        winners = [entry for entry in self.entries if entry.won]
        if len(winners) != 1 or not winners[0].label or not winners[0].is_sure or not self.category.competitive:
            return False
        folded = fold(winners[0].label)
        return bool(folded) and all(fold(entry.label) != folded for entry in self.losers)


def make_race(edition: Edition, category: Category, rows: Iterable[Nom]) -> Race:
    """Return the race of some nominations, those of one person, film or song put together."""
    asks = asked_of(category)
    grouped: dict[tuple[object, ...], list[Nom]] = {}
    for row in rows:
        grouped.setdefault(_identity(row, asks), []).append(row)
    return Race(edition, category, asks, tuple(_entry(group, asks) for group in grouped.values()))


def asked_of(category: Category) -> Asks:
    """Return what a category is won by: what data/trivia/families.csv says of its families, else a film."""
    found = next((row for family in category.families if (row := _families().get(family))), None)
    return Asks(found["asks"]) if found else Asks.WORK


@per_data
def _families() -> dict[str, dict[str, str]]:
    return {row["family"]: row for row in read_table("trivia/families")}


def prominence(category: Category) -> int:
    """Return how much people care for a category, 0 to 3, by data/trivia/families.csv."""
    found = (row for family in category.families if (row := _families().get(family)))
    return max((int(row["prominence"]) for row in found), default=0)


def _identity(row: Nom, asks: Asks) -> tuple[object, ...]:
    if asks is Asks.PERSON and row.people:
        return tuple(sorted(key for key, _ in row.people))
    works = sorted(key for key, _ in row.works)
    return (*works, row.detail if asks is Asks.SONG else "", 0 if works else row.id)


def _entry(rows: Sequence[Nom], asks: Asks) -> Entry:
    people = tuple(dict.fromkeys(named for row in rows for named in row.people))
    works = tuple(dict.fromkeys(named for row in rows for named in row.works))
    details = tuple(dict.fromkeys(text for row in rows for text in row.detail.split("|") if text))
    won = any(row.winner for row in rows)
    return Entry(_label(asks, people, works, details), people, works, details, won, all(map(_is_sure, rows)))


def _label(asks: Asks, people: Sequence[Named], works: Sequence[Named], details: Sequence[str]) -> str:
    """Return what an entry is called; "" where it is more than one, or unknown."""
    if asks is Asks.PERSON:
        return people[0][1] if len(people) == 1 else ""
    if asks is Asks.SONG:
        return details[0] if len(details) == 1 and len(works) == 1 else ""
    return works[0][1] if len(works) == 1 else ""


def _is_sure(row: Nom) -> bool:
    """Return whether all notes of a nomination are among those that take nothing from it."""
    return not row.note or all(note.strip() in _harmless() for note in row.note.replace("|", ";").split(";"))


@per_data
def _harmless() -> frozenset[str]:
    return frozenset(row["note"] for row in read_table("trivia/notes"))
