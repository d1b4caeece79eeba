"""Ages at a ceremony: the youngest and the oldest, and how old somebody was."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from bot.errors import FailureKind
from bot.kinds.failures import explain
from bot.kinds.reply import about_rows, answered, fail, not_in_data, one_family
from bot.kinds.world import World
from bot.model import Reply
from bot.parse.query import Query
from bot.query.ages import find_extreme_age
from bot.query.filters import Filters
from bot.query.rows import Nom, find_rows
from bot.render.rows import sentence
from bot.render.words import category_label
from bot.store import marks
from bot.tables import say

_DAYS_PER_YEAR = 365.2425


def answer_age(world: World, query: Query) -> Reply:
    """Answer the youngest or oldest winner (or nominee) of a category, from full birth dates only."""
    if not query.families and not query.acting:
        return not_in_data(query)
    winners = not query.has("rel.nominate") or query.has("rel.win")
    youngest = query.has("agg.youngest")
    found = find_extreme_age(world.store, _contested(world, query, winners=winners), youngest=youngest)
    if not found:
        return not_in_data(query)
    name, days, row = found
    years = int(days / _DAYS_PER_YEAR)
    title = f"{'youngest' if youngest else 'oldest'} {category_label(world.catalog, row)}"
    head = f"{name}, {years}, is the {title} {'winner' if winners else 'nominee'}"
    return answered(
        query,
        f"{head} among those with a birth date on file. {sentence(world.catalog, row)}",
        (name, *row.titles, str(years)),
        80,
        bold=(name,),
        about=about_rows((row,)),
        edition=row.edition,
        families=one_family(world, (row,)),
    )


def _contested(world: World, query: Query, *, winners: bool) -> Filters:
    """Return the conditions of the question, for competitive wins or all nominations."""
    gender = "" if query.families else query.gender
    filters = world.solver.readings(query.but(result="any", gender=gender))[0].filters
    return filters.but(result="won" if winners else "any", competitive=True)


def answer_age_of(world: World, query: Query) -> Reply:
    """Answer how old somebody was at the (first) win that the question means."""
    query = world.solver.narrow(query)
    if not query.persons:
        return explain(world, query)
    rows = find_rows(world.store, world.solver.readings(query.but(result="any"))[0].filters)
    rows = [row for row in rows if row.winner] or rows
    births, ids = _births(world, rows), set(query.persons[0].ids)
    for row in rows:
        day = world.catalog.editions[row.edition].day
        name, birth = next(((name, births[it]) for it, name in row.people if it in ids and it in births), ("", None))
        if day and birth:
            age = str(_age(birth, day))
            return answered(query, f"{name} was {age}. {sentence(world.catalog, row)}", (age,), 85, bold=(age,))
    return fail(query, FailureKind.NOT_IN_DATA, say("fail.no-birth-date", name=query.persons[0].label))


def _births(world: World, rows: Iterable[Nom]) -> dict[str, date]:
    """Return the full birth dates of the people in some rows; a bare year is no basis for an age."""
    wanted = sorted({person for row in rows for person, _ in row.people})
    sql = f"SELECT id, birth FROM person WHERE length(birth) = 10 AND id IN ({marks(wanted)})"  # noqa: S608 - place holders
    return {row["id"]: date.fromisoformat(row["birth"]) for row in world.store.rows(sql, wanted)}


def _age(birth: date, day: date) -> int:
    """Return the whole years lived on a day."""
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))
