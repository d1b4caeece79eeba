"""Questions too long for a link, under the names that stand in the links."""

from __future__ import annotations

from sqlalchemy import Connection, select, update

from bot.state.tables import shared, upsert


def keep(db: Connection, name: str, question: str, now: float) -> None:
    """Store a question under its name; once more is as good as once."""
    row = {"name": name, "question": question, "used_at": now}
    db.execute(upsert(db.dialect.name, shared, "used_at"), row)


def find(db: Connection, name: str, now: float) -> str:
    """Return the question of that name, "" when there is none; one that is used is kept longer."""
    question = db.execute(select(shared.c.question).where(shared.c.name == name)).scalar() or ""
    if question:
        db.execute(update(shared).where(shared.c.name == name).values(used_at=now))
    return question
