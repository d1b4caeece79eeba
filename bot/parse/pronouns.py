"""Pronouns: whether one needs a name, and which one it stands for."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from bot.context import named
from bot.model import Kind
from bot.parse.frame import Frame
from bot.parse.query import Name, Query

_OF_MANY = frozenset({"sweep", "having", "both", "but-not", "most", "never"})
_OF_SPEAKER = ("thanked", "who-said")
GenderOf = Callable[[str], str]  # of a person's id: female, male or "" where it is not on file
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


def find_subjects(frame: Frame, last: Query, gender_of: GenderOf) -> list[Name]:
    """Return what a pronoun stands for, of those spoken of: nobody known to be of the other sex."""
    if frame.has("pro.he", "pro.she"):
        other = "female" if frame.has("pro.he") else "male"
        both = frame.has("pro.he") and frame.has("pro.she")
        persons = subjects_of(last, Kind.PERSON)
        return [name for name in persons if both or gender_of(name.ids[0]) != other][:1]
    if frame.has("pro.they"):
        told = answered_about(last)
        return _of_kind(told, told[0].kind)[:MAX_THEY] if told else []
    return find_work(last) or subjects_of(last)[:1]


def find_work(last: Query) -> list[Name]:
    """Return the film that the conversation is about, or nothing."""
    return subjects_of(last, Kind.WORK)[:1]


def subjects_of(last: Query, kind: Kind | None = None) -> list[Name]:
    """Return whom and what the conversation is about, the likeliest first; of one kind, or all."""
    names = [named(*item) for item in last.topic.subjects]
    return _of_kind(names, kind) if kind else names


def named_before(last: Query) -> tuple[Name, ...]:
    """Return the two of one kind that questions named last, the earlier one first; fewer where there are not two."""
    names = [named(*item) for item in last.topic.named]
    return tuple(reversed(_of_kind(names, names[0].kind)[:2])) if names else ()


def answered_about(last: Query) -> list[Name]:
    """Return what the last answer was about, or the names of the last question."""
    return [named(*item) for item in last.topic.told] or list(last.names)


def _of_kind(names: Iterable[Name], kind: Kind) -> list[Name]:
    return [name for name in names if name.kind == kind]
