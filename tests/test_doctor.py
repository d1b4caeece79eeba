"""`awards-bot doctor`: what it finds at Telegram (a double, over HTTP), in the state, in the facts and on the disk."""

from __future__ import annotations

import asyncio
import json
import re
import shutil
import time
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from databases import sqlite_file
from program import run
from sqlalchemy import insert, text
from sqlalchemy.engine import URL
from telegram_double import Double
from telegram_double.checks import model_of
from telegram_double.double import TOKEN, Fault

from bot.doctor import machine
from bot.messenger import request
from bot.state.engine import open_engine
from bot.state.tables import updates
from bot.webhook_settings import read_webhook_settings

pytestmark = [pytest.mark.anyio, pytest.mark.usefixtures("store_path")]

SECRET = TOKEN.partition(":")[2]
HOOK = {"WEBHOOK_URL": "https://bot.example.org/telegram", "WEBHOOK_SECRET": "a-secret-of-some-length"}


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture(autouse=True, scope="module")
def prompt_double() -> None:
    """Load what the double checks requests by, which takes seconds on a busy machine: the doctor asks only once."""
    for name in ("getMe", "getWebhookInfo"):
        model_of(name)


async def found(server: str, state: URL | str, **environ: str) -> dict[str, str]:
    """Return "level: text" of each thing that the doctor looks at; lines about one thing follow each other."""
    usual = {"TELEGRAM_BOT_TOKEN": TOKEN, "TELEGRAM_API_URL": server, "STATE_URL": str(state)}
    result = await asyncio.to_thread(run, "doctor", "--json", env={**usual, **environ})
    assert SECRET not in result.output
    seen: dict[str, str] = {}
    for each in json.loads(result.stdout):
        line = f"{each['level']}: {each['text']}"
        seen[each["about"]] = f"{seen[each['about']]}\n{line}" if each["about"] in seen else line
    assert result.exit_code == any("wrong: " in lines for lines in seen.values())
    return seen


def ready(tmp_path: Path) -> URL:
    """Return a state database with the tables of this version."""
    url = sqlite_file(tmp_path)
    open_engine(url).dispose()
    return url


async def test_all_is_well(tmp_path: Path) -> None:
    """Every check says so, and the program ends with 0."""
    async with Double() as double:
        seen = await found(double.url, ready(tmp_path))
    assert list(seen) == [
        "settings", "token", "webhook", "groups", "inline", "clock", "facts", "disk of facts", "disk of state",
        "state", "queue",
    ]  # fmt: skip
    assert [about for about, lines in seen.items() if not lines.startswith("ok: ")] == []
    assert "@awards_double_bot" in seen["token"]
    assert "privacy mode is off" in seen["groups"]


async def test_lines_for_people(tmp_path: Path) -> None:
    """Each finding is one line that begins with its level."""
    env = {"TELEGRAM_BOT_TOKEN": "", "TELEGRAM_BOT_TOKEN_FILE": "", "STATE_URL": str(ready(tmp_path))}
    result = await asyncio.to_thread(run, "doctor", env=env)
    assert result.exit_code == 1
    assert result.stdout.startswith("wrong    settings: no bot token: set TELEGRAM_BOT_TOKEN")
    assert {line.split()[0] for line in result.stdout.splitlines()} == {"ok", "wrong"}


async def test_without_a_network(tmp_path: Path) -> None:
    """The one line says that the server cannot be reached; what is here is looked at all the same."""
    seen = await found("http://127.0.0.1:1", ready(tmp_path))
    assert seen["token"].startswith("wrong: http://127.0.0.1:1 cannot be reached")
    assert "webhook" not in seen
    assert seen["state"].startswith("ok: ")


async def test_a_token_that_telegram_does_not_know(tmp_path: Path) -> None:
    """The line says where to get it."""
    async with Double() as double:
        seen = await found(double.url, ready(tmp_path), TELEGRAM_BOT_TOKEN="7:nobody-knows-this")
    assert "does not know this bot token; copy it again from @BotFather" in seen["token"]


async def test_every_mistake_in_the_settings_is_a_line(tmp_path: Path) -> None:
    """All at once, as `serve` says them."""
    seen = await found("nowhere", "mysql://x/y", LOG_LEVEL="all", METRICS_LISTEN="9464", WEBHOOK_URL="x")
    assert seen["settings"].count("wrong: ") == 6
    assert list(seen) == ["settings", "facts", "disk of facts"]


POLLING: dict[str, tuple[dict[str, Any], str]] = {
    "none": ({}, "ok: none is set"),
    "of another program": (
        {"url": "https://other.example/secret-path"},
        "warning: one is set, to https://other.example",
    ),
}
PUSHING: dict[str, tuple[dict[str, Any], str]] = {
    "none": ({}, "wrong: none is set; start: serve --webhook"),
    "another": (
        {"url": "https://bot.example.org/telegram/old-path"},
        "wrong: Telegram sends to https://bot.example",
    ),
    "this one": ({"url": "HERE"}, "ok: Telegram sends to https://bot.example.org"),
    "failing": (
        {"url": "HERE", "last_error_date": int(time.time()) - 120, "last_error_message": "502 Bad Gateway"},
        r"warning: Telegram could not deliver \d+ minutes ago \(502 Bad Gateway\); check proxy",
    ),
    "failed once": ({"url": "HERE", "last_error_date": 1, "last_error_message": "gone"}, "ok: "),
}


