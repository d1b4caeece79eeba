"""Where the data files lie and where the built store is kept."""

from __future__ import annotations

import os
from pathlib import Path

DATA_VARIABLE = "AWARDS_DATA"
STORE_VARIABLE = "AWARDS_STORE"

_PACKAGE = Path(__file__).resolve().parent


def data_dir() -> Path:
    """Return the folder of the data files.

    `AWARDS_DATA` if it is set; else the copy that a wheel carries inside the package; else data/ beside the
    package, as in a checkout or an editable install.
    """
    if chosen := os.environ.get(DATA_VARIABLE):
        return Path(chosen)
    carried = _PACKAGE / "_data"
    return carried if carried.is_dir() else _PACKAGE.parent / "data"


def chosen_store() -> Path | None:
    """Return the store file that `AWARDS_STORE` names, None when it is not set."""
    chosen = os.environ.get(STORE_VARIABLE)
    return Path(chosen) if chosen else None


def cache_dir() -> Path:
    """Return the user's cache folder for this program; it need not exist yet."""
    from platformdirs import user_cache_path  # slow to import, and rarely needed

    return user_cache_path("awards-bot", appauthor=False)


def data_home() -> Path:
    """Return the user's data folder for this program; it need not exist yet."""
    from platformdirs import user_data_path  # as above

    return user_data_path("awards-bot", appauthor=False)
