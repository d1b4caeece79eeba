"""What the Telegram layer needs from the rest of the bot, so that tests and later stages can bring their own."""

from __future__ import annotations

from datetime import date
from random import Random
from typing import Protocol

from bot.model import Answered, Context


class Answerer(Protocol):
    """The core: a pure function of its arguments that takes some milliseconds and does no I/O but the store's."""

    def answer(self, utterance: str, context: Context, today: date, rng: Random | None = None) -> Answered:
        """Return the reply to `utterance`, asked on `today`, and what to remember for the next one."""
