"""Several replicas on one PostgreSQL behind one webhook: each update is handled once and in order, whoever gets it."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from itertools import pairwise

import kills
import pytest
from databases import new_database
from sqlalchemy.engine import URL
from telegram_double import Chat, Double, User
from telegram_double.cast import ADA, ADAS, BEN, BENS, GROUP, REPLIES
from telegram_double.double import Fault
from telegram_double.fake_core import FakeCore
from telegram_double.people import Json, private
from telegram_double.stage import UNHURRIED, serving

from bot.messenger.pace import Limits
from bot.messenger.service import Service
from bot.state import outbox
from bot.state.outbox import Outgoing

pytestmark = pytest.mark.anyio


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture
def url(postgresql: URL) -> str:
    """The address of a new, empty database."""
    return new_database(postgresql).render_as_string(hide_password=False)


@asynccontextmanager
async def replicas(
    double: Double, url: str, count: int = 2, limits: Limits = UNHURRIED
) -> AsyncIterator[list[Service]]:
    """Run replicas; the double gives them updates in turn."""
    async with AsyncExitStack() as stack:
        bots = [serving(double, FakeCore(), REPLIES, state_url=url, limits=limits, webhook=True) for _ in range(count)]
        yield [await stack.enter_async_context(each) for each in bots]


def texts(messages: list[Json]) -> list[str]:
    return [message["text"] for message in messages]


def chain(*said: str) -> list[str]:
    """Return the answers to what one person says, each as the follow-up of the one before."""
    return [f"heard: {said[0]}"] + [f"heard: {b} (after {a})" for a, b in pairwise(said)]


async def until(is_so: Callable[[], bool], limit_s: float = 10.0) -> None:
    async with asyncio.timeout(limit_s):
        while not is_so():
            await asyncio.sleep(0.01)


async def test_a_conversation_goes_on_whichever_replica_gets_the_next_line(url: str) -> None:
    """One after the other, and all at once."""
    async with Double() as double, replicas(double, url, 3):
        for number in range(4):
            await double.says(ADA, ADAS, f"{number}")
            await until(lambda: len(double.sent) == number + 1)  # noqa: B023
        people = [User(number, "Ada") for number in range(100, 120)]
        for line in range(4):
            for who in people:
                await double.says(who, private(who), f"{line}")
        await until(lambda: len(double.sent) == 84)
        said = [[each["text"] for each in double.sent if each["chat"]["id"] == who.id] for who in (ADA, *people)]
    assert said == [chain("0", "1", "2", "3")] * 21
    assert double.problems == []


async def test_who_has_a_chat_in_hand_handles_what_the_other_stored(url: str) -> None:
    """While the first answer is being sent, its chat stays where it is; another chat waits for nobody."""
    async with Double() as double, replicas(double, url):
        double.fail("sendMessage", Fault(delay_s=0.5))
        for who, where, text in ((ADA, ADAS, "one"), (ADA, ADAS, "two"), (ADA, ADAS, "three"), (BEN, BENS, "four")):
            await double.says(who, where, text)
            await double.updates.confirmed()
        await until(lambda: len(double.sent) == 4)
    assert texts(double.sent) == ["heard: four", *chain("one", "two", "three")]


async def test_a_replica_that_ends_is_followed_by_the_other_within_seconds(url: str) -> None:
    """Its session ends with it; what it had in hand is handled and sent there."""
    async with Double() as double, replicas(double, url) as (first, _):
        double.fail("sendMessage", Fault(429, retry_after=1, times=2))
        double.routes.reverse()  # the first of them comes next
        for who, where in ((ADA, ADAS), (BEN, BENS)):
            await double.says(who, where, "one")
            await double.updates.confirmed()
        await until(lambda: all(fault.times == 0 for fault in double.faults["sendMessage"]))
        await die(first)
        ended = time.monotonic()
        await until(lambda: len(double.sent) == 2)
        assert time.monotonic() - ended < 4
        assert sorted(message["chat"]["id"] for message in double.sent) == [ADA.id, BEN.id]
        await double.says(ADA, ADAS, "two")
        await until(lambda: len(double.sent) == 3)
    assert texts(double.sent)[2] == "heard: two (after one)"


async def die(service: Service) -> None:
    """Do what a kill does: stop everything, and let the database find out."""
    claims = service.claims
    assert claims._ticking
    claims._ticking.cancel()
    await service.source.stop()
    await service.source.close()
    await service.intake.drop()
    claims._presence.hang_up()


async def test_one_that_was_taken_for_dead_begins_anew(url: str, caplog: pytest.LogCaptureFixture) -> None:
    """It lets go of what it had, which is the other's now, and takes part again."""
    async with Double() as double, replicas(double, url) as (first, _):
        double.fail("sendMessage", Fault(429, retry_after=1, times=2))
        for who, where in ((ADA, ADAS), (BEN, BENS)):
            await double.says(who, where, "one")
        await double.updates.confirmed()
        await first.state.run(lambda db: db.exec_driver_sql("DELETE FROM replicas"))
        await until(lambda: caplog.text.count("took this one for dead") == 2)
        await until(lambda: len(double.sent) == 2)
        for number in range(4):
            await double.says(ADA, ADAS, f"{number}")
        await until(lambda: len(double.sent) == 6)
    assert texts(double.sent)[2:] == chain("one", "0", "1", "2", "3")[1:]


