"""Where the data files lie and where the built store is kept."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from contextvars import ContextVar
from pathlib import Path

DATA_VARIABLE = "AWARDS_DATA"
STORE_VARIABLE = "AWARDS_STORE"
INSTALLED_FILE = "facts.current"  # names the data set that `awards-bot update` has put beside it

_PACKAGE = Path(__file__).resolve().parent
_reading: ContextVar[Path | None] = ContextVar("data folder that is read from", default=None)


def data_dir() -> Path:
    """Return the folder of the data files.

    That of `reading_from` inside its block; else `AWARDS_DATA` if it is set; else what `awards-bot update` has
    installed for this version; else the program's own.
    """
    if reading := _reading.get():
        return reading
    if chosen := os.environ.get(DATA_VARIABLE):
        return Path(chosen)
    return installed_data() or bundled_data()


def bundled_data() -> Path:
    """Return the program's own data: the copy that a wheel carries inside the package; else data/ beside the
    package, as in a checkout or an editable install."""
    carried = _PACKAGE / "_data"
    return carried if carried.is_dir() else _PACKAGE.parent / "data"


def installed_data() -> Path | None:
    """Return the folder that `awards-bot update` has installed; None without one, and for one of another version
    of the program, which may know other files."""
    try:
        name, version = (facts_home() / INSTALLED_FILE).read_text(encoding="utf-8").split()
    except (OSError, ValueError):
        return None
    folder = facts_home() / name
    return folder if version == program_version() and folder.is_dir() else None


folder_in_hand = _reading.get
"""Returns the folder of `reading_from` inside its block, None elsewhere."""


@contextlib.contextmanager
def reading_from(folder: Path) -> Iterator[None]:
    """Let `data_dir` be `folder` inside the block, for this thread or task alone."""
    token = _reading.set(folder)
    try:
        yield
    finally:
        _reading.reset(token)


def program_version() -> str:
    """Return the version of the program, "0" where it runs without being installed."""
    from importlib.metadata import PackageNotFoundError, version  # slow to import, and rarely needed

    try:
        return version("awards-bot")
    except PackageNotFoundError:
        return "0"


def chosen_store() -> Path | None:
    """Return the store file that `AWARDS_STORE` names, None when it is not set."""
    chosen = os.environ.get(STORE_VARIABLE)
    return Path(chosen) if chosen else None


def facts_home() -> Path:
    """Return the folder where updates of the data are kept: beside the chosen store, else the user's data folder."""
    store = chosen_store()
    return store.parent if store else data_home()


def cache_dir() -> Path:
    """Return the user's cache folder for this program; it need not exist yet."""
    from platformdirs import user_cache_path  # slow to import, and rarely needed

    return user_cache_path("awards-bot", appauthor=False)


def data_home() -> Path:
    """Return the user's data folder for this program; it need not exist yet."""
    from platformdirs import user_data_path  # as above

    return user_data_path("awards-bot", appauthor=False)
