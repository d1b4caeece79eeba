"""What stands twice."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator

from bot.build.read import Row, Sources
from bot.errors import DataProblem
from bot.text import fold

_KEYS: dict[str, tuple[str, ...]] = {
    "bodies": ("body",),
    "subjects": ("subject",),
    "ceremonies": ("body", "ceremony", "year"),
    "categories": ("body", "category"),
    "works": ("work",),
    "identities": ("kind", "name", "body", "years", "category"),
    "aliases": ("kind", "alias", "id"),
    "outcomes": ("body", "ceremony", "year", "category"),
    "quotes": ("speaker", "quote"),
    "facts": ("fact",),
    "lexicon/categories": ("phrase", "family", "body"),
    "lexicon/bodies": ("phrase", "body"),
}
_NOMINATION_KEY = ("ceremony", "year", "category", "works", "work_ids", "people", "people_ids", "detail")


def repeated_keys(sources: Sources) -> Iterator[DataProblem]:
    """Yield the rows whose key another row of the same file has already."""
    for name, columns in _KEYS.items():
        rows = sources.tables[name]
        yield from _repeated((tuple(fold(row[column]) for column in columns), row) for row in rows)
    people = (row for row in sources.tables["people"] if row["person"])
    yield from _repeated((row["person"], row) for row in people)


def repeated_nominations(sources: Sources) -> Iterator[DataProblem]:
    """Yield the nominations that say the same as an earlier one: edition, category, works, people, detail."""
    for rows in sources.nominations.values():
        yield from _repeated((tuple(row[column] for column in _NOMINATION_KEY), row) for row in rows)


def _repeated(keyed: Iterable[tuple[Hashable, Row]]) -> Iterator[DataProblem]:
    seen: dict[Hashable, Row] = {}
    for key, row in keyed:
        first = seen.setdefault(key, row)
        if first is not row:
            yield row.problem(f"says the same as line {first.line}; take one of them out")
