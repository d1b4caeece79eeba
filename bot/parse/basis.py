"""Years told apart: that of the ceremony and that of the films."""

from __future__ import annotations

from dataclasses import replace

from bot.model import Kind
from bot.parse.frame import Frame
from bot.tables import word_group
from bot.years import Basis, YearRef, find_list

_CEREMONY_INTENTS = frozenset(
    {"host", "when-held", "where-held", "number-held", "broadcast", "viewers", "glance", "quote", "thanked"}
)


# Kinds of question of which a list of years makes several; the others are asked about all of its years together.
_ASKED_EACH = frozenset(
    {"find", "host", "when-held", "where-held", "number-held", "broadcast", "viewers", "glance", "quote", "tie"}
)


def find_bases(frame: Frame, intent: str) -> tuple[YearRef, ...]:
    """Return the years of a frame with what each is said of; those of a list ("2016 and 2017 oscars") alike."""
    refs = tuple(with_basis(frame, ref, intent) for ref in frame.years)
    if not find_list(refs, frame.words):
        return refs
    told: Basis = next((ref.basis for ref in reversed(refs) if ref.basis != "bare"), "bare")
    if intent in _ASKED_EACH:
        return tuple(replace(ref, basis=told) for ref in refs)
    years = [ref.first for ref in refs]
    return (YearRef(refs[0].start, refs[-1].end, min(years), max(years), told, exact=False),)


def with_basis(frame: Frame, ref: YearRef, intent: str) -> YearRef:
    """Return the year with what it is said of: the ceremony, the films, or "bare" where the words leave it open."""
    return ref if ref.basis != "bare" else replace(ref, basis=_find_basis(frame, ref, intent))


def _find_basis(frame: Frame, ref: YearRef, intent: str) -> Basis:
    if intent in _CEREMONY_INTENTS or _precedes_award(frame, ref):
        return "ceremony"
    if _precedes_film(frame, ref) or _follows_for(frame, ref):
        return "film"
    return "ceremony" if _follows_ceremony(frame, ref) else "bare"


def _bodies_at(frame: Frame) -> set[int]:
    return {at for start, end in frame.body_at for at in range(start, end)}


def _precedes_award(frame: Frame, ref: YearRef) -> bool:
    """Read "the 2017 oscars", "2017's the oscars", "the 2017 ceremony"; "best actress 2017 oscar" leaves it open."""
    bodies, after = _bodies_at(frame), frame.word(ref.end)
    last = next((frame.word(end - 1) for start, end in frame.body_at if start == ref.end), "")
    if last in word_group("one-award") and frame.word(ref.start - 1) not in ("the", "at"):
        return all(at > ref.start for at in frame.prizes)
    return ref.end in bodies or (after == "the" and ref.end + 1 in bodies) or after in word_group("ceremony")


def _precedes_film(frame: Frame, ref: YearRef) -> bool:
    """Read "the 1994 film", "1994's Forrest Gump"; but not "1994 best picture"."""
    acted = word_group("genre-noun")
    of_genre = {at - 1 for at, word in enumerate(frame.words) if word in acted}  # "2025 drama actor"
    behind = (at for at in range(ref.end, ref.end + 2) if at not in frame.prizes and at not in of_genre)
    if any(frame.word(at) in word_group("film") for at in behind):
        return True
    return any(mention.start == ref.end for mention in frame.mentioned(Kind.WORK))


def _follows_for(frame: Frame, ref: YearRef) -> bool:
    """Read "for 1994", "best picture of 1994", "the films of 1994"; but not "the oscars of 1994"."""
    before = frame.words[max(0, ref.start - 2) : ref.start]
    last = frame.word(ref.start - 1)
    return (
        last == "for"
        or (last == "of" and not ref.exact and ref.start - 2 not in _bodies_at(frame))
        or "films" in before
    )


def _follows_ceremony(frame: Frame, ref: YearRef) -> bool:
    """Read "held in 2017", "at the 2017 ...", "the oscars 2017", "the oscars of 2017"."""
    before = frame.words[max(0, ref.start - 2) : ref.start]
    if (
        frame.has("agg.night")
        or "held" in before
        or before == ["at", "the"]
        or "ceremony" in frame.words
        or "ceremonies" in frame.words
    ):
        return True
    if _is_plural_body(frame, ref.start - 1):
        return True
    return frame.word(ref.start - 1) == "of" and _is_plural_body(frame, ref.start - 2)


def _is_plural_body(frame: Frame, at: int) -> bool:
    return at in _bodies_at(frame) and frame.words[at].endswith("s")
