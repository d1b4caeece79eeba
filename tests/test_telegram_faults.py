"""What goes wrong: floods, faults and cut connections, a wrong token, signals, and secrets in the log."""

from __future__ import annotations

import asyncio
import logging
import signal
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import pytest
from telegram import Bot
from telegram_double import Double, User, on_stage
from telegram_double.double import TOKEN, Fault
from telegram_double.fake_core import FakeCore
from telegram_double.people import private
from telegram_double.process import start_process

from bot.errors import SettingsError
from bot.messenger import delivery, verdicts
from bot.messenger.server import check_server
from bot.redact import redacted_logs
from bot.replies import load_replies
from bot.settings import TelegramSettings

pytestmark = pytest.mark.anyio

DATA = Path(__file__).parents[1] / "data"
REPLIES = load_replies(DATA)
ADA, BEN = User(11, "Ada"), User(12, "Ben")
SECRET = TOKEN.partition(":")[2]


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture(autouse=True)
def short_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    """Do not wait for real between two tries."""
    monkeypatch.setattr(delivery, "PAUSES_S", (0.01, 0.01, 0.01))
    monkeypatch.setattr(verdicts, "PAUSES_S", (0.01, 0.01, 0.01))


@pytest.fixture
def log() -> Iterator[StringIO]:
    """Everything that is logged at DEBUG by anybody, as a handler writes it that knows nothing of secrets."""
    stream = StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(logging.Formatter("%(name)s %(message)s"))
    noisy = [logging.getLogger(name) for name in ("", "httpx", "httpcore", "telegram")]
    levels = [logger.level for logger in noisy]
    for logger in noisy:
        logger.setLevel(logging.DEBUG)
    logging.getLogger().addHandler(handler)
    yield stream
    logging.getLogger().removeHandler(handler)
    for logger, level in zip(noisy, levels, strict=True):
        logger.setLevel(level)


PASSING = {
    "a flood wait": Fault(429, retry_after=1),
    "a server error": Fault(500, times=3),
    "a bad gateway": Fault(502),
    "a cut connection": Fault(0),
    "a cut connection after the message was taken": Fault(0, served=True),
}


@pytest.mark.parametrize("fault", PASSING.values(), ids=PASSING.keys())
async def test_passing_faults_do_not_lose_an_answer(fault: Fault) -> None:
    """The answer comes all the same, at worst twice, and no apology with it."""
    async with on_stage(FakeCore(), REPLIES) as stage:
        stage.double.fail("sendMessage", fault)
        sent = await stage.say(ADA, private(ADA), "who won")
    assert {message["text"] for message in sent} == {"heard: who won"}
    assert len(sent) == 1 + fault.served


SORRY = [REPLIES["tg.error"]]
LASTING = {
    "blocked by the user": (Fault(403), []),
    "server errors again and again": (Fault(500, times=4), SORRY),
    "a refused message": (Fault(400), SORRY),
    "a refused message and a refused apology": (Fault(400, times=2), []),
}


@pytest.mark.parametrize(("fault", "said"), LASTING.values(), ids=LASTING.keys())
async def test_lasting_faults_do_not_stop_the_bot(fault: Fault, said: list[str]) -> None:
    """An answer that cannot be sent is given up, with a sentence where that can be sent; the next one is answered."""
    async with on_stage(FakeCore(), REPLIES) as stage:
        stage.double.fail("sendMessage", fault)
        first = await stage.say(ADA, private(ADA), "who won")
        second = await stage.say(ADA, private(ADA), "who lost")
    assert [message["text"] for message in first] == said
    assert [message["text"] for message in second] == ["heard: who lost (after who won)"]


@pytest.mark.parametrize("status", [500, 409, 429, 0])
async def test_polling_goes_on_after_a_fault(status: int, log: StringIO) -> None:
    """Updates that could not be fetched are fetched later, and the log has no traceback for it."""
    async with on_stage(FakeCore(), REPLIES) as stage:
        await stage.say(ADA, private(ADA), "one")
        stage.double.fail("getUpdates", Fault(status, retry_after=1 if status == 429 else 0))
        sent = await stage.say(ADA, private(ADA), "two")
        sent += await stage.say(ADA, private(ADA), "three")
    assert [message["text"] for message in sent] == ["heard: two (after one)", "heard: three (after two)"]
    assert "Traceback" not in log.getvalue()
    assert status != 409 or "another program polls with the same bot token" in log.getvalue()


