"""Short runs of what tests/bench/faults.py measures: a database that goes away, two pollers, a clock that is set."""

from __future__ import annotations

import asyncio
import time
from pathlib import Path

import pytest
from databases import new_database, restarted, sqlite_file
from sqlalchemy.engine import URL
from telegram_double import Double, on_stage
from telegram_double.cast import ADA, ADAS, BEN, BENS, REPLIES
from telegram_double.double import Fault
from telegram_double.fake_core import FakeCore
from telegram_double.people import Json
from telegram_double.stage import serving

pytestmark = pytest.mark.anyio


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


def texts(messages: list[Json]) -> list[str]:
    return [message["text"] for message in messages]


@pytest.mark.parametrize("webhook", [True, False], ids=["webhook", "polling"])
async def test_postgresql_may_be_restarted(postgresql: URL, webhook: bool) -> None:
    """What comes while it is away is answered when it is back, in its order, and nothing twice."""
    url = new_database(postgresql).render_as_string(hide_password=False)
    async with on_stage(FakeCore(), REPLIES, state_url=url, webhook=webhook) as stage:
        await stage.say(ADA, ADAS, "0")
        away = asyncio.create_task(asyncio.to_thread(restarted, postgresql, 0.5))
        for number in range(1, 4):
            await asyncio.sleep(0.15)
            await stage.double.says(ADA, ADAS, f"{number}")
        await away
        async with asyncio.timeout(30):
            while len(stage.double.sent) < 4:
                await asyncio.sleep(0.05)
        await stage.settle()
        assert texts(stage.double.sent) == ["heard: 0"] + [f"heard: {n} (after {n - 1})" for n in range(1, 4)]


async def test_two_programs_that_poll_are_told_of_each_other(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """The log says what to do; when one of them stops, the other goes on."""
    async with Double() as double:
        bots = [
            serving(double, FakeCore(), REPLIES, state_url=sqlite_file(tmp_path).render_as_string()) for _ in range(2)
        ]
        async with bots[0]:
            async with bots[1]:
                while "another program polls with the same bot token; stop one of the two" not in caplog.text:
                    await asyncio.sleep(0.01)
            await double.says(ADA, ADAS, "one")
            while not double.sent:
                await asyncio.sleep(0.01)
        assert texts(double.sent) == ["heard: one"]


@pytest.mark.parametrize("step_s", [3_600.0, -3_600.0, -86_400.0])
async def test_a_clock_that_is_set_holds_up_nobody(monkeypatch: pytest.MonkeyPatch, step_s: float) -> None:
    """Neither the next answer, nor one that waits for a second by Telegram's wish, nor what waits behind that."""
    real, ahead_s = time.time, 0.0
    monkeypatch.setattr("time.time", lambda: real() + ahead_s)
    async with on_stage(FakeCore(), REPLIES) as stage:
        await stage.say(ADA, ADAS, "one")
        stage.double.fail("sendMessage", Fault(429, retry_after=1))
        for text in ("two", "three"):
            await stage.double.says(BEN, BENS, text)
        await stage.double.updates.confirmed()
        await stage.service.intake.lanes.idle()
        ahead_s, started = step_s, time.monotonic()
        await stage.say(ADA, ADAS, "four")
        assert time.monotonic() - started < 10
        heard = {
            who: [each["text"] for each in stage.double.sent if each["chat"]["id"] == who.id] for who in (ADA, BEN)
        }
    assert [len(each) for each in heard.values()] == [2, 2]
    assert heard[BEN] == ["heard: two", "heard: three (after two)"]
