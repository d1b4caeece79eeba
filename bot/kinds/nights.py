"""A film's night: "which hotel did La La Land sweep in" asks for one thing about the ceremony where it won."""

from __future__ import annotations

from collections.abc import Iterator

from bot.catalog import FALLBACK
from bot.kinds.world import World
from bot.parse.query import OSCARS, Name, Query
from bot.query.filters import Filters
from bot.query.rank import Ranked, rank
from bot.query.rows import find_rows
from bot.tables import word_group
from bot.years import YearRef

MIN_SWEEP = 5  # wins; fewer are no sweep
_FIELDS = {"when": "when-held", "where": "where-held", "number": "number-held"}
_SHOWN = {"rel.host": "host", "rel.broadcast": "broadcast", "rel.viewers": "viewers"}
_OPEN = frozenset({"", "find", "holdings", "sweep", "profile", *_FIELDS.values(), *_SHOWN.values()})
_OF_A_NIGHT = frozenset({*_FIELDS.values(), *_SHOWN.values()})
_WON = ("rel.win", "agg.sweep")
_GOT = ("rel.get", "rel.held")  # of awards only where one is named: a film gets a release too


def with_night(world: World, query: Query) -> Query:
    """Return the query with the ceremony that was the film's night in the place of the film."""
    if query.is_dated or query.inherited or len(query.works) != 1:
        return query
    film = query.works[0]
    beside = _is_beside_night(query, film)
    intent = query.intent if beside and query.families else _field(query)
    if not intent or not (beside or _is_won(query)):
        return query
    night = next(_nights(world, query, film), None)
    if not night:
        return query
    body, held = night
    names = tuple(name for name in query.names if name is not film and query.families)
    years = (YearRef(-1, -1, held, held, "ceremony"),)
    return query.but(intent=intent, names=names, bodies=(body,), years=years, number=None)


def with_night_of(world: World, query: Query) -> Query:
    """Return "who hosted the oscars the year Titanic won" as a question about that ceremony, where there is but one."""
    if query.intent not in _OF_A_NIGHT or query.is_dated or query.nth or len(query.works) != 1 or query.persons:
        return query
    bodies = query.bodies or OSCARS
    rows = find_rows(world.store, Filters(works=(query.works[0].ids,), bodies=bodies))
    nights = {row.edition for row in rows}
    if len(nights) != 1:
        return query
    year = world.catalog.editions[nights.pop()].year
    return query.but(names=(), bodies=bodies, years=(YearRef(-1, -1, year, year, "ceremony"),))


def _is_won(query: Query) -> bool:
    """Return whether it speaks of the awards that the film got, and of nothing else."""
    named = query.bodies or query.number or query.has("noun.award", "noun.ceremony")
    won = query.has(*_WON) or bool(named and query.has(*_GOT))
    return won and not (query.persons and query.ask == "when") and not (query.leftover and not query.has("agg.sweep"))


def _field(query: Query) -> str:
    """Return the kind of question for what is asked of the ceremony, "" where it is nothing of it."""
    if query.intent not in _OPEN or query.families:
        return ""
    shown = next((intent for cue, intent in _SHOWN.items() if query.has(cue)), "")
    return shown if shown and query.ask not in ("yesno", "check") else _FIELDS.get(query.ask, "")


def _is_beside_night(query: Query, film: Name) -> bool:
    """Return whether it says "the La La Land night" or "the night of La La Land"."""
    if len(query.hints.starts) != len(query.names):
        return False
    start = query.hints.starts[query.names.index(film)]
    end = start + len(film.text.split())
    nights = word_group("night")
    return not nights.isdisjoint(query.words[end : end + 1]) or (
        query.words[start - 1 : start] == ("of",) and not nights.isdisjoint(query.words[start - 2 : start - 1])
    )


def _nights(world: World, query: Query, film: Name) -> Iterator[tuple[str, int]]:
    """Yield award body and year of the film's best ceremony: at the body named, or where it swept or won so many."""
    for body in query.bodies[:1] or FALLBACK:
        filters = Filters(works=(film.ids,), bodies=(body,), competitive=True)
        best = next(iter(rank(world.store, filters, "work", "wins", "n_wins > 0", 1, one_night=True)), None)
        if best and best.year and (query.bodies or _is_meant(query, best)):
            yield body, best.year


def _is_meant(query: Query, night: Ranked) -> bool:
    if query.number:
        return night.wins == query.number
    return not query.has("agg.sweep") or night.wins == night.noms >= MIN_SWEEP
