"""The linker: mentions of persons, works, songs and characters in the tokens of an utterance."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from bot.link.exact import find_exact
from bot.link.index import Index
from bot.link.plain import common_words
from bot.link.rank import choose, rank
from bot.link.spans import Found, Run, find_runs, make_found
from bot.link.weak import is_weak
from bot.model import Candidate, Mention
from bot.store import Store
from bot.text import Token


class Linker:
    """Finds the names of one store in utterances.

    `known_words` are the words of the lexicon (cues, bodies, categories): never corrected into a name.
    """

    def __init__(self, store: Store, known_words: Collection[str]) -> None:
        self._index = Index(store)
        self._known = frozenset(known_words)
        common_words()

    def knows(self, word: str) -> bool:
        """Whether a folded word stands in some name."""
        return word in self._index.words

    def find(self, tokens: Sequence[Token], taken: Collection[int] = ()) -> list[Mention]:
        """Return the mentions in order of place; they overlap neither each other nor the `taken` tokens.

        Candidates are ranked best first (see `rank`); `rank.is_clear` tells whether the best leads enough.
        """
        found: list[Found] = []
        for run in find_runs(tokens, taken):
            found += self._find_exact(run, tokens, taken)
        return [self._mention(one, tokens) for one in choose(found)]

    def _find_exact(self, run: Run, tokens: Sequence[Token], taken: Collection[int]) -> list[Found]:
        return [
            make_found(bits, rank(candidates), tokens, taken)
            for bits, candidates in find_exact(run, self._index, self._known)
        ]

    def _mention(self, found: Found, tokens: Sequence[Token]) -> Mention:
        text = " ".join(token.text for token in tokens[found.start : found.end])
        return Mention(found.start, found.end, text, found.candidates, is_weak(found, tokens, self._known))

    def closest(self, text: str, limit: int = 3) -> list[Candidate]:
        return []
