"""Streaks: who won the same category at two or more ceremonies running."""

from __future__ import annotations

from collections.abc import Iterable

from bot.kinds.ranking import bare_scope, ranking_filters, scope_label
from bot.kinds.reply import answered, none_such
from bot.kinds.world import World
from bot.model import Reply
from bot.parse.query import OSCARS, Query
from bot.query.rows import Nom, find_rows
from bot.render.parts import Parts
from bot.render.words import cut_list, more_tail, unique

MAX_WINS = 2000  # winning rows looked through
MAX_SHOWN = 8
_NOWHERE = -9  # the place of an edition that is none of those counted

Streak = tuple[str, list[int]]  # name, ceremony years
Holder = tuple[str, str, str]  # name, id, category


def answer_row(world: World, query: Query) -> Reply:
    """Answer who won the same category at two or more ceremonies running, the earliest first."""
    filters = ranking_filters(world, query).but(result="won")
    bodies = filters.bodies or OSCARS
    place = {item.id: at for body in bodies for at, item in enumerate(world.catalog.held(body, query.today))}
    streaks = find_streaks(find_rows(world.store, filters, limit=MAX_WINS), place)
    if not streaks:
        return none_such(query, bare_scope(world, query, filters))
    if query.nth == 1:
        streaks = streaks[:1]
    shown, rest = cut_list([f"{name} ({', '.join(map(str, years))})" for name, years in streaks], MAX_SHOWN)
    text = f"In a row{scope_label(world, query, filters)}: {'; '.join(shown)}{more_tail(rest)}."
    names, parts = (
        unique(name for name, _ in streaks),
        Parts(f"In a row{scope_label(world, query, filters)}", "", shown),
    )
    return answered(query, text, names, 82, bold=shown, more=rest, parts=parts)


def find_streaks(wins: Iterable[Nom], place: dict[str, int]) -> list[Streak]:
    """Return the last streak of every holder; `wins` stand in the order of time, `place` counts the editions."""
    ended: dict[Holder, list[int]] = {}
    going: dict[Holder, list[int]] = {}
    last: dict[Holder, int] = {}
    for row in wins:
        at = place.get(row.edition, _NOWHERE)
        for person, name in row.people:
            holder = (name, person, row.category)
            if last.get(holder) == at - 1:
                years = going.setdefault(holder, [row.year - 1])
                years.append(row.year)
                ended.pop(holder, None)
                ended[holder] = years
            else:
                going.pop(holder, None)
            last[holder] = at
    return sorted(((holder[0], years) for holder, years in ended.items()), key=lambda streak: streak[1][0])
