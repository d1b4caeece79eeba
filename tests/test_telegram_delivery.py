"""Delivery: each update handled once and in order, each message sent, whatever fails in between; over real HTTP."""

from __future__ import annotations

import asyncio
import logging
import time
from pathlib import Path
from typing import Any

import pytest
from databases import sqlite_file
from telegram_double import Chat, Double, User, on_stage
from telegram_double.double import BOT, TOKEN, Fault
from telegram_double.fake_core import FakeCore
from telegram_double.people import Json, private
from telegram_double.stage import serving

from bot.messenger import delivery, verdicts
from bot.messenger.pace import Limits
from bot.messenger.service import Service
from bot.replies import load_replies
from bot.state import chats, inbox, outbox
from bot.state.inbox import StoredUpdate
from bot.state.outbox import Outgoing

pytestmark = pytest.mark.anyio

REPLIES = load_replies(Path(__file__).parents[1] / "data")
ADA, BEN = User(11, "Ada"), User(12, "Ben")
ADAS, BENS, GROUP = private(ADA), private(BEN), Chat(-100, "group")


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture(autouse=True)
def short_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    """Do not wait for real between two tries."""
    for module in (delivery, verdicts):
        monkeypatch.setattr(module, "PAUSES_S", (0.01, 0.01, 0.01))


@pytest.fixture
def url(tmp_path: Path) -> str:
    """The address of a state database that outlives the bot."""
    return sqlite_file(tmp_path).render_as_string()


def texts(messages: list[Json]) -> list[str]:
    return [message["text"] for message in messages]


async def settle(double: Double, service: Service) -> None:
    await double.updates.confirmed()
    await service.idle()


async def rows(service: Service, sql: str) -> list[tuple[Any, ...]]:
    return await service.state.run(lambda db: [tuple(row) for row in db.exec_driver_sql(sql)])


async def test_a_flood_wait_holds_up_its_chat_alone() -> None:
    """Ada's chat waits for the second that it is told to, with all that follows there; Ben's does not."""
    async with on_stage(FakeCore(), REPLIES) as stage:
        stage.double.fail("sendMessage", Fault(429, retry_after=1, chat_id=ADA.id))
        started = time.monotonic()
        for who, said in ((ADA, "one"), (ADA, "two"), (BEN, "three"), (BEN, "four")):
            await stage.double.says(who, private(who), said)
        await stage.settle()
        assert time.monotonic() - started >= 1
    order = ["heard: three", "heard: four (after three)", "heard: one", "heard: two (after one)"]
    assert texts(stage.double.sent) == order


async def test_a_long_flood_wait_outlasts_a_restart(url: str) -> None:
    """The answer stays in the outbox, not to be sent before the ten minutes are over; nobody else waits."""
    async with Double() as double:
        async with serving(double, FakeCore(), REPLIES, state_url=url) as service:
            double.fail("sendMessage", Fault(429, retry_after=600, chat_id=ADA.id))
            await double.says(ADA, ADAS, "one")
            await double.says(BEN, BENS, "two")
            await double.updates.confirmed()
            await service.intake.lanes.idle()
            await service.mailer.lanes.below(2)
        async with serving(double, FakeCore(), REPLIES, state_url=url) as service:
            [waiting] = await service.state.run(outbox.unsent)
            assert waiting.what.params["text"].endswith("one</b>")
            assert 590 < waiting.not_before - time.time() <= 600
        assert texts(double.sent) == ["heard: two"]


MALFORMED: list[Any] = [
    {"update_id": 1_001, "message": {"message_id": 1, "date": 1, "chat": "secret words", "text": "secret words"}},
    {"update_id": 1_002, "message": "secret words"},
    {"update_id": 1_003, "message": {"message_id": 1, "date": "secret words", "chat": {"id": 5, "type": "private"}}},
    {"update_id": 1_004, "message": {"chat": {"id": 2**70}}},
    {"update_id": 1_005, "callback_query": {"id": "1"}},
]


