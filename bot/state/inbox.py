"""The updates taken from Telegram: stored before they are acknowledged, handled once, then emptied."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, bindparam, func, select, update

from bot.state.tables import MAX_PROBLEM_CHARS, updates, upsert

MAX_ATTEMPTS = 3  # an update that was in hand at so many ends of the program may be what ended it
_PROBLEM = f"{MAX_ATTEMPTS} runs of the program ended before it was done"
_BEGIN = update(updates).where(updates.c.update_id == bindparam("begun")).values(attempts=updates.c.attempts + 1)
_FINISH = (
    update(updates)
    .where(updates.c.update_id == bindparam("done"))
    .values(done_at=bindparam("now"), raw="", lane=0, problem=bindparam("why"))
)


@dataclass(frozen=True, slots=True)
class StoredUpdate:
    """One update: its number, its chat (0: none), the update as Telegram sent it, and when it was received.

    `attempts` is 0, or more when an end of the program has met it undone: it is to be marked with `begin` then.
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


def take_undone(db: Connection, now: float, lanes: Collection[int] | None = None) -> list[StoredUpdate]:
    """Return the updates that wait, in all lanes or in these, oldest first; those begun too often are given up."""
    waiting = _waiting(lanes)
    hopeless = select(updates.c.update_id).where(waiting, updates.c.attempts >= MAX_ATTEMPTS)
    finish(db, db.execute(hopeless).scalars().all(), now, _PROBLEM)
    rows = db.execute(select(updates).where(waiting).order_by(updates.c.update_id))
    return [StoredUpdate(row.update_id, row.lane, json.loads(row.raw), row.received_at, row.attempts) for row in rows]


def suspect(db: Connection, lanes: Collection[int] | None = None) -> None:
    """Note that a program has ended while the first updates of these lanes, or of all, may have been in hand."""
    first = select(func.min(updates.c.update_id)).where(_waiting(lanes)).group_by(updates.c.lane)
    db.execute(update(updates).where(updates.c.update_id.in_(first), updates.c.attempts == 0).values(attempts=1))


def begin(db: Connection, update_ids: Sequence[int]) -> Sequence[int]:
    """Note that suspected updates are in hand now, and return them."""
    db.execute(_BEGIN, [{"begun": update_id} for update_id in update_ids])
    return update_ids


def still_undone(db: Connection, update_ids: Collection[int]) -> set[int]:
    """Return which updates nobody has done yet; nobody else does them before this transaction ends."""
    if not update_ids:
        return set()
    undone = select(updates.c.update_id).where(updates.c.update_id.in_(update_ids), updates.c.done_at.is_(None))
    return set(db.execute(undone.order_by(updates.c.update_id).with_for_update()).scalars())


def finish(db: Connection, update_ids: Sequence[int], now: float, problem: str | None = None) -> None:
    """Mark updates as done, or with a `problem` as skipped; what they said is deleted either way."""
    if update_ids:
        shared = {"now": now, "why": problem and problem[:MAX_PROBLEM_CHARS]}
        db.execute(_FINISH, [{"done": update_id} | shared for update_id in update_ids])


def _waiting(lanes: Collection[int] | None) -> ColumnElement[bool]:
    undone = updates.c.done_at.is_(None)
    return undone if lanes is None else undone & updates.c.lane.in_(lanes)
