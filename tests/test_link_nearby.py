"""Words near a typed one, out of many: the quick way finds what a comparison with each of them finds."""

from __future__ import annotations

import random

import pytest
from rapidfuzz.distance import OSA

from bot.link.nearby import Nearby

SEED = 20261128
LETTERS = "abcdefg"  # so few that near words are many


def make_words(rng: random.Random, count: int) -> list[str]:
    """Return different words of one to twelve letters."""
    words = ("".join(rng.choices(LETTERS, k=rng.randint(1, 12))) for _ in range(count))
    return list(dict.fromkeys(words))


@pytest.mark.parametrize("edits", [1, 2, 3])
def test_finds_what_comparing_with_each_finds(edits: int) -> None:
    """Nothing is passed over and nothing added, whatever the word and however many slips it may have."""
    rng = random.Random(SEED)
    words = make_words(rng, 1_500)
    nearby = Nearby(words)
    for typed in make_words(rng, 200):
        near = {(word, OSA.distance(typed, word)) for word in words if OSA.distance(typed, word) <= edits}
        assert set(nearby.find(typed, edits)) == near, f"seed {SEED}, {typed}"


def test_knows_a_swap_in_the_middle() -> None:
    """Two letters in the wrong order are one slip, though three pairs of letters are others then."""
    assert Nearby(["streep", "sheep"]).find("sterep", 1) == [("streep", 1)]


def test_has_nothing_to_offer_without_words() -> None:
    """An empty vocabulary has no near word."""
    assert Nearby([]).find("streep", 2) == []