async def test_a_malformed_update_is_skipped_and_logged_without_its_words(caplog: pytest.LogCaptureFixture) -> None:
    """Polling goes on; the log and the database have the number and the reason."""
    caplog.set_level(logging.INFO, "bot")
    async with on_stage(FakeCore(), REPLIES) as stage:
        for update in MALFORMED:
            await stage.double.updates.put_raw(update)
        await stage.double.updates.put_raw({"update_id": 1_008, "message": await said_by(stage.double, ADA, "one")})
        await stage.settle()
        assert texts(stage.double.sent) == ["heard: one"]
        kept = await rows(stage.service, "SELECT update_id, raw, done_at IS NULL, problem FROM updates ORDER BY 1")
    numbers = [update["update_id"] for update in MALFORMED]
    assert [(number, raw, undone) for number, raw, undone, _ in kept] == [
        (n, "", 0) for n in (*range(1_001, 1_006), 1_008)
    ]
    skipped = {number: problem for number, _, _, problem in kept if problem}
    assert list(skipped) == numbers
    assert [f"update {number} cannot be read ({problem})" in caplog.text for number, problem in skipped.items()]
    assert "secret words" not in caplog.text + str(kept)


async def said_by(double: Double, who: User, text: str) -> Json:
    """Return the message that somebody writes, without the update that goes with it."""
    double.chat_opened(private(who))
    return double.new_message(private(who), who.json(), {"text": text})


@pytest.mark.parametrize("body", ["<html>", "[]", '{"ok": true, "result": 5}', '{"ok": true, "result": [5, null, {}]}'])
async def test_an_answer_that_is_no_batch_of_updates_is_fetched_again(body: str) -> None:
    """Whatever a broken proxy sends in place of updates."""
    async with on_stage(FakeCore(), REPLIES) as stage:
        stage.double.fail("getUpdates", Fault(body=body))
        await stage.say(ADA, ADAS, "one")
        await stage.say(ADA, ADAS, "two")
        assert texts(stage.double.sent) == ["heard: one", "heard: two (after one)"]


async def test_updates_that_come_twice_or_in_disorder_are_handled_once_and_in_order() -> None:
    """By their numbers within a batch; one that comes again later is not handled again."""
    async with on_stage(FakeCore(), REPLIES) as stage:
        said = [
            {"update_id": number, "message": await said_by(stage.double, ADA, text)}
            for number, text in ((51, "one"), (52, "two"), (53, "three"))
        ]
        stage.double.fail("getUpdates", Fault(502, delay_s=0.1))  # so that they come in one batch
        for update in (said[2], said[0], said[1], said[0], said[2]):
            await stage.double.updates.put_raw(update)
        await stage.settle()
        await stage.double.updates.put_raw({**said[1]})
        await stage.double.says(ADA, ADAS, "four")
        await stage.settle()
        heard = ["heard: one", "heard: two (after one)", "heard: three (after two)", "heard: four (after three)"]
        assert texts(stage.double.sent) == heard


@pytest.mark.parametrize("method", ["getUpdates", "sendMessage"])
async def test_an_answer_cut_in_its_middle_loses_nothing(method: str) -> None:
    """Updates are fetched again and handled once; a message is sent again, since nobody knows whether it arrived."""
    async with on_stage(FakeCore(), REPLIES) as stage:
        await stage.say(ADA, ADAS, "one")
        stage.double.fail(method, Fault(cut=True))
        await stage.say(ADA, ADAS, "two")
        await stage.say(ADA, ADAS, "three")
        twice = ["heard: two (after one)"] * (2 if method == "sendMessage" else 1)
        assert texts(stage.double.sent) == ["heard: one", *twice, "heard: three (after two)"]


