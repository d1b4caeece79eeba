"""How fast messages follow each other, what an error means for a message, and lanes; all without Telegram."""

from __future__ import annotations

import asyncio
from random import Random

import pytest
from telegram.error import BadRequest, ChatMigrated, Forbidden, InvalidToken, NetworkError, RetryAfter, TelegramError

from bot.messenger import quarantine
from bot.messenger.lanes import Lanes
from bot.messenger.pace import Limits, Pace
from bot.messenger.quarantine import Quarantine
from bot.messenger.verdicts import PAUSES_S, Closed, Dropped, Later, Moved, Verdict, judge, standing_after
from bot.state.chats import Standing

ADA, GROUP = 11, -100


def sent_at(chat_id: int, count: int, start: float = 0.0, pace: Pace | None = None) -> list[float]:
    """Return when messages are sent that all want to be sent at once."""
    now = start
    pace = pace or Pace(Limits(), clock=lambda: now)
    times = []
    for _ in range(count):
        while (wait_s := pace.wait_s(chat_id)) > 0:
            now += wait_s
        pace.note(chat_id)
        times.append(now)
    return times


def test_a_chat_has_three_messages_at_once_and_then_one_each_second() -> None:
    """For as long as somebody wants to send."""
    assert sent_at(ADA, 6) == [0, 0, 0, 1, 2, 3]
    assert sent_at(ADA, 200)[-1] == 197


def test_a_group_has_twenty_messages_in_any_minute() -> None:
    """The twenty-first waits for the minute after the first."""
    times = sent_at(GROUP, 100)
    assert max(len([at for at in times if start <= at < start + 60]) for start in times) == 20
    assert times[20] == 60
    assert times[-1] < 260


def test_a_chat_that_was_silent_has_its_burst_again_and_is_forgotten() -> None:
    """A minute's silence and nothing is known of it."""
    now = 0.0
    pace = Pace(Limits(), clock=lambda: now)
    for _ in range(3):
        pace.note(ADA)
    assert pace.wait_s(ADA) == 1
    assert pace.wait_s(GROUP) == 0
    now = 2.0
    assert pace.wait_s(ADA) == 0
    now = 100.0
    pace.note(GROUP)
    assert pace.wait_s(ADA) == 0
    assert list(pace._chats) == [GROUP]


def test_a_clock_that_was_set_back_stops_nobody_for_long() -> None:
    """At most a minute."""
    now = 1_000_000.0
    pace = Pace(Limits(), clock=lambda: now)
    for _ in range(30):
        pace.note(GROUP)
    now = 0.0
    assert pace.wait_s(GROUP) == 60


VERDICTS: list[tuple[TelegramError, int, Verdict]] = [
    (RetryAfter(7), 99, Later(7, counts=False)),
    (NetworkError("cut"), 0, Later(PAUSES_S[0], counts=True)),
    (NetworkError("cut"), len(PAUSES_S) - 1, Later(PAUSES_S[-1], counts=True)),
    (NetworkError("cut"), len(PAUSES_S), Dropped(is_mistake=True)),
    (InvalidToken(), 0, Later(PAUSES_S[0], counts=True)),
    (TelegramError("odd"), 0, Later(PAUSES_S[0], counts=True)),
    (ChatMigrated(-7), 0, Moved(-7)),
    (Forbidden("bot was blocked by the user"), 0, Closed()),
    (BadRequest("Message is not modified: the same"), 0, Dropped(is_mistake=False)),
    (BadRequest("message can't be edited"), 0, Dropped(is_mistake=False)),
    (BadRequest("Chat not found"), 0, Dropped(is_mistake=False)),
    (BadRequest("not enough rights to send text messages to the chat"), 0, Dropped(is_mistake=False)),
    (BadRequest("can't parse entities"), 0, Dropped(is_mistake=True)),
]


@pytest.mark.parametrize(("error", "attempts", "verdict"), VERDICTS)
def test_what_an_error_means(error: TelegramError, attempts: int, verdict: Verdict) -> None:
    """Wait, try again, follow, close, or drop."""
    assert judge(error, attempts) == verdict


STANDINGS = [
    ("Forbidden: bot was blocked by the user", Standing.BLOCKED),
    ("Forbidden: user is deactivated", Standing.BLOCKED),
    ("Forbidden: bot was kicked from the supergroup chat", Standing.LEFT),
    ("Forbidden: bot is not a member of the channel chat", Standing.LEFT),
    ("Forbidden: bot can't initiate conversation with a user", Standing.FORBIDDEN),
]


@pytest.mark.parametrize(("words", "standing"), STANDINGS)
def test_how_the_bot_stands_where_it_was_refused(words: str, standing: Standing) -> None:
    """By Telegram's own words."""
    assert standing_after(Forbidden(words)) == standing


@pytest.mark.anyio
async def test_lanes_keep_their_order_and_wait_for_nobody_else() -> None:
    """One that fails does not hold up the next; one that gives up its lane drops what waits there alone."""
    done: list[str] = []
    gate = asyncio.Event()

    async def handle(item: str) -> bool:
        if item == "a1":
            await gate.wait()
        if item == "b1":
            raise ValueError(item)
        done.append(item)
        return item != "c1"

    lanes = Lanes(handle, at_once=3)
    for item in ("a1", "a2", "b1", "b2", "c1", "c2"):
        lanes.put(item[0], item)
    await lanes.below(3)
    assert done == ["c1", "b2"] or done == ["b2", "c1"]
    assert list(lanes.waiting("a")) == ["a2"]
    gate.set()
    await lanes.idle()
    lanes.put("c", "c3")
    await lanes.idle()
    assert done[2:] == ["a1", "a2", "c3"]


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


async def try_all(begun: list[int], length_s: float = 0.0) -> tuple[list[int], int]:
    """Return the order in which suspects come that were begun so often, and how many were in hand at once at most."""
    suspects, in_hand, most = Quarantine(Random(1)), 0, 0
    order: list[int] = []

    async def one(times: int) -> None:
        nonlocal in_hand, most
        async with suspects.one(times):
            in_hand += 1
            most = max(most, in_hand)
            order.append(times)
            await asyncio.sleep(length_s)
            in_hand -= 1

    await asyncio.gather(*(one(times) for times in begun))
    await one(9)
    return order, most


@pytest.mark.anyio
async def test_suspects_come_one_at_a_time_and_the_least_suspected_first(monkeypatch: pytest.MonkeyPatch) -> None:
    """One that lasts, as it waits for something, lets the next one begin."""
    assert await try_all([2, 1, 2, 1, 1]) == ([1, 1, 1, 2, 2, 9], 1)
    monkeypatch.setattr(quarantine, "MOST_S", 0.01)
    order, most = await try_all([1] * 4, 0.2)
    assert (order, most) == ([1] * 4 + [9], 4)


@pytest.mark.anyio
async def test_a_suspect_that_is_given_up_holds_up_nobody() -> None:
    """Neither while it waits nor in the moment of its turn."""
    suspects = Quarantine(Random(1))

    async def one() -> None:
        async with suspects.one(1):
            await asyncio.sleep(0.01)

    tasks = [asyncio.create_task(one()) for _ in range(6)]
    for place in (0, 3, 5):
        await asyncio.sleep(quarantine.GATHER_S / 2)
        tasks[place].cancel()
    async with asyncio.timeout(5):
        ended = await asyncio.gather(*tasks, return_exceptions=True)
        await one()
    assert len(ended) == 6
