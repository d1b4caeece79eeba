"""Updates a second and the time from update to reply: python tests/bench/bench_telegram.py [SECONDS]

The double runs in this process, each bot in one of its own: this one, as `awards-bot serve` runs it with a SQLite file
(and with PostgreSQL, where the test's server can start), and a bare python-telegram-bot that echoes, in the same run.
"""

from __future__ import annotations

import asyncio
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from statistics import median
from typing import Any

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

import psutil  # type: ignore[import-untyped]  # noqa: E402
from telegram_double import Double, User  # noqa: E402
from telegram_double.double import TOKEN  # noqa: E402
from telegram_double.people import private  # noqa: E402

from bot.tables import read_table  # noqa: E402

FLOOD = 1_000  # updates that wait at once, each of a chat of its own
RATE = 20  # updates a second while the delay is measured
INLINE = ("who", "who won", "who won best", "who won best actress", "who won best actress 2017 globes")
ECHO = """
import sys
from telegram.ext import Application, MessageHandler, filters
async def echo(update, _):
    await update.message.reply_text(update.message.text)
url = sys.argv[1]
app = Application.builder().token(sys.argv[2]).base_url(url + "/bot").concurrent_updates(sys.argv[3] == "many").build()
app.add_handler(MessageHandler(filters.TEXT, echo))
app.run_polling(allowed_updates=["message"])
"""


class Timed(Double):
    """A double that notes when each update was put and when the first request about its chat or query arrived: what
    it takes to check the request, some 20 ms for a page of inline cards, is the test's own."""

    def __post_init__(self) -> None:
        super().__post_init__()
        self.put_at: dict[int | str, float] = {}
        self.took_s: dict[int | str, float] = {}

    async def _call(self, name: str, form: dict[str, str]) -> Any:
        arrived = time.perf_counter()
        result = await super()._call(name, form)
        key: int | str = form.get("inline_query_id") or int(form.get("chat_id", 0))
        if key in self.put_at and name.startswith(("send", "answerInlineQuery")):
            self.took_s.setdefault(key, arrived - self.put_at[key])
        return result

    async def ask(self, number: int, text: str) -> None:
        """Let user `number` write to the bot in private."""
        user = User(number, "Ada")
        self.put_at[number] = time.perf_counter()
        await self.says(user, private(user), text)

    async def type(self, text: str) -> None:
        """Let somebody type a question after the bot's name."""
        key = f"i{len(self.inline) + 1}"
        self.put_at[key] = time.perf_counter()
        await self.types_inline(User(1, "Ada"), text)

    async def answered(self, count: int, limit_s: float = 120) -> None:
        """Wait until so many were answered."""
        async with asyncio.timeout(limit_s):
            while len(self.took_s) < count:
                await asyncio.sleep(0.005)


@asynccontextmanager
async def bot(double: Timed, command: list[str], **environ: str) -> AsyncIterator[psutil.Process]:
    """Run a bot on the double until it has asked for updates, then until the block ends."""
    env = {**os.environ, "PYTHONPATH": str(ROOT), **environ}
    process = subprocess.Popen([sys.executable, *command], env=env, stderr=subprocess.DEVNULL)
    try:
        while not any(name == "getUpdates" for name, _ in double.requests):
            assert process.poll() is None, "the bot ended"
            await asyncio.sleep(0.01)
        yield psutil.Process(process.pid)
    finally:
        process.terminate()
        await asyncio.to_thread(process.wait)


def ours(double: Timed, state_url: str) -> Any:
    """This bot, as `serve` runs it."""
    environ = {"TELEGRAM_BOT_TOKEN": TOKEN, "TELEGRAM_API_URL": double.url, "STATE_URL": state_url}
    return bot(double, ["-m", "bot", "serve"], **environ)


def echo(double: Timed, how: str) -> Any:
    """A bare python-telegram-bot that echoes."""
    return bot(double, ["-c", ECHO, double.url, TOKEN, how])


async def flood(start: Callable[[Timed], Any], questions: list[str]) -> tuple[float, float]:
    """Return updates a second when `FLOOD` of them wait, and the milliseconds of processor time that each takes."""
    async with Timed() as double, start(double) as process:
        for number in range(1, 51):  # connections are made, code is warm
            await double.ask(number, questions[number % len(questions)])
        await double.answered(50)
        started, used = time.perf_counter(), sum(process.cpu_times()[:2])
        for number in range(100, FLOOD + 100):
            await double.ask(number, questions[number % len(questions)])
        await double.answered(50 + FLOOD)
        used = sum(process.cpu_times()[:2]) - used
        return FLOOD / (time.perf_counter() - started), used / FLOOD * 1_000


async def trickle(start: Callable[[Timed], Any], questions: list[str], seconds: int, *, inline: bool) -> list[float]:
    """Return the milliseconds from update to reply, ascending, at `RATE` updates a second."""
    async with Timed() as double, start(double):
        rng = random.Random(1)
        for number in range(1, RATE * seconds + 1):
            await (double.type(rng.choice(INLINE)) if inline else double.ask(number, rng.choice(questions)))
            await asyncio.sleep(rng.expovariate(RATE))
        with suppress(TimeoutError):
            await double.answered(RATE * seconds, 20)
        return sorted(took_s * 1_000 for took_s in list(double.took_s.values())[20:])


def times(ms: list[float]) -> str:
    return f"p50 {median(ms):6.1f} ms  p99 {ms[int(len(ms) * 0.99)]:6.1f} ms" if ms else "no answers"


def corpus() -> list[str]:
    """Return questions of which none is asked twice in a flood: the example of every wording in data/intents.csv,
    with all their odd kinds, and four times as many plain ones.
    """
    examples = [row["example"] for row in read_table("intents") if row["example"]]
    prizes = ("best picture", "best director", "best actor", "best actress", "best supporting actress")
    years = range(1950, 2027)
    awards = ("oscars", "golden globes", "baftas")
    plain = [f"who won {prize} at the {year} {award}" for year in years for prize in prizes for award in awards]
    mixed = random.Random(1).sample([*examples, *plain[: FLOOD - len(examples) + 60]], k=FLOOD + 60)
    return list(dict.fromkeys(mixed))


async def main(seconds: int) -> None:
    """Print the figures."""
    questions = corpus()
    with tempfile.TemporaryDirectory() as folder:
        rivals: dict[str, Callable[[Timed], Any]] = {
            "echo, one at a time": lambda double: echo(double, "one"),
            "echo, many at a time": lambda double: echo(double, "many"),
            "awards-bot, SQLite": lambda double: ours(double, f"sqlite:///{folder}/{time.time_ns()}.db"),
        }
        for name, start in rivals.items():
            rate, used_ms = await flood(start, questions)
            delays = times(await trickle(start, questions, seconds, inline=False))
            print(f"{name:24} {rate:5.0f} updates/s  {used_ms:5.2f} ms of processor each  {delays}", flush=True)
        print(f"{'inline, SQLite':24} {'':43}  {times(await trickle(start, questions, seconds, inline=True))}")


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]) if len(sys.argv) > 1 else 10))
