"""A slow, obvious reading of the data files: loops over rows, one question at a time, no SQL and no index.

It shares only `fold` with the program: how the store comes to its rows is not looked at here.
"""

from __future__ import annotations

import csv
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from bot.text import fold

UNOFFICIAL = "NOT AN OFFICIAL NOMINATION"
Credit = tuple[tuple[str, ...], tuple[str, ...]]
"""The titles and the names of one nomination, as written."""


@dataclass(frozen=True, slots=True)
class Line:
    """One nomination as its file has it; ids are as many as names, empty where unknown."""

    body: str
    year: int
    category: str
    works: tuple[str, ...]
    work_ids: tuple[str, ...]
    people: tuple[str, ...]
    people_ids: tuple[str, ...]
    won: bool
    official: bool


class Plain:
    """The data files, read from top to bottom for every question."""

    def __init__(self, data_dir: Path) -> None:
        self.lines: list[Line] = []
        for body in _rows(data_dir / "bodies.csv"):
            for row in _rows(data_dir / "nominations" / f"{body['body']}.csv"):
                self.lines.append(_line(body["body"], row))
        self.rules = [row for row in _rows(data_dir / "identities.csv") if row["kind"] == "person"]
        self.aliases = {
            fold(row["alias"]): row["id"] for row in _rows(data_dir / "aliases.csv") if row["kind"] == "person"
        }
        self.ids: dict[Line, list[str]] = {}
        self.known: dict[str, Counter[str]] = {}
        for line in self.lines:
            for name, given in zip(line.people, line.people_ids, strict=True):
                if given:
                    self.known.setdefault(fold(name), Counter())[given] += 1
        for row in _rows(data_dir / "people.csv"):
            if row["person"]:
                self.known.setdefault(fold(row["name"]), Counter())[row["person"]] += 0

    def category(self, body: str, category: str, year: int) -> list[Line]:
        """Return the rows of one category in one calendar year."""
        return [line for line in self.lines if (line.body, line.category, line.year) == (body, category, year)]

    def winners(self, body: str, category: str, year: int) -> list[Credit]:
        """Return everything that won that category in that year."""
        return [(line.works, line.people) for line in self.category(body, category, year) if line.won]

    def nominees(self, body: str, category: str, year: int) -> list[Credit]:
        """Return every official nomination of that category in that year, winners included."""
        return [(line.works, line.people) for line in self.category(body, category, year) if line.official]

    def tally_of_person(self, person: str, body: str = "") -> tuple[int, int]:
        """Return (wins, official nominations) of a person by id, at one body or at all."""
        found = [
            line for line in self.lines if line.official and body in ("", line.body) and person in self.named(line)
        ]
        return sum(line.won for line in found), len(found)

    def tally_of_work(self, work: str, body: str = "") -> tuple[int, int]:
        """Return (wins, official nominations) of the rows that give this work's id, at one body or at all."""
        found = [line for line in self.lines if line.official and body in ("", line.body) and work in line.work_ids]
        return sum(line.won for line in found), len(found)

    def named(self, line: Line) -> list[str]:
        """Return the ids of everybody whom a nomination names."""
        if line not in self.ids:
            pairs = zip(line.people, line.people_ids, strict=True)
            self.ids[line] = [given or self.who(name, line) for name, given in pairs]
        return self.ids[line]

    def who(self, name: str, line: Line) -> str:
        """Return the id of somebody whose row gives none."""
        folded = fold(name)
        rules = [rule for rule in self.rules if fold(rule["name"]) == folded and _fits(rule, line)]
        if rules:
            return max(rules, key=lambda rule: sum(rule[column] != "" for column in ("body", "years", "category")))[
                "id"
            ]
        if folded in self.known:
            return self.known[folded].most_common(1)[0][0]
        return self.aliases.get(folded) or "p:" + folded.replace(" ", "-")


def _fits(rule: dict[str, str], line: Line) -> bool:
    first, _, last = rule["years"].partition("-") if "-" in rule["years"] else (rule["years"], "", rule["years"])
    in_years = int(first or 0) <= line.year <= int(last or 9999)
    return in_years and rule["body"] in ("", line.body) and rule["category"] in ("", line.category)


def _line(body: str, row: dict[str, str]) -> Line:
    works, people = _values(row["works"]), _values(row["people"])
    work_ids = _values(row["work_ids"]) or ("",) * len(works)
    people_ids = _values(row["people_ids"]) or ("",) * len(people)
    year, won = int(row["year"]), row["winner"] == "1"
    official = won or UNOFFICIAL not in row["note"]
    return Line(body, year, row["category"], works, work_ids, people, people_ids, won, official)


def _values(cell: str) -> tuple[str, ...]:
    return tuple(cell.split("|")) if cell else ()


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