async def test_a_silent_server_is_given_up_and_asked_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """A request without an answer in time is made again."""
    monkeypatch.setattr("bot.messenger.request.TIMEOUT_S", 0.3)
    async with on_stage(FakeCore(), REPLIES) as stage:
        stage.double.fail("sendMessage", Fault(delay_s=5))
        assert texts(await stage.say(ADA, ADAS, "one")) == ["heard: one"]


async def test_what_was_not_sent_is_sent_after_a_restart(url: str) -> None:
    """In its order, and before the answers to what came meanwhile; nothing is handled again."""
    core = FakeCore()
    async with Double() as double:
        async with serving(double, core, REPLIES, state_url=url) as service:
            double.fail("sendMessage", Fault(429, retry_after=1, times=9))
            await double.says(ADA, ADAS, "one")
            await double.says(ADA, ADAS, "two")
            await double.updates.confirmed()
            await service.intake.lanes.idle()
        assert double.sent == []
        double.faults.clear()
        await double.says(ADA, ADAS, "three")
        async with serving(double, core, REPLIES, state_url=url) as service:
            await settle(double, service)
        assert texts(double.sent) == ["heard: one", "heard: two (after one)", "heard: three (after two)"]
        assert core.asked == ["one", "two", "three"]


async def test_what_was_stored_and_not_handled_is_handled_after_a_restart(url: str) -> None:
    """An update that Telegram will not send again is in the database; a press that waited is not answered at once."""
    async with Double() as double:
        message = double.new_message(ADAS, BOT.json() | {"username": "x"}, {"text": "what?"})
        double.chat_opened(ADAS)
        body = {"update_id": 7, "message": await said_by(double, ADA, "one")}
        press = {"id": "p1", "from": ADA.json(), "chat_instance": "1", "message": message, "data": "q:two"}
        double.messages[ADA.id, message["message_id"]] = message | {"from": double.me}
        stored = [StoredUpdate(7, ADA.id, body, time.time() - 60)]
        stored.append(StoredUpdate(8, ADA.id, {"update_id": 8, "callback_query": press}, time.time() - 60))
        async with serving(double, FakeCore(), REPLIES, state_url=url) as service:
            await service.state.run(lambda db: inbox.store(db, stored))
        async with serving(double, FakeCore(), REPLIES, state_url=url) as service:
            await settle(double, service)
        assert texts(double.sent) == ["heard: one"]
        assert texts(double.edited) == ["heard: two (after one)"]
        assert "answerCallbackQuery" not in [name for name, _ in double.requests]
        assert double.problems == []


async def test_who_has_blocked_the_bot_gets_nothing_until_they_write_again() -> None:
    """The chat is marked, what waits for it is dropped, and the mark goes when it is heard of again."""
    async with on_stage(FakeCore(), REPLIES) as stage:
        stage.double.fail("sendMessage", Fault(403, chat_id=ADA.id))
        waiting = [Outgoing(ADA.id, "sendMessage", {"text": f"{number}"}) for number in range(3)]
        await stage.say(BEN, BENS, "two")
        await stage.service.state.run(lambda db: chats.meet(db, ADA.id, "private", time.time()))
        stage.service.mailer.put(await stage.service.state.run(lambda db: outbox.add(db, waiting, time.time())))
        await stage.settle()
        assert texts(stage.double.sent) == ["heard: two"]
        assert await standing_of(stage.service, ADA.id) == chats.Standing.FORBIDDEN
        assert await stage.service.state.run(outbox.unsent) == []
        assert texts(await stage.say(ADA, ADAS, "hello")) == ["heard: hello"]
        assert await standing_of(stage.service, ADA.id) == chats.Standing.ACTIVE


async def standing_of(service: Service, chat_id: int) -> chats.Standing | None:
    return await service.state.run(lambda db: chats.standing_of(db, chat_id))


