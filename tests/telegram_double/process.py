"""The bot in a process of its own, as `awards-bot serve` runs it but with the core of the tests: to be killed."""

from __future__ import annotations

import asyncio
import logging
import os
import sys
from asyncio.subprocess import PIPE, STDOUT, Process
from pathlib import Path

from sqlalchemy.engine import make_url

from bot.messenger.app import run
from bot.replies import load_replies
from bot.settings import TelegramSettings
from bot.webhook_settings import WebhookSettings

from .double import TOKEN, Double
from .fake_core import FakeCore
from .stage import HOOK_SECRET, HOOK_URL

_ROOT = Path(__file__).parents[2]


async def start_process(double: Double, state_url: str, socket: str = "", log: str = "DEBUG") -> Process:
    """Start a bot on a double; its output holds its log. It polls, or takes updates at a `socket`."""
    path = os.pathsep.join([str(_ROOT), str(_ROOT / "tests")])
    command = (sys.executable, "-m", "telegram_double.process", double.url, state_url, socket, log)
    return await asyncio.create_subprocess_exec(
        *command, stdout=PIPE, stderr=STDOUT, env={**os.environ, "PYTHONPATH": path}
    )


def _main(api_url: str, state_url: str, socket: str, log: str) -> None:
    logging.basicConfig(level=log)
    webhook = WebhookSettings(HOOK_URL, Path(socket), HOOK_SECRET) if socket else None
    replies = load_replies(_ROOT / "data")
    run(TelegramSettings(TOKEN, api_url), FakeCore(), make_url(state_url), replies, webhook=webhook)


if __name__ == "__main__":
    _main(*sys.argv[1:])
