"""Kills the bot at random moments while people write to it, and counts what became of every update.

    python tests/bench/kills.py                       one process on SQLite, polling
    python tests/bench/kills.py --replicas 3          three on PostgreSQL, behind a webhook
    python tests/bench/kills.py --updates 1000 --seed 2

Each chat says 0, 1, 2, …, and the bot answers each as the follow-up of the one before: an update that was lost, handled
twice or out of order breaks the chain of its chat. A message that was being sent at a kill may be sent again.
"""

from __future__ import annotations

import argparse
import asyncio
import itertools
import random
import sys
import tempfile
import time
from asyncio.subprocess import Process
from collections import Counter
from collections.abc import Container, Coroutine
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from databases import new_database, postgresql_server, sqlite_file  # noqa: E402
from sqlalchemy import create_engine  # noqa: E402
from sqlalchemy.engine import URL  # noqa: E402
from telegram_double import Double, User  # noqa: E402
from telegram_double.people import private  # noqa: E402
from telegram_double.process import start_process  # noqa: E402

LINES = 10  # of each chat
RATE = 150  # updates a second, whether the bot is up or not
UP_S = (0.0, 2.0)  # how long a process lives after its start, at least and at most
LIMIT_S = 900.0


@dataclass
class Count:
    """What became of the updates. `again` counts messages that were sent twice, `chains` broken conversations; of the
    lost ones, `skipped` were taken for what had ended the program."""

    accepted: int
    once: int
    lost: int
    skipped: int
    twice: int
    chains: int
    again: int
    kills: int
    seconds: float

    def __str__(self) -> str:
        return (
            f"{self.accepted:,} updates accepted, {self.once:,} handled once, {self.lost} lost "
            f"({self.skipped} skipped), {self.twice} handled twice, {self.chains} chats out of order; "
            f"{self.again} messages sent again; {self.kills} kills in {self.seconds:.0f} s"
        )


@dataclass
class Herd:
    """Processes of the bot on one double and one database: started, killed and started again."""

    double: Double
    state_url: str
    folder: Path
    rng: random.Random
    mortal: Container[int]
    kills: int = 0
    polls: int = 0
    counted: int = 0
    processes: dict[int, Process] = field(default_factory=dict)

    async def keep_killing(self, number: int, *, by_webhook: bool, ends: asyncio.Event, least: int) -> None:
        """Start process `number` and kill it, again and again until `ends`; the last one lives until `stop`."""
        socket = self.folder / f"{number}.sock"
        if by_webhook:
            self.double.routes.append(str(socket))
        for killed in itertools.count():
            lives_s = self.rng.uniform(*UP_S) if number in self.mortal else LIMIT_S
            process = await start_process(self.double, self.state_url, str(socket) if by_webhook else "", "ERROR")
            self.processes[number] = process
            output = asyncio.create_task(process.communicate())
            await self._up(process, socket if by_webhook else None)
            try:
                async with asyncio.timeout(lives_s):
                    await (ends if killed >= least or number not in self.mortal else asyncio.Event()).wait()
                return
            except TimeoutError:
                process.kill()
                self.kills += 1
                await output
                socket.unlink(missing_ok=True)

    async def _up(self, process: Process, socket: Path | None) -> None:
        """Wait until a process takes updates."""
        asked = self._polls()
        while not socket.exists() if socket else self._polls() == asked:
            assert process.returncode is None, "the bot ended by itself"
            await asyncio.sleep(0.01)

    def _polls(self) -> int:
        """Return how often updates were asked for; what was counted is not counted again."""
        requests = self.double.requests
        self.polls += sum(name == "getUpdates" for name, _ in requests[self.counted :])
        self.counted = len(requests)
        return self.polls

    async def stop(self) -> None:
        for process in self.processes.values():
            if process.returncode is None:
                process.terminate()
                await process.wait()


async def talk(double: Double, chats: int, rate: float, rng: random.Random) -> None:
    """Let every chat say its lines, in their order; the chats take turns by chance."""
    turns = [chat for chat in range(1, chats + 1) for _ in range(LINES)]
    rng.shuffle(turns)
    said: Counter[int] = Counter()
    started = time.monotonic()
    for place, chat in enumerate(turns):
        user = User(chat, "Ada")
        await double.says(user, private(user), str(said[chat]))
        said[chat] += 1
        await asyncio.sleep(max(0.0, started + place / rate - time.monotonic()))


