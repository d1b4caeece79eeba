"""What each conversation was about, until it has been silent for a while."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, NamedTuple

from sqlalchemy import Connection, bindparam, delete, select

from bot.context import from_json, to_json
from bot.model import Context
from bot.state.tables import contexts, upsert

EXPIRES_AFTER_S = 600.0  # a question ten minutes later is a new subject
MAX_CONTEXT_CHARS = 32_000  # an answer of a hundred lines has a quarter of that


class Conversation(NamedTuple):
    """One asker in one place: what is remembered for one is never used for another.

    `thread_id` is the forum topic's message_thread_id, None outside topics.
    """

    chat_id: int
    thread_id: int | None
    user_id: int


_LOAD = select(contexts.c.context).where(
    contexts.c.chat_id == bindparam("chat"),
    contexts.c.thread_id == bindparam("thread"),
    contexts.c.user_id == bindparam("user"),
    contexts.c.expires_at >= bindparam("now"),
)
_FORGET = delete(contexts).where(
    contexts.c.chat_id == bindparam("chat"),
    contexts.c.thread_id == bindparam("thread"),
    contexts.c.user_id == bindparam("user"),
)


def load(db: Connection, conversation: Conversation, now: float) -> Context:
    """Return what is remembered, or an empty context when there is nothing or it has expired."""
    return from_json(db.execute(_LOAD, _key(conversation) | {"now": now}).scalar() or "")


def save(db: Connection, remembered: Mapping[Conversation, Context], now: float) -> None:
    """Remember each context in place of the earlier one; an empty one forgets the conversation."""
    kept = [_row(conversation, context, now) for conversation, context in remembered.items() if context != Context()]
    empty = [_key(conversation) for conversation, context in remembered.items() if context == Context()]
    if kept:
        db.execute(upsert(db.dialect.name, contexts, "context", "expires_at"), kept)
    if empty:
        db.execute(_FORGET, empty)


def _key(conversation: Conversation) -> dict[str, Any]:
    return {"chat": conversation.chat_id, "thread": conversation.thread_id or 0, "user": conversation.user_id}


def _row(conversation: Conversation, context: Context, now: float) -> dict[str, Any]:
    return {
        "chat_id": conversation.chat_id,
        "thread_id": conversation.thread_id or 0,
        "user_id": conversation.user_id,
        "context": _bounded(context),
        "expires_at": now + EXPIRES_AFTER_S,
    }


def _bounded(context: Context) -> str:
    """Return a context as JSON; of one that is too large the rest of its list is not kept, nor then its options."""
    for kept in (context, replace(context, more=()), replace(context, more=(), options=())):
        if len(text := to_json(kept)) <= MAX_CONTEXT_CHARS:
            return text
    return to_json(Context())
