"""Numbers and turns: what a number counts, and whose "first" it is."""

from __future__ import annotations

from bot.parse.frame import Frame
from bot.tables import word_group

UNIT_DISTANCE = 4  # words behind a number among which its unit stands: "10 or more academy awards"
_TURNS = ("agg.first", "agg.second", "agg.third", "agg.last", "agg.latest")
_AWARD_CUES = ("rel.nominate", "rel.win", "rel.get", "noun.award")
_POSSESSIVES = ("his", "her", "their", "its")


def counts_awards(frame: Frame, at: int) -> bool:
    """Return whether a number counts awards: "two oscars", "14 nominations", "10 or more academy awards"."""
    near = range(at + 1, min(at + 1 + UNIT_DISTANCE, len(frame.words)))
    awards, units = _award_places(frame), word_group("award-unit")
    return any(place in awards or frame.words[place] in units for place in near)


def has_own_turn(frame: Frame) -> bool:
    """Return whether "first" or "last" counts somebody's own awards: "his first oscar", not "the first man to win"."""
    named = frame.named_places()
    if named and frame.ask in ("when", "yesno"):
        return True
    awards = _award_places(frame).union(frame.places(*_AWARD_CUES))
    return any(
        (at > 0 and frame.words[at - 1] in _POSSESSIVES) or at - 1 in named or (bool(named) and at + 1 in awards)
        for at in frame.places(*_TURNS)
    )


def _award_places(frame: Frame) -> set[int]:
    """Return the places where award bodies and categories begin."""
    return {start for start, _ in frame.body_at} | {at for _, _, at in frame.families}
