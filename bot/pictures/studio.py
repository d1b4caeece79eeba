"""Makes pictures off the event loop, each only once, and keeps the last ones as files.

One thread does it: Pillow gives way to the event loop, which waits at most some milliseconds for it (printed by
tests/bench/pictures.py). A process of its own would take 40 MB and most of a second to start.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path

from bot.errors import PictureError
from bot.pictures.model import Picture, digest

MAX_KEPT_BYTES = 64_000_000  # some 1,000 pictures
MIN_AGE_S = 3_600.0  # a file that is younger may still have to be sent
MAX_WAITING = 64  # some three seconds of work; whoever comes then is told to try again
Draw = Callable[[Picture, bool], bytes]
_log = logging.getLogger(__name__)


def _draw(picture: Picture, dark: bool) -> bytes:
    from bot.pictures.draw import draw  # brings Pillow along, which only those need who ask for a picture

    return draw(picture, dark)


@cache
def _style() -> str:
    """Return what tells one way of drawing from another: pictures of an earlier version are made anew."""
    files = sorted(Path(__file__).parent.glob("*.py"))
    return digest(*(file.read_text(encoding="utf-8") for file in files))


class Studio:
    """One for each program; it is used from one event loop.

    `folder` is where the files lie, made when needed; `draw` makes the bytes, and runs in a thread.
    """

    def __init__(self, folder: Path, draw: Draw = _draw, max_kept_bytes: int = MAX_KEPT_BYTES) -> None:
        self.folder = folder
        self._draw = draw
        self._max_kept_bytes = max_kept_bytes
        self._making: dict[str, asyncio.Future[Path]] = {}
        self._thread: ThreadPoolExecutor | None = None

    async def make(self, picture: Picture, dark: bool = False) -> Path:
        """Return `picture` as a PNG file, the one that was made before where it still lies there.

        Raises:
            PictureError: when it cannot be drawn or written, or too many are waiting.
        """
        name = digest(picture, dark)
        making = self._making.get(name) or self._begin(name, picture, dark)
        try:
            return await asyncio.shield(making)  # who gives up waiting takes the picture from nobody else
        except Exception as error:
            raise PictureError(f"the picture could not be drawn ({type(error).__name__}: {error})") from error

    def close(self) -> None:
        """Let the thread end; what has not been begun is not made."""
        if self._thread:
            self._thread.shutdown(wait=False, cancel_futures=True)
            self._thread = None

    def _begin(self, name: str, picture: Picture, dark: bool) -> asyncio.Future[Path]:
        if len(self._making) >= MAX_WAITING:
            raise PictureError(f"{MAX_WAITING} pictures are waiting to be drawn; try again in a moment")
        self._thread = self._thread or ThreadPoolExecutor(1, thread_name_prefix="pictures")
        making = asyncio.get_running_loop().run_in_executor(self._thread, self._file, name, picture, dark)
        self._making[name] = making
        making.add_done_callback(lambda done: self._end(name, done))
        return making

    def _end(self, name: str, done: asyncio.Future[Path]) -> None:
        """Forget what is done; a failure has been told to those who wait, and is tried anew by the next."""
        del self._making[name]
        if not done.cancelled() and (error := done.exception()):
            _log.error("a picture could not be drawn", exc_info=error)

    # -- in the thread -----------------------------------------------------------------------------------

    def _file(self, name: str, picture: Picture, dark: bool) -> Path:
        """Return the file of a picture, drawn if it is not there."""
        path = self.folder / f"{_style()[:12]}-{name[:40]}.png"
        with contextlib.suppress(FileNotFoundError):
            os.utime(path)  # so that it is kept longer than those that nobody asks for
            return path
        self.folder.mkdir(parents=True, exist_ok=True)
        unfinished = path.with_suffix(f".{os.getpid()}")
        unfinished.write_bytes(self._draw(picture, dark))
        unfinished.replace(path)  # another program with the same folder never sees half a file
        self._tidy()
        return path

    def _tidy(self) -> None:
        """Delete the files that were not asked for for longest, until the rest is small enough."""
        found = [(file.stat(), file) for file in self.folder.glob("*.png")]
        size, now = sum(stat.st_size for stat, _ in found), time.time()
        for stat, file in sorted(found, key=lambda item: item[0].st_mtime):
            if size <= self._max_kept_bytes or now - stat.st_mtime < MIN_AGE_S:
                return
            file.unlink(missing_ok=True)
            size -= stat.st_size
