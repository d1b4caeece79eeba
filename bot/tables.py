"""Reading the small word lists under data/ (lexicon, intents, replies) that the core works with."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

from bot.paths import data_dir, folder_in_hand

P = ParamSpec("P")
T = TypeVar("T")
_kept: list[dict[Any, Any]] = []


def per_data(read: Callable[P, T]) -> Callable[P, T]:
    """Keep what `read` returns for each of its arguments (given by place), apart for each folder of data files.

    So one set of data can be loaded while another one is answering; `forget_tables` makes room for it.
    """
    results: dict[tuple[Path | None, tuple[object, ...]], T] = {}
    _kept.append(results)

    @wraps(read)
    def kept(*args: P.args, **kwargs: P.kwargs) -> T:
        key = (folder_in_hand(), args)
        try:
            return results[key]
        except KeyError:
            return results.setdefault(key, read(*args, **kwargs))

    return kept


def forget_tables() -> None:
    """Read everything anew that `per_data` keeps: the data files are others now."""
    for results in _kept:
        results.clear()


def read_table(name: str, folder: Path | None = None) -> list[dict[str, str]]:
    """Return the rows of `data/<name>.csv` as dictionaries; empty cells are "".

    Raises:
        FileNotFoundError: when there is no such file.
    """
    with ((folder or data_dir()) / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        reader = csv.reader(file)  # csv.DictReader takes twice the time, and every start reads some 20,000 rows
        header = next(reader, [])
        return [dict(zip(header, row, strict=False)) for row in reader if row]


@per_data
def replies() -> dict[str, str]:
    """Return the written sentences of data/replies.csv by key."""
    return {row["key"]: row["text"] for row in read_table("replies")}


def say(key: str, **values: object) -> str:
    """Return the sentence `key` of data/replies.csv with its {places} filled.

    Raises:
        KeyError: when there is no such sentence, or a place of it is not filled.
    """
    return replies()[key].format(**values)


@per_data
def _groups() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for row in read_table("lexicon/groups"):
        found[row["group"]].add(row["word"])
    return {group: frozenset(words) for group, words in found.items()}


@per_data
def word_group(name: str) -> frozenset[str]:
    """Return the folded words of one group of data/lexicon/groups.csv ("before-song": song, sang, ...).

    Raises:
        KeyError: when there is no such group.
    """
    return _groups()[name]
