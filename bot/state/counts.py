"""How much waits in the state database."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import Connection, Table, func, select

from bot.state.tables import outbox, updates


class Waiting(NamedTuple):
    """How many updates are not handled yet, and how many messages not sent."""

    updates: int
    messages: int


def count_waiting(db: Connection) -> Waiting:
    """Count what waits, for all processes that share the database."""
    return Waiting(_count(db, updates, "done_at"), _count(db, outbox, "ended_at"))


def _count(db: Connection, table: Table, end: str) -> int:
    """Return how many rows of a table have not ended; the column `end` has an index."""
    return db.execute(select(func.count()).select_from(table).where(table.c[end].is_(None))).scalar_one()
