"""One request to the Bot API, tried again where that can help."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import TypeVar

from telegram.error import BadRequest, NetworkError, RetryAfter, TelegramError

Result = TypeVar("Result")

PAUSES_S = (0.3, 1.0, 3.0)  # before the second, third and fourth try
MAX_FLOOD_WAIT_S = 30.0  # a longer wait is not worth an answer: the talk has moved on
_log = logging.getLogger(__name__)


async def deliver(request: Callable[[], Awaitable[Result]]) -> Result:
    """Return the result of `request`, which is made again after a flood wait (429), a 5xx or a cut connection.

    A request whose connection was cut may have been carried out: an answer said twice is the lesser harm
    than one never said.

    Raises:
        TelegramError: the last one, when all tries fail, the flood wait is too long, or trying cannot help.
    """
    for pause_s in PAUSES_S:
        try:
            return await request()
        except TelegramError as error:
            wait_s = _wait_s(error, pause_s)
            if wait_s is None:
                raise
            _log.warning("a request to the Bot API failed (%s); next try in %.1f s", error, wait_s)
        await asyncio.sleep(wait_s)
    return await request()


def _wait_s(error: TelegramError, pause_s: float) -> float | None:
    """Return the seconds to wait before the next try, or None when there should be none."""
    if isinstance(error, RetryAfter):
        wait = error.retry_after
        wait_s = wait.total_seconds() if isinstance(wait, timedelta) else float(wait)
        return wait_s if wait_s <= MAX_FLOOD_WAIT_S else None
    if isinstance(error, NetworkError) and not isinstance(error, BadRequest):
        return pause_s
    return None
