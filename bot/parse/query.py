"""The typed query: what a question asks, as a value that can be printed, compared, stored and answered."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Literal, NamedTuple

from bot.model import NO_TOPIC, Candidate, Kind, Topic
from bot.years import YearRef, find_list

Compare = Literal["exact", "least", "more"]
Result = Literal["any", "won", "lost"]
OSCARS = ("oscars",)  # what is meant where nothing points elsewhere
_BASIS_ORDER = {"ceremony": 0, "bare": 1, "film": 2}


@dataclass(frozen=True, slots=True)
class Name:
    """A name in the question with the ids it may mean, best first; `sure` when written out in full."""

    kind: Kind
    text: str
    candidates: tuple[Candidate, ...]
    sure: bool = True

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids that the name may mean, best first."""
        return tuple(candidate.id for candidate in self.candidates)

    @property
    def label(self) -> str:
        """The name of the best candidate, as it is shown."""
        return self.candidates[0].name

    def only(self, *ids: str) -> Name:
        """Return the name narrowed down to some of its ids."""
        return replace(self, candidates=tuple(item for item in self.candidates if item.id in ids), sure=True)


class Hints(NamedTuple):
    """How the question was put, for the few kinds of question that need more than slots.

    Places are indexes into the words of the question; None where no such word stands in it. `fields` are the
    prizes and subjects named that are not ours; `starts` the places where the names begin, `named` all that
    those of people and works cover, everyday words apart; `first_name_at` is 0 where there is no name.
    `is_broken` is true when every name is a half one beside an unknown word, `only_everyday` when a category is
    named by an everyday word alone ("actor"), `counts_awards` when a number counts awards, `own_turn` when
    "first" counts somebody's own awards. `play_at` is where the last "playing" ends. `second_number` is the other
    number of "won 8 of 10 nominations".
    """

    utterance: str = ""
    fields: tuple[str, ...] = ()
    starts: tuple[int, ...] = ()
    named: tuple[int, ...] = ()
    leftover_at: tuple[int, ...] = ()
    verbs_at: tuple[int, ...] = ()
    first_name_at: int = 0
    beat_at: int | None = None
    lost_to_at: int | None = None
    lose_at: int | None = None
    play_at: int | None = None
    second_number: int | None = None
    counts_awards: bool = False
    is_broken: bool = False
    only_everyday: bool = False
    own_turn: bool = False


