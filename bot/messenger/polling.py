"""Long polling: a batch is acknowledged, by asking for the next one, when the intake has stored it."""

from __future__ import annotations

import asyncio
import logging
from typing import Any
from urllib.parse import urlsplit

from telegram import Update
from telegram.error import Conflict, InvalidToken, NetworkError, RetryAfter, TelegramError

from bot.errors import StateError
from bot.messenger.delivery import deliver
from bot.messenger.source import Accept
from bot.messenger.wire import Wire

ALLOWED_UPDATES = (
    Update.MESSAGE,
    Update.EDITED_MESSAGE,
    Update.CALLBACK_QUERY,
    Update.INLINE_QUERY,
    Update.GUEST_MESSAGE,
    Update.MY_CHAT_MEMBER,
    Update.POLL_ANSWER,
    Update.POLL,
)
PAUSES_S = (0.1, 0.5, 1.0, 3.0, 10.0, 30.0)  # after one failure, two, …
_log = logging.getLogger(__name__)


class Poller:
    """Fetches updates and hands them to `accept` until it is stopped."""

    def __init__(self, wire: Wire, accept: Accept) -> None:
        self._wire = wire
        self._accept = accept
        self._offset: int | None = None
        self._failures = 0
        self._last_problem = ""
        self._accepting = asyncio.Lock()
        self._task: asyncio.Task[None] | None = None

    async def start(self) -> asyncio.Task[None]:
        """Begin to fetch; a webhook is removed before, since Telegram refuses polling with one."""
        await deliver(self._remove_webhook)
        self._task = asyncio.create_task(self._run())
        return self._task

    async def stop(self) -> None:
        """Stop fetching; what has been fetched is stored before."""
        async with self._accepting:
            if self._task:
                self._task.cancel()
        await asyncio.gather(self._task or asyncio.sleep(0), return_exceptions=True)

    async def close(self) -> None:
        """Nothing is left to let go of."""

    async def _remove_webhook(self) -> None:
        info = await self._wire.get_webhook_info()
        if not info.url:
            return
        host = urlsplit(info.url).hostname
        _log.warning("a webhook at %s was set for this bot; it is removed, since this program polls", host)
        await self._wire.delete_webhook(drop_pending_updates=False)

    async def _run(self) -> None:
        while True:
            try:
                batch = await self._wire.fetch_updates(self._offset, ALLOWED_UPDATES)
                if not await self._take(batch if isinstance(batch, list) else []):
                    continue
            except InvalidToken:
                raise
            except Exception as error:  # whatever it is, polling goes on
                await self._pause(error)
            else:
                self._failures, self._last_problem = 0, ""

    async def _take(self, batch: list[Any]) -> bool:
        """Store a batch and move on behind it; False when there is nothing to move on behind."""
        async with self._accepting:
            await self._accept(batch)
        numbers = [raw["update_id"] for raw in batch if isinstance(raw, dict) and isinstance(raw.get("update_id"), int)]
        if numbers:
            self._offset = max(numbers) + 1
        elif batch:
            raise NetworkError("a batch of updates without numbers")
        return bool(numbers)

    async def _pause(self, error: Exception) -> None:
        """Log what is wrong when it is new, and wait a little longer each time."""
        problem = _problem(error)
        if problem != self._last_problem:
            expected = isinstance(error, (TelegramError, StateError)) and not isinstance(error, Conflict)
            _log.log(logging.WARNING if expected else logging.ERROR, "%s", problem)
        self._last_problem = problem
        pause_s = PAUSES_S[min(self._failures, len(PAUSES_S) - 1)]
        if isinstance(error, RetryAfter):
            wait = error.retry_after
            pause_s = float(wait if isinstance(wait, int) else wait.total_seconds())
        self._failures += 1
        await asyncio.sleep(pause_s)


def _problem(error: Exception) -> str:
    if isinstance(error, Conflict) and "webhook" in error.message:
        return "a webhook was set for this bot while it polls, by another program; stop that one. Trying again"
    if isinstance(error, Conflict):
        return "another program polls with the same bot token; stop one of the two. Trying again"
    if isinstance(error, StateError):
        return f"updates could not be stored ({error}); trying again"
    return f"updates could not be fetched ({type(error).__name__}: {error}); trying again"
