"""Moments: a date in full is the ceremony of that day; "before La La Land" is before the ceremony of that film."""

from __future__ import annotations

from bot.catalog import FALLBACK
from bot.kinds.world import World
from bot.model import Kind
from bot.parse.query import OSCARS, Name, Query
from bot.query.filters import Filters
from bot.query.rank import rank
from bot.tables import word_group
from bot.years import FIRST_YEAR, YearRef, day_of

_RANKED = frozenset({"most", "sweep"})
_SWEPT = "n_wins = n_noms AND n_noms >= 5"


def with_day(world: World, query: Query) -> Query:
    """Return the query with the award that was given on the day it names: "best score on january 8 2017"."""
    ref = query.year
    if query.bodies or not ref or ref.start < 0 or ref.end - ref.start < 3:
        return query
    day = day_of(query.words[ref.start : ref.end])
    bodies = tuple(edition.body for edition in world.catalog.editions.values() if day and edition.day == day)
    return query.but(bodies=bodies) if len(bodies) == 1 else query


def with_times_before(world: World, query: Query) -> Query:
    """Return a ranking "before La La Land" as one of the years before its film's night; the film then limits nothing.

    Where no award is named, a sweep is looked for at the award that the film swept.
    """
    film = film_before(query)
    if not film or query.years:
        return query
    sweep = query.intent == "sweep"
    for bodies in [query.bodies] if query.bodies else [(body,) for body in (FALLBACK if sweep else OSCARS)]:
        filters = Filters(works=(film.ids,), bodies=bodies, competitive=True)
        nights = rank(world.store, filters, "work", "wins", _SWEPT if sweep else "", limit=1, one_night=True)
        if nights and nights[0].year:
            years = YearRef(-1, -1, FIRST_YEAR, nights[0].year - 1, "ceremony", exact=False)
            names = tuple(name for name in query.names if name is not film)
            return query.but(names=names, years=(years,), bodies=bodies)
    return query


def film_before(query: Query) -> Name | None:
    """Return the film that "before" stands before, None where there is none; of "La La Land swept, has any film done
    that before?" the film named.
    """
    if query.intent == "sweep" and query.works and query.words[-1] == "before":
        return query.works[0]
    if query.intent not in _RANKED:
        return None
    placed = zip(query.names, query.hints.starts, strict=False)
    behind = (name for name, at in placed if at and query.words[at - 1] in word_group("moment-before"))
    return next((name for name in behind if name.kind == Kind.WORK), None)
