"""Ceremonies: hosts, date, place, number, broadcaster, viewers, what comes next, and an evening at a glance."""

from __future__ import annotations

from collections import Counter

from bot.catalog import Edition
from bot.errors import FailureKind
from bot.kinds.failures import explain, fail, not_held
from bot.kinds.world import World
from bot.model import Reply
from bot.parse.query import Query
from bot.query.filters import Filters
from bot.query.rank import rank
from bot.query.rows import find_rows
from bot.render.rows import entry
from bot.render.words import category_label, edition_label, join, long_date, ordinal, plural, the_edition, times, unique
from bot.tables import say

GLANCE_FAMILIES = ("best-picture", "best-director", "best-actor", "best-actress")


def find_editions(world: World, query: Query) -> list[Edition]:
    """Return the editions asked about: by number, by year (two in some years), by first or last, or the latest."""
    body = (query.bodies or ("oscars",))[0]
    if query.ceremony:
        edition = world.catalog.numbered(body, query.ceremony)
        return [edition] if edition else []
    if query.year:
        years = range(query.year.first, min(query.year.last, query.today.year + 5) + 1)
        place = world.catalog.of_film_year if query.year.basis == "film" else world.catalog.in_year
        return [edition for year in years for edition in place(body, year)]
    held = world.catalog.held(body, query.today)
    if 0 < query.nth <= 3:
        return held[query.nth - 1 : query.nth]
    return held[-1:]


def answer_field(world: World, query: Query) -> Reply:
    """Answer one field of a ceremony: host, date, place, number, broadcaster or viewers."""
    editions = find_editions(world, query)
    if not editions:
        return explain(world, query)
    field = query.intent.removesuffix("-held")
    lines, answers = [], []
    for edition in editions[:10]:
        text, values = _FIELDS[field](world, edition)
        lines.append(text)
        answers += values
    if not answers:
        return fail(query, FailureKind.NOT_IN_DATA, "\n".join(lines))
    return Reply(
        "answered",
        query.intent,
        "\n".join(lines),
        answers=tuple(unique(answers)),
        bold=tuple(unique(answers)),
        about=world.catalog.host_ids(editions[0]),
        edition=editions[0].id,
        confidence=92,
    )


def _host(world: World, edition: Edition) -> tuple[str, list[str]]:
    name = edition_label(world.catalog, edition)
    if edition.hosts:
        return f"{name}: hosted by {join(edition.hosts)}.", list(edition.hosts)
    key = "field.no-host-oscars" if edition.body == "oscars" and not edition.upcoming else "field.no-host"
    text = say(key, ceremony=name)
    return text, ["no host"] if key == "field.no-host-oscars" else []


def _when(world: World, edition: Edition) -> tuple[str, list[str]]:
    name = edition_label(world.catalog, edition)
    if edition.day:
        return f"{name}: {long_date(edition.day)}.", [long_date(edition.day), edition.day.isoformat()]
    return f"{name}: held in {edition.year}; the day is not in our data.", [str(edition.year)]


def _where(world: World, edition: Edition) -> tuple[str, list[str]]:
    name = edition_label(world.catalog, edition)
    if edition.venue or edition.city:
        return f"{name}: {', '.join(part for part in (edition.venue, edition.city) if part)}.", unique(
            [edition.venue, edition.city]
        )
    return f"{name}: the place is not in our data.", []


def _number(world: World, edition: Edition) -> tuple[str, list[str]]:
    name = world.catalog.bodies[edition.body].short
    if not edition.ceremony:
        return f"{name} {edition.year}: no number in our data.", []
    return f"The {name} held in {edition.year} were the {ordinal(edition.ceremony)}.", [
        ordinal(edition.ceremony),
        str(edition.ceremony),
    ]


def _broadcast(world: World, edition: Edition) -> tuple[str, list[str]]:
    name = edition_label(world.catalog, edition)
    stations = edition.broadcaster.split("|") if edition.broadcaster else []
    return (
        (f"{name}: shown by {join(stations)}.", stations)
        if stations
        else (f"{name}: the broadcaster is not in our data.", [])
    )


