"""The webhook over real HTTP: what is let in, what is stored before it is acknowledged, and how it stops."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from telegram_double import Double, on_stage
from telegram_double.cast import ADA, ADAS, BEN, BENS, GROUP, REPLIES
from telegram_double.double import TOKEN, Fault
from telegram_double.fake_core import FakeCore
from telegram_double.people import Json
from telegram_double.pushes import HEADER, Pushes
from telegram_double.stage import HOOK_SECRET, HOOK_URL, Stage, serving

from bot.errors import SettingsError
from bot.messenger import webhook
from bot.messenger.polling import ALLOWED_UPDATES
from bot.redact import redacted_logs
from bot.settings import Listen
from bot.webhook_settings import WebhookSettings

pytestmark = pytest.mark.anyio

SETTINGS = WebhookSettings(HOOK_URL, Path("unused"), HOOK_SECRET)


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


def pushes_of(stage: Stage) -> Pushes:
    assert stage.double.updates.pushes
    return stage.double.updates.pushes


def texts(messages: list[Json]) -> list[str]:
    return [message["text"] for message in messages]


async def test_telegram_is_told_where_to_send_and_with_which_secret() -> None:
    """The address with its secret part, the kinds of update, and as many connections as it may open."""
    async with on_stage(FakeCore(), REPLIES, webhook=True) as stage:
        [asked] = [params for name, params in stage.double.requests if name == "setWebhook"]
        assert texts(await stage.say(ADA, ADAS, "one")) == ["heard: one"]
    assert asked == {
        "url": SETTINGS.address,
        "secret_token": HOOK_SECRET,
        "max_connections": 100,
        "allowed_updates": list(ALLOWED_UPDATES),
    }
    assert "getUpdates" not in [name for name, _ in stage.double.requests]


UPDATE = {"update_id": 7, "message": {"message_id": 1, "date": 1, "chat": ADAS.json(), "from": ADA.json(), "text": "x"}}
RIGHT: dict[str, Any] = {"json": UPDATE}
JSON = {"Content-Type": "application/json"}
REFUSED: dict[str, tuple[int, str, dict[str, Any]]] = {
    "another path": (404, "/telegram", RIGHT),
    "a path that is longer": (404, SETTINGS.path + "/x", RIGHT),
    "no secret token": (401, SETTINGS.path, RIGHT | {"headers": {HEADER: ""}}),
    "another secret token": (401, SETTINGS.path, RIGHT | {"headers": {HEADER: HOOK_SECRET + "é"}}),
    "no JSON by its type": (400, SETTINGS.path, {"data": b"{}", "headers": {"Content-Type": "text/plain"}}),
    "no JSON": (400, SETTINGS.path, {"data": b"{", "headers": JSON}),
    "JSON that is no update": (400, SETTINGS.path, {"json": [UPDATE]}),
    "an update without a number": (400, SETTINGS.path, {"json": {"message": {}}}),
    "JSON too deep to read": (400, SETTINGS.path, {"data": b"[" * 100_000, "headers": JSON}),
    "a body without an end": (413, SETTINGS.path, {"json": {"update_id": 7, "x": "x" * webhook.MAX_BYTES}}),
}


async def test_what_telegram_does_not_send_is_refused() -> None:
    """Nothing of it is stored, and the next update is answered."""
    async with on_stage(FakeCore(), REPLIES, webhook=True) as stage:
        pushes = pushes_of(stage)
        for name, (status, path, request_) in REFUSED.items():
            pushes.url = f"http://bot.example{path}"
            assert (name, await pushes.post({}, **request_)) == (name, status)
        pushes.url = SETTINGS.address
        stored = await stage.service.state.run(
            lambda db: db.exec_driver_sql("SELECT count(*) FROM updates").scalar_one()
        )
        assert stored == 0
        assert texts(await stage.say(ADA, ADAS, "one")) == ["heard: one"]
        assert await look(stage, SETTINGS.path) == (405, "405: Method Not Allowed")


async def look(stage: Stage, path: str) -> tuple[int, str]:
    """Return status and text of what stands at a path."""
    connector = aiohttp.UnixConnector(stage.double.routes[0])
    async with aiohttp.ClientSession(connector=connector) as session, session.get(f"http://bot{path}") as answer:
        return answer.status, (await answer.text()).strip()


async def test_an_update_that_is_pushed_again_is_handled_once() -> None:
    """Also when both come at the same time, as after an acknowledgement that got lost."""
    async with on_stage(FakeCore(), REPLIES, webhook=True) as stage:
        pushes, chat = pushes_of(stage), ADAS.json()
        stage.double.chat_opened(ADAS)
        one = {"update_id": 41, "message": UPDATE["message"] | {"text": "one", "chat": chat}}  # type: ignore[operator]
        assert await asyncio.gather(*(pushes.post(one) for _ in range(5))) == [200] * 5
        await stage.settle()
        assert await pushes.post(one) == 200
        await stage.settle()
        assert texts(stage.double.sent) == ["heard: one"]


async def test_what_cannot_be_stored_is_not_acknowledged(caplog: pytest.LogCaptureFixture) -> None:
    """With a full disk Telegram gets 503, and sends it again until there is room; then all is answered in order."""
    async with on_stage(FakeCore(), REPLIES, webhook=True) as stage:
        run, statuses = stage.service.state.run, pushes_of(stage).statuses
        await stage.say(ADA, ADAS, "one")
        pages = await run(lambda db: db.exec_driver_sql("PRAGMA page_count").scalar())
        await run(lambda db: db.exec_driver_sql(f"PRAGMA max_page_count = {pages}"))
        for number in range(8):
            await stage.double.says(ADA, ADAS, f"{number} " + "long " * 700)
        while not statuses[503]:
            await asyncio.sleep(0.01)
        await run(lambda db: db.exec_driver_sql("PRAGMA max_page_count = 1073741823"))
        await stage.settle()
        assert [text.split()[1] for text in texts(stage.double.sent)] == ["one", *map(str, range(8))]
    assert "updates could not be stored (database or disk is full); Telegram sends them again" in caplog.text


async def test_health_and_readiness() -> None:
    """It lives, and it takes updates, until the state does not answer or it stops."""
    async with on_stage(FakeCore(), REPLIES, webhook=True) as stage:
        assert await look(stage, "/healthz") == (200, "ok")
        assert await look(stage, "/readyz") == (200, "ready")
        await stage.service.state.run(lambda db: db.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'"))
        assert await look(stage, "/readyz") == (503, "the state database is of another version")
        await stage.service.source.stop()
        assert await look(stage, "/readyz") == (503, "stopping")
        assert await look(stage, "/healthz") == (200, "ok")


async def test_at_the_end_what_is_in_hand_is_finished_and_the_rest_stays_with_telegram(tmp_path: Path) -> None:
    """While it finishes it refuses; the webhook stays set, and the next start gets what came meanwhile."""
    url = f"sqlite:///{tmp_path}/state.db"
    async with Double() as double:
        async with serving(double, FakeCore(), REPLIES, state_url=url, webhook=True) as service:
            double.fail("sendMessage", Fault(delay_s=0.3))
            await double.says(ADA, ADAS, "one")
            await double.updates.confirmed()
            stopping = asyncio.create_task(service.stop())
            await asyncio.sleep(0.05)
            await double.says(ADA, ADAS, "two")
            await stopping
            assert double.updates.pushes
            assert double.updates.pushes.statuses[503] > 0
            assert texts(double.sent) == ["heard: one"]
        double.routes.clear()
        async with serving(double, FakeCore(), REPLIES, state_url=url, webhook=True) as service:
            await double.updates.confirmed()
            await service.idle()
        assert texts(double.sent) == ["heard: one", "heard: two (after one)"]


async def test_polling_removes_a_webhook_and_says_so(caplog: pytest.LogCaptureFixture) -> None:
    """What the webhook had not delivered is fetched; the secret part of its address is in no line."""
    async with Double() as double:
        async with serving(double, FakeCore(), REPLIES, webhook=True) as service:
            await service.source.stop()
            await double.says(ADA, ADAS, "one")
        async with serving(double, FakeCore(), REPLIES) as service:
            await double.updates.confirmed()
            await service.idle()
        assert texts(double.sent) == ["heard: one"]
    assert "a webhook at bot.example was set for this bot; it is removed, since this program polls" in caplog.text
    assert SETTINGS.path_secret not in caplog.text


async def test_a_webhook_that_was_taken_away_is_set_again(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """The log says who may have done it, and what Telegram complains about, once."""
    monkeypatch.setattr(webhook, "WATCH_EVERY_S", 0.02)
    async with on_stage(FakeCore(), REPLIES, webhook=True) as stage:
        await stage.double.updates.push_by(None)
        stage.double.webhook_problem = {"last_error_date": 1_700_000_000, "last_error_message": "Connection refused"}
        while not stage.double.updates.pushes or "Connection refused" not in caplog.text:
            await asyncio.sleep(0.01)
        await asyncio.sleep(0.1)
        assert texts(await stage.say(ADA, ADAS, "one")) == ["heard: one"]
    assert caplog.text.count("another program with the same token removed the webhook; stop that one") == 1
    assert caplog.text.count("Telegram could not deliver (Connection refused); 0 updates wait") == 1


async def test_inline_queries_come_by_webhook_too() -> None:
    """They are answered without being stored."""
    async with on_stage(FakeCore(), REPLIES, webhook=True) as stage:
        assert (await stage.type_inline(ADA, "rocky"))["results"]
        assert await stage.service.state.run(lambda db: list(db.exec_driver_sql("SELECT * FROM updates"))) == []


async def test_a_slow_chat_holds_up_nobody_else() -> None:
    """While one chat's answer hangs, another's is given, and the order within the first is kept."""
    async with on_stage(FakeCore(), REPLIES, webhook=True) as stage:
        stage.double.fail("sendMessage", Fault(delay_s=0.3))
        for who, where, text in ((ADA, ADAS, "one"), (ADA, ADAS, "two"), (BEN, BENS, "three")):
            await stage.double.says(who, where, text)
        await stage.settle()
        assert texts(stage.double.sent) == ["heard: three", "heard: one", "heard: two (after one)"]


@pytest.fixture
def debug_log(caplog: pytest.LogCaptureFixture) -> Iterator[pytest.LogCaptureFixture]:
    with caplog.at_level(logging.DEBUG):
        for name in ("telegram", "aiohttp", "asyncio"):
            caplog.set_level(logging.DEBUG, name)
        yield caplog


async def test_no_log_at_any_level_has_the_secrets(debug_log: pytest.LogCaptureFixture) -> None:
    """Neither the secret token nor the secret part of the path, whatever goes wrong; the settings do not show them."""
    with redacted_logs(TOKEN, HOOK_SECRET, SETTINGS.path_secret):
        async with on_stage(FakeCore(), REPLIES, webhook=True) as stage:
            await stage.say(ADA, GROUP, "/ask crash")
            await pushes_of(stage).post(UPDATE, **RIGHT, headers={HEADER: "wrong"})
    written = debug_log.text + repr(SETTINGS)
    assert "without the right secret token" in written
    assert [secret for secret in (HOOK_SECRET, SETTINGS.path_secret) if secret in written] == []


async def test_an_address_that_cannot_be_listened_on_and_a_refused_webhook_are_one_line_each() -> None:
    """The host reads what to do."""
    for settings, fault, line in (
        (WebhookSettings(HOOK_URL, Listen("203.0.113.1", 80), HOOK_SECRET), None, "cannot be listened on"),
        (None, Fault(400, description="Bad Request: bad webhook"), r"refuses the webhook \(Bad webhook\); check"),
    ):
        async with Double() as double:
            if fault:
                double.fail("setWebhook", fault)
            with pytest.raises(SettingsError, match=line):
                async with serving(double, FakeCore(), REPLIES, webhook=settings or True):
                    pass
