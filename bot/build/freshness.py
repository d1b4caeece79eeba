"""Is the built store the one that these data files make? If not, it is built on the spot.

The store in the user's cache is named after its sources (awards-<version>-<digest>.db): it is fresh when it
exists, an installed package may be read-only, and two checkouts or versions never fight over one file.
A store named by `AWARDS_STORE` is fresh when the digest in its meta table is that of the data.
"""

from __future__ import annotations

import contextlib
import sqlite3
from pathlib import Path

from bot.build.digest import sources_digest
from bot.build.progress import Progress
from bot.paths import cache_dir, chosen_store, data_dir
from bot.store import STORE_VERSION

_DIGEST_CHARS = 16
_STORES_KEPT = 3


def store_path(data: Path | None = None) -> Path:
    """Return where the store of `data` (default: `data_dir()`) belongs, whether or not it exists."""
    return chosen_store() or _cached_path(sources_digest(data or data_dir()))


def is_fresh(store: Path, digest: str) -> bool:
    """Tell whether `store` is a whole store of this version, made from the sources with that digest."""
    if not store.is_file():
        return False
    try:
        with contextlib.closing(sqlite3.connect(f"{store.resolve().as_uri()}?mode=ro", uri=True)) as db:
            meta = dict(db.execute("SELECT key, value FROM meta WHERE key IN ('digest', 'version')"))
    except sqlite3.Error:
        return False
    return meta == {"digest": digest, "version": str(STORE_VERSION)}


def ensure_store(progress: Progress | None = None) -> Path:
    """Return a store that is as new as the data, building it first when it is missing or older.

    Two processes may do this at once: each builds aside and swaps in the same rows.

    Raises:
        DataError: when the data files cannot be read as tables.
        StoreError: when the store cannot be written.
    """
    data = data_dir()
    digest = sources_digest(data)
    store = chosen_store() or _cached_path(digest)
    if not is_fresh(store, digest):
        from bot.build.load import build_store  # brings sqlite-utils along: only to build

        build_store(data, store, progress)
        if store.parent == cache_dir():
            _forget_old_stores(store)
    return store


def _cached_path(digest: str) -> Path:
    return cache_dir() / f"awards-{STORE_VERSION}-{digest[:_DIGEST_CHARS]}.db"


def _forget_old_stores(newest: Path) -> None:
    """Keep the few newest stores of the cache; whoever still reads an older one keeps its open file."""
    stores = sorted(newest.parent.glob("awards-*.db"), key=_modified, reverse=True)
    for store in stores[_STORES_KEPT:]:
        with contextlib.suppress(OSError):
            store.unlink()


def _modified(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except OSError:
        return 0.0
