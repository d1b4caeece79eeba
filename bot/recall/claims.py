"""What a statement claims: the limits that come with "first", "oldest", "only", "most"."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from bot.recall.phrases import BOUND, WIN, Unit

_CLAUSE = re.compile(r"[,;:(]|\bfor (?=[A-Z])(?!Best )|\bwas for\b")
_ASIDE = re.compile(r"\s*\([^)]*\)")
_VERB = re.compile(r"\b(?:won|has|had|have|holds?|held|hosted|lost|led|shares?|became|received|is|was|were)\b")
_TIME = "first tim"  # stands at the end of what happened
_RECORD = "record"  # the slug of facts about a most
_RESULT = re.compile(
    r"\b(?:win|won|nomin|receiv|host|direct|consider|award|televis|broadcast|held|refus|president|Oscar|Globe)",
    re.IGNORECASE,
)
_BOTH = frozenset({"gender:woman", "gender:man"})
COUNTS = frozenset(f"{BOUND}{number}" for number in range(2, 6))
_COUNTED = frozenset({"rank:most", "rank:least"})  # may stand at the end of what they count

Claim = frozenset[str]


def read_claims(statement: str, read: Callable[[str], list[Unit]], filed: Sequence[Unit]) -> tuple[Claim, ...]:
    """Return the limits of every claim of `statement` ("the first woman, and first Black person, to win").

    Only a fact whose slugs (`filed`) name a rank makes a claim: "the first ones were of bronze" is none. A claim
    runs from its rank word to the end of its clause, and over further clauses until it tells a result. Without a
    rank word in the statement slugs such as first-asian are the claim.
    """
    if not any(unit.is_rank or unit.key == _RECORD for unit in filed):
        return ()
    clauses = [clause for clause in _CLAUSE.split(_ASIDE.sub("", statement)) if clause.strip()]
    units: list[list[Unit]] = []
    for clause in clauses:
        units.append(read(clause))
        if any(unit.is_rank for unit in units[-1]):
            break
    else:
        claim = limits_of(filed)
        return (claim,) if any(topic.startswith(("group:", "result:")) for topic in claim) else ()
    return _claims_from(clauses, units, read)


def _claims_from(
    clauses: Sequence[str], units: list[list[Unit]], read: Callable[[str], list[Unit]]
) -> tuple[Claim, ...]:
    """Return the claims that start in the last clause of `units`, reading on as far as they go."""
    start = len(units) - 1
    if any(unit.key.endswith(_TIME) for unit in units[start]):
        return (limits_of([unit for found in units for unit in found]),)
    claimed = list(units[start])
    end = start + 1
    while end < len(clauses) and not _RESULT.search(" ".join(clauses[start:end])):
        claimed += read(clauses[end])
        end += 1
    if any(topic in _COUNTED for unit in claimed for topic in unit.hard):
        if start and units[start][0].is_rank:  # "won four Oscars, more than anyone": what is counted stands before
            claimed = [*units[0], *claimed]
        told = [unit for clause in clauses[: start + 1] for unit in read(_before_verb(clause))]
        return (limits_of([unit for unit in claimed if unit not in told or unit.is_rank]),)
    return _part(claimed)


def _before_verb(clause: str) -> str:
    """Return what stands before the verb ("Costume designer Edith Head"), "" without one."""
    before, *rest = _VERB.split(clause, maxsplit=1)
    return before if rest else ""


def _part(units: Sequence[Unit]) -> tuple[Claim, ...]:
    """Part a row of claims at its rank words; the award that the last one names belongs to all of them.

    What stands before "first" and its like limits nothing, nor does the number in "the first two".
    """
    units = [unit for at, unit in enumerate(units) if not (at and units[at - 1].is_rank and _is_count(unit))]
    places = [at for at, unit in enumerate(units) if unit.is_rank]
    claims = [limits_of(units[left:right]) for left, right in zip(places, [*places[1:], len(units)], strict=True)]
    shared = frozenset(topic for topic in claims[-1] if topic.startswith("role:"))
    return tuple(claim | shared for claim in claims)


def _is_count(unit: Unit) -> bool:
    return any(topic in COUNTS for sense in unit.senses for topic in sense.soft)


def limits_of(units: Iterable[Unit]) -> Claim:
    """Return the limits set by words that have one reading only; beside "won", "nominated" is no limit."""
    limits = {topic for unit in units for topic in unit.sole} - {"rank:only"}
    soft = [sense.soft for unit in units if len(unit.senses) == 1 and not unit.optional for sense in unit.senses]
    limits |= {topic for topics in soft for topic in topics if topic.startswith(BOUND)}
    if "rank:first" not in limits:
        limits -= COUNTS  # "the only three films" says how many there are, "the first to win two" limits
    if limits >= _BOTH:
        limits -= _BOTH  # "the first writer, man or woman"
    if any(WIN in topics for topics in soft):
        limits.discard("result:nominee")
    return frozenset(limits)
