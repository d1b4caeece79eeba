"""How many: wins and nominations of a film or person, or under any other conditions."""

from __future__ import annotations

from dataclasses import dataclass

from bot.errors import FailureKind
from bot.kinds.failures import explain, not_held
from bot.kinds.losses import answer_losses_before
from bot.kinds.options import which_one
from bot.kinds.ranking import years_label
from bot.kinds.reply import about_name, answered, fail, names_label
from bot.kinds.sagas import film_of, find_saga
from bot.kinds.search import default_award
from bot.kinds.world import World
from bot.model import Kind, Reply
from bot.parse.query import Name, Query
from bot.query.filters import Filters
from bot.query.rank import tally
from bot.query.rows import Nom, find_rows
from bot.query.solve import Reading
from bot.render.words import at_bodies, category_label, edition_label, join, plural, score_label, unique
from bot.tables import say

_LINKED = (Kind.PERSON, Kind.WORK)
TRILOGY = 3  # films
MAX_TOLD = 4  # wins listed one by one
MAX_LOOKED_AT = 40  # rows that tell whether all are of one ceremony


@dataclass(frozen=True, slots=True)
class Tally:
    """What was counted: competitive wins and nominations, honorary wins, and the conditions that were used."""

    filters: Filters
    wins: int
    noms: int
    honorary: int


def answer_count(world: World, query: Query) -> Reply:
    """Answer with one number, saying what was counted; honorary awards are counted apart."""
    query = world.solver.narrow(_award_of(world, query.but(result="any", ask="count"))).but(result=query.result)
    open_name = next((name for name in query.names if len(name.candidates) > 1 and name.kind in _LINKED), None)
    if open_name:
        return which_one(query, open_name)
    if not query.names and not query.families and not query.is_dated:
        return explain(world, query)
    if query.has("time.before"):
        return answer_losses_before(world, query)
    saga = find_saga(world, query)
    if saga:
        return _count_saga(world, query, saga)
    counted = _tally(world, query)
    if not counted.noms and not counted.honorary:
        return _zero(world, query) if query.names else explain(world, query)
    return _count_reply(world, query, counted)


def _award_of(world: World, query: Query) -> Query:
    """Return the query with the award that goes without saying; "how many awards" for a film is asked of all."""
    return query if query.has("noun.award") and query.persons and query.works else default_award(world, query)


def _count_saga(world: World, query: Query, saga: Name) -> Reply:
    """Answer for three films together, telling each; of a longer series some have titles of their own."""
    films = [query.but(names=(film_of(item),)) for item in saga.candidates]
    each = [(film, counted) for film in films if (counted := _tally(world, film)).noms]
    if len(each) != TRILOGY:
        return fail(query, FailureKind.NOT_IN_DATA, say("fail.restricted"))
    unit = f"{_singular(world, query)} nomination" if _asks_nominations(query) else _singular(world, query)
    number = plural(sum(_number(film, counted) for film, counted in each), unit)
    told = ", ".join(f"{names_label(film)} {_number(film, counted)}" for film, counted in each)
    return answered(query, f"{saga.text}, all films: {number} ({told}).", (number.split()[0],), 86, bold=(number,))


def _count_reply(world: World, query: Query, counted: Tally) -> Reply:
    number = _number(query, counted)
    every = number + counted.honorary if query.result == "won" else counted.wins if query.inherited else number
    unit = _singular(world, query)
    bold = plural(number, f"{unit} nomination" if _asks_nominations(query) else unit)
    rows = find_rows(world.store, counted.filters, limit=MAX_LOOKED_AT)
    where = _where(world, query, counted.filters, rows)
    editions = unique(row.edition for row in rows)
    text = f"{_subject(world, query)}: {_score(world, query, counted, rows)}{where}."
    about = tuple(about_name(name) for name in query.names)
    edition = editions[0] if len(editions) == 1 else ""
    return answered(query, text, unique([str(number), str(every)]), 92, bold=(bold,), about=about, edition=edition)


