"""data/lexicon/nicknames.csv: what people call persons and works, and whom they mean by it."""

from __future__ import annotations

import csv
from collections.abc import Iterator
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


def resolve(db: sqlite_utils.Database, nicknames: Iterator[Nickname]) -> tuple[list[Meant], list[DataProblem]]:
    """Return whom the nicknames mean, and a problem for each that means nobody in `db`."""
    index = _index(db)
    ids = {(kind, entry[1]) for (kind, _), entries in index.items() for entry in entries}
    meant: list[Meant] = []
    problems: list[DataProblem] = []
    for nick in nicknames:
        found = nick.id or _find(index, nick)
        if not found or (nick.kind, found) not in ids:
            text = f"no {nick.kind} named {nick.name!r} {nick.id} in the store; write it as in data/nominations"
            problems.append(DataProblem(f"data/{FILE.as_posix()}", nick.line, text))
            continue
        meant.extend(Meant(nick.kind, found, alias) for alias in nick.alias.split("|"))
    return meant, problems


_Index = dict[tuple[str, str], list[tuple[float, str]]]


def _index(db: sqlite_utils.Database) -> _Index:
    """Return (kind, key of the name) -> [(weight, id)], heaviest first."""
    index: _Index = {}
    persons = "SELECT 'person', name, weight, id FROM person"
    works = "SELECT 'work', title, weight, id FROM work"
    variants = (
        "SELECT alias.kind, alias, coalesce(person.weight, work.weight, 0.0), alias.id FROM alias "
        "LEFT JOIN person ON alias.kind = 'person' AND person.id = alias.id "
        "LEFT JOIN work ON alias.kind = 'work' AND work.id = alias.id"
    )
    for kind, name, weight, found in db.conn.execute(f"{persons} UNION ALL {works} UNION ALL {variants}"):
        index.setdefault((kind, key_of(fold_words(name))), []).append((weight, found))
    for entries in index.values():
        entries.sort(key=lambda entry: (-entry[0], entry[1]))
    return index


def _find(index: _Index, nick: Nickname) -> str | None:
    found = index.get((nick.kind, key_of(fold_words(nick.name))))
    return found[0][1] if found else None
