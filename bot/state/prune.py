"""Keeps the state bounded: deletes what nobody will need again."""

from __future__ import annotations

from sqlalchemy import Connection, delete

from bot.state.tables import answers, contexts, outbox, shared, updates

DAY_S = 86_400.0
UPDATES_KEPT_S = 2 * DAY_S  # Telegram itself keeps an update for one day, and repeats none that is older
SENT_KEPT_S = DAY_S
ANSWERS_KEPT_S = 3 * DAY_S  # people can edit a message for two days
LINKS_KEPT_S = 180 * DAY_S  # since a link was made or used last


def prune(db: Connection, now: float) -> int:
    """Delete what has expired; return how many rows."""
    expired = (
        delete(updates).where(updates.c.done_at < now - UPDATES_KEPT_S),
        delete(outbox).where(outbox.c.ended_at < now - SENT_KEPT_S),
        delete(answers).where(answers.c.made_at < now - ANSWERS_KEPT_S),
        delete(shared).where(shared.c.used_at < now - LINKS_KEPT_S),
        delete(contexts).where(contexts.c.expires_at < now),
    )
    return sum(db.execute(statement).rowcount for statement in expired)
