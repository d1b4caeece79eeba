"""The typed query: what a question asks, as a value that can be printed, compared, stored and answered."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Literal

from bot.model import Candidate, Kind
from bot.years import YearRef

Compare = Literal["exact", "least", "more"]


@dataclass(frozen=True, slots=True)
class Name:
    """A name in the question with the ids it may mean, best first; `sure` when written out in full."""

    kind: Kind
    text: str
    candidates: tuple[Candidate, ...]
    sure: bool = True

    @property
    def ids(self) -> tuple[str, ...]:
        return tuple(candidate.id for candidate in self.candidates)

    @property
    def label(self) -> str:
        return self.candidates[0].name

    def only(self, *ids: str) -> Name:
        """Return the name narrowed down to some of its ids."""
        return replace(self, candidates=tuple(item for item in self.candidates if item.id in ids), sure=True)


@dataclass(frozen=True, slots=True)
class Query:
    """One question. Empty tuples and None mean "not said".

    `ask` is the answer type (see `bot.parse.ask`); `nth` counts from 1, -1 is the last; `cues` are the tags of
    all cue words; `words` the folded words, `leftover` those that nothing explains; `restricted` is true
    when a word limits the question in a way that only a stored fact can answer ("first Pixar film").
    """

    intent: str
    today: date
    ask: str = ""
    bodies: tuple[str, ...] = ()
    families: tuple[str, ...] = ()
    names: tuple[Name, ...] = ()
    years: tuple[YearRef, ...] = ()
    ceremony: int | None = None
    result: Literal["any", "won", "lost"] = "any"
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
    extra: dict[str, Any] = field(default_factory=dict, compare=False)

    def of(self, kind: Kind) -> tuple[Name, ...]:
        return tuple(name for name in self.names if name.kind == kind)

    @property
    def persons(self) -> tuple[Name, ...]:
        return self.of(Kind.PERSON)

    @property
    def works(self) -> tuple[Name, ...]:
        return self.of(Kind.WORK)

    @property
    def songs(self) -> tuple[Name, ...]:
        return self.of(Kind.SONG)

    @property
    def roles(self) -> tuple[Name, ...]:
        return self.of(Kind.CHARACTER)

    @property
    def year(self) -> YearRef | None:
        """The year that tells the ceremony: one said of a ceremony before a bare one before a film's."""
        order = {"ceremony": 0, "bare": 1, "film": 2}
        return min(self.years, key=lambda ref: order[ref.basis], default=None)

    def has(self, *tags: str) -> bool:
        return any(tag in self.cues for tag in tags)

    def but(self, **changes: Any) -> Query:
        return replace(self, **changes)

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
