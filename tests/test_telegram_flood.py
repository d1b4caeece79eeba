"""Who asks too much is left alone for a while, and costs the others nothing."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from sqlalchemy.engine import URL
from telegram_double.cast import ADA, ADAS, AT, BEN, BENS, GROUP, REPLIES
from telegram_double.fake_core import FakeCore
from telegram_double.stage import Stage, on_stage

from bot.messenger.flood import Allowance
from bot.model import Context, Option
from bot.state import contexts
from bot.state.contexts import MAX_CONTEXT_CHARS, Conversation
from bot.state.database import open_state

pytestmark = pytest.mark.anyio

FEW = Allowance(asked=3, in_group=4, pressed=2, inline=5)
TOO_MUCH = REPLIES["tg.too-much"]


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture
async def stage() -> AsyncIterator[Stage]:
    """A bot that lets through very little."""
    async with on_stage(FakeCore(), REPLIES, allowance=FEW) as stage:
        yield stage


def texts(sent: list[dict[str, object]]) -> list[object]:
    return [message["text"] for message in sent]


async def test_a_flood_in_private_is_told_so_once(stage: Stage) -> None:
    """Three questions are answered, the fourth gets a sentence, the rest nothing; somebody else is answered."""
    heard = [texts(await stage.say(ADA, ADAS, str(number))) for number in range(6)]
    assert heard == [["heard: 0"], ["heard: 1 (after 0)"], ["heard: 2 (after 1)"], [TOO_MUCH], [], []]
    assert texts(await stage.say(BEN, BENS, "who won")) == ["heard: who won"]


async def test_a_group_has_its_own_limit_and_no_notice(stage: Stage) -> None:
    """Two people together ask more than a group may; what they say to each other does not count."""
    for _ in range(20):
        assert await stage.say(ADA, GROUP, "no question at all") == []
    asked = [(ADA, "/ask a"), (BEN, f"{AT} b"), (ADA, "/ask c"), (BEN, "/ask d"), (ADA, "/ask e"), (BEN, "/ask f")]
    heard = [texts(await stage.say(who, GROUP, words)) for who, words in asked]
    assert [len(each) for each in heard] == [1, 1, 1, 1, 0, 0]


async def test_presses_and_letters_are_answered_with_nothing(stage: Stage) -> None:
    """No button spins and no query hangs (the stage sees to that at its end), but the core is not asked."""
    (message,) = await stage.say(ADA, ADAS, "choose")
    for number in range(4):
        await stage.after(stage.double.presses_data(ADA, message, f"q:{number}"))
    assert [each["text"] for each in stage.double.edited] == ["heard: 0 (after choose)", "heard: 1 (after 0)"]
    found = [len((await stage.type_inline(ADA, f"rocky {number}"))["results"]) for number in range(7)]
    assert all(found[:5])
    assert found[5:] == [0, 0]


async def test_a_large_context_is_cut(state_url: URL) -> None:
    """What a conversation remembers has a bound: first the rest of a list goes, then the options, then all."""
    state, here = open_state(state_url), Conversation(1, None, 1)
    options = (Option("a", "b"),)
    huge = ("x" * 1_000,) * (MAX_CONTEXT_CHARS // 1_000)
    cases = [
        (Context({"year": 2017}, options, ("more",)), Context({"year": 2017}, options, ("more",))),
        (Context({"year": 2017}, options, huge), Context({"year": 2017}, options)),
        (Context({"year": 2017}, (Option("a", "b" * MAX_CONTEXT_CHARS),)), Context({"year": 2017})),
        (Context({"words": huge}), Context()),
    ]
    for given, kept in cases:
        await state.run(lambda db, given=given: contexts.save(db, {here: given}, 0.0))  # type: ignore[misc]
        assert await state.run(lambda db: contexts.load(db, here, 1.0)) == kept
    await state.close()
