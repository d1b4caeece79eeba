"""A slow second reading of trivia questions: loops over the data files tell which options are right, without the store.

It shares `fold` with the program, and what data/trivia/families.csv says an award is won by; nothing else.
"""

from __future__ import annotations

import csv
import re
import zlib
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from bot.text import fold as fold_text
from bot.trivia.model import Question

fold = lru_cache(maxsize=None)(fold_text)
UNOFFICIAL = "NOT AN OFFICIAL NOMINATION"
_BRACKETED = re.compile(r"(.+?) \((.+)\)")


@dataclass(frozen=True, slots=True)
class Row:
    """One nomination as its file has it."""

    body: str
    edition: str
    year: int
    category: str
    works: tuple[str, ...]
    people: tuple[str, ...]
    ids: tuple[str, ...]  # of the people; made of the name where the file gives none
    details: tuple[str, ...]
    won: bool
    official: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """The parts of a question's id, with the category's families."""

    question: Question
    body: str
    edition: str
    category: str
    subject: str
    families: frozenset[str]


class TriviaPlain:
    """The data files, and the options of a question that are right by them."""

    def __init__(self, data_dir: Path) -> None:
        self.categories = {(row["body"], row["category"]): row for row in _rows(data_dir / "categories.csv")}
        self.asks = {row["family"]: row["asks"] for row in _rows(data_dir / "trivia" / "families.csv")}
        self.rows: dict[str, list[Row]] = {}
        self.same: dict[str, set[str]] = defaultdict(set)  # folded spelling -> ids that have borne it
        for body in _rows(data_dir / "bodies.csv"):
            found = _rows(data_dir / "nominations" / f"{body['body']}.csv")
            self.rows[body["body"]] = [self._row(body["body"], row) for row in found]
        for row in _rows(data_dir / "people.csv"):
            self.same[fold(row["name"])].add(row["person"] or _slug(row["name"]))
        for row in _rows(data_dir / "aliases.csv"):
            self.same[fold(row["alias"])].add(row["id"])
        for row in _rows(data_dir / "works.csv"):
            self.same[fold(row["title"])].add(row["work"])
        self.hosts = {_edition(row["body"], row): row["hosts"].split("|") for row in _rows(data_dir / "ceremonies.csv")}
        self.quotes = _rows(data_dir / "quotes.csv")
        self.outcomes = {(_edition(row["body"], row), row["category"]) for row in _rows(data_dir / "outcomes.csv")}

    def _row(self, body: str, row: dict[str, str]) -> Row:
        works, people = _values(row["works"]), _values(row["people"])
        people_ids = _values(row["people_ids"]) or ("",) * len(people)
        ids = tuple(given or _slug(name) for name, given in zip(people, people_ids, strict=True))
        for name, given in (*zip(people, people_ids, strict=True), *zip(works, _values(row["work_ids"]), strict=False)):
            if given:
                self.same[fold(name)].add(given)
                for part in _parts(name):
                    self.same[fold(part)].add(given)
        won = row["winner"] == "1"
        details = tuple(value for value in _values(row["detail"]) if value)
        return Row(
            body, _edition(body, row), int(row["year"]), row["category"], works, people, ids, details, won,
            won or UNOFFICIAL not in row["note"],
        )  # fmt: skip

    # --- what names mean

    def is_same(self, one: str, other: str) -> bool:
        """Return whether two names may mean the same: equal when folded, or spellings of one id."""
        first, second = fold(one), fold(other)
        return first == second or not self.same.get(first, set()).isdisjoint(self.same.get(second, ()))

    def is_among(self, name: str, names: Iterable[str]) -> bool:
        """Return whether a name may mean one of the others, or a part of one in brackets."""
        for other in names:
            if self.is_same(name, other) or any(self.is_same(name, part) for part in _parts(other)):
                return True
        return False

    def asked(self, question: Question) -> Asked:
        """Return what a question's id says."""
        _, edition, category, subject = question.id.split("/")
        body = edition.rpartition("-")[0]
        return Asked(question, body, edition, category, subject, self.families(body, category))

    def families(self, body: str, category: str) -> frozenset[str]:
        """Return the families of a category, none for none."""
        row = self.categories.get((body, category))
        return frozenset(row["families"].split("|")) if row else frozenset()

    def labels(self, row: Row) -> tuple[str, ...]:
        """Return what wins with a nomination, as its award is spoken of."""
        families = self.categories[row.body, row.category]["families"].split("|")
        asks = next((self.asks[family] for family in families if family in self.asks), "work")
        return {"person": row.people, "song": row.details, "work": row.works}[asks]

    def race(self, asked: Asked, category: str = "") -> list[Row]:
        """Return the official nominations of the race that is asked about, or of another category there."""
        return self._race(asked.body, asked.edition, category or asked.category)

    @cache  # noqa: B019  # there is one reading in a run, and each question looks four times
    def _race(self, body: str, edition: str, category: str) -> list[Row]:
        return [row for row in self.rows[body] if row.edition == edition and row.category == category and row.official]

    def like_wins(self, asked: Asked) -> list[Row]:
        """Return all that ever won at that body in a category of the same families."""
        return self._like_wins(asked.body, asked.families)

    @cache  # noqa: B019  # as above
    def _like_wins(self, body: str, families: frozenset[str]) -> list[Row]:
        return [row for row in self.rows[body] if row.won and families & self.families(row.body, row.category)]

    # --- which options are right

    def right(self, question: Question) -> list[int]:
        """Return the places of the right options; [] too where what the question says of the facts does not hold."""
        asked = self.asked(question)
        judge: Callable[[Asked, str], bool] | None = getattr(self, f"_is_{question.template.replace('-', '_')}")
        assert judge is not None
        if asked.category != "-" and question.template not in ("actor", "role") and not self._is_single(asked):
            return []
        return [at for at, option in enumerate(question.options) if judge(asked, option)]

    def _is_single(self, asked: Asked) -> bool:
        """Return whether one alone won that race, of which no tie and no gap is declared."""
        winners = {fold(label) for row in self.race(asked) if row.won for label in self.labels(row)}
        return len(winners) == 1 and (asked.edition, asked.category) not in self.outcomes

    def _is_winner(self, asked: Asked, option: str) -> bool:
        """Right is who won the race, or another one like it there in that year."""
        year = next(row.year for row in self.race(asked))
        return any(row.year == year and self.is_among(option, self.labels(row)) for row in self.like_wins(asked))

    def _is_beat(self, asked: Asked, option: str) -> bool:
        losers = [row for row in self.race(asked) if not row.won and self._says(asked, self.labels(row))]
        return bool(losers) and self._is_winner(asked, option)

    def _is_night(self, asked: Asked, option: str) -> bool:
        clue = [row for row in self.race(asked, asked.subject) if row.won]
        named = [label for row in clue for label in self.labels(row)]
        like = Asked(
            asked.question, asked.body, asked.edition, asked.subject, "", self.families(asked.body, asked.subject)
        )
        editions = {
            row.edition for row in self.like_wins(like) if any(self.is_among(it, self.labels(row)) for it in named)
        }
        return len(set(named)) == 1 and editions == {asked.edition} and self._is_winner(asked, option)

    def _is_performance(self, asked: Asked, option: str) -> bool:
        won = [
            row
            for row in self.rows[asked.body]
            if row.won and row.category == asked.category and self.is_among(self._title(asked), row.works)
        ]
        return len({row.edition for row in won}) == 1 and any(self.is_among(option, row.people) for row in won)

    def _is_film(self, asked: Asked, option: str) -> bool:
        return any(row.won and self.is_among(option, row.works) for row in self.race(asked))

    def _is_lost(self, asked: Asked, option: str) -> bool:
        year = next(row.year for row in self.race(asked))
        like = (
            row
            for row in self.rows[asked.body]
            if row.year == year and asked.families & self.families(row.body, row.category)
        )
        return any(self.is_among(option, self.labels(row)) for row in like)

    def _won_in(self, asked: Asked, name: str) -> set[int]:
        return {row.year for row in self.like_wins(asked) if self.is_among(name, self.labels(row))}

    def _is_year(self, asked: Asked, option: str) -> bool:
        names = {label for row in self.race(asked) if row.won for label in self.labels(row)}
        return any(int(option) in self._won_in(asked, name) for name in names)

    def _is_first(self, asked: Asked, option: str) -> bool:
        years = {other: self._won_in(asked, other) for other in asked.question.options}
        if not all(years.values()):
            return False
        return all(min(years[option]) < min(years[other]) for other in years if other != option)

    def _is_host(self, asked: Asked, option: str) -> bool:
        return self.is_among(option, self.hosts[asked.edition])

    def _of_film(self, asked: Asked, title: str) -> list[Row]:
        """Return the nominations of a film at an edition, for contested awards."""
        return [
            row
            for row in self.rows[asked.body]
            if row.edition == asked.edition
            and row.official
            and self._is_contested(row)
            and self.is_among(title, row.works)
        ]

    def _is_contested(self, row: Row) -> bool:
        return self.categories[row.body, row.category]["competitive"] == "1"

    def _title(self, asked: Asked) -> str:
        found = re.findall(r"“(.+)”", asked.question.text)
        return found[0] if found else ""

    def _is_count(self, asked: Asked, option: str) -> bool:
        rows = self._of_film(asked, self._title(asked))
        elsewhere = {row.edition for row in self.rows[asked.body] if self.is_among(self._title(asked), row.works)}
        return elsewhere == {asked.edition} and int(option) == sum(row.won for row in rows)

    def _is_nods(self, asked: Asked, option: str) -> bool:
        elsewhere = {row.edition for row in self.rows[asked.body] if self.is_among(self._title(asked), row.works)}
        return elsewhere == {asked.edition} and int(option) == len(self._of_film(asked, self._title(asked)))

    def _tops(self, asked: Asked, option: str, *, won: bool) -> bool:
        """Return whether a film had more wins or nominations there than any other film."""
        tallies: dict[str, int] = defaultdict(int)
        films: set[str] = set()
        for row in self.rows[asked.body]:
            if row.edition == asked.edition and row.official and self._is_contested(row):
                for title in set(map(fold, row.works)):
                    tallies[title] += row.won if won else 1
                    if self.categories[row.body, row.category]["kind"] == "film":
                        films.add(title)
        mine = sum(row.won if won else 1 for row in self._of_film(asked, option))
        return all(tallies[title] < mine for title in films if not self.is_among(option, (title,)))

    def _is_most(self, asked: Asked, option: str) -> bool:
        return self._tops(asked, option, won=True)

    def _is_led(self, asked: Asked, option: str) -> bool:
        return self._tops(asked, option, won=False)

    def _is_song_film(self, asked: Asked, option: str) -> bool:
        return self._is_film(asked, option)

    def _is_film_song(self, asked: Asked, option: str) -> bool:
        return any(row.won and self.is_among(option, row.details) for row in self.race(asked))

    def _is_country(self, asked: Asked, option: str) -> bool:
        return self._is_film_song(asked, option)

    def _parts(self, asked: Asked) -> list[Row]:
        """Return the nominations that the film of a question about a part had there, if the part is in the text."""
        own = [row for row in self.race(asked) if asked.subject in row.ids]
        return self._of_works(asked.body, tuple(dict.fromkeys(title for row in own for title in row.works)))

    @cache  # noqa: B019  # as above
    def _of_works(self, body: str, titles: tuple[str, ...]) -> list[Row]:
        return [row for row in self.rows[body] if any(self.is_among(title, row.works) for title in titles)]

    def _is_actor(self, asked: Asked, option: str) -> bool:
        rows = [row for row in self._parts(asked) if self._says(asked, row.details)]
        return any(self.is_among(option, row.people) for row in rows)

    def _is_role(self, asked: Asked, option: str) -> bool:
        rows = [row for row in self._parts(asked) if self._says(asked, row.people)]
        return any(self.is_among(option, row.details) for row in rows)

    def _is_odd(self, asked: Asked, option: str) -> bool:
        return not self._won_in(asked, option)

    def _is_never(self, asked: Asked, option: str) -> bool:
        won = (name for row in self.rows[asked.body] if row.won for name in row.people)
        return not self.is_among(option, won)

    def _said(self, asked: Asked) -> dict[str, str]:
        return next(row for row in self.quotes if _quote_id(row) == asked.subject)

    def _is_said(self, asked: Asked, option: str) -> bool:
        words = self._said(asked)["quote"]
        return words in asked.question.text and any(
            fold(row["quote"]) == fold(words) and self.is_same(option, row["speaker"]) for row in self.quotes
        )

    def _is_words(self, asked: Asked, option: str) -> bool:
        speaker = self._said(asked)["speaker"]
        return self._says(asked, (speaker,)) and any(
            fold(row["quote"]) == fold(option) and self.is_same(speaker, row["speaker"]) for row in self.quotes
        )

    def _says(self, asked: Asked, names: Iterable[str]) -> bool:
        """Return whether the text of a question names one of these, by one of its spellings."""
        text = f" {fold(asked.question.text)} "
        return any(f" {form} " in text for name in names for form in self._spellings(name) if form)

    def _spellings(self, name: str) -> set[str]:
        forms = {fold(name), *map(fold, _parts(name))}
        ids = {ident for form in forms for ident in self.same.get(form, ())}
        return forms | {form for ident in ids for form in self._by_id.get(ident, ())}

    @property
    def _by_id(self) -> dict[str, set[str]]:
        if not hasattr(self, "_kept"):
            self._kept: dict[str, set[str]] = defaultdict(set)
            for form, ids in self.same.items():
                for ident in ids:
                    self._kept[ident].add(form)
        return self._kept


def _parts(title: str) -> tuple[str, ...]:
    """Return the two titles of "Seven Samurai (Shichinin no Samurai)", () for another."""
    match = _BRACKETED.fullmatch(title)
    return match.groups() if match else ()


def _slug(name: str) -> str:
    return "p:" + fold(name).replace(" ", "-")


def _quote_id(row: dict[str, str]) -> str:
    told = f"{row['speaker']}|{row['quote']}"
    return f"{zlib.crc32(told.encode()):08x}"


def _edition(body: str, row: dict[str, str]) -> str:
    return f"{body}-{row['ceremony']}" if row["ceremony"] else f"{body}-y{row['year']}"


def _values(cell: str) -> tuple[str, ...]:
    return tuple(cell.split("|")) if cell else ()


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
