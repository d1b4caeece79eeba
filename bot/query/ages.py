"""The youngest and the oldest: nominations in the order of their people's ages at the ceremony."""

from __future__ import annotations

from typing import NamedTuple

from bot.query.filters import Filters
from bot.query.rows import COLUMNS, Nom, to_nom
from bot.store import Store


class Aged(NamedTuple):
    """Somebody, with the days lived at the ceremony of a nomination."""

    name: str
    days: int
    row: Nom


def find_extreme_age(store: Store, filters: Filters, *, youngest: bool) -> Aged | None:
    """Return who was the youngest, or else the oldest, under `filters`; of equals the first in time, or None.

    Only full dates count: a bare year of birth is no basis for an age.
    """
    where, params = filters.to_sql()
    sql = (
        f"SELECT p.name, CAST(julianday(e.date) - julianday(p.birth) AS INTEGER) AS days, {COLUMNS}"  # noqa: S608 - to_sql writes place holders only
        " FROM nomination n JOIN edition e ON e.id = n.edition JOIN nomination_person c ON c.nomination = n.id"
        f" JOIN person p ON p.id = c.person WHERE {where} AND length(p.birth) = 10 AND length(e.date) = 10"
        f" ORDER BY days {'ASC' if youngest else 'DESC'}, n.year, n.edition, n.id, c.position LIMIT 1"
    )
    found = store.row(sql, params)
    return Aged(found[0], found[1], to_nom(found[2:])) if found else None
