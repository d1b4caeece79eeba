"""The bot in a process of its own, as `awards-bot serve` runs it but with the core of the tests: to be killed."""

from __future__ import annotations

import asyncio
import logging
import os
import sys
from asyncio.subprocess import PIPE, STDOUT, Process
from collections.abc import Sequence
from pathlib import Path

from sqlalchemy.engine import make_url

from bot.messenger.app import run
from bot.replies import load_replies
from bot.settings import TelegramSettings
from bot.webhook_settings import WebhookSettings

from .double import TOKEN, Double
from .fake_core import FakeCore
from .stage import FAKE_ROUNDS, HOOK_SECRET, HOOK_URL, quick_rounds

_ROOT = Path(__file__).parents[2]


async def start_process(
    double: Double, state_url: str, socket: str = "", log: str = "DEBUG", pace: Sequence[float] = ()
) -> Process:
    """Start a bot on a double; its output holds its log. It polls, or takes updates at a `socket`.

    With a `pace` (seconds for an answer, seconds until the next question) its games go that fast, and none asks what
    another has asked.
    """
    path = os.pathsep.join([str(_ROOT), str(_ROOT / "tests")])
    arguments = (double.url, state_url, socket, log, *map(str, pace))
    command = (sys.executable, "-m", "telegram_double.process", *arguments)
    return await asyncio.create_subprocess_exec(
        *command, stdout=PIPE, stderr=STDOUT, env={**os.environ, "PYTHONPATH": path}
    )


def _main(api_url: str, state_url: str, socket: str, log: str, *pace: str) -> None:
    logging.basicConfig(level=log)
    webhook = WebhookSettings(HOOK_URL, Path(socket), HOOK_SECRET) if socket else None
    replies = load_replies(_ROOT / "data")
    rounds = quick_rounds(*map(float, pace)) if pace else FAKE_ROUNDS
    settings = TelegramSettings(TOKEN, api_url)
    run(settings, FakeCore(), make_url(state_url), replies, webhook=webhook, rounds=rounds)


if __name__ == "__main__":
    _main(*sys.argv[1:])
