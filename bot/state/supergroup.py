"""A group becomes a supergroup, with another id: all that is known of it moves there."""

from __future__ import annotations

from sqlalchemy import Connection, Table, delete, select, update

from bot.state import scores
from bot.state.games import move_games
from bot.state.tables import answers, asked, chats, contexts, daily, outbox, quoted, updates, upsert


def migrate_chat(db: Connection, old_id: int, new_id: int, now: float) -> None:
    """Move everything of chat `old_id` to `new_id`; what the new one has already stays. Twice is as good as once.

    Links to messages are dropped: the supergroup numbers its messages anew.
    """
    db.execute(delete(answers).where(answers.c.chat_id == old_id))
    for table in (contexts, quoted, asked, daily):
        _move_rows(db, table, old_id, new_id)
    scores.move(db, old_id, new_id)
    move_games(db, old_id, new_id)
    waiting = (outbox.c.chat_id == old_id) & outbox.c.ended_at.is_(None)
    db.execute(update(outbox).where(waiting).values(chat_id=new_id))
    db.execute(update(updates).where(updates.c.lane == old_id).values(lane=new_id))
    _move_settings(db, old_id, new_id, now)


def _move_rows(db: Connection, table: Table, old_id: int, new_id: int) -> None:
    rows = db.execute(delete(table).where(table.c.chat_id == old_id).returning(*table.c)).mappings().all()
    if rows:
        moved = [{**row, "chat_id": new_id} for row in rows]
        db.execute(upsert(db.dialect.name, table), moved)


def _move_settings(db: Connection, old_id: int, new_id: int, now: float) -> None:
    """Give the settings to the new chat, unless it has some; the old one keeps its new id alone."""
    old = db.execute(select(chats.c.settings).where(chats.c.chat_id == old_id)).scalar() or "{}"
    new = db.execute(select(chats.c.settings).where(chats.c.chat_id == new_id)).scalar()
    kept = new if new and new != "{}" else old
    _put(db, new_id, "supergroup", standing="active", standing_at=now, settings=kept, migrated_to=None)
    _put(db, old_id, "group", standing="left", standing_at=now, settings="{}", migrated_to=new_id)


def _put(db: Connection, chat_id: int, kind: str, **values: object) -> None:
    row = {"chat_id": chat_id, "kind": kind, **values}
    db.execute(upsert(db.dialect.name, chats, "kind", *values), row)
