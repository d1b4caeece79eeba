"""A backup holds all of the state as it was at one moment, and comes back whole, on either kind of database."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from databases import new_database, sqlite_file
from program import run
from sqlalchemy import BigInteger, Engine, Float, Integer, SmallInteger, Table, create_engine, select
from sqlalchemy.engine import URL

from bot.errors import SettingsError
from bot.state import outbox, scores
from bot.state.backup import IN_FLIGHT_KEPT_S, TABLES, back_up, restore
from bot.state.engine import open_engine
from bot.state.inbox import StoredUpdate, store, take_undone
from bot.state.migrate import config_for
from bot.state.outbox import Outgoing
from bot.trivia.model import Mode, Wish
from bot.trivia.play import Game, Player, Tempo

NOW = 1_700_000_000.0
ROWS = 3


@pytest.fixture
def opened() -> Any:
    """Open engines that are closed at the end."""
    engines: list[Engine] = []

    def open_one(url: URL) -> Engine:
        engines.append(open_engine(url))
        return engines[-1]

    yield open_one
    for engine in engines:
        engine.dispose()


def fill(engine: Engine) -> None:
    """Put some rows into every table, whatever its columns are."""
    with engine.begin() as db:
        for table in TABLES:
            db.execute(table.insert(), [made_row(table, number) for number in range(1, ROWS + 1)])


def made_row(table: Table, number: int) -> dict[str, Any]:
    """Return a row with a value in every column; rows of one number fit together."""
    row: dict[str, Any] = {}
    for column in table.columns:
        if isinstance(column.type, SmallInteger):
            row[column.name] = number
        elif isinstance(column.type, BigInteger):
            row[column.name] = 2**40 + number
        elif isinstance(column.type, Integer):
            row[column.name] = number
        elif isinstance(column.type, Float):
            row[column.name] = NOW + number / 3
        elif column.type.python_type is bool:
            row[column.name] = bool(number % 2)
        else:
            row[column.name] = f"é🎬{number}"
    return row


def all_rows(engine: Engine) -> dict[str, list[tuple[Any, ...]]]:
    """Return the rows of every table in some order that does not depend on the database."""
    with engine.connect() as db:
        return {table.name: sorted(map(tuple, db.execute(select(table))), key=repr) for table in TABLES}


def test_it_comes_back_whole_from_either_database(
    opened: Callable[[URL], Engine], postgresql: URL, tmp_path: Path
) -> None:
    """From SQLite into PostgreSQL and back, every row of every table is the same."""
    first, second, third = (
        opened(url) for url in (sqlite_file(tmp_path), new_database(postgresql), sqlite_file(tmp_path))
    )
    fill(first)
    rows = all_rows(first)
    back_up(first, tmp_path / "one.db")
    assert restore(tmp_path / "one.db", second, NOW) == dict.fromkeys(rows, ROWS)
    assert all_rows(second) == rows
    back_up(second, tmp_path / "two.db")
    restore(tmp_path / "two.db", third, NOW)
    assert all_rows(third) == rows
    with second.begin() as db:  # new rows are numbered behind those that came back
        (added,) = outbox.add(db, [Outgoing(1, "sendMessage", {"text": "new"})], NOW)
    assert added.id == 2**40 + ROWS + 1


def test_it_shows_one_moment_while_the_bot_writes(
    opened: Callable[[URL], Engine], state_url: URL, tmp_path: Path
) -> None:
    """What is written in one transaction is in a backup as a whole or not at all, and no writer fails."""
    engine = opened(state_url)
    done = threading.Event()
    written = 0

    def write() -> None:
        nonlocal written
        while not done.is_set():
            with engine.begin() as db:
                store(db, [StoredUpdate(written + 1, 5, {"update_id": written + 1}, NOW)])
                outbox.add(db, [Outgoing(5, "sendMessage", {"text": "x"})], NOW)
            written += 1

    writer = threading.Thread(target=write)
    writer.start()
    try:
        counts = [back_up(engine, tmp_path / f"{number}.db") for number in range(4)]
    finally:
        done.set()
        writer.join()
    assert all(each["updates"] == each["outbox"] for each in counts)
    assert counts[-1]["updates"] > 0
    assert written >= counts[-1]["updates"]


def test_what_is_there_is_not_overwritten_by_accident(opened: Callable[[URL], Engine], tmp_path: Path) -> None:
    """A database with something in it, and a file that is there, are left as they are unless that is wished."""
    full, other = opened(sqlite_file(tmp_path)), opened(sqlite_file(tmp_path))
    fill(full)
    rows, backup = all_rows(full), tmp_path / "backup.db"
    back_up(other, backup)
    before = backup.read_bytes()
    with pytest.raises(SettingsError, match="is there already; name a file that is not"):
        back_up(full, backup)
    assert backup.read_bytes() == before
    with pytest.raises(SettingsError, match="is not empty; give --replace"):
        restore(backup, full, NOW)
    assert all_rows(full) == rows
    restore(backup, full, NOW, replace=True)
    assert not any(all_rows(full).values())


def test_what_was_in_hand_long_ago_is_not_done(opened: Callable[[URL], Engine], tmp_path: Path) -> None:
    """Nobody is answered days later by a backup; what waited a moment is still done."""
    first, second = opened(sqlite_file(tmp_path)), opened(sqlite_file(tmp_path))
    old = NOW - IN_FLIGHT_KEPT_S - 1
    with first.begin() as db:
        for number, at in ((1, old), (2, NOW - 1)):
            store(db, [StoredUpdate(number, 5, {"update_id": number}, at)])
            outbox.add(db, [Outgoing(5, "sendMessage", {"text": str(number)})], at)
    back_up(first, tmp_path / "backup.db")
    restore(tmp_path / "backup.db", second, NOW)
    with second.begin() as db:
        assert [each.update_id for each in take_undone(db, NOW)] == [2]
        assert [each.what.params["text"] for each in outbox.unsent(db)] == ["2"]


def test_a_backup_of_an_older_version_fits(opened: Callable[[URL], Engine], tmp_path: Path) -> None:
    """It is brought to this version's tables on the way, and the file stays as it was."""
    path, target = tmp_path / "old.db", opened(sqlite_file(tmp_path))
    old = create_engine(URL.create("sqlite", database=str(path)))
    with old.begin() as db:
        command.upgrade(config_for(db), "0001")
        db.exec_driver_sql("INSERT INTO quoted VALUES (5, 'a quote', 1.5)")
    old.dispose()
    before = path.read_bytes()
    assert restore(path, target, NOW)["quoted"] == 1
    assert path.read_bytes() == before


