"""What `awards-bot doctor` asks of the state database. It changes nothing there: not even the tables' version."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, func, select
from sqlalchemy.engine import URL
from sqlalchemy.exc import SQLAlchemyError

from bot.doctor.findings import Finding, ok, warning, wrong
from bot.state.counts import count_waiting
from bot.state.engine import options_for, reason_of
from bot.state.migrate import Standing, standing_of
from bot.state.tables import updates
from bot.state.url import STATE_VARIABLE, shown

ABOUT = "state"
LATE_S = 300.0  # an update that waits longer waits for something to be mended


def state_file(url: URL) -> Path | None:
    """Return the file of the state, None where it is not a file."""
    return Path(str(url.database)) if url.drivername == "sqlite" else None


def check_state(url: URL, now: float) -> Iterator[Finding]:
    """Yield what is found about the database at `url`."""
    file = state_file(url)
    if file and not file.exists():
        yield warning(ABOUT, f"{file} is not there yet; it is made at the first start")
        return
    engine = create_engine(url, **options_for(url))
    try:
        yield from _look(engine, now)
    except SQLAlchemyError as error:
        yield wrong(ABOUT, f"{shown(url)} cannot be read ({reason_of(error, url)}); check {STATE_VARIABLE} and server")
    finally:
        engine.dispose()


def _look(engine: Engine, now: float) -> Iterator[Finding]:
    place = shown(engine.url)
    with engine.connect() as db:
        if problem := _damage(db):
            yield wrong(ABOUT, f"{place} is damaged ({problem}); stop the bot and restore a backup")
            return
        standing = standing_of(db)
        if standing is Standing.NEWER:
            yield wrong(ABOUT, f"{place} was made by a newer version of the program; install that one")
        elif standing is Standing.OLDER:
            yield warning(
                ABOUT, f"{place} has the tables of an older version; the next start makes them those of this one"
            )
        else:
            yield ok(ABOUT, f"{place} answers, with the tables of this version")
            yield _queue(db, now)


def _damage(db: Connection) -> str:
    """Return what SQLite finds wrong with its file, "" for nothing; a server looks after its own."""
    if db.dialect.name != "sqlite":
        return ""
    found = str(db.exec_driver_sql("PRAGMA quick_check(1)").scalar())
    return "" if found == "ok" else found


def _queue(db: Connection, now: float) -> Finding:
    """Tell what waits, and whether it moves."""
    waiting = count_waiting(db)
    oldest = db.execute(select(func.min(updates.c.received_at)).where(updates.c.done_at.is_(None))).scalar()
    text = f"updates to be handled: {waiting.updates:,}, messages to be sent: {waiting.messages:,}"
    if oldest is not None and now - oldest > LATE_S:
        return warning(
            "queue", f"{text}; the oldest update waits for {(now - oldest) / 60:,.0f} minutes: is the bot running?"
        )
    return ok("queue", text)
