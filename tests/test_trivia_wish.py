"""The words behind /trivia, and requests for a game in plain words."""

from __future__ import annotations

from datetime import date

import pytest

from bot.answer import Core
from bot.trivia.model import Level, Misread, Mode, Wish
from bot.trivia.request import find_request
from bot.trivia.wish import read_wish

TODAY = date(2026, 11, 22)
TT_LA_LA_LAND, NM_EMMA_STONE = "tt3783958", "nm1297015"

WISHES = {
    "": {},
    "10": {"count": 10},
    "twenty questions": {"count": 20},
    "5 typed": {"count": 5, "mode": Mode.TYPED},
    "10 oscars 90s hard": {
        "count": 10, "bodies": ("oscars",), "first_year": 1990, "last_year": 1999, "level": Level.HARD,
    },
    "hard 90s oscars 10": {
        "count": 10, "bodies": ("oscars",), "first_year": 1990, "last_year": 1999, "level": Level.HARD,
    },
    "hrad oscrs": {"bodies": ("oscars",), "level": Level.HARD},
    "easy baftas since 2010": {"bodies": ("bafta",), "first_year": 2010, "last_year": 2027, "level": Level.EASY},
    "quotes": {"templates": ("said", "words")},
    "best actress": {"families": ("best-actress",)},
    "best actress comedy globes": {"bodies": ("golden-globes",), "families": ("best-actress-comedy",)},
    "emma stone": {"people": (NM_EMMA_STONE,)},
    "emma stne": {"people": (NM_EMMA_STONE,)},
    "la la land": {"works": (TT_LA_LA_LAND,)},
    "ten questions about la la land please": {"count": 10, "works": (TT_LA_LA_LAND,)},
    "die hard": {"works": ("tt0095016",)},
    "quiz show": {"works": ("tt0110932",)},
    "5 12 years a slave": {"count": 5, "works": ("tt2024544",)},
    "1917": {"works": ("tt8579674",)},
    "last 10 years": {"first_year": 2017, "last_year": 2026},
    "oscars last year": {"bodies": ("oscars",), "first_year": 2025, "last_year": 2025},
    "89th oscars": {"bodies": ("oscars",), "first_year": 2017, "last_year": 2017},
    "oscars and globes": {"bodies": ("oscars", "golden-globes")},
}  # fmt: skip


@pytest.mark.parametrize("text", WISHES)
def test_words_are_a_wish(core: Core, text: str) -> None:
    """In any order, with slips, and names that look like words of trivia stay names."""
    wish = read_wish(core, text, TODAY)
    assert isinstance(wish, Wish), wish
    said = {name: getattr(wish, name) for name in Wish.__slots__ if name != "label" and getattr(wish, name)}
    assert said == WISHES[text]


def test_globes_comedy_is_about_comedies_at_the_globes(core: Core) -> None:
    """A genre alone means all categories of it."""
    wish = read_wish(core, "globes comedy", TODAY)
    assert isinstance(wish, Wish) and wish.bodies == ("golden-globes",)
    assert {"best-picture-comedy", "best-actor-comedy", "best-actress-comedy"} <= set(wish.families)
    assert wish.label == "Golden Globes, comedy"


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("asdfgh", "asdfgh"),
        ("oscars wibblewobble", "wibblewobble"),
        ("grammys", "grammys"),
        ("weather in berlin", "weather"),
    ],
)
def test_what_means_nothing_is_said(core: Core, text: str, word: str) -> None:
    """Nobody gets another game than was asked for: the reply names the words."""
    misread = read_wish(core, text, TODAY)
    assert isinstance(misread, Misread)
    assert word in misread.words and f"“{word}”" in misread.text


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("let's play trivia about the oscars", "the oscars"),
        ("Quiz me on Meryl Streep!", "Meryl Streep"),
        ("can we play a game?", ""),
        ("hey bot, quiz us on 90s oscars", "90s oscars"),
        ("start a quiz please", ""),
        ("who won best actress", None),
        ("trivia about la la land", None),
        ("what did he play", None),
        ("", None),
    ],
)
def test_a_game_is_asked_for_in_plain_words(text: str, rest: str | None) -> None:
    """What follows the request is the topic; a question about awards is no request."""
    assert find_request(text) == rest
