"""Fragments that swap a slot of the last question: "and best director?", "what about 2016", "at the baftas?"."""

from __future__ import annotations

from typing import Any

from bot.parse.frame import Frame
from bot.parse.query import Name, Query
from bot.years import YearRef

OPENERS = frozenset({"and", "no", "ok", "okay", "also", "but", "then", "for", "at", "in"})
MAX_FRAGMENT_WORDS = 5
_LIGHT = frozenset("and no ok okay also but then the at in for of what about how so a an on to i meant mean with who oh sorry too same by one instead or maybe".split())  # fmt: skip
_VERBS = ("rel.win", "rel.get", "rel.nominate", "rel.host", "rel.say", "rel.beat", "rel.quote", "rel.play", "rel.direct", "rel.thank", "agg.most", "agg.first")  # fmt: skip
_GENRES = {"drama": "drama", "dramas": "drama", "comedy": "comedy", "musical": "comedy"}


def is_fragment(frame: Frame, query: Query) -> bool:
    """Return whether the utterance only names slots, with an opener or in a few words, and no verb of its own."""
    slots = sum((bool(query.names), bool(query.families), bool(query.bodies), bool(query.years or query.ceremony)))
    swaps = slots or frame.bare or _genre(frame) or frame.has("agg.youngest", "agg.oldest")
    content = [word for at, word in enumerate(frame.words) if at not in frame.explained and word not in _LIGHT]
    if not swaps or content or query.ask in ("count", "when", "where", "yesno", "role", "age", "number"):
        return False
    opened = frame.has("follow") or (frame.words[:1] and frame.words[0] in OPENERS)
    if frame.has(*_VERBS):
        return bool(opened and slots == 1 and not query.ask)
    short = len(frame.words) <= MAX_FRAGMENT_WORDS and slots <= 1 and not query.names and not query.ask
    return bool(short or (opened and slots <= 2))


def switch_slots(frame: Frame, query: Query, last: Query, place: tuple[YearRef, ...]) -> Query:
    """Return the last query with the slots that the fragment names; `place` is the year of the last answer."""
    changes: dict[str, Any] = {"words": query.words, "leftover": query.leftover, "extra": {**last.extra, **query.extra}}
    families = _families(frame, query, last)
    if families:
        changes["families"] = families
        if last.intent in ("find", "rivals", "holdings", "profile") and last.families:
            changes["names"] = ()
        if not query.years and not query.ceremony and (last.names or last.ceremony or not last.years):
            changes |= {"years": place, "ceremony": None}
        if last.intent in ("holdings", "profile", "host", "rivals"):
            changes |= {"intent": "find", "ask": "", "result": "won"}
    if query.bodies:
        changes |= {"bodies": query.bodies, "ceremony": None}
        if (
            not last.names
            and (last.ceremony or not last.years)
            and not query.years
            and last.intent not in ("next", "most")
        ):
            changes["years"] = place
    if query.years or query.ceremony:
        changes |= {"years": _as_before(query, last), "ceremony": query.ceremony}
    if query.names:
        changes["names"] = _swap_names(query, last)
        if last.intent in ("host", "glance", "first", "last", "most", "next", "rivals") or not last.names:
            changes["intent"] = "find" if query.families or last.families else "profile"
    cues = last.cues | query.cues
    for one, other in (("agg.youngest", "agg.oldest"), ("agg.oldest", "agg.youngest")):
        if one in query.cues:
            cues -= {other}
    return last.but(**changes, cues=cues, ask=changes.get("ask", last.extra.get("ask_before") or last.ask))


def _families(frame: Frame, query: Query, last: Query) -> tuple[str, ...]:
    """Return the new categories: those named, or the last ones for the other sex or genre."""
    act = [family for family in last.families if "act" in family]
    if act and frame.has("noun.actor", "noun.actress") and not frame.families:
        one, other = ("actress", "actor") if frame.has("noun.actor") else ("actor", "actress")
        return tuple(family.replace(f"-{one}", f"-{other}") for family in act)
    genre = _genre(frame)
    if genre and last.families and not frame.families:
        base = last.families[0].removesuffix("-drama").removesuffix("-comedy")
        return (f"{base}-{genre}",)
    return query.families or tuple(dict.fromkeys(family for family, _, _ in frame.bare))


def _genre(frame: Frame) -> str:
    return (
        next((_GENRES[word] for word in frame.words if word in _GENRES), "")
        if len(frame.words) <= MAX_FRAGMENT_WORDS
        else ""
    )


def _as_before(query: Query, last: Query) -> tuple[YearRef, ...]:
    """A year alone is read as the one before was."""
    basis = last.year.basis if last.year else "ceremony" if last.ceremony else "bare"
    return tuple(
        YearRef(ref.start, ref.end, ref.first, ref.last, basis if ref.basis == "bare" else ref.basis, ref.exact)
        for ref in query.years
    )


def _swap_names(query: Query, last: Query) -> tuple[Name, ...]:
    kinds = {name.kind for name in query.names}
    return (*query.names, *(name for name in last.names if name.kind not in kinds))
