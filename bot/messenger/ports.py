"""What the Telegram layer needs from the rest of the bot, so that tests and later stages can bring their own."""

from __future__ import annotations

from datetime import date
from random import Random
from typing import NamedTuple, Protocol

from bot.model import Answered, Context


class Conversation(NamedTuple):
    """One asker in one place: what is remembered for one is never used for another.

    `thread_id` is the forum topic's message_thread_id, None outside topics.
    """

    chat_id: int
    thread_id: int | None
    user_id: int


class Answerer(Protocol):
    """The core: a pure function of its arguments that takes some milliseconds and does no I/O but the store's."""

    def answer(self, utterance: str, context: Context, today: date, rng: Random | None = None) -> Answered:
        """Return the reply to `utterance`, asked on `today`, and what to remember for the next one."""


class ContextStore(Protocol):
    """Remembers what each conversation was about; asynchronous, so that a database may stand behind it."""

    async def load(self, conversation: Conversation) -> Context:
        """Return what is remembered, or an empty context when there is nothing or it has expired."""

    async def save(self, conversation: Conversation, context: Context) -> None:
        """Remember `context` in place of the earlier one; an empty one forgets the conversation."""
