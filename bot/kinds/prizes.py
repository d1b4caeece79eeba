"""Prizes compared with each other: which ones a question names, and who was up for each of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from bot.kinds.world import World
from bot.parse.query import Query
from bot.query.filters import Filters
from bot.query.rank import By
from bot.query.rows import Nom, find_rows
from bot.query.solve import ACTING
from bot.render.words import bodies_label, unique
from bot.store import Store

MAX_ROWS = 9000  # nominations of one group
MAX_GROUPS = 6
MAX_KEPT = 32  # groups read last; many ask for the same great prizes
MAX_READINGS = 2  # of the year: that of the films, that of the ceremony


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


def find_prizes(world: World, query: Query) -> list[Query]:
    """Return one question for each prize: the same at each body, or each category where it is given."""
    nominated = query.has("rel.nominate") and not query.has("rel.win", "rel.get")
    query = query.but(result="any" if nominated else "won")
    families, bodies = query.families, query.bodies
    paired = len(families) == len(bodies) and all(
        world.catalog.pairs((family,), (body,)) for family, body in zip(families, bodies, strict=True)
    )
    if paired:  # "a globe for best director and an oscar for best picture"
        each = zip(families, bodies, strict=True)
        return [query.but(families=(family,), bodies=(body,)) for family, body in each]
    if len(bodies) > 1:
        return [query.but(bodies=(body,)) for body in bodies[:MAX_GROUPS]]
    return [query.but(families=(family,), bodies=_given_at(world, query, family)) for family in families[:MAX_GROUPS]]


def _given_at(world: World, query: Query, family: str) -> tuple[str, ...]:
    """Return the bodies of the question that give a prize, else the best known one: the Palme d'Or is of Cannes."""
    named = tuple(body for body in query.bodies if world.catalog.pairs((family,), (body,)))
    return named or tuple(world.catalog.bodies_with((family,))[:1])


def count_readings(world: World, prizes: Sequence[Query]) -> int:
    """Return how many readings of the year there are to look through, 0 without prizes."""
    return min(MAX_READINGS, max((len(world.solver.readings(prize)) for prize in prizes), default=0))


def prize_filters(world: World, prize: Query, reading: int) -> Filters:
    """Return the conditions of a prize under one reading of the year, or under its only one."""
    readings = world.solver.readings(prize)
    return readings[min(reading, len(readings) - 1)].filters


def find_winners(world: World, filters: Filters, by: By) -> Winners:
    """Return who or what has nominations, or wins where these are the condition, by id; not to be changed."""
    return _winners(world.store, filters.but(competitive=True), by)


@lru_cache(maxsize=MAX_KEPT)
def _winners(store: Store, filters: Filters, by: By) -> Winners:
    found: Winners = {}
    for row in find_rows(store, filters, limit=MAX_ROWS):
        for ident, name in row.people if by == "person" else row.works:
            found.setdefault(ident, Winner(name, [])).rows.append(row)
    return found


def prize_label(world: World, prize: Query) -> str:
    bodies = world.solver.bodies(prize)
    pairs = world.solver.pairs(prize, bodies)
    names = unique(world.catalog.categories[pair].name for pair in pairs)
    name = "an acting prize" if prize.families == ACTING else min(names, key=len, default="a prize")
    return f"{name} ({bodies_label(world.catalog, bodies)})"
