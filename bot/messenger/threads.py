"""Which questions have an answer, as the state knows: what edits and replies need."""

from __future__ import annotations

import time

from telegram import Message

from bot.state import answers
from bot.state.contexts import EXPIRES_AFTER_S
from bot.state.database import State


class Threads:
    """Looks up questions by their messages."""

    def __init__(self, state: State) -> None:
        self._state = state

    async def is_answered(self, message: Message) -> bool:
        """Return whether the bot has answered this message, or is about to."""
        chat_id, number = message.chat_id, message.message_id
        return await self._state.run(lambda db: answers.is_answered(db, chat_id, number))

    async def is_last_answer(self, message: Message, user_id: int) -> bool:
        """Return whether a message of the bot's answers what a user has asked last in the chat, and not long ago."""
        chat_id, number, since = message.chat_id, message.message_id, time.time() - EXPIRES_AFTER_S
        return await self._state.run(lambda db: answers.is_last_of(db, chat_id, number, user_id, since))

    async def is_latest(self, message: Message, user_id: int) -> bool:
        """Return whether a user has asked nothing in the chat since this message."""
        chat_id, number = message.chat_id, message.message_id
        return await self._state.run(lambda db: answers.is_latest(db, chat_id, number, user_id))
