"""From a query to nominations: default award, readings of the year, names told apart, conditions relaxed in order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from bot.catalog import Catalog, Pair
from bot.model import Candidate, Kind
from bot.parse.query import Name, Query
from bot.query.filters import Filters
from bot.query.relax import relaxations
from bot.query.rows import Nom, find_rows, has_rows
from bot.store import Store
from bot.tables import read_table
from bot.years import YearRef

ACTRESSES = ("best-actress", "best-supporting-actress", "tv-actress", "tv-supporting-actress")
ACTING = ("best-actor", "best-supporting-actor", "tv-actor", "tv-supporting-actor", *ACTRESSES)
LEAD_WEIGHT = 1.6  # how many times as popular the best candidate must be to be taken without asking
LEAD_SCORE = 4.0  # or by how many points (of 100) its name must fit better
_ACTING_ASKS = ("person", "who", "yesno", "check", "")
_GENDER_ASKS = ("person", "who", "yesno", "")
_WORKS_REMEMBERED = 1024
_NO_EDITION = "none"  # an id that no edition has
_LINKED = {Kind.PERSON: "persons", Kind.WORK: "works"}


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read the question's year: its conditions, and the words that tell it from the other."""

    filters: Filters
    basis: str = ""  # "film" or "ceremony" where the year was left open, else ""


@dataclass(frozen=True, slots=True)
class Found:
    """Nominations for one reading; `dropped` names the conditions that had to be given up to find any."""

    reading: Reading
    rows: tuple[Nom, ...]
    dropped: frozenset[str] = frozenset()


