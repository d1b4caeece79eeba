"""STATE_URL: which database holds the state."""

from __future__ import annotations

import importlib.util
from collections.abc import Mapping

from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from bot.errors import SettingsError
from bot.paths import data_home
from bot.secret import find_secret

StateUrl = URL
STATE_VARIABLE = "STATE_URL"
_SQLITE, _POSTGRESQL = "sqlite", "postgresql+psycopg"
_KINDS = {"sqlite": _SQLITE, "sqlite+pysqlite": _SQLITE, "postgresql": _POSTGRESQL, "postgres": _POSTGRESQL}
_EXAMPLES = "give sqlite:///PATH/state.db or postgresql+psycopg://USER:PASSWORD@HOST/NAME"


def read_state_url(environ: Mapping[str, str]) -> URL:
    """Return the address of the state database: `STATE_URL`, what the file of `STATE_URL_FILE` holds, else a file in
    the user's data folder.

    Raises:
        SettingsError: what is wrong and what to do, in one line. The address is never repeated: it may hold
            a password.
    """
    text, place = find_secret(environ, STATE_VARIABLE)
    if not text and place == STATE_VARIABLE:
        return URL.create(_SQLITE, database=str(data_home() / "state.db"))
    try:
        url = make_url(text)
    except (ArgumentError, ValueError):
        raise SettingsError(f"{place} is not the address of a database; {_EXAMPLES}") from None
    kind = _KINDS.get(url.drivername, url.drivername)
    if kind not in (_SQLITE, _POSTGRESQL):
        raise SettingsError(f"{place} names neither SQLite nor PostgreSQL; {_EXAMPLES}")
    if kind == _SQLITE and (not url.database or url.database == ":memory:" or url.host):
        raise SettingsError(f"{place} names no file; {_EXAMPLES}")
    if kind == _POSTGRESQL and not importlib.util.find_spec("psycopg"):
        raise SettingsError(f"{place} needs the PostgreSQL driver; run: pip install 'awards-bot[postgresql]'")
    return url.set(drivername=kind)


def shown(url: URL) -> str:
    """Return the address as it may be shown: without user, password and parameters."""
    if url.drivername == _SQLITE:
        return str(url.database)
    return f"{_POSTGRESQL}://{url.host or ''}/{url.database or ''}"
