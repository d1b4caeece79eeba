"""All races of a store in memory, and what asks for more than one of them: who won what else, and who shares a name.

Read once, in some half a second; a question then takes well under a millisecond to make.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from bot.catalog import Edition
from bot.kinds.world import World
from bot.model import Quote
from bot.query.rows import COLUMNS, to_nom
from bot.recall.quotes import quote_id
from bot.tables import per_data, read_table
from bot.text import fold
from bot.trivia.races import Asks, Entry, Race, make_race

_ROWS = f"SELECT {COLUMNS} FROM nomination n WHERE n.official ORDER BY n.edition, n.category, n.id"  # noqa: S608 - a constant
_NEAR_EDITIONS = 4
_LEAST_WORDS = 6  # of a quote: fewer are no more than a sigh
_NAME_CHARS = 4  # shorter words of a name ("the", "Lee") are words of any speech

_TALLIES = """
    SELECT n.edition, l.work, sum(n.winner) AS won, count(*) AS nods
    FROM nomination n JOIN nomination_work l ON l.nomination = n.id JOIN work w ON w.id = l.work
    WHERE n.official AND n.competitive AND w.kind = 'film' AND n.kind = 'film'
    GROUP BY n.edition, l.work ORDER BY n.edition, l.work
"""
_LINES = """
    SELECT q.edition, q.speaker, q.text, q.person, q.work, q.role, p.gender
    FROM quote q JOIN person p ON p.id = q.person WHERE q.edition IS NOT NULL ORDER BY q.id
