"""Why no nomination fits: the true reason, computed, and the nearest thing that can be asked."""

from __future__ import annotations

from bot.catalog import Body
from bot.errors import FailureKind
from bot.kinds.reply import fail, names_label, not_in_data
from bot.kinds.world import World
from bot.model import Reply
from bot.parse.query import OSCARS, Query
from bot.render.words import at_bodies, edition_label, join, long_date
from bot.tables import say
from bot.years import YearRef

OUR_AWARDS = "our awards"
MAX_OTHERS = 3  # award bodies named that have the category


def explain(world: World, query: Query) -> Reply:
    """Return why no nomination fits: not held yet, no such ceremony or category, outside coverage, or not on file."""
    for reason in (_ceremony_reason, _category_reason, _name_reason):
        reply = reason(world, query)
        if reply:
            return reply
    return not_in_data(query)


def _ceremony_reason(world: World, query: Query) -> Reply | None:
    """Check the year or number asked for against the editions of the (first) body."""
    bodies = world.solver.bodies(query) or OSCARS
    body = world.catalog.bodies[bodies[0]]
    if query.ceremony:
        return _number_reason(world, query, body, query.ceremony)
    return _year_reason(world, query, body, query.year) if query.year else None


def _number_reason(world: World, query: Query, body: Body, number: int) -> Reply | None:
    edition = world.catalog.numbered(body.id, number)
    if not edition:
        first, last = world.catalog.span(body.id)
        text = say("fail.no-such-ceremony", body=body.the_short, first=first, last=last)
        return fail(query, FailureKind.NO_SUCH_CEREMONY, text)
    return None if edition.held_by(query.today) else not_held(world, query, body.id)


def _year_reason(world: World, query: Query, body: Body, year: YearRef) -> Reply | None:
    latest = world.catalog.latest(body.id, query.today)
    first, last = world.catalog.span(body.id)
    if latest and year.first > (latest.film_last if year.basis == "film" else latest.year):
        if body.kind == "festival" and year.first <= query.today.year > last:  # held each year, but not on file yet
            return fail(query, FailureKind.NOT_IN_DATA, _outside(body, first, last))
        return not_held(world, query, body.id)
    if year.exact and year.basis == "ceremony" and first <= year.first <= last:
        if world.catalog.in_year(body.id, year.first):
            return None
        text = say("fail.none-that-year", body=body.short, year=year.first)
        return fail(query, FailureKind.NO_SUCH_CEREMONY, text)
    if year.last >= first - 1 and _is_on_file(world, body, year):
        return None
    return fail(query, FailureKind.NOT_IN_DATA, _outside(body, first, last))


def _outside(body: Body, first: int, last: int) -> str:
    """Say for which years an award is on file."""
    return say("fail.outside-coverage", body=body.the_short, first=first, last=last)


def _is_on_file(world: World, body: Body, year: YearRef) -> bool:
    """Return whether some edition is of that year; a span or a decade always holds one."""
    catalog = world.catalog
    return not year.exact or bool(catalog.in_year(body.id, year.first) or catalog.of_film_year(body.id, year.first))


def not_held(world: World, query: Query, body: str) -> Reply:
    """Say that a ceremony is still to come, with its date where it is on file."""
    name = world.catalog.bodies[body].short
    coming, latest = world.catalog.upcoming(body, query.today), world.catalog.latest(body, query.today)
    when = ""
    if coming and coming.day:
        when = say("fail.next-date", ceremony=edition_label(world.catalog, coming), date=long_date(coming.day))
    last = edition_label(world.catalog, latest) if latest else name
    text = say("fail.not-held-yet", body=name, latest=last, next=when).strip()
    return fail(query, FailureKind.NOT_HELD_YET, text)


def _category_reason(world: World, query: Query) -> Reply | None:
    """Check that the category exists at the body and was given that year."""
    if not query.families or query.names:
        return None
    bodies = world.solver.bodies(query)
    pairs = world.catalog.pairs(query.families, bodies)
    names = at_bodies(world.catalog, bodies) or OUR_AWARDS
    if pairs and _was_given(world, pairs, query.year):
        return not_in_data(query)
    if pairs:
        name = world.catalog.categories[pairs[0]].name
        given = _given(world, pairs, bodies)
        text = say("fail.no-category-that-year", category=name, body=names, given=given)
    else:
        others = [world.catalog.bodies[body].the_short for body in world.catalog.bodies_with(query.families)]
        text = say(
            "fail.no-such-category", body=names, others=join(others[:MAX_OTHERS], "or") or f"none of {OUR_AWARDS}"
        )
    return fail(query, FailureKind.NO_SUCH_CATEGORY, text)


def _was_given(world: World, pairs: tuple[tuple[str, str], ...], year: YearRef | None) -> bool:
    """Return whether a category was given before a year and after it: then its winner of that year is missing."""
    categories = [world.catalog.categories[pair] for pair in pairs]
    return year is not None and any(item.first_year < year.first < item.last_year for item in categories)


def _given(world: World, pairs: tuple[tuple[str, str], ...], bodies: tuple[str, ...]) -> str:
    """Return in which years some categories were given: "since 1944", "from 1944 to 1969"."""
    categories = [world.catalog.categories[pair] for pair in pairs]
    first, last = min(item.first_year for item in categories), max(item.last_year for item in categories)
    if last >= max(world.catalog.span(body)[1] for body in bodies):
        return say("fail.given-since", first=first)
    return say("fail.given-from-to", first=first, last=last)


def _name_reason(world: World, query: Query) -> Reply | None:
    """Say which name has nothing on file under the conditions."""
    if not query.names:
        return None
    where = at_bodies(world.catalog, world.solver.bodies(query)) or OUR_AWARDS
    text = say("fail.nothing-for-name", name=names_label(query), body=where)
    return fail(query, FailureKind.NOT_IN_DATA, text)