class Solver:
    """Turns queries into filters and filters into rows."""

    def __init__(self, store: Store, catalog: Catalog) -> None:
        self.store = store
        self.catalog = catalog
        self._is_show = lru_cache(maxsize=_WORKS_REMEMBERED)(self._find_is_show)
        self._also: dict[str, list[str]] = {}  # other names of a part: the Joker is credited as Arthur Fleck too
        for row in read_table("lexicon/roles"):
            self._also.setdefault(row["phrase"], []).append(row["role"])
        self._television = {row["family"]: row["tv_family"] for row in read_table("lexicon/television")}

    # -- which award -------------------------------------------------------------------------------------

    def bodies(self, query: Query) -> tuple[str, ...]:
        """Return the bodies asked about: those named, or the best known one that has the category."""
        if query.bodies:
            return query.bodies
        if query.families:
            return tuple(self.catalog.bodies_with(query.families)[:1])
        return ()

    def pairs(self, query: Query, bodies: tuple[str, ...]) -> tuple[Pair, ...]:
        """Return the categories asked about; acting ones where only "actor" or "actress" was said."""
        families = self._families(query)
        if not families and query.acting and (query.ask in _ACTING_ASKS or query.has("noun.acting")):
            families = ACTRESSES if query.gender == "female" else ACTING
        return self.catalog.pairs(families, bodies)

    def _families(self, query: Query) -> tuple[str, ...]:
        """Return the families asked about, those of television where a show is named or asked for."""
        shows = self._is_of_shows(query)
        if not (shows or query.has("noun.show")):
            return query.families
        extra = tuple(self._television[family] for family in query.families if family in self._television)
        return extra if extra and shows else (*query.families, *extra)

    def _is_of_shows(self, query: Query) -> bool:
        """Return whether only television programmes are named."""
        return bool(query.works) and all(self._is_show(name.ids[0]) for name in query.works)

    def _find_is_show(self, work: str) -> bool:
        row = self.store.row("SELECT kind FROM work WHERE id = ?", [work])
        return row is not None and row["kind"] == "tv"

    # -- which ceremony ----------------------------------------------------------------------------------

    def readings(self, query: Query, *, latest: bool = False) -> list[Reading]:
        """Return the conditions of the question under each reading of its year, the likelier first.

        `latest` limits a question without a year to the last edition held.
        """
        bodies = self.bodies(query)
        base = self._base(query, bodies).but(until=self._until(query))
        if query.families and not base.categories and not query.inherited:  # nobody gives it there; all would answer
            return [Reading(base.but(edition=_NO_EDITION))]
        if query.ceremony and bodies:
            edition = self.catalog.numbered(bodies[0], query.ceremony)
            return [Reading(base.but(edition=edition.id if edition else _NO_EDITION))]
        if query.year:
            return self._year_readings(query, query.year, base)
        held = self.catalog.latest(bodies[0], query.today) if latest and len(bodies) == 1 else None
        return [Reading(base.but(edition=held.id) if held else base)]

    def _year_readings(self, query: Query, year: YearRef, base: Filters) -> list[Reading]:
        """Return the readings of a year: of the ceremony, of the films, or both where that is open."""
        span = (year.first, year.last)
        ceremony = base.but(years=span, basis="ceremony")
        film = base.but(years=span, basis="film")
        if year.basis == "film":
            return [Reading(film)]
        if (
            year.basis == "ceremony"
            or self._is_of_ceremonies(base)
            or self._means_ceremony(year, base.bodies, query.today)
        ):
            return [Reading(ceremony)]
        if year.exact and self._is_of_shows(query):  # a season is no year: the ceremony's is meant
            return [Reading(ceremony, "ceremony"), Reading(film, "film")]
        if not year.exact:  # the years of the films, as for a single one; both would be much the same list
            return [Reading(film, "film")]
        return [Reading(film, "film"), Reading(ceremony, "ceremony")]

    def _is_of_ceremonies(self, base: Filters) -> bool:
        """Return whether the prizes asked about honour a life or a service, and no film of a year."""
        categories = [self.catalog.categories[pair] for pair in base.categories]
        return bool(categories) and all(item.kind == "special" and not item.competitive for item in categories)

    def _means_ceremony(self, year: YearRef, bodies: tuple[str, ...], today: date) -> bool:
        """Return whether a bare year can only be the ceremony's: at festivals, or when its films await theirs."""
        if not bodies:
            return False
        if all(self.catalog.bodies[body].kind == "festival" for body in bodies):
            return True
        editions = self.catalog.of_film_year(bodies[0], year.first)
        return year.exact and not any(item.held_by(today) for item in editions)

    def _until(self, query: Query) -> str:
        """Return the day up to which results may be told, or "" where all on file had been held by then."""
        return "" if self.catalog.all_held(query.today) else query.today.isoformat()

    def _base(self, query: Query, bodies: tuple[str, ...]) -> Filters:
        """Return the conditions of a query but its year."""
        return Filters(
            bodies=bodies,
            categories=self.pairs(query, bodies),
            persons=tuple(name.ids for name in query.persons),
            works=tuple(name.ids for name in query.works),
            songs=tuple(self._detail("song", name.ids[0]) for name in query.songs),
            roles=tuple(self._detail("character", name.ids[0]) for name in query.roles),
            result=query.result,
            gender=query.gender if _is_of_gender(query) else "",
        )

    def _detail(self, kind: str, folded: str) -> str:
        """Return the text of a song or role as stored, or a pattern where only a part of it was said; several by |."""
        if "|" in folded:
            return folded
        also = self._also.get(folded, ())
        if also:
            return "|".join(self._detail_alone(kind, text) for text in (folded, *also))
        return self._detail_alone(kind, folded)

    def _detail_alone(self, kind: str, folded: str) -> str:
        known = self.store.row("SELECT 1 FROM detail WHERE folded = ? AND kind = ? LIMIT 1", [folded, kind])
        whole = known and (kind != "character" or " " not in folded)  # "vito corleone" is "Don Vito Corleone" too
        return folded if whole else f"% {folded}%"

    # -- names -------------------------------------------------------------------------------------------

    def narrow(self, query: Query) -> Query:
        """Tell candidates of one name apart by the rest of the question, then by popularity with a margin.

        A name that stays open keeps its candidates.
        """
        if not any(_is_open(name) for name in query.names):
            return query
        return query.but(names=tuple(self._narrow(query, name) if _is_open(name) else name for name in query.names))

    def _narrow(self, query: Query, name: Name) -> Name:
        fitting = self._fitting(query, name)
        if len(fitting) == 1:
            return name.only(fitting[0].id)
        ranked = sorted(fitting or name.candidates, key=lambda item: (-round(item.score), -item.weight))
        first, second = ranked[0], ranked[1]
        if first.score - second.score >= LEAD_SCORE or first.weight >= LEAD_WEIGHT * max(second.weight, 1.0):
            return name.only(first.id)
        return replace(name, candidates=tuple(ranked), sure=False)

    def _fitting(self, query: Query, name: Name) -> list[Candidate]:
        """Return the candidates that leave rows under the question's other conditions, strictest conditions first."""
        trials = [reading.filters for reading in self.readings(query)]
        loose = [filters.but(roles=(), songs=()) for filters in trials]
        looser = [filters.but(result="any") for filters in loose]
        others = tuple(item.ids for item in query.of(name.kind) if item is not name)
        for batch in (trials, loose, looser):
            found = [item for item in name.candidates if self._fits(batch, _LINKED[name.kind], (*others, (item.id,)))]
            if found:
                return found
        return []

    def _fits(self, trials: Sequence[Filters], column: str, ids: tuple[tuple[str, ...], ...]) -> bool:
        return any(has_rows(self.store, filters.but(**{column: ids})) for filters in trials)

    # -- rows --------------------------------------------------------------------------------------------

    def find(self, query: Query, reading: Reading, *, strict: bool = False) -> Found:
        """Return the rows of one reading; unless `strict`, conditions are given up in order until some are found."""
        trials = [(reading.filters, frozenset[str]())] if strict else relaxations(query, reading.filters)
        for filters, dropped in trials:
            rows = find_rows(self.store, filters)
            if rows:
                return Found(Reading(filters, reading.basis), tuple(rows), dropped)
        return Found(reading, ())


def _is_open(name: Name) -> bool:
    """Return whether a person or work still has several candidates."""
    return len(name.candidates) > 1 and name.kind in _LINKED


def _is_of_gender(query: Query) -> bool:
    """Return whether "man" or "woman" limits the people asked for: not beside a name or an acting category."""
    return query.ask in _GENDER_ASKS and not query.persons and not query.is_for_acting
