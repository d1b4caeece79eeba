"""data/lexicon/nicknames.csv: what people call persons and works, and whom they mean by it."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import sqlite_utils

from bot.errors import DataProblem
from bot.link.keys import fold_words, key_of
from bot.paths import data_dir

FILE = Path("lexicon") / "nicknames.csv"


class Nickname(NamedTuple):
    """One line: `name` is as in the store; `id` tells which of several namesakes, if not the best known."""

    line: int
    kind: str
    name: str
    alias: str
    id: str


class Meant(NamedTuple):
    """The person or work that a nickname stands for."""

    kind: str
    id: str
    alias: str


def read_nicknames(folder: Path | None = None) -> Iterator[Nickname]:
    """Yield the lines of the file, with their line numbers.

    Raises:
        FileNotFoundError: when there is no such file.
    """
    with ((folder or data_dir()) / FILE).open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        for row in reader:
            yield Nickname(reader.line_num, row["kind"], row["name"], row["alias"], row["id"])


def find_problems(db: sqlite_utils.Database, folder: Path | None = None) -> list[DataProblem]:
    """Return a problem for each nickname that means nobody in a finished store."""
    rows = db.conn.execute("SELECT kind, key, id, weight FROM gazetteer WHERE how IN ('exact', 'alias')")
    return resolve(rows, read_nicknames(folder))[1]


def resolve(
    names: Iterable[tuple[str, str, str, float]], nicknames: Iterable[Nickname]
) -> tuple[list[Meant], list[DataProblem]]:
    """Return whom the nicknames mean among `names` (kind, key, id, weight), and a problem for each other one."""
    heaviest: dict[tuple[str, str], tuple[float, str]] = {}
    ids = set()
    for kind, key, found, weight in names:
        ids.add((kind, found))
        heaviest[kind, key] = max(heaviest.get((kind, key), (-1.0, "")), (weight, found))
    meant: list[Meant] = []
    problems: list[DataProblem] = []
    for nick in nicknames:
        found = nick.id or heaviest.get((nick.kind, key_of(fold_words(nick.name))), (0.0, ""))[1]
        if (nick.kind, found) in ids:
            meant.extend(Meant(nick.kind, found, alias) for alias in nick.alias.split("|"))
        else:
            text = f"no {nick.kind} named {nick.name!r} {nick.id} in the store; write it as in data/nominations"
            problems.append(DataProblem(f"data/{FILE.as_posix()}", nick.line, text))
    return meant, problems
