"""Who thanked whom, and to whom a win was dedicated, as far as quotes and their contexts tell."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Final

from bot.recall.words import stem, stems
from bot.store import Row
from bot.tables import read_table

_HELPING: Final = frozenset({"did", "does", "do", "was", "were"})
_QUESTION: Final = frozenset({"who", "whos", "which", "what"})
_PLAIN_CUES: Final = ("ask.", "rel.", "noun.", "filler")  # words of asking, never what is thanked
_OBJECT_SCORE, _SPEAKER_SCORE = 90.0, 80.0
_THEME_ONLY = 20.0  # taken off a quote that is filed under thanks but does not say so


class Thanks:
    """An index over quotes that thank or dedicate."""

    def __init__(self, rows: Sequence[Row], words: Sequence[frozenset[str]]) -> None:
        """Take the quotes and, in the same order, the stems of each with its context."""
        cues = read_table("lexicon/cues")
        self._thanking = frozenset(stems(row["phrase"] for row in cues if row["cue"] == "rel.thank"))
        self._dedicating = frozenset(stems(row["phrase"] for row in cues if row["cue"] == "rel.dedicate"))
        bodies = {word for row in read_table("lexicon/bodies") for word in row["phrase"].split()}
        said = {word for row in cues if row["cue"].startswith(_PLAIN_CUES) for word in row["phrase"].split()}
        self._plain = frozenset(stems(bodies | said | {row["word"] for row in read_table("lexicon/stop")}))
        self._rows = rows
        self._words = words
        self._last_names = {row["person"]: stem(str(row["speaker"]).lower().split()[-1]) for row in rows}

    def find(self, words: Sequence[str], persons: Collection[str], allowed: Collection[int]) -> list[tuple[int, float]]:
        """Return (number of the quote, score) among `allowed`; from 75 on it tells what is asked.

        "who thanked ..." asks for the speaker, and the people named are thanked; otherwise they are the speakers.
        """
        listed = stems(words)
        dedicating = not self._dedicating.isdisjoint(listed)
        verbs = self._dedicating if dedicating else self._thanking
        theme = "dedication" if dedicating else "gratitude"
        kind = [number for number in allowed if self._is_of_kind(number, verbs, theme)]
        if self._asks_for_speaker(words, listed):
            return self._by_object(listed, verbs, kind)
        return [
            (number, _SPEAKER_SCORE if not verbs.isdisjoint(self._words[number]) else _SPEAKER_SCORE - _THEME_ONLY)
            for number in kind
            if self._rows[number]["person"] in persons
        ]

    def _by_object(
        self, listed: Sequence[str], verbs: frozenset[str], kind: Collection[int]
    ) -> list[tuple[int, float]]:
        """Quotes that hold the words of who or what is thanked, at least half of them."""
        sought = set(listed) - self._plain
        found = []
        for number in kind:
            held = sought & self._words[number] - {self._last_names[self._rows[number]["person"]]}
            if sought and len(held) >= len(sought) / 2:
                off = 0.0 if not verbs.isdisjoint(self._words[number]) else _THEME_ONLY
                found.append((number, _OBJECT_SCORE * len(held) / len(sought) - off))
        return found

    def _is_of_kind(self, number: int, verbs: frozenset[str], theme: str) -> bool:
        return theme in self._rows[number]["themes"] or not verbs.isdisjoint(self._words[number])

    def _asks_for_speaker(self, words: Sequence[str], listed: Sequence[str]) -> bool:
        """Whether it is "who thanked ..." and not "who did ... thank": no helping verb stands before the verb."""
        for at, word in enumerate(listed):
            if word in self._thanking | self._dedicating:
                return _HELPING.isdisjoint(words[:at]) and not _QUESTION.isdisjoint(words[:at])
        return False
