"""A new set of data, put beside the store for this program and those that run: checked first, swapped in at the end.

What is put there: the data files in a folder named after their digest, the store that is made of them, and last
the file `facts.current` that names the folder, by which a running bot notices (see `bot.live`). Until then all is
as it was.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from bot.answer import Core
from bot.build.check import check_data
from bot.build.digest import sources_digest
from bot.build.freshness import is_fresh, store_path
from bot.build.load import build_store
from bot.build.progress import Progress
from bot.errors import DataError, DataProblem, SettingsError, StoreError
from bot.model import Context
from bot.paths import (
    DATA_VARIABLE,
    INSTALLED_FILE,
    bundled_data,
    data_dir,
    facts_home,
    installed_data,
    program_version,
    reading_from,
)
from bot.store import Store
from bot.tables import read_table

_FOLDER = "facts-"
_DIGEST_CHARS = 16
_KEPT = 2  # the set in use, and the one before it, which a running bot may still be reading


def install_data(folder: Path, progress: Progress | None = None) -> str:
    """Install the data files of `folder`; return their digest, "" when they are what is in use already.

    Raises:
        DataError: when `check_data` finds anything wrong with them.
        SettingsError: when AWARDS_DATA names a folder of its own.
        StoreError: when they or the store cannot be written.
    """
    if os.environ.get(DATA_VARIABLE):
        raise SettingsError(f"{DATA_VARIABLE} names a folder of data files; unset it, or put the new files there")
    digest = sources_digest(folder)
    if digest == sources_digest(data_dir()):
        return ""
    with reading_from(folder):
        if problems := check_data(folder) or list(_missing_keys(folder)):
            raise DataError(problems)
    place = facts_home() / f"{_FOLDER}{digest[:_DIGEST_CHARS]}"
    _copy(folder, place)
    _build(place, digest, progress)
    _point_at(place)
    _forget_old(place)
    return digest


def return_to_bundled(progress: Progress | None = None) -> bool:
    """Go back to the program's own data; return whether others were installed.

    Raises:
        StoreError: when the store cannot be written.
    """
    if not (facts_home() / INSTALLED_FILE).exists():
        return False
    _build(bundled_data(), sources_digest(bundled_data()), progress)
    with _explained():
        (facts_home() / INSTALLED_FILE).unlink(missing_ok=True)
    return True


def _build(data: Path, digest: str, progress: Progress | None) -> None:
    """Build the store aside, ask it some questions, and only then put it in its place."""
    with reading_from(data):
        store = store_path(data)
        if is_fresh(store, digest):
            return
        aside = store.with_name(f".{store.name}.new")
        try:
            build_store(data, aside, progress)
            _try_out(aside)
            with _explained():
                aside.replace(store)
        finally:
            aside.unlink(missing_ok=True)


def _try_out(path: Path) -> None:
    """Ask some questions: what is right by itself may still lack what answering needs."""
    store = Store(path)
    try:
        core = Core(store)
        for row in read_table("examples"):
            core.answer(row["question"], Context(), date.today())
    except LookupError as error:
        raise DataError([DataProblem("data", 1, f"no question can be asked, as {error} is lacking")]) from None
    finally:
        store.close()


def _missing_keys(folder: Path) -> Iterator[DataProblem]:
    """Yield what the program looks up by name, and so has in its own data, but not in these."""
    for table, column in (("replies", "key"), ("lexicon/groups", "group")):
        own, given = ({row[column] for row in read_table(table, place)} for place in (bundled_data(), folder))
        for key in sorted(own - given):
            yield DataProblem(f"data/{table}.csv", 1, f"{column} {key} is lacking; add a line for it")


def _copy(folder: Path, place: Path) -> None:
    """Copy the data files aside and rename them into place, so that a broken copy is never taken for a set."""
    if place.is_dir() and sources_digest(place) == sources_digest(folder):
        return
    with _explained():
        place.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=f".{place.name}.", dir=place.parent) as aside:
            for path in folder.rglob("*.csv"):
                target = Path(aside) / place.name / path.relative_to(folder)
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(path, target)
            shutil.rmtree(place, ignore_errors=True)
            (Path(aside) / place.name).rename(place)


def _point_at(place: Path) -> None:
    pointer = place.parent / INSTALLED_FILE
    aside = pointer.with_suffix(".part")
    with _explained():
        aside.write_text(f"{place.name} {program_version()}\n", encoding="utf-8")
        aside.replace(pointer)
    assert installed_data() == place


def _forget_old(newest: Path) -> None:
    folders = sorted(newest.parent.glob(f"{_FOLDER}*/"), key=lambda path: path.stat().st_mtime, reverse=True)
    for folder in [path for path in folders if path != newest][_KEPT - 1 :]:
        shutil.rmtree(folder, ignore_errors=True)


@contextlib.contextmanager
def _explained() -> Iterator[None]:
    """Turn an error of the file system into one line."""
    try:
        yield
    except OSError as error:
        raise StoreError(f"{error.filename or facts_home()}: cannot be written ({error.strerror})") from None
