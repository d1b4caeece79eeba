"""The updates that wait for the bot, fetched by long polling as the Bot API does it."""

from __future__ import annotations

import asyncio

from .people import Json


class Updates:
    """A queue of updates: each is handed out until a later `offset` confirms it."""

    def __init__(self) -> None:
        self._waiting: list[Json] = []
        self._last_id = 0
        self._changed = asyncio.Condition()

    async def put(self, kind: str, value: Json) -> None:
        """Add one update, such as ("message", {...})."""
        self._last_id += 1
        await self.put_raw({"update_id": self._last_id, kind: value})

    async def put_raw(self, update: Json) -> None:
        async with self._changed:
            self._waiting.append(update)
            self._changed.notify_all()

    def drop(self) -> None:
        self._waiting.clear()

    async def fetch(self, offset: int, timeout_s: float, allowed: list[str] | None, limit: int) -> list[Json]:
        """Return the updates from `offset` on, at most `limit`, within `timeout_s`; those before are done with."""
        async with self._changed:
            unconfirmed = [update for update in self._waiting if update["update_id"] >= offset]
            self._waiting = [update for update in unconfirmed if _is_in(update, allowed)]
            self._changed.notify_all()
            try:
                async with asyncio.timeout(timeout_s):
                    await self._changed.wait_for(lambda: self._waiting)
            except TimeoutError:
                return []
            return self._waiting[:limit]

    async def confirmed(self) -> None:
        """Wait until the bot has taken every update."""
        async with self._changed:
            await self._changed.wait_for(lambda: not self._waiting)


def _is_in(update: Json, allowed: list[str] | None) -> bool:
    return not allowed or bool(update.keys() & set(allowed))
