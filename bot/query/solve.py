"""From a query to nominations: default award, readings of the year, names told apart, conditions relaxed in order."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from bot.catalog import Catalog, Edition, Pair
from bot.model import Candidate
from bot.parse.query import Name, Query
from bot.query.filters import Filters
from bot.query.relax import relaxations
from bot.query.rows import Nom, count_rows, find_rows
from bot.store import Store
from bot.tables import read_table

ACTRESSES = ("best-actress", "best-supporting-actress", "tv-actress", "tv-supporting-actress")
ACTING = ("best-actor", "best-supporting-actor", "tv-actor", "tv-supporting-actor", *ACTRESSES)
LEAD_WEIGHT = 1.6  # how many times as popular the best candidate must be to be taken without asking
LEAD_SCORE = 4.0  # or by how many points (of 100) its name must fit better


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
    names: tuple[Name, ...] = field(default=())


class Solver:
    """Turns queries into filters and filters into rows."""

    def __init__(self, store: Store, catalog: Catalog) -> None:
        self.store = store
        self.catalog = catalog
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
        if (
            not families
            and query.acting
            and (query.ask in ("person", "who", "yesno", "check", "") or query.has("noun.acting"))
        ):
            families = ACTING if query.gender != "female" else ACTRESSES
        return self.catalog.pairs(families, bodies)

    def _families(self, query: Query) -> tuple[str, ...]:
        """Return the families asked about, those of television where a show is named or asked for."""
        shows = query.works and all(self._is_show(name) for name in query.works)
        if not (shows or query.has("noun.show")):
            return query.families
        extra = tuple(self._television[family] for family in query.families if family in self._television)
        return extra if extra and shows else (*query.families, *extra)

    def _is_show(self, name: Name) -> bool:
        row = self.store.row("SELECT kind FROM work WHERE id = ?", [name.ids[0]])
        return bool(row) and row["kind"] == "tv"

    # -- which ceremony ----------------------------------------------------------------------------------

    def edition(self, query: Query, body: str) -> Edition | None:
        """Return the one edition that the question names by number or year, or None."""
        if query.ceremony:
            return self.catalog.numbered(body, query.ceremony)
        year = query.year
        if year and year.exact and year.first == year.last:
            places = (
                self.catalog.in_year(body, year.first)
                if year.basis != "film"
                else self.catalog.of_film_year(body, year.first)
            )
            return places[-1] if places else None
        return None

    def readings(self, query: Query, *, latest: bool = False) -> list[Reading]:
        """Return the conditions of the question under each reading of its year, the likelier first.

        `latest` limits a question without a year to the last edition held.
        """
        bodies = self.bodies(query)
        base = self._base(query, bodies)
        if query.ceremony and bodies:
            edition = self.catalog.numbered(bodies[0], query.ceremony)
            return [Reading(base.but(edition=edition.id if edition else "none"))]
        year = query.year
        if not year:
            held = self.catalog.latest(bodies[0], query.today) if latest and len(bodies) == 1 else None
            return [Reading(base.but(edition=held.id) if held else base.but(until=self._until(query)))]
        span = (year.first, year.last)
        ceremony = Reading(base.but(years=span, basis="ceremony"))
        film = Reading(base.but(years=span, basis="film"))
        if year.basis == "ceremony":
            return [ceremony]
        if year.basis == "film":
            return [film]
        if bodies and all(self.catalog.bodies[body].kind == "festival" for body in bodies):
            return [ceremony]
        if (
            bodies
            and year.exact
            and not any(item.held_by(query.today) for item in self.catalog.of_film_year(bodies[0], year.first))
        ):
            return [ceremony]
        return [replace(film, basis="film"), replace(ceremony, basis="ceremony")]

    def _until(self, query: Query) -> str:
        """Return the day up to which results may be told, or "" where all on file had been held by then."""
        return "" if self.catalog.all_held(query.today) else query.today.isoformat()

    def _base(self, query: Query, bodies: tuple[str, ...]) -> Filters:
        return Filters(
            bodies=bodies,
            categories=self.pairs(query, bodies),
            persons=tuple(name.ids for name in query.persons),
            works=tuple(name.ids for name in query.works),
            songs=tuple(self._detail("song", name.ids[0]) for name in query.songs),
            roles=tuple(self._detail("character", name.ids[0]) for name in query.roles),
            result=query.result,
            gender=query.gender
            if query.ask in ("person", "who", "")
            and not query.persons
            and not any("act" in item for item in query.families)
            else "",
        )

    def _detail(self, kind: str, folded: str) -> str:
        """Return the text of a song or role as stored, or a pattern where only a part of it was said."""
        known = self.store.row("SELECT 1 FROM detail WHERE folded = ? AND kind = ? LIMIT 1", [folded, kind])
        return folded if known else f"% {folded}%"

    # -- names -------------------------------------------------------------------------------------------

    def narrow(self, query: Query) -> Query:
        """Tell candidates of one name apart by the rest of the question, then by popularity with a margin.

        A name that stays open keeps its candidates; `open_name` finds it.
        """
        names = []
        for name in query.names:
            names.append(
                self._narrow(query, name) if len(name.candidates) > 1 and name.kind in ("person", "work") else name
            )
        return query.but(names=tuple(names))

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
        column = "persons" if name.kind == "person" else "works"
        trials = [reading.filters for reading in self.readings(query)]
        loose = [filters.but(roles=(), songs=()) for filters in trials]
        looser = [filters.but(result="any") for filters in loose]
        for batch in (trials, loose, looser):
            found = []
            for candidate in name.candidates:
                others = tuple(item.ids for item in query.of(name.kind) if item is not name)
                for filters in batch:
                    if count_rows(self.store, filters.but(**{column: (*others, (candidate.id,))})):
                        found.append(candidate)
                        break
            if found:
                return found
        return []

    # -- rows --------------------------------------------------------------------------------------------

    def find(self, query: Query, reading: Reading, *, strict: bool = False) -> Found:
        """Return the rows of one reading; unless `strict`, conditions are given up in order until some are found."""
        trials = [(reading.filters, frozenset[str]())] if strict else relaxations(query, reading.filters)
        for filters, dropped in trials:
            rows = find_rows(self.store, filters)
            if rows:
                return Found(Reading(filters, reading.basis), tuple(rows), dropped)
        return Found(reading, ())
