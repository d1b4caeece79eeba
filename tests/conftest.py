"""What many tests share: one store, built from the data files once for each run, and the core over it."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from databases import new_database, postgresql_server, sqlite_file
from sqlalchemy.engine import URL

from bot.answer import Core, load_core
from bot.build.load import build_store
from bot.cli import ask, chat, trace, trivia
from bot.lexicon import Lexicon
from bot.link.linker import Linker
from bot.paths import STORE_VARIABLE, data_dir
from bot.store import Store

BUILD_LIMIT_S = 120


@pytest.fixture(scope="session")
def store_path(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A store built by this very code (a cached one may be older than the code); child processes take it too."""
    folder = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        folder = folder.parent  # the workers' own folders lie beside each other in it
    path = folder / "awards.db"
    build_once(path)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(STORE_VARIABLE, str(path))
        yield path


@pytest.fixture(scope="session")
def store(store_path: Path) -> Iterator[Store]:
    """The store of all the data, open for reading."""
    store = Store(store_path, limit_s=10)
    yield store
    store.close()


@pytest.fixture(scope="session")
def linker(store: Store) -> Linker:
    """The linker over the store of all the data."""
    return Linker(store, Lexicon().words)


@pytest.fixture(scope="session")
def core(store_path: Path) -> Core:
    """The core over the store of all the data."""
    return load_core(store_path)


@pytest.fixture
def one_core(core: Core, monkeypatch: pytest.MonkeyPatch) -> None:
    """The verbs of the command line take the core of the test run instead of opening one each."""
    for verb in (ask, chat, trace, trivia):
        monkeypatch.setattr(verb, "open_core", lambda **_: core)


def build_once(path: Path) -> None:
    """Build the store, or wait until the test process that came first has built it; it appears whole or not at all."""
    begun, failed = path.with_suffix(".begun"), path.with_suffix(".failed")
    try:
        begun.touch(exist_ok=False)
    except FileExistsError:
        wait_for(path, failed)
        return
    try:
        build_store(data_dir(), path)
    except BaseException:
        failed.touch()
        raise


def wait_for(path: Path, failed: Path) -> None:
    """Return when `path` is there; raise when `failed` is, or when it takes too long."""
    deadline = time.monotonic() + BUILD_LIMIT_S
    while not path.exists():
        if failed.exists() or time.monotonic() > deadline:
            raise RuntimeError("the store was not built; see the error of the test process that built it")
        time.sleep(0.05)


@pytest.fixture(scope="session")
def postgresql() -> Iterator[URL]:
    """A PostgreSQL server for the whole run."""
    with postgresql_server() as server:
        yield server


@pytest.fixture(params=["sqlite", "postgresql"])
def state_url(request: pytest.FixtureRequest, tmp_path: Path) -> URL:
    """The address of a new, empty database, of each kind in turn."""
    if request.param == "postgresql":
        return new_database(request.getfixturevalue("postgresql"))
    return sqlite_file(tmp_path)
