"""Reading the small word lists under data/ (lexicon, intents, replies) that the core works with."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

from bot.paths import data_dir


def read_table(name: str, folder: Path | None = None) -> list[dict[str, str]]:
    """Return the rows of `data/<name>.csv` as dictionaries; empty cells are "".

    Raises:
        FileNotFoundError: when there is no such file.
    """
    with ((folder or data_dir()) / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def replies() -> dict[str, str]:
    """Return the written sentences of data/replies.csv by key."""
    return {row["key"]: row["text"] for row in read_table("replies")}


def say(key: str, **values: object) -> str:
    """Return the sentence `key` of data/replies.csv with its {places} filled."""
    return replies()[key].format(**values)
