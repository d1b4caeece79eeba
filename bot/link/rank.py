"""Which candidate of a mention is meant, and which of overlapping mentions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.link.spans import Found
from bot.model import Candidate, Kind, Mention

LEAD = 3.0  # times the weight of a rival: "streep" is Meryl; with less of a lead we had better ask
BEHIND = 10.0  # taken off the score of those so far behind
FAR_LEAD = 5.0  # times the weight of a film that has just the name of somebody famous: "hitchcock"
FAMOUS_WEIGHT = 60.0
CLEAR_MARGIN = 5.0  # points of score by which the best must lead for a mention to be clear
_TIER = 4.0  # points within which two forms are equally good readings of a span
_MOST_CANDIDATES = 8
_WORTHLESS = 40.0  # score at which a span counts nothing when spans compete


def rank(candidates: Iterable[Candidate]) -> tuple[Candidate, ...]:
    """Return the candidates of one span, best first, those outshone by a rival marked down."""
    unique: dict[tuple[Kind, str], Candidate] = {}
    for one in candidates:
        known = unique.get((one.kind, one.id))
        if known is None or one.score > known.score:
            unique[one.kind, one.id] = one
    ones = sorted(unique.values(), key=lambda one: -one.weight)
    ranked = [_mark_down(one, ones) for one in ones] if len(ones) > 1 else ones
    ranked.sort(key=lambda one: (-one.score, -one.weight, one.kind, one.id))
    return tuple(ranked[:_MOST_CANDIDATES])


def _mark_down(one: Candidate, heaviest_first: Sequence[Candidate]) -> Candidate:
    weight = max(one.weight, 1.0)
    for rival in heaviest_first:
        if rival.weight < LEAD * weight:
            break
        if rival.kind == one.kind and rival.score > one.score - _TIER:
            return one._replace(score=one.score - BEHIND)
        famous = rival.kind == Kind.PERSON and rival.weight >= max(FAMOUS_WEIGHT, FAR_LEAD * weight)
        if one.kind == Kind.WORK and famous and one.score > rival.score > one.score - 15.0:
            return one._replace(score=rival.score - 2.0)
    return one


def is_clear(mention: Mention) -> bool:
    """Whether one candidate leads: nobody need be asked which one is meant."""
    ones = mention.candidates
    return len(ones) < 2 or ones[0].score - ones[1].score >= CLEAR_MARGIN


def choose(found: Iterable[Found]) -> list[Found]:
    """Return the spans that do not overlap, the one that explains more letters first, in order of place."""
    chosen: list[Found] = []
    for one in sorted(found, key=_worth):
        if all(one.end <= other.start or other.end <= one.start for other in chosen):
            chosen.append(one)
    return sorted(chosen, key=lambda one: one.start)


def _worth(found: Found) -> tuple[float, int, int]:
    score = found.candidates[0].score
    return -found.letters * (score - _WORTHLESS), -len(found.bits), found.start
