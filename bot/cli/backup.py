"""`awards-bot backup` and `awards-bot restore`: a copy of the state, and back."""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from bot.state.engine import StateEngine

FILE = click.Path(dir_okay=False, path_type=Path)


@click.command()
@click.argument("file", type=FILE)
def backup(file: Path) -> None:
    """Write scores, settings, games and all else that the bot remembers to FILE; it may run meanwhile.

    FILE shows one moment, and is a SQLite database whatever STATE_URL names. It must not be there yet.
    """
    from bot.state.backup import back_up

    with open_state_engine() as engine:
        counts = back_up(engine, file)
    click.echo(f"{file}: {sum(counts.values()):,} rows of {len(counts)} tables")


@click.command()
@click.argument("file", type=FILE)
@click.option("--replace", is_flag=True, help="Delete what the state database holds now.")
def restore(file: Path, replace: bool) -> None:
    """Put what `awards-bot backup` wrote to FILE into the state database that STATE_URL names. Stop the bot first.

    It happens as a whole or not at all. FILE may come from the other kind of database, or from an older version.
    """
    from bot.state.backup import restore as put_back

    with open_state_engine() as engine:
        counts = put_back(file, engine, time.time(), replace=replace)
    click.echo(f"{file}: {sum(counts.values()):,} rows of {len(counts)} tables restored")


@contextlib.contextmanager
def open_state_engine() -> Iterator[StateEngine]:
    """Open the state database for the time of the block."""
    from bot.state.engine import open_engine
    from bot.state.url import read_state_url

    engine = open_engine(read_state_url(os.environ))
    try:
        yield engine
    finally:
        engine.dispose()
