"""In which order categories are told: the great prizes first, as data/lexicon/prominence.csv has them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from bot.catalog import Catalog
from bot.query.rows import Nom
from bot.tables import per_data, read_table

_UNRANKED = 99


@per_data
def _ranks() -> dict[str, int]:
    return {row["family"]: place for place, row in enumerate(read_table("lexicon/prominence"))}


@per_data
def glance_families(level: int) -> tuple[str, ...]:
    """Return the families that a ceremony at a glance shows, in order: 1 the few great ones, 2 also the others."""
    return tuple(row["family"] for row in read_table("lexicon/prominence") if row["glance"] in _LEVELS[:level])


_LEVELS = ("1", "2")


def family_rank(families: Iterable[str]) -> int:
    """Return the place of a category's families in the order, a high number where it has none."""
    return min((_ranks().get(family, _UNRANKED) for family in families), default=_UNRANKED)


def by_prominence(catalog: Catalog, rows: Sequence[Nom]) -> list[Nom]:
    """Return the rows with those of one ceremony in the order of their categories; ceremonies stay where they are."""
    ordered: list[Nom] = []
    for _, group in groupby(rows, key=lambda row: row.edition):
        ordered += sorted(group, key=lambda row: family_rank(catalog.categories[row.body, row.category].families))
    return ordered
