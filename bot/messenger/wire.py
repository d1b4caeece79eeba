"""The Bot API as JSON in and out, over python-telegram-bot's connections and with its exceptions."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from telegram import InputFile
from telegram.ext import ExtBot

from bot.messenger.metrics import Metrics
from bot.messenger.request import AiohttpRequest
from bot.settings import TelegramSettings

MAX_CONNECTIONS = 64  # for messages
URGENT_CONNECTIONS = 32  # for what is answered at once, so that it never waits behind messages
POLL_S = 10  # how long the server holds a request for updates when there are none
_POLL_SLACK_S = 5.0
MAX_BATCH = 100  # updates in one answer: the most that Telegram gives


class Wire(ExtBot[None]):
    """A bot that can also pass JSON as it is: what is stored as JSON need not become objects and JSON again.

    These requests leave some connections to those of python-telegram-bot's own methods, which answer at once.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._connections = asyncio.Semaphore(MAX_CONNECTIONS)

    async def call(self, method: str, params: Mapping[str, Any], files: Mapping[str, str] | None = None) -> Any:
        """Return the result of a method of the Bot API; `files` are paths of files to upload, by parameter.

        Raises:
            TelegramError: as python-telegram-bot reads the server's answer.
            OSError: when a file cannot be read.
        """
        uploads = {name: await asyncio.to_thread(_read, Path(path)) for name, path in (files or {}).items()}
        async with self._connections:
            return await self._post(method, {**params, **uploads})

    async def fetch_updates(self, offset: int | None, allowed: Sequence[str]) -> Any:
        """Return the next updates, unparsed; those before `offset` are acknowledged."""
        params = {"offset": offset, "timeout": POLL_S, "limit": MAX_BATCH, "allowed_updates": list(allowed)}
        return await self._post("getUpdates", params, read_timeout=POLL_S + _POLL_SLACK_S)


def make_wire(settings: TelegramSettings, metrics: Metrics | None = None) -> Wire:
    """Return the bot of these settings, not yet initialized; its requests are counted in `metrics`."""
    metrics = metrics or Metrics()
    return Wire(
        settings.token,
        base_url=f"{settings.api_url}/bot",
        base_file_url=f"{settings.api_url}/file/bot",
        request=AiohttpRequest(MAX_CONNECTIONS + URGENT_CONNECTIONS, settings.api_url, metrics),
        get_updates_request=AiohttpRequest(1, settings.api_url, metrics),
    )


def _read(path: Path) -> InputFile:
    return InputFile(path.read_bytes(), filename=path.name)
