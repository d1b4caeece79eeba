"""Reading the small word lists under data/ (lexicon, intents, replies) that the core works with."""

from __future__ import annotations

import csv
from collections import defaultdict
from functools import cache
from pathlib import Path

from bot.paths import data_dir


def read_table(name: str, folder: Path | None = None) -> list[dict[str, str]]:
    """Return the rows of `data/<name>.csv` as dictionaries; empty cells are "".

    Raises:
        FileNotFoundError: when there is no such file.
    """
    with ((folder or data_dir()) / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        reader = csv.reader(file)  # csv.DictReader takes twice the time, and every start reads some 20,000 rows
        header = next(reader, [])
        return [dict(zip(header, row, strict=False)) for row in reader if row]


@cache
def replies() -> dict[str, str]:
    """Return the written sentences of data/replies.csv by key."""
    return {row["key"]: row["text"] for row in read_table("replies")}


def say(key: str, **values: object) -> str:
    """Return the sentence `key` of data/replies.csv with its {places} filled.

    Raises:
        KeyError: when there is no such sentence, or a place of it is not filled.
    """
    return replies()[key].format(**values)


@cache
def _groups() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for row in read_table("lexicon/groups"):
        found[row["group"]].add(row["word"])
    return {group: frozenset(words) for group, words in found.items()}


def word_group(name: str) -> frozenset[str]:
    """Return the folded words of one group of data/lexicon/groups.csv ("before-song": song, sang, ...).

    Raises:
        KeyError: when there is no such group.
    """
    return _groups()[name]
