"""How much waits in the state database, and how many games run."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import Connection, Table, func, select

from bot.state.games import count_running
from bot.state.tables import outbox, updates


class Waiting(NamedTuple):
    """How many updates are not handled yet, messages not sent, and games not over."""

    updates: int
    messages: int
    games: int


def count_waiting(db: Connection) -> Waiting:
    """Count what waits, for all processes that share the database."""
    return Waiting(_count(db, updates, "done_at"), _count(db, outbox, "ended_at"), count_running(db))


def _count(db: Connection, table: Table, end: str) -> int:
    """Return how many rows of a table have not ended; the column `end` has an index."""
    return db.execute(select(func.count()).select_from(table).where(table.c[end].is_(None))).scalar_one()
