"""New facts for the running bot, without a restart: looked for every few seconds, loaded beside the answering."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Callable

from bot.live import LiveCore
from bot.messenger.ports import Answerer

LOOK_EVERY_S = 2.0
_log = logging.getLogger(__name__)


async def follow_facts(live: LiveCore, every_s: float = LOOK_EVERY_S) -> None:
    """Take over what `awards-bot update` or `awards-bot build` puts there, until cancelled."""
    while True:
        try:
            if live.look_around() and (core := await asyncio.to_thread(live.load)):
                live.take_over(core)
        except Exception:  # whatever is wrong with the files, the bot answers on with the facts it has
            _log.exception("new facts could not be taken over")
        await asyncio.sleep(every_s)


@contextlib.asynccontextmanager
async def following_facts(core: Answerer, on_change: Callable[[], None]) -> AsyncIterator[None]:
    """Follow the facts inside the block, if `core` can change; `on_change` is called when it has."""
    if not isinstance(core, LiveCore):
        yield
        return
    core.on_change.append(on_change)
    task = asyncio.create_task(follow_facts(core))
    try:
        yield
    finally:
        task.cancel()