async def test_the_pace_of_a_chat_holds_across_replicas(url: str) -> None:
    """With one message in 0.3 s allowed, four take 0.9 s, also when each comes to another replica."""
    async with Double() as double, replicas(double, url, limits=Limits(chat_s=0.3, burst=1)):
        started = time.monotonic()
        for number in range(4):
            await double.says(ADA, ADAS, f"{number}")
            await until(lambda: len(double.sent) == number + 1)  # noqa: B023
        assert time.monotonic() - started >= 0.9


async def test_what_is_stored_for_a_chat_of_the_other_is_sent_by_the_other(url: str) -> None:
    """In its order, as what a game of the group has to say while somebody's vote is handled elsewhere."""
    async with Double() as double, replicas(double, url) as (first, second):
        double.chat_opened(ADAS)
        double.fail("sendMessage", Fault(delay_s=0.4))
        for service, text in ((first, "one"), (second, "two"), (first, "three")):
            message = Outgoing(ADA.id, "sendMessage", {"text": text})
            stored = await service.state.run(lambda db: outbox.add(db, [message], time.time()))  # noqa: B023
            service.mailer.put(stored)
            await service.claims.settled()
        await until(lambda: len(double.sent) == 3)
    assert texts(double.sent) == ["one", "two", "three"]


async def test_a_supergroup_waits_for_the_last_words_of_its_group(url: str) -> None:
    """What was said there before is answered first, whoever has which of the two in hand."""
    async with Double() as double, replicas(double, url):
        await double.says(ADA, GROUP, "/ask one")
        await until(lambda: len(double.sent) == 1)
        double.fail("sendMessage", Fault(delay_s=0.4))
        await double.says(ADA, GROUP, "/ask two")
        supergroup: Chat = await double.migrates(ADA, GROUP, -1_000_000_000_007)
        await double.says(ADA, supergroup, "/ask three")
        await until(lambda: len(double.sent) == 3)
    assert texts(double.sent) == chain("one", "two", "three")


async def test_a_clean_end_leaves_nothing_in_its_hands(url: str) -> None:
    """The others find at once what is left; nobody waits for it."""
    async with Double() as double, replicas(double, url) as (first, second):
        double.fail("sendMessage", Fault(429, retry_after=1, times=2))
        for who, where in ((ADA, ADAS), (BEN, BENS)):
            await double.says(who, where, "one")
        await double.updates.confirmed()
        await until(lambda: all(fault.times == 0 for fault in double.faults["sendMessage"]))
        await first.stop()
        await until(lambda: len(double.sent) == 2)
        rows = await second.state.run(lambda db: list(db.exec_driver_sql("SELECT id FROM replicas")))
        assert len(rows) == 1


async def test_killed_at_random_moments_replicas_lose_nothing(postgresql: URL, monkeypatch: pytest.MonkeyPatch) -> None:
    """A short run of tests/bench/kills.py: of two processes one is killed while people write."""
    monkeypatch.setattr(kills, "LINES", 5)
    count = await kills.run(100, 2, new_database(postgresql), 1, by_webhook=True, rate=60, least=1, mortal={0})
    assert (count.accepted, count.once, count.lost, count.twice, count.chains) == (100, 100, 0, 0, 0)
    assert count.kills >= 1
    assert count.again <= 20 * count.kills
