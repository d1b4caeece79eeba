"""Where each category was given: its editions in order, and whether losers and winners of it are on file there."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import NamedTuple

from bot.catalog import Catalog, Edition
from bot.store import Store, marks

FAMILY_MARK = "~"  # before a family that stands in a category's place: all of its categories at that body
_KEPT = 512  # all categories of all bodies, some 100 kB


class Given(NamedTuple):
    """A category at one edition: whether anybody won it there, and whether anybody did not."""

    edition: Edition
    has_winner: bool
    has_others: bool


class Places:
    """Answers from one query for each category, which is kept."""

    def __init__(self, store: Store, catalog: Catalog) -> None:
        self._store = store
        self._catalog = catalog
        self._given = lru_cache(_KEPT)(self._read)

    def warm_up(self) -> None:
        """Ask now for every category; some 0.1 s."""
        for body, category in self._catalog.categories:
            self._given(body, category)

    def given(self, edition: str, category: str) -> Given | None:
        """Return a category at an edition, None where it was not given there."""
        place = self._catalog.editions.get(edition)
        return self._given(place.body, category).get(edition) if place else None

    def beside(self, edition: str, category: str, step: int, today: date) -> Edition | None:
        """Return the next edition (`step` 1) or the one before (-1) at which a category was given, held by `today`."""
        place = self._catalog.editions.get(edition)
        if not place:
            return None
        given = self._given(place.body, category) if category else None
        return self._catalog.beside(place, step, today, given)

    def _read(self, body: str, category: str) -> dict[str, Given]:
        categories = categories_of(self._catalog, body, category)
        sql = (
            "SELECT edition, max(winner), min(winner) FROM nomination"  # noqa: S608 - place holders only
            f" WHERE body = ? AND category IN ({marks(categories)}) AND official = 1 GROUP BY edition"
        )
        rows = self._store.rows(sql, [body, *categories])
        return {row[0]: Given(self._catalog.editions[row[0]], bool(row[1]), not row[2]) for row in rows}


def categories_of(catalog: Catalog, body: str, category: str) -> list[str]:
    """Return the ids of the categories meant by an id, or by a family behind its mark."""
    if not category.startswith(FAMILY_MARK):
        return [category]
    return [slug for _, slug in catalog.pairs((category.removeprefix(FAMILY_MARK),), (body,))]