@pytest.mark.parametrize("told", [True, False], ids=["the bot is told", "the bot finds out"])
async def test_a_group_becomes_a_supergroup(told: bool) -> None:
    """What was to be said is said there, and the conversation goes on there."""
    async with on_stage(FakeCore(), REPLIES) as stage:
        await stage.say(ADA, GROUP, "/ask one")
        stage.double.fail("sendMessage", Fault(429, retry_after=1))
        await stage.double.says(ADA, GROUP, "/ask two")
        await stage.double.says(ADA, GROUP, "/ask three")
        await stage.double.updates.confirmed()
        await stage.service.intake.lanes.idle()
        if told:
            supergroup = await stage.double.migrates(ADA, GROUP, -1_000_000_000_007)
        else:
            supergroup = Chat(-1_000_000_000_007)
            stage.double.chat_opened(supergroup)
            stage.double.migrated[GROUP.id] = supergroup.id
        await stage.settle()
        await stage.say(ADA, supergroup, "/ask four")
        said = [(message["chat"]["id"], message["text"]) for message in stage.double.sent[1:]]
    answers = ["heard: two (after one)", "heard: three (after two)", "heard: four (after three)"]
    assert said == [(supergroup.id, text) for text in answers]


async def test_messages_keep_the_pace_of_a_chat() -> None:
    """With one message in 0.3 s allowed, four take 0.9 s; another chat has a pace of its own."""
    async with on_stage(FakeCore(), REPLIES, limits=Limits(chat_s=0.3, burst=1)) as stage:
        started = time.monotonic()
        for number in range(4):
            await stage.double.says(ADA, ADAS, f"{number}")
        await stage.double.says(BEN, BENS, "other")
        await stage.settle()
        assert time.monotonic() - started >= 0.9
    assert "heard: other" in texts(stage.double.sent)[:2]


async def test_of_edits_that_wait_only_the_last_is_made() -> None:
    """A message that is pressed again and again while its chat has to wait changes once."""
    async with on_stage(FakeCore(), REPLIES) as stage:
        [message] = await stage.say(ADA, ADAS, "choose")
        stage.double.fail("editMessageText", Fault(429, retry_after=1))
        for number in range(5):
            await stage.double.presses_data(ADA, message, f"q:{number}")
        await stage.settle()
        assert texts(stage.double.edited) == ["heard: 4 (after 3)"]


async def test_the_database_may_be_unwritable_for_a_while(monkeypatch: pytest.MonkeyPatch) -> None:
    """With a full disk nothing is acknowledged that is not stored; when there is room again all is answered."""
    monkeypatch.setattr("bot.state.database.PAUSES_S", (0.05,) * 3)
    async with on_stage(FakeCore(), REPLIES) as stage:
        run = stage.service.state.run
        await stage.say(ADA, ADAS, "one")
        pages = await run(lambda db: db.exec_driver_sql("PRAGMA page_count").scalar())
        await run(lambda db: db.exec_driver_sql(f"PRAGMA max_page_count = {pages}"))
        for number in range(20):
            await stage.double.says(ADA, ADAS, f"{number} " + "long " * 500)
        await asyncio.sleep(0.5)
        assert len(stage.double.sent) < 21
        await run(lambda db: db.exec_driver_sql("PRAGMA max_page_count = 1073741823"))
        await stage.settle()
        assert len(stage.double.sent) == 21


async def test_no_row_of_the_state_has_the_token(url: str) -> None:
    """Not among the reasons either, for which messages could not be sent."""
    async with Double() as double, serving(double, FakeCore(), REPLIES, state_url=url) as service:
        for fault in (Fault(400), Fault(403), Fault(0, times=9), Fault(cut=True)):
            double.fail("sendMessage", fault)
            await double.says(ADA, ADAS, f"crash {TOKEN}"[:5])
            await settle(double, service)
        tables = ("updates", "outbox", "answers", "contexts", "chats", "quoted")
        stored = [str(row) for table in tables for row in await rows(service, f"SELECT * FROM {table}")]
    assert len(stored) >= 8
    assert [row for row in stored if TOKEN.partition(":")[2] in row] == []
