"""Cells on their own: bad numbers and words, blanks at the ends, names and ids that do not pair up."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.build.checks import values
from bot.build.checks.values import Rule, maybe, one_of
from bot.build.read import SEPARATOR, Row, Sources
from bot.errors import DataProblem

_NOMINATION_RULES: dict[str, Rule] = {
    "ceremony": maybe(values.whole),
    "year": values.year,
    "category": values.filled,
    "wording": values.filled,
    "winner": values.flag,
}

_RULES: dict[str, dict[str, Rule]] = {
    "bodies": {
        "body": values.slug, "name": values.filled, "short": values.filled, "singular": values.filled,
        "article": one_of("the", ""), "kind": one_of("awards", "guild", "critics", "festival", "parody"),
        "film_offset": values.flag, "weight": values.number, "nominees": one_of("all", "few"),
    },
    "subjects": {"subject": values.slug, "name": values.filled},
    "ceremonies": {
        "ceremony": maybe(values.whole), "year": values.year, "film_years": maybe(values.film_years),
        "date": maybe(values.iso_date), "viewers_millions": maybe(values.number), "status": one_of("held", "upcoming"),
    },
    "categories": {
        "category": values.slug, "name": values.filled, "kind": one_of("film", "tv", "special"), "person": values.flag,
        "competitive": values.flag, "winners": one_of("one", "many"), "families": values.slugs,
        "detail": one_of("song", "character", "country", ""), "first_year": values.year, "last_year": values.year,
    },
    "people": {
        "name": values.filled, "gender": one_of("female", "male", "non-binary", ""),
        "birth": maybe(values.life_date), "death": maybe(values.life_date),
    },
    "works": {"work": values.filled, "year": maybe(values.year), "kind": one_of("film", "tv", "other", "")},
    "identities": {
        "kind": one_of("person", "work"), "name": values.filled, "years": maybe(values.span), "id": values.filled,
    },
    "aliases": {"kind": one_of("person", "work"), "alias": values.filled, "id": values.filled},
    "outcomes": {
        "year": values.year, "outcome": one_of("tie", "missing", "not-awarded"), "note": values.filled,
        "ceremony": maybe(values.whole),
    },
    "quotes": {
        "ceremony": maybe(values.whole), "year": values.year, "themes": maybe(values.slugs), "verified": values.whole,
        "role": one_of("winner", "nominee", "honoree", "host", "presenter", "acceptor", "interview"),
    },
    "facts": {"fact": values.slug, "year": maybe(values.year), "topic": values.slugs, "verified": values.whole},
    "lexicon/categories": {"phrase": values.filled, "family": values.slug, "note": one_of("bare", "")},
    "lexicon/bodies": {"phrase": values.filled},
}  # fmt: skip

_PAIRS = (("people", "people_ids"), ("works", "work_ids"))
_ID = re.compile(r"nm\d{7,8}|co\d{7}|tt\d{7,8}")


def bad_values(sources: Sources) -> Iterator[DataProblem]:
    """Yield the cells that hold no year, date, number, flag or word of the kind their column takes."""
    for name, rules in _RULES.items():
        for row in sources.tables[name]:
            yield from _broken_rules(row, rules)
    for _, row in sources.nomination_rows():
        yield from _broken_rules(row, _NOMINATION_RULES)


def blank_ends(sources: Sources) -> Iterator[DataProblem]:
    """Yield the cells with a blank at an end, also of one of several values, and those with an empty value."""
    for row in _all_rows(sources):
        for column, value in row.items():
            if value and (value[0].isspace() or value[-1].isspace() or " |" in value or "| " in value):
                yield row.problem(f"{column} has a blank at the end of a value; take it out")
            if not column.endswith("_ids") and (
                value.startswith(SEPARATOR) or "||" in value or value[-1:] == SEPARATOR
            ):
                yield row.problem(f'{column} has an empty value; take out the extra "|"')


def unpaired_ids(sources: Sources) -> Iterator[DataProblem]:
    """Yield the nominations whose ids are not as many as the names, or do not look like ids."""
    for _, row in sources.nomination_rows():
        for names, ids in _PAIRS:
            if not row[ids]:
                continue
            found, wanted = row[ids].split(SEPARATOR), len(row.many(names))
            if len(found) != wanted:
                yield row.problem(
                    f"{ids} has {len(found)} values, {names} has {wanted}; leave an empty slot for an unknown id"
                )
            for value in found:
                if value and not _ID.fullmatch(value):
                    yield row.problem(f'{ids} "{value}" is no IMDb id; write nm, co or tt and the number')


def _broken_rules(row: Row, rules: dict[str, Rule]) -> Iterator[DataProblem]:
    for column, rule in rules.items():
        if wrong := rule(row[column]):
            yield row.problem(f'{column} "{row[column]}" {wrong}')


def _all_rows(sources: Sources) -> Iterator[Row]:
    for rows in sources.tables.values():
        yield from rows
    for _, row in sources.nomination_rows():
        yield row
