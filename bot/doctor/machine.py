"""What the machine has to offer: facts that are as new as the data, folders that can be written, and room in them."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from bot.build.digest import sources_digest
from bot.build.freshness import is_fresh, store_path
from bot.doctor.findings import Finding, ok, warning, wrong
from bot.paths import DATA_VARIABLE, data_dir

_MB = 1_000_000
LITTLE_BYTES = 1_000 * _MB
TOO_LITTLE_BYTES = 100 * _MB  # a new store takes half of it
_DIGEST_CHARS = 16


def check_facts() -> Finding:
    """Tell whether the database of facts is that of the data files."""
    folder = data_dir()
    if not (folder / "bodies.csv").is_file():
        return wrong("facts", f"there are no data files in {folder}; set {DATA_VARIABLE} to them, or unset it")
    digest, store = sources_digest(folder), store_path()
    shown = f"sources {digest[:_DIGEST_CHARS]} in {folder}"
    if is_fresh(store, digest):
        return ok("facts", f"{shown}, database {store}")
    older = "is older than they are" if store.exists() else "is not there yet"
    return warning("facts", f"{shown}, but the database {store} {older}; it is made at the next start, or: build")


def check_folder(about: str, folder: Path) -> Finding:
    """Tell whether a folder can be written, and how much room there is; one that is not there can be made."""
    there = next(path for path in (folder, *folder.parents) if path.exists())
    if not there.is_dir() or not os.access(there, os.W_OK | os.X_OK):
        return wrong(about, f"{folder} cannot be written by this user; change its owner, or name another place")
    free = shutil.disk_usage(there).free
    room = f"{free / _MB:,.0f} MB free in {folder}"
    if free < TOO_LITTLE_BYTES:
        return wrong(about, f"{room}; make room at once: nothing can be stored soon")
    return warning(about, f"{room}; make room before long") if free < LITTLE_BYTES else ok(about, room)


def check_machine(state_file: Path | None) -> Iterator[Finding]:
    """Yield what is found about facts and disks; `state_file` is the state where that is a file."""
    yield check_facts()
    yield check_folder("disk of facts", store_path().parent)
    if state_file:
        yield check_folder("disk of state", state_file.parent)
