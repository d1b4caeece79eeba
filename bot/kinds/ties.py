"""Ties: several winners of one competitive category."""

from __future__ import annotations

from collections import defaultdict

from bot.kinds.ranking import with_default_body
from bot.kinds.reply import answered
from bot.kinds.world import World
from bot.model import Reply
from bot.parse.query import Query
from bot.query.filters import Filters
from bot.query.rows import Nom, find_rows
from bot.render.rows import entries, entry
from bot.render.words import cut_list, row_label, unique
from bot.tables import say

MAX_WINS = 6000
MAX_SHOWN = 4
MAX_ANSWERS = 30

Tie = list[Nom]


def answer_tie(world: World, query: Query) -> Reply:
    """Answer with the ties of a category, a ceremony or a body, newest first."""
    query = with_default_body(query)
    ties = _pick(query, _find_asked(world, query))
    if not ties:
        return answered(query, say("sets.no-tie"), ("no",), 70)
    lines = [f"{row_label(world.catalog, rows[0])}: {entries(world.catalog, rows)}" for rows in ties]
    shown, rest = cut_list(lines, MAX_SHOWN)
    yes = query.ask == "yesno"
    text = "\n".join([*shown, *([f"… and {len(rest)} more"] if rest else [])])
    answers = [*(["yes"] if yes else []), *unique(name for rows in ties for name in _winners(query, rows))]
    return answered(query, f"{'Yes. ' if yes else ''}{text}", answers[:MAX_ANSWERS], 82, more=rest)


def _find_asked(world: World, query: Query) -> list[Tie]:
    """Return the ties under the first reading of the year that has any, newest first."""
    for reading in world.solver.readings(query.but(result="any", ask="")):
        ties = find_ties(world, reading.filters.but(result="won", competitive=True))
        if ties:
            return sorted(ties, key=lambda rows: -rows[0].year)
    return []


def _pick(query: Query, ties: list[Tie]) -> list[Tie]:
    """Return the first or the last tie where one of them is asked for."""
    if query.nth == 1:
        return ties[-1:]
    return ties[:1] if query.nth == -1 else ties


def _winners(query: Query, rows: Tie) -> list[str]:
    return [name for row in rows for name in (row.titles if query.ask == "film" else row.names or row.titles)]


def find_ties(world: World, filters: Filters) -> list[Tie]:
    """Return the winning rows of each category of an edition that has several different winners; films only."""
    groups: dict[tuple[str, str], Tie] = defaultdict(list)
    for row in find_rows(world.store, filters, limit=MAX_WINS):
        if world.catalog.categories[row.body, row.category].kind == "film":
            groups[row.edition, row.category].append(row)
    return [rows for rows in groups.values() if len({entry(world.catalog, row) for row in rows}) > 1]
