"""Where a question is asked every day, and when the next one is due."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Connection, delete, select, update

from bot.state.tables import daily, upsert


@dataclass(frozen=True, slots=True)
class Daily:
    """A question each day in a chat and topic (0: none), at `minute` of the day in `timezone`, an IANA name."""

    chat_id: int
    thread_id: int
    minute: int
    timezone: str


def switch_on(db: Connection, wanted: Daily, now: float) -> float:
    """Ask a question each day from now on, in place of an earlier time; return when the first one is due."""
    next_at = next_time(wanted.minute, wanted.timezone, now)
    row = {**asdict(wanted), "next_at": next_at}
    db.execute(upsert(db.dialect.name, daily, "minute", "timezone", "next_at"), row)
    return next_at


def switch_off(db: Connection, chat_id: int, thread_id: int) -> bool:
    """Ask no question each day any more; return whether one was asked."""
    return db.execute(delete(daily).where(_at(chat_id, thread_id))).rowcount > 0


def find_daily(db: Connection, chat_id: int, thread_id: int) -> Daily | None:
    """Return what is asked each day in a chat and topic, None for nothing."""
    row = db.execute(select(daily).where(_at(chat_id, thread_id))).first()
    return Daily(row.chat_id, row.thread_id, row.minute, row.timezone) if row else None


def due(db: Connection, now: float, limit: int) -> list[tuple[int, int]]:
    """Return (chat, topic) of at most `limit` questions that are due, the longest overdue first."""
    found = select(daily.c.chat_id, daily.c.thread_id).where(daily.c.next_at <= now)
    return [(row.chat_id, row.thread_id) for row in db.execute(found.order_by(daily.c.next_at).limit(limit))]


def take(db: Connection, chat_id: int, thread_id: int, now: float) -> Daily | None:
    """Return what is due in a chat and topic, and set it to the next day; None when another replica has taken it.

    Days on which the bot did not run are left out.
    """
    mine = select(daily).where(_at(chat_id, thread_id), daily.c.next_at <= now).with_for_update(skip_locked=True)
    row = db.execute(mine).first()
    if row is None:
        return None
    db.execute(update(daily).where(_at(chat_id, thread_id)).values(next_at=next_time(row.minute, row.timezone, now)))
    return Daily(row.chat_id, row.thread_id, row.minute, row.timezone)


def next_time(minute: int, timezone: str, after: float) -> float:
    """Return the first time after `after` at which clocks in `timezone` show that minute of the day."""
    local = datetime.fromtimestamp(after, UTC).astimezone(ZoneInfo(timezone))
    for days in range(3):
        day = local.date() + timedelta(days=days)
        at = datetime(day.year, day.month, day.day, minute // 60, minute % 60, tzinfo=ZoneInfo(timezone)).timestamp()
        if at > after:
            return at
    raise AssertionError("every minute comes within two days")


def _at(chat_id: int, thread_id: int) -> ColumnElement[bool]:
    return (daily.c.chat_id == chat_id) & (daily.c.thread_id == thread_id)
