"""What goes wrong around a bot, one thing after the other, while people write to it; a line of figures for each.

    python tests/bench/faults.py                     everything
    python tests/bench/faults.py flood --seconds 60  one thing, for a minute

Each runs the bot in processes of its own, over real HTTP and on real databases. `disk` needs the right to mount.
"""

from __future__ import annotations

import argparse
import asyncio
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import Any
from unittest import mock

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from aiohttp import web  # noqa: E402
from databases import new_database, postgresql_server, restarted, sqlite_file  # noqa: E402
from sqlalchemy.engine import URL  # noqa: E402
from telegram_double import User  # noqa: E402
from telegram_double.cast import REPLIES  # noqa: E402
from telegram_double.double import Fault  # noqa: E402
from telegram_double.fake_core import FakeCore  # noqa: E402
from telegram_double.people import private  # noqa: E402
from telegram_double.stage import serving  # noqa: E402
from trial import Trial, Watched, trial  # noqa: E402

REPLICAS = 3
BEN = User(999, "Ben")
STEPS_S = (3_600.0, -3_600.0, -86_400.0, 90_000.0)


@asynccontextmanager
async def talking(url: URL, replicas: int = 1, seconds: float = 0.0) -> AsyncIterator[Trial]:
    """Run replicas and let people write inside the block and `seconds` longer; all of it is answered then."""
    async with trial(url) as made:
        await asyncio.gather(*(made.start(number) for number in range(replicas)))
        talk = asyncio.create_task(made.talk(seconds + 4))
        await asyncio.sleep(2)
        yield made
        await talk
        await made.answered()
        made.note_refused()


async def kill(server: URL, seconds: float) -> str:
    """One of three replicas is killed under load, and not started again."""
    async with talking(new_database(server), REPLICAS, seconds) as made:
        await made.kill(1)
    return str(made)


async def postgresql(server: URL, seconds: float) -> str:
    """PostgreSQL is stopped under load, and started again after two seconds."""
    async with talking(new_database(server), REPLICAS, seconds) as made:
        await asyncio.to_thread(restarted, server, 2.0)
    return f"{made}; {made.refused} updates refused with 503, and sent again by Telegram"


async def refusing(server: URL, seconds: float) -> str:
    """The Bot API takes no connection."""
    async with talking(sqlite_file(Path(tempfile.mkdtemp())), 1, seconds) as made:
        await _absent(made.double, seconds)
    return str(made)


async def _absent(double: Watched, seconds: float) -> None:
    """Close the double's address for a while."""
    [site] = double._runner.sites
    host, port = double._runner.addresses[0][:2]
    for connection in [*(double._runner.server.connections if double._runner.server else ())]:
        connection.force_close()
    await site.stop()
    await asyncio.sleep(seconds)
    await web.TCPSite(double._runner, host, port).start()


async def slow(server: URL, seconds: float) -> str:
    """The Bot API takes two seconds for each message."""
    return await _failing(seconds, Fault(delay_s=2.0, times=10**9))


async def cut(server: URL, seconds: float) -> str:
    """The Bot API cuts each connection after it has taken the message."""
    return await _failing(seconds, Fault(0, served=True, times=10**9))


async def flood(server: URL, seconds: float) -> str:
    """The Bot API answers 429 to every message."""
    return await _failing(seconds, Fault(429, retry_after=2, times=10**9))


async def _failing(seconds: float, fault: Fault) -> str:
    async with talking(sqlite_file(Path(tempfile.mkdtemp())), 1, seconds) as made:
        made.double.fail("sendMessage", fault)
        await asyncio.sleep(seconds)
        made.double.faults.clear()
    return str(made)


async def clock(server: URL, seconds: float) -> str:
    """The clock of the bot's machine is set on by an hour, back, back by a day, and on by 25 hours."""
    real, ahead_s = time.time, 0.0
    made = Trial(Watched(), sqlite_file(Path(tempfile.mkdtemp())), Path())
    with mock.patch("time.time", lambda: real() + ahead_s):
        async with made.double, serving(made.double, FakeCore(), REPLIES, state_url=made.url.render_as_string()):
            for step_s in STEPS_S:
                await made.talk(seconds / 8)
                ahead_s += step_s
                await made.talk(seconds / 8)
            await made.answered()
    return str(made)


async def pollers(server: URL, seconds: float) -> str:
    """Two programs poll with one token."""
    async with trial(sqlite_file(Path(tempfile.mkdtemp()))) as made:
        await made.start(0, by_webhook=False)
        made.url, url = sqlite_file(Path(tempfile.mkdtemp())), made.url
        await made.start(1, by_webhook=False)
        await asyncio.sleep(seconds)
        await made.kill(1)
        made.url = url
        await made.talk(2)
        await made.answered()
        said = (await made.stop()).count("another program polls with the same bot token; stop one of the two")
    return f"{made}; said {said} times in {seconds:.0f} s and two logs"


async def poison(server: URL, seconds: float) -> str:
    """An update ends whichever process handles it; processes are started again, as a container engine does."""
    async with trial(new_database(server)) as made:
        await asyncio.gather(made.start(0), made.start(1))
        ends, started = 0, time.monotonic()
        talk = asyncio.create_task(made.talk(seconds))
        await made.double.says(BEN, private(BEN), "die")
        await made.double.says(BEN, private(BEN), "777777")
        while "777777" not in made.double.heard_at:
            for number, process in list(made.processes.items()):
                if process.returncode is not None:
                    ends += 1
                    await made.start(number)
            await asyncio.sleep(0.05)
        took_s = time.monotonic() - started
        await talk
        made.double.said_at.pop("die")
        await made.answered()
    return f"{made}; {ends} ends, then it was skipped and the chat went on, after {took_s:.1f} s"


async def disk(server: URL, seconds: float) -> str:
    """The disk of the state is full."""
    with _small_disk() as folder:
        async with talking(sqlite_file(folder), 1, seconds) as made:
            _fill(folder / "other")
            await asyncio.sleep(seconds)
            (folder / "other").unlink()
        figures = f"{made}; {made.refused} updates refused with 503, and sent again by Telegram"
        log = await made.stop()
    lines = sum("could not be stored" in line or "cannot be written" in line for line in log.splitlines())
    return f"{figures}; {lines} lines in the log"


@contextmanager
def _small_disk() -> Iterator[Path]:
    """Mount a disk of 16 MB."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["mount", "-t", "tmpfs", "-o", "size=16m", "tmpfs", folder], check=True)
        try:
            yield Path(folder)
        finally:
            subprocess.run(["umount", "--lazy", folder], check=True)


def _fill(path: Path) -> None:
    """Write a file until the disk is full."""
    try:
        with path.open("wb", buffering=0) as file:
            for _ in range(10**6):
                file.write(b"x" * 4_096)
    except OSError:
        return


SCENARIOS: dict[str, Callable[[URL, float], Coroutine[Any, Any, str]]] = {
    each.__name__: each for each in (kill, postgresql, refusing, slow, cut, flood, clock, pollers, poison, disk)
}


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(SCENARIOS))
    parser.add_argument("--seconds", type=float, default=10.0, help="how long each lasts")
    args = parser.parse_args()
    with postgresql_server() as server:
        for name in args.names or SCENARIOS:
            print(f"{name}: {asyncio.run(SCENARIOS[name](server, args.seconds))}", flush=True)


if __name__ == "__main__":
    main()
