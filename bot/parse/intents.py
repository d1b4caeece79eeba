"""Which kind of question it is: the row of data/intents.csv that explains the most of it."""

from __future__ import annotations

from dataclasses import dataclass

from bot.model import Kind
from bot.parse.frame import Frame
from bot.tables import read_table

_FUTURE = frozenset({"are", "is", "will", "next", "upcoming"})
_UNITS = frozenset(
    {"nomination", "nominations", "noms", "nods", "win", "wins", "award", "awards", "times", "statuettes"}
)
POINTS_PER_NEED = 3  # a need met counts as much as three points of weight: more explained beats a finer hint


@dataclass(frozen=True, slots=True)
class Rule:
    """One row: all of `needs` (each a set of alternatives) must be there, none of `without`."""

    intent: str
    needs: tuple[frozenset[str], ...]
    without: frozenset[str]
    points: int
    example: str

    def fits(self, features: set[str]) -> bool:
        return all(need & features for need in self.needs) and not self.without & features


class IntentTable:
    """The rules of data/intents.csv, best first."""

    def __init__(self) -> None:
        rules = [_rule(row) for row in read_table("intents")]
        self.rules = sorted(rules, key=lambda rule: -rule.points)

    def choose(self, features: set[str]) -> Rule | None:
        """Return the rule that explains the most of the question, or None."""
        return next((rule for rule in self.rules if rule.fits(features)), None)


def _rule(row: dict[str, str]) -> Rule:
    needs = tuple(frozenset(need.split("|")) for need in row["needs"].split())
    points = POINTS_PER_NEED * len(needs) + int(row["weight"])
    return Rule(row["intent"], needs, frozenset(row["without"].split()), points, row["example"])


def find_features(frame: Frame) -> set[str]:
    """Return the names of everything found, as the rows of data/intents.csv call it."""
    features = set(frame.cues) | {tag.split(".")[0] for tag in frame.cues}
    features.add(f"ask={frame.ask}")
    for kind in Kind:
        if frame.mentioned(kind):
            features.update((kind.value, "name"))
    role = frame.mentioned(Kind.CHARACTER)
    if role:
        features.add("role")
    features.update(
        name
        for name, there in (
            ("body", frame.bodies), ("family", frame.chosen), ("year", frame.years), ("ordinal", frame.ordinal),
            ("other", frame.others), ("bodies2", len(frame.bodies) > 1), ("names2", len(frame.mentions) > 1),
            ("families2", len(frame.chosen) > 1 and len({at for _, _, at in (*frame.families, *frame.bare)}) > 1),
            ("award", frame.has("noun.award", "noun.category")), ("future", not frame.years and _FUTURE & set(frame.words)),
            ("same", "same" in frame.words), ("nominees", "nominees" in frame.words), ("including", "including" in frame.words), ("n", any(tag in frame.cues for tag in ("n.2", "n.3", "n.4", "n.5", "n.2+"))),
        )
        if there
    )  # fmt: skip
    if _when_name(frame):
        features.add("when-name")
    if has_own_turn(frame):
        features.add("own-nth")
    if frame.numbers:
        features.add("number")
        if any(counts_awards(frame, at) for at, _ in frame.numbers):
            features.add("award-unit")
    return features


def _when_name(frame: Frame) -> bool:
    """Return whether a clause with a name follows: "who won the year X was nominated", "... when X won"."""
    words = frame.words
    places = [
        at
        for at, word in enumerate(words)
        if at >= 2 and (word == "when" or (word == "year" and words[at - 1] == "the"))
    ]
    return any(mention.start > at for at in places[:1] for mention in frame.mentions) and frame.ask in (
        "who",
        "person",
        "film",
        "what",
        "",
    )


def has_own_turn(frame: Frame) -> bool:
    """Return whether "first" or "last" counts somebody's own awards: "his first oscar", not "the first man to win"."""
    named = {at for mention in frame.mentions for at in range(mention.start, mention.end)}
    awards = {start for start, _ in frame.body_at} | {at for _, _, at in frame.families}
    for tag in ("rel.nominate", "rel.win", "rel.get", "noun.award"):
        awards.update(frame.cues.get(tag, ()))
    for tag in ("agg.first", "agg.second", "agg.third", "agg.last", "agg.latest"):
        for at in frame.cues.get(tag, ()):
            before = frame.words[at - 1] if at else ""
            if before in ("his", "her", "their", "its") or at - 1 in named or (named and at + 1 in awards):
                return True
    return frame.ask in ("when", "yesno") and bool(named)


def counts_awards(frame: Frame, at: int) -> bool:
    """Return whether a number counts awards: "two oscars", "14 nominations", "10 or more academy awards"."""
    near = range(at + 1, min(at + 5, len(frame.words)))
    bodies = {start for start, _ in frame.body_at} | {start for _, _, start in frame.families}
    return any(place in bodies or frame.words[place] in _UNITS for place in near)
