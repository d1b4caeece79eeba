"""The linker: mentions of persons, works, songs and characters in the tokens of an utterance."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from bot.link.exact import find_exact
from bot.link.fuzzy import Fuzzy
from bot.link.index import Index
from bot.link.nearest import nearest
from bot.link.plain import common_words
from bot.link.rank import choose, rank
from bot.link.spans import Bit, Found, find_runs, make_found
from bot.link.weak import is_weak
from bot.model import Candidate, Mention
from bot.store import Store
from bot.text import Token

Pair = tuple[tuple[Bit, ...], list[Candidate]]

_EXPLAINED_SCORE = 80.0  # a span of several words at this score needs no better spelling


class Linker:
    """Finds the names of one store in utterances.

    `known_words` are the words of the lexicon (cues, bodies, categories): never corrected into a name.
    """

    def __init__(self, store: Store, known_words: Collection[str]) -> None:
        self._index = Index(store)
        self._known = frozenset(known_words)
        self._fuzzy = Fuzzy(self._index, self._known)
        common_words()

    def knows(self, word: str) -> bool:
        """Whether a folded word stands in some name."""
        return word in self._index.words

    def find(self, tokens: Sequence[Token], taken: Collection[int] = ()) -> list[Mention]:
        """Return the mentions in order of place; they overlap neither each other nor the `taken` tokens.

        Candidates are ranked best first (see `rank`); `rank.is_clear` tells whether the best leads enough.
        """
        runs = find_runs(tokens, taken)
        found = [self._found(pair, tokens, taken) for run in runs for pair in find_exact(run, self._index, self._known)]
        explained = {bit.at for one in found if _explains(one) for bit in one.bits}
        spans = _merged(self._fuzzy.find(runs, explained))
        found += [self._found(pair, tokens, taken) for pair in spans]
        return [self._mention(one, tokens) for one in choose(found)]

    def _found(self, pair: Pair, tokens: Sequence[Token], taken: Collection[int]) -> Found:
        return make_found(pair[0], rank(pair[1]), tokens, taken)

    def _mention(self, found: Found, tokens: Sequence[Token]) -> Mention:
        text = " ".join(token.text for token in tokens[found.start : found.end])
        return Mention(found.start, found.end, text, found.candidates, is_weak(found, tokens, self._known))

    def closest(self, text: str, limit: int = 3) -> list[Candidate]:
        """Return the persons and works whose names are nearest to `text`, best first; [] when none is near.

        For asking "did you mean ...?" about a name that is not in the store; `score` is the likeness (60 to 100).
        """
        return nearest(text, self._index, limit)


def _explains(found: Found) -> bool:
    return len(found.bits) > 1 and found.candidates[0].score >= _EXPLAINED_SCORE


def _merged(pairs: Iterable[Pair]) -> list[Pair]:
    """Put the candidates of one span together: several corrections may make different names of it."""
    spans: dict[tuple[Bit, ...], list[Candidate]] = {}
    for bits, candidates in pairs:
        spans.setdefault(bits, []).extend(candidates)
    return list(spans.items())
