"""A day of the season as fast as the bot can: python tests/bench/season.py [--updates N]

People write in private and in groups, change what they have written, press buttons, ask for charts and type the bot's
name in other chats, most of them in the hours around a ceremony. The bot runs as `awards-bot serve` does, on all the
facts and a SQLite file. After each hour of the day stands its memory: it must not grow with what was said.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

import psutil  # type: ignore[import-untyped]  # noqa: E402
from bench_telegram import INLINE, bot, corpus  # noqa: E402
from telegram_double import Chat, Double, User  # noqa: E402
from telegram_double.double import TOKEN  # noqa: E402
from telegram_double.people import private  # noqa: E402

HOURS = (1, 1, 1, 1, 1, 1, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 6, 8, 12, 20, 30, 20, 8)  # shares of the day's updates
PEOPLE, GROUPS = 4_000, 400
KINDS = {"private": 60, "group": 20, "edit": 5, "press": 8, "inline": 5, "chart": 2}  # in a hundred updates
AT_ONCE = 100  # updates, before the bot is waited for
IDLE_S = 0.5


class Day:
    """What people do in a day, by chance but the same each time."""

    def __init__(self, double: Double) -> None:
        self._double = double
        self._rng = random.Random(1)
        self._questions = corpus()
        self._asked: list[dict[str, Any]] = []

    async def act(self) -> None:
        """Let somebody do something."""
        [kind] = self._rng.choices(list(KINDS), list(KINDS.values()))
        who = User(self._rng.randint(1, PEOPLE), "Ada")
        group = Chat(-self._rng.randint(1, GROUPS))
        question = self._rng.choice(self._questions)
        if kind == "group":
            await self._double.says(who, group, f"/ask {question}")
        elif kind == "edit" and self._asked:
            await self._double.edits(self._asked.pop(), question)
        elif kind == "press" and (message := self._with_button()):
            await self._double.presses_data(who, message, self._data_of(message))
        elif kind == "inline":
            await self._double.types_inline(who, self._rng.choice(INLINE))
        else:
            text = "chart most oscar wins by film" if kind == "chart" else question
            self._asked = [*self._asked[-20:], await self._double.says(who, private(who), text)]

    def _with_button(self) -> dict[str, Any] | None:
        """Return one of the bot's last messages that has a button to press."""
        return next((each for each in reversed(self._double.sent[-50:]) if self._data_of(each)), None)

    @staticmethod
    def _data_of(message: dict[str, Any]) -> str:
        rows = message.get("reply_markup", {}).get("inline_keyboard", [])
        return next((button["callback_data"] for row in rows for button in row if "callback_data" in button), "")


async def settled(process: psutil.Process) -> None:
    """Wait until the bot has nothing to do: it takes hardly any processor time."""
    while True:
        used = sum(process.cpu_times()[:2])
        await asyncio.sleep(IDLE_S)
        if sum(process.cpu_times()[:2]) - used < IDLE_S / 5:
            return


async def main(updates: int) -> None:
    """Print the memory after each hour of the day."""
    memory_mb, began, done = [], time.perf_counter(), 0
    with tempfile.TemporaryDirectory() as folder:
        async with Double() as double:
            environ = {"TELEGRAM_BOT_TOKEN": TOKEN, "TELEGRAM_API_URL": double.url}
            environ["STATE_URL"] = f"sqlite:///{folder}/state.db"
            async with bot(double, ["-m", "bot", "serve"], **environ) as process:  # type: ignore[arg-type]
                day = Day(double)
                for hour, share in enumerate(HOURS):
                    for _ in range(updates * share // sum(HOURS)):
                        await day.act()
                        done += 1
                        if done % AT_ONCE == 0:
                            await double.updates.confirmed()
                    await double.updates.confirmed()
                    await settled(process)
                    memory_mb.append(process.memory_info().rss / 1e6)
                    print(f"{hour + 1:2} h  {done:7,} updates  {memory_mb[-1]:5.0f} MB", flush=True)
    took_s, half = time.perf_counter() - began, len(HOURS) // 2
    print(
        f"{done:,} updates in {took_s:.0f} s; after half of the hours {memory_mb[half - 1]:.0f} MB, at the end "
        f"{memory_mb[-1]:.0f} MB; {len(double.problems)} requests that broke a rule"
    )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--updates", type=int, default=24_000)
    asyncio.run(main(parser.parse_args().updates))
