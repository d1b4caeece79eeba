"""Sets: who or what won both of two awards, or one of them but not the other."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.kinds.reply import answered, none_such
from bot.kinds.world import World
from bot.model import Reply
from bot.parse.query import Query
from bot.query.filters import Filters
from bot.query.rank import By, Ranked, rank
from bot.query.rows import Nom, find_rows
from bot.query.solve import ACTING
from bot.render.words import cut_list, join, more_tail, unique

MAX_WINS = 4000  # winning rows of one group
MAX_GROUPS = 3
MAX_ANSWERS = 40
MAX_RANKED = 60


@dataclass(frozen=True, slots=True)
class Winner:
    """One person or work with its winning rows, oldest first."""

    name: str
    rows: list[Nom]

    @property
    def works(self) -> set[str]:
        """The ids of the works won with."""
        return {work for row in self.rows for work, _ in row.works}


Winners = dict[str, Winner]  # by id


def _winners(world: World, filters: Filters, by: By) -> Winners:
    """Return who or what won under some conditions."""
    found: Winners = {}
    for row in find_rows(world.store, filters.but(result="won"), limit=MAX_WINS):
        for ident, name in row.people if by == "person" else row.works:
            found.setdefault(ident, Winner(name, [])).rows.append(row)
    return found


def _first_filters(world: World, query: Query) -> Filters:
    """Return the conditions of the likelier reading, whatever the result."""
    return world.solver.readings(query.but(result="any"))[0].filters


def answer_both(world: World, query: Query) -> Reply:
    """Answer who or what won two categories, or the same at two award bodies."""
    if query.has("noun.role") and not query.families:
        query = query.but(families=ACTING)
    films = query.ask == "film" or (query.ask not in ("person", "who") and not query.acting)
    by: By = "work" if films else "person"
    groups = _groups(world, query, by)
    shared = set.intersection(*(set(group) for group in groups)) if groups else set()
    same = by == "work" or "same" in query.words or len(query.bodies) > 1
    found = [_shared(ident, groups, same=same) for ident in shared]
    return _listing(query, [winner for winner in found if winner.rows], by)


def _groups(world: World, query: Query, by: By) -> list[Winners]:
    """Return the winners at each body, or of each category at one (the Oscars by default)."""
    if len(query.bodies) > 1:
        each = [_first_filters(world, query.but(bodies=(body,))) for body in query.bodies[:MAX_GROUPS]]
        return [_winners(world, filters.but(competitive=True), by) for filters in each]
    query = query.at_oscars()
    each = [_first_filters(world, query.but(families=(family,))) for family in query.families[:MAX_GROUPS]]
    return [_winners(world, filters, by) for filters in each]


def _shared(ident: str, groups: Sequence[Winners], *, same: bool) -> Winner:
    """Return one winner of all groups with its rows of the first; with `same`, those for a work won with in all."""
    first = groups[0][ident]
    if not same:
        return first
    common = set.intersection(*(group[ident].works for group in groups))
    return Winner(first.name, [row for row in first.rows if common & {work for work, _ in row.works}])


def answer_but_not(world: World, query: Query) -> Reply:
    """Answer what won the first category but not the second, newest first."""
    query = query.at_oscars()
    if len(query.families) < 2:
        return _most_without(world, query)
    by: By = "work" if query.ask in ("film", "", "yesno", "what") else "person"
    won, other = (_winners(world, _first_filters(world, query.but(families=(it,))), by) for it in query.families[:2])
    return _listing(query, [winner for ident, winner in won.items() if ident not in other], by)


def _most_without(world: World, query: Query) -> Reply:
    """Answer which film won the most without winning one category."""
    won = _winners(world, _first_filters(world, query), "work")
    filters = _first_filters(world, query.but(families=())).but(competitive=True)
    found = [item for item in rank(world.store, filters, "work", limit=MAX_RANKED) if item.id not in won]
    if query.number:
        found = [item for item in found if item.wins == query.number] or found
    if not found:
        return none_such(query, "our data")
    top = [item for item in found if item.wins == found[0].wins]
    text = f"Most wins without {_missing(world, query)}: {_wins_label(top)}."
    return answered(query, text, [item.name for item in top], 84, bold=[item.label for item in top])


def _wins_label(top: Sequence[Ranked]) -> str:
    return f"{join(item.label for item in top)}, {top[0].wins}{' each' if len(top) > 1 else ''}"


def _missing(world: World, query: Query) -> str:
    """Return the name of the category that was not won."""
    pairs = world.solver.pairs(query, query.bodies)
    return next((world.catalog.categories[pair].name for pair in pairs), "")


def _listing(query: Query, winners: Iterable[Winner], by: By) -> Reply:
    """Return the winners by the year of their last win, newest first."""
    items = sorted(winners, key=lambda item: (-item.rows[-1].year, item.name))
    if not items:
        return none_such(query, "our data")
    lines = unique(_line(item, by) for item in items)
    shown, rest = cut_list(lines)
    yes = query.ask == "yesno"
    text = f"{'Yes. ' if yes else ''}{len(lines)} on file, by ceremony year: {', '.join(shown)}{more_tail(rest)}."
    answers = unique([*(["yes"] if yes else []), *(item.name for item in items)])
    return answered(query, text, answers[:MAX_ANSWERS], 80, bold=shown, more=rest)


def _line(winner: Winner, by: By) -> str:
    last = winner.rows[-1]
    work = f"{last.titles[0]}, " if by == "person" and last.titles else ""
    return f"{winner.name} ({work}{last.year})"
