"""Wordings: the phrases, examples and sentences that questions and replies are made of."""

from __future__ import annotations

from collections.abc import Iterator

from bot.build.layout import WORDS
from bot.build.read import Sources
from bot.errors import DataProblem
from bot.text import fold

_MAY_BE_EMPTY = frozenset({("intents", "needs"), ("intents", "without"), ("lexicon/nicknames", "id")})
# What a line is known by; in the other files every line of its own words is fine.
_KEYS = {"replies": ("key",), "examples": ("question",), "intents": ("example",), "lexicon/television": ("family",)}


def empty_or_repeated(sources: Sources) -> Iterator[DataProblem]:
    """Yield the wordings with an empty cell, and those that stand twice under one key."""
    for name, columns in WORDS.items():
        seen: dict[tuple[str, ...], int] = {}
        for row in sources.tables[name]:
            for column in columns:
                if not row[column].strip() and (name, column) not in _MAY_BE_EMPTY:
                    yield row.problem(f"{column} is empty; fill it in or take the line out")
            key = tuple(row[column] if name == "replies" else fold(row[column]) for column in _KEYS.get(name, columns))
            first = seen.setdefault(key, row.line)
            if first != row.line:
                yield row.problem(f"says the same as line {first}; take one of them out")


def intents(sources: Sources) -> Iterator[DataProblem]:
    """Yield the rules of intents.csv whose weight is no whole number, or which need nothing."""
    for row in sources.tables["intents"]:
        if not row["weight"].removeprefix("-").isdigit():
            yield row.problem(f'weight is "{row["weight"]}"; give a whole number')
        if not row["needs"].split():
            yield row.problem("needs is empty, so the rule would fit every question; say what must be there")


def television(sources: Sources) -> Iterator[DataProblem]:
    """Yield the television twins that no category has."""
    yield from _without_category(sources, "lexicon/television", "tv_family")


def prominence(sources: Sources) -> Iterator[DataProblem]:
    """Yield the prominent families that no category has."""
    yield from _without_category(sources, "lexicon/prominence", "family")


def _without_category(sources: Sources, table: str, column: str) -> Iterator[DataProblem]:
    families = {family for row in sources.tables["categories"] for family in row.many("families")}
    for row in sources.tables[table]:
        if row[column] not in families:
            yield row.problem(f'family "{row[column]}" belongs to no category; see data/categories.csv')
