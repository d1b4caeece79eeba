"""Who made a film: its director, writers, composer, producers and actors, as far as they were up for it."""

from __future__ import annotations

from dataclasses import replace

from bot.kinds.find import reply_rows
from bot.kinds.options import find_open_name, which_one
from bot.kinds.reply import not_in_data
from bot.kinds.world import World
from bot.model import Reply
from bot.parse.families import MAKERS
from bot.parse.query import Query
from bot.query.filters import Filters
from bot.query.rows import find_rows
from bot.query.solve import Found, Reading


def answer_maker(world: World, query: Query) -> Reply:
    """Answer "who directed X" from the nominations for just that work, at the best known award that has one."""
    query = world.solver.narrow(query.but(result="any"))
    open_name = find_open_name(query)
    if open_name:
        return which_one(query, open_name)
    families = next((families for tag, families in MAKERS.items() if query.has(tag)), ())
    works = tuple(name.ids for name in query.works)
    for body in query.bodies or world.catalog.bodies_with(families):
        pairs = world.catalog.pairs(families, (body,))
        rows = find_rows(world.store, Filters(works=works, categories=pairs)) if pairs else []
        if rows:
            asked = query.but(ask="person", names=query.works, families=families[:1])
            reply = reply_rows(world, asked, [Found(Reading(Filters()), tuple(rows))])
            return replace(reply, edition="", category="", families=())  # the talk goes on about the ceremony before
    return not_in_data(query)
