"""Updates in order within a chat and side by side across chats: one that waits holds up its own chat alone."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from typing import Any

from telegram import Update
from telegram.ext import BaseUpdateProcessor

MAX_AT_ONCE = 256  # as many as the connection pool of python-telegram-bot serves


class OrderedPerChat(BaseUpdateProcessor):
    """Handles an update when all earlier ones of its chat are done. Locks wake their waiters in order."""

    def __init__(self, max_concurrent_updates: int = MAX_AT_ONCE) -> None:
        super().__init__(max_concurrent_updates)
        self._locks: dict[int, asyncio.Lock] = {}
        self._users: dict[int, int] = {}

    async def do_process_update(self, update: object, coroutine: Awaitable[Any]) -> None:
        chat = update.effective_chat if isinstance(update, Update) else None
        if chat is None:
            await coroutine
            return
        lock = self._locks.setdefault(chat.id, asyncio.Lock())
        self._users[chat.id] = self._users.get(chat.id, 0) + 1
        try:
            async with lock:
                await coroutine
        finally:
            self._release(chat.id)

    async def initialize(self) -> None:
        """Nothing to prepare: locks are made when they are needed."""

    async def shutdown(self) -> None:
        """Nothing to free: a lock goes with the last update that used it."""

    def _release(self, chat_id: int) -> None:
        self._users[chat_id] -= 1
        if not self._users[chat_id]:
            del self._users[chat_id], self._locks[chat_id]
