"""Looking up: the nominations that fit a question, under each reading of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from bot.kinds.world import World
from bot.model import Kind
from bot.parse.query import Name, Query
from bot.query.filters import Filters
from bot.query.rows import Nom, find_rows
from bot.query.solve import Found, Reading

MAX_PLAYERS = 3  # a role that more people played is a common name
_UNDATED_INTENTS = ("first", "last")  # these look through all years


def default_award(world: World, query: Query) -> Query:
    """Choose the award where none is named: the Oscars if they know the names, else wherever these are known."""
    if query.bodies or query.families or not query.names:
        return query
    if query.ask in ("category", "what", "") and not query.has("restrict"):
        return query
    trial = world.solver.narrow(query.at_oscars())
    strict = world.solver.find(trial, world.solver.readings(trial)[0], strict=True)
    return trial if strict.rows else query


def search(world: World, query: Query) -> list[Found]:
    """Return what was found under each reading of the year that fits; with names, only the best fitting."""
    if "other" in query.words and query.ask in ("film", "what") and query.persons and query.works:
        return _search_other(world, query)
    readings = world.solver.readings(query, latest=_means_latest(query))
    founds = [found for reading in readings if (found := world.solver.find(query, reading)).rows]
    if _wants_more(query, founds):
        return search(world, query.but(names=query.persons))
    if query.names and len(founds) > 1:
        return [min(founds, key=_loss)]
    return founds


def _loss(found: Found) -> tuple[int, int]:
    """Return how much of the question a reading gives up; somebody taken through the film is not given up."""
    return len(found.dropped - {"credit"}), len(found.dropped)


def _means_latest(query: Query) -> bool:
    """Return whether a question without a year means the last ceremony: not one for a first or for a woman."""
    return not query.names and query.intent not in _UNDATED_INTENTS and not (query.gender and not query.is_for_acting)


def _wants_more(query: Query, founds: list[Found]) -> bool:
    """Return whether a second or third win is asked for, more than the film named can hold."""
    return bool(founds and query.nth > len(founds[0].rows) and query.nth > 1 and query.works and query.persons)


def _search_other(world: World, query: Query) -> list[Found]:
    """Look for "her other film": by the person alone, without the one named."""
    named = {ident for name in query.works for ident in name.ids}
    query = query.but(names=query.persons)
    found = world.solver.find(query, world.solver.readings(query)[0])
    others = tuple(row for row in found.rows if named.isdisjoint(row.ids))
    return [replace(found, rows=others or found.rows)] if found.rows else []


def is_open(world: World, query: Query) -> bool:
    """Return whether the rows found really involve several of a name's candidates."""
    rows = [row for found in search(world, query) for row in found.rows]
    if any(_is_split(name, rows) for name in query.names if len(name.candidates) > 1):
        return True
    return not rows and len(query.names) == 1


def _is_split(name: Name, rows: Iterable[Nom]) -> bool:
    """Return whether the candidates of one name have different rows among these."""
    if name.kind not in (Kind.PERSON, Kind.WORK):
        return False
    groups: dict[str, set[int]] = {ident: set() for ident in name.ids}
    for row in rows:
        for ident, _ in row.people if name.kind == Kind.PERSON else row.works:
            if ident in groups:
                groups[ident].add(row.id)
    return len({frozenset(group) for group in groups.values() if group}) > 1


def by_role(world: World, query: Query) -> list[Found]:
    """Find who played a role at another award body, and look for them here: not every body's rows name the roles."""
    if not query.roles:
        return []
    texts = tuple(name.ids[0] for name in query.roles)
    readings = world.solver.readings(query)
    return _by_longer_role(world, readings, texts) or _by_player(world, readings, texts)


def _by_longer_role(world: World, readings: Iterable[Reading], texts: tuple[str, ...]) -> list[Found]:
    """Find roles of which only a part was said."""
    patterns = tuple(f"% {text}%" for text in texts)
    for reading in readings:
        rows = find_rows(world.store, reading.filters.but(roles=patterns))
        if rows:
            return [Found(reading, tuple(rows))]
    return []


def _by_player(world: World, readings: Iterable[Reading], texts: tuple[str, ...]) -> list[Found]:
    """Find the nominations of whoever played the roles, for the same works."""
    known = find_rows(world.store, Filters(roles=texts))
    people = tuple(dict.fromkeys(ident for row in known for ident, _ in row.people))
    works = tuple(dict.fromkeys(ident for row in known for ident, _ in row.works))
    if not people or len(people) > MAX_PLAYERS:
        return []
    for reading in readings:
        filters = reading.filters.but(roles=(), persons=(people,), works=(works,))
        rows = find_rows(world.store, filters) or find_rows(world.store, filters.but(years=None, edition=None))
        if rows:
            return [Found(Reading(filters), tuple(rows), frozenset({"role"}))]
    return []


def by_all_works(world: World, query: Query) -> list[Found]:
    """Find the people who fit for every one of several films: "for My Left Foot, Lincoln and ..."."""
    if len(query.works) < 2 or query.ask not in ("person", "who"):
        return []
    reading = world.solver.readings(query)[0]
    groups = [find_rows(world.store, reading.filters.but(works=(name.ids,))) for name in query.works]
    shared = set.intersection(*({ident for row in rows for ident, _ in row.people} for rows in groups))
    rows = tuple(
        row._replace(people=tuple(item for item in row.people if item[0] in shared))
        for group in groups
        for row in group
        if shared & {ident for ident, _ in row.people}
    )
    return [Found(reading, rows)] if rows else []
