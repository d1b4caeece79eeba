"""The same race: who else was nominated, and who won when somebody was."""

from __future__ import annotations

from collections.abc import Sequence

from bot.errors import FailureKind
from bot.kinds.beat import answer_beat, main_rows
from bot.kinds.ceremony import answer_field
from bot.kinds.failures import explain
from bot.kinds.find import answer_find, reply_rows
from bot.kinds.options import MAX_LABEL_CHARS, MAX_OPTIONS
from bot.kinds.reply import names_label
from bot.kinds.search import default_award, search
from bot.kinds.world import World
from bot.model import Option, Reply
from bot.parse.intents import find_when
from bot.parse.query import OSCARS, Query
from bot.query.filters import Filters
from bot.query.rows import Nom, find_rows
from bot.query.solve import Found, Reading
from bot.render.rows import entry
from bot.tables import say, word_group
from bot.years import YearRef


def answer_rivals(world: World, query: Query) -> Reply:
    """Answer with all nominees of the categories in which the named one stood."""
    query = world.solver.narrow(default_award(world, query.but(result="any")))
    founds = search(world, query)
    if not founds:
        return explain(world, query)
    first = main_rows(world, query, list(founds[0].rows))[0]
    everyone = find_rows(world.store, Filters(categories=((first.body, first.category),), edition=first.edition))
    named = query.apart_from.union(ident for name in query.names for ident in name.ids)
    others = [row for row in everyone if named.isdisjoint(row.ids)] or everyone
    return reply_rows(world, query.but(ask="list", names=()), [Found(Reading(Filters()), tuple(others))])


def answer_when_clause(world: World, query: Query) -> Reply:
    """Answer who won in the year, and without another category in the race, in which somebody was nominated."""
    at = find_when(query.words) or 0
    if query.families and not query.bodies:
        own = world.solver.bodies(query)  # "best actress drama" is no award of the Oscars
        query = query if own == OSCARS else query.but(bodies=own)
    clause = _clause(world, query, at)
    won = not word_group("clause-won").isdisjoint(query.words[at:])
    found = [row for found in search(world, clause) for row in found.rows]
    rows = [row for row in found if row.winner == won] or found
    if not rows:
        return explain(world, clause)
    if query.has("rel.host"):
        return _host_of_that_year(world, query, rows[0])
    if query.has("rel.else", "rel.against") or _asks_nominees(query, at):
        return answer_rivals(world, _names_behind(query, at).but(intent="rivals", years=_night_of(world, rows)))
    asked = query.families[:-1] if clause.families else query.families
    query = query.but(families=asked)
    if asked and (
        query.bodies[:1] != _own_bodies(query) or clause.families or not _shares_family(world, query, rows[0])
    ):
        return _of_that_year(world, query, rows) if _is_one_night(rows) else _which_night(world, query, rows)
    if asked and not query.persons:
        rows = main_rows(world, clause, rows)
    if asked and not _is_one_night([row for row in rows if _shares_family(world, query, row)] or rows):
        return _which_night(world, query, rows)
    inside = _names_behind(query, at)
    if won:
        return answer_find(world, inside.but(intent="find", ask="who"))
    hints = query.hints._replace(first_name_at=1, beat_at=0, lost_to_at=None, lose_at=None)
    return answer_beat(world, inside.but(intent="beat", ask="who", cues=query.cues - {"rel.lostto"}, hints=hints))


def _is_one_night(rows: Sequence[Nom]) -> bool:
    return len({row.edition for row in rows}) == 1


def _which_night(world: World, query: Query, rows: Sequence[Nom]) -> Reply:
    """Ask which of several ceremonies is meant, the one with the best known work first."""
    category = next(world.catalog.categories[pair].name for pair in world.solver.pairs(query, query.bodies or OSCARS))
    nights = {row.edition: row for row in reversed(rows)}
    options = tuple(
        Option(
            f"{entry(world.catalog, row)}, {row.year}"[:MAX_LABEL_CHARS],
            f"{category} at the {row.year} {world.catalog.bodies[row.body].short}",
        )
        for row in list(nights.values())[:MAX_OPTIONS]
    )
    text = say("ask.which-night", name=names_label(query))
    return Reply("clarify", query.intent, text, options=options, confidence=40, failure=FailureKind.AMBIGUOUS)


def _own_bodies(query: Query) -> tuple[str, ...]:
    """Return the award of the clause: the last of several."""
    return query.bodies[-1:] if len(query.bodies) > 1 else query.bodies


def _names_behind(query: Query, at: int) -> Query:
    """Return the query with only the names behind the word that opens the clause."""
    placed = zip(query.names, query.hints.starts, strict=False)
    return query.but(names=tuple(name for name, start in placed if start > at))


def _clause(world: World, query: Query, at: int) -> Query:
    """Return the clause as a question of its own: the nominations of its names."""
    clause = _names_behind(query, at).but(families=(), bodies=_own_bodies(query), result="any", ask="check")
    inner = clause.but(families=query.families[-1:]) if len(query.families) > 1 else clause
    told = inner if search(world, inner) else clause
    return world.solver.narrow(default_award(world, told))


def _of_that_year(world: World, query: Query, rows: Sequence[Nom]) -> Reply:
    """Answer with the winner of the category asked for at the ceremony of that year."""
    row = rows[0]
    year = world.catalog.editions[row.edition].year
    when = YearRef(-1, -1, year, year, "ceremony")
    bodies = query.bodies[:1] or (row.body,)
    return answer_find(world, query.but(names=(), bodies=bodies, years=(when,), result="won", intent="find"))


def _asks_nominees(query: Query, at: int) -> bool:
    """Return whether those nominated are asked for, in the words before the clause at `at`."""
    return any(word in word_group("nominated") for word in query.words[:at])


def _night_of(world: World, rows: Sequence[Nom]) -> tuple[YearRef, ...]:
    """Return the one year in which these were given, or () where there are several."""
    years = {world.catalog.editions[row.edition].year for row in rows}
    return tuple(YearRef(-1, -1, year, year, "ceremony") for year in years) if len(years) == 1 else ()


def _host_of_that_year(world: World, query: Query, row: Nom) -> Reply:
    """Answer with the host of that ceremony."""
    edition = world.catalog.editions[row.edition]
    when = YearRef(-1, -1, edition.year, edition.year, "ceremony")
    return answer_field(world, query.but(names=(), bodies=(edition.body,), years=(when,), intent="host"))


def _shares_family(world: World, query: Query, row: Nom) -> bool:
    return not set(query.families).isdisjoint(world.catalog.categories[row.body, row.category].families)
