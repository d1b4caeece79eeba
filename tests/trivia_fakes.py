"""Questions for the tests of the game, whose right option is known: no store is needed."""

from __future__ import annotations

from collections.abc import Sequence

from bot.state.games import Pack
from bot.trivia.model import Level, Question, Wish

POOL, FEW = 12, 4


def made_question(number: int) -> Question:
    """Return question `number` from 1 on; its right option is the number modulo 4, "right 3" when typed."""
    return Question(
        f"fake:{number}",
        "fake",
        f"What is {number}?",
        tuple(f"option {place}" for place in range(4)),
        number % 4,
        f"It is {number}.",
        Level.EASY,
        accepted=(f"right {number}",),
        hints=("It is a number.", f"It has {len(str(number))} digits."),
    )


def draw(wish: Wish, taken: Sequence[str]) -> Question | None:
    """Return the first question that is not taken; a wish for the template "none" has none, and "few" a few."""
    most = 0 if "none" in wish.templates else FEW if "few" in wish.templates else POOL
    numbers = range(1, most + 1)
    return next((made_question(number) for number in numbers if f"fake:{number}" not in taken), None)


def judge(question: Question, text: str) -> bool:
    return text in question.accepted


PACK = Pack(draw, judge)
