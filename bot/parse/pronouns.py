"""Pronouns: whether one needs a name, and which one it stands for."""

from __future__ import annotations

from collections.abc import Iterable

from bot.context import named
from bot.model import Kind
from bot.parse.frame import Frame
from bot.parse.query import Name, Query

MAX_THEY = 3  # names that one "they" stands for


def needs_subject(frame: Frame, query: Query) -> bool:
    """Return whether a pronoun has no name in the same question to stand for."""
    if frame.has("pro.he", "pro.she"):
        told = query.families and frame.has("ask.who") and not frame.has("rel.beat")
        return not query.persons and not told
    if frame.has("pro.it"):
        return not query.works and (not query.families or query.ask in ("yesno", "who"))
    return frame.has("pro.they") and not query.names and not query.families


def find_subjects(frame: Frame, last: Query) -> list[Name]:
    """Return what a pronoun stands for: the person or film that the last answer, else the last question, was about."""
    about = answered_about(last)
    if frame.has("pro.he", "pro.she"):
        return (list(last.persons) or _of_kind(about, Kind.PERSON))[:1]
    if frame.has("pro.they"):
        return _of_kind(about, about[0].kind)[:MAX_THEY] if about else []
    return find_work(last) or about[:1]


def find_work(last: Query) -> list[Name]:
    """Return the film that the last question named, else the one that its answer was about, else nothing."""
    return (list(last.works) or _of_kind(answered_about(last), Kind.WORK))[:1]


def answered_about(last: Query) -> list[Name]:
    """Return what the last answer was about, or the names of the last question."""
    return [named(*item) for item in last.about] or list(last.names)


def _of_kind(names: Iterable[Name], kind: Kind) -> list[Name]:
    return [name for name in names if name.kind == kind]
