"""Ceremonies: which one is asked about, and one thing about it: host, date, place, number, broadcaster, viewers."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from bot.catalog import Edition
from bot.errors import FailureKind
from bot.kinds.failures import explain
from bot.kinds.reply import answered, fail, not_in_data
from bot.kinds.world import World
from bot.model import Reply
from bot.parse.query import Query
from bot.render.parts import Parts
from bot.render.words import edition_label, join, long_date, ordinal, unique
from bot.tables import say
from bot.years import YearRef

MAX_EDITIONS = 10
MAX_YEARS_AHEAD = 5  # a span without an end goes no further
MAX_NTH = 3

Told = tuple[str, list[str]]  # a line of text and its bare answers; none where it is not on file


def main_body(query: Query) -> str:
    """Return the award body asked about: the first one named, or the Oscars."""
    return query.bodies[0] if query.bodies else "oscars"


def find_editions(world: World, query: Query) -> list[Edition]:
    """Return the editions asked about: by number, by year (two in some years), by first or last, or the latest."""
    body = main_body(query)
    if query.ceremony:
        edition = world.catalog.numbered(body, query.ceremony)
        return [edition] if edition else []
    if query.years:
        found = (edition for ref in query.years for edition in _editions_of(world, query, body, ref))
        return list(dict.fromkeys(found))
    held = world.catalog.held(body, query.today)
    together = [edition for edition in held if _named_hosts(query) & set(edition.hosts)]
    if together:  # "who hosted with anne hathaway"
        return together
    return held[query.nth - 1 : query.nth] if 0 < query.nth <= MAX_NTH else held[-1:]


def _named_hosts(query: Query) -> set[str]:
    """Return the people named in a question for hosts, as they are written among the hosts."""
    return {item.name for name in query.persons for item in name.candidates} if query.intent == "host" else set()


def _editions_of(world: World, query: Query, body: str, ref: YearRef) -> Iterator[Edition]:
    """Yield the editions of a year or a span of years."""
    place = world.catalog.of_film_year if ref.basis == "film" else world.catalog.in_year
    for year in range(ref.first, min(ref.last, query.today.year + MAX_YEARS_AHEAD) + 1):
        yield from place(body, year)


def answer_field(world: World, query: Query) -> Reply:
    """Answer one field of a ceremony: host, date, place, number, broadcaster or viewers."""
    editions = find_editions(world, query)
    if not editions:
        return explain(world, query)
    tell = _FIELDS[query.intent.removesuffix("-held")]
    told = [tell(world, edition) for edition in editions[:MAX_EDITIONS]]
    text = "\n".join(line for line, _ in told)
    answers = unique(value for _, values in told for value in values)
    if not answers:
        return fail(query, FailureKind.NOT_IN_DATA, text)
    beside = [value for value in answers if value not in _named_hosts(query)]
    answers = beside if query.intent == "host" and beside else answers
    hosts = world.catalog.host_ids(editions[0]) if query.intent == "host" else ()
    parts = _field_parts(world, query, editions, told)
    return answered(query, text, answers, 92, bold=answers, about=hosts, edition=editions[0].id, parts=parts)


def _field_parts(world: World, query: Query, editions: list[Edition], told: list[Told]) -> Parts:
    """Return one ceremony's line under its name, or the bare values of several, a line each, under the award's."""
    if len(told) == 1:
        name, line = edition_label(world.catalog, editions[0]), told[0][0].rstrip(".")
        lead = line.removeprefix(f"{name}: ")
        return Parts(name if lead != line else "", lead[:1].upper() + lead[1:])
    several = join if query.intent == "host" else ", ".join if query.intent == "where-held" else _first
    short = world.catalog.bodies[editions[0].body].short
    pairs = zip(editions, told, strict=False)
    lines = [f"{edition.year}: {several(values) if values else '–'}" for edition, (_, values) in pairs]
    return Parts(short, "", lines)


def _first(values: list[str]) -> str:
    return values[0]


def _host(world: World, edition: Edition) -> Told:
    name = edition_label(world.catalog, edition)
    if edition.hosts:
        return f"{name}: hosted by {join(edition.hosts)}.", list(edition.hosts)
    if edition.body == "oscars" and not edition.upcoming:  # only of the Oscars do we know that there was none
        return say("field.no-host-oscars", ceremony=name), ["no host"]
    return say("field.no-host", ceremony=name), []


def _when(world: World, edition: Edition) -> Told:
    name = edition_label(world.catalog, edition)
    if edition.day:
        return f"{name}: {long_date(edition.day)}.", [long_date(edition.day), edition.day.isoformat()]
    return say("field.no-day", ceremony=name, year=edition.year), [str(edition.year)]


def _where(world: World, edition: Edition) -> Told:
    name, places = edition_label(world.catalog, edition), unique([edition.venue, edition.city])
    return (f"{name}: {place_label(edition)}.", places) if places else (say("field.no-place", ceremony=name), [])


def place_label(edition: Edition) -> str:
    """Return "The Beverly Hilton, Beverly Hills", as far as it is on file."""
    return ", ".join(part for part in (edition.venue, edition.city) if part)


def _number(world: World, edition: Edition) -> Told:
    body, number = world.catalog.bodies[edition.body], edition.ceremony
    if not number:
        return say("field.no-number", body=body.short, year=edition.year), []
    return f"The {body.short} held in {edition.year} were the {ordinal(number)}.", [ordinal(number), str(number)]


def _broadcast(world: World, edition: Edition) -> Told:
    name = edition_label(world.catalog, edition)
    if not edition.broadcaster:
        return say("field.no-broadcaster", ceremony=name), []
    stations = edition.broadcaster.split("|")
    return f"{name}: shown by {join(stations)}.", stations


def _viewers(world: World, edition: Edition) -> Told:
    name = edition_label(world.catalog, edition)
    if edition.viewers_millions is None:
        return say("field.no-viewers", ceremony=name), []
    figure = f"{edition.viewers_millions:g}"
    return f"{name}: {figure} million viewers in the US.", [f"{figure} million", figure]


_FIELDS: dict[str, Callable[[World, Edition], Told]] = {
    "host": _host,
    "when": _when,
    "where": _where,
    "number": _number,
    "broadcast": _broadcast,
    "viewers": _viewers,
}


def answer_viewers_most(world: World, query: Query) -> Reply:
    """Answer which ceremony had the most or the fewest viewers among those with a figure."""
    held = world.catalog.held(main_body(query), query.today)
    known = [(edition.viewers_millions, edition) for edition in held if edition.viewers_millions]
    if not known:
        return not_in_data(query)
    fewest = query.has("agg.fewest")
    pick = min if fewest else max
    viewers, edition = pick(known, key=lambda item: item[0])
    name, figure = edition_label(world.catalog, edition), f"{viewers:g} million"
    text = f"{name} had the {'fewest' if fewest else 'most'} viewers on file: {figure} in the US."
    return answered(query, text, (name, str(edition.year), figure), 85)
