"""Rankings: who or what has the most, exactly N, or N and more of something."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from bot.query.filters import Filters
from bot.store import Store

By = Literal["person", "work"]
Key = Literal["wins", "noms"]
Step = Literal["decade", "year", "body", "category"]
_BY = {
    "person": ("nomination_person", "person", "name"),
    "work": ("nomination_work", "work", "title"),
}
_STEPS: dict[Step, str] = {
    "decade": "n.year / 10 * 10", "year": "n.year", "body": "n.body", "category": "n.body || '/' || n.category",
}  # fmt: skip
MAX_KEPT = 128  # rankings asked for last
_COMPANY = "co%"  # companies hold ids of their own and are nobody's "who"


@dataclass(frozen=True, slots=True)
class Ranked:
    """One entity with its number of wins and of nominations under the same filters; `year` of a work's films."""

    id: str
    name: str
    wins: int
    noms: int
    year: int | None = None

    def of(self, key: Key) -> int:
        """Return the number of wins or of nominations."""
        return self.wins if key == "wins" else self.noms

    @property
    def label(self) -> str:
        """The name, of a work with its year: "Titanic (1997)"."""
        return f"{self.name} ({self.year})" if self.year else self.name


def rank(
    store: Store,
    filters: Filters,
    by: By,
    key: Key = "wins",
    having: str = "",
    limit: int = 12,
    *,
    one_night: bool = False,
) -> list[Ranked]:
    """Return entities ordered by `key`, most first; `having` may be a test such as "n_wins >= 3 AND n_noms = 5".

    With `one_night` each ceremony is counted by itself, and `year` is that of the ceremony.

    An award to several films or people counts once for each of them. Ties stand in the order of the names.
    `having` is built by this package from integers, never from what a user typed.
    """
    return list(_rank(store, filters, by, key, having, limit, one_night))


@lru_cache(maxsize=MAX_KEPT)
def _rank(store: Store, filters: Filters, by: By, key: Key, having: str, limit: int, one_night: bool) -> list[Ranked]:
    """As `rank`; kept, since many ask for the same records and each takes some milliseconds."""
    if _is_plain(filters) and not one_night:
        return _standings(store, filters, by, key, having, limit)
    table, entity, label = _BY[by]
    where, params = filters.to_sql()
    extra = "g.held" if one_night else "t.year" if by == "work" else "NULL"
    group = f"c.{entity}, n.edition" if one_night else f"c.{entity}"
    if by == "person":
        where += f" AND c.person NOT LIKE '{_COMPANY}'"
    counted = (
        f"SELECT c.{entity} AS id, sum(n.winner) AS n_wins, count(*) AS n_noms, n.year AS held"  # noqa: S608 - our own names and integers
        f" FROM nomination n JOIN {table} c ON c.nomination = n.id"
        f" WHERE {where} GROUP BY {group} HAVING {having or f'n_{key} > 0'}"
    )
    sql = (
        f"SELECT t.id, t.{label} AS name, n_wins, n_noms, {extra} FROM ({counted}) g JOIN {entity} t ON t.id = g.id"  # noqa: S608 - as above
        f" ORDER BY n_{key} DESC, n_wins DESC, n_noms DESC, name LIMIT {int(limit)}"
    )
    return [Ranked(*row) for row in store.rows(sql, params)]


def _is_plain(filters: Filters) -> bool:
    """Return whether only a body and a kind are asked about: then the standings counted by the build hold."""
    return len(filters.bodies) == 1 and filters == Filters(bodies=filters.bodies, kind=filters.kind, competitive=True)


def _standings(store: Store, filters: Filters, by: By, key: Key, having: str, limit: int) -> list[Ranked]:
    _, entity, label = _BY[by]
    test = having.replace("n_wins", "s.wins").replace("n_noms", "s.noms") or f"s.{key} > 0"
    extra = "t.year" if by == "work" else "NULL"
    people = f" AND s.id NOT LIKE '{_COMPANY}'" if by == "person" else ""
    sql = (
        f"SELECT t.id, t.{label}, s.wins, s.noms, {extra} FROM standing s JOIN {entity} t ON t.id = s.id"  # noqa: S608 - our own names and integers
        f" WHERE s.entity = ? AND s.body = ? AND s.kind = ? AND {test}{people}"
        f" ORDER BY s.{key} DESC, s.wins DESC, s.noms DESC, t.{label} LIMIT {int(limit)}"
    )
    return [Ranked(*row) for row in store.rows(sql, [entity, filters.bodies[0], filters.kind or "all"])]


def tally(store: Store, filters: Filters) -> tuple[int, int]:
    """Return (wins, nominations) under `filters`, whatever result they ask for."""
    where, params = filters.but(result="any").to_sql()
    row = store.row(f"SELECT sum(n.winner), count(*) FROM nomination n WHERE {where}", params)  # noqa: S608 - place holders only
    return (int(row[0] or 0), int(row[1] or 0)) if row else (0, 0)


def tally_by(store: Store, filters: Filters, step: Step) -> dict[str, tuple[int, int]]:
    """Return (wins, nominations) as `tally` counts them, for each decade or year of the ceremony, body or category.

    The keys are "1980", "1983", "oscars" and "oscars/best-actress", in this order.
    """
    where, params = filters.but(result="any").to_sql()
    sql = (
        f"SELECT {_STEPS[step]} AS step, sum(n.winner), count(*) FROM nomination n WHERE {where} GROUP BY 1 ORDER BY 1"  # noqa: S608 - as above
    )
    return {str(step): (int(wins or 0), int(noms)) for step, wins, noms in store.rows(sql, params)}


def rank_details(store: Store, filters: Filters, key: Key = "wins", limit: int = 12) -> list[Ranked]:
    """Return what the nominations are for beside people and works (the countries of foreign films), most first."""
    where, params = filters.to_sql()
    sql = (
        f"SELECT d.folded, min(d.text), sum(n.winner) AS n_wins, count(*) AS n_noms, NULL FROM nomination n"  # noqa: S608 - our own names
        f" JOIN detail d ON d.nomination = n.id WHERE {where} GROUP BY d.folded"
        f" ORDER BY n_{key} DESC, n_wins DESC, n_noms DESC, d.folded LIMIT {int(limit)}"
    )
    return [Ranked(*row) for row in store.rows(sql, params)]