async def test_a_slow_chat_holds_up_nobody_else() -> None:
    """While one chat's answer hangs, another chat is answered; within the first the order is kept."""
    async with on_stage(FakeCore(), REPLIES) as stage:
        stage.double.fail("sendMessage", Fault(delay_s=0.5))
        for who, text in ((ADA, "one"), (ADA, "two"), (BEN, "three")):
            await stage.double.says(who, private(who), text)
        await stage.settle()
        texts = [message["text"] for message in stage.double.sent]
    assert texts == ["heard: three", "heard: one", "heard: two (after one)"]


async def test_every_press_is_answered_also_when_the_core_breaks() -> None:
    """The press is answered first; then the chat gets the one sentence."""
    async with on_stage(FakeCore(), REPLIES) as stage:
        [message] = await stage.say(ADA, private(ADA), "choose")
        press = await stage.double.presses_data(ADA, message, "q:crash")
        await stage.settle()
        assert stage.double.presses[press] == ""
        assert stage.double.sent[-1]["text"] == REPLIES["tg.error"]


async def test_no_log_at_any_level_has_the_token(log: StringIO) -> None:
    """Not in the lines of httpx and httpcore, not in tracebacks, not when the server refuses the token."""
    other = TOKEN.replace("Double", "Treble")
    with redacted_logs(TOKEN, other):
        async with on_stage(FakeCore(), REPLIES) as stage:
            await stage.say(ADA, private(ADA), "crash")
            stage.double.fail("sendMessage", Fault(0, times=9))
            await stage.say(ADA, private(ADA), "who won")
            async with Bot(TOKEN, base_url=f"{stage.double.url}/bot"):
                pass  # over httpx, which writes a line with the address of each request
            with pytest.raises(SettingsError) as refused:
                await check_server(TelegramSettings(other, stage.double.url))
        with pytest.raises(SettingsError) as gone:
            await check_server(TelegramSettings(TOKEN, stage.double.url))
        logging.getLogger("odd").error("%d of %s", "args that do not fit", TOKEN)
    written = log.getvalue() + str(refused.value) + str(gone.value)
    assert "/bot[token]/getMe" in written  # the line of httpx is there
    assert "the core broke" in written  # and the traceback
    assert "aiohttp.ServerDisconnectedError" in written
    assert [secret for secret in (SECRET, SECRET.replace("Double", "Treble")) if secret in written] == []


async def test_a_refused_token_and_a_silent_server_are_one_line_each() -> None:
    """The host reads what is wrong and what to do."""
    async with Double() as double:
        with pytest.raises(SettingsError, match=r"does not know this bot token; copy it again from @BotFather"):
            await check_server(TelegramSettings("1:wrong", double.url))
    with pytest.raises(SettingsError, match=r"cannot be reached \(.*\); check the network and TELEGRAM_API_URL"):
        await check_server(TelegramSettings(TOKEN, double.url))


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
async def test_a_signal_stops_it_cleanly(number: signal.Signals, tmp_path: Path) -> None:
    """The whole process, as `serve` runs it: what it is sending at the signal is sent, and it ends with status 0."""
    async with Double() as double:
        process = await start_process(double, f"sqlite:///{tmp_path}/state.db")
        ending = asyncio.create_task(process.communicate())
        await double.says(ADA, private(ADA), "asked while it was down")
        await asyncio.wait({ending, asyncio.create_task(double.updates.confirmed())}, return_when="FIRST_COMPLETED")
        double.fail("sendMessage", Fault(delay_s=0.4))
        await double.says(ADA, private(ADA), "one more")
        await asyncio.wait({ending, asyncio.create_task(double.updates.confirmed())}, return_when="FIRST_COMPLETED")
        if process.returncode is None:
            process.send_signal(number)
        output = (await ending)[0].decode()
        assert process.returncode == 0, output
        assert [message["text"] for message in double.sent][-1].startswith("heard: one more")
        assert "asked while it was down" in double.sent[0]["text"]
        assert double.problems == []
    assert SECRET not in output
    assert "Traceback" not in output
