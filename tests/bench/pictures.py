"""How long cards and charts take, and how long the event loop waits for them: python tests/bench/pictures.py"""

from __future__ import annotations

import asyncio
import re
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from statistics import median

from bot.cli.opening import open_core
from bot.model import Context
from bot.pictures.model import Picture
from bot.pictures.studio import Studio

TODAY = date(2026, 11, 22)
RUNS = 20
QUESTIONS = {
    "card of a ceremony": "oscars 2017",
    "card of a film": "the lord of the rings the return of the king",
    "card of a person": "meryl streep",
    "chart of a ranking": "chart most oscar nominations by film",
    "chart of decades": "chart nominations by decade of meryl streep",
    "chart of years": "chart oscar nominations by year",
}


def main() -> None:
    """Measure and print."""
    core = open_core()
    before = memory_mb()
    pictures = {
        name: core.picture(core.answer(text, Context(), TODAY).reply, TODAY) for name, text in QUESTIONS.items()
    }
    started = time.perf_counter()
    from bot.pictures.draw import draw

    show("Pillow, imported", f"{(time.perf_counter() - started) * 1000:.0f} ms")
    assert "PIL" in sys.modules
    for name, picture in pictures.items():
        assert picture is not None, name
        size = len(draw(picture, False))
        times = [timed(lambda picture=picture: draw(picture, False)) for _ in range(RUNS)]  # type: ignore[misc]
        show(name, f"median {median(times):.0f} ms, worst {max(times):.0f} ms, {size / 1024:.0f} kB")
    show("memory for all of it", f"{memory_mb() - before:.0f} MB")
    card = pictures["card of a person"]
    assert card is not None
    asyncio.run(measure_loop(card))


async def measure_loop(picture: Picture) -> None:
    """Print how late the event loop comes to its turn while the studio draws, and how long a kept picture takes."""
    with tempfile.TemporaryDirectory() as folder:
        studio = Studio(Path(folder))
        await studio.make(picture)
        show("an idle loop is late by", await delays(asyncio.sleep(1)))
        show("beside the studio by", await delays(make_many(studio, picture)))
        started = time.perf_counter()
        await studio.make(picture)
        show("a picture made before", f"{(time.perf_counter() - started) * 1000:.2f} ms")
        studio.close()


async def make_many(studio: Studio, picture: Picture) -> None:
    """Make as many different pictures as there are runs, one after another."""
    for number in range(RUNS):
        await studio.make(replace(picture, title=f"{number}"))


async def delays(work: Awaitable[None]) -> str:
    """Return how late the loop came to its turn while `work` was done."""
    late: list[float] = []
    watch = asyncio.create_task(note_delays(late))
    await work
    watch.cancel()
    late.sort()
    return f"p99 {late[len(late) * 99 // 100]:.1f} ms, worst {late[-1]:.1f} ms"


async def note_delays(late: list[float]) -> None:
    """Note for every millisecond by how many milliseconds the loop missed it."""
    while True:
        started = time.perf_counter()
        await asyncio.sleep(0.001)
        late.append((time.perf_counter() - started) * 1000 - 1)


def timed(action: Callable[[], object]) -> float:
    """Return how long `action` takes, in milliseconds."""
    started = time.perf_counter()
    action()
    return (time.perf_counter() - started) * 1000


def memory_mb() -> float:
    """Return the memory of this process in megabytes, 0 where only Linux could tell."""
    status = Path("/proc/self/status")
    found = re.search(r"^VmRSS:\s+(\d+) kB$", status.read_text(), re.MULTILINE) if status.exists() else None
    return int(found.group(1)) / 1024 if found else 0.0


def show(what: str, figure: str) -> None:
    """Print one line of the table."""
    print(f"{what:<28} {figure}", flush=True)


if __name__ == "__main__":
    main()
