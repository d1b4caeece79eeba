"""The small tables held in memory: award bodies, categories with their families, and editions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from bot.store import Row, Store

Pair = tuple[str, str]  # (body, category id)
Entity = tuple[str, str, str]  # (kind, id, name)
FALLBACK = ("oscars", "golden-globes", "bafta", "sag", "critics-choice", "cannes", "venice", "berlin")
_PAIRS_KEPT = 1024  # lists of the categories that a family means at some bodies
_ISO_CHARS = 10  # a date known only to the month is shorter


@dataclass(frozen=True, slots=True)
class Body:
    """An award body: "Golden Globe Awards", short "Golden Globes", one of them a "Golden Globe".

    `article` is "the" where the short name has one in a sentence, else ""; `nominees` is "few" where little more
    than the winners is on file, else "all".
    """

    id: str
    name: str
    short: str
    singular: str
    article: str
    kind: str
    nominees: str

    @property
    def the_short(self) -> str:
        """The short name as it stands in a sentence: "the Oscars", "Cannes"."""
        return f"{self.article} {self.short}".strip()

    @property
    def lists_nominees(self) -> bool:
        """Whether those who did not win are on file, so that nominations can be counted."""
        return self.nominees == "all"

    @property
    def mocks(self) -> bool:
        """Whether its prizes are for the worst: no honours, and not to be counted among them."""
        return self.kind == "parody"


@dataclass(frozen=True, slots=True)
class Category:
    """One category of one body; `families` from the most specific to the most general."""

    body: str
    id: str
    name: str
    kind: str
    is_person: bool
    competitive: bool
    families: tuple[str, ...]
    first_year: int
    last_year: int


@dataclass(frozen=True, slots=True)
class Edition:
    """One holding of a body's awards; `day` is its date where known, `year` the year it was held in."""

    id: str
    body: str
    ceremony: int | None
    year: int
    film_first: int
    film_last: int
    day: date | None
    venue: str
    city: str
    broadcaster: str
    viewers_millions: float | None
    upcoming: bool
    hosts: tuple[str, ...] = ()

    def held_by(self, today: date) -> bool:
        """Return whether it had taken place by `today`; without a date, its year decides."""
        if self.day:
            return self.day <= today
        return not self.upcoming and self.year <= today.year