"""

RaceKey = tuple[str, str]  # (edition id, category id)
Win = tuple[Race, Entry]


@dataclass(frozen=True, slots=True)
class Line:
    """Words spoken at an edition, with the ids of their speaker and film ("" for none).

    `tells` says whether they are enough to be asked about, and name neither who said them nor the film.
    """

    quote: Quote
    edition: Edition
    person: str
    work: str
    role: str
    gender: str
    tells: bool


class Survey:
    """Every race; `sound` are those on which a question may rest, in an order that never changes."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.catalog = world.catalog
        self.store = world.store
        self.races = {race.key: race for race in self._read()}
        doubted = {(row["body"], int(row["year"]), row["category"]) for row in read_table("trivia/doubts")}
        outcomes = self.store.rows("SELECT edition, category FROM outcome")
        declared = {(row["edition"], row["category"]) for row in outcomes}
        self.sound = tuple(
            race
            for race in self.races.values()
            if race.is_sound
            and race.key not in declared
            and (race.edition.body, race.edition.year, race.category.id) not in doubted
        )
        self._sound_keys = frozenset(race.key for race in self.sound)
        self._label_wins: dict[tuple[str, tuple[str, ...]], Counter[str]] = {}
        self._names_won: dict[str, frozenset[str]] = {}

    def _read(self) -> Iterator[Race]:
        rows = map(to_nom, self.store.rows(_ROWS))
        for (edition, category), group in groupby(rows, key=lambda row: (row.edition, row.category)):
            place = self.catalog.editions[edition]
            yield make_race(place, self.catalog.categories[place.body, category], group)

    def find(self, edition: str, category: str) -> Race | None:
        """Return the race of these ids if a question may rest on it, else None."""
        key = (edition, category)
        return self.races[key] if key in self._sound_keys else None

    @cached_property
    def line(self) -> dict[tuple[str, str], list[Race]]:
        """The sound races of each (body, category), oldest first."""
        found: dict[tuple[str, str], list[Race]] = defaultdict(list)
        for race in sorted(self.sound, key=lambda race: (race.edition.year, race.edition.ceremony or 0)):
            found[race.edition.body, race.category.id].append(race)
        return dict(found)

    @cached_property
    def night(self) -> dict[str, list[Race]]:
        """The sound races of each edition."""
        found: dict[str, list[Race]] = defaultdict(list)
        for race in self.sound:
            found[race.edition.id].append(race)
        return dict(found)

    @cached_property
    def wins(self) -> dict[tuple[str, str], list[Win]]:
        """All wins by (body, id of a person or work): of all races, sound or not, honorary ones too."""
        return self._by_id(lambda entry: entry.won)

    @cached_property
    def nods(self) -> dict[tuple[str, str], list[Win]]:
        """All nominations, won or not, by (body, id of a person or work)."""
        return self._by_id(lambda _: True)

    def _by_id(self, wanted: Callable[[Entry], bool]) -> dict[tuple[str, str], list[Win]]:
        found: dict[tuple[str, str], list[Win]] = defaultdict(list)
        for race in self.races.values():
            for entry in race.entries:
                if wanted(entry):
                    for key in dict.fromkeys(entry.ids):
                        found[race.edition.body, key].append((race, entry))
        return dict(found)

    @cached_property
    def _weights(self) -> dict[str, float]:
        rows = self.store.rows("SELECT id, weight FROM person UNION ALL SELECT id, weight FROM work")
        return {row["id"]: row["weight"] for row in rows}

    def weight(self, ident: str) -> float:
        """Return how much people ask about a person or work, see bot/build/weigh.py."""
        return self._weights.get(ident, 0.0)

    @cached_property
    def _other_names(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for row in self.store.rows("SELECT id, alias FROM alias ORDER BY kind, id, alias"):
            found[row["id"]].append(row["alias"])
        return dict(found)

    def names_of(self, *named: tuple[str, str]) -> tuple[str, ...]:
        """Return the other names of (id, name): spellings, and what people call them by data/lexicon/nicknames.csv."""
        called = nicknames()
        return tuple(
            form
            for ident, name in named
            for form in (*self._other_names.get(ident, ()), *called.get(ident, ()), *called.get(fold(name), ()))
        )

    @cached_property
    def titles(self) -> dict[str, str]:
        """The titles of all works by id."""
        return {row["id"]: row["title"] for row in self.store.rows("SELECT id, title FROM work")}

    @cached_property
    def _shared_titles(self) -> frozenset[str]:
        seen = Counter(map(fold, self.titles.values()))
        return frozenset(title for title, count in seen.items() if count > 1)

    def is_shared_title(self, work: str) -> bool:
        """Return whether another work has the same title: a remake, or a film and a series."""
        return fold(self.titles[work]) in self._shared_titles

    @cached_property
    def newest_year(self) -> int:
        """The year of the last ceremony with results."""
        return max(race.edition.year for race in self.sound)

    def has_twin(self, edition: Edition) -> bool:
        """Return whether its body held another edition in the same year."""
        return len(self.catalog.in_year(edition.body, edition.year)) > 1

    def near(self, race: Race) -> list[Race]:
        """Return the sound races of the same category at the editions around, the nearest first."""
        line = self.line[race.edition.body, race.category.id]
        at = line.index(race)
        around = line[max(0, at - _NEAR_EDITIONS) : at] + line[at + 1 : at + 1 + _NEAR_EDITIONS]
        return sorted(around, key=lambda other: abs(other.edition.year - race.edition.year))

    def rivals(self, race: Race) -> list[list[str]]:
        """Return fair wrong answers to who won a race, the fairest group first: the other nominees, then winners
        and nominees of the years around. Nobody in it won that award, or one like it, there in that year.
        """
        barred = self.winners_of_the_year(race)
        groups = [race.losers, *((other.winner, *other.losers) for other in self.near(race))]
        return [[entry.label for entry in group if entry.label and barred.isdisjoint(entry.ids)] for group in groups]

    def winners_of_the_year(self, race: Race) -> frozenset[str]:
        """Return the ids of those who won at that body in that year in any category of the same families.

        For a film category that is the film, else the person: a film may win for its actor and lose as a film.
        """
        families = set(race.category.families)
        found: set[str] = set()
        for edition in self.catalog.in_year(race.edition.body, race.edition.year):
            for other in self._of_edition.get(edition.id, ()):
                if families.intersection(other.category.families):
                    winners = [entry for entry in other.entries if entry.won]
                    found.update(key for entry in winners for key, _ in (entry.people or entry.works))
                    if race.asks.value == "work":
                        found.update(key for entry in winners for key, _ in entry.works)
        return frozenset(found)

    def nominated_that_year(self, race: Race) -> frozenset[str]:
        """Return the ids of all who were up for it, or for a like award, at that body in that year."""
        families = set(race.category.families)
        return frozenset(
            ident
            for edition in self.catalog.in_year(race.edition.body, race.edition.year)
            for other in self.of_edition(edition.id)
            if families.intersection(other.category.families)
            for entry in other.entries
            for ident in entry.ids
        )

    @cached_property
    def _of_edition(self) -> dict[str, list[Race]]:
        found: dict[str, list[Race]] = defaultdict(list)
        for race in self.races.values():
            found[race.edition.id].append(race)
        return dict(found)

    def of_edition(self, edition: str) -> list[Race]:
        """Return all races of an edition, sound or not."""
        return self._of_edition.get(edition, [])

    @cached_property
    def _of_category(self) -> dict[tuple[str, str], list[Race]]:
        found: dict[tuple[str, str], list[Race]] = defaultdict(list)
        for race in self.races.values():
            found[race.edition.body, race.category.id].append(race)
        return dict(found)

    def of_category(self, body: str, category: str) -> list[Race]:
        """Return all races of a category, sound or not."""
        return self._of_category.get((body, category), [])

    def around(self, race: Race) -> list[Race]:
        """Return all races of the same category at the editions around, sound or not."""
        line = self.of_category(race.edition.body, race.category.id)
        return [other for other in line if 0 < abs(other.edition.year - race.edition.year) <= _NEAR_EDITIONS]

    def wins_by_label(self, race: Race) -> Counter[str]:
        """Return how often each folded name or title won at that body in the families of a race's category."""
        key = (race.edition.body, race.category.families)
        if key not in self._label_wins:
            families = set(race.category.families)
            self._label_wins[key] = Counter(
                fold(name)
                for other in self._by_body[race.edition.body]
                if families.intersection(other.category.families)
                for entry in other.entries
                if entry.won
                for name in _names_of(entry, race.asks)
            )
        return self._label_wins[key]

    @cached_property
    def _by_body(self) -> dict[str, list[Race]]:
        found: dict[str, list[Race]] = defaultdict(list)
        for race in self.races.values():
            found[race.edition.body].append(race)
        return dict(found)

    def winning_names(self, body: str) -> frozenset[str]:
        """Return the folded names of everybody who has won anything at a body, honorary awards among it."""
        if body not in self._names_won:
            entries = (entry for race in self._by_body[body] for entry in race.entries if entry.won)
            self._names_won[body] = frozenset(fold(name) for entry in entries for _, name in entry.people)
        return self._names_won[body]

    @cached_property
    def _complete(self) -> dict[str, tuple[int, bool]]:
        rows = read_table("trivia/complete")
        return {row["body"]: (int(row["first_year"]), row["names_all"] == "1") for row in rows}

    def is_complete(self, edition: Edition) -> bool:
        """Return whether all nominations of an edition are on file, and those of the years around it."""
        return edition.body in self._complete and edition.year >= self._complete[edition.body][0]

    def names_all(self, edition: Edition) -> bool:
        """Return whether everybody who won there is on file by name, at this edition and at all others."""
        return self.is_complete(edition) and self._complete[edition.body][1]

    @cached_property
    def tallies(self) -> dict[str, dict[str, tuple[int, int]]]:
        """(Wins, nominations) of each film by edition, of editions that are complete and of contested awards."""
        found: dict[str, dict[str, tuple[int, int]]] = defaultdict(dict)
        for row in self.store.rows(_TALLIES):
            if self.is_complete(self.catalog.editions[row["edition"]]):
                found[row["edition"]][row["work"]] = (row["won"], row["nods"])
        return dict(found)

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """The quotes whose speaker and occasion are known."""
        found = {quote.quote.id: quote.quote for quote in self.world.quotes.all()}
        return tuple(
            Line(
                found[key], self.catalog.editions[row["edition"]], row["person"], row["work"] or "", row["role"],
                row["gender"] or "", is_telling(row["text"], row["speaker"], self.titles.get(row["work"], "")),
            )
            for row in self.store.rows(_LINES)
            if (key := quote_id(row["speaker"], row["text"])) in found
        )  # fmt: skip

    def line_of(self, ident: str) -> Line | None:
        """Return the quote with that id if nobody else is known to have said the same, else None."""
        found = [line for line in self.lines if line.quote.id == ident]
        return found[0] if len(found) == 1 and self._told[fold(found[0].quote.text)] == 1 else None

    @cached_property
    def _told(self) -> Counter[str]:
        return Counter(fold(line.quote.text) for line in self.lines)


def is_telling(words: str, *names: str) -> bool:
    """Return whether words say enough, and hold no word of the names."""
    told = fold(words).split()
    named = {word for name in names for word in fold(name).split() if len(word) >= _NAME_CHARS}
    return len(told) >= _LEAST_WORDS and named.isdisjoint(told)


@per_data
def nicknames() -> dict[str, list[str]]:
    """Return what people call somebody or something, by id, or by the folded name where that says who is meant."""
    found: dict[str, list[str]] = defaultdict(list)
    for row in read_table("lexicon/nicknames"):
        found[row["id"] or fold(row["name"])] += row["alias"].split("|")
    return dict(found)


def _names_of(entry: Entry, asks: Asks) -> list[str]:
    if asks is Asks.SONG:
        return list(entry.details)
    return [name for _, name in (entry.people if asks is Asks.PERSON else entry.works)]


def labels(entries: Iterable[Entry]) -> list[str]:
    """Return what entries are called, without those that have no name."""
    return [entry.label for entry in entries if entry.label]
