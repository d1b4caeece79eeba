"""Where updates come from: what the running bot needs to know of long polling and of the webhook."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any, Protocol

Accept = Callable[[list[Any]], Awaitable[None]]


class Source(Protocol):
    """Takes updates from Telegram and acknowledges them when they are stored. Each method is called once."""

    async def start(self) -> asyncio.Task[None]:
        """Begin to take updates; the task that is returned ends only with an error that does not pass."""

    async def stop(self) -> None:
        """Take no more updates; those that were taken are stored before it returns."""

    async def close(self) -> None:
        """Let go of everything, when what was in hand is done."""


def is_update(raw: object) -> bool:
    """Return whether something has the number that every update has."""
    return isinstance(raw, dict) and isinstance(number := raw.get("update_id"), int) and 0 <= number < 2**63
