"""The metrics over HTTP, at /metrics, for whoever may reach the address: it is the host's, not the public's."""

from __future__ import annotations

import asyncio
import logging
import math
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiohttp import web
from prometheus_client.aiohttp import make_aiohttp_handler

from bot.errors import SettingsError, StateError
from bot.messenger.metrics import Metrics
from bot.settings import Listen
from bot.state.counts import count_waiting
from bot.state.database import State

COUNTING_S = 2.0  # a database that does not answer must not make the other metrics late
_log = logging.getLogger(__name__)


@asynccontextmanager
async def showing(metrics: Metrics, state: State, listen: Listen | None) -> AsyncIterator[None]:
    """Serve the metrics inside the block, if anywhere.

    Raises:
        SettingsError: when nothing can be served there.
    """
    if listen is None:
        yield
        return
    runner = web.AppRunner(metrics_app(metrics, state), access_log=None)
    await runner.setup()
    try:
        await web.TCPSite(runner, listen.host, listen.port).start()
    except OSError as error:
        await runner.cleanup()
        raise SettingsError(f"METRICS_LISTEN {listen} cannot be used ({error.strerror}); choose another") from None
    _log.info("metrics at http://%s/metrics", listen)
    try:
        yield
    finally:
        await runner.cleanup()


def metrics_app(metrics: Metrics, state: State) -> web.Application:
    """Return the application that shows the metrics; what is in the database is counted for each request."""
    show = make_aiohttp_handler(metrics.registry)

    async def handle(request: web.Request) -> web.StreamResponse:
        await _count(metrics, state)
        return await show(request)

    app = web.Application()
    app.router.add_get("/metrics", handle)
    return app


async def _count(metrics: Metrics, state: State) -> None:
    """Set what is counted in the database; NaN, which is no number, where that does not answer."""
    try:
        async with asyncio.timeout(COUNTING_S):
            waiting = await state.once(count_waiting)
    except (TimeoutError, StateError):
        waiting = None
    metrics.updates_waiting.set(waiting.updates if waiting else math.nan)
    metrics.messages_waiting.set(waiting.messages if waiting else math.nan)
    metrics.games_running.set(waiting.games if waiting else math.nan)
