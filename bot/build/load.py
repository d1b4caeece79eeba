"""Data files -> awards.db: written aside, swapped in at the end, the same rows every time."""

from __future__ import annotations

import contextlib
import gc
import os
import sqlite3
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sqlite_utils

from bot.build.assemble import Assembly
from bot.build.digest import sources_digest
from bot.build.progress import Progress
from bot.build.read import read_sources
from bot.build.standings import fill_standings
from bot.build.tables import INDEXES, SCHEMA
from bot.errors import DataError, StoreError
from bot.store import STORE_VERSION

_STORE_MODE = 0o644  # a temporary file starts closed to others, but a store holds public facts
_CACHE_KIB = 128 * 1024  # the whole store fits: no page is written twice
_TABLE_ORDER = (
    "body", "person", "work", "edition", "host", "category", "outcome", "nomination", "nomination_person",
    "nomination_work", "detail", "detail_tail", "alias", "quote", "fact", "fact_person", "fact_work",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build made: the file, the digest of its sources, the number of rows per table."""

    path: Path
    digest: str
    counts: dict[str, int]


def build_store(data_dir: Path, out: Path, progress: Progress | None = None) -> BuildReport:
    """Build `out` from the files under `data_dir`; whatever `out` was stays in place until the new one is whole.

    `progress` is called with (steps done, steps in all).

    Raises:
        DataError: when files, columns or cells are missing.
        StoreError: when the file cannot be written.
    """
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=f".{out.name}.", suffix=".part", dir=out.parent)
    except OSError as error:
        raise StoreError(f"{out}: cannot be written ({error.strerror})") from None
    os.close(handle)
    aside = Path(name)
    try:
        with _no_garbage():
            report = _build(data_dir, aside, out, progress or _silent)
        aside.chmod(_STORE_MODE)
        aside.replace(out)
    except (KeyError, ValueError, sqlite3.IntegrityError) as error:
        raise _explain(data_dir, out, error) from error
    except (OSError, sqlite3.Error) as error:
        raise StoreError(f"{out}: cannot be built ({error})") from error
    finally:
        aside.unlink(missing_ok=True)
    return report


@contextlib.contextmanager
def _no_garbage() -> Iterator[None]:
    """Keep the collector off: nearly all that a build makes lives to its end, and looking through it costs a tenth."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _explain(data_dir: Path, out: Path, error: Exception) -> DataError | StoreError:
    """Return what is wrong in the data when rows could not be used, instead of the bare error."""
    from bot.build.check import check_data  # the checks cost time: only when something is wrong

    problems = check_data(data_dir)
    return DataError(problems) if problems else StoreError(f"{out}: cannot be built ({error!r})")


def _build(data_dir: Path, aside: Path, out: Path, progress: Progress) -> BuildReport:
    digest = sources_digest(data_dir)
    sources = read_sources(data_dir)
    if sources.problems:
        raise DataError(sources.problems)
    assembly = Assembly(sources)
    total = len(assembly.steps) + 3
    for done, step in enumerate(assembly.steps, 1):
        step()
        progress(done, total)
    db = _fresh_database(aside)
    try:
        _fill(db, assembly)
        progress(total - 2, total)
        _fill_linking(db)
        progress(total - 1, total)
        counts = _finish(db, digest)
    finally:
        db.close()
    progress(total, total)
    return BuildReport(out, digest, counts)


def _fresh_database(path: Path) -> sqlite_utils.Database:
    """Return an empty database with the tables; it needs no journal, as a broken one is thrown away.

    References are looked at once, at the end, not row by row: that takes half the time.
    """
    db = sqlite_utils.Database(sqlite3.connect(path, isolation_level=None))
    db.conn.execute("PRAGMA journal_mode = OFF")
    db.conn.execute("PRAGMA synchronous = OFF")
    db.conn.execute(f"PRAGMA cache_size = {-_CACHE_KIB}")
    db.conn.executescript(SCHEMA)
    return db


def _fill(db: sqlite_utils.Database, assembly: Assembly) -> None:
    db.conn.execute("BEGIN")
    for table in _TABLE_ORDER:
        insert(db, table, assembly.tables[table])
    db.conn.executescript(INDEXES)


def insert(db: sqlite_utils.Database, table: str, rows: list[tuple[Any, ...]]) -> None:
    """Insert whole rows, values in the order of the table's columns."""
    if rows:
        places = ",".join("?" for _ in rows[0])
        db.conn.executemany(f"INSERT INTO {table} VALUES ({places})", rows)  # noqa: S608


def _fill_linking(db: sqlite_utils.Database) -> None:
    from bot.link import gazetteer  # reads the data folder when imported, and is needed only here

    fill_standings(db)
    gazetteer.create_tables(db)
    gazetteer.fill(db)


def _finish(db: sqlite_utils.Database, digest: str) -> dict[str, int]:
    """Write the meta table, see that all references hold, and leave the file as small and quick as it can be."""
    counts = {name: db.table(name).count for name in sorted(db.table_names()) if name != "meta"}
    meta = {"version": str(STORE_VERSION), "digest": digest}
    meta |= {f"rows.{name}": str(count) for name, count in counts.items()}
    insert(db, "meta", sorted(meta.items()))
    if db.conn.in_transaction:
        db.conn.execute("COMMIT")
    dangling = db.conn.execute("PRAGMA foreign_key_check").fetchall()
    if dangling:
        raise StoreError(f"references that lead nowhere: {dangling[:3]}")
    db.conn.execute("ANALYZE")
    return counts


def _silent(done: int, total: int) -> None:
    """Show no progress."""
