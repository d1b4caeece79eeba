"""Pronouns: whether one needs a name, and which one it stands for."""

from __future__ import annotations

from collections.abc import Iterable

from bot.context import named
from bot.model import Kind
from bot.parse.frame import Frame
from bot.parse.query import Name, Query

_OF_MANY = frozenset({"sweep", "having", "both", "but-not", "most", "never"})
_OF_SPEAKER = ("thanked", "who-said")
MAX_THEY = 3  # names that one "they" stands for


def needs_subject(frame: Frame, query: Query) -> bool:
    """Return whether a pronoun has no name in the same question to stand for."""
    if frame.has("pro.he", "pro.she"):
        told = query.families and frame.has("ask.who") and not frame.has("rel.beat")
        return not query.persons and not told and not _is_of_asked(frame, query)
    if query.intent in _OF_MANY:  # "which films won every award they were nominated for": those that are asked for
        return False
    if frame.has("pro.it"):
        named = query.works or query.songs
        return not named and (not query.families or query.ask in ("yesno", "who"))
    return frame.has("pro.they") and not query.names and not query.families and not _is_of_awards(frame, query)


def _is_of_asked(frame: Frame, query: Query) -> bool:
    """Return whether "his" is of the one who is asked for: "who thanked his imaginary friend"."""
    asked = query.ask in ("who", "person") and (query.intent in _OF_SPEAKER or frame.has("rel.play"))
    places = frame.places("pro.he", "pro.she")
    return asked and all(frame.word(at) in ("his", "her") and at + 1 < len(frame.words) for at in places)


def _is_of_awards(frame: Frame, query: Query) -> bool:
    """Return whether "their" is of the awards named before: "when did the Oscars adopt their nickname"."""
    first = min((start for start, _ in frame.body_at), default=len(frame.words))
    return bool(query.bodies) and all(first < at for at in frame.places("pro.they")) and "their" in frame.words


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
