"""Names that could mean two people or works."""

from __future__ import annotations

from collections.abc import Iterator

from bot.build.people import People, paired
from bot.build.read import Row, Sources
from bot.errors import DataProblem
from bot.text import fold


def colliding_aliases(sources: Sources) -> Iterator[DataProblem]:
    """Yield the aliases that two ids share, and those that are already somebody else's own name."""
    owners: dict[tuple[str, str], Row] = {}
    names = _names_with_ids(sources)
    for row in sources.tables["aliases"]:
        key = (row["kind"], fold(row["alias"]))
        first = owners.setdefault(key, row)
        if first["id"] != row["id"]:
            yield row.problem(f'alias "{row["alias"]}" leads to {first["id"]} in line {first.line}; keep one of them')
        others = names.get(key[1], set()) - {row["id"]} if row["kind"] == "person" else set()
        if others:
            yield row.problem(f'alias "{row["alias"]}" is the name of {min(others)}; use data/identities.csv instead')


def unsettled_namesakes(sources: Sources) -> Iterator[DataProblem]:
    """Yield the nominations where a name without an id may mean several people."""
    people = People(sources)
    shared = {name for name, ids in _names_with_ids(sources).items() if len(ids) > 1}
    for body, row in sources.nomination_rows():
        for name, person in paired(row, "people", "people_ids"):
            if person or fold(name) not in shared or not row["year"].isdecimal():
                continue
            found = people.candidates(name, body, int(row["year"]), row["category"])
            if len(found) > 1:
                either = " or ".join(sorted(found))
                yield row.problem(f'"{name}" may be {either}; write the id here or a line in data/identities.csv')


def _names_with_ids(sources: Sources) -> dict[str, set[str]]:
    """Return folded name -> the ids that stand beside it in the nominations."""
    names: dict[str, set[str]] = {}
    for _, row in sources.nomination_rows():
        if row["people_ids"]:
            for name, person in paired(row, "people", "people_ids"):
                if person:
                    names.setdefault(fold(name), set()).add(person)
    return names