def _tally(world: World, query: Query) -> Tally:
    """Count under the first reading that has nominations, or under the first of all."""
    trials = [filters for reading in world.solver.readings(query) for filters in _undated(query, reading)]
    for filters in trials:
        won, total = tally(world.store, filters)
        if total:
            wins, noms = tally(world.store, filters.but(competitive=True))
            return Tally(filters, wins, noms, won - wins)
    return Tally(trials[0], 0, 0, 0)


def _undated(query: Query, reading: Reading) -> list[Filters]:
    """A film has its own year: "how many oscars did titanic (1997) win" holds whichever year was meant."""
    filters = reading.filters.but(kind="film" if _is_of_films(query) else "")
    return [filters, filters.but(years=None, edition=None)] if query.works and filters.years else [filters]


def _is_of_films(query: Query) -> bool:
    """Return whether somebody's awards "for movies" are to be counted, and not those for television."""
    return query.has("noun.film") and not query.has("noun.show") and bool(query.persons) and not query.works


def _asks_nominations(query: Query) -> bool:
    return query.result == "any" and query.has("rel.nominate")


def _number(query: Query, counted: Tally) -> int:
    """Return the number asked for: of nominations, of those lost, or of wins."""
    if _asks_nominations(query):
        return counted.noms
    return counted.noms - counted.wins if query.result == "lost" else counted.wins


def _singular(world: World, query: Query) -> str:
    return world.catalog.bodies[query.bodies[0]].singular if len(query.bodies) == 1 else "award"


def _score(world: World, query: Query, counted: Tally, rows: list[Nom]) -> str:
    unit, wins, noms = _singular(world, query), counted.wins, counted.noms
    if _asks_nominations(query):
        text = f"{plural(noms, f'{unit} nomination')}, {plural(wins, 'win')}"
    elif query.result == "lost":
        text = f"{plural(noms - wins, f'{unit} nomination')} lost of {noms}"
    else:
        known = world.catalog.lists_nominees(row.body for row in rows)
        text = score_label(wins, noms if known else None, unit)
    honorary = plural(counted.honorary, "honorary award")
    return f"{text} (competitive awards), and {honorary}" if counted.honorary else text


def _subject(world: World, query: Query) -> str:
    """Return whose awards were counted: names, categories, or the award body alone."""
    names = names_label(query)
    if not query.families:
        return names or join(world.catalog.bodies[body].short for body in query.bodies)
    pairs = world.solver.pairs(query, world.solver.bodies(query))
    labels = join(unique(world.catalog.categories[pair].name for pair in pairs)[:2])
    return f"{names}, {labels}" if names else labels


def _where(world: World, query: Query, filters: Filters, rows: list[Nom]) -> str:
    """Return the ceremony when all rows are of one, or what was won when it fits in the message."""
    if query.year and not query.year.exact and filters.years:
        return f" ({years_label(query, filters)})"
    editions = unique(row.edition for row in rows)
    if len(editions) == 1:
        return f", {edition_label(world.catalog, world.catalog.editions[editions[0]])}"
    won = [row for row in rows if row.winner]
    if 0 < len(won) <= MAX_TOLD and query.persons:
        return f": {'; '.join(unique(_win(world, row) for row in won))}"
    return ""


def _win(world: World, row: Nom) -> str:
    films = f" for {join(row.titles)}" if row.titles else ""
    return f"{category_label(world.catalog, row)}{films} ({row.year})"


def _zero(world: World, query: Query) -> Reply:
    """Return 0 for somebody or something known to the store that has nothing there, unless the night is to come."""
    later = world.solver.readings(query.but(result="any"))[0].filters.but(until="")
    coming = find_rows(world.store, later, limit=1)
    if coming:
        return not_held(world, query, coming[0].body)
    bodies = at_bodies(world.catalog, query.bodies) or "any of our awards"
    text = f"{names_label(query)}: no nominations at {bodies} in our data, so 0."
    return answered(query, text, ("0",), 80, bold=("0",))
