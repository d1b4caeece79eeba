"""Which quotes a chat was shown."""

from __future__ import annotations

from sqlalchemy import Connection, delete, select

from bot.state.tables import quoted, upsert


def shown_in(db: Connection, chat_id: int) -> frozenset[str]:
    """Return the ids of the quotes that a chat was shown."""
    return frozenset(db.execute(select(quoted.c.quote_id).where(quoted.c.chat_id == chat_id)).scalars())


def note(db: Connection, chat_id: int, quote_id: str, now: float) -> None:
    """Note that a chat was shown a quote."""
    row = {"chat_id": chat_id, "quote_id": quote_id, "shown_at": now}
    db.execute(upsert(db.dialect.name, quoted, "shown_at"), row)


def start_again(db: Connection, chat_id: int) -> None:
    """Forget what a chat was shown: all of it was."""
    db.execute(delete(quoted).where(quoted.c.chat_id == chat_id))
