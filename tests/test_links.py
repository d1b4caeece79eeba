"""Questions in links: what Telegram passes on, and what comes back of it."""

from __future__ import annotations

import random
import re

import pytest

from bot.messenger.links import group_link, is_stored, parameter_of, private_link, question_in

QUESTIONS = [
    "who won best picture",
    "who won best actress at the 2017 globes?",
    "did Amélie win 🎬",
    "x" * 47,
    "é" * 23,
]


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_short_question_stands_in_its_link(question: str) -> None:
    """It works for ever, whatever the bot remembers."""
    parameter = parameter_of(question)
    assert re.fullmatch(r"[A-Za-z0-9_-]{1,64}", parameter)
    assert question_in(parameter) == question
    assert not is_stored(parameter)


@pytest.mark.parametrize(
    "question", ["x" * 48, "who was nominated for best original score at the golden globes of 2017", "🎬" * 99]
)
def test_a_long_question_is_named(question: str) -> None:
    """Its name fits into a link; the same question has the same name."""
    parameter = parameter_of(question)
    assert re.fullmatch(r"[A-Za-z0-9_-]{1,64}", parameter)
    assert is_stored(parameter)
    assert question_in(parameter) == ""
    assert parameter == parameter_of(f" {question} ")


@pytest.mark.parametrize("parameter", ["", "q", "add", "q!!!", "q_", "qgA", "s", "s" + "x" * 19, "q////"])
def test_what_anybody_may_put_into_a_link(parameter: str) -> None:
    """What is no question gives none; nothing of it breaks."""
    assert question_in(parameter) == ""
    assert not is_stored(parameter)


def test_any_parameter_is_read_without_an_error() -> None:
    """A thousand parameters of the right letters."""
    rng = random.Random(1)
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-"
    for _ in range(1000):
        text = question_in("q" + "".join(rng.choices(letters, k=rng.randrange(64))))
        text.encode()


def test_links() -> None:
    """The addresses that Telegram knows."""
    assert private_link("a_bot", "qeA") == "https://t.me/a_bot?start=qeA"
    assert group_link("a_bot") == "https://t.me/a_bot?startgroup=add"
