"""From a frame and its intent to the query: slots filled, years told apart, kinds of names chosen."""

from __future__ import annotations

from collections.abc import Collection

from bot.lexicon import Lexicon
from bot.model import Kind, Mention
from bot.parse.ask import GENDERS
from bot.parse.basis import find_bases
from bot.parse.counting import counts_awards, has_own_turn
from bot.parse.frame import Frame
from bot.parse.intents import NUMBER_CUES
from bot.parse.names import are_broken, make_name
from bot.parse.query import Compare, Hints, Query, Result
from bot.tables import word_group

_NTH = {"agg.first": 1, "agg.second": 2, "agg.third": 3, "agg.last": -1, "agg.latest": -1}
_ASKING = ("ask.count", "ask.which", "ask.who", "ask.this")
_WON_NOMINATION = 3  # words from "won" to the "nomination" that was all: "won an Oscar nomination"
_NEVER = 999  # behind any word


def build_query(frame: Frame, intent: str, lexicon: Lexicon) -> Query:
    """Return the query of one frame under the intent that was chosen for it."""
    number, compare = _read_number(frame)
    leftover_at = frame.leftover_at(lexicon.stop)
    left_out = _left_out(frame)
    return Query(
        intent=intent,
        today=frame.today,
        ask=frame.ask,
        bodies=tuple(frame.bodies),
        families=frame.chosen,
        names=tuple(make_name(frame, mention) for mention in frame.mentions if mention not in left_out),
        apart_from=frozenset(one.id for mention in left_out for one in mention.candidates),
        years=find_bases(frame, intent),
        ceremony=frame.ordinal.number if frame.ordinal else None,
        result=_read_result(frame),
        gender=next((gender for tag, gender in GENDERS.items() if frame.has(tag)), ""),
        acting=frame.has("noun.actor", "noun.actress", "noun.performer", "noun.acting") and not frame.chosen,
        number=number,
        compare=compare,
        nth=_read_nth(frame),
        cues=frozenset(frame.cues),
        words=tuple(frame.words),
        leftover=tuple(frame.words[at] for at in leftover_at),
        restricted=frame.has("restrict") or _is_limited_by_kind(frame),
        hints=_read_hints(frame, leftover_at, left_out, lexicon.stop),
    )


def _read_nth(frame: Frame) -> int:
    """Return the number in the order of the ceremonies that is asked for, 0 for none.

    "His second oscar" of somebody who is asked for tells nothing where film or year tell the answer.
    """
    nth = next((nth for tag, nth in _NTH.items() if frame.has(tag)), 0)
    told = frame.mentioned(Kind.WORK) or (frame.chosen and frame.years)
    return 0 if told and has_own_turn(frame) and not frame.mentioned(Kind.PERSON) else nth


def _left_out(frame: Frame) -> tuple[Mention, ...]:
    """Return the names behind "besides" and "other than", where anything else is named."""
    at = frame.find_first("exclude")
    behind = tuple(mention for mention in frame.mentions if at is not None and mention.start > at)
    return behind if len(behind) < len(frame.mentions) or frame.chosen else ()


def _read_hints(
    frame: Frame, leftover_at: tuple[int, ...], left_out: Collection[Mention], stop: Collection[str]
) -> Hints:
    """Return what a few kinds of question need beyond the slots: places of names and verbs, the words as typed."""
    starts = tuple(mention.start for mention in frame.mentions if mention not in left_out)
    return Hints(
        utterance=frame.utterance,
        fields=tuple(dict.fromkeys(frame.others)),
        starts=starts,
        named=tuple(
            at
            for mention in frame.mentions
            if mention.best.kind in (Kind.PERSON, Kind.WORK) and not mention.weak
            for at in range(mention.start, mention.end)
        ),
        leftover_at=leftover_at,
        verbs_at=tuple(frame.places("rel.win", "rel.get", "rel.nominate")),
        first_name_at=starts[0] if starts else 0,
        beat_at=frame.find_first("rel.beat"),
        lost_to_at=frame.find_first("rel.lostto"),
        lose_at=frame.find_first("rel.lose"),
        play_at=max(frame.play_ends, default=None),
        second_number=_read_second(frame),
        counts_awards=_counts_awards(frame),
        is_broken=are_broken(frame, stop),
        only_everyday=not frame.families and bool(frame.bare),
        own_turn=has_own_turn(frame),
    )


def _read_second(frame: Frame) -> int | None:
    """Return the other number of "won 8 of 10 nominations", "8 out of 10"; None for "which three films won 11"."""
    if len(frame.numbers) < 2:
        return None
    (one, _), (other, second) = frame.numbers[:2]
    return second if "of" in frame.words[one:other] else None


def _counts_awards(frame: Frame) -> bool:
    return any(tag.startswith("n.") for tag in frame.cues) or any(counts_awards(frame, at) for at, _ in frame.numbers)


def _is_limited_by_kind(frame: Frame) -> bool:
    """Return whether a kind of film ("animated film") limits a question about another category."""
    behind = {frame.word(at + 1) for at in frame.places("agg.first", "agg.last", "agg.latest", "agg.only")}
    own = {word for family in frame.chosen for word in family.split("-")}  # "last animated film to win best animated"
    if not (word_group("kind-of-film") - own).isdisjoint(behind):
        return True
    return bool(frame.families) and any(not noun and family not in frame.chosen for family, noun, _ in frame.bare)


def _read_result(frame: Frame) -> Result:
    """Return which result is asked about; "nominated ... won" asks about the nearest verb to the question word."""
    if frame.has("rel.lose", "rel.lostto", "rel.never"):
        return "lost"
    if not frame.has("rel.win"):
        return "won" if frame.has("rel.get") and not frame.has("rel.nominate") else "any"
    return "won" if not frame.has("rel.nominate") or _asks_win_first(frame) else "any"


def _asks_win_first(frame: Frame) -> bool:
    """Return whether, behind the last question word, winning is said before being nominated."""
    start = max(frame.places(*_ASKING), default=0)
    if any(
        frame.word(at).startswith("nomination") and at - won <= _WON_NOMINATION
        for won in frame.places("rel.win")
        for at in frame.places("rel.nominate")
        if at > won
    ):
        return False
    won, nominated = (
        min((at for at in frame.places(tag) if at >= start), default=_NEVER) for tag in ("rel.win", "rel.nominate")
    )
    return won <= nominated


def _read_number(frame: Frame) -> tuple[int | None, Compare]:
    """Return the number of awards asked about, None where there is none, and how it is to be compared."""
    compare: Compare = "more" if frame.has("cmp.more") else "least" if frame.has("cmp.least") else "exact"
    for tag, number in NUMBER_CUES.items():
        if frame.has(tag):
            return number, compare
    if frame.has("n.2+"):
        return 2, "least"
    if not frame.numbers:
        return None, "exact"
    counting = [number for at, number in frame.numbers if counts_awards(frame, at)]
    return (counting or [frame.numbers[0][1]])[0], compare
