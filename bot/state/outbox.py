"""What is to be sent: stored with the outcome it belongs to, sent in order within a chat, then marked."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, Row, bindparam, func, insert, select, update

from bot.state import answers
from bot.state.tables import MAX_PROBLEM_CHARS, outbox


class Asking(NamedTuple):
    """The question of a game that a message asks, or is about: see `bot.state.polls`."""

    game_id: int
    number: int


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One request to the Bot API that concerns a chat.

    `params` are its parameters without chat_id, as JSON values; `files` names files to upload by parameter.
    `question_id` is the message that it answers and `user_id` who wrote that. An edit without a message_id
    edits the answers of `question_id`, and one to stop a poll stops that of `asks`.
    """

    chat_id: int
    method: str
    params: Mapping[str, Any]
    files: Mapping[str, str] = field(default_factory=dict)
    question_id: int | None = None
    user_id: int | None = None
    asks: Asking | None = None


@dataclass(frozen=True, slots=True)
class Pending:
    """A stored `Outgoing`. It is not sent before `not_before`; `attempts` counts the tries that failed."""

    id: int
    what: Outgoing
    made_at: float
    not_before: float
    attempts: int = 0


class Sent(NamedTuple):
    """A message that was sent, as `message_id` (None: the request makes no message), at the time `at`.

    `poll_id` is that of the poll in it, "" where there is none.
    """

    pending: Pending
    message_id: int | None
    at: float
    poll_id: str = ""


_ADD = insert(outbox).returning(outbox.c.id, sort_by_parameter_order=True)
_END = (
    update(outbox)
    .where(outbox.c.id == bindparam("ended"))
    .values(ended_at=bindparam("at"), message_id=bindparam("message"), problem=bindparam("why"), params="", files="")
)


def add(db: Connection, messages: Sequence[Outgoing], now: float) -> list[Pending]:
    """Store messages to be sent as soon as their chats allow, in their order."""
    if not messages:
        return []
    ids = db.execute(_ADD, [_row(each, now) for each in messages]).scalars()
    return [Pending(number, each, now, now) for number, each in zip(ids, messages, strict=True)]


def unsent(db: Connection, chat_ids: Collection[int] | None = None) -> list[Pending]:
    """Return everything that waits, for all chats or for these, in the order of sending."""
    waiting: ColumnElement[bool] = outbox.c.ended_at.is_(None)
    if chat_ids is not None:
        waiting &= outbox.c.chat_id.in_(chat_ids)
    rows = db.execute(select(outbox).where(waiting).order_by(outbox.c.id))
    return [_pending(row) for row in rows]


def first_unsent(db: Connection, chat_ids: Sequence[int]) -> list[int]:
    """Return for each chat the id of the first message that waits, 0 where none does."""
    waiting = outbox.c.ended_at.is_(None) & outbox.c.chat_id.in_(chat_ids)
    found = db.execute(select(outbox.c.chat_id, func.min(outbox.c.id)).where(waiting).group_by(outbox.c.chat_id))
    first = {row[0]: row[1] for row in found}
    return [first.get(chat_id, 0) for chat_id in chat_ids]


def mark_sent(db: Connection, sent: Sequence[Sent]) -> Sequence[Sent]:
    """Mark messages as sent and return them; a new one that answers a question is linked to it."""
    db.execute(
        _END, [{"ended": each.pending.id, "at": each.at, "message": each.message_id, "why": None} for each in sent]
    )
    answers.link(db, [made for each in sent if (made := _link(each))])
    return sent


def message_asking(db: Connection, asks: Asking) -> int | None:
    """Return the message that puts a question of a game to its chat, None where none is known to stand there."""
    asking = (outbox.c.game_id == asks.game_id) & (outbox.c.number == asks.number)
    sent = select(outbox.c.message_id).where(asking, outbox.c.method.like("send%"), outbox.c.message_id.is_not(None))
    return db.execute(sent.order_by(outbox.c.id.desc()).limit(1)).scalar()


def give_up(db: Connection, pending_id: int, problem: str, now: float) -> None:
    """Mark a message as given up."""
    db.execute(_END, {"ended": pending_id, "at": now, "message": None, "why": problem[:MAX_PROBLEM_CHARS]})


def give_up_chat(db: Connection, chat_id: int, problem: str, now: float) -> None:
    """Give up all that waits for a chat."""
    waiting = (outbox.c.chat_id == chat_id) & outbox.c.ended_at.is_(None)
    db.execute(
        update(outbox).where(waiting).values(ended_at=now, params="", files="", problem=problem[:MAX_PROBLEM_CHARS])
    )


def postpone(db: Connection, pending_id: int, not_before: float, attempts: int) -> None:
    """Note a failed try, so that the wait outlasts a restart."""
    db.execute(update(outbox).where(outbox.c.id == pending_id).values(not_before=not_before, attempts=attempts))


def sent_since(db: Connection, since: float, chat_ids: Collection[int] | None = None) -> list[tuple[int, float]]:
    """Return (chat, time) of every message sent from `since` on, to all chats or to these, in order of time."""
    query = select(outbox.c.chat_id, outbox.c.ended_at).where(
        outbox.c.ended_at >= since, outbox.c.message_id.is_not(None), outbox.c.method.like("send%")
    )
    if chat_ids is not None:
        query = query.where(outbox.c.chat_id.in_(chat_ids))
    return [(row.chat_id, row.ended_at) for row in db.execute(query.order_by(outbox.c.ended_at))]


def _row(message: Outgoing, now: float) -> dict[str, Any]:
    return {
        "chat_id": message.chat_id,
        "method": message.method,
        "params": json.dumps(message.params),
        "files": json.dumps(message.files) if message.files else "",
        "question_id": message.question_id,
        "user_id": message.user_id,
        "game_id": message.asks and message.asks.game_id,
        "number": message.asks and message.asks.number,
        "made_at": now,
        "not_before": now,
        "attempts": 0,
    }


def _link(sent: Sent) -> answers.Link | None:
    what = sent.pending.what
    if sent.message_id is None or what.question_id is None:
        return None
    return answers.Link(what.chat_id, sent.message_id, what.question_id, what.user_id, sent.at)


def _pending(row: Row[Any]) -> Pending:
    files = json.loads(row.files) if row.files else {}
    asks = Asking(row.game_id, row.number) if row.game_id is not None else None
    what = Outgoing(row.chat_id, row.method, json.loads(row.params), files, row.question_id, row.user_id, asks)
    return Pending(row.id, what, row.made_at, row.not_before, row.attempts)
