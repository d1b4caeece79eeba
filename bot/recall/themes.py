"""The themes of quotes, and the words of a question that ask for one ("something funny", "about mothers")."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from bot.recall.names import Names
from bot.recall.words import stem, stop_stems


@dataclass(frozen=True, slots=True)
class Asked:
    """What a question wants a quote to be about.

    `themes` are slugs; `sought` stems of which the quote best holds one; `others` the stems of further words,
    after "about" and its like only: elsewhere they are how one asks.
    """

    themes: frozenset[str]
    sought: frozenset[str]
    others: tuple[str, ...]


class Themes:
    """Phrases of data/lexicon/themes.csv: themes, and with "|" words to look for."""

    def __init__(self, rows: Iterable[dict[str, str]], slugs: Collection[str]) -> None:
        """Take the rows, and the themes that quotes are filed under."""
        self._parts = {tuple(row["phrase"].split()): row["theme"].split("|") for row in rows}
        self._names = Names(self._parts)
        self._slugs = frozenset(slugs)

    def read(self, words: Sequence[str]) -> Asked:
        """Return what `words` (folded) ask a quote to be about."""
        themes: set[str] = set()
        sought: set[str] = set()
        covered: set[int] = set()
        for at, phrase in self._names.find(words):
            parts = self._parts[phrase]
            themes.update(part for part in parts if part in self._slugs)
            sought.update(stem(part) for part in parts if part not in self._slugs)
            covered.update(range(at, at + len(phrase)))
        start = next((at + 1 for at, word in enumerate(words) if word in _ABOUT), len(words))
        others = (
            stem(word) for at, word in enumerate(words)
            if at >= start and at not in covered and stem(word) not in stop_stems() and not word.isdigit()
        )  # fmt: skip
        return Asked(frozenset(themes), frozenset(sought), tuple(dict.fromkeys(others)))


_ABOUT = frozenset({"about", "on", "regarding", "concerning", "mentioning", "mentions"})
