"""Comparisons: which of two names has more."""

from __future__ import annotations

from bot.errors import FailureKind
from bot.kinds.options import find_open_name, which_one
from bot.kinds.ranking import with_default_body
from bot.kinds.reply import about_name, answered, fail
from bot.kinds.world import World
from bot.model import Kind, Reply
from bot.parse.query import Name, Query
from bot.query.rank import tally
from bot.render.words import bodies_label, join
from bot.tables import say

COMPARED = (Kind.PERSON, Kind.WORK)


def answer_compare(world: World, query: Query) -> Reply:
    """Answer which of the names has more wins, or nominations where these are asked for; competitive awards only."""
    names = tuple(name for name in query.names if name.kind in COMPARED)
    query = world.solver.narrow(with_default_body(query).but(result="any", names=names))
    open_name = find_open_name(query)
    if open_name:
        return which_one(query, open_name)
    if len(query.names) < 2:  # "has she more than Viola Davis": only two names can be compared
        return fail(query, FailureKind.NEEDS_CONTEXT, say("fail.needs-context"))
    scores = {name.label: _score(world, query, name) for name in query.names}
    return _compared(world, query, scores)


def _score(world: World, query: Query, name: Name) -> int:
    """Return the wins of one name, or its nominations where these are asked for."""
    filters = world.solver.readings(query.but(names=(name,)))[0].filters
    wins, noms = tally(world.store, filters.but(competitive=True))
    return noms if query.has("rel.nominate") else wins


def _compared(world: World, query: Query, scores: dict[str, int]) -> Reply:
    what = "nominations" if query.has("rel.nominate") else "wins"
    place = f"{what} at the {bodies_label(world.catalog, world.solver.bodies(query))}, competitive awards"
    best = max(scores.values())
    leaders = [name for name, score in scores.items() if score == best]
    told = ", ".join(f"{name} {score}" for name, score in sorted(scores.items(), key=lambda item: -item[1]))
    verdict = f"{join(leaders)} {'have as many' if len(leaders) > 1 else 'has more'}"
    first = next(iter(scores))
    answers: tuple[str, ...] = (*leaders, str(best))
    if query.ask == "yesno":
        says = "Yes" if leaders == [first] else "No"
        verdict, answers = f"{says}. {verdict}", (says.lower(), *leaders)
    about = tuple(about_name(name) for name in query.names)
    return answered(query, f"{verdict}: {told} ({place}).", answers, 84, bold=tuple(leaders), about=about)
