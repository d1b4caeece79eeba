"""Ties: several winners of one competitive category."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace

from bot.kinds.options import find_open_name, which_one
from bot.kinds.ranking import with_default_body
from bot.kinds.reply import about_rows, answered, one_family
from bot.kinds.world import World
from bot.model import Reply
from bot.parse.query import Query
from bot.query.filters import Filters
from bot.query.rows import Nom, find_rows
from bot.render.parts import Parts
from bot.render.rows import entries, entry, natural_target
from bot.render.words import category_label, cut_list, row_label, unique
from bot.tables import say

MAX_WINS = 6000
MAX_SHOWN = 4
MAX_ANSWERS = 30

Tie = list[Nom]


def answer_tie(world: World, query: Query) -> Reply:
    """Answer with the ties of a category, a ceremony or a body, newest first; with a name, who shared its prize."""
    query = world.solver.narrow(with_default_body(query))
    open_name = find_open_name(query)
    if open_name:
        return which_one(query, open_name)
    ties = _pick(query, _find_asked(world, query))
    if not ties:
        return answered(query, say("sets.no-tie"), ("no",), 70)
    lines = [f"{row_label(world.catalog, rows[0])}: {entries(world.catalog, rows)}" for rows in ties]
    shown, rest = cut_list(lines, MAX_SHOWN)
    yes = query.ask == "yesno"
    text = "\n".join([*shown, *([f"… and {len(rest)} more"] if rest else [])])
    answers = [*(["yes"] if yes else []), *unique(name for rows in ties for name in _winners(world, query, rows))]
    one = ties[0] if len(ties) == 1 else []
    return answered(
        query,
        f"{'Yes. ' if yes else ''}{text}",
        answers[:MAX_ANSWERS],
        82,
        more=rest,
        parts=Parts("", "Yes" if yes else "", shown),
        bold=("Yes",) if yes else (),
        about=about_rows(one),
        edition=one[0].edition if one else "",
        families=one_family(world, one),
    )


def _find_asked(world: World, query: Query) -> list[Tie]:
    """Return the ties under the first reading of the year that has any, newest first; those of a name if there is one.

    A tie is known for itself: a year that fits it as that of the films or of the ceremony is the right one.
    """
    named = [set(name.ids) for name in query.names]
    nameless = query.but(result="any", ask="", names=())
    for reading in world.solver.readings(_dated_either_way(nameless)):
        ties = find_ties(world, reading.filters.but(result="won", competitive=True))
        ties = [rows for rows in ties if all(any(ids & row.ids for row in rows) for ids in named)]
        if ties:
            return sorted(ties, key=lambda rows: -rows[0].year)
    return []


def _dated_either_way(query: Query) -> Query:
    years = tuple(replace(ref, basis="bare") if ref.basis == "film" else ref for ref in query.years)
    return query.but(years=years)


def _pick(query: Query, ties: list[Tie]) -> list[Tie]:
    """Return the first or the last tie where one of them is asked for."""
    if query.nth == 1:
        return ties[-1:]
    return ties[:1] if query.nth == -1 else ties


def _winners(world: World, query: Query, rows: Tie) -> list[str]:
    """Return what tells a tie: its category where that is asked for, else its winners but those who were named."""
    if query.ask == "category":
        return [category_label(world.catalog, rows[0])]
    named = {ident for name in query.names for ident in name.ids}
    others = [row for row in rows if named.isdisjoint(row.ids)] or rows
    return [name for row in others for name in _of_row(world, query, row)]


def _of_row(world: World, query: Query, row: Nom) -> tuple[str, ...]:
    about_film = query.ask == "film" or (query.works and not query.persons)
    films = about_film or natural_target(world.catalog, row) == "film"
    return (*row.titles, *row.names) if films else row.names or row.titles


def find_ties(world: World, filters: Filters) -> list[Tie]:
    """Return the winning rows of each category of an edition that has several different winners; films only."""
    groups: dict[tuple[str, str], Tie] = defaultdict(list)
    for row in find_rows(world.store, filters, limit=MAX_WINS):
        if world.catalog.categories[row.body, row.category].kind == "film":
            groups[row.edition, row.category].append(row)
    return [rows for rows in groups.values() if len({entry(world.catalog, row) for row in rows}) > 1]
