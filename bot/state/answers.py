"""Which of the bot's messages answers which question."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import Connection, select

from bot.state.tables import answers, outbox, upsert


class Link(NamedTuple):
    """The bot's message `message_id` answers `question_id`, which `user_id` asked."""

    chat_id: int
    message_id: int
    question_id: int
    user_id: int | None
    made_at: float


def link(db: Connection, links: Sequence[Link]) -> None:
    """Note which messages answer which questions."""
    if links:
        db.execute(
            upsert(db.dialect.name, answers, "question_id", "user_id", "made_at"), [each._asdict() for each in links]
        )


def of_question(db: Connection, chat_id: int, question_id: int) -> list[int]:
    """Return the ids of the messages that answer a question, oldest first."""
    asked = (answers.c.chat_id == chat_id) & (answers.c.question_id == question_id)
    return list(db.execute(select(answers.c.message_id).where(asked).order_by(answers.c.message_id)).scalars())


def is_answered(db: Connection, chat_id: int, question_id: int) -> bool:
    """Return whether a question has an answer, be it one that still waits to be sent."""
    if of_question(db, chat_id, question_id):
        return True
    waits = (outbox.c.chat_id == chat_id) & (outbox.c.question_id == question_id) & outbox.c.ended_at.is_(None)
    return db.execute(select(outbox.c.id).where(waits).limit(1)).scalar() is not None


def is_latest(db: Connection, chat_id: int, question_id: int, user_id: int) -> bool:
    """Return whether a user has asked nothing in a chat that was answered after this question."""
    later = (answers.c.chat_id == chat_id) & (answers.c.user_id == user_id) & (answers.c.question_id > question_id)
    return db.execute(select(answers.c.message_id).where(later).limit(1)).scalar() is None


def is_last_of(db: Connection, chat_id: int, message_id: int, user_id: int, since: float) -> bool:
    """Return whether the bot's message `message_id` answers what a user has asked last in a chat, after `since`."""
    sent = (answers.c.chat_id == chat_id) & (answers.c.message_id == message_id) & (answers.c.made_at > since)
    question_id = db.execute(select(answers.c.question_id).where(sent & (answers.c.user_id == user_id))).scalar()
    return question_id is not None and is_latest(db, chat_id, question_id, user_id)


def asker_of(db: Connection, chat_id: int, message_id: int) -> int | None:
    """Return who asked what the bot's message `message_id` answers, None when that is not known."""
    sent = (answers.c.chat_id == chat_id) & (answers.c.message_id == message_id)
    return db.execute(select(answers.c.user_id).where(sent)).scalar()
