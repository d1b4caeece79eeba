"""Asking back: which of several people, films or readings was meant."""

from __future__ import annotations

from bot.errors import FailureKind
from bot.model import Candidate, Kind, Option, Reply
from bot.parse.query import Name, Query
from bot.tables import say

MAX_OPTIONS = 5
MAX_LABEL_CHARS = 60  # see `Option`


def find_open_name(query: Query) -> Name | None:
    """Return the first name that may mean several, and was not written out in full, or None."""
    return next((name for name in query.names if len(name.candidates) > 1 and not name.sure), None)


def which_one(query: Query, name: Name) -> Reply:
    """Return a clarify with the candidates of one name as options, the best known first."""
    candidates = name.candidates[:MAX_OPTIONS]
    options = tuple(Option(option_label(item), rewrite(query, name, item)) for item in candidates)
    text = say("ask.which-one", name=name.text)
    return Reply("clarify", query.intent, text, options=options, confidence=40, failure=FailureKind.AMBIGUOUS)


def option_label(candidate: Candidate) -> str:
    """Return "A Star Is Born (2018)" for a film, the plain name for a person."""
    year = f" ({candidate.year})" if candidate.kind == Kind.WORK and candidate.year else ""
    return f"{candidate.name[: MAX_LABEL_CHARS - len(year)]}{year}"


def rewrite(query: Query, name: Name, candidate: Candidate) -> str:
    """Return the question with the open name written out in full."""
    utterance = query.hints.utterance
    year = f"the {candidate.year} film" if candidate.kind == Kind.WORK and candidate.year else ""
    if name.text and name.text in utterance:
        return utterance.replace(name.text, f"{year} {candidate.name}".strip(), 1)
    return f"{candidate.name} {utterance}".strip()
