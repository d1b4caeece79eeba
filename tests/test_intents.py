"""The kinds of question: every row of data/intents.csv is reached by its own example."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from bot.answer import Core
from bot.dispatch import KINDS, TALK
from bot.model import Answered, Context
from bot.tables import read_table
from bot.text import fold

TODAY = date(2026, 11, 22)
ROWS = read_table("intents")
BY_ITSELF = {"more", "opinion", "prediction"}  # answered before any table is looked at
# Examples that another row still takes; to be mended in data/intents.csv or in the reading, then taken out here.
TAKEN = frozenset(
    {
        "whose quote is here is to the fools",
        "who was the last woman to win best director",
        "who won a golden globe and an oscar in 2017",
        "which film won in 2017",
        "charlize theron monster oscar",
        "most oscars but not best picture",
    }
)


def intent_of(answered: Answered) -> str:
    """Return the intent that was chosen, as the trace tells it."""
    stage = next(stage for stage in answered.trace if stage.name == "intent")
    return stage.result.split(" ", 1)[0]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["example"])
def test_example(core: Core, row: dict[str, str]) -> None:
    """The example of a row leads to the row's intent."""
    chosen = intent_of(core.answer(row["example"], Context(), TODAY))
    if row["example"] in TAKEN:
        assert chosen != row["intent"], "mended: take it out of TAKEN"
        return
    assert chosen == row["intent"]


def test_no_two_examples_are_equal() -> None:
    """Each row has an example of its own."""
    counts = Counter(fold(row["example"]) for row in ROWS)
    assert [example for example, count in counts.items() if count > 1] == []


def test_every_intent_has_somebody_to_answer_it() -> None:
    """No row leads nowhere, and no kind of answer is out of reach."""
    intents = {row["intent"] for row in ROWS}
    assert intents - BY_ITSELF == set(KINDS) | TALK


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["example"])
def test_example_is_answered_shouted_and_polite(core: Core, row: dict[str, str]) -> None:
    """Capitals, a question mark and a "please" change no intent."""
    plain = intent_of(core.answer(row["example"], Context(), TODAY))
    for variant in (row["example"].upper(), f"{row['example']}?", f"  {row['example']} !!"):
        assert intent_of(core.answer(variant, Context(), TODAY)) == plain, variant
