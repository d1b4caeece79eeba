"""A second reading of a question that was not understood: the words that nothing explains, taken for bolder slips."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import islice, product
from typing import NamedTuple

from bot.link.linker import Linker
from bot.parse.mend import Mender
from bot.parse.wordings import CLOSE, NAME, OPEN, Wordings, kind_of

MOST_PLACES = 3  # words that are mended at once; with more of them it is another question
MOST_READINGS = 4  # of one question that are asked
_MOST_OPTIONS = 3  # for each word
_SHORTEST, _LONGEST = 3, 24  # letters of a word that may be a slip; a message may be one word of 4,096
_LONG = 6  # letters of a word that is told by itself
_SHORTEST_JOINED = 8  # letters of a word that may be two with a slip in them,
_SHORTEST_PART = 3  # and of either
_IN_NAME = -9.0  # as a logarithm: how likely a name is just this known word


class Better(NamedTuple):
    """What to put for one word (perhaps two), and as a logarithm how likely that is meant there."""

    odds: float
    words: str


class Rereader:
    """Finds what else a question may say; whether it says so is for its answer to show.

    The mender asks to be sure before it changes a word. Here a word is nothing as it stands, and only a reading that
    explains every word counts: so slips are mended that are bolder than the mender's.
    """

    def __init__(self, mender: Mender, linker: Linker, wordings: Wordings) -> None:
        self._mender = mender
        self._linker = linker
        self._wordings = wordings

    def find(self, words: Sequence[str], places: Collection[int], *, is_ours: bool) -> Iterator[str]:
        """Yield other wordings of a question whose words at `places` nothing explains, the likeliest first.

        `is_ours` says whether the other words are surely about awards; else more is asked of a short word.
        """
        if not 0 < len(places) <= MOST_PLACES:
            return
        options = [self._options(words, at, is_ours)[:_MOST_OPTIONS] for at in sorted(places)]
        if not all(options):
            return
        ranked = sorted(product(*options), key=lambda some: -sum(one.odds for one in some))
        for chosen in islice(ranked, MOST_READINGS):
            better = dict(zip(sorted(places), (one.words for one in chosen), strict=True))
            yield " ".join(better.get(at, word) for at, word in enumerate(words))

    def _options(self, words: Sequence[str], at: int, is_ours: bool) -> list[Better]:
        """Return what the word at a place may be a slip for, the likeliest first."""
        word = words[at]
        if not word.isalpha() or not _SHORTEST <= len(word) <= _LONGEST:
            return []
        before = kind_of(words[at - 1]) if at else OPEN
        after = kind_of(words[at + 1]) if at + 1 < len(words) else CLOSE
        sides = 1 if is_ours or len(word) >= _LONG else 2
        found = [*self._known(before, word, after, sides), *self._names(before, word, after)]
        if len(word) >= _SHORTEST_JOINED:
            found += self._parted(before, word, after)
        return sorted(found, key=lambda one: (-one.odds, one.words))

    def _known(self, before: str, word: str, after: str, sides: int) -> Iterator[Better]:
        """Yield words of ours that stand beside these in our wordings, on so many sides."""
        odds, pairs = self._wordings.odds, self._wordings.pairs
        for choice in self._mender.guess(word):
            if ((before, choice.kind) in pairs) + ((choice.kind, after) in pairs) >= sides:
                yield Better(odds(before, choice.kind) + choice.odds + odds(choice.kind, after), choice.better)

    def _names(self, before: str, word: str, after: str) -> Iterator[Better]:
        """Yield words that stand in names."""
        beside = self._wordings.odds(before, NAME) + self._wordings.odds(NAME, after) + _IN_NAME
        for name, cost in self._linker.spellings(word):
            yield Better(beside + self._mender.slip_odds(cost), name)

    def _parted(self, before: str, word: str, after: str) -> Iterator[Better]:
        """Yield two words of ours that were typed as one, with a slip in one of them: "goldenglones"."""
        odds, pairs = self._wordings.odds, self._wordings.pairs
        for cut in range(_SHORTEST_PART, len(word) - _SHORTEST_PART + 1):
            left, right = word[:cut], word[cut:]
            for first, last in self._halves(left, right):
                if (first, last) in pairs:
                    slip = self._mender.slip_odds(1.0)
                    yield Better(odds(before, first) + odds(first, last) + odds(last, after) + slip, f"{first} {last}")

    def _halves(self, left: str, right: str) -> Iterator[tuple[str, str]]:
        """Yield both parts with the slip in either."""
        if left in self._mender.vocabulary:
            yield from ((left, one.better) for one in self._mender.guess(right))
        if right in self._mender.vocabulary:
            yield from ((one.better, right) for one in self._mender.guess(left))
