"""Which questions have an answer, as the state knows: what an edit needs."""

from __future__ import annotations

from telegram import Message

from bot.state import answers
from bot.state.database import State


class Threads:
    """Looks up questions by their messages."""

    def __init__(self, state: State) -> None:
        self._state = state

    async def is_answered(self, message: Message) -> bool:
        """Return whether the bot has answered this message, or is about to."""
        chat_id, number = message.chat_id, message.message_id
        return await self._state.run(lambda db: answers.is_answered(db, chat_id, number))

    async def is_latest(self, message: Message, user_id: int) -> bool:
        """Return whether a user has asked nothing in the chat since this message."""
        chat_id, number = message.chat_id, message.message_id
        return await self._state.run(lambda db: answers.is_latest(db, chat_id, number, user_id))
