"""What may have ended the program is tried one at a time, so that another end tells which one it was."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

MOST_S = 1.0  # what takes longer waits for something, and the next one may begin


class Quarantine:
    """Lets one block begin when the last one has ended, or has lasted for `MOST_S`."""

    def __init__(self) -> None:
        self._free = asyncio.Lock()

    @asynccontextmanager
    async def one(self) -> AsyncIterator[None]:
        """Wait for the turn of the block, and run it."""
        await self._free.acquire()
        turn = _Turn(self._free)
        timer = asyncio.get_running_loop().call_later(MOST_S, turn.end)
        try:
            yield
        finally:
            timer.cancel()
            turn.end()


class _Turn:
    """Lets the lock go once."""

    def __init__(self, lock: asyncio.Lock) -> None:
        self._lock: asyncio.Lock | None = lock

    def end(self) -> None:
        if self._lock:
            self._lock.release()
            self._lock = None
