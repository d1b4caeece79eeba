"""Data rows to table rows: every tuple that goes into awards.db, in an order that never changes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from typing import Any

from bot.build.editions import HELD, Edition, all_editions, edition_id
from bot.build.people import People, paired
from bot.build.read import Row, Sources
from bot.build.weigh import Weights
from bot.build.works import Works
from bot.store import pack_credits
from bot.text import fold

Tables = dict[str, list[tuple[Any, ...]]]

_NOT_OFFICIAL = "NOT AN OFFICIAL NOMINATION"


class Assembly:
    """The rows of every table, by table name; `steps` are to be run in their order."""

    def __init__(self, sources: Sources) -> None:
        self.sources = sources
        self.people = People(sources)
        self.works = Works(sources)
        self.editions = all_editions(sources)
        self.categories = {(row["body"], row["category"]): row for row in sources.tables["categories"]}
        self.tables: Tables = {}
        self._unnamed: dict[tuple[str, int, int], str] = {}

    @property
    def steps(self) -> list[Callable[[], None]]:
        """Return the steps that fill `tables`; one is some tenth of a second."""
        return [
            self._bodies, self._resolve_works, self._nominations, self._editions, self._quotes, self._facts,
            self._people_and_works, self._aliases, self._credits,
        ]  # fmt: skip

    def _bodies(self) -> None:
        bodies, categories = self.sources.tables["bodies"], self.sources.tables["categories"]
        self.tables["body"] = [
            tuple(row[name] for name in ("body", "name", "short", "singular", "article", "kind", "nominees"))
            for row in bodies
        ]
        self.tables["category"] = [_category(row) for row in categories]

    def _resolve_works(self) -> None:
        """Take in the works with ids first, so that titles without one can be matched to them."""
        unnamed: list[tuple[str, int, int, str]] = []
        for body, row in self.sources.nomination_rows():
            edition, kind = self._edition_of(body, row), self.categories[body, row["category"]]["kind"]
            for title, work in paired(row, "works", "work_ids"):
                if work:
                    self.works.add(work, title, edition.film_first, edition.film_last, kind)
                else:
                    unnamed.append((title, edition.film_first, edition.film_last, kind))
        for title, first, last, kind in sorted(unnamed, key=lambda item: (fold(item[0]), item[1:], item[0])):
            self._unnamed[f"{kind} {title}", first, last] = self.works.resolve(title, first, last, kind)

    def _nominations(self) -> None:
        names = ("nomination", "nomination_person", "nomination_work", "detail", "detail_tail")
        nominations, persons, works, details, tails = (self.tables.setdefault(name, []) for name in names)
        for key, (body, row) in enumerate(self.sources.nomination_rows(), 1):
            edition, category = self._edition_of(body, row), self.categories[body, row["category"]]
            nominations.append(_nomination(key, edition, row, category["kind"], int(category["competitive"])))
            persons += numbered(key, self._persons_of(body, edition.year, row, set(category.many("families"))))
            works += numbered(key, self._works_of(row, edition, category["kind"]))
            texts = [text for text in row.many("detail") if text]
            kind = category["detail"] or "other"
            details += [(key, at, kind, text, fold(text)) for at, text in enumerate(texts, 1)]
            tails += sorted({(tail, kind, key) for text in texts for tail in _tails(fold(text))})

    def _persons_of(self, body: str, year: int, row: Row, families: set[str]) -> list[str]:
        persons = [
            self.people.resolve(name, body, year, row["category"], person)
            for name, person in paired(row, "people", "people_ids")
        ]
        self.people.see_acting(persons, families)
        return persons

    def _works_of(self, row: Row, edition: Edition, kind: str) -> list[str]:
        return [
            work or self._unnamed[f"{kind} {title}", edition.film_first, edition.film_last]
            for title, work in paired(row, "works", "work_ids")
        ]

    def _editions(self) -> None:
        self.tables["edition"] = [_edition(edition) for edition in self.editions.values()]
        self.tables["outcome"] = [
            (edition_id(row["body"], row["ceremony"], row["year"]), row["category"], row["outcome"], row["note"])
            for row in self.sources.tables["outcomes"]
        ]
        self.tables["host"] = [
            (edition.id, position, name, self.people.resolve(name, edition.body, edition.year))
            for edition in self.editions.values()
            for position, name in enumerate(edition.row.many("hosts") if edition.row else [], 1)
        ]

    def _quotes(self) -> None:
        self.tables["quote"] = [self._quote(key, row) for key, row in enumerate(self.sources.tables["quotes"], 1)]

    def _quote(self, key: int, row: Row) -> tuple[Any, ...]:
        edition = self.editions.get(edition_id(row["body"], row["ceremony"], row["year"]))
        year = int(row["year"])
        person = self.people.resolve(row["speaker"], row["body"], year, row["category"])
        first, last = (edition.film_first, edition.film_last) if edition else (year - 1, year)
        work = (self.works.find(row["work"], first, last) or self.works.find_any(row["work"])) if row["work"] else None
        category = row["category"] if (row["body"], row["category"]) in self.categories else None
        return (
            key, edition and edition.id, row["body"], year, category, row["speaker"], person, row["role"], work,
            row["quote"], fold(row["quote"]), row["context"], row["themes"], row["source_title"], row["source_url"],
            int(row["verified"]),
        )  # fmt: skip

    def _facts(self) -> None:
        facts, persons, works = (self.tables.setdefault(name, []) for name in ("fact", "fact_person", "fact_work"))
        for row in self.sources.tables["facts"]:
            key, year = row["fact"], int(row["year"] or 0)
            facts.append((
                key, row["body"], year or None, row["topic"], row["statement"], row["answer"], row["source_title"],
                row["source_url"], int(row["verified"]),
            ))  # fmt: skip
            for position, name in enumerate(row.many("people"), 1):
                persons.append((key, position, self.people.resolve(name, row["body"], year), name))
            for position, title in enumerate(row.many("works"), 1):
                near = self.works.find(title, year - 1, year) if year else None
                works.append((key, position, near or self.works.find_any(title), title))

    def _people_and_works(self) -> None:
        weights = Weights(self.tables, {row["body"]: float(row["weight"]) for row in self.sources.tables["bodies"]})
        self.tables["person"] = [
            (key, self.people.display_name(key), *self._biography(key), *weights.person(key))
            for key in sorted(self.people.spellings)
        ]
        self.tables["work"] = [
            (key, self.works.title(key), self.works.year(key), self.works.kind(key), *weights.work(key))
            for key in sorted(self.works.by_id)
        ]

    def _biography(self, person: str) -> tuple[str | None, ...]:
        """Return (gender, birth, death, birthplace); a gender that people.csv lacks is that of the acting prizes."""
        row = self.people.biography(person)
        known = {name: (row[name] or None) if row else None for name in ("gender", "birth", "death", "birthplace")}
        return (known.pop("gender") or self.people.acting_gender(person), *known.values())

    def _aliases(self) -> None:
        known = {"person": {row[0]: row[1] for row in self.tables["person"]}}
        known["work"] = {row[0]: row[1] for row in self.tables["work"]}
        found = {(row["kind"], row["id"], row["alias"]) for row in self.sources.tables["aliases"]}
        found |= {("person", key, name) for key, names in self.people.spellings.items() for name in names}
        found |= {("work", key, title) for key, work in self.works.by_id.items() for title in work.spellings}
        self.tables["alias"] = sorted(
            (kind, key, alias) for kind, key, alias in found if key in known[kind] and alias != known[kind][key]
        )

    def _credits(self) -> None:
        """Write the people and works, by now with their names, into the nominations: most answers show them."""
        people = _named(self.tables["nomination_person"], self.tables["person"])
        works = _named(self.tables["nomination_work"], self.tables["work"])
        self.tables["nomination"] = [
            (*row, pack_credits(people[row[0]]), pack_credits(works[row[0]])) for row in self.tables["nomination"]
        ]

    def _edition_of(self, body: str, row: Row) -> Edition:
        return self.editions[edition_id(body, row["ceremony"], row["year"])]


def numbered(key: int | str, values: list[str]) -> list[tuple[Any, ...]]:
    """Return (key, 1, first value), (key, 2, second value), ... without repetitions."""
    return [(key, position, value) for position, value in enumerate(dict.fromkeys(values), 1)]


def _tails(folded: str) -> list[str]:
    """Return a text from each of its words on: "vito corleone", "corleone"."""
    words = folded.split()
    return [" ".join(words[start:]) for start in range(len(words))]


def _named(links: list[tuple[Any, ...]], entities: list[tuple[Any, ...]]) -> dict[int, list[tuple[str, str]]]:
    """Return (id, name) of the entities linked to each nomination, in the order of the credit."""
    names = {row[0]: row[1] for row in entities}
    found: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for nomination, _, key in links:
        found[nomination].append((key, names[key]))
    return found


def _category(row: Row) -> tuple[Any, ...]:
    return (
        row["body"], row["category"], row["name"], row["kind"], int(row["person"]), int(row["competitive"]),
        row["families"], int(row["first_year"]), int(row["last_year"]),
    )  # fmt: skip


def _counts(row: Row) -> bool:
    """Return whether a row counts: an official nomination, or a win, however it came about (write-in, 2nd Oscars)."""
    return row["winner"] == "1" or _NOT_OFFICIAL not in row["note"]


def _nomination(key: int, edition: Edition, row: Row, kind: str, competitive: int) -> tuple[Any, ...]:
    return (
        key, edition.id, edition.body, edition.ceremony, edition.year, edition.film_first, edition.film_last,
        row["category"], row["wording"], row["detail"], int(row["winner"]), int(_counts(row)),
        row["note"], row["source"], kind, competitive,
    )  # fmt: skip


def _edition(edition: Edition) -> tuple[Any, ...]:
    start = (edition.id, edition.body, edition.ceremony, edition.year, edition.film_first, edition.film_last)
    if edition.row is None:
        return (*start, None, None, None, None, None, HELD, None, None)
    row = edition.row
    texts = (row[name] or None for name in ("date", "venue", "city", "broadcaster"))
    viewers = float(row["viewers_millions"]) if row["viewers_millions"] else None
    return (*start, *texts, viewers, row["status"], row["note"] or None, row["source"] or None)
