"""Names with random slips of the fingers are still found, and in short time."""

from __future__ import annotations

import random
import time

import pytest

from bot.link.edits import near_letters, typo_cost
from bot.link.linker import Linker
from bot.link.sound import sound_of
from bot.store import Row, Store
from bot.text import tokenize

SEED = 20170108
PEOPLE, WORKS = 300, 300  # of the heaviest
SHORTEST_TITLE = 6  # letters: a slip in "Milk" leaves nothing to go by
QUESTIONS = ("how many oscars did {} win", "was {} ever nominated", "{} awards", "did {} win anything in 1999")


def slip(rng: random.Random, text: str) -> str:
    """Drop, double, swap or replace one letter of `text`."""
    at = rng.choice([i for i, letter in enumerate(text) if letter.isalpha()])
    letter, rest = text[at], text[at + 1 :]
    kind = rng.choice(["drop", "double", "swap", "near"])
    if kind == "drop":
        return text[:at] + rest
    if kind == "swap" and rest[:1].isalpha():
        return text[:at] + rest[0] + letter + rest[1:]
    near = near_letters(letter)
    return text[:at] + (rng.choice(near) if kind == "near" and near else letter * 2) + rest


def share_found(linker: Linker, rows: list[Row], slips: int) -> tuple[float, float]:
    """Return the share of names that are found, and the share for which another is put, after so many slips."""
    rng = random.Random(SEED)
    found = wrong = 0
    for row in rows:
        typed = row["name"].lower()
        for _ in range(slips):
            typed = slip(rng, typed)
        mentions = linker.find(tokenize(rng.choice(QUESTIONS).format(typed)))
        hit = any(mention.best.id == row["id"] or mention.best.name == row["name"] for mention in mentions)
        found += hit
        wrong += not hit and any(not mention.weak for mention in mentions)
    return found / len(rows), wrong / len(rows)


@pytest.mark.parametrize(("slips", "floor", "ceiling"), [(0, 1.0, 0.0), (1, 0.97, 0.01), (2, 0.85, 0.04)])
def test_people(store: Store, linker: Linker, slips: int, floor: float, ceiling: float) -> None:
    """The names of people stand two slips."""
    sql = "SELECT id, name FROM person WHERE id LIKE 'nm%' ORDER BY weight DESC LIMIT ?"
    found, wrong = share_found(linker, store.rows(sql, (PEOPLE,)), slips)
    assert found >= floor
    assert wrong <= ceiling


@pytest.mark.parametrize(("slips", "floor", "ceiling"), [(0, 0.99, 0.01), (1, 0.92, 0.02), (2, 0.65, 0.05)])
def test_works(store: Store, linker: Linker, slips: int, floor: float, ceiling: float) -> None:
    """Titles stand one slip, and many of them two."""
    sql = "SELECT id, title AS name FROM work WHERE length(title) >= ? ORDER BY weight DESC LIMIT ?"
    found, wrong = share_found(linker, store.rows(sql, (SHORTEST_TITLE, WORKS)), slips)
    assert found >= floor
    assert wrong <= ceiling


@pytest.mark.parametrize("word", ["jhon", "spielberg", "steven", "qwrtz", "maradona", "a"])
def test_long_input_is_bounded(linker: Linker, word: str) -> None:
    """However many words need a closer look, the work stays bounded (generous: other processes run as well)."""
    rng = random.Random(SEED)
    tokens = tokenize(" ".join(slip(rng, word) or word for _ in range(96)))
    started = time.thread_time()
    linker.find(tokens)
    assert time.thread_time() - started < 0.15


@pytest.mark.parametrize(
    ("typed", "meant", "cost"),
    [
        ("stone", "stone", 0.0),
        ("stnoe", "stone", 0.7),
        ("sttone", "stone", 0.5),
        ("stoone", "stone", 0.5),
        ("ston", "stone", 0.9),
        ("llincoln", "lincoln", 0.5),
        ("wiiner", "winner", 1.0),
        ("tone", "stone", 1.3),
    ],
)
def test_typo_cost(typed: str, meant: str, cost: float) -> None:
    """Likely slips are cheap; one in the first letter is dearer."""
    assert typo_cost(typed, meant) == pytest.approx(cost)


def test_typo_cost_is_dear_for_other_words() -> None:
    """Words that have little in common cost much."""
    assert typo_cost("house", "stone") > 3


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("chazelle", "chazel"), ("joaquin", "jokin"), ("phoenix", "feniks"), ("saoirse", "sersha"),
        ("scorsese", "skorsese"), ("gyllenhaal", "jilenhal"), ("knightley", "nightly"), ("cruz", "cruise"),
    ],
)  # fmt: skip
def test_sounds_alike(one: str, other: str) -> None:
    """Names as the ear has them share a key with the names as they are written."""
    assert sound_of(one) == sound_of(other)


@pytest.mark.parametrize(("one", "other"), [("stone", "streep"), ("nolan", "nelson"), ("hanks", "banks")])
def test_sounds_different(one: str, other: str) -> None:
    """Other names do not."""
    assert sound_of(one) != sound_of(other)
