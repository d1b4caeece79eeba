"""Words typed without the space between them: "goldenglobes", "manyoscars", "whowon"."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from functools import lru_cache

from bot.parse.wordings import kind_of
from bot.text import Token

SHORTEST = 6  # letters of a word that may be two
SHORTEST_PART = 2  # letters of either
MOST_PARTS = 4  # words in one: "bestsupportingactress" is three
MAX_REMEMBERED = 4096  # words whose parts are kept


class Joined:
    """Parts words that are none into words of ours that stand side by side in our wordings.

    `is_word` tells words that need no parting; `vocabulary` are the words they may be parted into, `pairs` those
    that stand side by side (see `Wordings.pairs`).
    """

    def __init__(
        self, vocabulary: Collection[str], pairs: Collection[tuple[str, str]], is_word: Callable[[str], bool]
    ) -> None:
        self._vocabulary = vocabulary
        self._pairs = pairs
        self._is_word = is_word
        self._parted = lru_cache(maxsize=MAX_REMEMBERED)(self._part)

    def part(self, tokens: Sequence[Token]) -> list[Token]:
        """Return the tokens, each joined word as its parts; all of these have the place of the whole."""
        parted: list[Token] = []
        for token in tokens:
            words = self._parted(token.norm) if len(token.norm) >= SHORTEST else ()
            parted += [token._replace(norm=word) for word in words] or [token]
        return parted

    def _part(self, word: str) -> tuple[str, ...]:
        if not word.isalpha() or word in self._vocabulary or self._is_word(word):
            return ()
        return self._parts("", word, MOST_PARTS)

    def _parts(self, before: str, rest: str, most: int) -> tuple[str, ...]:
        """Return words that `rest` consists of and that may follow `before`, the longest first; () for none."""
        for end in range(len(rest), SHORTEST_PART - 1, -1):
            word = rest[:end]
            if word not in self._vocabulary or (before and (kind_of(before), word) not in self._pairs):
                continue
            if end == len(rest):
                return (word,)
            following = self._parts(word, rest[end:], most - 1) if most > 1 else ()
            if following:
                return (word, *following)
        return ()
