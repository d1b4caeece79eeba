"""The clock of the games: asks the state, twice a second, whose time has come. No deadline is kept in memory."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable, Sequence
from typing import Any, Generic, TypeVar

from bot.errors import StateError
from bot.messenger.mailer import Mailer
from bot.state import outbox
from bot.state.database import State, Work
from bot.state.outbox import Outgoing, Pending

Key = TypeVar("Key")

TICK_S = 0.5
CATCH_UP_S = 1.0  # after the start: what people have answered while the bot was down comes first
MAX_AT_ONCE = 100  # games that are played before the next look at the time
_log = logging.getLogger(__name__)


class Ticker(Generic[Key]):
    """Plays what is due. `find_due` returns the keys of at most so many things that are due at a time, the longest
    overdue first; `play` is what one of them comes to, in a transaction, with what is to be sent.

    Several replicas may do so at the same time: for what another has played meanwhile, `play` returns nothing.
    """

    def __init__(
        self,
        state: State,
        mailer: Mailer,
        find_due: Callable[[float, int], Work[Sequence[Key]]],
        play: Callable[[Key, float], Work[Sequence[Outgoing]]],
    ) -> None:
        self._state = state
        self._mailer = mailer
        self._find_due = find_due
        self._play = play
        self._playing = asyncio.Lock()
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin in `CATCH_UP_S`; what is overdue since an earlier run is played then."""
        self._task = asyncio.create_task(self._run())

    async def stop(self) -> None:
        """Stop; what is being played is finished and handed to the mailer before."""
        async with self._playing:
            if self._task:
                self._task.cancel()
        await asyncio.gather(self._task or asyncio.sleep(0), return_exceptions=True)

    async def play_due(self) -> int:
        """Play what is due now, `MAX_AT_ONCE` at most, and return how many that were.

        One that fails leaves the others alone; it is tried again at the next look.
        """
        async with self._playing:
            keys = await self._state.run(self._find_due(time.time(), MAX_AT_ONCE))
            results = await asyncio.gather(*(self._play_one(key) for key in keys), return_exceptions=True)
        errors = [each for each in results if isinstance(each, BaseException)]
        for error in errors:
            _log.error("a game could not go on; it is tried again", exc_info=error)
        return len(keys) - len(errors)

    async def _play_one(self, key: Key) -> None:
        now = time.time()
        work = self._play(key, now)

        def store(db: Any) -> list[Pending]:
            return outbox.add(db, work(db), now)

        self._mailer.put(await self._state.run(store))

    async def _run(self) -> None:
        await asyncio.sleep(CATCH_UP_S)
        while True:
            started, count = time.monotonic(), 0
            try:
                count = await self.play_due()
            except StateError as error:
                _log.warning("the games wait for the state database (%s)", error)
            except Exception:
                _log.exception("the games cannot go on; trying again")
            if count < MAX_AT_ONCE:
                await asyncio.sleep(max(0.0, TICK_S - (time.monotonic() - started)))
