"""The studio: off the event loop, each picture once, bounded in memory, and alive after any failure."""

from __future__ import annotations

import asyncio
import os
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.errors import PictureError
from bot.pictures.model import Bar, Chart, Picture
from bot.pictures.studio import MAX_WAITING, Studio

pytestmark = pytest.mark.anyio


def picture(name: str) -> Chart:
    return Chart("ranked", name, "", (Bar(name, 1),))


class Pen:
    """Draws by hand: notes what is asked for, waits for leave, fails on "bad"."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, bool]] = []
        self.leave = threading.Event()
        self.leave.set()

    def __call__(self, wanted: Picture, dark: bool) -> bytes:
        assert self.leave.wait(5)
        self.asked.append((wanted.title, dark))
        if wanted.title == "bad":
            raise ValueError("out of paint")
        return f"{wanted.title} {dark}".encode()


@pytest.fixture
def pen() -> Pen:
    return Pen()


@pytest.fixture
def studio(tmp_path: Path, pen: Pen) -> Iterator[Studio]:
    made = Studio(tmp_path / "pictures", pen, max_kept_bytes=30)
    yield made
    pen.leave.set()
    made.close()


async def test_a_picture_is_made_once(studio: Studio, pen: Pen) -> None:
    """Two who ask at the same time, and one who asks later, get one picture; the dark one is another."""
    pen.leave.clear()
    first = asyncio.gather(studio.make(picture("a")), studio.make(picture("a")))
    await asyncio.sleep(0)
    pen.leave.set()
    one, other = await first
    assert one == other == await studio.make(picture("a"))
    assert one.read_bytes() == b"a False"
    assert (await studio.make(picture("a"), True)).read_bytes() == b"a True"
    assert pen.asked == [("a", False), ("a", True)]


async def test_what_was_made_outlives_the_program(studio: Studio, pen: Pen, tmp_path: Path) -> None:
    """A new studio over the same folder draws nothing again."""
    made = await studio.make(picture("a"))
    later = Studio(tmp_path / "pictures", pen)
    assert await later.make(picture("a")) == made
    assert len(pen.asked) == 1
    later.close()


async def test_what_is_kept_is_bounded(studio: Studio, pen: Pen) -> None:
    """Thirty bytes hold four pictures of seven: what was not asked for for longest goes, but nothing of this hour."""
    made = {name: await studio.make(picture(name)) for name in "abcde"}
    assert all(path.exists() for path in made.values())
    for name in "abcde":
        old = time.time() - 7_200 + "bacde".index(name)
        os.utime(made[name], (old, old))
    await studio.make(picture("a"))
    await studio.make(picture("f"))
    assert [name for name in "abcde" if made[name].exists()] == ["a", "d", "e"]
    pen.asked.clear()
    assert (await studio.make(picture("b"))).read_bytes() == b"b False"
    assert pen.asked == [("b", False)]


async def test_a_folder_that_cannot_be_written_is_told(pen: Pen, tmp_path: Path) -> None:
    """The picture is lost, not the program."""
    (tmp_path / "file").touch()
    studio = Studio(tmp_path / "file" / "pictures", pen)
    with pytest.raises(PictureError, match="NotADirectoryError"):
        await studio.make(picture("a"))
    studio.close()


async def test_a_failure_is_told_and_harms_nobody_else(studio: Studio, pen: Pen) -> None:
    """Whoever waits hears of it in one kind of error; the next picture is made, the bad one tried anew."""
    for _ in range(2):
        with pytest.raises(PictureError, match="out of paint"):
            await studio.make(picture("bad"))
    assert (await studio.make(picture("a"))).read_bytes() == b"a False"
    assert [name for name, _ in pen.asked] == ["bad", "bad", "a"]


async def test_giving_up_takes_it_from_nobody_else(studio: Studio, pen: Pen) -> None:
    """One of two who wait is cancelled: the other gets the picture."""
    pen.leave.clear()
    one, other = (asyncio.create_task(studio.make(picture("a"))) for _ in range(2))
    await asyncio.sleep(0)
    one.cancel()
    pen.leave.set()
    assert (await other).read_bytes() == b"a False"
    assert one.cancelled()


async def test_a_crowd_is_turned_away(studio: Studio, pen: Pen) -> None:
    """Work is not heaped up without end."""
    pen.leave.clear()
    tasks = [asyncio.create_task(studio.make(picture(str(number)))) for number in range(MAX_WAITING)]
    await asyncio.sleep(0)
    with pytest.raises(PictureError, match="try again"):
        await studio.make(picture("one too many"))
    pen.leave.set()
    assert len(await asyncio.gather(*tasks)) == MAX_WAITING


async def test_the_loop_goes_on_meanwhile(studio: Studio, pen: Pen) -> None:
    """While a picture is being drawn, everything else is served."""
    pen.leave.clear()
    making = asyncio.create_task(studio.make(picture("a")))
    started = time.monotonic()
    for _ in range(100):
        await asyncio.sleep(0)
    assert time.monotonic() - started < 1
    assert not making.done()
    pen.leave.set()
    await making


async def test_it_draws_real_pictures(tmp_path: Path) -> None:
    """Without a pen of its own it uses Pillow."""
    studio = Studio(tmp_path)
    assert (await studio.make(picture("a"), True)).read_bytes().startswith(b"\x89PNG")
    studio.close()
    studio.close()
