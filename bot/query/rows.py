"""Nominations read from the store, with their people and works."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from bot.query.filters import Filters
from bot.store import Store, unpack_credits

MAX_ROWS = 400  # more than any answer can show; counts are made in SQL, never from these rows
COLUMNS = (
    "n.id, n.edition, n.body, n.ceremony, n.year, n.film_first, n.film_last, n.category, n.wording, n.detail, "
    "n.note, n.winner, n.people, n.works"
)


class Nom(NamedTuple):
    """One nomination as answers need it; `people` and `works` are (id, name) in the order of the credit."""

    id: int
    edition: str
    body: str
    ceremony: int | None
    year: int
    film_first: int
    film_last: int
    category: str
    wording: str
    detail: str
    note: str
    winner: bool
    people: tuple[tuple[str, str], ...]
    works: tuple[tuple[str, str], ...]

    @property
    def titles(self) -> tuple[str, ...]:
        """The titles of its works."""
        return tuple(title for _, title in self.works)

    @property
    def names(self) -> tuple[str, ...]:
        """The names of its people."""
        return tuple(name for _, name in self.people)

    @property
    def ids(self) -> frozenset[str]:
        """The ids of its people and works."""
        return frozenset(ident for ident, _ in (*self.people, *self.works))


def find_rows(store: Store, filters: Filters, limit: int = MAX_ROWS) -> list[Nom]:
    """Return the nominations that `filters` let through, oldest first, at most `limit`."""
    where, params = filters.to_sql()
    sql = f"SELECT {COLUMNS} FROM nomination n WHERE {where} ORDER BY n.year, n.edition, n.id LIMIT ?"  # noqa: S608 - to_sql writes place holders only
    return [to_nom(row) for row in store.rows(sql, [*params, limit])]


def to_nom(row: Sequence[Any]) -> Nom:
    """Return the nomination of a row of `COLUMNS`."""
    *plain, winner, people, works = row
    return Nom._make((*plain, bool(winner), unpack_credits(people), unpack_credits(works)))


def find_works(store: Store, filters: Filters) -> dict[str, tuple[str, int]]:
    """Return (title, ceremony year) of all works that `filters` let through, by their ids."""
    where, params = filters.to_sql()
    sql = f"SELECT n.works, n.year FROM nomination n WHERE {where} ORDER BY n.year, n.edition, n.id"  # noqa: S608 - place holders only
    return {key: (title, year) for works, year in store.rows(sql, params) for key, title in unpack_credits(works)}


def has_rows(store: Store, filters: Filters) -> bool:
    """Return whether `filters` let any nomination through."""
    where, params = filters.to_sql()
    return store.row(f"SELECT 1 FROM nomination n WHERE {where} LIMIT 1", params) is not None  # noqa: S608 - place holders only
