"""The store of facts, opened read-only, with a time limit for every query."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, TypeVar

from bot.errors import StoreError, StoreTimeout

QUERY_LIMIT_S = 0.5
STORE_VERSION = 5  # goes up with every change of the tables in bot/build/tables.py
_MAPPED_BYTES = 256 * 1024 * 1024  # the file is read as memory: no copy, and shared between processes
_STATEMENTS_KEPT = 512  # prepared; to prepare one takes longer than most of them run
_STEPS_PER_CHECK = 2_000  # virtual machine steps between two looks at the clock: some 0.1 ms
_ID_END, _PAIR_END = "\x1f", "\x1e"  # the separators of units and records: no name holds them

Row = sqlite3.Row
T = TypeVar("T")


class Store:
    """A read-only awards.db.

    Raises:
        StoreError: when the file is missing, no database, or of another version.
    """

    def __init__(self, path: Path, limit_s: float = QUERY_LIMIT_S) -> None:
        self.path = path
        self.limit_s = limit_s
        self._deadline = 0.0
        try:
            self._db = sqlite3.connect(
                f"{path.resolve().as_uri()}?mode=ro",
                uri=True,
                check_same_thread=False,
                cached_statements=_STATEMENTS_KEPT,
            )
            self._db.row_factory = sqlite3.Row
            self.meta = {row["key"]: row["value"] for row in self._db.execute("SELECT key, value FROM meta")}
        except sqlite3.Error as error:
            raise StoreError(f"{path}: cannot be read as a store ({error}); run: awards-bot build") from None
        if self.meta.get("version") != str(STORE_VERSION):
            raise StoreError(f"{path}: made by another version; run: awards-bot build")
        self._db.execute(f"PRAGMA mmap_size = {_MAPPED_BYTES}")
        self._db.set_progress_handler(self._is_late, _STEPS_PER_CHECK)

    def rows(self, sql: str, params: Sequence[Any] | dict[str, Any] = ()) -> list[Row]:
        """Return all rows of one query; values are always bound, never written into `sql`.

        Raises:
            StoreTimeout: when the query runs longer than `limit_s` seconds.
        """
        self._deadline = time.thread_time() + self.limit_s
        try:
            return self._db.execute(sql, params).fetchall()
        except sqlite3.OperationalError as error:
            if "interrupted" in str(error):
                raise StoreTimeout(f"a query took longer than {self.limit_s} s") from None
            raise

    def row(self, sql: str, params: Sequence[Any] | dict[str, Any] = ()) -> Row | None:
        """Return the first row of one query, or None."""
        found = self.rows(sql, params)
        return found[0] if found else None

    def close(self) -> None:
        self._db.close()

    def _is_late(self) -> int:
        """Return whether the query has worked too long; what other programs take of a busy machine does not count."""
        return int(time.thread_time() > self._deadline)


def pack_credits(pairs: Iterable[tuple[str, str]]) -> str:
    """Return (id, name) pairs as one text, as the build writes them into a nomination."""
    return _PAIR_END.join(f"{key}{_ID_END}{name}" for key, name in pairs)


def unpack_credits(packed: str) -> tuple[tuple[str, str], ...]:
    """Return the (id, name) pairs of a text by `pack_credits`."""
    if not packed:
        return ()
    return tuple([(key, name) for key, _, name in [pair.partition(_ID_END) for pair in packed.split(_PAIR_END)]])


def padded(values: Sequence[T]) -> Sequence[T]:
    """Return `values`, none or more, the last one repeated up to a power of two: for an IN list of hardly ever the
    same length, so that few statements have to be prepared.
    """
    count = len(values)
    return [*values, *([values[-1]] * ((1 << (count - 1).bit_length()) - count) if values else ())]


def marks(values: Iterable[object]) -> str:
    """Return "?,?,?" for as many values: the place holders of an IN list."""
    return ",".join("?" for _ in values)
