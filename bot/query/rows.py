"""Nominations read from the store, with their people and works."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from bot.query.filters import Filters
from bot.store import Store, marks

MAX_ROWS = 400  # more than any answer can show; counts are made in SQL, never from these rows


@dataclass(frozen=True, slots=True)
class Nom:
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
    winner: bool
    note: str
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
    sql = f"SELECT n.* FROM nomination n WHERE {where} ORDER BY n.year, n.edition, n.id LIMIT {int(limit)}"  # noqa: S608 - to_sql writes place holders only
    rows = store.rows(sql, params)
    ids = [row["id"] for row in rows]
    people = _credits(store, "nomination_person", "person", "name", ids)
    works = _credits(store, "nomination_work", "work", "title", ids)
    return [
        Nom(
            row["id"], row["edition"], row["body"], row["ceremony"], row["year"], row["film_first"], row["film_last"],
            row["category"], row["wording"], row["detail"] or "", bool(row["winner"]), row["note"] or "",
            tuple(people[row["id"]]), tuple(works[row["id"]]),
        )
        for row in rows
    ]  # fmt: skip


def has_rows(store: Store, filters: Filters) -> bool:
    """Return whether `filters` let any nomination through."""
    where, params = filters.to_sql()
    return store.row(f"SELECT 1 FROM nomination n WHERE {where} LIMIT 1", params) is not None  # noqa: S608 - place holders only


def _credits(store: Store, table: str, kind: str, label: str, ids: Sequence[int]) -> dict[int, list[tuple[str, str]]]:
    """Return (id, name) of the people or works of some nominations, by the nomination's id."""
    found: dict[int, list[tuple[str, str]]] = defaultdict(list)
    if ids:
        sql = (
            f"SELECT c.nomination, t.id, t.{label} FROM {table} c JOIN {kind} t ON t.id = c.{kind}"  # noqa: S608 - our own table names
            f" WHERE c.nomination IN ({marks(ids)}) ORDER BY c.nomination, c.position"
        )
        for nomination, entity, name in store.rows(sql, list(ids)):
            found[nomination].append((entity, name))
    return found
