"""Which replica has which chat in hand. Replicas share PostgreSQL and nothing else; these are its statements.

A chat is claimed by a row of its own, in the very transaction that stores an update for it, and let go when nothing
of it is left to do. Who finds it claimed by another marks it as wanted: it is not let go then before its holder has
taken up what was stored meanwhile. Rows are always locked in the order of the chats, or not waited for, so that two
replicas never wait for each other.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field

from sqlalchemy import Connection, delete, exists, select, true, union, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.exc import IntegrityError

from bot.errors import StateError
from bot.state import chats, inbox, outbox
from bot.state.inbox import StoredUpdate
from bot.state.outbox import Pending
from bot.state.tables import claims, updates
from bot.state.tables import outbox as messages

MINUTE_S = 60.0  # for which the pace of a chat looks back


@dataclass(slots=True)
class Found:
    """What a replica has to do: updates and messages of chats that it has in hand.

    `chats` are those that it has claimed now; of these, `sent` are the messages of the last minute as (chat, time), and
    `active` the ones noted as such where the bot may write.
    """

    updates: list[StoredUpdate] = field(default_factory=list)
    pending: list[Pending] = field(default_factory=list)
    chats: set[int] = field(default_factory=set)
    sent: list[tuple[int, float]] = field(default_factory=list)
    active: set[int] = field(default_factory=set)


def claim(db: Connection, me: int, lanes: Collection[int]) -> dict[int, bool]:
    """Claim chats; return those that are in my hands now, and whether another has stored something for them.

    Raises:
        StateError: when the others have taken me for dead.
    """
    if not lanes:
        return {}
    rows = [{"lane": lane, "holder": me, "wanted": False} for lane in sorted(lanes)]
    added = insert(claims).values(rows)
    is_others = claims.c.holder != added.excluded.holder
    marked = added.on_conflict_do_update(index_elements=["lane"], set_={"wanted": claims.c.wanted | is_others})
    try:
        found = db.execute(marked.returning(claims.c.lane, claims.c.holder, claims.c.wanted))
    except IntegrityError:
        raise StateError("the other replicas took this one for dead") from None
    return {row.lane: row.wanted for row in found if row.holder == me}


def let_go(db: Connection, me: int, lanes: Collection[int], *, at_all_costs: bool = False) -> None:
    """Let chats go in which nothing is left to do; one that is wanted, or about to be, is kept.

    `at_all_costs` one that is wanted goes as well: it is left alone then, for others to find.
    """
    if not lanes:
        return
    own = (claims.c.holder == me) & claims.c.lane.in_(lanes)
    own &= true() if at_all_costs else ~claims.c.wanted
    free = db.execute(select(claims.c.lane).where(own).with_for_update(skip_locked=True)).scalars().all()
    if free:
        db.execute(delete(claims).where(claims.c.lane.in_(free)))


def wanted(db: Connection, me: int) -> list[int]:
    """Return my chats for which another replica has stored something."""
    return list(db.execute(select(claims.c.lane).where(claims.c.holder == me, claims.c.wanted)).scalars())


def claimed(db: Connection, me: int) -> set[int]:
    """Return all that is in my hands."""
    return set(db.execute(select(claims.c.lane).where(claims.c.holder == me)).scalars())


def left_alone(db: Connection, limit: int) -> list[int]:
    """Return chats in which something is to be done and that nobody has in hand."""
    stored = select(updates.c.lane).where(updates.c.done_at.is_(None), ~exists().where(claims.c.lane == updates.c.lane))
    unsent = select(messages.c.chat_id).where(
        messages.c.ended_at.is_(None), ~exists().where(claims.c.lane == messages.c.chat_id)
    )
    return list(db.execute(union(stored.limit(limit), unsent.limit(limit))).scalars())


def take_up(db: Connection, me: int, lanes: Collection[int], now: float) -> Found:
    """Return what is to be done in chats of mine, and note that it is no longer wanted."""
    if not lanes:
        return Found()
    db.execute(update(claims).where(claims.c.holder == me, claims.c.lane.in_(lanes)).values(wanted=False))
    return Found(
        inbox.take_undone(db, now, lanes),
        outbox.unsent(db, lanes),
        set(lanes),
        outbox.sent_since(db, now - MINUTE_S, lanes),
        chats.active_of(db, lanes),
    )


def take_all(db: Connection, now: float) -> Found:
    """Return what an earlier run has left, to the only process there is."""
    inbox.suspect(db)
    return Found(inbox.take_undone(db, now), outbox.unsent(db), sent=outbox.sent_since(db, now - MINUTE_S))


def is_left(db: Connection, me: int, group: int) -> bool:
    """Return whether a group is done with: it is noted as moved, none of its updates waits, no other has it in hand."""
    waits = select(updates.c.lane).where(updates.c.lane == group, updates.c.done_at.is_(None))
    held = select(claims.c.lane).where(claims.c.lane == group, claims.c.holder != me)
    return chats.current_id(db, group) != group and db.execute(union(waits, held)).first() is None
