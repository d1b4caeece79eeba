"""Updates a second through the webhook: python tests/bench/load_webhook.py [--updates N] [--replicas 1 2 3]

In one run: a bare python-telegram-bot webhook that echoes, this bot with SQLite, and one, two and three replicas of it
on PostgreSQL. Each runs as `awards-bot serve --webhook` does, on all the facts, and is asked questions that differ. The
double that pushes runs in this process; it checks no message here, which would take longer than to answer. Last comes
how many questions a second the core answers by itself.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

import psutil  # type: ignore[import-untyped]  # noqa: E402
from bench_telegram import FLOOD, Timed, corpus  # noqa: E402
from databases import new_database, postgresql_server, sqlite_file  # noqa: E402
from sqlalchemy.engine import URL  # noqa: E402
from telegram_double.double import TOKEN  # noqa: E402
from telegram_double.stage import HOOK_SECRET, HOOK_URL  # noqa: E402

from bot.answer import Core  # noqa: E402
from bot.cli.opening import open_core  # noqa: E402
from bot.model import Context  # noqa: E402

WARM_UP = 50  # updates: connections are made, code is warm
START_S = 120.0
ECHO = """
import asyncio, json, sys
from aiohttp import web
from telegram import Update
from telegram.ext import Application, MessageHandler, filters
async def echo(update, _):
    await update.message.reply_text(update.message.text)
async def main(url, token, socket, hook, secret):
    app = Application.builder().token(token).base_url(url + "/bot").updater(None).concurrent_updates(True).build()
    app.add_handler(MessageHandler(filters.TEXT, echo))
    async def take(request):
        await app.update_queue.put(Update.de_json(json.loads(await request.text()), app.bot))
        return web.Response()
    server = web.Application()
    server.router.add_post("/{path:.*}", take)
    runner = web.AppRunner(server, access_log=None)
    async with app:
        await app.start()
        await runner.setup()
        await web.UnixSite(runner, socket).start()
        await app.bot.set_webhook(hook, secret_token=secret, max_connections=100)
        await asyncio.Event().wait()
asyncio.run(main(*sys.argv[1:]))
"""


class Light(Timed):
    """A double that takes every message as it is."""

    async def _call(self, name: str, form: dict[str, str]) -> Any:
        if name != "sendMessage":
            return await super()._call(name, form)
        chat_id = int(form["chat_id"])
        if chat_id in self.put_at:
            self.took_s.setdefault(chat_id, time.perf_counter() - self.put_at[chat_id])
        return {"message_id": len(self.took_s), "date": 1, "chat": {"id": chat_id, "type": "private"}, "text": "x"}


@asynccontextmanager
async def bots(double: Timed, commands: list[tuple[list[str], dict[str, str]]]) -> AsyncIterator[list[psutil.Process]]:
    """Run bots on the double until all of them take updates, then until the block ends."""
    started = [
        subprocess.Popen([sys.executable, *command], env=os.environ | environ, stderr=subprocess.DEVNULL)
        for command, environ in commands
    ]
    try:
        async with asyncio.timeout(START_S):
            while sum(name == "setWebhook" for name, _ in double.requests) < len(started):
                assert all(each.poll() is None for each in started), "a bot ended"
                await asyncio.sleep(0.05)
        yield [psutil.Process(each.pid) for each in started]
    finally:
        for each in started:
            each.terminate()
        for each in started:
            await asyncio.to_thread(each.wait)


def ours(double: Timed, url: URL, count: int, folder: Path) -> list[tuple[list[str], dict[str, str]]]:
    """Return how `count` replicas are started."""
    environ = {
        "TELEGRAM_BOT_TOKEN": TOKEN,
        "TELEGRAM_API_URL": double.url,
        "STATE_URL": url.render_as_string(hide_password=False),
        "WEBHOOK_URL": HOOK_URL,
        "WEBHOOK_SECRET": HOOK_SECRET,
        "PYTHONPATH": str(ROOT),
    }
    double.routes += [str(folder / f"{number}.sock") for number in range(count)]
    return [(["-m", "bot", "serve", "--webhook"], environ | {"WEBHOOK_LISTEN": route}) for route in double.routes]


def echo(double: Timed, folder: Path) -> list[tuple[list[str], dict[str, str]]]:
    """Return how the bare bot is started."""
    double.routes.append(str(folder / "echo.sock"))
    return [(["-c", ECHO, double.url, TOKEN, double.routes[0], HOOK_URL, HOOK_SECRET], {})]


async def flood(name: str, url: URL | None, count: int, updates: int, questions: list[str]) -> None:
    """Print what one bot, or several, make of `updates` that wait at once, each of a chat of its own."""
    with tempfile.TemporaryDirectory() as folder:
        async with Light() as double:
            commands = ours(double, url, count, Path(folder)) if url else echo(double, Path(folder))
            async with bots(double, commands) as processes:
                for number in range(1, WARM_UP + 1):
                    await double.ask(number, questions[-number])
                await double.answered(WARM_UP)
                began, used = time.perf_counter(), _used_s(processes)
                for number in range(updates):
                    await double.ask(1_000 + number, questions[number % len(questions)])
                await double.answered(WARM_UP + updates, 600)
                took, used = time.perf_counter() - began, _used_s(processes) - used
                memory = max(each.memory_info().rss for each in processes) / 1e6
    cost_ms = used / updates * 1_000
    print(
        f"{name:28} {updates / took:5.0f} updates/s  {cost_ms:5.2f} ms of processor each  {memory:4.0f} MB", flush=True
    )


def _used_s(processes: list[psutil.Process]) -> float:
    return float(sum(sum(each.cpu_times()[:2]) for each in processes))


def core_alone(core: Core, questions: list[str]) -> None:
    """Print how many questions a second one process answers, with nothing around it."""
    for question in questions[:WARM_UP]:
        core.answer(question, Context(), date.today())
    began = time.perf_counter()
    for question in questions:
        core.answer(question, Context(), date.today())
    print(f"{'the core alone':28} {len(questions) / (time.perf_counter() - began):5.0f} questions/s", flush=True)


async def main(updates: int, replicas: list[int]) -> None:
    """Print the figures."""
    questions = corpus()
    await flood("python-telegram-bot, echo", None, 1, updates, questions)
    with tempfile.TemporaryDirectory() as folder:
        await flood("awards-bot, SQLite", sqlite_file(Path(folder)), 1, updates, questions)
    with postgresql_server() as server:
        for count in replicas:
            name = f"awards-bot, PostgreSQL, {count}"
            await flood(name, new_database(server), count, updates, questions)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--updates", type=int, default=FLOOD)
    parser.add_argument("--replicas", type=int, nargs="*", default=[1, 2, 3])
    args = parser.parse_args()
    asyncio.run(main(args.updates, args.replicas))
    core_alone(open_core(many=True), corpus())
