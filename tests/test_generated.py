"""Questions made of wordings and real names by the dice; a plain look-up in the store knows their answers."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

import pytest
from questions import bare

from bot.answer import Core
from bot.model import Context, Reply
from bot.store import Row, Store
from bot.text import fold

TODAY = date(2026, 11, 22)
SEEDS = (1976, 2017)
CASES_EACH = 30  # for each pattern and seed
Check = Callable[[Reply], bool]

# The editions of awards that give one year to one ceremony, and the short names that people use for them.
BODIES = {"oscars": "oscars", "golden-globes": "golden globes", "bafta": "baftas", "sag": "sag awards"}
MAIN = (
    "best-picture", "best-director", "best-actor", "best-actress", "best-supporting-actor", "best-supporting-actress",
    "best-cinematography", "best-animated-feature", "best-costume-design", "best-editing",
    "best-actor-drama", "best-actress-drama", "best-actor-comedy", "best-actress-comedy", "best-screenplay",
)  # fmt: skip
# Titles made of everyday words ("First Man", "The Last Detail") are the ones that are misread; see known_failures.csv
# for such questions. So many of a hundred cases may fail; a pattern that is not named here must not fail at all.
CEILINGS = {
    "film_wins": 13, "film_nominations": 10, "did_it_win": 7, "films_of_wins": 4, "losers": 4, "roles": 4,
    "star_counts": 4,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Case:
    """A question, what its answer must fulfil, and what the look-up says, for the message."""

    question: str
    check: Check
    expected: str


def first_is(*expected: str) -> Check:
    """The best value is one of the expected."""
    wanted = {bare(value) for value in expected}
    return lambda reply: reply.status == "answered" and bool(reply.answers) and bare(reply.answers[0]) in wanted


def has_any(*expected: str) -> Check:
    """One of the values is one of the expected."""
    wanted = {bare(value) for value in expected}
    return lambda reply: reply.status == "answered" and any(bare(value) in wanted for value in reply.answers)


def has_all(*expected: str) -> Check:
    """All of the expected are among the values."""
    wanted = {bare(value) for value in expected}
    return lambda reply: reply.status == "answered" and wanted <= {bare(value) for value in reply.answers}


_WON = f"""
    SELECT n.edition, n.body, n.year, n.category, c.name AS category_name, c.person FROM nomination n
    JOIN category c ON c.body = n.body AND c.id = n.category
    WHERE n.winner AND n.official AND n.year > 1930 AND n.body IN ({", ".join("?" * len(BODIES))})
      AND n.category IN ({", ".join("?" * len(MAIN))})
      AND (SELECT count(*) FROM edition e WHERE e.body = n.body AND e.year = n.year) = 1
    GROUP BY n.edition, n.category ORDER BY n.edition, n.category
"""
_CREDITS = """
    SELECT e.name AS value FROM nomination n JOIN nomination_person l ON l.nomination = n.id
    JOIN person e ON e.id = l.person WHERE n.edition = ? AND n.category = ? AND n.winner >= ? AND n.official
    UNION SELECT e.title FROM nomination n JOIN nomination_work l ON l.nomination = n.id
    JOIN work e ON e.id = l.work WHERE n.edition = ? AND n.category = ? AND n.winner >= ? AND n.official
"""
_PEOPLE = """
    SELECT DISTINCT e.name AS value FROM nomination n JOIN nomination_person l ON l.nomination = n.id
    JOIN person e ON e.id = l.person WHERE n.edition = ? AND n.category = ? AND n.winner >= ? AND n.official
"""
_FILMS = """
    SELECT w.id, w.title, w.year, sum(n.winner) AS wins, count(*) AS noms FROM work w
    JOIN nomination_work l ON l.work = w.id JOIN nomination n ON n.id = l.nomination
    JOIN category c ON c.body = n.body AND c.id = n.category
    WHERE n.body = ? AND n.official AND c.competitive AND w.weight > 60 AND length(w.title) > 7
    GROUP BY w.id ORDER BY w.id
"""
_STARS = """
    SELECT p.id, p.name, sum(n.winner) AS wins, count(*) AS noms FROM person p
    JOIN nomination_person l ON l.person = p.id JOIN nomination n ON n.id = l.nomination
    JOIN category c ON c.body = n.body AND c.id = n.category
    WHERE n.body = ? AND n.official AND c.competitive AND p.weight > 60 AND p.name LIKE '% %'
    GROUP BY p.id ORDER BY p.id
"""
_ROLES = """
    SELECT d.text AS role, p.name, w.title, n.year, n.category, n.winner, n.edition, c.name AS category_name
    FROM nomination n
    JOIN detail d ON d.nomination = n.id AND d.kind = 'character'
    JOIN nomination_person l ON l.nomination = n.id JOIN person p ON p.id = l.person
    JOIN nomination_work lw ON lw.nomination = n.id JOIN work w ON w.id = lw.work
    JOIN category c ON c.body = n.body AND c.id = n.category
    WHERE n.body = 'oscars' AND n.official AND n.year >= 1935 GROUP BY n.id HAVING count(*) = 1 ORDER BY n.id