class Query(NamedTuple):
    """One question. Empty tuples and None mean "not said".

    `ask` is the answer type (see `bot.parse.ask`); `nth` counts from 1, -1 is the last; `cues` are the tags of
    all cue words; `words` the folded words, `leftover` those that nothing explains; `restricted` is true
    when a word limits the question in a way that only a stored fact can answer ("first Pixar film").
    `inherited` names the slots taken over from the question before; `ask_before` is that question's `ask`
    where the next follow-up should go on from it; `apart_from` are the ids to be left out of "who else".
    `topic` is what the answer was about: only known of the last query of a chat, and `edition`, the ceremony that the
    chat spoke of last, of a query that leans on it; `besides` are the families told already of "anything else";
    `read_apart` is true of a last query whose year was read in two ways, each of which has a context of its own.
    """

    intent: str
    today: date
    ask: str = ""
    bodies: tuple[str, ...] = ()
    families: tuple[str, ...] = ()
    names: tuple[Name, ...] = ()
    years: tuple[YearRef, ...] = ()
    ceremony: int | None = None
    result: Result = "any"
    gender: str = ""
    acting: bool = False
    number: int | None = None
    compare: Compare = "exact"
    nth: int = 0
    cues: frozenset[str] = frozenset()
    words: tuple[str, ...] = ()
    leftover: tuple[str, ...] = ()
    restricted: bool = False
    inherited: frozenset[str] = frozenset()
    hints: Hints = Hints()
    ask_before: str | None = None
    apart_from: frozenset[str] = frozenset()
    edition: str = ""
    besides: tuple[str, ...] = ()
    topic: Topic = NO_TOPIC
    read_apart: bool = False

    def of(self, kind: Kind) -> tuple[Name, ...]:
        """Return the names of one kind, in the order of the words."""
        return tuple([name for name in self.names if name.kind == kind]) if self.names else ()

    @property
    def persons(self) -> tuple[Name, ...]:
        """The people named."""
        return self.of(Kind.PERSON)

    @property
    def works(self) -> tuple[Name, ...]:
        """The films and programmes named."""
        return self.of(Kind.WORK)

    @property
    def songs(self) -> tuple[Name, ...]:
        """The songs named."""
        return self.of(Kind.SONG)

    @property
    def roles(self) -> tuple[Name, ...]:
        """The characters named."""
        return self.of(Kind.CHARACTER)

    @property
    def year(self) -> YearRef | None:
        """The year that tells the ceremony: one said of a ceremony before a bare one before a film's."""
        return min(self.years, key=lambda ref: _BASIS_ORDER[ref.basis], default=None)

    @property
    def each_year(self) -> tuple[YearRef, ...]:
        """The single years of a list ("2016 and 2017"), each a question of its own; () where there is none."""
        return find_list(self.years, self.words)

    @property
    def is_for_acting(self) -> bool:
        """Whether the categories asked about are for actors or actresses."""
        return any("act" in family for family in self.families)

    @property
    def is_dated(self) -> bool:
        """Whether a year or a ceremony's number is given."""
        return bool(self.years) or bool(self.ceremony)

    @property
    def tells_year(self) -> bool:
        """Whether a year or a ceremony's number stands in the words themselves, and is not taken over."""
        return self.ceremony is not None or any(ref.start >= 0 for ref in self.years)

    @property
    def names_nothing(self) -> bool:
        """Whether no name, category, award or year is given, nor any word that nothing explains."""
        return not (self.names or self.families or self.bodies or self.is_dated or self.leftover)

    @property
    def means_latest(self) -> bool:
        """Whether neither a name nor a year tells which winner is meant, so that it is the latest."""
        return self.intent == "find" and not (self.names or self.is_dated or self.inherited)

    @property
    def names_nobody_when(self) -> bool:
        """Whether "the year" opens a clause in which nobody is known: "the year up was nominated"."""
        if self.names or self.is_dated or self.inherited or "year" not in self.words[3:-1]:
            return False
        at = self.words.index("year")
        return self.words[at - 1] == "the" and self.words[at - 2] != "of"

    def at_oscars(self) -> Query:
        """Return the query with the Oscars where no award body is named."""
        return self if self.bodies else self.but(bodies=OSCARS)

    def has(self, *tags: str) -> bool:
        """Return whether any of these cues stands in the question."""
        return not self.cues.isdisjoint(tags)

    def but(self, **changes: Any) -> Query:
        """Return a copy with some fields changed."""
        return self._replace(**changes)

    def paraphrase(self) -> str:
        """Return what was understood, in one line: the intent and its filled slots."""
        parts = [self.intent, f"ask {self.ask or 'anything'}"]
        parts += [f"{label} {value}" for label, value in self.slots().items()]
        return "; ".join(parts)

    def slots(self) -> dict[str, Any]:
        """Return the filled slots as plain values, for JSON and for the chat's memory."""
        year = self.year
        values: dict[str, Any] = {
            "ask": self.ask,
            "body": list(self.bodies),
            "category": list(self.families),
            "year": None if not year else year.first if year.first == year.last else [year.first, year.last],
            "year_basis": year.basis if year else "",
            "ceremony": self.ceremony,
            "person": [name.label for name in self.persons],
            "work": [name.label for name in self.works],
            "song": [name.label for name in self.songs],
            "character": [name.label for name in self.roles],
            "result": "" if self.result == "any" else self.result,
            "number": self.number,
            "nth": self.nth or None,
        }
        return {key: value for key, value in values.items() if value not in ([], "", None)}
