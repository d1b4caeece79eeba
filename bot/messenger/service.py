"""The running bot: what is started and stopped, and in which order."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import signal
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from bot.messenger.claims import Claims
from bot.messenger.delivery import deliver
from bot.messenger.env import App
from bot.messenger.intake import Intake
from bot.messenger.mailer import Mailer
from bot.messenger.metrics import Metrics
from bot.messenger.source import Source
from bot.messenger.tick import Ticker
from bot.pictures.studio import Studio
from bot.state.database import State
from bot.state.prune import prune

DRAIN_S = 8.0  # for what is in hand at the end; container engines kill after ten seconds
PRUNE_EVERY_S = 3_600.0
_log = logging.getLogger(__name__)


@dataclass(slots=True)
class Service:
    """All parts of the running bot. `start` and `stop` are called once each."""

    app: App
    state: State
    claims: Claims
    intake: Intake
    mailer: Mailer
    source: Source
    studio: Studio
    metrics: Metrics
    tickers: Sequence[Ticker[Any]] = ()
    taking: asyncio.Task[None] | None = None
    pruning: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Begin: first with what an earlier run has left, then with what Telegram has."""
        await deliver(self.app.initialize)
        if self.app.post_init:
            await self.app.post_init(self.app)
        await self.app.start()
        await self.claims.start()
        self.pruning = asyncio.create_task(self._prune_now_and_then())
        self.taking = await self.source.start()
        for ticker in self.tickers:
            ticker.start()

    async def stop(self) -> None:
        """Take no more updates, finish what is in hand and send what can be sent, for `DRAIN_S` seconds at most.

        What is left then stays in the database, for other replicas or the next start.
        """
        await self.source.stop()
        for ticker in self.tickers:
            await ticker.stop()
        if self.pruning:
            self.pruning.cancel()
        self.claims.retire()
        self.mailer.hurry()
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(DRAIN_S):
                await self.idle()
        await self.intake.lanes.stop()
        await self.mailer.lanes.stop()
        await self.claims.stop()
        if self.app.running:
            await self.app.stop()
        await self.source.close()
        await self.app.shutdown()
        self.studio.close()
        await self.state.close()

    async def idle(self) -> None:
        """Wait until everything that was taken is handled and what it led to is sent."""
        await self.intake.lanes.idle()
        await self.claims.settled()
        await self.mailer.lanes.idle()

    async def run(self) -> None:
        """Serve until SIGINT, SIGTERM or SIGABRT; a second one ends it at once, as a crash would.

        Raises:
            TelegramError: when Telegram no longer knows the token.
        """
        asked = asyncio.Event()
        with _on_signals(asked):
            try:
                await self.start()
                assert self.taking
                waiting = asyncio.create_task(asked.wait())
                await asyncio.wait({waiting, self.taking}, return_when=asyncio.FIRST_COMPLETED)
                waiting.cancel()
            finally:
                await self.stop()
        if not asked.is_set():
            self.taking.result()

    async def _prune_now_and_then(self) -> None:
        while True:
            try:
                await self.state.run(lambda db: prune(db, time.time()))
            except Exception:
                _log.exception("what has expired could not be deleted; trying again in an hour")
            await asyncio.sleep(PRUNE_EVERY_S)


@contextlib.contextmanager
def _on_signals(asked: asyncio.Event) -> Iterator[None]:
    """Set `asked` at the first signal to stop, and end the process at the second."""
    loop = asyncio.get_running_loop()

    def handle(number: signal.Signals) -> None:
        if asked.is_set():
            _log.warning("stopped at once by a second signal; what was in hand is handled at the next start")
            os._exit(128 + number)
        _log.info("stopping; a second signal stops at once")
        asked.set()

    numbers = (signal.SIGINT, signal.SIGTERM, signal.SIGABRT)
    with contextlib.suppress(NotImplementedError):  # Windows: Ctrl-C then cancels what runs
        for number in numbers:
            loop.add_signal_handler(number, handle, number)
    try:
        yield
    finally:
        with contextlib.suppress(NotImplementedError):
            for number in numbers:
                loop.remove_signal_handler(number)
