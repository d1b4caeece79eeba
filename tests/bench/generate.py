"""A data folder with ten times the nominations: the real files, and invented people and films beside the real ones.

Every real nomination gets nine more of the same ceremony and category that did not win, for films and people whose
names are made up: the answers about real ones stay what they are, but everything has to be found among ten times
as many rows, names and spellings. The same seed makes the same files.
"""

from __future__ import annotations

import csv
import itertools
import random
import shutil
from collections import deque
from collections.abc import Callable, Iterator
from pathlib import Path

from bot.text import fold

TIMES = 10
_NEW_SHARE = 0.31  # of credits that are somebody's or some film's first: as in the real data
_REMEMBERED = 300  # of the last invented ones, from whom the others are taken: careers have an end
_ONSETS = ("b", "br", "c", "d", "dr", "f", "g", "gr", "h", "j", "k", "l", "m", "n", "p", "r", "s", "st", "t", "v", "w")
_VOWELS = ("a", "e", "i", "o", "u", "au", "ei", "ie")
_CODAS = ("", "l", "n", "r", "s", "nd", "rk", "tt", "ck", "lm", "sen", "ski", "ton", "vich", "well")
_TITLES = (
    "The {0} {1}", "{0} {1}", "{0} of the {1}", "A {0} for {2}", "{2}", "The {0} of {2}", "{2}: {0} and {1}",
    "The Last {0}", "{0} in {2}",
)  # fmt: skip


def write_tenfold(source: Path, target: Path, seed: int = 0) -> None:
    """Write a data folder `target` (which must not exist) that holds all of `source` and nine times as much again."""
    shutil.copytree(source, target)
    names = Names(source, random.Random(seed))
    for path in sorted((target / "nominations").glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as lines:
            rows = list(csv.DictReader(lines))
        with path.open("a", encoding="utf-8", newline="") as lines:
            writer = csv.DictWriter(lines, list(rows[0]), lineterminator="\n")
            writer.writerows(_invented(rows, names))


def _invented(rows: list[dict[str, str]], names: Names) -> Iterator[dict[str, str]]:
    """Yield the invented nominations of one award body; films stand at one ceremony, people at several."""
    people, films, ceremony = Pool(names, names.person, "nm9"), Pool(names, names.title, "tt9"), ""
    for row in rows:
        if row["year"] != ceremony:
            films.forget()
            ceremony = row["year"]
        for _ in range(TIMES - 1):
            detail = names.person() if row["detail"] else ""
            plain = {"detail": detail, "winner": "0", "note": "", "source": "invented"}
            cells = people.cells("people", "people_ids", row) | films.cells("works", "work_ids", row)
            yield row | cells | plain


class Pool:
    """Invented people or films by their ids: now and then a new one, else one of the last."""

    def __init__(self, names: Names, invent: Callable[[], str], prefix: str) -> None:
        self._names, self._invent, self._prefix = names, invent, prefix
        self._last: deque[tuple[str, str]] = deque(maxlen=_REMEMBERED)

    def take(self) -> tuple[str, str]:
        """Return an id and a name."""
        if not self._last or self._names.rng.random() < _NEW_SHARE:
            self._last.append((f"{self._prefix}{next(self._names.numbers):06}", self._invent()))
            return self._last[-1]
        return self._names.rng.choice(self._last)

    def cells(self, names: str, ids: str, row: dict[str, str]) -> dict[str, str]:
        """Return two cells with as many invented names as the row has real ones, and with their ids."""
        count = len(row[names].split("|")) if row[names] else 0
        chosen = dict(self.take() for _ in range(count))
        return {names: "|".join(chosen.values()), ids: "|".join(chosen)}

    def forget(self) -> None:
        """Take only new ones from here on."""
        self._last.clear()


class Names:
    """Makes names up: real first names with surnames of syllables, and titles of plain words that no film has."""

    def __init__(self, data: Path, rng: random.Random) -> None:
        self.rng = rng
        self.numbers = itertools.count(1)  # for ids, of which none comes twice
        people = _column(data / "people.csv", "name")
        self._first = sorted({name.split()[0] for name in people if " " in name and name.split()[0].isalpha()})
        self._words = [word.title() for word in _column(data / "lexicon" / "common.csv", "word") if len(word) > 3]
        files = sorted((data / "nominations").glob("*.csv"))
        self._taken = {fold(title) for file in files for cell in _column(file, "works") for title in cell.split("|")}

    def surname(self) -> str:
        """Return an invented surname."""
        syllables = (self.rng.choice(_ONSETS) + self.rng.choice(_VOWELS) for _ in range(self.rng.choice((1, 2, 2))))
        return ("".join(syllables) + self.rng.choice(_ONSETS[:16]) + "e" + self.rng.choice(_CODAS)).title()

    def person(self) -> str:
        """Return an invented person's name."""
        return f"{self.rng.choice(self._first)} {self.surname()}"

    def title(self) -> str:
        """Return an invented title."""
        while True:
            words = (*self.rng.sample(self._words, 2), self.surname())
            title = self.rng.choice(_TITLES).format(*words)
            if fold(title) not in self._taken:
                return title


def _column(path: Path, name: str) -> list[str]:
    with path.open(encoding="utf-8", newline="") as lines:
        return [row[name] for row in csv.DictReader(lines)]