@pytest.mark.parametrize(
    ("environ", "info", "expected"),
    [*(({}, *each) for each in POLLING.values()), *((HOOK, *each) for each in PUSHING.values())],
    ids=[f"{mode}: {name}" for mode, cases in (("poll", POLLING), ("push", PUSHING)) for name in cases],
)
async def test_the_webhook_fits_the_settings(
    environ: dict[str, str], info: dict[str, Any], expected: str, tmp_path: Path
) -> None:
    """None for a bot that polls, this bot's own for one that does not; its path, which is secret, is not shown."""
    hook = read_webhook_settings(HOOK)
    async with Double() as double:
        double.webhook_problem = {**info, "url": hook.address if info.get("url") == "HERE" else info.get("url", "")}
        seen = await found(double.url, ready(tmp_path), **environ)
    assert re.match(expected, seen["webhook"])
    assert not [path for path in (hook.path_secret, hook.secret, "secret-path", "old-path") if path in seen["webhook"]]


async def test_updates_that_wait_at_telegram(tmp_path: Path) -> None:
    """A bot that does not run is seen by what waits for it."""
    async with Double() as double:
        double.webhook_problem = {"pending_update_count": 1_200}
        seen = await found(double.url, ready(tmp_path))
    assert seen["waiting"].startswith("warning: 1,200 updates wait at Telegram")


async def test_what_botfather_has_to_be_asked_for(tmp_path: Path) -> None:
    """Privacy mode is told with what it means, what is off with the command that turns it on."""
    async with Double(privacy=True) as double:
        me = {**double.me, "supports_inline_queries": False, "can_join_groups": False}
        double.fail("getMe", Fault(body=json.dumps({"ok": True, "result": me})))
        seen = await found(double.url, ready(tmp_path))
    assert "privacy mode is on: in a group the bot hears commands and replies to it" in seen["groups"]
    assert "warning: the bot cannot be added to groups" in seen["groups"]
    assert "/setinline" in seen["inline"]


@pytest.mark.parametrize(
    ("ahead_s", "expected"),
    [
        (2, "ok: as the server's"),
        (-20, "warning: 20 seconds behind the server's"),
        (7_200, "wrong: 7,200 seconds ahead"),
    ],
)
async def test_the_clock(ahead_s: int, expected: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is compared with that of the server; a second or two are the way there."""
    shifted = SimpleNamespace(time=lambda: float(int(time.time())) + ahead_s, perf_counter=time.perf_counter)
    monkeypatch.setattr(request, "time", shifted)
    async with Double() as double:
        seen = await found(double.url, ready(tmp_path))
    assert re.match(expected, seen["clock"])


async def test_the_state(tmp_path: Path) -> None:
    """Not there yet, of an older or newer version, damaged, or with updates that nobody takes up."""
    async with Double() as double:
        missing = await found(double.url, f"sqlite:///{tmp_path}/none.db")
        url = ready(tmp_path)
        engine = open_engine(url)
        with engine.begin() as db:
            row = {"update_id": 1, "lane": 1, "raw": "{}", "received_at": time.time() - 900, "attempts": 0}
            db.execute(insert(updates).values(row))
        late = await found(double.url, url)
        seen = []
        for revision in ("0001", "9999"):
            with engine.begin() as db:
                db.execute(text("UPDATE alembic_version SET version_num = :it"), {"it": revision})
            seen.append((await found(double.url, url))["state"])
        engine.dispose()
        Path(str(url.database)).write_bytes(b"SQLite format 3\0" + b"x" * 4_096)
        seen.append((await found(double.url, url))["state"])
    assert missing["state"].endswith("none.db is not there yet; it is made at the first start")
    assert not (tmp_path / "none.db").exists()
    assert late["queue"].startswith(
        "warning: updates to be handled: 1, messages to be sent: 0; the oldest update waits"
    )
    assert [line.partition(": ")[0] for line in seen] == ["warning", "wrong", "wrong"]
    assert "older version" in seen[0]
    assert "newer version" in seen[1]
    assert "cannot be read" in seen[2]


async def test_a_server_of_the_state_that_does_not_answer() -> None:
    """The line has neither user nor password."""
    seen = await found("http://127.0.0.1:1", "postgresql+psycopg://ada:lovelace@127.0.0.1:1/state")
    assert seen["state"].startswith("wrong: postgresql+psycopg://127.0.0.1/state cannot be read")
    assert "lovelace" not in seen["state"]
    assert "disk of state" not in seen


def test_facts_that_are_older_than_the_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One that is not there or of other data is made at the next start; without data nothing can be."""
    monkeypatch.setenv("AWARDS_STORE", str(tmp_path / "awards.db"))
    assert machine.check_facts().level == "warning"
    (tmp_path / "awards.db").write_bytes(b"")
    assert "is older than they are" in machine.check_facts().text
    monkeypatch.setenv("AWARDS_DATA", str(tmp_path))
    assert machine.check_facts().level == "wrong"


@pytest.mark.parametrize(("free", "level"), [(5_000_000_000, "ok"), (500_000_000, "warning"), (50_000_000, "wrong")])
def test_room_on_the_disk(free: int, level: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Little room is a warning, next to none is wrong; a folder that is not there yet is made where its parent is."""
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=free))
    assert machine.check_folder("disk", tmp_path / "not" / "yet").level == level
    (tmp_path / "file").touch()
    assert machine.check_folder("disk", tmp_path / "file" / "state").level == "wrong"
