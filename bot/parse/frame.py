"""The frame: everything that the words of one question name, before its kind is known."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date

from bot.model import Kind, Mention
from bot.text import Token
from bot.years import Ordinal, YearRef


@dataclass(slots=True)
class Frame:
    """What a question names. Positions are token indexes.

    `cues` maps a cue's tag to the places where it stands; `families` holds (family, body limit, start) of
    each category phrase; `bare` those that may be plain words too, with "noun" where they are ("actor");
    `chosen` the families that the question is about; `others` the prizes and subjects named that are not ours;
    `explained` the places that something explains; `numbers` (place, number) of small counts; `corrected`
    the words that were mended, by their places; `prizes` the places of the words that name a category in full;
    `play_ends` the last places of the phrases for playing a part ("his portrayal of").
    """

    utterance: str
    tokens: list[Token]
    words: list[str]
    today: date
    cues: dict[str, list[int]] = field(default_factory=dict)
    bodies: list[str] = field(default_factory=list)
    body_at: list[tuple[int, int]] = field(default_factory=list)
    families: list[tuple[str, str, int]] = field(default_factory=list)
    bare: list[tuple[str, str, int]] = field(default_factory=list)
    others: list[str] = field(default_factory=list)
    years: list[YearRef] = field(default_factory=list)
    ordinal: Ordinal | None = None
    mentions: list[Mention] = field(default_factory=list)
    weak: list[Mention] = field(default_factory=list)
    explained: set[int] = field(default_factory=set)
    ask: str = ""
    numbers: list[tuple[int, int]] = field(default_factory=list)
    corrected: dict[int, str] = field(default_factory=dict)
    chosen: tuple[str, ...] = ()
    prizes: set[int] = field(default_factory=set)
    play_ends: list[int] = field(default_factory=list)

    def has(self, *tags: str) -> bool:
        """Return whether any of these cues stands in the question."""
        return not self.cues.keys().isdisjoint(tags)

    def first(self, tag: str) -> int:
        """Return the place of the first such cue, or -1."""
        return self.cues[tag][0] if tag in self.cues else -1

    def find_first(self, tag: str) -> int | None:
        """Return the place of the first such cue, or None."""
        return self.cues[tag][0] if tag in self.cues else None

    def places(self, *tags: str) -> list[int]:
        """Return the places of these cues, tag after tag."""
        if self.cues.keys().isdisjoint(tags):
            return []
        return [at for tag in tags for at in self.cues.get(tag, ())]

    def word(self, at: int) -> str:
        """Return the word at a place, "" beyond the ends."""
        return self.words[at] if 0 <= at < len(self.words) else ""

    def mentioned(self, *kinds: Kind) -> list[Mention]:
        """Return the mentions whose best candidate is of one of these kinds, in the order of the words."""
        return [mention for mention in self.mentions if mention.best.kind in kinds]

    def named_places(self) -> set[int]:
        """Return the places that names cover."""
        return {at for mention in self.mentions for at in range(mention.start, mention.end)}

    def leftover_at(self, stop: Collection[str]) -> tuple[int, ...]:
        """Return the places of the content words that nothing explains."""
        return tuple(
            at for at, word in enumerate(self.words) if at not in self.explained and word not in stop and len(word) > 1
        )

    def explain(self, spans: Iterable[Ordinal | YearRef | Mention]) -> None:
        """Note that the words of these spans have found their meaning."""
        for span in spans:
            self.explained.update(range(span.start, span.end))
