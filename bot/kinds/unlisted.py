"""What would rest on nominees that are not on file: of some awards little more than the winners is known."""

from __future__ import annotations

from bot.errors import FailureKind
from bot.kinds.reply import fail
from bot.kinds.world import World
from bot.model import Reply
from bot.parse.query import Query
from bot.render.words import join
from bot.tables import say

_COUNTED = frozenset({"most", "having", "count", "compare", "chart"})
_OF_NOMINEES = ("rel.nominate", "agg.mostnom", "rel.lose")


def nominees_missing(world: World, query: Query) -> Reply | None:
    """Return that nominations cannot be counted there, or None where they can or are not asked for."""
    bodies = world.solver.bodies(query)
    if not bodies or world.catalog.lists_nominees(bodies) or not _counts_nominations(query):
        return None
    return fail(
        query,
        FailureKind.NOT_IN_DATA,
        say("fail.nominees", body=join(world.catalog.bodies[body].the_short for body in bodies)),
    )


def _counts_nominations(query: Query) -> bool:
    """Return whether the number of nominations or of defeats matters: "most nominations", "without a win"."""
    if query.intent == "never":
        return True
    won = query.has("rel.win", "agg.mostwin") and not query.has("rel.lose")
    return query.intent in _COUNTED and query.has(*_OF_NOMINEES) and not won
