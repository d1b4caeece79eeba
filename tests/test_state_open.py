"""How the state database is found, opened and brought to this version's tables."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from databases import sqlite_file
from sqlalchemy import inspect, text
from sqlalchemy.engine import URL, make_url

from bot.errors import SettingsError
from bot.state import sole
from bot.state.engine import open_engine
from bot.state.tables import metadata
from bot.state.url import read_state_url, shown

SECRET = "s3cr3t-pa55"
ROOT = Path(__file__).parents[1]

GOOD = [
    ("sqlite:///state.db", "sqlite:///state.db"),
    ("sqlite:////srv/bot/state.db", "sqlite:////srv/bot/state.db"),
    (f"postgresql+psycopg://ada:{SECRET}@db/bot", f"postgresql+psycopg://ada:{SECRET}@db/bot"),
    (f" postgres://ada:{SECRET}@db:5433/bot ", f"postgresql+psycopg://ada:{SECRET}@db:5433/bot"),
    ("postgresql:///bot?host=/run/pg", "postgresql+psycopg:///bot?host=/run/pg"),
]


@pytest.mark.parametrize(("value", "url"), GOOD)
def test_good_addresses(value: str, url: str) -> None:
    """The driver for PostgreSQL need not be named."""
    found = read_state_url({"STATE_URL": value})
    assert found == make_url(url)
    assert SECRET not in shown(found)


def test_without_an_address_it_is_a_file_in_the_data_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Where the system keeps the data of its users; empty counts as not set."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    url = read_state_url({"STATE_URL": " "})
    assert url.drivername == "sqlite"
    assert Path(str(url.database)).name == "state.db"
    assert "awards-bot" in str(url.database)


BAD = [
    (SECRET, "STATE_URL is not the address of a database; give sqlite:///PATH/state.db or postgresql+psycopg://"),
    (f"postgresql://ada:{SECRET}@db:port/bot", "STATE_URL is not the address of a database"),
    (f"mysql://ada:{SECRET}@db/bot", "STATE_URL names neither SQLite nor PostgreSQL"),
    (f"postgresql+asyncpg://ada:{SECRET}@db/bot", "STATE_URL names neither SQLite nor PostgreSQL"),
    ("sqlite://", "STATE_URL names no file"),
    ("sqlite:///:memory:", "STATE_URL names no file"),
    (f"sqlite://{SECRET}/state.db", "STATE_URL names no file"),
]


@pytest.mark.parametrize(("value", "line"), BAD)
def test_bad_addresses_are_one_line_that_does_not_repeat_them(value: str, line: str) -> None:
    """What is wrong and what to do."""
    with pytest.raises(SettingsError) as error:
        read_state_url({"STATE_URL": value})
    assert line in str(error.value)
    assert "\n" not in str(error.value)
    assert SECRET not in str(error.value)


def test_a_database_that_cannot_be_opened_is_one_line(tmp_path: Path) -> None:
    """A file that is no database, a folder, and a server that is not there, whose password stays unsaid."""
    (tmp_path / "letter.db").write_text("Dear Sir or Madam, " * 99)
    nowhere = URL.create(
        "postgresql+psycopg", username="ada", password=SECRET, host="127.0.0.1", port=9, database="bot"
    )
    for url, reason in (
        (URL.create("sqlite", database=str(tmp_path / "letter.db")), "file is not a database"),
        (URL.create("sqlite", database=str(tmp_path)), "unable to open database file"),
        (URL.create("sqlite", database=str(tmp_path / "letter.db" / "state.db")), "letter.db"),
        (nowhere, "Connection refused"),
    ):
        with pytest.raises(SettingsError) as error:
            open_engine(url)
        said = str(error.value)
        assert reason in said
        assert said.startswith(f"the state database ({shown(url)}) cannot be opened (")
        assert said.endswith("; check STATE_URL")
        assert "\n" not in said
        assert SECRET not in said


def test_a_database_of_a_newer_version_is_left_alone(tmp_path: Path) -> None:
    """Its tables may not be what this version takes them for."""
    url = sqlite_file(tmp_path)
    engine = open_engine(url)
    with engine.begin() as db:
        db.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    engine.dispose()
    with pytest.raises(SettingsError, match="was made by a newer version of the program; install that one"):
        open_engine(url)


def test_migrations_make_the_very_tables_that_the_code_uses(state_url: URL) -> None:
    """From an empty database; a second start finds nothing to do."""
    for _ in range(2):
        engine = open_engine(state_url)
        with engine.connect() as db:
            assert compare_metadata(MigrationContext.configure(db, opts={"compare_type": True}), metadata) == []
            named = {name: indexes_of(inspect(db), name) for name in metadata.tables}
        engine.dispose()
    assert named == {name: {str(index.name) for index in table.indexes} for name, table in metadata.tables.items()}


def indexes_of(inspector: Any, table: str) -> set[str]:
    return {index["name"] for index in inspector.get_indexes(table)}


def test_sqlite_is_opened_for_a_server(tmp_path: Path) -> None:
    """Readers and the writer side by side, nothing lost in a power cut, deleted means gone, others may not read it."""
    url = sqlite_file(tmp_path / "new folder")
    engine = open_engine(url)
    wanted = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "secure_delete": 1, "busy_timeout": 30_000}
    with engine.connect() as db:
        assert {name: db.exec_driver_sql(f"PRAGMA {name}").scalar() for name in wanted} == wanted
    engine.dispose()
    if sys.platform != "win32":
        assert Path(str(url.database)).stat().st_mode & 0o077 == 0


def test_many_processes_may_start_at_once(state_url: URL) -> None:
    """One of them makes the tables; all of them open the database."""
    code = (
        "import sys; from sqlalchemy.engine import make_url; from bot.state.engine import open_engine\n"
        "open_engine(make_url(sys.argv[1])).dispose()"
    )
    command = [sys.executable, "-c", code, state_url.render_as_string(hide_password=False)]
    started = [subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True) for _ in range(3)]
    assert [(process.communicate(timeout=60)[1], process.returncode) for process in started] == [("", 0)] * 3


def test_a_second_process_on_the_same_file_is_refused(state_url: URL, monkeypatch: pytest.MonkeyPatch) -> None:
    """After a while in which the first may end; on PostgreSQL any number may serve."""
    monkeypatch.setattr(sole, "WAIT_S", 0.1)
    if state_url.drivername == "sqlite":
        with (
            sole.sole_server(state_url),
            pytest.raises(SettingsError, match=r"another awards-bot serves with .*; stop it"),
            sole.sole_server(state_url),
        ):
            pass
    else:
        with sole.sole_server(state_url), sole.sole_server(state_url):
            pass
    with sole.sole_server(state_url):
        pass
