"""Closed phrases: award bodies, categories and cue words, found in a question longest first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from bot.tables import read_table
from bot.text import fold

MAX_PHRASE_TOKENS = 8
_LONE = (1,)  # any word may be the plural of a phrase


@dataclass(frozen=True, slots=True)
class Entry:
    """One meaning of a phrase: `kind` is body, category, cue, other or stop; `value` its slug.

    `body` limits a category phrase to one award body; `note` is "bare" for a word that names a category
    only where nothing else explains it ("actor").
    """

    kind: str
    value: str
    body: str = ""
    note: str = ""


class Span(NamedTuple):
    """Tokens [start, end) that a phrase of the lexicon explains."""

    start: int
    end: int
    entries: tuple[Entry, ...] = ()

    def get(self, kind: str) -> tuple[Entry, ...]:
        """Return the meanings of one kind."""
        return tuple(entry for entry in self.entries if entry.kind == kind)


class Lexicon:
    """All phrases of data/lexicon/, and the words they are made of."""

    def __init__(self) -> None:
        self._phrases: dict[str, list[Entry]] = defaultdict(list)
        self._lengths: dict[tuple[str, ...], list[int]] = {}  # of the phrases that begin with two words, longest first
        for row in read_table("lexicon/bodies"):
            self._add(row["phrase"], Entry("body", row["body"]))
        categories = read_table("lexicon/categories")
        for row in categories:
            self._add(row["phrase"], Entry("category", row["family"], row["body"], row["note"]))
        for row in read_table("lexicon/cues"):
            self._add(row["phrase"], Entry("cue", row["cue"]))
        for row in read_table("lexicon/other"):
            self._add(row["phrase"], Entry("other", row["field"]))
        self.families = frozenset(row["family"] for row in categories)
        self.stop = frozenset(fold(row["word"]) for row in read_table("lexicon/stop"))
        self.words = frozenset(word for phrase in self._phrases for word in phrase.split()) | self.stop

    def _add(self, phrase: str, entry: Entry) -> None:
        key = fold(phrase)
        if key and entry not in self._phrases[key]:
            self._phrases[key].append(entry)
            words = key.split()
            if 1 < len(words) <= MAX_PHRASE_TOKENS:
                first, second = words[:2]
                for start in ((first, second), (first, f"{second}s")):  # a phrase may stand in the plural
                    self._lengths[start] = sorted({*self._lengths.get(start, _LONE), len(words)}, reverse=True)

    def phrases(self) -> Iterator[tuple[str, list[Entry]]]:
        """Yield every phrase with its meanings, for checks and for the coverage page."""
        yield from self._phrases.items()

    def read(self, words: Sequence[str]) -> list[Span]:
        """Return the phrases found in `words`, longest first at each place, left to right, never overlapping."""
        spans: list[Span] = []
        at = 0
        while at < len(words):
            span = self._longest(words, at)
            if span:
                spans.append(span)
            at = span.end if span else at + 1
        return spans

    def _longest(self, words: Sequence[str], start: int) -> Span | None:
        for length in self._lengths.get(tuple(words[start : start + 2]), _LONE):
            phrase = " ".join(words[start : start + length])
            entries = self._phrases.get(phrase)
            if not entries and phrase[-1] == "s":  # perhaps a plural
                entries = self._phrases.get(phrase[:-1])
            if entries:
                return Span(start, min(start + length, len(words)), tuple(entries))
        return None
