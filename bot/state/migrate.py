"""Brings the tables of a database to this version, once, however many processes start at the same time."""

from __future__ import annotations

from enum import Enum, auto
from functools import cache
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine

_MIGRATIONS = Path(__file__).parent / "migrations"
_LOCK = 4_716_201_927  # any number: it names the lock among all those of a PostgreSQL database


def migrate(engine: Engine) -> None:
    """Run the migrations that the database lacks, all in one transaction.

    Who comes first takes a lock (SQLite: that of the file, taken when the transaction begins); the others wait
    and then find nothing to do.
    """
    with engine.begin() as db:
        if db.dialect.name == "postgresql":
            db.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_LOCK})")
        command.upgrade(config_for(db), "head")


class Standing(Enum):
    """How the tables of a database stand to those of this version."""

    OLDER = auto()  # or there are none yet
    CURRENT = auto()
    NEWER = auto()


def is_current(db: Connection) -> bool:
    """Return whether the tables are those of this version."""
    return standing_of(db) is Standing.CURRENT


def standing_of(db: Connection) -> Standing:
    """Return how the tables stand to those of this version; a version that this one has never heard of is newer."""
    revision = MigrationContext.configure(db).get_current_revision()
    if revision == _scripts().get_current_head():
        return Standing.CURRENT
    known = {script.revision for script in _scripts().walk_revisions()}
    return Standing.OLDER if revision is None or revision in known else Standing.NEWER


@cache
def _scripts() -> ScriptDirectory:
    return ScriptDirectory(str(_MIGRATIONS))


def config_for(db: Connection) -> Config:
    """Return Alembic's configuration for the migrations that the package carries, to be run on `db`."""
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = db
    return config
