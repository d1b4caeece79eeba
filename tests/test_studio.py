"""The studio: off the event loop, each picture once, bounded in memory, and alive after any failure."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Iterator

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
def studio(pen: Pen) -> Iterator[Studio]:
    made = Studio(pen, max_kept_bytes=30)
    yield made
    pen.leave.set()
    made.close()


async def test_a_picture_is_made_once(studio: Studio, pen: Pen) -> None:
    """Two who ask at the same time, and one who asks later, get one picture; the dark one is another."""
    pen.leave.clear()
    first = asyncio.gather(studio.make(picture("a"), False), studio.make(picture("a"), False))
    await asyncio.sleep(0)
    pen.leave.set()
    assert list(await first) == [b"a False", b"a False"]
    assert await studio.make(picture("a"), False) == b"a False"
    assert await studio.make(picture("a"), True) == b"a True"
    assert pen.asked == [("a", False), ("a", True)]


async def test_what_is_kept_is_bounded(studio: Studio, pen: Pen) -> None:
    """Thirty bytes hold four pictures of seven: of a fifth the one unused for longest goes."""
    for name in "abcda":
        await studio.make(picture(name), False)
    await studio.make(picture("e"), False)
    pen.asked.clear()
    for name in "acde":
        await studio.make(picture(name), False)
    assert pen.asked == []
    await studio.make(picture("b"), False)
    assert pen.asked == [("b", False)]


async def test_a_failure_is_told_and_harms_nobody_else(studio: Studio, pen: Pen) -> None:
    """Whoever waits hears of it in one kind of error; the next picture is made, the bad one tried anew."""
    for _ in range(2):
        with pytest.raises(PictureError, match="out of paint"):
            await studio.make(picture("bad"), False)
    assert await studio.make(picture("a"), False) == b"a False"
    assert [name for name, _ in pen.asked] == ["bad", "bad", "a"]


async def test_giving_up_takes_it_from_nobody_else(studio: Studio, pen: Pen) -> None:
    """One of two who wait is cancelled: the other gets the picture."""
    pen.leave.clear()
    one, other = (asyncio.create_task(studio.make(picture("a"), False)) for _ in range(2))
    await asyncio.sleep(0)
    one.cancel()
    pen.leave.set()
    assert await other == b"a False"
    assert one.cancelled()


async def test_a_crowd_is_turned_away(studio: Studio, pen: Pen) -> None:
    """Work is not heaped up without end."""
    pen.leave.clear()
    tasks = [asyncio.create_task(studio.make(picture(str(number)), False)) for number in range(MAX_WAITING)]
    await asyncio.sleep(0)
    with pytest.raises(PictureError, match="try again"):
        await studio.make(picture("one too many"), False)
    pen.leave.set()
    assert len(await asyncio.gather(*tasks)) == MAX_WAITING


async def test_the_loop_goes_on_meanwhile(studio: Studio, pen: Pen) -> None:
    """While a picture is being drawn, everything else is served."""
    pen.leave.clear()
    making = asyncio.create_task(studio.make(picture("a"), False))
    started = time.monotonic()
    for _ in range(100):
        await asyncio.sleep(0)
    assert time.monotonic() - started < 1
    assert not making.done()
    pen.leave.set()
    await making


async def test_it_draws_real_pictures() -> None:
    """Without a pen of its own it uses Pillow."""
    studio = Studio()
    assert (await studio.make(picture("a"), True)).startswith(b"\x89PNG")
    studio.close()
    studio.close()