def test_the_verbs(tmp_path: Path) -> None:
    """A backup is for its owner's eyes; mistakes are one line each."""
    state, backup = tmp_path / "state.db", tmp_path / "backup.db"
    env = {"STATE_URL": f"sqlite:///{state}"}
    assert "rows of" in run("backup", str(backup), env=env).stdout
    assert backup.stat().st_mode & 0o077 == 0
    assert [path.name for path in tmp_path.iterdir() if "backup" in path.name] == ["backup.db"]
    assert "restored" in run("restore", str(backup), env=env).stdout
    (tmp_path / "notes.txt").write_text("no database", encoding="utf-8")
    for words, reason in [
        (("backup", str(backup)), "is there already"),
        (("backup", str(tmp_path / "none" / "b.db")), "No such file or directory"),
        (("restore", str(tmp_path / "none.db")), "No such file or directory"),
        (("restore", str(tmp_path / "notes.txt")), "is no backup"),
    ]:
        result = run(*words, env=env)
        assert result.exit_code == 2
        assert reason in result.stderr
        assert len(result.stderr.splitlines()) == 1


def test_scores_are_exported(opened: Callable[[URL], Engine], tmp_path: Path) -> None:
    """Each season of a chat, as a table or as JSON; a name that a spreadsheet would run is made harmless."""
    url = sqlite_file(tmp_path)
    game = Game(1, 1, Mode.POLL, 1, Wish(), Tempo(), players={7: Player("=1+1", 15, 1, 1), 8: Player("Ben", 20, 1, 2)})
    with opened(url).begin() as db:
        scores.add(db, -100, None, game, NOW)
        scores.add(db, -200, None, game, NOW)
    env = {"STATE_URL": f"sqlite:///{url.database}"}
    table = run("export", "-100", env=env).stdout.splitlines()
    assert table[0].startswith("chat_id,season,user_id,name,points")
    assert table[1:] == ["-100,2023,8,Ben,20,1,2,0,0,0,", "-100,2023,7,'=1+1,15,1,1,0,0,0,"]
    rows = json.loads(run("export", "-100", "--format", "json", env=env).stdout)
    assert [(row["name"], row["points"]) for row in rows] == [("Ben", 20), ("=1+1", 15)]
    assert run("export", "-300", env=env).stderr == "no scores of chat -300\n"
