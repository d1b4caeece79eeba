"""/forget: deletes all that is stored about a user."""

from __future__ import annotations

from sqlalchemy import Connection, delete, update

from bot.state.games import forget_player
from bot.state.tables import answers, asked, chats, contexts, daily, outbox, quoted, scores, updates, votes


def forget_user(db: Connection, user_id: int, now: float) -> int:
    """Delete everything about a user, in their private chat (whose id is the user's) and in groups.

    What they sent and is not handled yet is dropped with it; of an update that is done only its number was kept.
    Returns how many rows were deleted.
    """
    deleted = 0
    for table in (contexts, answers, outbox, scores):
        of_user = (table.c.user_id == user_id) | (table.c.chat_id == user_id)
        deleted += db.execute(delete(table).where(of_user)).rowcount
    for table in (quoted, chats, asked, daily):
        deleted += db.execute(delete(table).where(table.c.chat_id == user_id)).rowcount
    deleted += db.execute(delete(votes).where(votes.c.user_id == user_id)).rowcount
    forget_player(db, user_id)
    waiting = (updates.c.lane == user_id) & updates.c.done_at.is_(None)
    db.execute(update(updates).where(waiting).values(raw="", lane=0, done_at=now))
    return deleted
