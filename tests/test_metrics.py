"""The metrics of the running bot, read over HTTP as Prometheus reads them."""

from __future__ import annotations

import asyncio
import math
import re
import socket
import time
from pathlib import Path

import aiohttp
import pytest
from prometheus_client.parser import text_string_to_metric_families
from sqlalchemy import insert
from sqlalchemy.exc import OperationalError
from telegram_double import on_stage
from telegram_double.cast import ADA, GROUP, REPLIES
from telegram_double.double import TOKEN, Fault
from telegram_double.fake_core import FakeCore
from telegram_double.people import private
from telegram_double.stage import Stage

from bot.errors import SettingsError
from bot.messenger import scrape
from bot.messenger.metrics import PREFIX, Metrics
from bot.settings import Listen
from bot.state.tables import games

pytestmark = pytest.mark.anyio

README = (Path(__file__).parents[1] / "README.md").read_text(encoding="utf-8")


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


def free_port() -> Listen:
    """Return an address that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return Listen("127.0.0.1", int(probe.getsockname()[1]))


async def scraped(stage: Stage) -> dict[str, float]:
    """Return every sample that Prometheus is told at this moment, by name and labels, without those that are 0."""
    listen = free_port()
    async with (
        scrape.showing(stage.service.metrics, stage.service.state, listen),
        aiohttp.ClientSession() as session,
        session.get(f"http://{listen}/metrics") as response,
    ):
        assert response.status == 200
        families = list(text_string_to_metric_families(await response.text()))
    return {
        " ".join(
            (sample.name.removeprefix(PREFIX), *(value for _, value in sorted(sample.labels.items())))
        ): sample.value
        for family in families
        for sample in family.samples
        if sample.value
    }


async def test_what_happens_is_counted() -> None:
    """Updates by kind, answers by kind of question, errors of the Bot API by method and code, messages; and timed."""
    async with on_stage(FakeCore(), REPLIES) as stage:
        await stage.say(ADA, private(ADA), "who won")
        await stage.say(ADA, private(ADA), "who lost")
        await stage.say(ADA, GROUP, "good evening")
        [choice] = await stage.say(ADA, private(ADA), "choose")
        await stage.press(ADA, choice, "2016")
        await stage.type_inline(ADA, "rocky")
        stage.double.fail("sendMessage", Fault(429, retry_after=1))
        await stage.say(ADA, private(ADA), "who hosted")
        await stage.say(ADA, private(ADA), "crash")
        seen = await scraped(stage)
    counted = {name: value for name, value in seen.items() if "_total" in name and not name.startswith("process")}
    assert counted == {
        "updates_total message": 6,
        "updates_total callback_query": 1,
        "updates_total inline_query": 1,
        "update_failures_total error": 1,
        "answers_total echo answered": 6,
        "api_errors_total 429 sendMessage": 1,
        "messages_total sent": 6,
    }
    assert seen["update_seconds_count"] == 8
    assert seen["answer_seconds_count"] == 7
    assert seen["api_request_seconds_count sendMessage"] == 6
    assert seen["message_seconds_sum"] >= 1  # the flood wait
    assert seen["process_resident_memory_bytes"] > 0


async def test_what_waits_is_counted_in_the_database() -> None:
    """A message behind a flood wait is seen to wait, until it is sent."""
    async with on_stage(FakeCore(), REPLIES) as stage:
        stage.double.fail("sendMessage", Fault(429, retry_after=1))
        await stage.double.says(ADA, private(ADA), "who won")
        await stage.double.updates.confirmed()
        await stage.service.intake.lanes.idle()
        waiting = await scraped(stage)
        await stage.settle()
        assert "messages_waiting" not in await scraped(stage)
    assert waiting["messages_waiting"] == 1


async def test_games_that_run_are_counted() -> None:
    """Those of all chats, as the database has them; one that has ended is none."""
    usual = {"thread_id": 0, "kind": "group", "started_at": 1.0, "snapshot": "{}"}
    rows = [{**usual, "chat_id": number, "ended_at": ended} for number, ended in ((1, None), (2, None), (3, 2.0))]
    async with on_stage(FakeCore(), REPLIES) as stage:
        await stage.service.state.run(lambda db: db.execute(insert(games), rows))
        assert (await scraped(stage))["games_running"] == 2


async def test_a_silent_database_does_not_hold_up_the_metrics(monkeypatch: pytest.MonkeyPatch) -> None:
    """What it would have told is no number then; everything else is there."""
    monkeypatch.setattr(scrape, "COUNTING_S", 0.01)
    async with on_stage(FakeCore(), REPLIES) as stage:
        busy = asyncio.create_task(stage.service.state.run(lambda _: time.sleep(0.3)))
        await asyncio.sleep(0)
        seen = await scraped(stage)
        await busy
    assert math.isnan(seen["messages_waiting"])
    assert math.isnan(seen["updates_waiting"])
    assert seen["api_request_seconds_count getMe"] == 1


async def test_works_on_the_state_that_are_tried_again_are_counted() -> None:
    """The host sees that the database does not keep up, or comes and goes."""
    failures = [OperationalError("", {}, Exception("locked"))] * 2
    async with on_stage(FakeCore(), REPLIES) as stage:
        await stage.service.state.run(lambda _: (_ for _ in ()).throw(failures.pop()) if failures else None)
        assert (await scraped(stage))["state_retries_total"] >= 1


def test_a_label_has_no_value_that_people_choose() -> None:
    """An address that is no method of the Bot API, and a kind of update from the future, are "other"."""
    metrics = Metrics()
    metrics.note_request(f"https://api.telegram.org/file/bot{TOKEN}/photos/file_1.jpg", "200", 0.1)
    metrics.count_update({"update_id": 1, "thought": {}})
    samples = [sample for family in metrics.registry.collect() for sample in family.samples]
    values = {value for sample in samples for value in sample.labels.values()}
    assert {value for value in values if not re.fullmatch(r"[\d.]+|\+Inf", value)} == {"other"}


async def test_a_place_that_is_taken_is_one_line() -> None:
    """The host reads which setting to change."""
    async with on_stage(FakeCore(), REPLIES) as stage:
        service, listen = stage.service, free_port()
        async with scrape.showing(service.metrics, service.state, listen):
            with pytest.raises(SettingsError, match=r"METRICS_LISTEN 127\.0\.0\.1:\d+ cannot be used \(.+\); choose"):
                async with scrape.showing(service.metrics, service.state, listen):
                    pass


def test_every_metric_is_in_the_readme() -> None:
    """The table of the README names what is shown, with the ending that Prometheus gives to counters."""
    families = [family for family in Metrics().registry.collect() if family.name.startswith(PREFIX)]
    names = [f"{family.name}_total" if family.type == "counter" else family.name for family in families]
    assert [name for name in names if f"`{name}`" not in README] == []
