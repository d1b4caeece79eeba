"""What the verbs work on: the data folder and the core, with a word about the wait when the store has to be built."""

from __future__ import annotations

import contextlib
import gc
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.errors import DataError, SettingsError
from bot.paths import DATA_VARIABLE, data_dir

if TYPE_CHECKING:
    from bot.answer import Core
    from bot.build.progress import Progress


def find_data() -> Path:
    """Return the folder of the data files.

    Raises:
        SettingsError: when there is no such folder.
    """
    folder = data_dir()
    if not folder.is_dir():
        raise SettingsError(f"{folder}: no such folder of data files; set {DATA_VARIABLE} to one, or unset it")
    return folder


def open_core(*, many: bool = False) -> Core:
    """Return the core over a store that is as new as the data; building it shows on standard error.

    For `many` questions it reads at once what a single one may never need.

    Raises:
        DataError: when the data files have problems.
        SettingsError: when there are no data files.
        StoreError: when the store cannot be read or written.
    """
    folder = find_data()
    gc.disable()  # all that is loaded stays: looking for garbage in between only costs time
    try:
        from bot.answer import load_core
        from bot.build.freshness import ensure_store

        with build_progress("Preparing the facts, once") as progress:
            store = ensure_store(progress)
        core = load_core(store)
        if many:
            core.warm_up()
        return core
    except (OSError, LookupError, ValueError) as error:
        _blame_data(folder, error)
        raise
    finally:
        gc.freeze()
        gc.enable()


def _blame_data(folder: Path, error: Exception) -> None:
    """Raise a DataError when the data files explain `error`; a mistake of the program keeps its traceback."""
    from bot.build.check import check_data

    if isinstance(error, FileNotFoundError) and error.filename:
        raise SettingsError(f"{error.filename}: no such file; {folder} is not a whole folder of data files") from None
    if problems := check_data(folder):
        raise DataError(problems) from None


@contextlib.contextmanager
def build_progress(label: str) -> Iterator[Progress]:
    """Yield what a build calls with (steps done, steps in all): a bar on a terminal, else the label, once.

    Nothing shows before the first call, so that a store which is fresh already is opened in silence.
    """
    with contextlib.ExitStack() as stack:
        advance: list[Callable[[int], None]] = []
        at = 0

        def show(done: int, total: int) -> None:
            nonlocal at
            if not advance:
                bar = stack.enter_context(click.progressbar(length=total, label=label, file=sys.stderr))
                advance.append(bar.update)
            advance[0](done - at)
            at = done

        yield show
