"""The sentences people read, from data/replies.csv: one row for each key."""

from __future__ import annotations

import csv
from pathlib import Path

from bot.errors import DataError, DataProblem

REPLIES_FILE = "replies.csv"
_COLUMNS = ["key", "text"]


def load_replies(data_dir: Path) -> dict[str, str]:
    """Return the text of every key of replies.csv in `data_dir`; a text may have several lines.

    Raises:
        DataError: with every row that has no key, no text, too many cells, or the key of an earlier row;
            or when the file cannot be read or lacks a column.
    """
    path = data_dir / REPLIES_FILE
    texts: dict[str, str] = {}
    problems: list[DataProblem] = []
    for line, row in _read_rows(path):
        key, text = row if len(row) == len(_COLUMNS) else ("", "")
        if key in texts:
            problems.append(DataProblem(REPLIES_FILE, line, f"key {key} has a row already; delete one of them"))
        elif not key.strip() or not text.strip():
            problems.append(DataProblem(REPLIES_FILE, line, f"{len(row)} cells filled badly; give a key and a text"))
        texts.setdefault(key, text.strip())
    if problems:
        raise DataError(problems)
    return texts


def _read_rows(path: Path) -> list[tuple[int, list[str]]]:
    """Return the rows below the header, each with the line it starts on (1 is the header's)."""
    try:
        with path.open(encoding="utf-8", newline="") as file:
            reader = csv.reader(file, strict=True)
            if (header := next(reader, [])) != _COLUMNS:
                raise DataError([DataProblem(REPLIES_FILE, 1, f"header is {','.join(header)}; make it key,text")])
            rows, start = [], reader.line_num + 1
            for row in reader:
                rows.append((start, row))
                start = reader.line_num + 1
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise DataError([DataProblem(REPLIES_FILE, 1, f"cannot be read ({error}); restore the file")]) from None
    return [(line, row) for line, row in rows if row]