def _viewers(world: World, edition: Edition) -> tuple[str, list[str]]:
    name = edition_label(world.catalog, edition)
    if edition.viewers_millions is None:
        return f"{name}: the number of viewers is not in our data.", []
    return f"{name}: {edition.viewers_millions:g} million viewers in the US.", [
        f"{edition.viewers_millions:g} million",
        f"{edition.viewers_millions:g}",
    ]


_FIELDS = {
    "host": _host,
    "when": _when,
    "where": _where,
    "number": _number,
    "broadcast": _broadcast,
    "viewers": _viewers,
}


def answer_viewers_most(world: World, query: Query) -> Reply:
    """Answer which ceremony had the most or the fewest viewers among those with a figure."""
    body = (query.bodies or ("oscars",))[0]
    known = [edition for edition in world.catalog.held(body, query.today) if edition.viewers_millions]
    if not known:
        return fail(query, FailureKind.NOT_IN_DATA, say("fail.not-in-our-data"))
    pick = min if query.has("agg.fewest") else max
    edition = pick(known, key=lambda item: item.viewers_millions or 0.0)
    word = "fewest" if pick is min else "most"
    text = f"{edition_label(world.catalog, edition)} had the {word} viewers on file: {edition.viewers_millions:g} million in the US."
    return Reply(
        "answered",
        query.intent,
        text,
        answers=(edition_label(world.catalog, edition), str(edition.year), f"{edition.viewers_millions:g} million"),
        confidence=85,
    )


def answer_next(world: World, query: Query) -> Reply:
    """Answer when, where and with which host the next ceremony is, of one body or of all that are on file."""
    bodies = query.bodies or tuple(body for body in world.catalog.bodies if world.catalog.upcoming(body, query.today))
    coming = [edition for body in bodies if (edition := world.catalog.upcoming(body, query.today))]
    if not coming:
        name = join(world.catalog.bodies[body].short for body in bodies)
        return fail(query, FailureKind.NOT_IN_DATA, say("fail.no-next", body=name))
    coming.sort(key=lambda edition: (edition.day is None, edition.day))
    lines, answers = [], []
    for edition in coming[:5]:
        parts = [
            long_date(edition.day) if edition.day else str(edition.year),
            ", ".join(p for p in (edition.venue, edition.city) if p),
        ]
        host = (
            f"hosted by {join(edition.hosts)}"
            if edition.hosts
            else "host not on file yet"
            if query.has("rel.host")
            else ""
        )
        lines.append(f"{edition_label(world.catalog, edition)}: {'; '.join(part for part in (*parts, host) if part)}.")
        dates = [long_date(edition.day), edition.day.isoformat()] if edition.day else [str(edition.year)]
        answers += (
            [*edition.hosts]
            if query.has("rel.host") and edition.hosts
            else []
            if query.has("rel.host")
            else [edition.venue]
            if query.ask == "where"
            else dates
        )
    return Reply(
        "answered",
        query.intent,
        "\n".join(lines),
        answers=tuple(unique(answers)),
        bold=tuple(unique(answers)),
        edition=coming[0].id,
        confidence=88,
    )


def answer_no_host(world: World, query: Query) -> Reply:
    """Answer which ceremonies of the Oscars had no host; for other bodies no host on file proves nothing."""
    if query.bodies and query.bodies[0] != "oscars":
        return fail(query, FailureKind.NOT_IN_DATA, say("fail.not-in-our-data"))
    bare = [edition for edition in world.catalog.held("oscars", query.today) if not edition.hosts]
    if query.year:
        bare = [edition for edition in bare if query.year.first <= edition.year <= query.year.last]
    if query.nth and bare:
        bare = bare[-1:] if query.nth == -1 else bare[query.nth - 1 : query.nth]
    if not bare:
        return Reply(
            "answered",
            query.intent,
            "No Oscars ceremony without a host then, as far as our data goes.",
            answers=("no",),
            confidence=75,
        )
    text = f"Oscars without a host: {join(edition_label(world.catalog, edition) for edition in bare)}."
    years = tuple(str(edition.year) for edition in bare)
    return Reply(
        "answered",
        query.intent,
        text,
        answers=(*(("yes",) if query.ask == "yesno" else ()), *years),
        bold=years,
        confidence=85,
    )


