"""The log of the running bot: one event a line, for people or machines, without secrets and without what people say."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from databases import sqlite_file
from sqlalchemy import insert
from sqlalchemy.exc import IntegrityError
from telegram_double import User, on_stage
from telegram_double.double import TOKEN, Fault
from telegram_double.fake_core import FakeCore
from telegram_double.people import private

from bot.errors import SettingsError
from bot.logs import about, configure_logs
from bot.messenger import delivery, verdicts
from bot.redact import Redactor, redacted_logs
from bot.replies import load_replies
from bot.settings import LOG_FORMATS, HostSettings, Listen, LogSettings, read_host_settings
from bot.state.engine import open_engine
from bot.state.tables import outbox

pytestmark = pytest.mark.anyio

REPLIES = load_replies(Path(__file__).parents[1] / "data")
ADA = User(11, "Zephyrine")
SECRET = TOKEN.partition(":")[2]
_log = logging.getLogger("bot.tests")


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture(autouse=True)
def logging_as_before() -> Iterator[None]:
    """Give back the handlers and levels that the run had."""
    root, own = logging.getLogger(), logging.getLogger("bot")
    kept = root.handlers[:], root.level, own.level
    root.handlers = []
    yield
    root.handlers, root.level, own.level = kept
    for logger in (root, own):
        logger.manager._clear_cache()  # type: ignore[attr-defined]


def log_to(stream: StringIO, kind: str, level: str = "info") -> None:
    configure_logs(LogSettings(kind, level), Redactor(TOKEN), stream)


def events(stream: StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def test_an_event_is_one_json_object() -> None:
    """Time, level, logger and words under fixed keys; extra fields and those of the work in hand beside them."""
    log_to(out := StringIO(), "json")
    with about(update=7):
        _log.warning("%s failed", "sendMessage", extra={"code": 429})
    _log.info("later")
    first, second = events(out)
    assert first.pop("time").endswith("Z")
    assert first == {
        "event": "sendMessage failed", "level": "warning", "logger": "bot.tests", "update": 7, "code": 429,
    }  # fmt: skip
    assert set(second) == {"event", "level", "logger", "time"}


def test_a_line_for_people() -> None:
    """The same on one line, without colours where nobody looks."""
    log_to(out := StringIO(), "text")
    _log.warning("%s failed", "sendMessage", extra={"code": 429})
    line = out.getvalue()
    assert "\x1b" not in line
    assert "[warning" in line
    assert "sendMessage failed" in line
    assert "code=429" in line
    assert line.count("\n") == 1


def test_the_level_is_that_of_the_program_and_libraries_are_heard_from_warnings_on() -> None:
    """Libraries write at DEBUG and INFO what people said, and addresses with the token."""
    log_to(out := StringIO(), "json", "debug")
    for name in ("bot.messenger.desk", "telegram.Bot", "httpx", "sqlalchemy.engine"):
        for level in (logging.DEBUG, logging.INFO, logging.WARNING):
            logging.getLogger(name).log(level, "%s %d", name, level)
    said = [event["event"] for event in events(out)]
    own = [f"bot.messenger.desk {level}" for level in (10, 20, 30)]
    assert said == [*own, "telegram.Bot 30", "httpx 30", "sqlalchemy.engine 30"]


def raise_in_a_chain() -> None:
    """Fail with the token in a local variable, in the cause and in the address of the error."""
    url = f"https://api.telegram.org/bot{TOKEN}/getMe"
    try:
        raise ConnectionError(f"cannot reach {url}")
    except ConnectionError as error:
        raise ValueError(f"quoted {TOKEN.replace(':', '%3A')}") from error


@pytest.mark.parametrize("has_factory", [True, False])
@pytest.mark.parametrize("kind", LOG_FORMATS)
def test_no_renderer_shows_the_token(kind: str, *, has_factory: bool) -> None:
    """Not from words, arguments, extra fields, contexts, nor tracebacks with their causes and variables."""
    log_to(out := StringIO(), kind)

    def write() -> None:
        with about(url=f"/bot{TOKEN}/getMe"):
            _log.warning("at %s", f"/bot{TOKEN}/getMe", extra={"body": {"token": TOKEN}})
        try:
            raise_in_a_chain()
        except ValueError:
            _log.exception("failed", stack_info=True)

    if has_factory:
        with redacted_logs(TOKEN):
            write()
    else:
        write()
    written = out.getvalue()
    assert SECRET not in written
    assert "/bot[token]/getMe" in written
    assert "The above exception was the direct cause" in written
    assert "raise_in_a_chain" in written


@pytest.mark.parametrize("kind", LOG_FORMATS)
async def test_the_log_of_a_busy_bot_holds_no_words_of_people(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """At every level and whatever fails: neither questions nor answers nor names, and what failed is all there."""
    monkeypatch.setattr(verdicts, "PAUSES_S", (0.01,))
    monkeypatch.setattr(delivery, "PAUSES_S", (0.01, 0.01, 0.01))
    log_to(out := StringIO(), kind, "debug")
    with redacted_logs(TOKEN):
        async with on_stage(FakeCore(), REPLIES) as stage:
            stage.double.fail("sendMessage", Fault(400))
            await stage.say(ADA, private(ADA), "who won quixotry")
            stage.double.fail("sendMessage", Fault(500, times=9))
            await stage.say(ADA, private(ADA), "who lost quixotry")
            await stage.say(ADA, private(ADA), "crash")
    written = out.getvalue()
    assert [word for word in ("quixotry", "Zephyrine", "heard:", SECRET) if word in written] == []
    for expected in ("could not be sent", "answered", "the core broke", "Traceback"):
        assert expected in written


async def test_an_event_names_the_update_or_the_message_that_it_is_about() -> None:
    """And no earlier one of the same chat."""
    log_to(out := StringIO(), "json", "debug")
    async with on_stage(FakeCore(), REPLIES) as stage:
        stage.double.fail("sendMessage", Fault(429, times=2, retry_after=1))
        await stage.double.says(ADA, private(ADA), "one")
        await stage.double.says(ADA, private(ADA), "two")
        await stage.settle()
    told = [event for event in events(out) if event["level"] != "info"]
    seen = {(event["logger"].rpartition(".")[2], event.get("update"), event.get("message")) for event in told}
    assert seen == {("desk", 1, None), ("desk", 2, None), ("mailer", None, 1)}


def test_an_error_of_the_database_does_not_show_what_was_to_be_stored(tmp_path: Path) -> None:
    """The parameters of the statement that failed are left out: an answer may be among them."""
    engine = open_engine(sqlite_file(tmp_path))
    with pytest.raises(IntegrityError) as error, engine.begin() as db:
        db.execute(insert(outbox).values(method="sendMessage", params="quixotry"))
    engine.dispose()
    assert "NOT NULL" in str(error.value)
    assert "quixotry" not in str(error.value)


@pytest.mark.parametrize(
    ("environ", "settings"),
    [
        ({}, HostSettings()),
        ({"LOG_FORMAT": " JSON ", "LOG_LEVEL": "Debug"}, HostSettings(LogSettings("json", "debug"))),
        ({"LOG_FORMAT": "", "METRICS_LISTEN": ""}, HostSettings()),
        ({"METRICS_LISTEN": "127.0.0.1:9464"}, HostSettings(metrics=Listen("127.0.0.1", 9464))),
        ({"METRICS_LISTEN": " [::1]:9464 "}, HostSettings(metrics=Listen("::1", 9464))),
    ],
)
def test_good_host_settings(environ: dict[str, str], settings: HostSettings) -> None:
    """What the host sees is text at INFO and no metrics, unless it is said otherwise."""
    assert read_host_settings(environ) == settings


@pytest.mark.parametrize(
    ("environ", "line"),
    [
        ({"LOG_FORMAT": "xml"}, "LOG_FORMAT is 'xml'; it can be text or json"),
        ({"LOG_LEVEL": "all"}, "LOG_LEVEL is 'all'; it can be debug, info, warning or error"),
        *(
            ({"METRICS_LISTEN": value}, "METRICS_LISTEN is not address:port")
            for value in (
                "9464",
                ":9464",
                "localhost",
                "localhost:0",
                "x:99999",
                "http://x:1",
                "a@x:1",
                "x:1/m",
            )
        ),
    ],
)
def test_bad_host_settings_are_one_line(environ: dict[str, str], line: str) -> None:
    """What is wrong, and what is possible."""
    with pytest.raises(SettingsError) as error:
        read_host_settings(environ)
    assert line in str(error.value)
    assert "\n" not in str(error.value)
