"""Quotes and facts: short, with their speaker and their source."""

from __future__ import annotations

from collections.abc import Iterator

from bot.build.read import Row, Sources
from bot.errors import DataProblem

QUOTE_MAX_WORDS = 30


def quotes(sources: Sources) -> Iterator[DataProblem]:
    """Yield quotes that are too long or lack their words, speaker or source."""
    for row in sources.tables["quotes"]:
        words = len(row["quote"].split())
        if words > QUOTE_MAX_WORDS:
            yield row.problem(f"quote has {words} words; shorten it to {QUOTE_MAX_WORDS}")
        yield from _missing(row, "quote", "speaker")
        yield from _unsourced(row, "quote")


def facts(sources: Sources) -> Iterator[DataProblem]:
    """Yield facts without a statement, an answer or a source."""
    for row in sources.tables["facts"]:
        yield from _missing(row, "statement", "answer")
        yield from _unsourced(row, "fact")


def _missing(row: Row, *columns: str) -> Iterator[DataProblem]:
    for column in columns:
        if not row[column]:
            yield row.problem(f"{column} is empty; fill it in")


def _unsourced(row: Row, what: str) -> Iterator[DataProblem]:
    if not row["source_title"] and not row["source_url"]:
        yield row.problem(f"{what} has no source; fill in source_title or source_url")
