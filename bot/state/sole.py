"""A SQLite file has one process that serves with it: a second one is refused, rather than answer everything twice."""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Iterator
from pathlib import Path

from filelock import FileLock, Timeout
from sqlalchemy.engine import URL

from bot.errors import SettingsError
from bot.state.url import STATE_VARIABLE, shown

WAIT_S = 10.0  # for one that is just stopping
_log = logging.getLogger(__name__)


@contextlib.contextmanager
def sole_server(url: URL) -> Iterator[None]:
    """Be the only one inside the block who serves with a SQLite file; the lock ends with the process, however it ends.

    Processes that share PostgreSQL need none: they share out the chats.

    Raises:
        SettingsError: when another process serves with the file, and goes on doing so.
    """
    if url.drivername != "sqlite":
        yield
        return
    path = Path(str(url.database))
    lock = FileLock(path.with_name(f"{path.name}.lock"), mode=0o600)
    try:
        _take(lock)
    except Timeout:
        raise SettingsError(
            f"another awards-bot serves with {shown(url)}; stop it, or give this one another {STATE_VARIABLE} "
            "(several may share a PostgreSQL database)"
        ) from None
    try:
        yield
    finally:
        lock.release()


def _take(lock: FileLock) -> None:
    """Take the lock, if need be after a while."""
    try:
        lock.acquire(timeout=0)
    except Timeout:
        _log.warning("another awards-bot serves with this state; waiting for %.0f s", WAIT_S)
        lock.acquire(timeout=WAIT_S)
