"""Nominations read from the store, with their people and works."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from bot.query.filters import Filters
from bot.store import Store, marks

MAX_ROWS = 400  # more than any answer can show; counts are made in SQL, never from these rows
_ORDER = {
    "old": "n.year, n.edition, n.id",
    "new": "n.year DESC, n.edition DESC, n.id",
}


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
        return tuple(title for _, title in self.works)

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(name for _, name in self.people)


def find_rows(store: Store, filters: Filters, order: str = "old", limit: int = MAX_ROWS) -> list[Nom]:
    """Return the nominations that `filters` let through, oldest or newest first, at most `limit`."""
    where, params = filters.to_sql()
    rows = store.rows(f"SELECT n.* FROM nomination n WHERE {where} ORDER BY {_ORDER[order]} LIMIT {int(limit)}", params)  # noqa: S608 - to_sql writes place holders only
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


def count_rows(store: Store, filters: Filters) -> int:
    """Return how many nominations `filters` let through."""
    where, params = filters.to_sql()
    row = store.row(f"SELECT count(*) FROM nomination n WHERE {where}", params)  # noqa: S608 - place holders only
    return int(row[0]) if row else 0


def _credits(store: Store, table: str, kind: str, label: str, ids: Sequence[int]) -> dict[int, list[tuple[str, str]]]:
    found: dict[int, list[tuple[str, str]]] = defaultdict(list)
    if ids:
        sql = (
            f"SELECT c.nomination, t.id, t.{label} FROM {table} c JOIN {kind} t ON t.id = c.{kind}"  # noqa: S608 - our own table names
            f" WHERE c.nomination IN ({marks(ids)}) ORDER BY c.nomination, c.position"
        )
        for nomination, entity, name in store.rows(sql, list(ids)):
            found[nomination].append((entity, name))
    return found
