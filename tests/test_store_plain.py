"""The store says the same as a plain reading of the files, for some thousand random questions."""

from __future__ import annotations

import random

import pytest
from plain import Credit, Plain

from bot.paths import data_dir
from bot.store import Store
from bot.text import fold

SEED = 20261122
CATEGORY_QUESTIONS, NAME_QUESTIONS, PERSON_QUESTIONS, WORK_QUESTIONS = 400, 1500, 100, 300

_CREDITS = """
    SELECT n.id, {what} AS value FROM nomination n
    JOIN nomination_{link} l ON l.nomination = n.id JOIN {link} e ON e.id = l.{link}
    WHERE n.body = ? AND n.category = ? AND n.year = ? AND {kept} ORDER BY n.id, l.position
"""
_TALLY = """
    SELECT sum(n.winner), count(*) FROM nomination n JOIN nomination_{link} l ON l.nomination = n.id
    WHERE l.{link} = ? AND n.official AND ? IN ('', n.body)
"""

_TITLES = "SELECT id, title FROM work UNION SELECT id, alias FROM alias WHERE kind = 'work'"


@pytest.fixture(scope="module")
def plain() -> Plain:
    """Return the data files for the slow reading."""
    return Plain(data_dir())


@pytest.fixture
def rng() -> random.Random:
    """Return the dice, the same for every run."""
    return random.Random(SEED)


def credited(store: Store, link: str, column: str, kept: str, key: tuple[str, str, int]) -> dict[int, set[str]]:
    """Return nomination id -> the titles or names that the store shows for it."""
    found: dict[int, set[str]] = {}
    for row in store.rows(_CREDITS.format(what=f"e.{column}", link=link, kept=kept), key):
        found.setdefault(row["id"], set()).add(row["value"])
    return found


def count(store: Store, kept: str, key: tuple[str, str, int]) -> int:
    """Return the number of nominations of a category and year."""
    sql = f"SELECT count(*) FROM nomination n WHERE n.body = ? AND n.category = ? AND n.year = ? AND {kept}"
    row = store.row(sql, key)
    return int(row[0]) if row else 0


def tally(store: Store, link: str, key: str, body: str) -> tuple[int, int]:
    """Return (wins, official nominations) of a person or work as the store has them."""
    row = store.row(_TALLY.format(link=link), (key, body))
    return (int(row[0] or 0), int(row[1])) if row else (0, 0)


def names_of(store: Store) -> dict[str, set[str]]:
    """Return each person's id with every spelling that the store keeps."""
    names: dict[str, set[str]] = {}
    sql = "SELECT id, name AS spelling FROM person UNION SELECT id, alias FROM alias WHERE kind = 'person'"
    for row in store.rows(sql):
        names.setdefault(row["id"], set()).add(row["spelling"])
    return names


def test_both_have_the_same_number_of_nominations(plain: Plain, store: Store) -> None:
    """No row is lost and none is made up."""
    assert store.meta["rows.nomination"] == str(len(plain.lines))


@pytest.mark.parametrize("kept", ["n.winner", "n.official"])
def test_winners_and_nominees(plain: Plain, store: Store, rng: random.Random, kept: str) -> None:
    """For random categories and years, store and files credit as many people and works, row by row."""
    ask = plain.winners if kept == "n.winner" else plain.nominees
    for line in rng.sample(plain.lines, CATEGORY_QUESTIONS):
        key = (line.body, line.category, line.year)
        expected = ask(*key)
        assert count(store, kept, key) == len(expected), key
        people, works = credited(store, "person", "name", kept, key), credited(store, "work", "title", kept, key)
        assert sizes(people) == credit_sizes(expected, 1), key
        assert sizes(works) == credit_sizes(expected, 0), key


def test_names_are_those_of_the_files(plain: Plain, store: Store, rng: random.Random) -> None:
    """Every name in a row is a spelling of a person whom the store credits with that nomination."""
    names = names_of(store)
    for number in rng.sample(range(len(plain.lines)), NAME_QUESTIONS):
        credited_ids = [
            row["person"]
            for row in store.rows(
                "SELECT person FROM nomination_person WHERE nomination = ? ORDER BY position", [number + 1]
            )
        ]
        written = list(dict.fromkeys(plain.lines[number].people))
        assert len(credited_ids) == len(written), plain.lines[number]
        assert all(name in names[person] for name, person in zip(written, credited_ids, strict=True)), plain.lines[
            number
        ]


def test_wins_of_people(plain: Plain, store: Store, rng: random.Random) -> None:
    """For random people, wins and nominations agree, at all bodies and at one."""
    people = [row["id"] for row in store.rows("SELECT id FROM person WHERE noms > 0 ORDER BY id")]
    for person in rng.sample(people, PERSON_QUESTIONS):
        body = rng.choice(["", "oscars", "golden-globes", "bafta"])
        assert tally(store, "person", person, body) == plain.tally_of_person(person, body), (person, body)


def test_wins_of_works(plain: Plain, store: Store, rng: random.Random) -> None:
    """For random works that always come with their id, wins and nominations agree, at all bodies and at one."""
    loose = {
        fold(title) for line in plain.lines for title, given in zip(line.works, line.work_ids, strict=True) if not given
    }
    firm = [
        row["id"]
        for row in store.rows(
            "SELECT id, group_concat(title, '|') AS titles FROM (" + _TITLES + ") GROUP BY id ORDER BY id"
        )
        if row["id"].startswith("tt") and loose.isdisjoint(fold(title) for title in row["titles"].split("|"))
    ]
    for work in rng.sample(firm, WORK_QUESTIONS):
        body = rng.choice(["", "oscars", "golden-globes", "bafta"])
        assert tally(store, "work", work, body) == plain.tally_of_work(work, body), (work, body)


def sizes(found: dict[int, set[str]]) -> list[int]:
    """Return how many credits each nomination has, sorted."""
    return sorted(len(values) for values in found.values())


def credit_sizes(expected: list[Credit], part: int) -> list[int]:
    """Return how many different titles (part 0) or names (part 1) each row has, sorted, without the empty."""
    return sorted(len(set(credit[part])) for credit in expected if credit[part])


def test_known_tallies(store: Store, plain: Plain) -> None:
    """Some famous counts, so that both cannot be wrong in the same way."""
    known = [
        ("work", "tt3783958", "golden-globes", (7, 7)),
        ("work", "tt0120338", "oscars", (11, 14)),
        ("work", "tt2582802", "oscars", (3, 5)),
        ("work", "tt6751668", "oscars", (4, 6)),
        ("person", "nm0000658", "oscars", (3, 21)),
        ("person", "nm2588606", "oscars", (1, 2)),
    ]
    for link, key, body, expected in known:
        assert tally(store, link, key, body) == expected, (key, body)
    assert plain.tally_of_person("nm0000658", "oscars") == (3, 21)
