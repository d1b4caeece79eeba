"""What the codes on buttons ask, answered from the store alone: see `bot.kinds.codes`."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from bot.catalog import Edition
from bot.context import named
from bot.errors import FailureKind
from bot.kinds.codes import Code
from bot.kinds.find import reply_rows
from bot.kinds.glance import glance_of
from bot.kinds.profile import profile_of
from bot.kinds.quotes import quote_of_win
from bot.kinds.reply import fail
from bot.kinds.sources import answer_source
from bot.kinds.world import World
from bot.model import Reply
from bot.parse.query import Query
from bot.query.filters import Filters, Result
from bot.query.places import FAMILY_MARK, categories_of
from bot.query.rows import find_rows
from bot.query.solve import Found, Reading
from bot.tables import say
from bot.years import YearRef

Pressed = tuple[Query, Reply]  # what is remembered as asked, and its reply
_TABLES = {"person": ("person", "name"), "film": ("work", "title")}


def answer_code(world: World, code: Code, today: date) -> Pressed:
    """Return the reply to a pressed button; one whose facts are gone says so."""
    return _ANSWERS[code.verb](world, code, today) or _stale(today)


def _stale(today: date) -> Pressed:
    query = Query("unknown", today)
    return query, fail(query, FailureKind.NEEDS_CONTEXT, say("fail.stale-step"))


def _place(world: World, code: Code, today: date) -> tuple[Edition, str] | None:
    """Return the edition and category of a code, None where they are not on file or not held by `today`."""
    edition = world.catalog.editions.get(code.args[0])
    if not edition or not edition.held_by(today):
        return None
    category = code.args[1] if len(code.args) > 1 else ""
    return (edition, category) if not category or world.places.given(edition.id, category) else None


def query_of(world: World, edition: Edition, category: str, today: date, result: Result) -> Query:
    """Return the question about a category of one ceremony: what a follow-up will lean on."""
    if category.startswith(FAMILY_MARK):
        families: tuple[str, ...] = (category.removeprefix(FAMILY_MARK),)
    else:
        families = world.catalog.categories[edition.body, category].families[:1] if category else ()
    year = YearRef(-1, -1, edition.year, edition.year, "ceremony")
    return Query("find", today, bodies=(edition.body,), families=families, years=(year,), result=result)


def _winner(world: World, code: Code, today: date) -> Pressed | None:
    return _rows(world, code, today, "won") or _rows(world, code, today, "any")


def _nominees(world: World, code: Code, today: date) -> Pressed | None:
    return _rows(world, code, today, "any")


def _rows(world: World, code: Code, today: date, result: Result) -> Pressed | None:
    place = _place(world, code, today)
    if not place or not place[1]:
        return None
    edition, category = place
    pairs = tuple((edition.body, each) for each in categories_of(world.catalog, edition.body, category))
    filters = Filters(edition=edition.id, categories=pairs, result=result)
    rows = find_rows(world.store, filters)
    query = query_of(world, edition, category, today, result).but(ask="" if result == "won" else "list")
    return (query, reply_rows(world, query, [Found(Reading(filters), tuple(rows))])) if rows else None


def _speech(world: World, code: Code, today: date) -> Pressed | None:
    place = _place(world, code, today)
    if not place:
        return None
    query = query_of(world, *place, today, "won").but(intent="quote")
    reply = quote_of_win(world, query, *place, after=code.args[2] if len(code.args) > 2 else "")
    return (query, reply) if reply else None


def _show(world: World, code: Code, today: date) -> Pressed | None:
    place = _place(world, code, today)
    if not place:
        return None
    query = query_of(world, place[0], "", today, "any").but(intent="glance")
    return query, glance_of(world, query, place[0])


def _name(world: World, code: Code, today: date) -> Pressed | None:
    table, column = _TABLES[code.verb]
    row = world.store.row(f"SELECT {column} FROM {table} WHERE id = ?", [code.args[0]])  # noqa: S608 - our own table names
    if not row:
        return None
    query = Query("profile", today, names=(named(table, code.args[0], row[0]),))
    return query, profile_of(world, query, query.names[0])


def _source(world: World, code: Code, today: date) -> Pressed | None:
    reply = answer_source(world, Query("source", today), code.args)
    return (Query("source", today), reply) if reply else None


_ANSWERS: dict[str, Callable[[World, Code, date], Pressed | None]] = {
    "winner": _winner,
    "nominees": _nominees,
    "speech": _speech,
    "show": _show,
    "person": _name,
    "film": _name,
    "source": _source,
}