async def run(
    updates: int,
    replicas: int,
    url: URL,
    seed: int,
    *,
    by_webhook: bool,
    rate: float = RATE,
    least: int = 0,
    mortal: Container[int] = (),
) -> Count:
    """Return what became of the updates, with so many processes on one database.

    Those with a number in `mortal`, or all, are killed at least `least` times each.
    """
    rng, chats, started = random.Random(seed), updates // LINES, time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        async with Double() as double:
            state_url, ends = url.render_as_string(hide_password=False), asyncio.Event()
            herd = Herd(double, state_url, Path(folder), rng, mortal or range(replicas))
            killing = [
                asyncio.create_task(herd.keep_killing(number, by_webhook=by_webhook, ends=ends, least=least))
                for number in range(replicas)
            ]
            await talk(double, chats, rate, rng)
            ends.set()
            await asyncio.gather(*killing)
            await double.updates.confirmed()
            await _settled(url)
            await herd.stop()
            assert double.problems == []
            return _count(double, url, chats, herd.kills, time.monotonic() - started)


async def _settled(url: URL) -> None:
    """Wait until nothing is left to do, and a moment longer: it would show what is done twice."""
    async with asyncio.timeout(LIMIT_S):
        while await asyncio.to_thread(_numbers, url, LEFT):
            await asyncio.sleep(0.2)
    await asyncio.sleep(1.0)


LEFT = "SELECT update_id FROM updates WHERE done_at IS NULL UNION SELECT id FROM outbox WHERE ended_at IS NULL"


def _numbers(url: URL, sql: str) -> list[int]:
    engine = create_engine(url)
    with engine.connect() as db:
        found = list(db.exec_driver_sql(sql).scalars())
    engine.dispose()
    return found


def _count(double: Double, url: URL, chats: int, kills: int, seconds: float) -> Count:
    accepted = len(_numbers(url, "SELECT update_id FROM updates"))
    answered = len(_numbers(url, "SELECT id FROM outbox WHERE message_id IS NOT NULL"))
    skipped = len(_numbers(url, "SELECT update_id FROM updates WHERE problem IS NOT NULL"))
    heard: dict[int, list[str]] = {chat: [] for chat in range(1, chats + 1)}
    for message in double.sent:
        heard[message["chat"]["id"]].append(message["text"])
    chain = ["heard: 0"] + [f"heard: {line} (after {line - 1})" for line in range(1, LINES)]
    read = {chat: [text for text, _ in itertools.groupby(texts)] for chat, texts in heard.items()}
    lost = skipped + sum(len(set(chain) - set(texts)) for texts in read.values())
    twice = max(0, answered - accepted) + sum(len(texts) - len(set(texts)) for texts in read.values())
    broken = sum(texts != chain for texts in read.values())
    again = len(double.sent) - sum(len(texts) for texts in read.values())
    return Count(accepted, accepted - lost - twice, lost, skipped, twice, broken, again, kills, seconds)


def _measured(args: argparse.Namespace, url: URL) -> Coroutine[Any, Any, Count]:
    return run(args.updates, args.replicas, url, args.seed, by_webhook=args.replicas > 1, rate=args.rate)


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--updates", type=int, default=10_000)
    parser.add_argument("--replicas", type=int, default=1, help="more than one share PostgreSQL")
    parser.add_argument("--rate", type=float, default=RATE, help="updates a second: fewer last longer, with more kills")
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    is_shared = args.replicas > 1
    with tempfile.TemporaryDirectory() as folder:
        if is_shared:
            with postgresql_server() as server:
                count = asyncio.run(_measured(args, new_database(server)))
        else:
            count = asyncio.run(_measured(args, sqlite_file(Path(folder))))
    name = f"{args.replicas} replicas on PostgreSQL" if is_shared else "one process on SQLite"
    print(f"{name}: {count}")


if __name__ == "__main__":
    main()
