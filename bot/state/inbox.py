"""The updates taken from Telegram: stored before they are acknowledged, handled once, then emptied."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, bindparam, select, update

from bot.state.tables import MAX_PROBLEM_CHARS, updates, upsert

MAX_ATTEMPTS = 3  # an update that was in hand at so many ends of the program may be what ended it
_FINISH = (
    update(updates)
    .where(updates.c.update_id == bindparam("done"))
    .values(done_at=bindparam("now"), raw="", lane=0, problem=bindparam("why"))
)


@dataclass(frozen=True, slots=True)
class StoredUpdate:
    """One update: its number, its chat (0: none), the update as Telegram sent it, and when it was received.

    `attempts` counts the starts of the program that found it undone.
    """

    update_id: int
    lane: int
    body: dict[str, Any]
    received_at: float
    attempts: int = 0


def store(db: Connection, received: Sequence[StoredUpdate]) -> set[int]:
    """Store updates and return the numbers of those that were not stored before."""
    if not received:
        return set()
    rows = [
        {
            "update_id": each.update_id,
            "lane": each.lane,
            "raw": json.dumps(each.body, separators=(",", ":")),
            "received_at": each.received_at,
            "attempts": 0,
        }
        for each in received
    ]
    added = upsert(db.dialect.name, updates).returning(updates.c.update_id)
    return set(db.execute(added, rows).scalars())


def take_undone(db: Connection, now: float) -> list[StoredUpdate]:
    """Return the updates that an earlier run left undone, oldest first; those found too often are given up."""
    undone = updates.c.done_at.is_(None)
    db.execute(update(updates).where(undone).values(attempts=updates.c.attempts + 1))
    hopeless = select(updates.c.update_id).where(undone, updates.c.attempts > MAX_ATTEMPTS)
    finish(
        db, db.execute(hopeless).scalars().all(), now, f"{MAX_ATTEMPTS} runs of the program ended before it was done"
    )
    rows = db.execute(select(updates).where(undone).order_by(updates.c.update_id))
    return [StoredUpdate(row.update_id, row.lane, json.loads(row.raw), row.received_at, row.attempts) for row in rows]


def finish(db: Connection, update_ids: Sequence[int], now: float, problem: str | None = None) -> None:
    """Mark updates as done, or with a `problem` as skipped; what they said is deleted either way."""
    if update_ids:
        shared = {"now": now, "why": problem and problem[:MAX_PROBLEM_CHARS]}
        db.execute(_FINISH, [{"done": update_id} | shared for update_id in update_ids])
