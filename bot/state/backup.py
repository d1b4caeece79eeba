"""A backup of the state: all tables as they were at one moment, in one SQLite file, whichever database they are from.

So a backup of SQLite can be restored into PostgreSQL and the other way round, and one of an older version is brought
to this version's tables on the way.
"""

from __future__ import annotations

import contextlib
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, Table, delete, func, select, update
from sqlalchemy.engine import URL
from sqlalchemy.exc import SQLAlchemyError

from bot.errors import SettingsError
from bot.state.engine import READS_ONLY, open_engine, reason_of
from bot.state.tables import PASSING, metadata, outbox, updates

IN_FLIGHT_KEPT_S = 600.0  # what waited longer was answered elsewhere by now, or nobody waits for it
_ROWS_AT_ONCE = 500  # PostgreSQL binds at most 65,535 values in one statement
_TOO_OLD = "it waited in a backup for too long"
TABLES = [table for table in metadata.sorted_tables if table not in PASSING]  # all but those of running processes
_SQLITE_HEADER = b"SQLite format 3\x00"

Counts = dict[str, int]


def back_up(source: Engine, path: Path) -> Counts:
    """Write all tables to a new file, readable by its owner alone, and return their numbers of rows.

    The bot may run meanwhile: the file shows one moment, and nobody waits for it to be written.

    Raises:
        SettingsError: when the file is there already or cannot be written, or the database cannot be read.
    """
    if path.exists():
        raise SettingsError(f"{path} is there already; name a file that is not")
    with _explained(source, path), _aside(path) as part:
        engine = open_engine(URL.create("sqlite", database=str(part)))
        try:
            with _snapshot(source) as rows, engine.begin() as db:
                counts = _copy(rows, db)
            with engine.connect() as db:
                db.connection.execute("PRAGMA journal_mode = DELETE")  # else it would be three files
        finally:
            engine.dispose()
        part.rename(path)
    return counts


def restore(path: Path, target: Engine, now: float, *, replace: bool = False) -> Counts:
    """Put a backup in the place of all that is in `target`, in one transaction, and return the numbers of rows.

    Updates and messages that were in hand at the backup are given up when they are older than `IN_FLIGHT_KEPT_S`.

    Raises:
        SettingsError: when the file is no backup, `target` is not empty and not to be replaced, or cannot be written.
    """
    with _explained(target, path), tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "state.db"  # a backup of an older version is migrated, and the file left as it is
        _read_backup(path, copy)
        source = open_engine(URL.create("sqlite", database=str(copy)))
        try:
            with source.connect() as rows, target.begin() as db:
                _make_room(db, target, replace=replace)
                counts = _copy(rows, db)
                _count_on(db)
                _drop_stale(db, now)
        finally:
            source.dispose()
    return counts


@contextlib.contextmanager
def _snapshot(engine: Engine) -> Iterator[Connection]:
    """Yield a connection that reads what was committed at its first look, and holds up no writer."""
    options: dict[str, Any] = {READS_ONLY: True}
    if engine.dialect.name == "postgresql":
        options |= {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
    with engine.connect() as db:
        yield db.execution_options(**options)


def _copy(source: Connection, target: Connection) -> Counts:
    """Copy every table row by row; return their numbers of rows."""
    counts = {}
    for table in TABLES:
        counts[table.name] = 0
        for rows in source.execute(select(table)).mappings().partitions(_ROWS_AT_ONCE):
            target.execute(table.insert(), [dict(row) for row in rows])
            counts[table.name] += len(rows)
    return counts


def _make_room(db: Connection, target: Engine, *, replace: bool) -> None:
    """Empty the tables where that is allowed."""
    filled = [table for table in TABLES if _count(db, table)]
    if filled and not replace:
        raise SettingsError(
            f"the state database ({target.url.database}) is not empty; give --replace to delete what is in it"
        )
    for table in reversed(filled):
        db.execute(delete(table))


def _count(db: Connection, table: Table) -> int:
    return db.execute(select(func.count()).select_from(table)).scalar_one()


def _count_on(db: Connection) -> None:
    """Let PostgreSQL number new rows behind those that were copied; SQLite does so by itself."""
    if db.dialect.name != "postgresql":
        return
    for table in TABLES:
        column = table.autoincrement_column
        if column is not None and column.autoincrement is True:
            sequence = func.pg_get_serial_sequence(table.name, column.name)
            highest = select(func.coalesce(func.max(column), 0) + 1).scalar_subquery()
            db.execute(select(func.setval(sequence, highest, False)))


def _drop_stale(db: Connection, now: float) -> None:
    before = now - IN_FLIGHT_KEPT_S
    stale_updates = updates.c.done_at.is_(None) & (updates.c.received_at < before)
    db.execute(update(updates).where(stale_updates).values(raw="", lane=0, done_at=now, problem=_TOO_OLD))
    stale_messages = outbox.c.ended_at.is_(None) & (outbox.c.made_at < before)
    db.execute(update(outbox).where(stale_messages).values(params="", files="", ended_at=now, problem=_TOO_OLD))


def _read_backup(path: Path, copy: Path) -> None:
    """Copy a backup, after a look at whether it is one."""
    with path.open("rb") as file:
        if file.read(len(_SQLITE_HEADER)) != _SQLITE_HEADER:
            raise SettingsError(f"{path} is no backup; name a file that `awards-bot backup` has written")
    shutil.copyfile(path, copy)


@contextlib.contextmanager
def _aside(path: Path) -> Iterator[Path]:
    """Yield the path of a file beside `path` that is gone at the end, unless it was renamed."""
    with tempfile.TemporaryDirectory(prefix=f".{path.name}.", dir=path.parent) as folder:
        yield Path(folder) / path.name


@contextlib.contextmanager
def _explained(engine: Engine, path: Path) -> Iterator[None]:
    """Turn errors of files and databases into one line without secrets."""
    try:
        yield
    except SQLAlchemyError as error:
        raise SettingsError(f"the state could not be copied ({reason_of(error, engine.url)})") from None
    except OSError as error:
        raise SettingsError(f"{path}: {error.strerror or error}") from None
