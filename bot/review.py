"""The host's review list: questions that got no answer, and answers that somebody called wrong.

Kept only when the host has said so (`AWARDS_KEEP_UNANSWERED`), as text alone: no user, no chat, no time of day.
A line in data/ mends most of them.
"""

from __future__ import annotations

import contextlib
import re
import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

from bot.errors import SettingsError, StoreError
from bot.text import fold

KEEP_VARIABLE = "AWARDS_KEEP_UNANSWERED"
FILE_VARIABLE = "AWARDS_REVIEW"
MAX_ENTRIES = 2_000  # different texts; beyond it the rarest and oldest go
MAX_TEXT_CHARS = 300
_BUSY_S = 2.0  # how long a writer waits for another
_YES, _NO = frozenset({"1", "yes", "true", "on"}), frozenset({"", "0", "no", "false", "off"})
_PRIVATE = re.compile(r"\S+@\S+|@\w+|https?://\S+|\+?\d[\d ()/-]{6,}\d")  # addresses, names of users, telephone numbers
_SCHEMA = """
CREATE TABLE IF NOT EXISTS entry (
    kind TEXT NOT NULL, folded TEXT NOT NULL, text TEXT NOT NULL, reason TEXT NOT NULL,
    times INTEGER NOT NULL, last_day TEXT NOT NULL, PRIMARY KEY (kind, folded)
) STRICT
"""
Kind = Literal["unanswered", "report"]


@dataclass(frozen=True, slots=True)
class Entry:
    """One text of the list: `times` it came, `reason` the failure (or, of a report, the answer called wrong)."""

    kind: Kind
    text: str
    reason: str
    times: int
    last_day: date


class ReviewList:
    """The list in a small SQLite file; every call opens it anew, so that threads and processes may share it."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def add(self, kind: Kind, text: str, reason: str, today: date) -> None:
        """Count one text; names of users, addresses and telephone numbers in it are struck out."""
        shown = strike_out(text)
        key = fold(shown)
        if not key:
            return
        with self._open() as db:
            db.execute(
                "INSERT INTO entry VALUES (?, ?, ?, ?, 1, ?) ON CONFLICT (kind, folded) DO UPDATE SET"
                " times = times + 1, reason = excluded.reason, last_day = excluded.last_day",
                (kind, key, shown, strike_out(reason), today.isoformat()),
            )
            db.execute(
                "DELETE FROM entry WHERE rowid NOT IN"
                " (SELECT rowid FROM entry ORDER BY times DESC, last_day DESC, rowid DESC LIMIT ?)",
                (MAX_ENTRIES,),
            )

    def entries(self, limit: int = 50) -> list[Entry]:
        """Return at most `limit` entries, the most frequent first, then the newest."""
        if not self.path.exists():
            return []
        with self._open() as db:
            rows = db.execute(
                "SELECT kind, text, reason, times, last_day FROM entry"
                " ORDER BY times DESC, last_day DESC, text LIMIT ?",
                (limit,),
            ).fetchall()
        return [Entry(kind, text, reason, times, date.fromisoformat(day)) for kind, text, reason, times, day in rows]

    def clear(self) -> int:
        """Delete all entries and return how many there were."""
        if not self.path.exists():
            return 0
        with self._open() as db:
            return db.execute("DELETE FROM entry").rowcount

    @contextlib.contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        """Yield the database within one transaction.

        Raises:
            StoreError: when the file cannot be read or written.
        """
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with contextlib.closing(sqlite3.connect(self.path, timeout=_BUSY_S)) as db, db:
                db.execute(_SCHEMA)
                yield db
        except (OSError, sqlite3.Error) as error:
            raise StoreError(f"{self.path}: the review list cannot be used ({error})") from None


def strike_out(text: str) -> str:
    """Return `text` cut to `MAX_TEXT_CHARS` on one line, with what may name somebody replaced by "…"."""
    return " ".join(_PRIVATE.sub("…", text).split())[:MAX_TEXT_CHARS]


def review_path(environ: Mapping[str, str]) -> Path:
    """Return the file of the list: `AWARDS_REVIEW`, else one in the user's data folder."""
    if chosen := environ.get(FILE_VARIABLE, "").strip():
        return Path(chosen)
    from platformdirs import user_data_path  # slow to import, and rarely needed

    return user_data_path("awards-bot", appauthor=False) / "review.db"


def open_review(environ: Mapping[str, str]) -> ReviewList | None:
    """Return the list when the host has agreed to keep one, else None.

    Raises:
        SettingsError: when `AWARDS_KEEP_UNANSWERED` is neither yes nor no.
    """
    said = environ.get(KEEP_VARIABLE, "").strip().lower()
    if said in _NO:
        return None
    if said not in _YES:
        raise SettingsError(f"{KEEP_VARIABLE} is {said!r}; set it to 1 to keep unanswered questions, or to 0")
    return ReviewList(review_path(environ))
