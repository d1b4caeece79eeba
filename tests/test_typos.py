"""Questions typed in a hurry: two slips of the fingers in each, and still the same answers, or none."""

from __future__ import annotations

import random

import pytest
from questions import Asked, is_answered_right, is_wrong, read_asked

from bot.answer import Core
from bot.link.edits import near_letters
from bot.model import Context

SEED = 7
SAMPLE = 700  # questions of each run
SHORTEST = 12  # letters: two slips in "moonlight" leave nothing to go by


def slip(rng: random.Random, text: str) -> str:
    """Drop, double, swap or replace one letter of `text`, as fingers do."""
    at = rng.choice([place for place, char in enumerate(text) if char.isascii() and char.isalpha()])
    before, letter, after = text[:at], text[at], text[at + 1 :]
    kind = rng.choice(("drop", "double", "swap", "near"))
    if kind == "drop":
        return before + after
    if kind == "swap" and after[:1].isalpha():
        return before + after[0] + letter + after[1:]
    near = near_letters(letter.lower())
    return before + (rng.choice(near) if kind == "near" and near else letter * 2) + after


def share_right_and_wrong(core: Core, asked: list[Asked], rng: random.Random, slips: int) -> tuple[float, float]:
    """Return the shares of questions that are still answered right, and that are answered wrongly, after slips."""
    right = wrong = 0
    for row in asked:
        typed = row.question
        for _ in range(slips):
            typed = slip(rng, typed)
        reply = core.answer(typed, Context(), row.today).reply
        if is_wrong(reply, row):
            wrong += 1
            print(f"{typed} | {row.question} | {row.answers[:2]} | {reply.intent} {reply.answers[:3]}")
        right += is_answered_right(reply, row)
    return right / len(asked), wrong / len(asked)


@pytest.mark.parametrize(
    ("seed", "slips", "floor", "ceiling"),
    [(SEED, 1, 0.92, 0.035), (SEED, 2, 0.85, 0.065), (SEED + 1, 2, 0.85, 0.065)],
)
def test_slips_in_questions(core: Core, seed: int, slips: int, floor: float, ceiling: float) -> None:
    """Of the questions that are answered right when typed well, most still are, and few are answered wrongly."""
    asked = [row for row in read_asked("answered") if len(row.question) >= SHORTEST and row.kind != "smalltalk"]
    rng = random.Random(seed)
    asked = rng.sample(asked, SAMPLE)
    right, wrong = share_right_and_wrong(core, asked, rng, slips)
    print(f"seed {seed}, {slips} slips in each of {len(asked)}: {right:.1%} right, {wrong:.1%} wrong")
    assert right >= floor, seed
    assert wrong <= ceiling, seed


def test_slips_make_no_question_ours(core: Core) -> None:
    """What is not for us is not for us with slips in it either."""
    rng = random.Random(SEED)
    asked = [row for row in read_asked("refused") if len(row.question) >= SHORTEST]
    _, wrong = share_right_and_wrong(core, asked, rng, 2)
    assert wrong <= 0.03