def answer_hosting(world: World, query: Query) -> Reply:
    """Answer how often and when somebody hosted, or who hosted most."""
    body = (query.bodies or ("oscars",))[0]
    editions = [edition for edition in world.catalog.held(body, query.today) if edition.hosts]
    if query.has("agg.first") and not query.persons:
        return answer_field(world, query.but(intent="host", nth=1))
    if not query.persons:
        counts = Counter(host for edition in editions for host in edition.hosts)
        top = counts.most_common(4)
        leaders = [name for name, number in top if number == top[0][1]]
        rest = ", ".join(f"{name} {number}" for name, number in top if number < top[0][1])
        text = f"{join(leaders)} hosted the {world.catalog.bodies[body].short} most often: {times(top[0][1])}." + (
            f" Next: {rest}." if rest else ""
        )
        return Reply("answered", query.intent, text, answers=tuple(leaders), bold=tuple(leaders), confidence=85)
    labels = {candidate.name for candidate in query.persons[0].candidates}
    hosted = [edition for edition in editions if labels & set(edition.hosts)]
    if not query.bodies and not hosted:
        hosted = [edition for edition in world.catalog.editions.values() if labels & set(edition.hosts)]
    if query.year:
        hosted = [edition for edition in hosted if query.year.first <= edition.year <= query.year.last]
    return _hosting_reply(world, query, hosted)


def _hosting_reply(world: World, query: Query, hosted: list[Edition]) -> Reply:
    name = query.persons[0].label
    yesno = query.intent == "check-host"
    if not hosted:
        text = f"{'No. ' if yesno else ''}No ceremony hosted by {name} is on file."
        return Reply("answered", query.intent, text, answers=("no",) if yesno else ("0",), confidence=75)
    if query.nth:
        hosted = hosted[-1:] if query.nth == -1 else hosted[query.nth - 1 : query.nth] or hosted
    places = join(edition_label(world.catalog, edition) for edition in hosted[:10])
    text = f"{'Yes. ' if yesno else ''}{name} hosted {times(len(hosted)) if not query.nth else ''}: {places}.".replace(
        " :", ":"
    )
    years = tuple(str(edition.year) for edition in hosted)
    answers = ("yes",) if yesno else (str(len(hosted)),) if query.ask == "count" else years
    return Reply("answered", query.intent, text, answers=answers, bold=(name,), confidence=88)


def answer_glance(world: World, query: Query) -> Reply:
    """Answer a ceremony at a glance: date, place, host, the big winners and who won most."""
    editions = find_editions(world, query)
    if not editions:
        return explain(world, query)
    edition = editions[-1]
    if not edition.held_by(query.today):
        return not_held(world, query, edition.body)
    head = [
        long_date(edition.day) if edition.day else str(edition.year),
        edition.venue,
        f"host {join(edition.hosts)}" if edition.hosts else "",
    ]
    lines = [f"{edition_label(world.catalog, edition)}: {', '.join(part for part in head if part)}."]
    pairs = world.catalog.pairs(GLANCE_FAMILIES, (edition.body,))
    rows = find_rows(world.store, Filters(edition=edition.id, categories=pairs, result="won"))
    lines += unique(f"{category_label(world.catalog, row)}: {entry(world.catalog, row)}" for row in rows)[:6]
    top = rank(world.store, Filters(edition=edition.id, result="won", competitive=True), "work", limit=2)
    if top and top[0].wins > 1 and (len(top) < 2 or top[1].wins < top[0].wins):
        lines.append(f"Most wins: {top[0].name}, {plural(top[0].wins, 'award')}.")
    answers = unique([title for row in rows for title in row.titles] + [name for row in rows for name in row.names])
    if not rows:
        return explain(world, query)
    return Reply(
        "answered",
        query.intent,
        "\n".join(lines),
        answers=tuple(answers),
        bold=(the_edition(world.catalog, edition),),
        edition=edition.id,
        confidence=80,
    )
