"""Asking back: which of several people, films or readings was meant."""

from __future__ import annotations

from bot.errors import FailureKind
from bot.kinds.world import World
from bot.model import Candidate, Kind, Option, Reply
from bot.parse.query import Name, Query
from bot.tables import say

MAX_OPTIONS = 5


def which_one(world: World, query: Query, name: Name) -> Reply:
    """Return a clarify with the candidates of one name as options, the best known first."""
    candidates = name.candidates[:MAX_OPTIONS]
    options = tuple(Option(option_label(item), rewrite(query, name, item)) for item in candidates)
    text = say("ask.which-one", name=name.text)
    return Reply(
        "clarify",
        query.intent,
        text,
        answers=(),
        options=options,
        confidence=40,
        failure=FailureKind.AMBIGUOUS,
    )


def option_label(candidate: Candidate) -> str:
    """Return "A Star Is Born (2018)" for a film, the plain name for a person."""
    year = f" ({candidate.year})" if candidate.kind == Kind.WORK and candidate.year else ""
    return f"{candidate.name[: 60 - len(year)]}{year}"


def rewrite(query: Query, name: Name, candidate: Candidate) -> str:
    """Return the question with the open name written out in full."""
    utterance = str(query.extra.get("utterance", ""))
    year = f" the {candidate.year} film" if candidate.kind == Kind.WORK and candidate.year else ""
    if name.text and name.text in utterance:
        return utterance.replace(name.text, f"{year.strip()} {candidate.name}".strip(), 1)
    return f"{candidate.name} {utterance}".strip()
