"""What may have ended the program is tried one at a time, so that another end tells which one it was."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from heapq import heappop, heappush
from random import Random, SystemRandom

MOST_S = 1.0  # what takes longer waits for something, and the next one may begin
GATHER_S = 0.05  # in which those of a start come together


class Quarantine:
    """Lets one block begin when the last one has ended, or has lasted for `MOST_S`.

    What was begun least often comes first, and of these any, by `rng`: so the program may be killed from outside again
    and again, as by somebody who unplugs it, and it is hardly ever the same innocent one that is in hand.
    """

    def __init__(self, rng: Random | None = None) -> None:
        self._rng = rng or SystemRandom()
        self._waiting: list[tuple[int, float, asyncio.Future[None]]] = []
        self._is_busy = False

    @asynccontextmanager
    async def one(self, begun: int) -> AsyncIterator[None]:
        """Wait for the turn of the block, which was begun so often, and run it."""
        loop = asyncio.get_running_loop()
        turn: asyncio.Future[None] = loop.create_future()
        heappush(self._waiting, (begun, self._rng.random(), turn))
        if not self._is_busy:
            self._is_busy = True
            loop.call_later(GATHER_S, self._choose)
        passed = False

        def pass_on() -> None:
            nonlocal passed
            if not passed and turn.done() and not turn.cancelled():
                passed = True
                self._choose()

        try:
            await turn
            loop.call_later(MOST_S, pass_on)
            yield
        finally:
            pass_on()

    def _choose(self) -> None:
        """Give the turn to the next one that still waits for it."""
        while self._waiting:
            turn = heappop(self._waiting)[2]
            if not turn.done():
                turn.set_result(None)
                return
        self._is_busy = False
