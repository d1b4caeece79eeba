"""Data files to rows that know their place, so that every later complaint can name file and line."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bot.build.layout import LEXICON, NOMINATION_COLUMNS, NOMINATIONS_FOLDER, TABLES, WORDS
from bot.errors import DataProblem

SEPARATOR = "|"


class Row(dict[str, str]):
    """One row of a data file: column -> text, plus `path` (as shown to people) and 1-based `line`."""

    __slots__ = ("line", "path")

    def __init__(self, cells: Iterator[tuple[str, str]], path: str, line: int) -> None:
        super().__init__(cells)
        self.path = path
        self.line = line

    def many(self, column: str) -> list[str]:
        """Return the values of a cell that holds several; an empty cell has none."""
        return self[column].split(SEPARATOR) if self[column] else []

    def problem(self, message: str) -> DataProblem:
        """Return a complaint about this row."""
        return DataProblem(self.path, self.line, message)


@dataclass(slots=True)
class Sources:
    """All rows of the data files.

    `tables` goes by the names in `layout.TABLES` and `layout.LEXICON`; `nominations` by award body, in the
    order of bodies.csv. `problems` says what could not be read at all: missing files, columns, cells.
    """

    tables: dict[str, list[Row]]
    nominations: dict[str, list[Row]]
    problems: list[DataProblem]

    def nomination_rows(self) -> Iterator[tuple[str, Row]]:
        """Yield (award body, row) for every nomination."""
        for body, rows in self.nominations.items():
            for row in rows:
                yield body, row


def read_sources(data_dir: Path) -> Sources:
    """Return every row under `data_dir`; never raises for what is wrong in the files, see `Sources.problems`."""
    sources = Sources({}, {}, [])
    for name, columns in (TABLES | LEXICON).items():
        sources.tables[name] = _read(data_dir, f"{name}.csv", columns, sources.problems)
    for body in (row["body"] for row in sources.tables["bodies"]):
        path = f"{NOMINATIONS_FOLDER}/{body}.csv"
        sources.nominations[body] = _read(data_dir, path, NOMINATION_COLUMNS, sources.problems)
    sources.problems += _strays(data_dir, set(sources.nominations))
    return sources


def read_words(data_dir: Path, sources: Sources) -> None:
    """Add the wordings (`layout.WORDS`) to the tables of `sources`, and what is wrong with their files."""
    for name, columns in WORDS.items():
        sources.tables[name] = _read(data_dir, f"{name}.csv", columns, sources.problems)


def _read(data_dir: Path, name: str, columns: tuple[str, ...], problems: list[DataProblem]) -> list[Row]:
    """Return the rows of one file; a row with too few or too many cells is reported and left out."""
    shown = f"data/{name}"
    try:
        text = (data_dir / name).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        problems.append(DataProblem(shown, 1, f"cannot be read ({error.__class__.__name__}); add it as UTF-8 text"))
        return []
    return list(_rows(text, shown, columns, problems))


def _rows(text: str, shown: str, columns: tuple[str, ...], problems: list[DataProblem]) -> Iterator[Row]:
    reader = csv.reader(io.StringIO(text, newline=""))
    header = next(reader, [])
    if tuple(header) != columns:
        problems.append(DataProblem(shown, 1, f"columns are {','.join(header)}; expected {','.join(columns)}"))
        return
    line = reader.line_num
    for cells in reader:
        start, line = line + 1, reader.line_num
        if len(cells) != len(columns):
            problems.append(
                DataProblem(
                    shown, start, f"{len(cells)} cells, expected {len(columns)}; quote a cell that holds a comma"
                )
            )
            continue
        yield Row(zip(columns, cells, strict=True), shown, start)


def _strays(data_dir: Path, bodies: set[str]) -> list[DataProblem]:
    """Complain about nomination files of which bodies.csv knows nothing."""
    return [
        DataProblem(f"data/{NOMINATIONS_FOLDER}/{path.name}", 1, "unknown award body; add it to data/bodies.csv")
        for path in sorted((data_dir / NOMINATIONS_FOLDER).glob("*.csv"))
        if path.stem not in bodies
    ]