"""
_HELD = "SELECT * FROM edition WHERE status = 'held' AND body IN ('oscars', 'golden-globes', 'bafta') ORDER BY id"


class Maker:
    """Makes cases from one store; everything that chance decides comes from `rng`."""

    def __init__(self, store: Store, rng: random.Random) -> None:
        self.store, self.rng = store, rng
        self.titles = counts(fold(row["title"]) for row in store.rows("SELECT title FROM work"))
        self.people = counts(fold(row["name"]) for row in store.rows("SELECT name FROM person"))

    def pick(self, rows: list[Row]) -> Iterator[Row]:
        return iter(self.rng.sample(rows, min(CASES_EACH, len(rows))))

    def say(self, *wordings: str, **names: object) -> str:
        return self.rng.choice(wordings).format(**names)

    def values(self, sql: str, *args: object) -> list[str]:
        return [row["value"] for row in self.store.rows(sql, args)]

    def unique_films(self, body: str) -> list[Row]:
        """Return the well-known films of an award whose title no other work has."""
        return [row for row in self.store.rows(_FILMS, (body,)) if self.is_only(self.titles, row["title"])]

    def unique_stars(self, body: str) -> list[Row]:
        """Return the well-known people of an award whose name nobody else has."""
        return [row for row in self.store.rows(_STARS, (body,)) if self.is_only(self.people, row["name"])]

    def acted(self) -> list[Row]:
        """Return the nominations for one role in one film whose names are nobody else's."""
        return [row for row in self.store.rows(_ROLES) if self.is_only(self.people, row["name"])]

    @staticmethod
    def is_only(counted: dict[str, int], name: str) -> bool:
        return counted[fold(name)] == 1

    def winners(self) -> Iterator[Case]:
        for row in self.pick(self.store.rows(_WON, (*BODIES, *MAIN))):
            key = (row["edition"], row["category"], 1)
            question = self.say(
                "who won {category} at the {year} {body}",
                "{year} {body} {category}",
                "{category} winner at the {year} {body}",
                "who took home {category} at the {body} held in {year}",
                category=plain(row["category_name"]), year=row["year"], body=BODIES[row["body"]],
            )  # fmt: skip
            expected = self.values(_CREDITS, *key, *key)
            yield Case(question, first_is(*expected), str(expected))

    def nominees(self) -> Iterator[Case]:
        rows = [row for row in self.store.rows(_WON, (*BODIES, *MAIN)) if row["person"] and row["year"] > 1950]
        for row in self.pick(rows):
            expected = self.values(_PEOPLE, row["edition"], row["category"], 0)
            question = self.say(
                "who was nominated for {category} at the {year} {body}",
                "{category} nominees {year} {body}",
                "list the nominees for {category} at the {year} {body}",
                category=plain(row["category_name"]), year=row["year"], body=BODIES[row["body"]],
            )  # fmt: skip
            yield Case(question, has_all(*expected), str(expected))

    def film_wins(self) -> Iterator[Case]:
        for body, singular in (("oscars", "oscars"), ("golden-globes", "golden globes"), ("bafta", "baftas")):
            for row in list(self.pick(self.unique_films(body)))[: CASES_EACH // 2]:
                question = self.say(
                    "how many {body} did {title} win",
                    "number of {body} won by {title}",
                    "how many {body} has {title} won",
                    body=singular, title=row["title"],
                )  # fmt: skip
                yield Case(question, first_is(str(row["wins"])), str(row["wins"]))

    def film_nominations(self) -> Iterator[Case]:
        for row in self.pick(self.unique_films("oscars")):
            question = self.say(
                "how many oscar nominations did {title} get",
                "how many academy awards was {title} nominated for",
                title=row["title"].lower(),
            )
            yield Case(question, first_is(str(row["noms"])), str(row["noms"]))

    def star_counts(self) -> Iterator[Case]:
        for row in self.pick(self.unique_stars("oscars")):
            won = self.rng.random() < 0.5
            question = self.say(
                "how many oscars has {name} won" if won else "how many oscar nominations does {name} have",
                "how many oscars does {name} have" if won else "how many times was {name} nominated for an oscar",
                name=row["name"],
            )
            expected = str(row["wins"] if won else row["noms"])
            yield Case(question, first_is(expected), expected)

    def roles(self) -> Iterator[Case]:
        rows = self.acted()
        seen = counts(fold(row["role"]) for row in rows)
        rows = [row for row in rows if row["winner"] and self.is_only(seen, row["role"]) and " " in row["role"]]
        for row in self.pick(rows):
            question = self.say(
                "who won an oscar for playing {role}",
                "who won {category} for playing {role} in {title}",
                role=row["role"], title=row["title"], category=plain(row["category_name"]),
            )  # fmt: skip
            yield Case(question, first_is(row["name"]), row["name"])

    def films_of_wins(self) -> Iterator[Case]:
        rows = [row for row in self.acted() if row["winner"]]
        for row in self.pick(rows):
            question = self.say(
                "for which film did {name} win {category} at the {year} oscars",
                "which film won {name} the {category} oscar at the {year} ceremony",
                name=row["name"], category=plain(row["category_name"]), year=row["year"],
            )  # fmt: skip
            yield Case(question, has_any(row["title"]), row["title"])

    def did_it_win(self) -> Iterator[Case]:
        for row in self.pick(self.acted()):
            question = self.say(
                "did {name} win {category} at the {year} oscars",
                "has {name} won {category} for {title} at the oscars",
                name=row["name"], category=plain(row["category_name"]), year=row["year"], title=row["title"],
            )  # fmt: skip
            yield Case(question, first_is("yes" if row["winner"] else "no"), "yes" if row["winner"] else "no")

    def losers(self) -> Iterator[Case]:
        rows = [row for row in self.acted() if not row["winner"] and row["year"] > 1950]
        for row in self.pick(rows):
            expected = self.values(_PEOPLE, row["edition"], row["category"], 1)
            question = self.say(
                "who beat {name} for {category} at the {year} oscars",
                "who did {name} lose {category} to at the {year} oscars",
                name=row["name"], category=plain(row["category_name"]), year=row["year"],
            )  # fmt: skip
            yield Case(question, first_is(*expected), str(expected))

    def hosts(self) -> Iterator[Case]:
        sql = "SELECT name AS value FROM host WHERE edition = ?"
        rows = [row for row in self.store.rows(_HELD) if self.values(sql, row["id"]) and row["year"] != 1930]
        for row in self.pick(rows):
            question = self.say(
                "who hosted the {year} {body}", "{body} {year} host", "who was the host of the {number}th {body}",
                year=row["year"], body=BODIES[row["body"]], number=row["ceremony"],
            )  # fmt: skip
            expected = self.values(sql, row["id"])
            yield Case(question, has_all(*expected), str(expected))

    def dates(self) -> Iterator[Case]:
        for row in self.pick([row for row in self.store.rows(_HELD) if row["date"] and row["year"] != 1930]):
            question = self.say(
                "when were the {year} {body}", "on what date were the {year} {body} held",
                year=row["year"], body=BODIES[row["body"]],
            )  # fmt: skip
            yield Case(question, has_any(row["date"]), row["date"])

    def numbers(self) -> Iterator[Case]:
        for row in self.pick([row for row in self.store.rows(_HELD) if row["ceremony"] and row["year"] != 1930]):
            question = self.say("which number were the {year} {body}", year=row["year"], body=BODIES[row["body"]])
            yield Case(question, has_any(str(row["ceremony"])), str(row["ceremony"]))


PATTERNS = (
    "winners", "nominees", "film_wins", "film_nominations", "star_counts", "roles", "films_of_wins", "did_it_win",
    "losers", "hosts", "dates", "numbers",
)  # fmt: skip


def counts(values: Iterator[str]) -> dict[str, int]:
    """Return how often each value comes."""
    found: dict[str, int] = {}
    for value in values:
        found[value] = found.get(value, 0) + 1
    return found


def plain(name: str) -> str:
    """Return a category as people type it: "Best Actor (Musical or Comedy)" without brackets and capitals."""
    return " ".join(name.replace("(", " ").replace(")", " ").lower().split())


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("pattern", PATTERNS)
def test_generated(core: Core, pattern: str, seed: int) -> None:
    """Every question of a pattern gets the answer of the look-up."""
    cases = list(getattr(Maker(core.store, random.Random(seed)), pattern)())
    failed = [describe(case, reply) for case, reply in answer_all(core, cases) if not case.check(reply)]
    print(f"{pattern}, seed {seed}: {len(failed)} of {len(cases)} failed\n" + "\n".join(failed))
    assert cases
    assert len(failed) * 100 <= CEILINGS.get(pattern, 0) * len(cases), f"seed {seed}"


def answer_all(core: Core, cases: list[Case]) -> Iterator[tuple[Case, Reply]]:
    """Return each case with its reply."""
    for case in cases:
        yield case, core.answer(case.question, Context(), TODAY).reply


def describe(case: Case, reply: Reply) -> str:
    """Return one line about a case that failed."""
    got = f"{reply.intent} {reply.failure or ''} {reply.answers[:4]} {reply.text[:90]!r}"
    return f"  {case.question} | expected {case.expected} | {got}"
