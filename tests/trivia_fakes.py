"""Questions for the tests of the game, whose right option is known: no store is needed."""

from __future__ import annotations

from collections.abc import Sequence
from random import SystemRandom

from bot.state.games import Pack
from bot.trivia.model import Level, Misread, Mode, Question, Wish

POOL, FEW = 12, 4
_SILENT = frozenset({"typed", "polls", "everything", "all"})
_chance = SystemRandom()


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


def draw_any(wish: Wish, taken: Sequence[str]) -> Question | None:
    """Return a question that was asked nowhere else, as good as certainly."""
    return made_question(_chance.randrange(10**12))


def judge(question: Question, text: str) -> bool:
    return text in question.accepted


def read_fake_wish(words: str) -> Wish | Misread:
    """Return what words such as "3 typed oscars" wish for; "gibberish" is not understood."""
    each = words.split()
    if "gibberish" in each:
        return Misread(("gibberish",), 'I do not know what "gibberish" means.')
    count = next((int(word) for word in each if word.isdigit()), None)
    mode = Mode.TYPED if "typed" in each else None
    label = " ".join(word for word in each if not word.isdigit() and word not in _SILENT)
    return Wish(count=count, mode=mode, label=label, templates=("none",) if "none" in each else ())


PACK = Pack(draw, judge)
