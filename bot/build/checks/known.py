"""References: bodies, categories, families and ids that nothing else knows."""

from __future__ import annotations

from collections.abc import Iterator

from bot.build.people import OWN_PREFIX as OWN_PERSON
from bot.build.people import paired
from bot.build.read import Sources
from bot.build.works import OWN_PREFIX as OWN_WORK
from bot.build.works import title_forms
from bot.errors import DataProblem
from bot.text import fold

_BODY_ONLY = ("ceremonies", "categories", "outcomes")
_BODY_OR_SUBJECT = ("quotes", "facts")
_BODY_OR_NONE = ("identities", "lexicon/categories", "lexicon/bodies")


def unknown_bodies(sources: Sources) -> Iterator[DataProblem]:
    """Yield the rows whose award body is not in bodies.csv (for quotes and facts: nor in subjects.csv)."""
    bodies = {row["body"] for row in sources.tables["bodies"]}
    subjects = bodies | {row["subject"] for row in sources.tables["subjects"]}
    for names, allowed in ((_BODY_ONLY, bodies), (_BODY_OR_SUBJECT, subjects), (_BODY_OR_NONE, bodies | {""})):
        for name in names:
            for row in sources.tables[name]:
                if row["body"] not in allowed:
                    yield row.problem(f'body "{row["body"]}" is unknown; add it to data/bodies.csv or correct it')


def unknown_categories(sources: Sources) -> Iterator[DataProblem]:
    """Yield the nominations, outcomes and quotes whose category is not in categories.csv for their body."""
    known = {(row["body"], row["category"]) for row in sources.tables["categories"]}
    bodies = {body for body, _ in known}
    rows = [*sources.nomination_rows(), *((row["body"], row) for row in sources.tables["outcomes"])]
    rows += [(row["body"], row) for row in sources.tables["quotes"] if row["category"] and row["body"] in bodies]
    for body, row in rows:
        if (body, row["category"]) not in known:
            yield row.problem(f'category "{row["category"]}" is unknown for {body}; add it to data/categories.csv')


def unknown_families(sources: Sources) -> Iterator[DataProblem]:
    """Yield the phrases of lexicon/categories.csv that lead to a family no category has."""
    families = {family for row in sources.tables["categories"] for family in row.many("families")}
    for row in sources.tables["lexicon/categories"]:
        if row["family"] not in families:
            yield row.problem(
                f'family "{row["family"]}" belongs to no category; see the families in data/categories.csv'
            )


def unknown_ids(sources: Sources) -> Iterator[DataProblem]:
    """Yield the aliases, namesake rules and work rows whose id stands for nobody and nothing in the nominations."""
    persons, works = _known_ids(sources)
    for name in ("aliases", "identities"):
        for row in sources.tables[name]:
            if row["id"] and not _is_known(row["id"], persons if row["kind"] == "person" else works):
                yield row.problem(f'id "{row["id"]}" is in no nomination; correct it or take the line out')
    for row in sources.tables["works"]:
        if row["work"] and not _is_known(row["work"], works):
            yield row.problem(f'work "{row["work"]}" is in no nomination; correct it or take the line out')


def _is_known(key: str, known: set[str]) -> bool:
    """Tell whether `key` is an id of the nominations, or made of a name there (a work's own id ends in its year)."""
    return key in known or (key.startswith(OWN_WORK) and key.rpartition("-")[0] in known)


def _known_ids(sources: Sources) -> tuple[set[str], set[str]]:
    """Return all ids of people and of works, with those that the build makes of the names themselves."""
    persons: set[str] = set()
    works: set[str] = set()
    for _, row in sources.nomination_rows():
        persons.update(person or OWN_PERSON + _slug(name) for name, person in paired(row, "people", "people_ids"))
        for title, work in paired(row, "works", "work_ids"):
            works.add(work or OWN_WORK + _slug(title_forms(title)[-1]))
    for row in sources.tables["ceremonies"]:
        persons.update(OWN_PERSON + _slug(name) for name in row.many("hosts"))
    persons.update(row["person"] for row in sources.tables["people"] if row["person"])
    return persons, works


def _slug(name: str) -> str:
    return fold(name).replace(" ", "-")
