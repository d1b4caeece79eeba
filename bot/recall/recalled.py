"""Quotes found by what is remembered of them: words spoken, what the speech was about, who spoke, in which film."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import Final

from bot.recall.words import stem, stems, stop_stems
from bot.store import Row
from bot.tables import per_data, read_table, word_group
from bot.text import fold

SURE_SHARE: Final = 0.72
"""From this share of the words on (by weight) a quote is the one meant; beside its speaker's name from half of them."""
_SHARE_OF_SPEAKER: Final = 0.5
_MIN_EVIDENCE: Final = 7.5  # weight of the words found: two rare ones
_MIN_OF_SPEAKER: Final = 2.5  # one word beside the speaker's name
_KIN: Final = 0.85  # how well another word for it explains ("wife", where "partner" is said)
_UNKNOWN_WEIGHT: Final = 5.0
_ROUNDING: Final = 1e-9
_ASKING: Final = (
    "ask.",
    "rel.say",
    "rel.speech",
    "rel.quote",
    "rel.joke",
    "rel.win",
    "rel.get",
    "filler",
    "noun.award",
)


class Recalled:
    """An index over all that is known of each quote: its words, its context, the speaker and the film."""

    def __init__(self, rows: Sequence[Row], words: Sequence[frozenset[str]]) -> None:
        """Take the quotes and, in the same order, the stems of each with its context."""
        self._names = [_name_stems(row) for row in rows]
        self._people = [str(row["person"] or "") for row in rows]
        self._words = [said | names for said, names in zip(words, self._names, strict=True)]
        self._postings: dict[str, set[int]] = defaultdict(set)
        for number, held in enumerate(self._words):
            for word in held:
                self._postings[word].add(number)

    def holds(self, word: str) -> bool:
        """Whether a quote is told with `word` (folded), or with another word for it."""
        return stem(word) in self._postings or stem(word) in _kin()

    def find(self, words: Sequence[str], persons: Collection[str], allowed: Collection[int]) -> list[tuple[int, float]]:
        """Return (number, score 0 to 100) of the quotes among `allowed` that are surely meant, best first.

        `words` are folded; what only asks for a quote counts for nothing. Of the people named those who speak must
        be the speaker; all others may be spoken of.
        """
        told = [word for word in words if word not in _plain_words() and not _is_year(word)]
        sought = [word for word in dict.fromkeys(stems(told)) if word not in stop_stems()]
        speakers = frozenset(persons).intersection(self._people)
        numbers = [number for number in allowed if not speakers or self._people[number] in speakers]
        if len(sought) < 2 and not speakers:
            return []
        weights = {word: self._weight(word) for word in sought}
        if not speakers:
            near = self._within_reach(weights)
            numbers = [number for number in numbers if number in near]
        found = [
            (number, score) for number in numbers if (score := self._score(number, weights, spoken=bool(speakers)))
        ]
        return sorted(found, key=lambda it: -it[1])

    def _within_reach(self, weights: Mapping[str, float]) -> set[int]:
        """Return the quotes that explain more than those words which together are too light to be enough."""
        light, enough = 0.0, SURE_SHARE * sum(weights.values()) - _ROUNDING
        within: set[int] = set()
        for word in sorted(weights, key=weights.__getitem__):
            light += weights[word]
            if light >= enough:
                within.update(*(self._postings.get(kin, ()) for kin in (word, *_kin().get(word, ()))))
        return within

    def _score(self, number: int, weights: Mapping[str, float], *, spoken: bool) -> float:
        """Return the share of the words that the quote explains times 100, 0 when that is too little."""
        held, names = self._words[number], self._names[number]
        counted = {word: weight for word, weight in weights.items() if not (spoken and word in names)}
        hit = sum(weight * _explained(word, held) for word, weight in counted.items())
        least, share = (_MIN_OF_SPEAKER, _SHARE_OF_SPEAKER) if spoken else (_MIN_EVIDENCE, SURE_SHARE)
        total = sum(counted.values())
        return 100 * hit / total if hit >= least and hit >= share * total else 0.0

    def _weight(self, word: str) -> float:
        """Return how rare a word is among the quotes, by its commonest kin too."""
        quotes = len(self._postings.get(word, ()))
        return math.log(1 + len(self._words) / quotes) if quotes else _UNKNOWN_WEIGHT


def _explained(word: str, held: frozenset[str]) -> float:
    if word in held:
        return 1.0
    return 0.0 if _kin().get(word, frozenset()).isdisjoint(held) else _KIN


def _name_stems(row: Row) -> frozenset[str]:
    return frozenset(stems(fold(f"{row['speaker']} {row['title'] or ''}").split())) - stop_stems()


def _is_year(word: str) -> bool:
    return word.isdigit() and len(word) == 4


@per_data
def _plain_words() -> frozenset[str]:
    """Return the folded words that only ask: of awards and of speaking."""
    asked = {row["phrase"] for row in read_table("lexicon/cues") if row["cue"].startswith(_ASKING)}
    bodies = {word for row in read_table("lexicon/bodies") for word in row["phrase"].split()}
    spoken = word_group("about-quote") | word_group("speech-verb") | word_group("award-plural")
    return frozenset(asked | bodies | spoken)


@per_data
def _kin() -> dict[str, frozenset[str]]:
    """Return for each word the stems of others that say the same, from the themes that list words to look for."""
    kin: dict[str, set[str]] = defaultdict(set)
    for row in read_table("lexicon/themes"):
        _, *others = row["theme"].split("|")
        if others and " " not in row["phrase"]:
            kin[stem(row["phrase"])].update(stems(others))
    return {word: frozenset(others) for word, others in kin.items()}
