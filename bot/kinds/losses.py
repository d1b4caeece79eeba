"""Losses before a win: how often somebody was nominated in vain until the first award came."""

from __future__ import annotations

from bot.kinds.failures import explain
from bot.kinds.reply import about_name, answered, names_label
from bot.kinds.world import World
from bot.model import Reply
from bot.parse.query import Query
from bot.query.rows import find_rows
from bot.render.rows import sentence
from bot.render.words import bodies_label, plural


def answer_losses_before(world: World, query: Query) -> Reply:
    """Answer how many nominations were lost at the ceremonies before that of the first win; at one award body."""
    query = query.at_oscars()
    rows = find_rows(world.store, world.solver.readings(query.but(result="any"))[0].filters.but(competitive=True))
    won = next((row for row in rows if row.winner), None)
    if not rows or not query.names:
        return explain(world, query)
    lost = [row for row in rows if not row.winner and (not won or row.year < won.year)]
    told = f"First win: {sentence(world.catalog, won)}" if won else "No win on file yet."
    count = plural(len(lost), "lost nomination")
    text = f"{names_label(query)}, {bodies_label(world.catalog, query.bodies)}: {count} before. {told}"
    about = tuple(about_name(name) for name in query.names)
    return answered(query, text, (str(len(lost)),), 86, bold=(count,), about=about)
