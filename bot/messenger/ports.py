"""What the Telegram layer needs from the rest of the bot, so that tests and later stages can bring their own."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from random import Random
from typing import Protocol

from bot.model import Answered, Context
from bot.pictures.model import Card


class Answerer(Protocol):
    """The core: a pure function of its arguments that takes some milliseconds and does no I/O but the store's."""

    def answer(
        self,
        utterance: str,
        context: Context,
        today: date,
        rng: Random | None = None,
        shown: Collection[str] = (),
    ) -> Answered:
        """Return the reply to `utterance`, asked on `today`, and what to remember for the next one.

        `shown` are the ids of the quotes that the chat has seen (`Reply.quote.id` of earlier replies).
        """

    def card(self, key: str, today: date) -> Card | None:
        """Return the card of a key (see `Reply.card`) as of `today`, None where there is nothing to show."""
