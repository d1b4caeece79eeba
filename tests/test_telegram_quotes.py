"""Quotes do not repeat in a chat until all were shown; other chats count for themselves."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from random import Random

import pytest
from telegram_double import Chat, User, on_stage
from telegram_double.people import private

from bot.model import Answered, Context, Quote, Reply
from bot.paths import data_dir
from bot.pictures.model import Card
from bot.replies import load_replies

pytestmark = pytest.mark.anyio

REPLIES = load_replies(data_dir())
ADA = User(11, "Ada")
ADAS, GROUP = private(ADA), Chat(-100)


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@dataclass
class TwoQuotes:
    """A core that knows two quotes and prefers the first that was not shown, as the real one does."""

    def answer(
        self, utterance: str, context: Context, today: date, rng: Random | None = None, shown: Collection[str] = ()
    ) -> Answered:
        ident = next((each for each in ("one", "two") if each not in shown), "one")
        quote = Quote(f"Words {ident}.", "Ada Host", "Globes 2017", "a paper", ident)
        return Answered(Reply("answered", "quote", f"quote {ident}", quote=quote), context, ())

    def card(self, key: str, today: date) -> Card | None:
        return None


async def test_a_chat_sees_every_quote_before_one_comes_again() -> None:
    """Two quotes come before the first one comes again; then it begins anew."""
    async with on_stage(TwoQuotes(), REPLIES) as stage:
        said = [(await stage.say(ADA, ADAS, "/quote"))[0]["text"].splitlines()[0] for _ in range(4)]
        [elsewhere] = await stage.say(ADA, GROUP, "/quote")
    assert said == ["quote one", "quote two", "quote one", "quote two"]
    assert elsewhere["text"].startswith("quote one")
