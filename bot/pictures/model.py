"""What stands on a picture, as plain values: the core makes them, `bot.pictures.draw` draws them."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class CardRow:
    """One line of a card: the award or award body, who or what won it, and for what ("" where that is all)."""

    label: str
    value: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Spoken:
    """A quote on a card: the words without quotation marks, and who said them where."""

    words: str
    by: str


@dataclass(frozen=True, slots=True)
class Card:
    """A ceremony, film or person at a glance.

    `kicker` is the small line over the title; `rows` are at most `MAX_ROWS`, `more` tells what is left out;
    `headline` is the one figure that matters most. Every text may be "".
    """

    kicker: str
    title: str
    subtitle: str
    rows: tuple[CardRow, ...]
    headline: str = ""
    more: str = ""
    quote: Spoken | None = None


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: its name, its value (>= 0), and of how many it is a part (None where only one thing is counted)."""

    label: str
    value: float
    total: float | None = None

    @property
    def length(self) -> float:
        """How long the whole bar is."""
        return self.value if self.total is None else max(self.value, self.total)

    @property
    def told(self) -> str:
        """The value in words: "7", "17.9", "7 of 24"."""
        return f"{self.value:,g}" if self.total is None else f"{self.value:,g} of {self.total:,g}"


@dataclass(frozen=True, slots=True)
class Chart:
    """A plot: "ranked" has bars beneath each other, the longest first; "timeline" columns beside each other.

    `legend` names what is counted: one name, or two for bars that have a total, the part first. `more` tells
    what is left out. There is at least one bar.
    """

    kind: Literal["ranked", "timeline"]
    title: str
    subtitle: str
    bars: tuple[Bar, ...]
    legend: tuple[str, ...] = ()
    more: str = ""


Picture = Card | Chart
MAX_ROWS = 8  # of a card; more make it too tall for a phone


def digest(*parts: object) -> str:
    """Return a name for a picture and whatever else tells how it looks, which any other content changes."""
    return hashlib.sha256(repr(parts).encode()).hexdigest()
