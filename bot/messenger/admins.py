"""Who is an admin of a group, as Telegram says at this moment: asked each time, and kept for some seconds only."""

from __future__ import annotations

import time
from collections.abc import Callable

from telegram import Bot, ChatMember, Message
from telegram.error import BadRequest, Forbidden

from bot.messenger.delivery import deliver

KEPT_S = 20.0  # a page of settings is a few presses; an admin who was one until now may finish it
MAX_KEPT = 5_000
_ADMINS = (ChatMember.ADMINISTRATOR, ChatMember.OWNER)


class Admins:
    """Asks who is an admin. `clock` gives seconds that never run backwards."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._kept: dict[tuple[int, int], tuple[float, bool]] = {}

    async def is_admin(self, bot: Bot, chat_id: int, user_id: int) -> bool:
        """Return whether a user is an admin of a group; nobody is where Telegram does not tell.

        Raises:
            TelegramError: when Telegram cannot be asked.
        """
        asked_at, known = self._kept.get((chat_id, user_id), (-KEPT_S, False))
        if self._clock() - asked_at < KEPT_S:
            return known
        try:
            member = await deliver(lambda: bot.get_chat_member(chat_id, user_id))
        except (BadRequest, Forbidden):
            return False
        self._note(chat_id, user_id, member.status in _ADMINS)
        return member.status in _ADMINS

    async def wrote(self, message: Message) -> bool:
        """Return whether an admin wrote `message`, be it in the name of the group itself."""
        if message.sender_chat:
            return message.sender_chat.id == message.chat_id
        user = message.from_user
        return user is not None and await self.is_admin(message.get_bot(), message.chat_id, user.id)

    async def hears_all(self, bot: Bot, chat_id: int) -> bool:
        """Return whether the bot gets every message of a group: its privacy mode is off, or it is an admin."""
        return bot.can_read_all_group_messages or await self.is_admin(bot, chat_id, bot.id)

    def forget(self, chat_id: int) -> None:
        """Ask anew about everybody in a chat: somebody's rights have changed."""
        self._kept = {place: value for place, value in self._kept.items() if place[0] != chat_id}

    def _note(self, chat_id: int, user_id: int, is_admin: bool) -> None:
        if len(self._kept) >= MAX_KEPT:
            self._kept.clear()
        self._kept[chat_id, user_id] = (self._clock(), is_admin)
