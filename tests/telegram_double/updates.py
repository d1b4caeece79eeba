"""The updates that wait for the bot, fetched by long polling or pushed to a webhook, as the Bot API does it."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from .people import Json

if TYPE_CHECKING:
    from .pushes import Pushes


class Updates:
    """A queue of updates: each is handed out until a later `offset` confirms it, or `pushes` has it taken."""

    def __init__(self) -> None:
        self.pushes: Pushes | None = None
        self._waiting: list[Json] = []
        self._last_id = 0
        self._fetches = 0
        self._changed = asyncio.Condition()
        self._turning = asyncio.Lock()

    async def put(self, kind: str, value: Json) -> None:
        """Add one update, such as ("message", {...})."""
        self._last_id += 1
        await self.put_raw({"update_id": self._last_id, kind: value})

    async def put_raw(self, update: Json) -> None:
        if self.pushes:
            self.pushes.put(update)
            return
        async with self._changed:
            self._waiting.append(update)
            self._changed.notify_all()

    def drop(self) -> None:
        self._waiting.clear()

    async def push_by(self, pushes: Pushes | None) -> None:
        """Push updates from now on; None: they are fetched."""
        async with self._turning:
            old, self.pushes = self.pushes, None
            if old:
                self._waiting = [*await old.stop(), *self._waiting]
            self.pushes = pushes
            if pushes:
                for update in self._waiting:
                    pushes.put(update)
                self._waiting.clear()
        async with self._changed:
            self._changed.notify_all()

    async def fetch(self, offset: int, timeout_s: float, allowed: list[str] | None, limit: int) -> list[Json] | None:
        """Return the updates from `offset` on, at most `limit`, within `timeout_s`; those before are done with.

        None when somebody else begins to fetch meanwhile: Telegram serves the later one.
        """
        async with self._changed:
            self._fetches += 1
            own = self._fetches
            unconfirmed = [update for update in self._waiting if update["update_id"] >= offset]
            self._waiting = [update for update in unconfirmed if _is_in(update, allowed)]
            self._changed.notify_all()
            try:
                async with asyncio.timeout(timeout_s):
                    await self._changed.wait_for(lambda: self._waiting or self._fetches != own)
            except TimeoutError:
                return []
            return self._waiting[:limit] if self._fetches == own else None

    async def confirmed(self) -> None:
        """Wait until the bot has taken every update."""
        if self.pushes:
            await self.pushes.confirmed()
        async with self._changed:
            await self._changed.wait_for(lambda: not self._waiting)


def _is_in(update: Json, allowed: list[str] | None) -> bool:
    return not allowed or bool(update.keys() & set(allowed))
