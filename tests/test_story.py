"""The night on which La La Land won seven Golden Globes: every fact of it, in several wordings."""

from __future__ import annotations

from collections import Counter

import pytest
from questions import Asked, is_answered_right, read_asked, read_rows

from bot.answer import Core
from bot.model import Context
from bot.tables import read_table

STORY = read_asked("story")
FILMS = ("La La Land", "Whiplash")
SHARED = {"osc-181", "osc-200"}  # lists in which La La Land or Cuckoo's Nest is one film of three: with the records


@pytest.mark.parametrize("asked", STORY, ids=lambda asked: f"{asked.kind}: {asked.question}")
def test_story(core: Core, asked: Asked) -> None:
    """The question is answered, with the bare value first that its row gives."""
    reply = core.answer(asked.question, Context(), asked.today).reply
    assert is_answered_right(reply, asked), (reply.status, reply.intent, reply.failure, reply.answers, reply.text)


def test_every_fact_of_the_story_is_asked_for() -> None:
    """Every stored fact about the two films, and about Cuckoo's Nest at the 1976 Globes, stands in the tables."""
    facts = {
        row["fact"]
        for row in read_table("facts")
        if any(film in row["works"].split("|") for film in FILMS) or row["fact"] in ("gg-005", "gg-006")
    }
    wordings = Counter(asked.kind for asked in STORY)
    wordings.update(row["kind"] for row in read_rows("known_failures") if row["table"] == "story")
    assert {fact: wordings[fact] for fact in facts - SHARED if wordings[fact] < 3} == {}
