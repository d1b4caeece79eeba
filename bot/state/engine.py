"""Opens the database: SQLite in WAL mode with foreign keys, or PostgreSQL; an error is one line without secrets."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

from alembic.util import CommandError
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL
from sqlalchemy.exc import SQLAlchemyError

from bot.errors import SettingsError
from bot.state.migrate import migrate
from bot.state.url import STATE_VARIABLE, shown

StateEngine = Engine
BUSY_TIMEOUT_S = 30  # as long as another process may hold the database, such as one that migrates it
READS_ONLY = "reads_only"  # an execution option: the transaction writes nothing, so it needs no lock
_REASON_CHARS = 200
# synchronous=FULL: what was committed survives a power cut too. secure_delete: what is deleted is overwritten.
_PRAGMAS = ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON")


def open_engine(url: URL) -> Engine:
    """Return an engine on the database at `url`, migrated to this version's tables.

    Raises:
        SettingsError: when it cannot be opened or migrated; one line, without the password.
    """
    engine = create_engine(url, **options_for(url))
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    try:
        if engine.dialect.name == "sqlite":
            _make_file(Path(str(url.database)))
        migrate(engine)
    except CommandError:
        engine.dispose()
        raise SettingsError(
            f"the state database ({shown(url)}) was made by a newer version of the program; install that one"
        ) from None
    except (SQLAlchemyError, OSError) as error:
        engine.dispose()
        raise SettingsError(
            f"the state database ({shown(url)}) cannot be opened ({reason_of(error, url)}); check {STATE_VARIABLE}"
        ) from None
    return engine


def options_for(url: URL) -> dict[str, Any]:
    """Return the options of an engine. An error shows no parameters: they are what people said."""
    if url.drivername == "sqlite":
        connecting: dict[str, Any] = {"timeout": BUSY_TIMEOUT_S, "check_same_thread": False}
        return {"hide_parameters": True, "connect_args": connecting}
    # A server whose host is gone is noticed after some ten seconds, rather than after hours.
    alive = {"keepalives_idle": 5, "keepalives_interval": 2, "keepalives_count": 3, "tcp_user_timeout": 10_000}
    return {"hide_parameters": True, "pool_pre_ping": True, "connect_args": {"connect_timeout": 10, **alive}}


def _make_file(path: Path) -> None:
    """Make the file, with its folder, for the user's eyes only; one that is there is left as it is."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        path.touch(mode=0o600)


def _prepare_sqlite(connection: sqlite3.Connection, _: object) -> None:
    """Leave transactions to SQLAlchemy: the driver by itself begins them late and commits before DDL."""
    connection.isolation_level = None
    for pragma in _PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    """Take the write lock at once: one taken in the middle of a transaction may fail without waiting."""
    is_reader = connection.get_execution_options().get(READS_ONLY, False)
    connection.exec_driver_sql("BEGIN" if is_reader else "BEGIN IMMEDIATE")


def reason_of(error: Exception, url: URL) -> str:
    """Return what the driver says, in one line without the password."""
    cause = getattr(error, "orig", None) or error
    text = " ".join(str(cause).split())[:_REASON_CHARS] or type(cause).__name__
    return text.replace(str(url.password), "…") if url.password else text