class Catalog:
    """Bodies, categories and editions by their keys."""

    def __init__(self, store: Store) -> None:
        self.bodies = {
            row["id"]: Body(*row)
            for row in store.rows("SELECT id, name, short, singular, article, kind, nominees FROM body")
        }
        self.body_order = {body: place for place, body in enumerate(self.bodies)}
        self.categories = {(row["body"], row["id"]): _category(row) for row in store.rows("SELECT * FROM category")}
        self._pairs = lru_cache(maxsize=_PAIRS_KEPT)(self._find_pairs)
        self._family: dict[str, list[Pair]] = defaultdict(list)
        for pair, category in self.categories.items():
            for family in category.families:
                self._family[family].append(pair)
        self._read_editions(store)

    def _read_editions(self, store: Store) -> None:
        hosts: dict[str, list[str]] = defaultdict(list)
        self._host_ids: dict[str, list[Entity]] = defaultdict(list)
        for row in store.rows("SELECT edition, name, person FROM host ORDER BY edition, position"):
            hosts[row["edition"]].append(row["name"])
            if row["person"]:
                self._host_ids[row["edition"]].append(("person", row["person"], row["name"]))
        self.editions: dict[str, Edition] = {}
        self._by_body: dict[str, list[Edition]] = defaultdict(list)
        self._by_year: dict[tuple[str, int], list[Edition]] = defaultdict(list)
        self._place: dict[str, int] = {}  # of each edition among those of its body
        for row in store.rows("SELECT * FROM edition ORDER BY year, coalesce(date, ''), coalesce(ceremony, 0)"):
            edition = _edition(row, tuple(hosts[row["id"]]))
            self.editions[edition.id] = edition
            self._place[edition.id] = len(self._by_body[edition.body])
            self._by_body[edition.body].append(edition)
            self._by_year[edition.body, edition.year].append(edition)
        results = store.rows("SELECT id FROM edition e WHERE EXISTS (SELECT 1 FROM nomination WHERE edition = e.id)")
        days = (self.editions[row["id"]].day or date(self.editions[row["id"]].year, 1, 1) for row in results)
        self.newest = max(days, default=date.min)  # the day of the last edition with results

    def pairs(self, families: Iterable[str], bodies: Iterable[str] = ()) -> tuple[Pair, ...]:
        """Return the categories of these families, at these bodies (or at all), each once."""
        return self._pairs(tuple(families), tuple(bodies))

    def _find_pairs(self, families: tuple[str, ...], bodies: tuple[str, ...]) -> tuple[Pair, ...]:
        found = dict.fromkeys(pair for family in families for pair in self._family.get(family, ()))
        return tuple(pair for pair in found if not bodies or pair[0] in bodies)

    def honours_people(self, category: Category) -> bool:
        """Return whether a category honours people: somewhere one of its family is marked so."""
        pairs = self._family[category.families[0]]
        return any(self.categories[pair].is_person for pair in pairs)

    def bodies_with(self, families: Iterable[str]) -> list[str]:
        """Return the bodies that have one of these families, the best known first."""
        having = {body for body, _ in self.pairs(families)}
        return [body for body in FALLBACK if body in having] + sorted(having - set(FALLBACK))

    def lists_nominees(self, bodies: Iterable[str]) -> bool:
        """Return whether nominations can be counted at all of these bodies."""
        return all(self.bodies[body].lists_nominees for body in bodies)

    def fame(self, body: str) -> int:
        """Return the place of a body among all, the best known first: 0 are the Oscars."""
        return FALLBACK.index(body) if body in FALLBACK else len(FALLBACK)

    def held(self, body: str, today: date) -> list[Edition]:
        """Return the editions of a body held by `today`, oldest first."""
        return [edition for edition in self._by_body[body] if edition.held_by(today)]

    def all_held(self, today: date) -> bool:
        """Return whether every edition with results had been held by `today`: true unless asked as of a past day."""
        return today >= self.newest

    def latest(self, body: str, today: date) -> Edition | None:
        """Return the last edition that had been held by `today`, or None."""
        return next((edition for edition in reversed(self._by_body[body]) if edition.held_by(today)), None)

    def upcoming(self, body: str, today: date) -> Edition | None:
        """Return the next edition after `today` that is on file, or None."""
        return next((edition for edition in self._by_body[body] if not edition.held_by(today)), None)

    def beside(self, edition: Edition, step: int, today: date, among: Container[str] | None = None) -> Edition | None:
        """Return the nearest edition of its body after (`step` 1) or before (-1) one, held by `today`; of the ids
        `among` where they are given.
        """
        line, at = self._by_body[edition.body], self._place[edition.id]
        ahead = line[at + 1 :] if step > 0 else reversed(line[:at])
        return next((item for item in ahead if item.held_by(today) and (among is None or item.id in among)), None)

    def in_year(self, body: str, year: int) -> list[Edition]:
        """Return the editions held in a calendar year (two for some)."""
        return self._by_year.get((body, year), [])

    def of_film_year(self, body: str, year: int) -> list[Edition]:
        """Return the editions that honoured the films of a year."""
        return [edition for edition in self._by_body[body] if edition.film_first <= year <= edition.film_last]

    def host_ids(self, edition: Edition) -> tuple[Entity, ...]:
        """Return the hosts of an edition as (kind, id, name), as far as they have an id."""
        return tuple(self._host_ids.get(edition.id, ()))

    def numbered(self, body: str, ceremony: int) -> Edition | None:
        """Return the edition of a body with that number, or None."""
        return next((edition for edition in self._by_body[body] if edition.ceremony == ceremony), None)

    def span(self, body: str) -> tuple[int, int]:
        """Return the first and last ceremony years of a body that have results."""
        years = [edition.year for edition in self._by_body[body] if not edition.upcoming]
        return min(years), max(years)


def _category(row: Row) -> Category:
    return Category(
        row["body"], row["id"], row["name"], row["kind"], bool(row["person"]), bool(row["competitive"]),
        tuple(row["families"].split("|")), row["first_year"], row["last_year"],
    )  # fmt: skip


def _edition(row: Row, hosts: tuple[str, ...]) -> Edition:
    return Edition(
        row["id"], row["body"], row["ceremony"], row["year"], row["film_first"], row["film_last"],
        date.fromisoformat(row["date"]) if row["date"] and len(row["date"]) == _ISO_CHARS else None,
        row["venue"] or "", row["city"] or "", row["broadcaster"] or "", row["viewers_millions"],
        row["status"] == "upcoming", hosts,
    )  # fmt: skip
