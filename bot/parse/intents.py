"""Which kind of question it is: the row of data/intents.csv that explains the most of it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.model import Kind
from bot.parse.counting import counts_awards, has_own_turn
from bot.parse.frame import Frame
from bot.tables import read_table, word_group

POINTS_PER_NEED = 3  # a need met counts as much as three points of weight: more explained beats a finer hint
NUMBER_CUES = {"n.2": 2, "n.3": 3, "n.4": 4, "n.5": 5}  # "twice", "a hat trick"; "n.2+" is "more than once"
OF_CEREMONY = ("host", "when-held", "where-held", "number-held", "broadcast", "viewers")  # one thing about a ceremony
_WHEN_ASKS = ("who", "person", "film", "what", "")
_PLAIN_WORDS = ("same", "nominees", "including", "too", "ever", "list")  # words that are features themselves


@dataclass(frozen=True, slots=True)
class Rule:
    """One row: all of `needs` (each a set of alternatives) must be there, none of `without`."""

    intent: str
    needs: tuple[frozenset[str], ...]
    without: frozenset[str]
    points: int
    example: str

    def fits(self, features: set[str]) -> bool:
        """Return whether a question with these features is of this kind."""
        return self.without.isdisjoint(features) and not any(need.isdisjoint(features) for need in self.needs)


class IntentTable:
    """The rules of data/intents.csv, best first.

    Each is filed under its rarest need, so that a question is held against few of them.
    """

    def __init__(self) -> None:
        rules = [_rule(row) for row in read_table("intents")]
        self.examples = tuple(rule.example for rule in rules)
        self.rules = sorted(rules, key=lambda rule: -rule.points)
        common = Counter(feature for rule in rules for need in rule.needs for feature in need)
        self._filed: dict[str, list[int]] = defaultdict(list)  # feature -> places in `rules`
        self._needless = [at for at, rule in enumerate(self.rules) if not rule.needs]
        for at, rule in enumerate(self.rules):
            for feature in min(rule.needs, key=lambda need: sum(common[one] for one in need), default=()):
                self._filed[feature].append(at)

    def choose(self, features: set[str]) -> Rule | None:
        """Return the rule that explains the most of the question, or None."""
        likely = {at for feature in features for at in self._filed.get(feature, ())}
        for at in sorted(likely.union(self._needless)):
            if self.rules[at].fits(features):
                return self.rules[at]
        return None


def _rule(row: dict[str, str]) -> Rule:
    needs = tuple(frozenset(need.split("|")) for need in row["needs"].split())
    points = POINTS_PER_NEED * len(needs) + int(row["weight"])
    return Rule(row["intent"], needs, frozenset(row["without"].split()), points, row["example"])


def find_features(frame: Frame) -> set[str]:
    """Return the names of everything found, as the rows of data/intents.csv call it."""
    features = set(frame.cues) | {tag.split(".")[0] for tag in frame.cues}
    features.add(f"ask={frame.ask}")
    features.update(_kind_features(frame), _slot_features(frame), _number_features(frame))
    features.update(word for word in _PLAIN_WORDS if word in frame.words)
    if frame.has("noun.award", "noun.category"):
        features.add("award")
    if not frame.years and not word_group("future").isdisjoint(frame.words):
        features.add("future")
    if frame.words[:1] == ["will"] and 0 not in frame.named_places():
        features.add("opens-will")
    if _has_when_name(frame):
        features.add("when-name")
    if has_own_turn(frame):
        features.add("own-nth")
    return features


def _kind_features(frame: Frame) -> Iterator[str]:
    for kind in {mention.best.kind for mention in frame.mentions}:
        yield kind.value
        yield "name"
        if kind == Kind.CHARACTER:
            yield "role"
    if any(mention.best.kind == Kind.CHARACTER and mention.end - mention.start > 1 for mention in frame.mentions):
        yield "full-role"


def _slot_features(frame: Frame) -> Iterator[str]:
    slots: tuple[tuple[str, object], ...] = (
        ("body", frame.bodies),
        ("bodies2", len(frame.bodies) > 1),
        ("family", frame.chosen),
        ("families2", len(frame.chosen) > 1 and len({at for _, _, at in (*frame.families, *frame.bare)}) > 1),
        ("names2", len(frame.mentions) > 1),
        ("year", frame.years),
        ("year-exact", any(ref.exact for ref in frame.years)),
        ("ordinal", frame.ordinal),
        ("other", frame.others),
    )
    return (name for name, there in slots if there)


def _number_features(frame: Frame) -> Iterator[str]:
    if frame.has(*NUMBER_CUES, "n.2+"):
        yield "n"
    if frame.numbers:
        yield "number"
    if any(counts_awards(frame, at) for at, _ in frame.numbers):
        yield "award-unit"


def _has_when_name(frame: Frame) -> bool:
    """Return whether a clause with a name follows: "who won the year X was nominated", "... when X won"."""
    at = find_when(frame.words)
    return at is not None and frame.ask in _WHEN_ASKS and any(mention.start > at for mention in frame.mentions)


def find_when(words: Sequence[str]) -> int | None:
    """Return the place of the word that opens a clause of time ("when", "the night"), or None."""
    nouns, openers = word_group("when-noun"), word_group("before-clause")
    for at, word in enumerate(words[2:], 2):
        if word == "when" or (word in nouns and words[at - 1] in openers):
            return at
    return None
