"""The process is killed: nothing that was said is lost, and nothing is handled twice."""

from __future__ import annotations

import asyncio
import random
import signal
import time
from asyncio.subprocess import Process
from itertools import groupby
from pathlib import Path

import pytest
from sqlalchemy import Connection, create_engine
from sqlalchemy.engine import URL
from telegram_double import Double, User
from telegram_double.double import TOKEN, Fault
from telegram_double.people import private
from telegram_double.process import start_process

pytestmark = pytest.mark.anyio

CHATS, LINES, KILLS = 12, 12, 3
LIMIT_S = 60


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


async def output_of(process: Process) -> str:
    return (await process.communicate())[0].decode()


async def started(double: Double, state_url: URL) -> tuple[Process, asyncio.Task[str]]:
    """Start a bot and wait until it asks for updates."""
    asked = len([name for name, _ in double.requests if name == "getUpdates"])
    process = await start_process(double, state_url.render_as_string(hide_password=False))
    output = asyncio.create_task(output_of(process))
    while len([name for name, _ in double.requests if name == "getUpdates"]) == asked:
        assert not output.done(), output.result()
        await asyncio.sleep(0.01)
    return process, output


async def talk(double: Double) -> None:
    """Let people write, all over the time in which the bot is killed."""
    for line in range(LINES):
        for number in range(1, CHATS + 1):
            user = User(number, "Ada")
            await double.says(user, private(user), f"{line}")
            await asyncio.sleep(0.005)


async def test_killed_at_random_moments_it_loses_nothing_and_handles_nothing_twice(state_url: URL) -> None:
    """Every chat reads its answers in order, each one as the follow-up of the one before; a kill may repeat one."""
    rng = random.Random(5)
    async with Double() as double:
        talking = asyncio.create_task(talk(double))
        for _ in range(KILLS):
            process, output = await started(double, state_url)
            await asyncio.sleep(rng.uniform(0.0, 0.8))
            process.kill()
            await output
        process, output = await started(double, state_url)
        await talking
        await all_answered(double)
        process.send_signal(signal.SIGTERM)
        assert "Traceback" not in await output
        assert process.returncode == 0
    for number in range(1, CHATS + 1):
        said = [message["text"] for message in double.sent if message["chat"]["id"] == number]
        assert [text for text, _ in groupby(said)] == ["heard: 0"] + [
            f"heard: {line} (after {line - 1})" for line in range(1, LINES)
        ]
    assert len(double.sent) <= CHATS * LINES + CHATS * KILLS
    assert double.problems == []
    assert counted(state_url) == (CHATS * LINES, 0, CHATS * LINES, 0)


async def all_answered(double: Double) -> None:
    async with asyncio.timeout(LIMIT_S):
        while len({(message["chat"]["id"], message["text"]) for message in double.sent}) < CHATS * LINES:
            await asyncio.sleep(0.05)


def counted(state_url: URL) -> tuple[int, ...]:
    """Return how many updates there are and how many of them are undone; the same of the outbox."""

    def count(db: Connection, what: str) -> int:
        return int(db.exec_driver_sql(f"SELECT count(*) FROM {what}").scalar_one())

    engine = create_engine(state_url)
    with engine.connect() as db:
        undone = ("updates", "updates WHERE done_at IS NULL", "outbox", "outbox WHERE ended_at IS NULL")
        found = tuple(count(db, what) for what in undone)
    engine.dispose()
    return found


async def test_a_token_that_was_withdrawn_ends_it_with_a_line(tmp_path: Path) -> None:
    """It does not go on asking; the host reads what to do."""
    async with Double() as double:
        process, output = await started(double, URL.create("sqlite", database=str(tmp_path / "state.db")))
        double.fail("getUpdates", Fault(401, times=9))
        await double.says(User(11, "Ada"), private(User(11, "Ada")), "one")
        said = await output
    assert "no longer knows this bot token; get a new one from @BotFather and start again" in said
    assert process.returncode != 0


async def test_a_second_signal_ends_it_at_once(tmp_path_factory: pytest.TempPathFactory) -> None:
    """What it was sending is sent at the next start."""
    url = URL.create("sqlite", database=str(tmp_path_factory.mktemp("state") / "state.db"))
    ada = User(11, "Ada")
    async with Double() as double:
        process, output = await started(double, url)
        double.fail("sendMessage", Fault(delay_s=30))
        await double.says(ada, private(ada), "one")
        while not any(fault.times == 0 for fault in double.faults["sendMessage"]):
            await asyncio.sleep(0.01)
        signalled = time.monotonic()
        process.send_signal(signal.SIGTERM)
        await asyncio.sleep(0.2)
        process.send_signal(signal.SIGTERM)
        assert "stopped at once by a second signal" in await output
        assert time.monotonic() - signalled < 5
        assert process.returncode == 128 + signal.SIGTERM
        process, output = await started(double, url)
        while not double.sent:
            await asyncio.sleep(0.01)
        process.send_signal(signal.SIGTERM)
        assert TOKEN.partition(":")[2] not in await output
    assert [message["text"] for message in double.sent] == ["heard: one"]
