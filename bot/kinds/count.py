"""How many: wins and nominations of a film or person, or under any other conditions."""

from __future__ import annotations

from bot.kinds.failures import explain
from bot.kinds.find import default_award
from bot.kinds.options import which_one
from bot.kinds.world import World
from bot.model import Reply
from bot.parse.query import Query
from bot.query.filters import Filters
from bot.query.rank import tally
from bot.query.rows import find_rows
from bot.query.solve import Reading
from bot.render.words import category_label, edition_label, join, plural, unique


def answer_count(world: World, query: Query) -> Reply:
    """Answer with one number, saying what was counted; honorary awards are counted apart."""
    query = world.solver.narrow(default_award(world, query.but(result="any", ask="count"))).but(result=query.result)
    open_name = next(
        (name for name in query.names if len(name.candidates) > 1 and name.kind in ("person", "work")), None
    )
    if open_name:
        return which_one(world, query, open_name)
    if not query.names and not query.families and not query.year and not query.ceremony:
        return explain(world, query)
    base, (wins, noms), honorary = _tally(world, query)
    if not noms and not honorary:
        return explain(world, query) if not query.names else _zero(world, query)
    number = (
        noms if query.result == "any" and query.has("rel.nominate") else noms - wins if query.result == "lost" else wins
    )
    every = number + honorary if query.result == "won" and honorary else number
    text = f"{_subject(world, query)}: {_score(world, query, wins, noms, honorary)}{_where(world, query, base)}."
    return Reply(
        "answered",
        query.intent,
        text,
        answers=tuple(unique([str(number), str(every)])),
        bold=(plural(number, _noun(world, query, number)),),
        confidence=92,
        about=tuple((name.kind.value, name.ids[0], name.label) for name in query.names),
    )


def _tally(world: World, query: Query) -> tuple[Filters, tuple[int, int], int]:
    """Return the conditions that were used, (wins, nominations) of competitive awards, and honorary wins."""
    best: tuple[Filters, tuple[int, int], int] | None = None
    for reading in world.solver.readings(query):
        for filters in _undated(query, reading):
            counted = tally(world.store, filters.but(competitive=True))
            total = tally(world.store, filters)
            if total[1]:
                return filters, counted, total[0] - counted[0]
            best = best or (filters, counted, 0)
    assert best is not None  # noqa: S101 - there is always one reading
    return best


def _undated(query: Query, reading: Reading) -> list[Filters]:
    """A film has its own year: "how many oscars did titanic (1997) win" holds whichever year was meant."""
    filters = reading.filters
    return [filters, filters.but(years=None, edition=None)] if query.works and filters.years else [filters]


def _noun(world: World, query: Query, number: int) -> str:
    body = world.catalog.bodies[query.bodies[0]].singular if len(query.bodies) == 1 else "award"
    return f"{body} nomination" if query.result == "any" and query.has("rel.nominate") else body


def _score(world: World, query: Query, wins: int, noms: int, honorary: int) -> str:
    body = world.catalog.bodies[query.bodies[0]].singular if len(query.bodies) == 1 else "award"
    if query.result == "any" and query.has("rel.nominate"):
        text = f"{plural(noms, f'{body} nomination')}, {plural(wins, 'win')}"
    elif query.result == "lost":
        text = f"{plural(noms - wins, f'{body} nomination')} lost of {noms}"
    else:
        text = f"{plural(wins, body)} from {plural(noms, 'nomination')}"
    return f"{text} (competitive awards), and {plural(honorary, 'honorary award')}" if honorary else text


def _subject(world: World, query: Query) -> str:
    names = join(unique(name.label for name in query.names))
    if query.families:
        labels = unique(
            world.catalog.categories[pair].name for pair in world.solver.pairs(query, world.solver.bodies(query))
        )
        return f"{names}, {join(labels[:2])}" if names else join(labels[:2])
    return names or join(world.catalog.bodies[body].short for body in query.bodies)


def _where(world: World, query: Query, filters: Filters) -> str:
    """Return the ceremony when all rows are of one, or what was won when it fits in the message."""
    rows = find_rows(world.store, filters, limit=40)
    editions = unique(row.edition for row in rows)
    if len(editions) == 1:
        return f", {edition_label(world.catalog, world.catalog.editions[editions[0]])}"
    won = [row for row in rows if row.winner]
    if 0 < len(won) <= 4 and query.persons:
        items = unique(
            f"{category_label(world.catalog, row)} for {join(row.titles)} ({row.year})"
            if row.titles
            else f"{category_label(world.catalog, row)} ({row.year})"
            for row in won
        )
        return f": {'; '.join(items)}"
    return ""


def _zero(world: World, query: Query) -> Reply:
    """Return 0 for somebody or something known to the store that has nothing there."""
    bodies = join(unique(world.catalog.bodies[body].short for body in query.bodies)) or "any of our awards"
    names = join(unique(name.label for name in query.names))
    text = f"{names}: no nominations at {bodies} in our data, so 0."
    return Reply("answered", query.intent, text, answers=("0",), bold=("0",), confidence=80)
