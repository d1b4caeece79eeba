"""People who write to the bot all the time while something goes wrong, and what they get to read."""

from __future__ import annotations

import asyncio
import itertools
import random
import re
import time
from asyncio.subprocess import Process
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import create_engine
from sqlalchemy.engine import URL
from telegram_double import Double, User
from telegram_double.people import Chat, private
from telegram_double.process import start_process

CHATS = 200
RATE = 40  # updates a second
LIMIT_S = 120.0
_HEARD = re.compile(r"heard: (\d+)")


class Watched(Double):
    """A double that notes when each number was said and when it was first answered."""

    def __post_init__(self) -> None:
        super().__post_init__()
        self.said_at: dict[str, float] = {}
        self.heard_at: dict[str, float] = {}
        self.times: Counter[str] = Counter()

    async def says(self, who: User, where: Chat, text: str, **more: Any) -> dict[str, Any]:
        self.said_at.setdefault(text, time.monotonic())
        return await super().says(who, where, text, **more)

    async def _call(self, name: str, form: dict[str, str]) -> Any:
        result = await super()._call(name, form)
        if name == "sendMessage" and (match := _HEARD.match(result["text"])):
            self.times[match[1]] += 1
            self.heard_at.setdefault(match[1], time.monotonic())
        return result


@dataclass
class Trial:
    """One double, one database and some processes of the bot."""

    double: Watched
    url: URL
    folder: Path
    processes: dict[int, Process] = field(default_factory=dict)
    outputs: list[asyncio.Task[tuple[bytes, bytes | None]]] = field(default_factory=list)
    refused: int = 0
    numbers: Any = field(default_factory=itertools.count)

    async def start(self, number: int = 0, *, by_webhook: bool = True) -> None:
        """Start process `number`, and wait until it takes updates."""
        socket = self.folder / f"{number}.sock"
        socket.unlink(missing_ok=True)
        if by_webhook and str(socket) not in self.double.routes:
            self.double.routes.append(str(socket))
        asked, place = len(self.double.requests), str(socket) if by_webhook else ""
        url = self.url.render_as_string(hide_password=False)
        process = self.processes[number] = await start_process(self.double, url, place, "WARNING")
        self.outputs.append(asyncio.create_task(process.communicate()))
        while not (socket.exists() if by_webhook else self._polled_since(asked)) and process.returncode is None:
            await asyncio.sleep(0.02)

    def _polled_since(self, count: int) -> bool:
        return any(name == "getUpdates" for name, _ in self.double.requests[count:])

    async def kill(self, number: int = 0) -> None:
        """Kill process `number`, and wait for its end."""
        self.processes[number].kill()
        await self.processes[number].wait()

    async def talk(self, seconds: float) -> None:
        """Let people say numbers, each another one, in chats by chance."""
        rng, started = random.Random(1), time.monotonic()
        for place in itertools.count():
            if time.monotonic() - started > seconds:
                return
            who = User(rng.randint(1, CHATS), "Ada")
            await self.double.says(who, private(who), str(next(self.numbers)))
            await asyncio.sleep(max(0.0, started + place / RATE - time.monotonic()))

    async def answered(self) -> None:
        """Wait until every number was answered, or for `LIMIT_S`."""
        until = time.monotonic() + LIMIT_S
        while len(self.double.heard_at) < len(self.double.said_at) and time.monotonic() < until:
            await asyncio.sleep(0.05)
        await asyncio.sleep(1.0)

    def note_refused(self) -> None:
        """Note how often the webhook answered 503."""
        pushes = self.double.updates.pushes
        self.refused = pushes.statuses[503] if pushes else 0

    async def stop(self) -> str:
        """Stop what runs, and return what was logged."""
        for process in self.processes.values():
            if process.returncode is None:
                process.terminate()
        return "".join([(await output)[0].decode() for output in self.outputs])

    def __str__(self) -> str:
        """Return what became of what was said."""
        said, heard = self.double.said_at, self.double.heard_at
        took = sorted(heard[number] - said[number] for number in heard)
        delays = f"p50 {median(took):.2f} s, p99 {took[int(len(took) * 0.99)]:.2f} s, longest {took[-1]:.2f} s"
        again = sum(count - 1 for count in self.double.times.values())
        twice = max(0, self.count("outbox") - self.count("updates"))
        lost = len(said.keys() - heard.keys())
        return f"{len(said):,} asked, {lost} lost, {twice} handled twice, {again} sent again; {delays}"

    def count(self, table: str) -> int:
        """Return how many rows a table has."""
        engine = create_engine(self.url)
        with engine.connect() as db:
            found = db.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar_one()
        engine.dispose()
        return int(found)


@asynccontextmanager
async def trial(url: URL) -> AsyncIterator[Trial]:
    """Set up a trial; what still runs is stopped at its end."""
    with TemporaryDirectory() as folder:
        async with Watched() as double:
            made = Trial(double, url, Path(folder))
            try:
                yield made
            finally:
                await made.stop()
