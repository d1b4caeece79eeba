"""Makes pictures off the event loop, each only once, and keeps the last ones.

One thread does it: Pillow gives way to the event loop while it fills and packs, so that the loop waits at most some
milliseconds (measured in tests/bench). A process of its own would take 40 MB and most of a second to start.
"""

from __future__ import annotations

import asyncio
import logging
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from bot.errors import PictureError
from bot.pictures.model import Picture, digest

MAX_KEPT_BYTES = 16_000_000  # some 250 pictures
MAX_WAITING = 64  # some three seconds of work; whoever comes then is told to try again
Draw = Callable[[Picture, bool], bytes]
_log = logging.getLogger(__name__)


def _draw(picture: Picture, dark: bool) -> bytes:
    from bot.pictures.draw import draw  # brings Pillow along, which only those need who ask for a picture

    return draw(picture, dark)


class Studio:
    """One for each program; it is used from one event loop. `draw` makes the bytes, and runs in a thread."""

    def __init__(self, draw: Draw = _draw, max_kept_bytes: int = MAX_KEPT_BYTES) -> None:
        self._draw = draw
        self._max_kept_bytes = max_kept_bytes
        self._kept: OrderedDict[str, bytes] = OrderedDict()
        self._size = 0
        self._making: dict[str, asyncio.Future[bytes]] = {}
        self._thread: ThreadPoolExecutor | None = None

    async def make(self, picture: Picture, dark: bool) -> bytes:
        """Return `picture` as PNG, from what is kept where it was made before.

        Raises:
            PictureError: when it cannot be drawn, or too many are waiting.
        """
        name = digest(picture, dark)
        if name in self._kept:
            self._kept.move_to_end(name)
            return self._kept[name]
        making = self._making.get(name) or self._begin(name, picture, dark)
        try:
            return await asyncio.shield(making)  # who gives up waiting takes the picture from nobody else
        except PictureError:
            raise
        except Exception as error:
            raise PictureError(f"the picture could not be drawn ({type(error).__name__}: {error})") from error

    def close(self) -> None:
        """Let the thread end; what has not been begun is not made."""
        if self._thread:
            self._thread.shutdown(wait=False, cancel_futures=True)
            self._thread = None

    def _begin(self, name: str, picture: Picture, dark: bool) -> asyncio.Future[bytes]:
        if len(self._making) >= MAX_WAITING:
            raise PictureError(f"{MAX_WAITING} pictures are waiting to be drawn; try again in a moment")
        self._thread = self._thread or ThreadPoolExecutor(1, thread_name_prefix="pictures")
        making = asyncio.get_running_loop().run_in_executor(self._thread, self._draw, picture, dark)
        self._making[name] = making
        making.add_done_callback(lambda done: self._end(name, done))
        return making

    def _end(self, name: str, done: asyncio.Future[bytes]) -> None:
        """Keep what was made; a failure is told to those who wait, and tried anew by the next."""
        del self._making[name]
        if done.cancelled():
            return
        error = done.exception()
        if error:
            _log.error("a picture could not be drawn", exc_info=error)
            return
        self._kept[name] = done.result()
        self._size += len(done.result())
        while self._size > self._max_kept_bytes:
            _, dropped = self._kept.popitem(last=False)
            self._size -= len(dropped)
