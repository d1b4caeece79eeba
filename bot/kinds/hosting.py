"""Hosts over the years: who hosted how often, and which ceremonies had none."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from bot.catalog import Edition
from bot.kinds.ceremony import answer_field, main_body
from bot.kinds.reply import answered, not_in_data
from bot.kinds.world import World
from bot.model import Reply
from bot.parse.query import Query
from bot.render.words import edition_label, join, times
from bot.tables import say

MAX_LEADERS = 4
MAX_EDITIONS = 10


def answer_hosting(world: World, query: Query) -> Reply:
    """Answer how often and when somebody hosted, or who hosted most."""
    if query.has("agg.first") and not query.persons:
        return answer_field(world, query.but(intent="host", nth=1))
    editions = [edition for edition in world.catalog.held(main_body(query), query.today) if edition.hosts]
    if not query.persons:
        return _most_often(world, query, editions)
    labels = {candidate.name for candidate in query.persons[0].candidates}
    hosted = _hosted_by(labels, editions)
    if not query.bodies and not hosted:
        hosted = _hosted_by(labels, world.catalog.editions.values())
    return _hosting_reply(world, query, _in_years(query, hosted))


def _hosted_by(names: set[str], editions: Iterable[Edition]) -> list[Edition]:
    return [edition for edition in editions if not names.isdisjoint(edition.hosts)]


def _in_years(query: Query, editions: list[Edition]) -> list[Edition]:
    if not query.year:
        return editions
    return [edition for edition in editions if query.year.first <= edition.year <= query.year.last]


def _pick_nth(query: Query, editions: list[Edition]) -> list[Edition]:
    """Return the first, second or last edition where one is asked for; -1 is the last."""
    if not query.nth:
        return editions
    return editions[-1:] if query.nth == -1 else editions[query.nth - 1 : query.nth]


def _most_often(world: World, query: Query, editions: list[Edition]) -> Reply:
    top = Counter(host for edition in editions for host in edition.hosts).most_common(MAX_LEADERS)
    most = top[0][1]
    leaders = [name for name, number in top if number == most]
    rest = ", ".join(f"{name} {number}" for name, number in top if number < most)
    short = world.catalog.bodies[main_body(query)].the_short
    text = f"{join(leaders)} hosted {short} most often: {times(most)}.{f' Next: {rest}.' if rest else ''}"
    return answered(query, text, leaders, 85, bold=leaders)


def _hosting_reply(world: World, query: Query, hosted: list[Edition]) -> Reply:
    name, yesno = query.persons[0].label, query.intent == "check-host"
    if not hosted:
        text = f"{'No. ' if yesno else ''}{say('field.never-hosted', name=name)}"
        return answered(query, text, ("no",) if yesno else ("0",), 75)
    hosted = _pick_nth(query, hosted) or hosted
    places = join(edition_label(world.catalog, edition) for edition in hosted[:MAX_EDITIONS])
    often = "" if query.nth else f" {times(len(hosted))}"
    text = f"{'Yes. ' if yesno else ''}{name} hosted{often}: {places}."
    return answered(query, text, _hosting_answers(query, hosted, yesno=yesno), 88, bold=(name,))


def _hosting_answers(query: Query, hosted: list[Edition], *, yesno: bool) -> list[str]:
    if yesno:
        return ["yes"]
    return [str(len(hosted))] if query.ask == "count" else [str(edition.year) for edition in hosted]


def answer_no_host(world: World, query: Query) -> Reply:
    """Answer which ceremonies of the Oscars had no host; for other bodies no host on file proves nothing."""
    if main_body(query) != "oscars":
        return not_in_data(query)
    bare = [edition for edition in world.catalog.held("oscars", query.today) if not edition.hosts]
    bare = _pick_nth(query, _in_years(query, bare))
    if not bare:
        return answered(query, say("field.always-host"), ("no",), 75)
    years = [str(edition.year) for edition in bare]
    text = f"Oscars without a host: {join(edition_label(world.catalog, edition) for edition in bare)}."
    return answered(query, text, [*(["yes"] if query.ask == "yesno" else []), *years], 85, bold=years)
